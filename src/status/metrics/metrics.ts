/** What is counted while a watch runs: calls of Connect, passes and changes. The scraper does the arithmetic. */

import type { Clock } from '../../base/clock.ts';
import { isAdoption } from '../../plan/compare/ownership.ts';
import type { Action } from '../../plan/model/change.ts';
import type { Plan, PlannedChange, SafetyCheck } from '../../plan/model/plan.ts';
import type { ChangeResult, Event } from '../../reconciler/events.ts';
import type { PassReport } from '../../watch/status.ts';

/** Upper bounds of the buckets of pass durations, in seconds. */
export const durationBounds: readonly number[] = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

/** Codes of one operation that are counted apart; what a broken proxy invents beyond them is `other`. */
const maxCodes = 40;

export interface Metrics {
  /** One request was answered: `ok`, or the name of the error. */
  answered(operation: string, code: string, throttled?: 'throttled'): void;
  /** Counts a plan when it is made, and each change when it ends. */
  on(event: Event): void;
  passEnded(report: PassReport): void;
  totals(): MetricTotals;
}

/** An adoption changes nothing but the mark, so it is counted apart. */
export type MetricAction = Action | 'adopt';

/** Sums since the start. */
export interface MetricTotals {
  /** Requests by operation, then by code. */
  readonly requests: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly throttled: ReadonlyMap<string, number>;
  readonly changes: readonly {
    readonly kind: string;
    readonly action: MetricAction;
    readonly result: ChangeResult['outcome'];
    readonly count: number;
  }[];
  /** Of the last plan that was made, also where a later pass came to none. */
  readonly planned?: {
    readonly changes: readonly { readonly kind: string; readonly action: MetricAction; readonly count: number }[];
    readonly safety: readonly SafetyCheck[];
  };
  /** `buckets[i]` passes took at most `durationBounds[i]` seconds; each bucket holds those before it. */
  readonly durations: { readonly buckets: readonly number[]; readonly sum: number; readonly count: number };
  /** When Connect answered last, in milliseconds since the Unix epoch. */
  readonly lastAnswerAt?: number;
}

export function makeMetrics(clock: Clock): Metrics {
  const requests = new Map<string, Map<string, number>>();
  const throttled = new Map<string, number>();
  const changes = new Map<string, MetricTotals['changes'][number]>();
  const buckets = durationBounds.map(() => 0);
  let [sum, count] = [0, 0];
  let lastAnswerAt: number | undefined;
  let planned: MetricTotals['planned'];
  return {
    answered(operation, code, refused) {
      lastAnswerAt = clock.now();
      const codes = requests.get(operation) ?? new Map<string, number>();
      requests.set(operation, codes);
      const usable = /^[\w.-]{1,80}$/.test(code) && (codes.has(code) || codes.size < maxCodes);
      increase(codes, usable ? code : 'other');
      throttled.set(operation, (throttled.get(operation) ?? 0) + (refused ? 1 : 0));
    },
    on(event) {
      if (event.type === 'plan') planned = { changes: countsOf(event.plan), safety: event.plan.safety };
      if (event.type !== 'changeEnded') return;
      const { address, action, adoption, outcome } = event.result;
      const labels = { kind: address.kind, action: adoption ? ('adopt' as const) : action, result: outcome };
      const key = JSON.stringify(labels);
      changes.set(key, { ...labels, count: (changes.get(key)?.count ?? 0) + 1 });
    },
    passEnded({ startedAt, endedAt }) {
      const took = Math.max(0, endedAt - startedAt) / 1000;
      sum += took;
      count += 1;
      for (const [index, bound] of durationBounds.entries()) if (took <= bound) buckets[index] = buckets[index]! + 1;
    },
    totals: () => ({
      ...{ requests, throttled, changes: [...changes.values()], durations: { buckets, sum, count } },
      ...(planned && { planned }),
      ...(lastAnswerAt !== undefined && { lastAnswerAt }),
    }),
  };
}

const increase = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

function countsOf({ changes }: Plan): NonNullable<MetricTotals['planned']>['changes'] {
  const actionOf = (change: PlannedChange): MetricAction => (isAdoption(change) ? 'adopt' : change.action);
  const counts = new Map<string, NonNullable<MetricTotals['planned']>['changes'][number]>();
  for (const change of changes) {
    const labels = { kind: change.address.kind, action: actionOf(change) };
    const key = JSON.stringify(labels);
    counts.set(key, { ...labels, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
