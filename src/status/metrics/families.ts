/** `/metrics`: every metric there is, its help, and how it follows from the status and the totals. */

import { managedKinds } from '../../kinds/registry.ts';
import type { PerSecond } from '../../plan/timing/cost.ts';
import type { ChangeResult } from '../../reconciler/events.ts';
import type { PassOutcome, WatchStatus } from '../../watch/status.ts';
import { durationBounds, type MetricAction, type MetricTotals } from './metrics.ts';
import type { Family, Sample } from './prometheus.ts';

/** Everything that is shown, at one moment. */
export interface MetricFacts {
  readonly status: WatchStatus;
  readonly totals: MetricTotals;
  /** Calls a second, by API: what is let through now, and what is allowed at best. */
  readonly rates: { readonly now: PerSecond; readonly allowed: PerSecond };
  readonly tool: { readonly name: string; readonly version: string };
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

const outcomes = Object.keys({
  ...{ 'in-sync': 0, applied: 0, observed: 0, waiting: 0, refused: 0, partial: 0, invalid: 0, failed: 0 },
} satisfies Record<PassOutcome, 0>);

const actions: readonly MetricAction[] = ['create', 'update', 'delete', 'adopt'];

const results: readonly ChangeResult['outcome'][] = ['complete', 'errored', 'skipped'];

/** A username is never a label: it is personal, and there are as many as there are people. */
export function families({ status, totals, rates, tool, now }: MetricFacts): readonly Family[] {
  const { passes, pending, files, lastSuccessAt, suspendedSince } = status;
  const [last] = passes;
  const { planned } = totals;
  const safety = pending?.safety ?? planned?.safety ?? [];
  const operations = [...totals.requests.keys()].sort();
  const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
    ...{ name: `connect_sync_${name}`, help, type: 'gauge', samples },
  });
  const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
    ...{ name: `connect_sync_${name}`, help, type: 'counter', samples },
  });
  return [
    gauge('build_info', 'The version that runs, as a label.', [{ labels: { version: tool.version }, value: 1 }]),
    gauge(
      'last_success_timestamp_seconds',
      'When Amazon Connect was last known to be as the files say, in seconds since the Unix epoch.',
      lastSuccessAt === undefined ? [] : [{ value: lastSuccessAt / 1000 }],
    ),
    gauge(
      'last_pass_status',
      'How the last pass ended: 1 for that status, 0 for the others.',
      last ? outcomes.map((status) => ({ labels: { status }, value: Number(status === last.outcome) })) : [],
    ),
    {
      name: 'connect_sync_pass_duration_seconds',
      help: 'How long passes took, in seconds.',
      type: 'histogram',
      samples: durations(totals),
    },
    gauge(
      'planned_changes',
      'Changes of the last plan that was made, by kind and action, whether they were made or not.',
      planned ? byKindAndAction(planned) : [],
    ),
    counter(
      'changes_total',
      'Changes that were tried, by what became of them: complete, errored or skipped.',
      tried(totals.changes),
    ),
    gauge(
      'drift_objects',
      'Resources that differ from the files now: what the last plan found and what has not been made so since.',
      planned || pending ? [{ value: pending?.changes.length ?? 0 }] : [],
    ),
    gauge(
      'blocked_changes',
      'Changes held back by this safety rule. A refused plan is not made at all, so it is all of its changes.',
      safety.map(({ rule, result }) => ({
        labels: { rule },
        value: result === 'fail' ? (pending?.changes.length ?? 0) : 0,
      })),
    ),
    counter(
      'api_requests_total',
      'Requests to Amazon Connect, each attempt one, by operation and by ok or the name of the error.',
      operations.flatMap((operation) =>
        [...totals.requests.get(operation)!].map(([code, value]) => ({ labels: { operation, code }, value })),
      ),
    ),
    counter(
      'api_throttled_total',
      'Requests that Amazon Connect refused as too many.',
      operations.map((operation) => ({ labels: { operation }, value: totals.throttled.get(operation) ?? 0 })),
    ),
    gauge(
      'rate_limit',
      'Requests a second that connect-sync lets through now; it follows what Amazon Connect allows.',
      operations.map((operation) => ({ labels: { operation }, value: rates.now(operation) })),
    ),
    gauge('suspended', '1 while nothing is applied because somebody asked for that.', [
      { value: Number(suspendedSince !== undefined) },
    ]),
    gauge(
      'source_age_seconds',
      'Seconds since the files that are in force were read.',
      files ? [{ value: Math.max(0, now - files.readAt) / 1000 }] : [],
    ),
  ];
}

/** Every kind that can be managed has all its series from the first plan on, so that no alert waits for one to appear. */
const byKindAndAction = ({ changes }: NonNullable<MetricTotals['planned']>): readonly Sample[] =>
  managedKinds.flatMap(({ name: kind }) =>
    actions.map((action) => ({
      labels: { kind, action },
      value: changes.find((one) => one.kind === kind && one.action === action)?.count ?? 0,
    })),
  );

/** From zero on, so that the first change is an increase. */
const tried = (changes: MetricTotals['changes']): readonly Sample[] =>
  managedKinds.flatMap(({ name: kind }) =>
    actions.flatMap((action) =>
      results.map((result) => ({
        labels: { kind, action, result },
        value: changes.find((one) => one.kind === kind && one.action === action && one.result === result)?.count ?? 0,
      })),
    ),
  );

function durations({ durations: { buckets, sum, count } }: MetricTotals): readonly Sample[] {
  return [
    ...durationBounds.map((bound, index) => ({
      ...{ suffix: '_bucket', labels: { le: String(bound) }, value: buckets[index] ?? 0 },
    })),
    { suffix: '_bucket', labels: { le: '+Inf' }, value: count },
    { suffix: '_sum', value: sum },
    { suffix: '_count', value: count },
  ];
}
