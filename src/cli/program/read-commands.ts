/** Commands that change neither Amazon Connect nor the files. */

import { type Command, Option } from 'commander';
import { below } from './below.ts';
import type { Commands } from './commands.ts';
import { doctorHelp, explainHelp, exportHelp, getHelp, planHelp, runsHelp, validateHelp } from './help.ts';
import {
  acceptOption,
  asOf,
  cacheFolder,
  file,
  formatOption,
  mask,
  noCache,
  outsideIncludes,
  rate,
  readMethod,
  stateDir,
  target,
  verbose,
  wholeNumber,
  words,
} from './options.ts';

export function addValidate({ program, world, done }: Commands): void {
  program
    .command('validate')
    .description('check the files offline: no credentials, no network')
    .addOption(file())
    .addOption(formatOption('how to print the result'))
    .addOption(mask())
    .addOption(outsideIncludes())
    .addHelpText('after', below(validateHelp))
    .action(async (options) => done(await (await import('../commands/validate.ts')).validate(options, world)));
}

export function addExplain({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(explainHelp))
    .action(async (address, options) =>
      done(await (await import('../commands/explain.ts')).explain(address, options, world)),
    );
}

export function addGet({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(getHelp))
    .action(async (address, options) => done(await (await import('../commands/get.ts')).get(address, options, world)));
}

export function addDoctor({ program, world, done }: Commands): void {
  program
    .command('doctor')
    .description('check what a command depends on, from credentials and clock to what it may read; writes nothing')
    .addOption(file())
    .addOption(
      new Option('--for <command>', 'what everything is to be ready for')
        .choices(['plan', 'apply', 'watch'])
        .default('apply'),
    )
    .option('--instance <id>', 'the instance, by id, ARN or alias, instead of a configuration')
    .option('--region <region>', 'its region (default: the one in the ARN, or AWS_REGION)')
    .addOption(formatOption('how to print the checks'))
    .addOption(readMethod())
    .addOption(stateDir())
    .addOption(mask())
    .addOption(outsideIncludes())
    .addHelpText('after', below(doctorHelp))
    .action(async (options) => done(await (await import('../commands/doctor.ts')).doctor(options, world)));
}

export function addPlan({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(planHelp))
    .action(async (options) => done(await (await import('../commands/plan.ts')).plan(options, world)));
}

export function addExport({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(exportHelp))
    .action(async (options) => done(await (await import('../commands/export.ts')).exportInstance(options, world)));
}

export function addRuns({ program, world, done }: Commands): void {
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
    .addHelpText('after', below(runsHelp))
    .action(async ({ user, ...options }) => {
      const { listHistory, listRuns } = await import('../commands/runs.ts');
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
      done(await (await import('../commands/runs.ts')).showRun(id, command.optsWithGlobals(), world)),
    );
}
