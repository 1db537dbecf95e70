/**
 * A plan as a comment on a pull request. A comment has room for so much and no more, so what cannot be undone and what
 * widens somebody's rights comes first, and what did not fit is counted.
 */

import type { Code } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { moment, plural, some } from '../../base/words.ts';
import { isAdoption } from '../../plan/compare/ownership.ts';
import { format } from '../../plan/model/address.ts';
import type { Plan, PlannedChange } from '../../plan/model/plan.ts';
import type { PerSecond } from '../../plan/timing/cost.ts';
import { diagnosticsText, idMark } from '../text/diagnostics-text.ts';
import { makePaint, printable } from '../text/paint.ts';
import { changeBlock } from '../text/plan/change-block.ts';
import { peopleNotes } from '../text/plan/people-text.ts';
import { noChanges, price } from '../text/plan/plan-text.ts';
import { code, fence, table } from './markdown.ts';

/** Characters. GitHub refuses a comment of more than 65,536; the rest is left for the poster's own line. */
const maxCharacters = 60_000;
const maxForWarnings = 6_000;
/** Characters of a line; attribute lines of one change. */
const longestLine = 500;
const maxLines = 60;

/** GitHub colours lines by their first character; `!` is its sign for what changes. */
const signs = { '+': '+', '~': '!', '-': '-' } as const;

