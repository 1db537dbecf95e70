/** What a plan says besides its changes, each part of a size that leaves room for them. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { plural, some } from '../../base/words.ts';
import { format } from '../../plan/model/address.ts';
import type { Plan } from '../../plan/model/plan.ts';
import { nounOf, restText, tallyDeeds } from '../deeds.ts';
import { diagnosticsText } from '../text/diagnostics-text.ts';
import { makePaint, printable } from '../text/paint.ts';
import { peopleNotes } from '../text/plan/people-text.ts';
import { clip } from './blocks.ts';
import { code, details, fence, sizeOf, table } from './markdown.ts';

/** Bytes of warnings, and of each of the other parts. */
const maxForWarnings = 6_000;
const maxForPart = 4_000;
/** Rows of a table. */
const maxRows = 40;

/** How many of each kind are added, changed and so on. */
export function summary({ changes, summary: counts }: Plan): readonly string[] {
  const { kinds, present } = tallyDeeds(changes);
  const rest = restText(counts);
  const rows = kinds.map(({ kind, count }) => [nounOf(kind), ...present.map((deed) => String(count(deed) || ''))]);
  const sums = present.map((deed) => `**${kinds.reduce((sum, { count }) => sum + count(deed), 0)}**`);
  const all = kinds.length > 1 ? [['**all**', ...sums]] : [];
  return [
    ...(kinds.length === 0 ? [] : [table(['', ...present], [...rows, ...all])]),
    ...(rest === '' ? [] : [`${rest[0]?.toUpperCase()}${rest.slice(1)}.\n`]),
  ];
}

/** Rules that refuse the plan, each with its way out. */
export function refusals({ safety }: Plan): readonly string[] {
  const broken = safety.filter(({ result }) => result === 'fail');
  if (broken.length === 0) return [];
  const reasons = broken.map(({ rule, message }) => printable(message === undefined ? rule : `${rule}: ${message}`));
  return [
    `**Refused by ${plural(broken.length, 'safety rule')}: nothing of this will be applied.**\n`,
    fence('text', fitting(reasons, maxForPart)),
  ];
}

/** All rules with their numbers. */
export function safety({ safety: checks }: Plan): readonly string[] {
  if (checks.length === 0) return [];
  const rows = checks
    .slice(0, maxRows)
    .map(({ rule, limit, value, result, accepted }) => [
      code(clip(rule)),
      code(clip(String(limit))),
      String(value),
      result === 'fail' ? '**fail**' : accepted ? 'accepted' : result,
    ]);
  const columns = ['rule', 'limit', 'value', 'result'];
  return [details({ title: 'Safety rules', open: false }, fittingTable(columns, rows, checks.length))];
}

/** Who serves which queues, where that changes. */
export function served({ coverage }: Plan): readonly string[] {
  if (coverage.length === 0) return [];
  const rows = coverage
    .slice(0, maxRows)
    .map(({ queue, channel, before, lowest, after }) => [
      code(clip(queue)),
      code(clip(channel)),
      String(before),
      lowest === 0 && before > 0 ? '**0**' : String(lowest),
      String(after),
    ]);
  const columns = ['queue', 'channel', 'before', 'lowest', 'after'];
  return [details({ title: 'Users who serve each queue', open: false }, fittingTable(columns, rows, coverage.length))];
}

/** Who is on the way out, and what the next days bring. */
export function people(plan: Plan): readonly string[] {
  const notes = peopleNotes({ ...plan, samePerson: [] }).flatMap((note) => note.trimEnd().split('\n'));
  return notes.length === 0 ? [] : [fence('text', fitting(notes, maxForPart))];
}

export function kept({ noLongerListed }: Plan): readonly string[] {
  if (noLongerListed.length === 0) return [];
  const names = noLongerListed.slice(0, 11).map((address) => code(clip(format(address))));
  const them = [...names, ...noLongerListed.slice(11).map(() => '')];
  return [
    `${plural(noLongerListed.length, 'resource is', 'resources are')} no longer listed and kept: ${some(them, 10)}\n`,
  ];
}

export function warnings(diagnostics: readonly Diagnostic[]): readonly string[] {
  if (diagnostics.length === 0) return [];
  const lines = diagnosticsText(diagnostics, makePaint(false)).trimEnd().split('\n');
  return [fence('text', fitting(lines, maxForWarnings))];
}

/** As many lines as there is room for, and how many more there are. */
function fitting(lines: readonly string[], room: number): readonly string[] {
  const shown: string[] = [];
  let left = room;
  for (const line of lines.map(clip)) {
    left -= sizeOf(line) + 1;
    if (left < 0) break;
    shown.push(line);
  }
  const missing = lines.length - shown.length;
  return missing > 0 ? [...shown, `${plural(missing, 'more line')} not shown`] : shown;
}

/** `rows` are the first of `all`. */
function fittingTable(head: readonly string[], rows: readonly (readonly string[])[], all: number): string {
  const shown: (readonly string[])[] = [];
  let left = maxForPart;
  for (const row of rows) {
    left -= sizeOf(row.join(' | ')) + 5;
    if (left < 0) break;
    shown.push(row);
  }
  const missing = all - shown.length;
  return `${table(head, shown)}${missing > 0 ? `\n${plural(missing, 'more line')} not shown\n` : ''}`;
}
