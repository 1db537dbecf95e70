/** A watch in its log: a line for each pass, for each change that was made, and for each thing to fix. */

import { diagnosticIdOf } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { about, plural } from '../../base/words.ts';
import { format } from '../../plan/model/address.ts';
import type { CallCounts, Plan, PlannedChange } from '../../plan/model/plan.ts';
import type { ChangeResult } from '../../reconciler/events.ts';
import type { PassReport } from '../../watch/status.ts';
import { countsText } from '../actions.ts';
import { resultText, tally } from './apply-text.ts';
import { idMark } from './diagnostics-text.ts';
import { makePaint } from './paint.ts';
import { changeBlock } from './plan/change-block.ts';
import { shorten } from './shorten.ts';

export interface LogLine {
  readonly level: 'error' | 'warn' | 'info';
  readonly message: string;
  readonly facts: { readonly [name: string]: unknown };
}

/** Of failures and diagnostics no more than these are told; the sums say how many there are. */
const most = 20;

const noPaint = makePaint(false);

/** The line of a pass, and before it those of what it found wrong. */
export function passLines(report: PassReport): readonly LogLine[] {
  const { number, trigger, outcome, results, startedAt, endedAt } = report;
  const facts = { pass: number, trigger, outcome, seconds: Math.max(0, Math.round((endedAt - startedAt) / 100)) / 10 };
  const failures = results
    .filter((result) => result.outcome !== 'complete')
    .slice(0, most)
    .flatMap(failureLines);
  return [
    ...diagnosticLines(report.diagnostics),
    ...failures,
    { level: levelOf(report), message: sentence(report), facts },
  ];
}

export const diagnosticLines = (diagnostics: readonly Diagnostic[]): readonly LogLine[] =>
  diagnostics.slice(0, most).map(diagnosticLine);

/** Before the first change of a plan is made: how many there are, and how long they take. */
export function beginLine(plan: Plan, calls: CallCounts): LogLine {
  const total = Object.values(calls).reduce((sum, times) => sum + times, 0);
  const { create, update, delete: remove, adopt } = plan.summary;
  return {
    level: 'info',
    message: `Applying: ${toMake(plan)}; ${plural(total, 'API call')}, ${about(plan.cost.seconds)}.`,
    facts: { create, update, delete: remove, adopt, calls: total, seconds: plan.cost.seconds },
  };
}

/** Characters of a line about one change. */
const maxDetails = 300;

/** A change that was made, with what it changed where its plan is known. */
export function madeLine(result: ChangeResult, change?: PlannedChange): LogLine {
  const all = change?.action === 'update' ? changeBlock(change).lines.map(({ text }) => text) : [];
  const details = shorten(all.join('; '), maxDetails);
  return {
    level: 'info',
    message: `${resultText(result, noPaint).trimEnd()}${details && `: ${details}`}`,
    facts: { address: format(result.address), action: result.adoption ? 'adopt' : result.action },
  };
}

const failureLines = (result: ChangeResult): readonly LogLine[] =>
  resultText(result, noPaint)
    .split('\n')
    .filter((message) => message !== '')
    .map((message) => ({ level: 'warn', message, facts: { address: format(result.address), action: result.action } }));

function diagnosticLine({ severity, code, message, source, address }: Diagnostic): LogLine {
  const where = source ? `${source.file}:${source.line}:${source.column}: ` : address ? `${address}: ` : '';
  return {
    level: severity === 'error' ? 'error' : 'warn',
    message: `${where}${message} ${idMark(code)}`,
    facts: { code, id: diagnosticIdOf(code) },
  };
}

function levelOf({ outcome }: PassReport): LogLine['level'] {
  switch (outcome) {
    case 'in-sync':
    case 'applied':
    case 'observed':
    case 'waiting':
      return 'info';
    case 'partial':
      return 'warn';
    case 'refused':
    case 'invalid':
    case 'failed':
      return 'error';
  }
}

function sentence({ outcome, reason = '', plan, results }: PassReport): string {
  switch (outcome) {
    case 'in-sync':
      return 'Amazon Connect is as the files say.';
    case 'applied':
      return `Applied: ${countsText(tally(results))}.`;
    case 'observed':
      return `Amazon Connect differs from the files, and this watch only observes: ${toMake(plan)}.`;
    case 'waiting':
      return `${reason} ${results.length > 0 ? `Applied: ${countsText(tally(results))}.` : `Changes that wait: ${toMake(plan)}.`}`;
    case 'partial':
      return results.length > 0 ? `${reason} Applied: ${countsText(tally(results))}.` : reason;
    case 'refused':
    case 'invalid':
    case 'failed':
      return reason;
  }
}

function toMake(plan: Plan | undefined): string {
  if (!plan) return 'none';
  const { create, update, delete: destroy, adopt } = plan.summary;
  const sums = `${create} to add, ${update} to change, ${destroy} to destroy${adopt > 0 ? `, ${adopt} to adopt` : ''}`;
  return `${plural(plan.changes.length, 'resource')}, ${sums}`;
}
