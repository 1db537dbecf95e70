import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, failureOf, raw, type Started, start } from './support.ts';

/** A clock that stands still until it is moved, in milliseconds. */
function manualClock() {
  let time = 1_700_000_000_000;
  return {
    now: () => time,
    pass(milliseconds: number) {
      time += milliseconds;
    },
  };
}

/** How many of so many calls at once are let through. */
async function letThrough(calls: number, call: () => Promise<unknown>): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: calls }, call));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

async function startThrottled() {
  const clock = manualClock();
  const started = await start({ throttle: true, now: clock.now });
  clock.pass(60_000); // what start() asked for itself is forgotten by then
  return { clock, ...started };
}

describe('calls are throttled by API', () => {
  const searchUsers = ({ client, InstanceId }: Started) => client.send(new sdk.SearchUsersCommand({ InstanceId }));
  const listUsers = ({ client, InstanceId }: Started) => client.send(new sdk.ListUsersCommand({ InstanceId }));

  test('most APIs let 5 calls through at once and 2 a second from then on', async () => {
    const { clock, ...started } = await startThrottled();
    expect(await letThrough(9, () => searchUsers(started))).toBe(5);
    clock.pass(499);
    expect(await letThrough(3, () => searchUsers(started))).toBe(0);
    clock.pass(1);
    expect(await letThrough(3, () => searchUsers(started))).toBe(1);
    clock.pass(1000);
    expect(await letThrough(5, () => searchUsers(started))).toBe(2);
  });

  test('the APIs that Service Quotas gives 10 a second let 20 through at once', async () => {
    const { clock, ...started } = await startThrottled();
    expect(await letThrough(30, () => listUsers(started))).toBe(20);
    clock.pass(1000);
    expect(await letThrough(30, () => listUsers(started))).toBe(10);
  });

  test('one API does not take from another', async () => {
    const { clock: _clock, ...started } = await startThrottled();
    expect(await letThrough(6, () => searchUsers(started))).toBe(5);
    expect(await letThrough(6, () => listUsers(started))).toBe(6);
  });

  test('all instances of the account share a bucket', async () => {
    const { clock: _clock, ...started } = await startThrottled();
    const other = { ...started, InstanceId: 'another' };
    expect(await letThrough(5, () => searchUsers(started))).toBe(5);
    expect(await errorOf(searchUsers(other))).toBe('TooManyRequestsException');
  });

  test('a refused call costs nothing', async () => {
    const { clock, ...started } = await startThrottled();
    await letThrough(50, () => searchUsers(started));
    clock.pass(500);
    expect(await letThrough(1, () => searchUsers(started))).toBe(1);
  });

  test('a call that fails for another reason costs as much as one that succeeds', async () => {
    const { clock: _clock, ...started } = await startThrottled();
    for (let call = 0; call < 5; call++) await errorOf(searchUsers({ ...started, InstanceId: 'unknown' }));
    expect(await errorOf(searchUsers(started))).toBe('TooManyRequestsException');
  });

  test('a clock that is set back takes no tokens away', async () => {
    const { clock, ...started } = await startThrottled();
    await searchUsers(started);
    clock.pass(-3_600_000);
    expect(await letThrough(9, () => searchUsers(started))).toBe(4);
  });
});

test('a throttled call is answered with 429 and "Rate exceeded", with a Retry-After only where a test wants it', async () => {
  const { emulator, ...started } = await startThrottled();
  const call = () => started.client.send(new sdk.SearchUsersCommand({ InstanceId: started.InstanceId }));
  await letThrough(5, call);
  const failure = await failureOf(call());
  expect(failure).toBeInstanceOf(sdk.TooManyRequestsException);
  expect(failure).toMatchObject({ message: 'Rate exceeded', $metadata: { httpStatusCode: 429 } });
  expect(failure.$response?.headers['retry-after']).toBeUndefined();
  emulator.faults.retryAfter = 3;
  expect((await failureOf(call())).$response?.headers['retry-after']).toBe('3');
});

test('an unsigned call is not counted', async () => {
  const { emulator, ...started } = await startThrottled();
  const unsigned = { method: 'POST', body: '{}', headers: { authorization: '' } };
  for (let call = 0; call < 9; call++) expect((await raw(emulator, '/search-users', unsigned)).status).toBe(403);
  const call = () => started.client.send(new sdk.SearchUsersCommand({ InstanceId: started.InstanceId }));
  expect(await letThrough(5, call)).toBe(5);
});
