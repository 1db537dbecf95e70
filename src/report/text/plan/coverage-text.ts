/** Who serves which queues while a plan is applied, as a table on a terminal of 80 columns. */
import type { Plan } from '../../../plan/model/plan.ts';
import { printable } from '../paint.ts';
import { shorten, widthOf } from '../shorten.ts';

/** Lines at most; the JSON has all of them. */
const maxLines = 40;
/** Columns of the queue and its channel, beside three numbers. */
const maxWidth = 50;

/** Lines of a table, its head first; none where nobody's queues change. */
export function coverageLines({ coverage }: Plan): readonly string[] {
  if (coverage.length === 0) return [];
  const rows = coverage.slice(0, maxLines).map(({ queue, channel, before, lowest, after }) => ({
    name: `  ${shorten(printable(queue), maxWidth - channel.length - 3)} ${printable(channel)}`,
    numbers: [before, lowest, after],
  }));
  const head = { name: 'Users who serve a queue:', numbers: ['before', 'lowest', 'after'] };
  const width = Math.max(...[head, ...rows].map(({ name }) => widthOf(name)));
  const lines = [head, ...rows].map(
    ({ name, numbers }) =>
      `${name}${' '.repeat(width - widthOf(name))}${numbers.map((number) => String(number).padStart(8)).join('')}`,
  );
  const more = coverage.length - rows.length;
  return more > 0 ? [...lines, `  \u2026 and ${more} more`] : lines;
}
