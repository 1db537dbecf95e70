/** Records of runs as a person reads them: a table of many, one as its apply told it. */

import { moment, plural, span } from '../../base/words.ts';
import type { RecordedChange, RunChange, RunInShort, WholeRun } from '../../keep/runs.ts';
import { format } from '../../plan/model/address.ts';
import type { PlannedChange } from '../../plan/model/plan.ts';
import type { ChangeResult } from '../../reconciler/events.ts';
import { presentText } from '../actions.ts';
import { partsText, resultText, summaryText } from './apply-text.ts';
import { type Paint, printable } from './paint.ts';
import { changeText } from './plan/plan-text.ts';
import { widthOf } from './shorten.ts';

/** What came of a run, in a word or two. */
export function outcomeOf({ state, end, counts }: RunInShort): string {
  switch (state) {
    case 'killed':
      return 'killed';
    case 'running':
      return 'running';
    case 'open':
      return 'no end';
    case 'ended':
      if (end?.exitCode === 0) return 'complete';
      if (end?.exitCode === 130 || end?.exitCode === 143) return 'interrupted';
      return counts.create + counts.update + counts.delete + counts.adopt === 0 ? 'failed' : 'incomplete';
  }
}

/** Seconds from its start to its last line. */
export const secondsOf = ({ run, lastTime }: RunInShort): number =>
  Math.max(0, (Date.parse(lastTime) - Date.parse(run.time)) / 1000);

/** Newest first, as given; no line is wider than so many columns if that can be. */
export function runsText(runs: readonly RunInShort[], columns?: number): string {
  if (runs.length === 0) return 'No runs are recorded.\n';
  const head = ['RUN', 'BEGUN', 'TOOK', 'INSTANCE', 'BY', 'COMMAND', 'RESULT', 'CHANGES'];
  const rows = runs.map((one) => {
    const { alias, id } = one.run.instance;
    const cells = [one.run.id, moment(Date.parse(one.run.time)), span(secondsOf(one))];
    const { by, command } = one.run;
    return [
      ...cells,
      alias ?? id,
      `${by.user}@${by.host}`,
      command,
      outcomeOf(one),
      presentText(one.counts) || 'none',
    ].map(printable);
  });
  return table([head, ...rows], columns);
}

/** Cells under each other. Where the columns do not fit beside each other, each row goes on in further lines. */
function table(rows: readonly (readonly string[])[], columns = Number.POSITIVE_INFINITY): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines: number[][] = [[]];
  let width = 0;
  for (const [column, own] of widths.entries()) {
    if (width > 0 && width + own > columns) {
      lines.push([]);
      width = indent.length;
    }
    lines.at(-1)?.push(column);
    width += own + 2;
  }
  const padded = (row: readonly string[], column: number): string =>
    (row[column] ?? '') + ' '.repeat((widths[column] ?? 0) - widthOf(row[column] ?? ''));
  const text = (row: readonly string[]): string =>
    lines
      .map((line) =>
        line
          .map((column) => padded(row, column))
          .join('  ')
          .trimEnd(),
      )
      .join(`\n${indent}`);
  return rows.map((row) => `${text(row)}\n`).join('');
}

const indent = '    ';

/** What runs have done to one address, newest first. */
export function historyText(name: string, history: readonly RunChange[], columns?: number): string {
  if (history.length === 0) return `No run here has changed ${printable(name)}.\n`;
  const head = ['RUN', 'BEGUN', 'INSTANCE', 'BY', 'CHANGE', 'RESULT', 'WHAT'];
  const rows = history.map(({ run, change: { address, begun, ended, calls } }) => {
    const { alias, id } = run.instance;
    const parts = ended && ended.outcome !== 'complete' ? partsText(ended) : '';
    const outcome = parts ? 'partly' : ended ? results[ended.outcome] : 'not ended';
    const attributes = [...new Set([...Object.keys(begun?.before ?? {}), ...Object.keys(begun?.after ?? {})])];
    const failures = ended?.failures.map(({ call, error }) => `${call}: ${error}`) ?? [];
    const made = parts
      ? parts
      : begun?.action === 'update'
        ? attributes.join(', ')
        : calls.map(({ call }) => call).join(', ');
    const cells = [run.id, moment(Date.parse(begun?.time ?? run.time)), alias ?? id, `${run.by.user}@${run.by.host}`];
    const what = [made, ...failures].filter((part) => part !== '').join('; ');
    return [...cells, `${begun?.action ?? ended?.action ?? ''} ${format(address)}`, outcome, what].map(printable);
  });
  return table([head, ...rows], columns);
}

