import type { Command } from 'commander';
import { inLines } from '../../base/words.ts';

/** Columns of what is no terminal, as commander takes them for options. */
const usualColumns = 80;

/** A text below the options of a command, as wide as the options. */
export const below =
  (text: string) =>
  ({ command }: { readonly command: Command }): string =>
    fitHelp(text, command.configureOutput().getOutHelpWidth?.() ?? usualColumns);

/**
 * Paragraphs are filled anew. Of an indented line, which is a command, what is said of it is filled beside it, or on the next
 * line beside a long one; a command is never broken, so that it can be copied.
 */
export const fitHelp = (text: string, columns: number): string =>
  text
    .split('\n\n')
    .map((paragraph) => {
      if (paragraph.split('\n').every((line) => line.length <= columns)) return paragraph;
      if (/^ /m.test(paragraph)) return examples(paragraph.split('\n'), columns);
      return `${/^\n*/.exec(paragraph)?.[0] ?? ''}${filled(paragraph, columns).join('\n')}`;
    })
    .join('\n\n');

/** Commands beyond this leave too little room beside them. */
const maxCommand = 36;

function examples(lines: readonly string[], columns: number): string {
  const parts = lines.map((line) => /^( +\S.*?) {3,}(\S.*)$/.exec(line)?.slice(1) ?? [line]);
  const besides = parts.flatMap(([command = '', what]) => (what === undefined ? [] : [command.length]));
  const column = Math.max(3, ...besides.filter((length) => length <= maxCommand)) + 3;
  return parts
    .flatMap(([command = '', what]) => {
      if (what === undefined) return [command];
      const [first = '', ...rest] = filled(what, columns - column);
      const isShort = command.length + 3 <= column;
      const beside = isShort ? [`${command.padEnd(column)}${first}`] : [command, `${' '.repeat(column)}${first}`];
      return [...beside, ...rest.map((line) => `${' '.repeat(column)}${line}`)];
    })
    .join('\n');
}

const filled = (text: string, columns: number): readonly string[] =>
  inLines(
    text.split(/\s+/).filter((word) => word !== ''),
    columns,
  );
