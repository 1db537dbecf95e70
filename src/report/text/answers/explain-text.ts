/** Why a resource stands as it does, and where each of its attributes comes from. */
import stringWidth from 'string-width';
import { formatSpan } from '../../../base/diagnostic.ts';
import { moment } from '../../../base/words.ts';
import type { ExplainedAttribute, Explanation, ManagedState, Provenance } from '../../../plan/model/explanation.ts';
import { type Paint, printable } from '../paint.ts';
import { changeBlock } from '../plan/change-block.ts';

const standings: { readonly [standing in ManagedState]: string } = {
  managed: 'is managed',
  notYet: 'is not wanted yet',
  noLonger: 'is no longer wanted',
  notListed: 'is not listed',
};

export function explainText(explanation: Explanation, paint: Paint): string {
  const { address, standing, asOf, reasons, key, attributes, live } = explanation;
  const who = key === undefined ? '' : ` (key ${printable(key)})`;
  const lines = [
    `${paint('bold', printable(address))}${who} ${standings[standing]} at ${moment(asOf)}.`,
    ...reasons.map((reason) => `  ${printable(reason)}`),
  ];
  if (attributes.length > 0) lines.push('', ...table(attributes, paint));
  if (live) {
    lines.push('', live.sentence);
    for (const { symbol, text } of live.change ? changeBlock(live.change).lines : [])
      lines.push(`    ${symbol} ${text}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Columns are no wider than this, so that one long value does not push all others out. */
const maxWidth = 40;

function table(attributes: readonly ExplainedAttribute[], paint: Paint): readonly string[] {
  const rows = attributes.map(({ path, value, from, at }) => ({
    cells: [printable(path), printable(JSON.stringify(value)), printable(fromText(from))],
    place: formatSpan(at),
  }));
  const widths = [0, 1, 2].map((column) =>
    Math.min(maxWidth, Math.max(...rows.map(({ cells }) => stringWidth(cells[column] ?? '')))),
  );
  return rows.map(({ cells, place }) => {
    const padded = cells.map(
      (cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))),
    );
    return `  ${padded.join('  ')}  ${paint('dim', printable(place))}`;
  });
}

/** `rule 2: ${Line ?? Job}, from Job` */
function fromText({ type, role, rule, expression, field }: Provenance): string {
  const made = [expression, field === undefined ? undefined : `from ${field}`]
    .filter((one) => one !== undefined)
    .join(', ');
  const detail = made === '' ? '' : `: ${made}`;
  switch (type) {
    case 'role':
      return `role ${role}`;
    case 'rule':
      return `rule ${rule}${detail}`;
    case 'record':
      return made === '' ? 'source' : `record${detail}`;
    case 'entry':
      return 'own entry';
    case 'override':
      return 'override';
    case 'default':
      return 'default';
  }
}