/** What went wrong as a whole; its diagnostics, where there are any, say it better. */
interface FailureFound {
  readonly code: Code;
  readonly message: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function planMarkdown(plan: Plan, perSecond: PerSecond): string {
  const { alias, instanceId, region } = plan.target;
  const [name = '', ...others] = [alias, instanceId, region].filter((part) => part !== undefined).map(code);
  const place = others.join(', ');
  const head = [
    `### Plan for Amazon Connect instance ${name} (${place})\n`,
    summaryTable(plan),
    ...risks(plan.changes),
    ...safety(plan),
    ...people(plan),
    ...served(plan),
  ];
  const tail = [
    ...kept(plan),
    ...warnings(plan.diagnostics),
    ...(plan.changes.length === 0 ? [] : [`**Cost:** ${price(plan.cost, perSecond)}\n`]),
  ];
  const room = maxCharacters - [...head, ...tail].join('\n').length;
  return [...head, ...changesBlock(plan, room), ...tail].join('\n');
}

function summaryTable({ summary }: Plan): string {
  const { create, update, delete: removed, park, adopt, unchanged, noLongerListed, unmanaged } = summary;
  const parking = park === undefined ? [] : [park];
  return table(
    [
      ...['add', 'change', 'destroy', ...parking.map(() => 'park')],
      ...['adopt', 'unchanged', 'no longer listed', 'unmanaged'],
    ],
    [[create, update, removed, ...parking, adopt, unchanged, noLongerListed, unmanaged].map(String)],
  );
}

/** For which day it was made, who is one person, who is on the way out, and what the next days bring. */
function people(plan: Plan): readonly string[] {
  const day = plan.asOf === undefined ? [] : [`What a plan would be at ${moment(plan.asOf)}.\n`];
  const notes = peopleNotes(plan).flatMap((note) => note.trimEnd().split('\n'));
  return notes.length === 0 ? day : [...day, fence('text', notes)];
}

/** Rows at most; queues that lose their last user are named among the warnings as well. */
const maxRows = 60;

/** Who serves which queues, where that changes. */
function served({ coverage }: Plan): readonly string[] {
  if (coverage.length === 0) return [];
  const rows = coverage
    .slice(0, maxRows)
    .map(({ queue, channel, before, lowest, after }) => [
      code(queue),
      code(channel),
      String(before),
      lowest === 0 && before > 0 ? '**0**' : String(lowest),
      String(after),
    ]);
  const more = coverage.length - rows.length;
  return [
    table(['users who serve a queue', 'channel', 'before', 'lowest', 'after'], rows),
    ...(more > 0 ? [`${plural(more, 'more line')} not shown\n`] : []),
  ];
}

function risks(changes: readonly PlannedChange[]): readonly string[] {
  const count = (risk: string): number => changes.filter((change) => change.risk === risk).length;
  const [irreversible, privilege] = [count('irreversible'), count('privilege')];
  const said = [
    ...(irreversible > 0 ? [`${plural(irreversible, 'change')} cannot be undone`] : []),
    ...(privilege > 0 ? [`${plural(privilege, 'change widens', 'changes widen')} what somebody may do`] : []),
  ];
  return said.length === 0 ? [] : [`**${said.join('; ')}.**\n`];
}

function safety({ safety: checks }: Plan): readonly string[] {
  if (checks.length === 0) return [];
  const failed = checks.filter(({ result }) => result === 'fail').length;
  const verdict =
    failed > 0 ? [`**Refused by ${plural(failed, 'safety rule')}: nothing of this will be applied.**\n`] : [];
  const rows = checks.map(({ rule, limit, value, result }) => [
    code(rule),
    code(String(limit)),
    String(value),
    result === 'fail' ? '**fail**' : result,
  ]);
  return [...verdict, table(['safety rule', 'limit', 'value', 'result'], rows)];
}

/** The worst first; within the same risk as planned. */
const rank = (change: PlannedChange): number =>
  change.risk === 'irreversible' ? 0 : change.risk === 'privilege' ? 1 : isAdoption(change) ? 3 : 2;

function changesBlock({ changes, targets }: Plan, room: number): readonly string[] {
  if (changes.length === 0) return [`${noChanges(targets)}\n`];
  const shown: string[] = [];
  // The fence may have to be as long as the longest line; a note of what is left out follows.
  let left = room - 2 * longestLine - 200;
  let count = 0;
  for (const change of [...changes].sort((a, b) => rank(a) - rank(b))) {
    const lines = changeLines(change);
    left -= lines.reduce((sum, line) => sum + line.length + 1, 1);
    if (left < 0) break;
    shown.push(...(count > 0 ? [''] : []), ...lines);
    count += 1;
  }
  const missing = changes.length - count;
  const note =
    missing === 0
      ? []
      : [
          `**${plural(missing, 'more change does', 'more changes do')} not fit here; see the output of \`connect-sync plan\`.**\n`,
        ];
  return [...(count > 0 ? [fence('diff', shown)] : []), ...note];
}

function changeLines(change: PlannedChange): readonly string[] {
  const { symbol, address, note, lines: attributes, takenAlong } = changeBlock(change);
  const head = `${signs[symbol]} ${address}${note ? `  (${note.text})` : ''}`;
  const lines = [
    ...attributes.map((line) => `${signs[line.symbol]}     ${line.text}`),
    ...takenAlong.map((call) => `      ${call}`),
  ];
  const more = lines.length - maxLines;
  return [head, ...lines.slice(0, maxLines), ...(more > 0 ? [`      ${plural(more, 'more line')}`] : [])].map(clip);
}

const clip = (line: string): string =>
  line.length > longestLine ? `${line.slice(0, longestLine).replace(/[\uD800-\uDBFF]$/, '')} …` : line;

function kept({ noLongerListed }: Plan): readonly string[] {
  if (noLongerListed.length === 0) return [];
  const names = noLongerListed.slice(0, 11).map((address) => code(clip(format(address))));
  const them = [...names, ...noLongerListed.slice(11).map(() => '')];
  return [
    `${plural(noLongerListed.length, 'resource is', 'resources are')} no longer listed and kept: ${some(them, 10)}\n`,
  ];
}

function warnings(diagnostics: readonly Diagnostic[]): readonly string[] {
  if (diagnostics.length === 0) return [];
  const lines = diagnosticsText(diagnostics, makePaint(false)).trimEnd().split('\n').map(clip);
  const fitting: string[] = [];
  let left = maxForWarnings;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    fitting.push(line);
  }
  const missing = lines.length - fitting.length;
  return [fence('text', [...fitting, ...(missing > 0 ? [`${plural(missing, 'more line')} not shown`] : [])])];
}

/** Why there is no plan, for the same place. */
export const failureMarkdown = ({ code: failed, message, diagnostics }: FailureFound): string =>
  [
    '### There is no plan\n',
    ...(diagnostics.length > 0
      ? warnings(diagnostics)
      : [fence('text', [`${clip(printable(message))} ${idMark(failed)}`])]),
  ].join('\n');
