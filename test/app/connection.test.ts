/** What a connection counts, through the real SDK. */
import { expect, onTestFinished, test } from 'vitest';
import { type Observe, openConnection } from '../../src/app/instance/connection.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { makeMetrics } from '../../src/status/metrics/metrics.ts';
import { observed } from '../../src/status/metrics/observed.ts';
import { hurried } from '../support/instance.ts';

async function open() {
  const emulator = await startEmulator({ throttle: false, users: 3 });
  const metrics = makeMetrics(hurried);
  let rates: Parameters<Observe>[1] | undefined;
  const connection = await openConnection(
    { id: emulator.instances[0]!.id, region: emulator.region },
    {
      host: { env: {}, clock: hurried, signal: new AbortController().signal, log: () => {} },
      elsewhere: { endpoint: emulator.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
      throttle: { share: 0.5, byCall: { DescribeUser: { rate: 8, burst: 16 } } },
      rate: { ListUsers: { rate: 20 } },
      observe(send, those) {
        rates = those;
        return observed(send, metrics);
      },
    },
  );
  onTestFinished(async () => {
    connection.close();
    await emulator.close();
  });
  return { emulator, connection, totals: metrics.totals, rates: () => rates! };
}

test('requests are counted by API and outcome, each attempt for itself', async () => {
  const { emulator, connection, totals } = await open();
  emulator.faults.add({ operation: 'ListUsers', error: 'ThrottlingException' });
  emulator.faults.add({ operation: 'DescribeUser', error: 'ResourceNotFoundException' });
  const { UserSummaryList: [one] = [] } = await connection.send('ListUsers', {});
  await expect(connection.send('DescribeUser', { UserId: one?.Id })).rejects.toThrow();
  await connection.send('DescribeUser', { UserId: one?.Id });
  expect(connection.calls()).toEqual({ DescribeInstance: 1, ListUsers: 2, DescribeUser: 2 });
  const { requests, throttled } = totals();
  expect([...requests].map(([call, codes]) => [call, Object.fromEntries(codes)])).toEqual([
    ['DescribeInstance', { ok: 1 }],
    ['ListUsers', { ThrottlingException: 1, ok: 1 }],
    ['DescribeUser', { ResourceNotFoundException: 1, ok: 1 }],
  ]);
  expect(Object.fromEntries(throttled)).toEqual({ DescribeInstance: 0, ListUsers: 1, DescribeUser: 0 });
});

test('an observer is told the rates as configured, and what Connect has made of them', async () => {
  const { emulator, connection, rates } = await open();
  emulator.faults.add({ operation: 'ListUsers', error: 'ThrottlingException' });
  await connection.send('ListUsers', {});
  expect(rates().allowed('ListUsers')).toBe(20);
  expect(rates().now('ListUsers')).toBeLessThan(20);
  expect(connection.perSecondNow('ListUsers')).toBe(rates().now('ListUsers'));
});

test('the pace of a plan is what the limiter will keep', async () => {
  const { connection } = await open();
  expect(connection.pace('DescribeUser')).toEqual({ perSecond: 4, atOnce: 6 });
  expect(connection.pace('ListUsers')).toEqual({ perSecond: 20, atOnce: 10 });
  expect(connection.pace('CreateUser')).toEqual({ perSecond: 1, atOnce: 1.5 });
  expect(connection.perSecond('CreateUser')).toBe(1);
});
