/** The command line: argv to a command to an exit code. What a command needs is loaded when it runs. */
import { Argument, Command, CommanderError, Option } from 'commander';
import { usualApprovalTimeout } from '../app/approval.ts';
import { failureOf } from '../app/failure.ts';
import { builtOf, tool } from '../app/host/tool.ts';
import { OutputError, WrongUsage } from '../base/errors.ts';
import { type ExitCode, exit } from '../report/exit-codes.ts';
import { makeMask } from '../report/mask.ts';
import { idMark } from '../report/text/diagnostics-text.ts';
import { type Shell, scripts, shells } from './completion/scripts.ts';
import { duration } from './duration.ts';
import {
  acceptHelp,
  applyHelp,
  completionHelp,
  emulatorHelp,
  explainHelp,
  getHelp,
  initHelp,
  planHelp,
  programHelp,
  runsHelp,
  unlockHelp,
  watchHelp,
} from './help.ts';
import {
  acceptances,
  acceptOption,
  answers,
  asOf,
  cacheFolder,
  deadline,
  faults,
  file,
  formatOption,
  hostNames,
  listenAddress,
  lockTimeout,
  mask,
  noCache,
  outsideIncludes,
  ownerName,
  quotas,
  rate,
  rates,
  readMethod,
  regionName,
  spanOption,
  stateDir,
  target,
  verbose,
  wholeNumber,
  words,
} from './options.ts';
import { type Format, reportFailure } from './report-failure.ts';
import type { World } from './world.ts';

/** Runs one command line, without the program's own name. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  let exitCode: ExitCode = exit.success;
  const done = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = build(world, done);
  try {
    if (argv[0] === '__complete')
      return await written(await answerShell(argv.slice(1), program, world), { argv, world });
    const misplaced = misplacedWords(argv, program);
    if (misplaced !== undefined) throw new WrongUsage(misplaced);
    await program.parseAsync(argv, { from: 'user' });
    return await written(exitCode, { argv, world });
  } catch (error) {
    if (error instanceof CommanderError)
      return written(error.exitCode === 0 ? exit.success : wrongUsage(error, argv, world), { argv, world });
    // Once the user wants it to stop, whatever ends a command is that.
    const failure = failureOf(world.signal.aborted ? world.signal.reason : error);
    return written(reportFailure(argv.includes('--mask') ? makeMask()(failure) : failure, formatIn(argv), world), {
      argv,
      world,
    });
  }
}

/** Output that nobody got is a failure, whatever the command came to. */
async function written(
  code: ExitCode,
  { argv, world }: { readonly argv: readonly string[]; readonly world: World },
): Promise<ExitCode> {
  await world.flush();
  const { reason } = world.signal;
  if (!(reason instanceof OutputError)) return code;
  const failure = failureOf(reason);
  const hadEnded = code === exit.success || code === exit.changes;
  // What failed on the way has said why; as JSON it has said so where nobody could read it.
  if (hadEnded || formatIn(argv) === 'json') world.err(`error: ${failure.message} ${idMark(failure.code)}\n`);
  await world.flush();
  return hadEnded ? exit[failure.ending] : code;
}

/** Its words are on stderr already; where JSON was asked for, they are on stdout too. */
function wrongUsage({ message }: CommanderError, argv: readonly string[], world: World): ExitCode {
  if (formatIn(argv) === 'json') reportFailure(failureOf(new WrongUsage(message)), 'json', world);
  return exit.usage;
}

/** What to type instead, where the words are right and only stand in the wrong place. */
function misplacedWords(argv: readonly string[], program: Command): string | undefined {
  const [first = '', second = '', ...others] = argv;
  const names = program.commands.map((command) => command.name());
  if (['-f', '--file'].includes(first)) {
    const [command = 'plan', ...more] = others;
    return `Options come after the command: connect-sync ${[command, first, second, ...more].join(' ').trim()}`;
  }
  if (/^(?:-f|--file=)./.test(first) && names.includes(second)) {
    return `Options come after the command: connect-sync ${[second, first, ...others].join(' ')}`;
  }
  const isFile = /\.ya?ml$/i.test(second) && !argv.some((word) => /^(?:-f|--file)/.test(word));
  if (isFile && ['plan', 'apply', 'validate', 'watch', 'export'].includes(first)) {
    return `A configuration is named with -f: connect-sync ${[first, '-f', second, ...others].join(' ')}`;
  }
  return undefined;
}

