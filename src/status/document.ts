/**
 * `/status`: the status as JSON, for scripts and dashboards. Moments are ISO 8601 in UTC, spans are seconds. A member
 * that has nothing to say is left out. Its `formatVersion` follows the plan's rule: a minor adds, a major breaks.
 */

import type { Json } from '../base/json.ts';
import { isoTime, seconds } from '../base/time.ts';
import { format } from '../plan/model/address.ts';
import type { Plan } from '../plan/model/plan.ts';
import { diagnosticDocument } from '../plan/model/plan-file.ts';
import type { PerSecond } from '../plan/timing/cost.ts';
import { tally } from '../report/text/apply-text.ts';
import type { Applying } from '../watch/applying.ts';
import type { PassReport } from '../watch/status.ts';
import { dueLater } from './due.ts';
import { notReady, stuck } from './health.ts';
import type { MetricFacts } from './metrics/families.ts';
import { secondsLeft, verdictOf } from './verdict.ts';

export const statusVersion = '1.0';

/** Of one pass; how many more there are is said beside it. */
const maxDiagnostics = 100;
/** The pending plan has all of them. */
const maxUpcoming = 100;

type JsonMembers = { readonly [name: string]: Json };

/** All of it but the pending plan, which is large and changes seldom. */
export function statusDocument(shown: MetricFacts): JsonMembers {
  const { status, totals, tool, now } = shown;
  const { instance, files, running, passes, window, backingOff, askedAt } = status;
  const late = stuck(status, totals.lastAnswerAt, now);
  const verdict = verdictOf(status, late, shown.rates.now);
  return {
    formatVersion: statusVersion,
    tool: { ...tool },
    state: verdict.state,
    message: [verdict.sentence, ...verdict.reasons].join(' '),
    ...moment('since', verdict.since),
    alive: late === undefined,
    ready: notReady(status) === undefined,
    instance: {
      ...{ id: instance.id, arn: instance.arn, region: instance.region },
      ...(instance.alias !== undefined && { alias: instance.alias }),
      identityManagement: instance.identityManagement,
    },
    mode: status.mode,
    now: isoTime(now),
    startedAt: isoTime(status.startedAt),
    uptimeSeconds: seconds(now - status.startedAt),
    suspended: status.suspendedSince !== undefined,
    ...moment('suspendedSince', status.suspendedSince),
    ...(window && { window: { open: window.open, ...moment('changesAt', window.changesAt) } }),
    ...(files && { files: { names: files.names, digest: files.digest, readAt: isoTime(files.readAt) } }),
    ...(running && { running: runningDocument(running) }),
    ...(running?.applying && { applying: applyingDocument(running.applying, shown.rates.now) }),
    ...moment('askedAt', askedAt),
    ...(passes[0] && { lastPass: { ...passDocument(passes[0]), ...troubleOf(passes[0]) } }),
    ...moment('lastSuccessAt', status.lastSuccessAt),
    ...moment('nextPassAt', status.nextPassAt),
    passes: passes.map(passDocument),
    breaker: breakerDocument(status.pending),
    backingOff: backingOff.map(({ address, failures, until }) => ({ address, failures, until: isoTime(until) })),
    rates: ratesDocument(shown),
    ...(status.pending && { pendingChanges: { ...status.pending.summary } }),
    upcoming: dueLater(status, now)
      .slice(0, maxUpcoming)
      .map(({ address, action, at }) => ({ address: format(address), action, at: isoTime(at) })),
  };
}

const runningDocument = ({ trigger, since, wait }: NonNullable<MetricFacts['status']['running']>): JsonMembers => ({
  ...{ trigger, since: isoTime(since) },
  ...(wait && wait.until === undefined && { waitsFor: wait.reason }),
});

/** How far the changes are. `secondsLeft` at the rates of the moment; left out where they are not known. */
function applyingDocument(applying: Applying, perSecond: PerSecond): JsonMembers {
  const left = secondsLeft(applying, perSecond);
  return {
    startedAt: isoTime(applying.since),
    done: applying.done,
    total: applying.total,
    failed: applying.failed,
    calls: { done: applying.callsDone, total: applying.callsTotal },
    ...(left !== undefined && { secondsLeft: Math.ceil(left) }),
    now: applying.underWay.map(({ address, action }) => ({ address: format(address), action })),
  };
}

const moment = (name: string, ms: number | undefined): JsonMembers => (ms === undefined ? {} : { [name]: isoTime(ms) });

function passDocument({
  number,
  trigger,
  startedAt,
  endedAt,
  outcome,
  reason,
  plan,
  results,
}: PassReport): JsonMembers {
  return {
    ...{ number, trigger, outcome, startedAt: isoTime(startedAt), endedAt: isoTime(endedAt) },
    seconds: seconds(endedAt - startedAt),
    ...(reason !== undefined && { reason }),
    ...(plan && { planned: { ...plan.summary } }),
    results: { ...tally(results) },
  };
}

function troubleOf({ results, diagnostics }: PassReport): JsonMembers {
  const failed = results.filter(({ outcome }) => outcome === 'errored');
  return {
    failures: failed.slice(0, maxDiagnostics).map(({ address, failures }) => ({
      address: format(address),
      errors: failures.map(({ call, error }) => ({ call, error })),
    })),
    diagnostics: diagnostics.slice(0, maxDiagnostics).map(diagnosticDocument),
    moreDiagnostics: Math.max(0, diagnostics.length - maxDiagnostics),
  };
}

/** Open where a safety rule holds back what is pending. */
function breakerDocument(pending: Plan | undefined): JsonMembers {
  const failing = pending?.safety.filter(({ result }) => result === 'fail') ?? [];
  return { open: failing.length > 0, rules: failing.map((check) => ({ ...check })) };
}

const ratesDocument = ({ totals, rates }: MetricFacts): readonly Json[] =>
  [...totals.requests].map(([operation, codes]) => ({
    operation,
    requests: [...codes.values()].reduce((sum, count) => sum + count, 0),
    throttled: totals.throttled.get(operation) ?? 0,
    perSecond: rates.now(operation),
    allowedPerSecond: rates.allowed(operation),
  }));
