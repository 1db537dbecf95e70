/** What Amazon Connect has, in one column, and what the files ask for in another. */
import stringWidth from 'string-width';
import type { Json } from '../../../base/json.ts';
import { type Beside, type BesideRow, rowsOf } from '../../../plan/compare/beside.ts';
import { instanceText } from '../instance-text.ts';
import { type Paint, printable } from '../paint.ts';
import { shorten } from '../shorten.ts';

/** Columns are no wider than this, so that one long value does not push the other out. */
const maxWidth = 40;

export function besideText(beside: Beside, paint: Paint): string {
  const { address, target, live, desired, explanation } = beside;
  const { alias, instanceId, region } = target;
  const where = instanceText({ alias, id: instanceId, region });
  const head = `${paint('bold', printable(address))} in ${where}${live ? `, id ${printable(live.id)}` : ''}`;
  const reasons = explanation?.reasons.map((reason) => `  ${printable(reason)}`) ?? [];
  const rows = rowsOf(beside);
  const columns: readonly Column[] = [
    { title: 'live', of: (row) => row.live, isThere: live !== undefined },
    { title: 'desired', of: (row) => row.desired, isThere: desired !== undefined },
  ];
  const shown = columns.filter(({ isThere }) => isThere);
  return `${[head, ...reasons, '', ...table(rows, shown, paint), '', verdict(beside)].join('\n')}\n`;
}

interface Column {
  readonly title: string;
  of(row: BesideRow): Json | undefined;
  readonly isThere: boolean;
}

function table(rows: readonly BesideRow[], columns: readonly Column[], paint: Paint): readonly string[] {
  const cells = [
    ['', ...columns.map(({ title }) => title)],
    ...rows.map((row) => [printable(row.path), ...columns.map(({ of }) => show(of(row)))]),
  ];
  const widths = ['', ...columns].map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  return cells.map((row, index) => {
    const differs = rows[index - 1]?.differs ?? false;
    const padded = row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))));
    const line = `  ${differs ? '~' : ' '} ${padded.join('  ').trimEnd()}`.trimEnd();
    return index === 0 ? paint('dim', line) : differs ? paint('yellow', line) : line;
  });
}

const show = (value: Json | undefined): string =>
  value === undefined ? '' : shorten(value === null ? '(nothing)' : printable(JSON.stringify(value)), maxWidth);

function verdict({ live, desired, change, explanation }: Beside): string {
  if (!live)
    return desired ? 'Amazon Connect does not have it; a plan creates it.' : 'Amazon Connect does not have it.';
  if (!explanation) return 'No files were read, so there is nothing to set beside it.';
  if (!desired) return 'The files ask for nothing of it now.';
  return change
    ? 'Amazon Connect has it otherwise; a plan changes what is marked with ~.'
    : 'Amazon Connect has it as the files ask.';
}
