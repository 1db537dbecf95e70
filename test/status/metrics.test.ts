/** What is counted, and how `/metrics` writes it. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeClient } from '../../src/connect/client.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import { families } from '../../src/status/metrics/families.ts';
import { makeMetrics } from '../../src/status/metrics/metrics.ts';
import { observed } from '../../src/status/metrics/observed.ts';
import { exposition } from '../../src/status/metrics/prometheus.ts';
import { readExposition } from '../support/exposition.ts';
import { hurried, startInstance } from '../support/instance.ts';
import { plan, update } from '../support/plans.ts';
import { count, failure, noon, report, result, shown, status, statuses } from '../support/statuses.ts';

const read = (of = statuses.inSync, some = {}) => readExposition(exposition(families(shown(of, some))));
const figure = (found: ReturnType<typeof read>, name: string, labels = {}): number | undefined =>
  found.get(`connect_sync_${name}`)?.samples.find((one) => JSON.stringify(one.labels) === JSON.stringify(labels))
    ?.value;

test.each(Object.entries(statuses))('%s is what a strict reader takes, and has no username in it', (_, of) => {
  const text = exposition(families(shown(of)));
  readExposition(text);
  expect(text).not.toMatch(/jane|omar|zoe/);
});

test('every metric that is promised is there once there is something to say', () => {
  expect([...read(statuses.refused).keys()].sort()).toEqual(
    [
      ...[
        'changes_total',
        'build_info',
        'last_success_timestamp_seconds',
        'last_pass_status',
        'pass_duration_seconds',
        'planned_changes',
      ],
      ...['drift_objects', 'blocked_changes', 'api_requests_total', 'api_throttled_total', 'rate_limit', 'suspended'],
      'source_age_seconds',
    ]
      .map((name) => `connect_sync_${name}`)
      .sort(),
  );
});

test('figures of a refused plan', () => {
  const found = read(statuses.refused);
  expect(figure(found, 'build_info', { version: '0.1.0' })).toBe(1);
  expect(figure(found, 'last_success_timestamp_seconds')).toBe(noon / 1000 - 63 * 60);
  expect(figure(found, 'last_pass_status', { status: 'refused' })).toBe(1);
  expect(figure(found, 'last_pass_status', { status: 'in-sync' })).toBe(0);
  expect(figure(found, 'planned_changes', { kind: 'user', action: 'delete' })).toBe(1);
  expect(figure(found, 'planned_changes', { kind: 'user', action: 'adopt' })).toBe(0);
  expect(figure(found, 'drift_objects')).toBe(3);
  expect(figure(found, 'blocked_changes', { rule: 'limits.delete' })).toBe(3);
  expect(figure(found, 'blocked_changes', { rule: 'limits.update' })).toBe(0);
  expect(figure(found, 'api_requests_total', { operation: 'ListUsers', code: 'ok' })).toBe(34);
  expect(figure(found, 'api_throttled_total', { operation: 'UpdateUserIdentityInfo' })).toBe(1);
  expect(figure(found, 'api_throttled_total', { operation: 'ListUsers' })).toBe(0);
  expect(figure(found, 'rate_limit', { operation: 'UpdateUserIdentityInfo' })).toBe(1.4);
  expect(figure(found, 'suspended')).toBe(0);
  expect(figure(found, 'source_age_seconds')).toBe(80 * 60);
});

test('figures of a plan that was made and one that waits', () => {
  expect(figure(read(statuses.inSync), 'drift_objects')).toBe(0);
  expect(figure(read(statuses.inSync), 'planned_changes', { kind: 'user', action: 'create' })).toBe(1);
  expect(figure(read(statuses.inSync), 'changes_total', { kind: 'user', action: 'create', result: 'complete' })).toBe(
    1,
  );
  expect(figure(read(statuses.partial), 'changes_total', { kind: 'user', action: 'update', result: 'errored' })).toBe(
    1,
  );
  expect(figure(read(statuses.suspended), 'suspended')).toBe(1);
});

test('an adoption is an action of its own', () => {
  const adopted = plan({ changes: [update('li', [[`tags.${ownerTag}`, null, 'emea']])] });
  const found = read(status({ passes: [report({ plan: adopted, results: [result('li', { adoption: true })] })] }));
  expect(figure(found, 'planned_changes', { kind: 'user', action: 'adopt' })).toBe(1);
  expect(figure(found, 'planned_changes', { kind: 'user', action: 'update' })).toBe(0);
  expect(figure(found, 'changes_total', { kind: 'user', action: 'adopt', result: 'complete' })).toBe(1);
});

test('a pass that came to no plan leaves the figures of the last one', () => {
  const metrics = makeMetrics({ now: () => noon, sleep: async () => {} });
  for (const pass of [...statuses.refused.passes].reverse()) count(metrics, pass);
  count(metrics, report({ outcome: 'failed' }));
  const found = read(statuses.failing, { totals: metrics.totals() });
  expect(figure(found, 'planned_changes', { kind: 'user', action: 'delete' })).toBe(1);
  expect(figure(found, 'blocked_changes', { rule: 'limits.delete' })).toBe(0);
  expect(figure(found, 'drift_objects')).toBe(0);
});

test('durations fall into every bucket that holds them', () => {
  const metrics = makeMetrics({ now: () => noon, sleep: async () => {} });
  for (const took of [0, 500, 501, 4_000_000, -5]) count(metrics, report({ startedAt: noon, endedAt: noon + took }));
  const found = read(status(), { totals: metrics.totals() }).get('connect_sync_pass_duration_seconds')!.samples;
  const upTo = (le: string) => found.find(({ labels }) => labels['le'] === le)?.value;
  expect([upTo('0.5'), upTo('1'), upTo('3600'), upTo('+Inf')]).toEqual([3, 4, 4, 5]);
  expect(found.find(({ name }) => name.endsWith('_sum'))?.value).toBeCloseTo(4001.001);
});

test('10,000 passes with the same changes add no series', () => {
  const metrics = makeMetrics({ now: () => noon, sleep: async () => {} });
  for (let n = 0; n < 10_000; n++) {
    count(metrics, report({ results: [result(`user${n}`), failure(`other${n}`)] }));
    metrics.answered('ListUsers', `Invented${n}`);
  }
  expect(metrics.totals().changes).toHaveLength(2);
  expect(metrics.totals().changes.map(({ count }) => count)).toEqual([10_000, 10_000]);
  const codes = metrics.totals().requests.get('ListUsers')!;
  expect(codes.size).toBe(41);
  expect(codes.get('other')).toBe(9_960);
});

describe('the text', () => {
  test('escapes what a label holds', () => {
    const text = exposition([
      {
        name: 'a',
        help: 'b\\c\nd',
        type: 'gauge',
        samples: [{ labels: { x: 'q"\\\n}' }, value: Number.POSITIVE_INFINITY }],
      },
    ]);
    expect(text).toBe('# HELP a b\\\\c\\nd\n# TYPE a gauge\na{x="q\\"\\\\\\n}"} +Inf\n');
    expect(readExposition(text).get('a')?.samples).toEqual([
      { name: 'a', labels: { x: 'q"\\\n}' }, value: Number.POSITIVE_INFINITY },
    ]);
  });
  test('a rule of any name is one label', () => {
    const evil = plan({ safety: [{ rule: 'keepAtLeast.A"\n\\', limit: '1', value: 0, result: 'fail' }] });
    expect(
      figure(read(status({ pending: evil, passes: [report({ plan: evil })] })), 'blocked_changes', {
        rule: 'keepAtLeast.A"\n\\',
      }),
    ).toBe(0);
  });
});

test('each attempt of each call is counted by what became of it, through the SDK', async () => {
  const { emulator } = await startInstance({ users: 3 });
  const client = makeClient({
    ...{ region: emulator.region, endpoint: emulator.url },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => client.close());
  const metrics = makeMetrics({ now: () => noon, sleep: async () => {} });
  const send = withRetry(observed(client.bind(emulator.instances[0]!.id), metrics), hurried, () => 0);
  await send('ListUsers', {});
  await expect(send('DescribeUser', { UserId: emulator.instances[0]!.id })).rejects.toThrow();
  emulator.faults.add({ operation: 'SearchUsers', nth: 1, error: 'ThrottlingException' });
  await send('SearchUsers', {});
  const { requests, throttled, lastAnswerAt } = metrics.totals();
  expect(requests.get('ListUsers')).toEqual(new Map([['ok', 1]]));
  expect(requests.get('DescribeUser')).toEqual(new Map([['ResourceNotFoundException', 1]]));
  expect(requests.get('SearchUsers')).toEqual(
    new Map([
      ['ThrottlingException', 1],
      ['ok', 1],
    ]),
  );
  expect([throttled.get('ListUsers'), throttled.get('SearchUsers')]).toEqual([0, 1]);
  expect(lastAnswerAt).toBe(noon);
});
