/** Standings of a watch, small enough to read, and controls that only note what was asked for. */
import type { ChangeResult } from '../../src/reconciler/events.ts';
import type { MetricFacts } from '../../src/status/metrics/families.ts';
import { type Metrics, makeMetrics } from '../../src/status/metrics/metrics.ts';
import { quietReason } from '../../src/watch/quiet.ts';
import type { Controls, PassReport, WatchStatus } from '../../src/watch/status.ts';
import { changes, plan } from './plans.ts';

/** 2026-11-25T17:00:00Z. */
export const noon = Date.UTC(2026, 10, 25, 17);
export const minute = 60_000;

export const report = (some: Partial<PassReport> = {}): PassReport => ({
  ...{ number: 1, trigger: 'interval', startedAt: noon - 3 * minute, endedAt: noon - 3 * minute + 2100 },
  ...{ outcome: 'in-sync', results: [], diagnostics: [] },
  ...some,
});

export const result = (key: string, some: Partial<ChangeResult> = {}): ChangeResult => ({
  ...{ address: { kind: 'user', key }, action: 'update', adoption: false, outcome: 'complete' },
  ...{ done: ['UpdateUserIdentityInfo'], failures: [], milliseconds: 300 },
  ...some,
});

export const failure = (key: string, some: Partial<ChangeResult['failures'][number]> = {}): ChangeResult =>
  result(key, {
    outcome: 'errored',
    done: [],
    failures: [
      {
        ...{ call: 'UpdateUserIdentityInfo', error: 'InvalidParameterException', message: 'Not that.', denied: false },
        ...{ attempts: 1, uncertain: false, requestId: 'b1946ac9' },
        ...some,
      },
    ],
  });

export const status = (some: Partial<WatchStatus> = {}): WatchStatus => ({
  instance: {
    id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07',
    arn: 'arn:aws:connect:us-west-2:123456789012:instance/10a4c4eb-f57e-4d4c-b602-bf39176ced07',
    ...{ region: 'us-west-2', alias: 'my-centre', identityManagement: 'SAML' },
  },
  ...{ mode: 'apply', startedAt: noon - 180 * minute, passes: [], backingOff: [] },
  ...some,
});

const files = {
  names: ['connect-sync.yaml', 'people/dublin.yaml', 'people/seattle.yaml'],
  ...{ digest: `sha256:${'4f2a9c'.repeat(10)}beef`, readAt: noon - 80 * minute },
};

const three = plan({ changes: [changes.update, changes.create, changes.remove] });
const refusedPlan = plan({
  changes: [changes.update, changes.create, changes.remove],
  safety: [
    {
      ...{ rule: 'limits.delete', limit: '5% (10)', value: 37, result: 'fail', acceptable: 'delete=37' },
      message: '37 of 200 users would be deleted; the limit is 5% (10). Acknowledge with --accept delete=37.',
    },
    { rule: 'limits.update', limit: '30%', value: 12, result: 'pass' },
  ],
});

const later = { nextPassAt: noon + 2 * minute, files };
const inSyncBefore = { lastSuccessAt: noon - 63 * minute };

