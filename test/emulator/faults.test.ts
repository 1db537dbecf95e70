import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, errorOf, failureOf, newUser, type Started, start } from './support.ts';

const list = ({ client, InstanceId }: Started, MaxResults = 100) =>
  client.send(new sdk.ListUsersCommand({ InstanceId, MaxResults }));

const search = ({ client, InstanceId }: Started) => client.send(new sdk.SearchUsersCommand({ InstanceId }));

describe('a fault', () => {
  test('makes the n-th call of an operation fail and leaves the others alone', async () => {
    const started = await start();
    started.emulator.faults.add({ operation: 'CreateUser', nth: 2, error: 'InternalServiceException' });
    await createUser(started, { Username: 'first' });
    expect(await errorOf(createUser(started, { Username: 'second' }))).toBe('InternalServiceException');
    await createUser(started, { Username: 'third' });
    const { UserSummaryList } = await list(started);
    expect(UserSummaryList?.map(({ Username }) => Username)).toEqual(['first', 'third']);
  });

  test('hits as many calls in a row as wanted', async () => {
    const started = await start();
    started.emulator.faults.add({ operation: 'ListUsers', times: 2, error: 'InternalServiceException' });
    await errorOf(list(started));
    await errorOf(list(started));
    await expect(list(started)).resolves.toBeDefined();
  });

  test('of the operation * hits whatever comes', async () => {
    const started = await start();
    started.emulator.faults.add({ operation: '*', nth: 2, error: 'AccessDeniedException', message: 'No' });
    await list(started);
    expect(await failureOf(search(started))).toMatchObject({ name: 'AccessDeniedException', message: 'No' });
  });

  test('may repeat the whole request in its message, password and all', async () => {
    const started = await start({ identityManagement: 'CONNECT_MANAGED' });
    started.emulator.faults.add({
      operation: 'CreateUser',
      error: 'AccessDeniedException',
      message: 'No:',
      echo: true,
    });
    const { message } = await failureOf(createUser(started, { Password: 'Hunter2-hunter2' }));
    expect(message).toMatch(/^No: PUT\n\/users\//);
    expect(message).toContain('authorization:AWS4-HMAC-SHA256');
    expect(message).toContain('"Password":"Hunter2-hunter2"');
    expect(JSON.stringify(started.emulator.requests())).not.toContain('Hunter2');
  });

  test('may carry a Retry-After', async () => {
    const started = await start();
    started.emulator.faults.add({ operation: 'ListUsers', error: 'TooManyRequestsException', retryAfter: 2 });
    expect((await failureOf(list(started))).$response?.headers['retry-after']).toBe('2');
  });

  test('may lose the answer of a call that was carried out', async () => {
    const started = await start();
    started.emulator.faults.add({ operation: 'CreateUser', loseAnswer: true });
    const failure = await failureOf(started.client.send(newUser(started)));
    expect(failure.$metadata?.httpStatusCode).toBeUndefined();
    expect((await list(started)).UserSummaryList).toHaveLength(1);
    expect(await errorOf(createUser(started))).toBe('DuplicateResourceException');
    expect(started.emulator.requests()[0]).toMatchObject({ operation: 'CreateUser', status: 200 });
  });

  test('may let a call hang, which then does nothing', async () => {
    const started = await start();
    started.emulator.faults.add({ operation: 'CreateUser', hang: true });
    const abort = new AbortController();
    const hanging = started.client.send(newUser(started), { abortSignal: abort.signal });
    const outcome = errorOf(hanging);
    const arrived = () => started.emulator.requests().find(({ operation }) => operation === 'CreateUser');
    while (!arrived()) await list(started);
    abort.abort();
    expect(await outcome).toBe('AbortError');
    expect((await list(started)).UserSummaryList).toEqual([]);
    expect(arrived()).toMatchObject({ status: 0 });
  });

  test('may delay a call while others pass', async () => {
    const started = await start();
    started.emulator.faults.add({ operation: 'ListUsers', latency: 3_600_000 });
    const slow = errorOf(list(started));
    await search(started);
    expect(started.emulator.requests().map(({ operation }) => operation)).toEqual(['SearchUsers']);
    started.client.destroy();
    await started.emulator.close();
    expect(await slow).not.toBe('');
  });

  test('may delay a call for a while', async () => {
    const started = await start();
    started.emulator.faults.add({ operation: 'ListUsers', latency: 1 });
    expect((await list(started)).UserSummaryList).toEqual([]);
  });

  test('may cut a page short and keep its token', async () => {
    const started = await start({ users: 5 });
    started.emulator.faults.add({ operation: 'ListUsers', page: { items: 2, token: 'keep' } });
    const first = await list(started);
    expect(first.UserSummaryList).toHaveLength(2);
    expect(first.NextToken).toBeDefined();
  });

  test('may cut a page short and drop its token, so that a read is partial', async () => {
    const started = await start({ users: 5 });
    started.emulator.faults.add({ operation: 'SearchUsers', page: { items: 2, token: 'drop' } });
    const { Users, NextToken, ApproximateTotalCount } = await search(started);
    expect([Users?.length, NextToken, ApproximateTotalCount]).toEqual([2, undefined, 5]);
  });

  test.each([
    ['an operation there is not', { operation: 'CreateAgent', error: 'InternalServiceException' }],
    ['an error there is not', { operation: 'CreateUser', error: 'SomeException' }],
    ['the call before the first', { operation: 'CreateUser', nth: 0, error: 'InternalServiceException' }],
  ])('for %s is refused', async (_sentence, fault) => {
    const { emulator } = await start();
    expect(() => emulator.faults.add(fault)).toThrow(TypeError);
  });
});

describe('a knob', () => {
  test('caps every page', async () => {
    const started = await start({ users: 5 });
    started.emulator.faults.pageCap = 3;
    expect((await list(started)).UserSummaryList).toHaveLength(3);
    expect((await search(started)).Users).toHaveLength(3);
  });

  test('lets SearchUsers trail behind, for what is made, changed and deleted', async () => {
    let time = 1_700_000_000_000;
    const started = await start({ now: () => time });
    const { client, InstanceId, emulator } = started;
    emulator.faults.searchLag = 5000;
    const found = async () => (await search(started)).Users?.map(({ Username, Tags }) => [Username, Tags?.['team']]);
    const UserId = await createUser(started);
    expect(await found()).toEqual([]);
    time += 5000;
    expect(await found()).toEqual([['jane.doe', undefined]]);
    const resourceArn = `${emulator.instances[0]?.arn}/agent/${UserId}`;
    await client.send(new sdk.TagResourceCommand({ resourceArn, tags: { team: 'Alpha' } }));
    time += 1;
    await client.send(new sdk.DeleteUserCommand({ InstanceId, UserId }));
    expect(await found()).toEqual([['jane.doe', undefined]]);
    time += 4999;
    expect(await found()).toEqual([['jane.doe', 'Alpha']]);
    time += 1;
    expect(await found()).toEqual([]);
  });

  test('goes back with clear(), as do all faults', async () => {
    const started = await start({ users: 5 });
    const { faults } = started.emulator;
    faults.add({ operation: '*', times: Number.POSITIVE_INFINITY, error: 'InternalServiceException' });
    Object.assign(faults, { pageCap: 1, searchLag: 1, retryAfter: 1 });
    faults.clear();
    expect((await list(started)).UserSummaryList).toHaveLength(5);
    expect([faults.pageCap, faults.searchLag, faults.retryAfter]).toEqual([Number.POSITIVE_INFINITY, 0, undefined]);
  });
});
