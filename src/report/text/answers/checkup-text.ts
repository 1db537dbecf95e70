import type { Check } from '../../../base/checkup.ts';
import { inLines, plural } from '../../../base/words.ts';
import { type Paint, printable, type Style } from '../paint.ts';

const styles: { readonly [status in Check['status']]: Style } = {
  ...{ ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' },
};

/** Columns of the status and the blanks after it. */
const statusColumns = 9;
/** Longer names, those of some APIs, have their message below them where the terminal is narrow. */
const maxName = 28;

/**
 * A line for each check, with what to do below it where something is wrong, and how many there are of each at the end. Where
 * the terminal has so many columns, longer lines go on below the message.
 */
export function checkupText(checks: readonly Check[], paint: Paint, columns?: number): string {
  const longest = Math.max(...checks.map(({ name }) => name.length));
  const width = columns === undefined ? longest : Math.min(longest, maxName);
  const indent = ' '.repeat(statusColumns + width + 2);
  const fold = (text: string, from: number): readonly string[] =>
    columns === undefined ? [text] : inLines(text.split(' '), Math.max(20, columns - from));
  const lines = checks.flatMap(({ name, status, message, fix }) => {
    const [first = '', ...rest] = fold(printable(message), indent.length);
    const head = `${paint(styles[status], status.padEnd(statusColumns))}${name.padEnd(width)}`;
    const said = name.length <= width ? [`${head}  ${first}`] : [head, `${indent}${first}`];
    const [way = '', ...further] = fix === undefined ? [] : fold(printable(fix), statusColumns + 5);
    return [
      ...[...said, ...rest.map((line) => `${indent}${line}`)],
      ...(fix === undefined ? [] : [`${' '.repeat(statusColumns)}${paint('bold', 'fix:')} ${way}`]),
      ...further.map((line) => `${' '.repeat(statusColumns + 5)}${line}`),
    ];
  });
  const counts = (Object.keys(styles) as Check['status'][])
    .map((status) => [status, checks.filter((check) => check.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => (status === 'warning' ? plural(count, 'warning') : `${count} ${status}`));
  return `${lines.join('\n')}\n\n${plural(checks.length, 'check')}: ${counts.join(', ')}.\n`;
}
