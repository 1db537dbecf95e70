/** The command line: argv to a command to an exit code. What a command needs is loaded when it runs. */

import { Command, CommanderError, Option } from 'commander';
import { failureOf } from '../../app/failure.ts';
import { builtOf, tool } from '../../app/host/tool.ts';
import { OutputError, WrongUsage } from '../../base/errors.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { makeMask } from '../../report/mask.ts';
import { idMark } from '../../report/text/diagnostics-text.ts';
import { type Format, reportFailure } from '../report-failure.ts';
import type { World } from '../world.ts';
import { below } from './below.ts';
import { programHelp } from './help.ts';
import { addCompletion, addDemo, addEmulator, addVersion } from './local-commands.ts';
import { misplacedWords } from './misplaced-words.ts';
import { addDoctor, addExplain, addExport, addGet, addPlan, addRuns, addValidate } from './read-commands.ts';
import { addAccept, addApply, addInit, addUnlock, addWatch } from './write-commands.ts';

/** In the order of `--help`. */
const commands = [
  addValidate,
  addExplain,
  addGet,
  addDoctor,
  addPlan,
  addApply,
  addRuns,
  addUnlock,
  addWatch,
  addAccept,
  addExport,
  addInit,
  addEmulator,
  addCompletion,
  addVersion,
  addDemo,
] as const;

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
    .addHelpText('after', below(programHelp))
    .showHelpAfterError('(connect-sync --help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: world.out,
      writeErr: world.err,
      outputError: (text, write) => write(`${text.trimEnd()} ${idMark('usage')}\n`),
    });

  for (const add of commands) add({ program, world, done });

  // A subcommand inherits none of these from its parent.
  for (const command of program.commands) {
    command.helpOption('-h, --help', 'print help').exitOverride();
    command.addOption(new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']));
  }
  return program;
}

/** For the scripts of `completion`, which ask it at every Tab. */
async function answerShell(typed: readonly string[], program: Command, world: World): Promise<ExitCode> {
  const { complete } = await import('../completion/complete.ts');
  const found = await complete(typed, program, async (file) =>
    (await import('../completion/addresses.ts')).listedAddresses(file),
  );
  world.out(`${[found.type, ...(found.type === 'words' ? found.words : [])].join('\n')}\n`);
  return exit.success;
}

/** For an error that ends a command: the format that it was asked for. */
function formatIn(argv: readonly string[]): Format {
  const index = argv.indexOf('--format');
  return argv.includes('--format=json') || (index >= 0 && argv[index + 1] === 'json') ? 'json' : 'text';
}