const results: { readonly [outcome in ChangeResult['outcome']]: string } = {
  complete: 'complete',
  errored: 'failed',
  skipped: 'skipped',
};

/** One run: who and when, each change with what it was before, what became of it, and what is not known. */
export function runText(whole: WholeRun, paint: Paint): string {
  const begun = whole.changes.filter((change) => change.begun);
  const never = whole.changes.filter((change) => !change.begun).map(({ ended }) => ended && resultText(ended, paint));
  const blocks = [headText(whole), ...begun.map((change) => recordedText(change, paint)), never.join('')];
  return `${blocks.filter((block) => block !== '').join('\n')}${endText(whole, paint)}`;
}

function headText({ run, ...rest }: WholeRun): string {
  const { id, alias, region } = run.instance;
  const { tool, command, owner, by, digest } = run;
  const lines = [
    ['Run', run.id],
    ['Begun', `${moment(Date.parse(run.time))}, took ${span(secondsOf({ run, ...rest }))}`],
    ['By', `${by.user} on ${by.host} (process ${by.pid}), ${tool.name} ${tool.version} ${command}`],
    ['Instance', `${alias === undefined ? '' : `${alias}, `}${id} (${region})`],
    ...(owner === undefined ? [] : [['Owner', owner]]),
    ['Plan', digest],
  ];
  return lines.map(([name = '', value = '']) => `${`${name}:`.padEnd(10)}${printable(value)}\n`).join('');
}

function recordedText({ address, begun, ended, calls }: RecordedChange, paint: Paint): string {
  if (!begun) return '';
  const { action, before = {}, after = {}, risk = 'normal' } = begun;
  const change = { address, action, before, after, attributes: [], calls: [], risk } as PlannedChange;
  if (ended)
    return `${changeText(change, paint)}${resultText(ended, paint) || `${printable(format(address))}: skipped\n`}`;
  const made = calls.filter((call) => call.ended?.outcome === 'done').map(({ call }) => call);
  const open = calls.filter((call) => !call.ended).map(({ call }) => call);
  const parts = [
    made.length > 0 ? `made ${made.join(', ')}` : '',
    open.length > 0 ? `no answer of ${open.join(', ')}` : '',
  ];
  const known = parts.filter((part) => part !== '').join('; ') || 'not made';
  return `${changeText(change, paint)}${printable(format(address))}: ${paint('yellow', 'not ended')}: ${known}\n`;
}

function endText(whole: WholeRun, paint: Paint): string {
  const { state, end, counts, lastTime, unanswered } = whole;
  const last = moment(Date.parse(lastTime));
  switch (state) {
    case 'ended':
      return `${summaryText(counts, paint)}${end?.exitCode === 0 ? '' : `Exit code ${end?.exitCode}.\n`}`;
    case 'running':
      return `\nIt is still running; its last line is of ${last}.\n${unansweredText(whole, 'under way')}`;
    case 'killed':
      return `\n${paint('red', 'It was killed')}, and wrote its last line at ${last}.\n${unansweredText(whole)}`;
    case 'open':
      return `\n${paint('red', 'It has no end')}: it was killed, or still runs where this machine cannot see it. Its last line is of ${last}.\n${unanswered.length > 0 ? unansweredText(whole) : ''}`;
  }
}

function unansweredText({ unanswered }: WholeRun, how = 'begun and never answered'): string {
  if (unanswered.length === 0) return 'Every call that was begun was answered. Run apply again to continue.\n';
  const lines = unanswered.map(
    ({ address, call, time }) => `  ${printable(format(address))}: ${call}, begun ${moment(Date.parse(time))}\n`,
  );
  const advice =
    how === 'under way'
      ? ''
      : 'Each may have been made; the next plan shows what is left. Run apply again to continue.\n';
  return `${plural(unanswered.length, 'call was', 'calls were')} ${how}:\n${lines.join('')}${advice}`;
}
