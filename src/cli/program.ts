/** The command line: argv to a command to an exit code. What a command needs is loaded when it runs. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../plan/duration.ts';
import { type Acceptances, acceptables } from '../plan/guard.ts';
import { makeMask } from '../report/mask.ts';
import { type ListenAddress, parseListen } from '../status/listen.ts';
import { duration } from './duration.ts';
import { type ExitCode, exit } from './exit.ts';
import { type Format, failureOf, reportFailure, WrongUsage } from './failure.ts';
import { tool } from './tool.ts';
import type { World } from './world.ts';

const examples = `
Examples:
  connect-sync demo                      the whole story on a local Amazon Connect, no AWS account needed
  connect-sync export --instance 10a4c4eb-f57e-4d4c-b602-bf39176ced07 --out connect-sync.yaml
  connect-sync validate                  check the files offline
  connect-sync plan                      see what would change and what it would cost
  connect-sync apply                     see it, agree, and have it done
  connect-sync watch                     keep it so

AWS is configured as for every AWS tool: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL_CONNECT, and the rest.
Exit codes: 0 success, 1 unexpected, 2 changes (plan --detailed-exitcode), 3 refused by a safety rule,
4 partly done, 5 locked by another process, 6 the saved plan no longer matches, 7 invalid input, 8 access
denied, 64 wrong usage, 130 and 143 interrupted.`;

const watchHelp = `
It looks at its start, when a file changes, every interval, and when it is told to. What it finds different it makes as
the files say; files that are wrong, a failing Amazon Connect or a refused plan change nothing and do not end it.

Signals: SIGHUP looks now and reads everything; SIGUSR1 suspends (it looks and reports, and applies nothing), SIGUSR2
resumes; SIGTERM and SIGINT finish the calls in flight and leave with 0. In a terminal SIGHUP leaves, too.

Unless it only observes it holds the lock of the instance for as long as it runs, so that no apply comes in between. A lock
that it loses stops it from writing, and it tries to get it back. connect-sync runs shows what its passes wrote.

A plan that a safety rule refuses stops it from writing until the files change, or until it is resumed and finds a plan
that no rule refuses. --accept is for the plan that it finds at its start, and for no other.

Examples:
  connect-sync watch                                look every 5 minutes and whenever a file changes
  connect-sync watch --mode observe --interval 1h   report drift, change nothing
  connect-sync watch -f /etc/connect-sync/connect-sync.yaml --log-format json
  connect-sync watch --accept delete=37             37 users are meant to go, once
  connect-sync watch --listen 127.0.0.1:9464        see it at http://127.0.0.1:9464
  curl -X POST http://127.0.0.1:9464/suspend        also /resume, and /reconcile to look now
  connect-sync watch --listen 10.0.0.5:9464 --allow-host sync.example.com     behind a proxy that asks who comes

Exit codes: 0 after SIGTERM or SIGINT; at its start 5 where another process holds the lock, 7 where the files are wrong
or it cannot listen; 64 wrong usage.`;

const planExamples = `
--mask changes what is printed, never the file of --out: apply compares with it, and only its owner may read it.

Examples:
  connect-sync plan --out plan.json                    then, once it was reviewed: connect-sync apply plan.json
  connect-sync plan --format markdown > comment.md     for a comment on a pull request
  connect-sync plan --detailed-exitcode --format json > plan.json
  connect-sync plan --target user/jane.doe --target user/li.na
  connect-sync plan --accept delete=37                 37 users are meant to go
  connect-sync plan --rate UpdateUserConfig=10/20      what it would cost at another limit of the account`;

const applyExamples = `
A saved plan is not replayed. The changes are planned afresh from -f, and made if they are the reviewed ones;
otherwise it says what differs, writes nothing and ends with exit code 6. With --partial it makes what is still as
reviewed; a change that builds on one that is left out is left out too, and exit code 4 says that there were some.

The lock is held from before Amazon Connect is read until after the last write. Every call is recorded as it is made;
connect-sync runs shows the records.

Examples:
  connect-sync apply plan.json                         without a question: the review was the approval
  connect-sync apply --auto-approve --format json      on merge
  connect-sync apply --auto-approve --lock-timeout 5m --state-dir /var/lib/connect-sync
  connect-sync apply --target user/jane.doe
  connect-sync apply --accept delete=37                37 users are meant to go, and no other number
  connect-sync apply --deadline 20m                    in a maintenance window
  connect-sync apply --rate UpdateUserConfig=10/20 --rate '*=5'`;

const emulatorExamples = `
--rate, --quota, --guess and --fault may be given several times, and win over --settings.

Examples:
  connect-sync emulator --users 1000 --no-throttle
  connect-sync emulator --data centre.json                     go on where it was stopped
  connect-sync emulator --rate CreateUser=10/20 --quota users=500 --search-lag 3000
  connect-sync emulator --identity-management CONNECT_MANAGED --guess identityInfo=merge

Faults, by an option, in a settings file, or while it runs:
  connect-sync emulator --fault '{"operation": "CreateUser", "nth": 3, "loseAnswer": true}' --retry-after 2
  connect-sync emulator --settings settings.json
    {"searchLag": 3000, "faults": [{"operation": "*", "probability": 0.1, "error": "InternalServiceException"}]}
  connect-sync emulator --control-port 4511
    curl http://127.0.0.1:4511/settings
    curl -X PATCH -d '{"latencies": {"SearchUsers": 500}, "searchLag": null}' http://127.0.0.1:4511/settings
    curl -X POST -d '{"operation": "CreateUser", "nth": 3, "loseAnswer": true}' http://127.0.0.1:4511/faults
    curl -X DELETE http://127.0.0.1:4511/faults
    curl 'http://127.0.0.1:4511/requests?operation=CreateUser&limit=10'
    curl http://127.0.0.1:4511/instances http://127.0.0.1:4511/health`;

/** Runs one command line, without the program's own name. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  let exitCode: ExitCode = exit.success;
  const done = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = build(world, done);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.success : wrongUsage(error, argv, world);
    // Once the user wants it to stop, whatever ends a command is that.
    const failure = failureOf(world.signal.aborted ? world.signal.reason : error);
    return reportFailure(argv.includes('--mask') ? makeMask()(failure) : failure, formatIn(argv), world);
  }
}

/** Its words are on stderr already; where JSON was asked for, they are on stdout too. */
function wrongUsage({ message }: CommanderError, argv: readonly string[], world: World): ExitCode {
  if (formatIn(argv) === 'json') reportFailure(failureOf(new WrongUsage(message)), 'json', world);
  return exit.usage;
}

