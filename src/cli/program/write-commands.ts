/** Commands that change Amazon Connect, what is kept of it, or a repository. */

import { Option } from 'commander';
import { usualApprovalTimeout } from '../../app/approval.ts';
import { duration } from '../duration.ts';
import { below } from './below.ts';
import type { Commands } from './commands.ts';
import { acceptHelp, applyHelp, initHelp, unlockHelp, watchHelp } from './help.ts';
import {
  acceptances,
  acceptOption,
  cacheFolder,
  deadline,
  file,
  formatOption,
  hostNames,
  listenAddress,
  lockTimeout,
  mask,
  noCache,
  outsideIncludes,
  ownerName,
  rate,
  readMethod,
  regionName,
  spanOption,
  stateDir,
  target,
  verbose,
} from './options.ts';

export function addApply({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(applyHelp))
    .action(async (planFile, options) => {
      const { apply } = await import('../commands/apply.ts');
      done(await apply({ ...options, ...(planFile !== undefined && { planFile }) }, world));
    });
}

export function addWatch({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(watchHelp))
    .action(async (options) => done(await (await import('../commands/watch.ts')).watch(options, world)));
}

export function addAccept({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(acceptHelp))
    .action(async (accepted, options) =>
      done(await (await import('../commands/accept.ts')).accept({ ...options, accepted }, world)),
    );
}

export function addUnlock({ program, world, done }: Commands): void {
  program
    .command('unlock')
    .description('take the lock of an instance away from a process that no longer runs')
    .argument('[id]', 'the id of the lock, as the refusal prints it; without it, unlock asks')
    .addOption(file('take the instance from this configuration'))
    .option('--instance <id>', 'the instance, by id, ARN or alias, instead of a configuration')
    .option('--force', 'do not ask who holds the lock; for use without a terminal')
    .addOption(stateDir())
    .addHelpText('after', below(unlockHelp))
    .action(async (id, options) => done(await (await import('../commands/unlock.ts')).unlock(id, options, world)));
}

export function addInit({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(initHelp))
    .action(async (options) => done(await (await import('../commands/init.ts')).init(options, world)));
}
