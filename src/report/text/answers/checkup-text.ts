import type { Check } from '../../../base/checkup.ts';
import { plural } from '../../../base/words.ts';
import { type Paint, printable, type Style } from '../paint.ts';

const styles: { readonly [status in Check['status']]: Style } = {
  ...{ ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' },
};

/** A line for each check, with what to do below it where something is wrong, and how many there are of each at the end. */
export function checkupText(checks: readonly Check[], paint: Paint): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, status, message, fix }) => [
    `${paint(styles[status], status.padEnd(7))}  ${name.padEnd(width)}  ${printable(message)}`,
    ...(fix === undefined ? [] : [`${' '.repeat(9)}${paint('bold', 'fix:')} ${printable(fix)}`]),
  ]);
  const counts = (Object.keys(styles) as Check['status'][])
    .map((status) => [status, checks.filter((check) => check.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => (status === 'warning' ? plural(count, 'warning') : `${count} ${status}`));
  return `${lines.join('\n')}\n\n${plural(checks.length, 'check')}: ${counts.join(', ')}.\n`;
}
