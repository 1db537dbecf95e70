/**
 * Text of other people in Markdown. A name in a file or in Connect may hold anything: a fence that ends our block, a
 * mention that wakes a whole team, a link, HTML, a pipe that breaks a table. So nothing foreign is ever written as prose:
 * it stands in a fence or in a code span that is longer than any run of backticks in it, where Markdown knows no mark-up,
 * and characters that nobody sees are escapes.
 */
import { printable } from '../text/paint.ts';

const longestRun = (text: string, least: number): number =>
  Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1));

/** One line in a code span. */
export function code(text: string): string {
  const line = printable(text);
  if (line.trim() === '') return '` `';
  const ticks = '`'.repeat(longestRun(line, 1));
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${padding}${line}${padding}${ticks}`;
}

/** Lines in a fence; each of them has to be printable by itself. */
export function fence(language: 'diff' | 'text', lines: readonly string[]): string {
  const ticks = '`'.repeat(longestRun(lines.join('\n'), 3));
  return `${ticks}${language}\n${lines.join('\n')}\n${ticks}\n`;
}

const pipeless = (cell: string): string => cell.replaceAll('|', '\\|');

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // A cell ends at a pipe even within a code span; nowhere else does a pipe need an escape.
  const line = (cells: readonly string[]): string => `| ${cells.map(pipeless).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** Bytes, of which a text has at least as many as characters, however they are counted. */
export const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '@': '&#64;',
};

const inert = (text: string): string => printable(text).replace(/[&<>"@]/g, (one) => entities[one] ?? one);

interface Fold {
  /** Our own words. */
  readonly title: string;
  /** Text of others, which is shown as code behind it. */
  readonly gist?: string | undefined;
  readonly open: boolean;
}

/** A part that can be folded. What it unfolds to is Markdown, for which a blank line is needed; the summary is HTML. */
export const details = ({ title, gist, open }: Fold, body: string): string => {
  const summary = `${inert(title)}${gist === undefined ? '' : `: <code>${inert(gist)}</code>`}`;
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n</details>\n`;
};
