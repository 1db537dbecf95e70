/** What a connection counts, through the real SDK. */
import { expect, onTestFinished, test } from 'vitest';
import { openConnection } from '../../src/cli/connection.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { hurried } from '../support/instance.ts';

async function open() {
  const emulator = await startEmulator({ throttle: false, users: 3 });
  const connection = await openConnection(
    { id: emulator.instances[0]!.id, region: emulator.region },
    {
      world: { env: {}, clock: hurried, signal: new AbortController().signal },
      log: () => {},
      elsewhere: { endpoint: emulator.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
      throttle: { share: 0.5, byCall: { DescribeUser: { rate: 8, burst: 16 } } },
      rate: { ListUsers: { rate: 20 } },
    },
  );
  onTestFinished(async () => {
    connection.close();
    await emulator.close();
  });
  return { emulator, connection };
}

test('requests are counted by API and outcome, each attempt for itself', async () => {
  const { emulator, connection } = await open();
  emulator.faults.add({ operation: 'ListUsers', error: 'ThrottlingException' });
  emulator.faults.add({ operation: 'DescribeUser', error: 'ResourceNotFoundException' });
  const { UserSummaryList: [one] = [] } = await connection.send('ListUsers', {});
  await expect(connection.send('DescribeUser', { UserId: one?.Id })).rejects.toThrow();
  await connection.send('DescribeUser', { UserId: one?.Id });
  expect(connection.calls()).toEqual({ DescribeInstance: 1, ListUsers: 2, DescribeUser: 2 });
  expect(connection.requests()).toEqual([
    { call: 'DescribeInstance', code: 'OK', count: 1 },
    { call: 'ListUsers', code: 'ThrottlingException', count: 1 },
    { call: 'ListUsers', code: 'OK', count: 1 },
    { call: 'DescribeUser', code: 'ResourceNotFoundException', count: 1 },
    { call: 'DescribeUser', code: 'OK', count: 1 },
  ]);
});

test('buckets tell what is configured and what Connect has made of it', async () => {
  const { emulator, connection } = await open();
  emulator.faults.add({ operation: 'ListUsers', error: 'ThrottlingException' });
  await connection.send('ListUsers', {});
  const [, listing] = connection.buckets();
  expect(listing).toMatchObject({ call: 'ListUsers', perSecond: 20, throttled: 1, waiting: 0 });
  expect(listing?.perSecondNow).toBeLessThan(20);
  expect(connection.perSecondNow('ListUsers')).toBe(listing?.perSecondNow);
});

test('the pace of a plan is what the limiter will keep', async () => {
  const { connection } = await open();
  expect(connection.pace('DescribeUser')).toEqual({ perSecond: 4, atOnce: 6 });
  expect(connection.pace('ListUsers')).toEqual({ perSecond: 20, atOnce: 10 });
  expect(connection.pace('CreateUser')).toEqual({ perSecond: 1, atOnce: 1.5 });
  expect(connection.perSecond('CreateUser')).toBe(1);
});