function build(world: World, done: (code: ExitCode) => void): Command {
  const program = new Command('connect-sync')
    .description('Keeps the users of an Amazon Connect instance as YAML files say: plan, apply, watch, export.')
    .version(tool.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', examples)
    .showHelpAfterError('(connect-sync --help shows what there is)')
    .exitOverride()
    .configureOutput({ writeOut: world.out, writeErr: world.err });

  program
    .command('validate')
    .description('check the files offline: no credentials, no network')
    .addOption(file())
    .addOption(format('how to print the result'))
    .addOption(mask())
    .addOption(outsideIncludes())
    .action(async (options) => done(await (await import('./commands/validate.ts')).validate(options, world)));

  program
    .command('plan')
    .description('read Amazon Connect and print what would change; writes nothing')
    .addOption(file())
    .addOption(format('how to print the plan; markdown is for a comment', ['text', 'json', 'markdown']))
    .option('--out <file>', 'also save the plan, so that apply makes exactly these changes or none')
    .option('--detailed-exitcode', 'exit with 2 where there are changes')
    .addOption(accept())
    .addOption(stateDir())
    .addOption(target())
    .addOption(mask())
    .addOption(outsideIncludes())
    .addOption(rate())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .addOption(verbose())
    .addHelpText('after', planExamples)
    .action(async (options) => done(await (await import('./commands/plan.ts')).plan(options, world)));

  program
    .command('apply')
    .description('plan, ask, and make the changes')
    .argument(
      '[planfile]',
      'a plan saved by plan --out: make its changes, and refuse (exit code 6) if they are others now',
    )
    .addOption(file())
    .option('--auto-approve', 'do not ask; needed where there is no terminal and no saved plan')
    .addOption(accept())
    .option('--partial', 'with a saved plan: make those of its changes that are still as reviewed, leave out the rest')
    .addOption(format('how to print what happens; json is one event a line'))
    .option(
      '--lock-timeout <time>',
      'wait this long for another process that holds the lock of the instance: 90s, 5m, 1h (default: do not wait)',
      duration,
    )
    .addOption(stateDir())
    .addOption(target())
    .addOption(mask())
    .option(
      '--deadline <time>',
      'be done in this time, reading included (90s, 20m, 1h30m); what is left is reported, exit code 4',
      deadline,
    )
    .addOption(rate())
    .addOption(outsideIncludes())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .addOption(verbose())
    .addHelpText('after', applyExamples)
    .action(async (planFile, options) => {
      const { apply } = await import('./commands/apply.ts');
      done(await apply({ ...options, ...(planFile !== undefined && { planFile }) }, world));
    });

  addRuns(program, world, done);

  program
    .command('unlock')
    .description('take the lock of an instance away from a process that is gone for good')
    .addOption(file('take the instance from this configuration'))
    .option('--instance <id>', 'the instance, by id or ARN, instead of a configuration')
    .option('--force', 'do not ask; needed where there is no terminal')
    .addOption(stateDir())
    .addHelpText(
      'after',
      `
A lock whose process has ended is taken over by itself: at once where that can be seen, after 90 seconds elsewhere. A
holder that still runs stops writing when it sees that its lock is gone.

Example:
  connect-sync unlock --instance 10a4c4eb-f57e-4d4c-b602-bf39176ced07 --force`,
    )
    .action(async (options) => done(await (await import('./commands/unlock.ts')).unlock(options, world)));

  program
    .command('watch')
    .description('keep Amazon Connect as the files say, until it is stopped')
    .addOption(file())
    .addOption(outsideIncludes())
    .addOption(span('--interval <time>', 'how often to look for drift, give or take a tenth: 30s, 5m, 1h', '5m'))
    .addOption(span('--full-read-interval <time>', 'how often to read everything, not only what has moved', '1h'))
    .addOption(
      new Option('--mode <mode>', 'make the changes, or only report them')
        .choices(['apply', 'observe'])
        .default('apply'),
    )
    .addOption(accept())
    .addOption(
      new Option('--log-level <level>', 'how much to log to stderr; debug has every API call')
        .choices(['error', 'warn', 'info', 'debug'])
        .default('info'),
    )
    .addOption(
      new Option(
        '--log-format <format>',
        'one line of text or of JSON for each thing (default: text in a terminal, else json)',
      ).choices(['text', 'json']),
    )
    .addOption(rate())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .option(
      '--lock-timeout <time>',
      'wait this long for another process that holds the lock of the instance: 90s, 5m, 1h (default: do not wait)',
      duration,
    )
    .addOption(stateDir())
    .addOption(
      new Option(
        '--listen <host:port>',
        'serve the status page, /status, /metrics, /healthz and /readyz there; port 0 takes any free one',
      ).argParser(listenAddress),
    )
    .option('--allow-host <name>', 'answer by this name too, as behind a proxy; may be given several times', hostNames)
    .addHelpText('after', watchHelp)
    .action(async (options) => done(await (await import('./commands/watch.ts')).watch(options, world)));

  program
    .command('export')
    .description('write the live instance as YAML on which plan finds nothing to do')
    .addOption(file('take the instance from this configuration'))
    .option('--instance <id>', 'the instance, by id or ARN, instead of a configuration')
    .option('--region <region>', 'its region (default: the one in the ARN, or AWS_REGION)')
    .option('--out <file>', 'write to this file instead of stdout')
    .addOption(outsideIncludes())
    .addOption(rate())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .addOption(verbose())
    .addHelpText('after', '\nExample:\n  connect-sync export -f connect-sync.yaml --out everyone.yaml')
    .action(async (options) => done(await (await import('./commands/export.ts')).exportInstance(options, world)));

  program
    .command('emulator')
    .description('run a local Amazon Connect on 127.0.0.1 that the AWS SDKs and CLI talk to')
    .option('--port <number>', 'port to listen on; 0 takes any free one', wholeNumber(0, 65_535), 4510)
    .option('--host <address>', 'address to listen on; other machines reach any but a loopback address', '127.0.0.1')
    .option(
      '--control-port <number>',
      'also serve settings, faults and the request log, on 127.0.0.1; 0 takes any free port',
      wholeNumber(0, 65_535),
    )
    .option('--users <number>', 'start with this many realistic users', wholeNumber(0, 100_000), 0)
    .addOption(
      new Option('--identity-management <type>', 'how the instance keeps identities')
        .choices(['SAML', 'CONNECT_MANAGED', 'EXISTING_DIRECTORY'])
        .default('SAML'),
    )
    .option('--seed <file>', 'start with what this JSON file describes (schemas/emulator-seed.schema.json)')
    .option('--data <file>', 'keep everything in this file over restarts; what it holds wins over the three above')
    .option('--settings <file>', 'behave as this JSON file says (schemas/emulator-settings.schema.json)')
    .option('--no-throttle', 'answer as fast as possible, without the documented limits per API')
    .option('--rate <api=rate/burst>', 'limit an API to so many calls a second and at once; * is all others', rates)
    .option('--quota <name=number>', 'how many of a thing an instance may have: users=500', quotas)
    .option('--page-cap <number>', 'give no page more items than this', wholeNumber(1, 1000))
    .option('--search-lag <ms>', 'let searches trail behind writes', wholeNumber(0, 86_400_000))
    .option('--describe-lag <ms>', 'let DescribeUser miss new users for a while', wholeNumber(0, 86_400_000))
    .option('--latency <ms>', 'delay every answer', wholeNumber(0, 3_600_000))
    .option('--retry-after <s>', 'add a Retry-After header to throttled answers', wholeNumber(0, 3600))
    .option('--fault <json>', 'let calls go wrong: a fault as in a settings file', faults)
    .option('--guess <name=answer>', 'what to take for true where AWS says nothing; see BEHAVIOUR.md', answers)
    .addHelpText('after', emulatorExamples)
    .action(async (options) => done(await (await import('./commands/emulator.ts')).emulator(options, world)));

  program
    .command('demo')
    .description('the whole story against the emulator: plan, apply, drift, repair; no AWS account needed')
    .action(async () => done(await (await import('./commands/demo.ts')).demo(world)));

  // A subcommand inherits neither of these from its parent.
  for (const command of program.commands) command.helpOption('-h, --help', 'print help').exitOverride();
  return program;
}

function addRuns(program: Command, world: World, done: (code: ExitCode) => void): void {
  const runs = program
    .command('runs')
    .description('what has been applied from here, newest first; no credentials, no network')
    .usage('[options] [command]')
    .option('-f, --file <file>', 'only those of the instance of this configuration')
    .option('--instance <id>', 'only those of this instance, by id or ARN')
    .option('--limit <number>', 'at most so many', wholeNumber(1, 1_000_000), 20)
    .addOption(format('how to print them'))
    .addOption(stateDir())
    .addHelpText(
      'after',
      `
A run that was killed has no end in its record; runs show ID says what it had begun.

Examples:
  connect-sync runs --limit 5
  connect-sync runs show latest
  connect-sync runs show 20261125T1715 --format json`,
    )
    .action(async (options) => done(await (await import('./commands/runs.ts')).listRuns(options, world)));
  runs
    .command('show')
    .description('one run: every change with what it was before, and what became of it')
    .argument('<id>', 'its id, the beginning of it, or latest')
    .helpOption('-h, --help', 'print help')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .addHelpText('after', '\nExample:\n  connect-sync runs show latest')
    .action(async (id, _, command: Command) =>
      done(await (await import('./commands/runs.ts')).showRun(id, command.optsWithGlobals(), world)),
    );
}

const file = (description = 'the configuration'): Option =>
  new Option('-f, --file <file>', description).default('connect-sync.yaml');

const format = (description: string, choices: readonly string[] = ['text', 'json']): Option =>
  new Option('--format <format>', description).choices(choices).default('text');

const target = (): Option =>
  new Option(
    '--target <address>',
    'only about this resource, such as user/jane.doe; may be given several times',
  ).argParser((address: string, before: readonly string[] = []): readonly string[] => [
    ...new Set([...before, address]),
  ]);

const mask = (): Option =>
  new Option('--mask', 'print e-mail addresses and phone numbers so that nobody can use them: j***@example.com');

const outsideIncludes = (): Option =>
  new Option('--allow-outside-includes', "let include name files outside of the configuration's folder");

const stateDir = (): Option =>
  new Option(
    '--state-dir <folder>',
    "where records of runs and locks are kept (default: connect-sync in the user's state folder, ~/.local/state)",
  );
const accept = (): Option =>
  new Option(
    '--accept <what=number>',
    'acknowledge what a safety rule refuses (create, update, delete, privilege) by its exact number; may be given several times',
  ).argParser(acceptances);
const rate = (): Option =>
  new Option(
    '--rate <api=rate/burst>',
    "so many calls a second of an API and at once, whatever the configuration's throttle says; may be repeated, * is all others",
  ).argParser(limits);

const readMethod = (): Option =>
  new Option(
    '--read <how>',
    'search reads in bulk; describe lists and describes one by one, where the policy does not allow to search',
  )
    .choices(['search', 'describe'])
    .default('search');

const cacheFolder = (): Option =>
  new Option('--cache-dir <folder>', "keep what was read of single users here (default: the user's cache folder)");

const noCache = (): Option => new Option('--no-cache', 'read anew what was read before, and keep nothing');

const verbose = (): Option => new Option('-v, --verbose', 'log every API call to stderr');

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most.toLocaleString('en-US')}.`);
    }
    return number;
  };

/** A span of time of at least five seconds, in milliseconds. Timers hold no more than 24 days. */
const span = (flags: string, description: string, usual: string): Option =>
  new Option(flags, description).default(parseDuration(usual), usual).argParser((text) => {
    const milliseconds = parseDuration(text) ?? 0;
    if (milliseconds < 5000 || milliseconds > 7 * 86_400_000) {
      throw new InvalidArgumentError('It takes a time from 5s to 7d, such as 30s, 5m or 1h30m.');
    }
    return milliseconds;
  });

const listenAddress = (text: string): ListenAddress => {
  const address = parseListen(text);
  if (!address) throw new InvalidArgumentError('It is written as 127.0.0.1:9464, or [::1]:9464.');
  return address;
};

const hostNames = (text: string, before: readonly string[] = []): readonly string[] => {
  if (parseListen(`${text}:0`)?.host === undefined) {
    throw new InvalidArgumentError('It takes a name without a port, such as sync.example.com.');
  }
  return [...before, text];
};

/** Collects `key=value` of an option that may come several times. */
const pairs =
  <T>(read: (value: string) => T | undefined, example: string) =>
  (text: string, before: Readonly<Record<string, T>> = {}): Readonly<Record<string, T>> => {
    const [, key = '', given = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    const value = read(given);
    if (key === '' || value === undefined) throw new InvalidArgumentError(`It is written as ${example}.`);
    return { ...before, [key]: value };
  };

/** Two numbers for one thing cannot both be exact. */
const acceptances = (text: string, before: Acceptances = {}): Acceptances => {
  const [, what, number] = /^(\w+)=(\d{1,9})$/.exec(text) ?? [];
  const known = acceptables.find((one) => one === what);
  if (known === undefined || number === undefined) {
    throw new InvalidArgumentError(`It is written as delete=37, with one of ${acceptables.join(', ')}.`);
  }
  if (before[known] !== undefined && before[known] !== Number(number)) {
    throw new InvalidArgumentError(`It was given as ${known}=${before[known]} before.`);
  }
  return { ...before, [known]: Number(number) };
};

const decimal = /^\d+(?:\.\d+)?$/;

const rates = pairs((text) => {
  const [rate = '', burst = rate, ...more] = text.split('/');
  if (!decimal.test(rate) || !decimal.test(burst) || more.length > 0) return undefined;
  return { rate: Number(rate), burst: Number(burst) };
}, 'CreateUser=10/20: calls a second, and at once');

const limits = pairs((text) => {
  const [, given = '', atOnce] = /^([^/]+)(?:\/([^/]+))?$/.exec(text) ?? [];
  const limit = { rate: Number(given), ...(atOnce !== undefined && { burst: Number(atOnce) }) };
  if (!decimal.test(given) || limit.rate < 0.01 || limit.rate > 1000) return undefined;
  if (atOnce !== undefined && !(decimal.test(atOnce) && Number(atOnce) >= 1 && Number(atOnce) <= 10_000))
    return undefined;
  return limit;
}, 'UpdateUserConfig=10/20: from 0.01 to 1000 calls a second, and at least 1 at once');

/** Milliseconds; timers of Node.js end at 24 days. */
const longestDeadline = 7 * 24 * 60 * 60_000;

const deadline = (text: string): number => {
  const milliseconds = duration(text);
  if (milliseconds > 0 && milliseconds <= longestDeadline) return milliseconds;
  throw new InvalidArgumentError('It takes a time such as 90s, 20m or 1h30m, up to a week.');
};

const quotas = pairs((text) => (/^\d+$/.test(text) ? Number(text) : undefined), 'users=500');

/** Faults as JSON, of which each is checked where the settings are. */
const faults = (text: string, before: readonly unknown[] = []): readonly unknown[] => {
  try {
    return [...before, JSON.parse(text)];
  } catch {
    throw new InvalidArgumentError('It takes JSON such as {"operation": "CreateUser", "nth": 3, "loseAnswer": true}.');
  }
};

const answers = pairs((text) => text || undefined, 'identityInfo=merge');

/** For an error that ends a command: the format that it was asked for. */
function formatIn(argv: readonly string[]): Format {
  const index = argv.indexOf('--format');
  return argv.includes('--format=json') || (index >= 0 && argv[index + 1] === 'json') ? 'json' : 'text';
}
