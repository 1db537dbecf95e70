/** What a watch knows from its passes, and what each new one adds to that. Pure. */

import { format } from '../plan/model/address.ts';
import type { Plan } from '../plan/model/plan.ts';
import { type AllFailing, delayAfter, type Failing, failingAfter, leftAloneAt } from './backoff.ts';
import type { Due } from './latch.ts';
import { withReport } from './record.ts';
import { remaining } from './remaining.ts';
import type { PassReport, Trigger } from './status.ts';
import type { Verdict } from './verdict.ts';
import type { Opening } from './windows.ts';

export interface History {
  /** How many passes there were. */
  readonly number: number;
  readonly passes: readonly PassReport[];
  readonly pending?: Plan | undefined;
  readonly lastSuccessAt?: number | undefined;
  /** Why a plan was refused. Nothing is applied until the files change, somebody resumes, or nothing is left to do. */
  readonly tripped?: string | undefined;
  readonly failing: AllFailing;
  /** Passes in a row that are worth repeating soon. */
  readonly failures: number;
  /** By which the last pass's trouble is known again. */
  readonly lastKey?: string;
}

export const noHistory: History = { number: 0, passes: [], failing: new Map(), failures: 0 };

/** New files, or somebody who resumes: what was refused or failed with the old ones is tried afresh. */
export const afresh = (history: History): History => ({
  ...history,
  ...{ tripped: undefined, failing: new Map(), failures: 0 },
});

export interface EndedPass {
  readonly verdict: Verdict;
  readonly trigger: Trigger;
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface Concluded {
  readonly history: History;
  readonly report: PassReport;
  /** False where it says what the pass before has said. */
  readonly isNews: boolean;
}

export function conclude(
  before: History,
  { verdict, ...when }: EndedPass,
  rhythm: Pick<Rhythm, 'interval' | 'random'>,
): Concluded {
  const { key, ...told } = verdict;
  const now = when.endedAt;
  const failing = failingAfter(before.failing, told.results, { now, ...rhythm });
  const alone = leftAloneAt(failing, now);
  const healthy = told.outcome === 'in-sync' || told.outcome === 'applied';
  const partly = healthy && alone.length > 0 ? aloneVerdict(alone) : undefined;
  const report: PassReport = { ...told, ...partly?.told, ...when, number: before.number + 1 };
  const knownBy = `${report.outcome} ${partly?.key ?? key}`;
  const history: History = {
    number: report.number,
    passes: withReport(report, before.passes),
    pending: told.plan ? remaining(told.plan, told.results) : before.pending,
    lastSuccessAt: report.outcome === 'in-sync' || report.outcome === 'applied' ? now : before.lastSuccessAt,
    tripped: told.outcome === 'in-sync' ? undefined : told.outcome === 'refused' ? told.reason : before.tripped,
    failing,
    failures: isWorthRepeating(verdict, alone) ? before.failures + 1 : 0,
    lastKey: knownBy,
  };
  const changedSomething = told.results.some(({ done }) => done.length > 0);
  // Who saved a file or asked for a look wants to hear of it.
  const wasAsked = when.trigger !== 'interval' && when.trigger !== 'retry';
  return { history, report, isNews: changedSomething || wasAsked || knownBy !== before.lastKey };
}

function aloneVerdict(alone: readonly Failing[]): {
  readonly told: Pick<PassReport, 'outcome' | 'reason'>;
  readonly key: string;
} {
  const names = alone.map(({ address }) => format(address)).sort();
  const others = names.length > 1 ? ` and ${names.length - 1} more` : '';
  const reason = `${names[0]}${others} failed again and again and is left alone for a while; the rest is as the files say.`;
  return { told: { outcome: 'partial', reason }, key: names.slice(0, 50).join(' ') };
}

/** Not where all that failed is left alone from now on. */
function isWorthRepeating({ outcome, results }: Verdict, alone: readonly Failing[]): boolean {
  if (outcome === 'failed' && results.length === 0) return true;
  if (outcome !== 'failed' && outcome !== 'partial') return false;
  const leftAlone = new Set(alone.map(({ address }) => format(address)));
  return results.some((result) => result.outcome !== 'complete' && !leftAlone.has(format(result.address)));
}

/** Milliseconds: the first delay after a failure, and the longest. */
const soonest = 5000;
const latest = 5 * 60_000;

export interface Rhythm {
  readonly now: number;
  /** Milliseconds between two looks, give or take a tenth. */
  readonly interval: number;
  readonly opening: Opening | undefined;
  /** When the files will have been unchanged for long enough, where something waits for that. */
  readonly quietAt?: number | undefined;
  /** When something falls due by a date. */
  readonly turnsAt?: number | undefined;
  readonly random: () => number;
}

/** The next look that nobody has to ask for: after the interval, sooner after a failure, when a window opens, or when a date brings something. */
export function nextDue(
  { failures, failing }: History,
  { now, interval, opening, quietAt, turnsAt, random }: Rhythm,
): Due {
  const jitter = 0.9 + random() * 0.2;
  const looks: Due[] = [{ at: now + interval * jitter, trigger: 'interval' }];
  if (failures > 0) {
    const delays = { base: soonest, cap: Math.min(latest, interval) };
    looks.push({ at: now + delayAfter(failures, delays, random), trigger: 'retry' });
  }
  for (const { until } of leftAloneAt(failing, now)) looks.push({ at: until, trigger: 'retry' });
  if (opening?.open === false && opening.changesAt !== undefined) {
    looks.push({ at: opening.changesAt, trigger: 'window' });
  }
  if (quietAt !== undefined) looks.push({ at: quietAt, trigger: 'settled' });
  if (turnsAt !== undefined) looks.push({ at: turnsAt, trigger: 'date' });
  return looks.reduce((first, look) => (look.at < first.at ? look : first));
}