function build(world: World, done: (code: ExitCode) => void): Command {
  const program = new Command('connect-sync')
    .description('Keeps the users of an Amazon Connect instance as YAML files say: plan, apply, watch, export.')
    .version(`${tool.version} (${builtOf})`, '--version', 'print the version, and the commit that it was built of')
    .addOption(
      new Option('--color <when>', 'colour the output; auto: in a terminal, and in the logs of GitHub Actions')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .helpOption('-h, --help', 'print help')
    .addHelpText('after', programHelp)
    .showHelpAfterError('(connect-sync --help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: world.out,
      writeErr: world.err,
      outputError: (text, write) => write(`${text.trimEnd()} ${idMark('usage')}\n`),
    });

  program
    .command('validate')
    .description('check the files offline: no credentials, no network')
    .addOption(file())
    .addOption(formatOption('how to print the result'))
    .addOption(mask())
    .addOption(outsideIncludes())
    .action(async (options) => done(await (await import('./commands/validate.ts')).validate(options, world)));

  program
    .command('explain')
    .description('tell where each attribute of a resource comes from, or what the code of an error means; offline')
    .argument('<address|code>', 'a kind and a name, such as user/jane.doe; or what an error ends with, such as CS2001')
    .addOption(file())
    .addOption(asOf('tell of another day or time than now'))
    .option('--live', 'ask Amazon Connect as well: whether it has it, and what a plan would change')
    .addOption(formatOption('how to print it'))
    .addOption(mask())
    .addOption(outsideIncludes())
    .addOption(rate())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .addOption(stateDir())
    .addOption(verbose())
    .addHelpText('after', explainHelp)
    .action(async (address, options) =>
      done(await (await import('./commands/explain.ts')).explain(address, options, world)),
    );

  program
    .command('get')
    .description('show one resource as Amazon Connect has it, beside what the files ask for')
    .argument('<address>', 'a kind and a name: user/jane.doe')
    .addOption(file())
    .option('--instance <id>', 'the instance, by id, ARN or alias, instead of a configuration')
    .option('--region <region>', 'its region (default: the one in the ARN, or AWS_REGION)')
    .addOption(formatOption('how to print it'))
    .addOption(mask())
    .addOption(outsideIncludes())
    .addOption(rate())
    .addOption(readMethod())
    .addOption(verbose())
    .addHelpText('after', getHelp)
    .action(async (address, options) => done(await (await import('./commands/get.ts')).get(address, options, world)));

  program
    .command('plan')
    .description('read Amazon Connect and print what would change; writes nothing')
    .addOption(file())
    .addOption(
      formatOption('how to print the plan; markdown is for a comment, html is one page to look at', [
        'text',
        'json',
        'markdown',
        'html',
      ]),
    )
    .option('--out <file>', 'also save the plan, so that apply makes exactly these changes or none')
    .option('--out-html <file>', 'also write the plan as one page to this file, which needs no network')
    .option('--out-json <file>', 'also write it to this file as --format json prints it')
    .option('--out-markdown <file>', 'also write it to this file as --format markdown prints it')
    .option('--detailed-exitcode', 'exit with 2 where there are changes')
    .addOption(asOf('what a plan would be then'))
    .addOption(acceptOption())
    .addOption(stateDir())
    .addOption(target())
    .addOption(mask())
    .addOption(outsideIncludes())
    .addOption(rate())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .addOption(verbose())
    .addHelpText('after', planHelp)
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
    .addOption(acceptOption())
    .option('--partial', 'with a saved plan: make those of its changes that are still as reviewed, leave out the rest')
    .addOption(formatOption('how to print what happens; json is one event a line'))
    .addOption(lockTimeout())
    .addOption(stateDir())
    .addOption(target())
    .addOption(mask())
    .option(
      '--deadline <time>',
      'be done in this time, waiting for the lock, reading and asking included (90s, 20m, 1h30m); what is left is reported, exit code 4',
      deadline,
    )
    .addOption(
      new Option(
        '--approval-timeout <time>',
        'plan afresh where the question is answered later than this, and ask again if the plan differs',
      )
        .default(usualApprovalTimeout, '10m')
        .argParser(duration),
    )
    .addOption(rate())
    .addOption(outsideIncludes())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .addOption(verbose())
    .addHelpText('after', applyHelp)
    .action(async (planFile, options) => {
      const { apply } = await import('./commands/apply.ts');
      done(await apply({ ...options, ...(planFile !== undefined && { planFile }) }, world));
    });

  addRuns(program, world, done);

  program
    .command('unlock')
    .description('take the lock of an instance away from a process that no longer runs')
    .argument('[id]', 'the id of the lock, as the refusal prints it; without it, unlock asks')
    .addOption(file('take the instance from this configuration'))
    .option('--instance <id>', 'the instance, by id, ARN or alias, instead of a configuration')
    .option('--force', 'do not ask who holds the lock; for use without a terminal')
    .addOption(stateDir())
    .addHelpText('after', unlockHelp)
    .action(async (id, options) => done(await (await import('./commands/unlock.ts')).unlock(id, options, world)));

  program
    .command('watch')
    .description('keep Amazon Connect as the files say, until it is stopped')
    .addOption(file())
    .addOption(outsideIncludes())
    .addOption(spanOption('--interval <time>', 'how often to look for drift, give or take a tenth: 30s, 5m, 1h', '5m'))
    .addOption(spanOption('--full-read-interval <time>', 'how often to read everything, not only what has moved', '1h'))
    .addOption(
      new Option('--mode <mode>', 'make the changes, or only report them')
        .choices(['apply', 'observe'])
        .default('apply'),
    )
    .addOption(acceptOption())
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
    .addOption(lockTimeout())
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
    .command('accept')
    .description('accept what a running watch was refused for, by its exact number: delete=37')
    .argument(
      '<what=number...>',
      'create, update, delete or privilege, and the number that the refusal names',
      acceptances,
    )
    .addOption(file('take the instance from this configuration'))
    .option('--instance <id>', 'the instance, by id, ARN or alias, instead of a configuration')
    .addOption(stateDir())
    .addHelpText('after', acceptHelp)
    .action(async (accepted, options) =>
      done(await (await import('./commands/accept.ts')).accept({ ...options, accepted }, world)),
    );

  program
    .command('export')
    .description('write the live instance as YAML on which plan finds nothing to do')
    .addOption(file('take the instance from this configuration'))
    .option('--instance <id>', 'the instance, by id, ARN or alias, instead of a configuration')
    .option('--region <region>', 'its region (default: the one in the ARN, or AWS_REGION)')
    .option('--only <sections>', 'only these sections, such as users,routingProfiles (default: all)', words)
    .option('--out <file>', 'write to this new file instead of stdout; only its owner may read it')
    .option('--split <folder>', 'write the files of a repository into this folder: roles, people by site, and the rest')
    .option('--force', 'let --out replace a file; never the one of -f')
    .addOption(outsideIncludes())
    .addOption(rate())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .addOption(verbose())
    .addHelpText('after', '\nExample:\n  connect-sync export -f connect-sync.yaml --out everyone.yaml')
    .action(async (options) => done(await (await import('./commands/export.ts')).exportInstance(options, world)));

  program
    .command('init')
    .description('write a repository for an instance as it is: its files, a pipeline and a README; then plan on it')
    .option('--instance <id>', 'the instance, by id, ARN or alias (default: asked, or the only one of the Region)')
    .addOption(new Option('--region <region>', 'its Region (default: AWS_REGION, or asked)').argParser(regionName))
    .option('--dir <folder>', 'the folder that becomes the repository; no file in it is replaced', '.')
    .option('--owner <name>', 'the mark of what the files list (default: the alias of the instance)', ownerName)
    .addOption(
      new Option('--ci <system>', 'whose pipeline to write').choices(['github', 'gitlab', 'none']).default('github'),
    )
    .option('--yes', 'ask nothing; needed where there is no terminal')
    .addOption(rate())
    .addOption(readMethod())
    .addOption(cacheFolder())
    .addOption(noCache())
    .addOption(verbose())
    .addHelpText('after', initHelp)
    .action(async (options) => done(await (await import('./commands/init.ts')).init(options, world)));

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
    .option('--region <region>', 'the Region of its instance (default: us-west-2); others have none', regionName)
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
    .option('--create-lag <ms>', 'let no call know what was just created', wholeNumber(0, 86_400_000))
    .option('--in-use-lag <ms>', 'let what users have just left be in use for a while', wholeNumber(0, 86_400_000))
    .option('--events-to <url>', 'post an event of every write to this address, as EventBridge would')
    .option('--latency <ms>', 'delay every answer', wholeNumber(0, 3_600_000))
    .option('--retry-after <s>', 'add a Retry-After header to throttled answers', wholeNumber(0, 3600))
    .addOption(
      new Option('--unimplemented <answer>', 'answer lists that it does not know with 501, or an empty page').choices([
        'refuse',
        'empty',
      ]),
    )
    .option('--fault <json>', 'let calls go wrong: a fault as in a settings file', faults)
    .option('--guess <name=answer>', 'what to take for true where AWS says nothing; see BEHAVIOUR.md', answers)
    .addHelpText('after', emulatorHelp)
    .action(async (options) => done(await (await import('./commands/emulator.ts')).emulator(options, world)));

  program
    .command('completion')
    .description('print a script that lets a shell complete commands, options and addresses')
    .addArgument(new Argument('<shell>', 'the shell that is to read it').choices(shells))
    .addHelpText('after', completionHelp)
    .action((shell: Shell) => {
      world.out(scripts[shell]);
      done(exit.success);
    });

  program
    .command('version')
    .description('print the version, and the commit that it was built of')
    .action(() => {
      world.out(`${tool.version} (${builtOf})\n`);
      done(exit.success);
    });

  program
    .command('demo')
    .description('the whole story against the emulator: plan, apply, drift, repair; no AWS account needed')
    .addArgument(
      new Argument('[story]', 'a few users, or a whole contact centre and its reorganisation')
        .choices(['quickstart', 'contact-centre'] as const)
        .default('quickstart' as const),
    )
    .action(async (story) => done(await (await import('./commands/demo/demo.ts')).demo(story, world)));

  // A subcommand inherits none of these from its parent.
  for (const command of program.commands) {
    command.helpOption('-h, --help', 'print help').exitOverride();
    command.addOption(new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']));
  }
  return program;
}

/** For the scripts of `completion`, which ask it at every Tab. */
async function answerShell(typed: readonly string[], program: Command, world: World): Promise<ExitCode> {
  const { complete } = await import('./completion/complete.ts');
  const found = await complete(typed, program, async (file) =>
    (await import('./completion/addresses.ts')).listedAddresses(file),
  );
  world.out(`${[found.type, ...(found.type === 'words' ? found.words : [])].join('\n')}\n`);
  return exit.success;
}

function addRuns(program: Command, world: World, done: (code: ExitCode) => void): void {
  const runs = program
    .command('runs')
    .description('what has been applied from here, newest first; no credentials, no network')
    .usage('[options] [command]')
    .option('-f, --file <file>', 'only those of the instance of this configuration')
    .option('--instance <id>', 'only those of this instance, by id, ARN or alias')
    .option('--user <name>', 'what became of this user over all runs; also an address such as "routingProfile/Tier 2"')
    .option('--limit <number>', 'at most so many', wholeNumber(1, 1_000_000), 20)
    .addOption(formatOption('how to print them'))
    .addOption(stateDir())
    .addHelpText('after', runsHelp)
    .action(async ({ user, ...options }) => {
      const { listHistory, listRuns } = await import('./commands/runs.ts');
      done(await (user === undefined ? listRuns(options, world) : listHistory(user, options, world)));
    });
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

/** For an error that ends a command: the format that it was asked for. */
function formatIn(argv: readonly string[]): Format {
  const index = argv.indexOf('--format');
  return argv.includes('--format=json') || (index >= 0 && argv[index + 1] === 'json') ? 'json' : 'text';
}
