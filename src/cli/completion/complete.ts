/** What may follow on a command line that is being typed. It follows from the same table of commands that reads one. */
import type { Argument, Command, Option } from 'commander';
import { managedKinds } from '../../kinds/registry.ts';

/** Words that may stand here; or a path, which the shell completes. */
export type Completion = { readonly type: 'words'; readonly words: readonly string[] } | { readonly type: 'files' };

/** Gives the addresses that a configuration lists. */
export type AddressesOf = (file: string) => Promise<readonly string[]>;

const words = (all: readonly string[]): Completion => ({ type: 'words', words: all });
const nothing = words([]);

/** `typed` is all after the program's name, as the shell has it, up to the word under the cursor. */
export async function complete(
  typed: readonly string[],
  program: Command,
  addressesOf: AddressesOf,
): Promise<Completion> {
  const { before, current, prefix } = wordsOf(typed);
  const { command, rest } = commandIn(before, program);
  const option = valueFor(rest, command);
  const found = option
    ? await valuesOf(option, rest, addressesOf)
    : current.startsWith('-')
      ? words(optionsOf(command))
      : await positional(command, rest, addressesOf);
  if (found.type === 'files') return prefix === '' ? found : nothing;
  return words(found.words.filter((word) => word.startsWith(current)).map((word) => `${prefix}${word}`));
}

/** bash gives `--format=text` as three words, the others as one: then what completes has to begin with the option. */
function wordsOf(typed: readonly string[]) {
  const plain = typed.map(unquoted);
  const last = plain.at(-1) ?? '';
  const before = plain.slice(0, -1).flatMap((word) => (word === '=' ? [] : splitOption(word)));
  if (last === '=') return { before, current: '', prefix: '' };
  const [option, value] = splitOption(last);
  return value === undefined || option === undefined
    ? { before, current: last, prefix: '' }
    : { before: [...before, option], current: value, prefix: `${option}=` };
}

const splitOption = (word: string): readonly string[] => {
  const [, option, value] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
  return option === undefined || value === undefined ? [word] : [option, value];
};

/** A word as it is meant, where the shell hands on how it was typed. */
const unquoted = (word: string): string => word.replace(/^["']/, '').replace(/["']$/, '').replace(/\\(.)/g, '$1');

function commandIn(before: readonly string[], program: Command): { command: Command; rest: readonly string[] } {
  const [first, ...rest] = before;
  const inner = program.commands.find((command) => command.name() === first);
  return inner ? commandIn(rest, inner) : { command: program, rest: before };
}

/** The option whose value comes next, if there is one. */
const valueFor = (rest: readonly string[], command: Command): Option | undefined =>
  command.options.find((option) => (option.required || option.optional) && isNamed(option, rest.at(-1)));

const isNamed = ({ long, short }: Option, word: string | undefined): boolean =>
  word !== undefined && (word === long || word === short);

const optionsOf = (command: Command): readonly string[] => [
  ...command.options.flatMap(({ long }) => long ?? []),
  '--help',
];

/** The main file as the words before say, or by default. */
function fileIn(rest: readonly string[]): string {
  const index = rest.findLastIndex((word) => word === '-f' || word === '--file');
  return rest[index + 1] !== undefined && index >= 0 ? rest[index + 1]! : 'connect-sync.yaml';
}

async function valuesOf(option: Option, rest: readonly string[], addressesOf: AddressesOf): Promise<Completion> {
  if (option.argChoices) return words(option.argChoices);
  if (option.long === '--target') return words(await addressesOf(fileIn(rest)));
  if (option.long === '--only') return words(managedKinds.map(({ section }) => section.key));
  return /<(?:file|folder|dir)>/.test(option.flags) ? { type: 'files' } : nothing;
}

async function positional(command: Command, rest: readonly string[], addressesOf: AddressesOf): Promise<Completion> {
  if (command.commands.length > 0) return words(command.commands.map((inner) => inner.name()));
  const argument: Argument | undefined = command.registeredArguments[placesIn(rest, command)];
  if (!argument) return nothing;
  if (argument.argChoices) return words(argument.argChoices);
  if (argument.name().includes('address')) return words(await addressesOf(fileIn(rest)));
  return argument.name().includes('file') ? { type: 'files' } : nothing;
}

/** How many words before are neither options nor their values. */
const placesIn = (rest: readonly string[], command: Command): number =>
  rest.filter((word, index) => !word.startsWith('-') && !valueFor(rest.slice(0, index), command)).length;