/** How a watch may stand, by what is the matter. */
export const statuses = {
  starting: status({ running: { trigger: 'start', since: noon - 2_000 }, startedAt: noon - 2_000 }),
  applying: status({
    ...{ ...inSyncBefore, files, pending: three },
    running: {
      trigger: 'files',
      since: noon - 40_000,
      applying: {
        since: noon - 30_000,
        done: 17,
        total: 60,
        failed: 1,
        callsDone: 21,
        callsTotal: 80,
        callsLeft: { UpdateUserIdentityInfo: 59 },
        underWay: [
          { address: { kind: 'user', key: 'jane.doe' }, action: 'update' },
          { address: { kind: 'user', key: 'omar.haddad' }, action: 'create' },
        ],
      },
    },
    passes: [report({ number: 4 })],
  }),
  inSync: status({
    ...{ ...later, lastSuccessAt: noon - 3 * minute },
    passes: [
      report({ number: 3 }),
      report({
        number: 2,
        trigger: 'files',
        outcome: 'applied',
        results: [result('jane'), result('omar', { action: 'create' })],
        endedAt: noon - 63 * minute,
        startedAt: noon - 64 * minute,
        plan: three,
      }),
      report({ number: 1, trigger: 'start', endedAt: noon - 179 * minute, startedAt: noon - 180 * minute }),
    ],
  }),
  pending: status({
    ...{ ...later, ...inSyncBefore, mode: 'observe', pending: three },
    passes: [report({ outcome: 'observed', plan: three })],
  }),
  windowClosed: status({
    ...{ ...later, ...inSyncBefore, pending: three, window: { open: false, changesAt: noon + 300 * minute } },
    passes: [report({ outcome: 'waiting', plan: three, reason: 'Outside of the windows.' })],
  }),
  settling: status({
    ...{ ...later, ...inSyncBefore, pending: plan({ changes: [changes.remove] }) },
    passes: [
      report({
        outcome: 'waiting',
        trigger: 'files',
        reason: quietReason(1, noon + 2 * minute),
      }),
    ],
  }),
  asked: status({
    ...{ files, lastSuccessAt: noon - 3 * minute, askedAt: noon - 2_000 },
    running: { trigger: 'request', since: noon - 2_000 },
    passes: [report({ number: 3 })],
  }),
  suspended: status({
    ...{ ...later, ...inSyncBefore, pending: three, suspendedSince: noon - 20 * minute },
    passes: [report({ outcome: 'waiting', plan: three, reason: 'Suspended.' })],
  }),
  refused: status({
    ...{ ...later, ...inSyncBefore, pending: refusedPlan },
    passes: [
      report({
        number: 9,
        outcome: 'refused',
        plan: refusedPlan,
        reason:
          'Refused by a safety rule; nothing is applied until the files change or somebody resumes. limits.delete: 37 of 200 users would be deleted; the limit is 5% (10). Acknowledge with --accept delete=37.',
      }),
      report({
        number: 8,
        outcome: 'refused',
        plan: refusedPlan,
        endedAt: noon - 8 * minute,
        startedAt: noon - 8 * minute - 900,
      }),
      report({ number: 7, endedAt: noon - 63 * minute, startedAt: noon - 63 * minute - 900 }),
    ],
  }),
  partial: status({
    ...{ ...later, ...inSyncBefore, pending: three },
    passes: [
      report({
        outcome: 'partial',
        plan: three,
        results: [result('omar'), failure('jane')],
        reason: '1 resource failed.',
      }),
    ],
    backingOff: [{ address: 'user/jane', failures: 4, until: noon + 12 * minute }],
  }),
  invalid: status({
    ...{ ...later, ...inSyncBefore },
    passes: [
      report({
        ...{ outcome: 'invalid', trigger: 'files', reason: 'The configuration has an error.' },
        diagnostics: [
          {
            severity: 'error',
            code: 'unknown-name',
            message: 'There is no routing profile "Tier 3"; did you mean "Tier 2"?',
            source: { file: 'people/dublin.yaml', line: 12, column: 5 },
          },
          { severity: 'warning', code: 'nothing-managed', message: 'A warning.' },
        ],
      }),
    ],
  }),
  failing: status({
    ...{ ...later, ...inSyncBefore },
    passes: [
      report({ outcome: 'failed', trigger: 'retry', reason: 'ListUsers failed after 5 attempts: ECONNREFUSED.' }),
    ],
  }),
  noAccess: status({
    ...{ ...later, ...inSyncBefore },
    passes: [
      report({
        ...{ outcome: 'failed', obstacle: 'credentials' },
        reason:
          'my-centre (10a4c4eb-f57e-4d4c-b602-bf39176ced07, us-west-2): ListUsers failed: ExpiredTokenException: The security token included in the request is expired (request b1946ac9)',
      }),
    ],
  }),
  stuck: status({
    ...inSyncBefore,
    files,
    running: { trigger: 'interval', since: noon - 20 * minute },
    passes: [report()],
  }),
} satisfies Record<string, WatchStatus>;

/** What metrics hear of a pass, all at once. */
export function count(metrics: Metrics, pass: PassReport): void {
  if (pass.plan) metrics.on({ type: 'plan', plan: pass.plan });
  for (const result of pass.results) metrics.on({ type: 'changeEnded', result });
  metrics.passEnded(pass);
}

/** A status as it is shown at noon, after a few calls. */
export function shown(of: WatchStatus, some: Partial<MetricFacts> = {}): MetricFacts {
  const metrics = makeMetrics({ now: () => noon - 20 * minute, sleep: async () => {} });
  for (const pass of [...of.passes].reverse()) count(metrics, pass);
  for (let count = 0; count < 34; count++) metrics.answered('ListUsers', 'ok');
  metrics.answered('UpdateUserIdentityInfo', 'ok');
  metrics.answered('UpdateUserIdentityInfo', 'ThrottlingException', 'throttled');
  return {
    ...{ status: of, totals: metrics.totals(), now: noon, tool: { name: 'connect-sync', version: '0.1.0' } },
    rates: { now: (call) => (call === 'ListUsers' ? 10 : 1.4), allowed: (call) => (call === 'ListUsers' ? 10 : 2) },
    ...some,
  };
}

export interface NotedControls extends Controls {
  readonly asked: readonly string[];
  set(status: WatchStatus): void;
}

export function noteControls(first: WatchStatus): NotedControls {
  let now = first;
  const asked: string[] = [];
  return {
    asked,
    set: (next) => {
      now = next;
    },
    status: () => now,
    reconcile: (trigger) => void asked.push(`reconcile ${trigger}`),
    suspend() {
      asked.push('suspend');
      now = { ...now, suspendedSince: noon };
    },
    accept(request) {
      asked.push(`accept ${JSON.stringify(request)}`);
      return undefined;
    },
    resume() {
      asked.push('resume');
      const { suspendedSince: _, ...rest } = now;
      now = rest;
    },
  };
}
