import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-connect';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { type Fault, type SettingsDocument, SettingsError, startEmulator } from '../../src/emulator/index.ts';
import { GUESS_ANSWERS, GUESSES } from '../../src/emulator/options.ts';
import { problemsOf } from '../../src/emulator/seed/schema.ts';
import { accessKeyId, createUser, describeUser, errorOf, failureOf, type Started, start } from './support.ts';

const list = ({ client, InstanceId }: Started, input: Partial<sdk.ListUsersRequest> = {}) =>
  client.send(new sdk.ListUsersCommand({ InstanceId, ...input }));

const search = ({ client, InstanceId }: Started) => client.send(new sdk.SearchUsersCommand({ InstanceId }));

const startWith = (settings: SettingsDocument, more = {}) => start({ ...more, settings });

/** How many of so many calls, one after the other, end with this error; undefined for none. */
async function outcomes(calls: number, call: () => Promise<unknown>): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = [];
  for (let index = 0; index < calls; index++) {
    names.push(
      await call().then(
        () => undefined,
        ({ name }: Error) => name,
      ),
    );
  }
  return names;
}

describe('a setting turns', () => {
  test('the rate and burst of an API, and of all others', async () => {
    const rates = { ListUsers: { rate: 1, burst: 3 }, '*': { rate: 1, burst: 1 } };
    let time = 1_700_000_000_000;
    const started = await start({ now: () => time, settings: {} });
    started.emulator.settings.patch({ throttle: true, rates });
    const throttled = async (call: () => Promise<unknown>) =>
      (await outcomes(5, call)).filter((name) => name === 'TooManyRequestsException').length;
    expect(await throttled(() => list(started))).toBe(2);
    expect(await throttled(() => search(started))).toBe(4);
    time += 1000;
    expect(await throttled(() => search(started))).toBe(4);
    started.emulator.settings.patch({ throttle: false });
    expect(await throttled(() => search(started))).toBe(0);
  });

  test('what the caller may do: the rest is denied in the words of IAM and does nothing', async () => {
    const started = await startWith({});
    started.emulator.settings.patch({ allow: ['ListUsers'] });
    await list(started);
    const denied = await failureOf(createUser(started));
    expect(denied).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
    expect(denied.message).toBe(
      `User: arn:aws:sts::123456789012:assumed-role/connect-sync/${accessKeyId} is not authorized to perform: connect:CreateUser ` +
        `on resource: arn:aws:connect:us-west-2:123456789012:instance/${started.InstanceId} ` +
        'because no identity-based policy allows the connect:CreateUser action',
    );
    expect((await list(started)).UserSummaryList).toEqual([]);
    started.emulator.settings.patch({ allow: null });
    await createUser(started);
    expect(() => started.emulator.settings.patch({ allow: ['CreateUsers'] })).toThrow(
      'There is no operation CreateUsers',
    );
  });

  test('a Retry-After of throttled calls', async () => {
    const started = await startWith({ retryAfter: 7 });
    started.emulator.settings.patch({ throttle: true, rates: { '*': { rate: 0, burst: 0 } } });
    expect((await failureOf(list(started))).$response?.headers['retry-after']).toBe('7');
  });

  test('quotas, of a seed as well', async () => {
    const started = await startWith({ quotas: { users: 1 } });
    await createUser(started);
    expect(await errorOf(createUser(started, { Username: 'second' }))).toBe('LimitExceededException');
    started.emulator.settings.patch({ quotas: { users: 2 } });
    await createUser(started, { Username: 'second' });
    const users = ['a', 'b'].map((username) => ({ username, firstName: 'A', lastName: 'B' }));
    const seed = { version: 1, instances: [{ users }] };
    await expect(startEmulator({ seed, settings: { quotas: { users: 1 } } })).rejects.toThrow('quota');
  });

  test('the size of pages, by operation', async () => {
    const started = await startWith({ pageCaps: { SearchUsers: 2, '*': 3 } }, { users: 5 });
    expect((await list(started)).UserSummaryList).toHaveLength(3);
    expect((await search(started)).Users).toHaveLength(2);
  });

  test('how long a NextToken is good', async () => {
    let time = 1_700_000_000_000;
    const started = await start({ users: 3, now: () => time, settings: { tokenLifetimes: { ListUsers: 60 } } });
    const { NextToken } = await list(started, { MaxResults: 1 });
    time += 60_000;
    await expect(list(started, { NextToken })).resolves.toBeDefined();
    time += 1;
    expect(await failureOf(list(started, { NextToken }))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'The NextToken has expired',
    });
  });

  test('latency, which delays and changes nothing', async () => {
    const started = await startWith({ latencies: { ListUsers: 3_600_000, '*': 1 } });
    const slow = errorOf(list(started));
    await search(started);
    expect(started.emulator.requests().map(({ operation }) => operation)).toEqual(['SearchUsers']);
    started.client.destroy();
    await started.emulator.close();
    expect(await slow).not.toBe('');
  });

  test('the lags of SearchUsers and DescribeUser', async () => {
    let time = 1_700_000_000_000;
    const started = await start({ now: () => time, settings: { searchLag: 2000, describeLag: 1000 } });
    const UserId = await createUser(started);
    expect(await errorOf(describeUser(started, UserId))).toBe('ResourceNotFoundException');
    time += 1000;
    await describeUser(started, UserId);
    expect((await search(started)).Users).toEqual([]);
    time += 1000;
    expect((await search(started)).Users).toHaveLength(1);
  });

  test('a guess', async () => {
    const started = await startWith({ guesses: { identityInfo: 'merge' } });
    const { client, InstanceId } = started;
    const UserId = await createUser(started);
    const IdentityInfo = { FirstName: 'Janet' };
    await client.send(new sdk.UpdateUserIdentityInfoCommand({ InstanceId, UserId, IdentityInfo }));
    expect((await describeUser(started, UserId)).IdentityInfo).toEqual({ FirstName: 'Janet', LastName: 'Doe' });
  });

  test('faults', async () => {
    const started = await startWith({ faults: [{ operation: 'ListUsers', nth: 2, error: 'AccessDeniedException' }] });
    expect(await outcomes(3, () => list(started))).toEqual([undefined, 'AccessDeniedException', undefined]);
  });
});

describe('a fault with a probability', () => {
  const fault: Fault = { operation: 'ListUsers', probability: 0.5, error: 'InternalServiceException' };
  const hits = async (settings: SettingsDocument) => {
    const started = await startWith(settings);
    return (await outcomes(40, () => list(started))).map((name) => name !== undefined);
  };

  test('hits some calls and not others, the same ones in every run', async () => {
    const first = await hits({ faults: [fault] });
    expect(await hits({ faults: [fault] })).toEqual(first);
    expect(first.filter((hit) => hit).length).toBeGreaterThan(10);
    expect(first.filter((hit) => !hit).length).toBeGreaterThan(10);
    expect(await hits({ faults: [{ ...fault, seed: 1 }] })).not.toEqual(first);
  });

  test('hits as many as wanted, from the n-th call on', async () => {
    const all = await hits({ faults: [fault] });
    const some = await hits({ faults: [{ ...fault, nth: 5, times: 3 }] });
    expect(some.slice(0, 4)).toEqual([false, false, false, false]);
    expect(some.filter((hit) => hit)).toHaveLength(3);
    expect(all.filter((hit) => hit).length).toBeGreaterThan(3);
  });

  test('of 0 hits none and of 1 hits all', async () => {
    expect(new Set(await hits({ faults: [{ ...fault, probability: 0 }] }))).toEqual(new Set([false]));
    expect(new Set(await hits({ faults: [{ ...fault, probability: 1 }] }))).toEqual(new Set([true]));
  });
});

describe('settings at run time', () => {
  test('are read as they are, and can be given back as they were read', async () => {
    const { emulator } = await startWith({ searchLag: 5, pageCaps: { '*': 9 }, quotas: { users: 7 } });
    const before = emulator.settings.read();
    expect(before).toMatchObject({
      throttle: false,
      searchLag: 5,
      pageCaps: { '*': 9 },
      quotas: { users: 7, instances: 100 },
    });
    emulator.settings.replace(JSON.parse(JSON.stringify(before)));
    expect(emulator.settings.read()).toEqual(before);
  });

  test('show what a test has set by hand', async () => {
    const { emulator } = await start();
    Object.assign(emulator.faults, { searchLag: 1, pageCap: 2, retryAfter: 3 });
    expect(emulator.settings.read()).toMatchObject({ searchLag: 1, pageCaps: { '*': 2 }, retryAfter: 3 });
    emulator.settings.patch({ describeLag: 4 });
    expect(emulator.settings.read()).toMatchObject({
      searchLag: 1,
      pageCaps: { '*': 2 },
      retryAfter: 3,
      describeLag: 4,
    });
  });

  test('go back to their defaults with null, and with replace() where they are left out', async () => {
    const { emulator } = await startWith({
      searchLag: 5,
      retryAfter: 1,
      quotas: { users: 7 },
      tokenLifetimes: { '*': 1 },
    });
    emulator.settings.patch({ searchLag: null, quotas: { users: null }, tokenLifetimes: { '*': null } });
    expect(emulator.settings.read()).toMatchObject({
      ...{ searchLag: 0, retryAfter: 1, quotas: { users: 50_000 } },
      tokenLifetimes: { '*': 86_400, GetMetricData: 300, GetCurrentMetricData: 300 },
    });
    emulator.settings.replace({});
    expect(emulator.settings.read()).toMatchObject({ throttle: true, retryAfter: undefined });
  });

  test('go back to what the emulator was started with', async () => {
    const fault = { operation: 'CreateUser', error: 'AccessDeniedException' };
    const { emulator } = await startWith({ searchLag: 5, faults: [fault] });
    const before = emulator.settings.read();
    emulator.settings.replace({ searchLag: 9, guesses: { identityInfo: 'merge' } });
    emulator.settings.reset();
    expect(emulator.settings.read()).toEqual(before);
  });

  test('leave a fault that stays to go on counting', async () => {
    const started = await startWith({ faults: [{ operation: 'ListUsers', nth: 2, error: 'AccessDeniedException' }] });
    await list(started);
    started.emulator.settings.patch({ searchLag: 1 });
    expect(await errorOf(list(started))).toBe('AccessDeniedException');
  });

  test('change nothing where they are wrong', async () => {
    const { emulator } = await start();
    const before = emulator.settings.read();
    expect(() => emulator.settings.patch({ searchLag: 1, faults: [{ operation: 'Nothing' }] })).toThrow(SettingsError);
    expect(() => emulator.settings.patch([])).toThrow(SettingsError);
    expect(emulator.settings.read()).toEqual(before);
  });

  test('give way to an option of the same name', async () => {
    const { emulator } = await start({ throttle: true, identityInfo: 'merge', settings: { throttle: false } });
    expect(emulator.settings.read()).toMatchObject({ throttle: true, guesses: { identityInfo: 'merge' } });
  });
});

describe('settings are refused with a sentence for', () => {
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['what is no object', [], 'The document must be an object'],
    ['an unknown key', { searchlag: 5 }, 'The document must not have searchlag'],
    ['a number that is text', { searchLag: '5' }, '/searchLag must be a number'],
    ['a number below zero', { searchLag: -1 }, '/searchLag must have at least 0'],
    ['an unknown operation', { latencies: { ListAgents: 5 } }, '/latencies: There is no operation ListAgents'],
    [
      'the operation __proto__',
      JSON.parse('{"rates":{"__proto__":{"rate":1,"burst":1}}}'),
      '/rates: There is no operation __proto__',
    ],
    ['a rate without its burst', { rates: { '*': { rate: 1 } } }, '/rates/* must have burst'],
    ['a page of nothing', { pageCaps: { '*': 0 } }, '/pageCaps/* must have at least 1'],
    [
      'an unknown answer to a guess',
      { guesses: { identityInfo: 'both' } },
      '/guesses/identityInfo must be one of replace, merge',
    ],
    ['a fault for an unknown operation', { faults: [{ operation: 'X' }] }, '/faults/0: There is no operation X'],
    ['a fault with an unknown error', { faults: [{ operation: '*', error: 'X' }] }, '/faults/0: There is no error X'],
    [
      'a probability above 1',
      { faults: [{ operation: '*', probability: 2 }] },
      '/faults/0/probability must have at most 1',
    ],
    ['a fault with an unknown member', { faults: [{ operation: '*', delay: 2 }] }, '/faults/0 must not have delay'],
  ];

  test.each(wrong)('%s', async (_sentence, settings, problem) => {
    const outcome = await startEmulator({ settings }).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(SettingsError);
    expect((outcome as SettingsError).problems).toEqual([problem]);
  });

  test.each(['quotas', 'guesses'])('an unknown name among %s, with those there are', async (key) => {
    const outcome = await startEmulator({ settings: { [key]: { constructor: key === 'quotas' ? 1 : 'x' } } }).catch(
      (error) => error,
    );
    expect((outcome as SettingsError).problems[0]).toMatch(
      new RegExp(`^/${key} must not have constructor; there are \\w+, `),
    );
  });
});

test('every guess has its default among its answers', () => {
  for (const [name, answer] of Object.entries(GUESSES))
    expect(Object.entries(GUESS_ANSWERS)).toContainEqual([name, expect.arrayContaining([answer])]);
});

describe("the emulator's own validator agrees with Ajv about the schema of settings", () => {
  const file = new URL('../../schemas/emulator-settings.schema.json', import.meta.url);
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const accepts = new Ajv({ allErrors: true }).compile(schema);
  const cases: readonly unknown[] = [
    {},
    null,
    { $schema: 'x', throttle: true, searchLag: 0.5 },
    { rates: { ListUsers: { rate: 0.5, burst: 1 } } },
    { rates: { ListUsers: 5 } },
    { quotas: { users: 1.5 } },
    { allow: ['*'] },
    { allow: 'ListUsers' },
    { faults: {} },
    { faults: [{ operation: '*', echo: 1 }] },
    { faults: [{ operation: 'ListUsers', page: { items: 0, token: 'keep' } }] },
    { faults: [{ operation: 'ListUsers', page: { items: 0, token: 'lose' } }] },
    { faults: [{ error: 'x' }] },
    { faults: [{ operation: '*', hang: 'yes' }] },
  ];

  test.each(cases.map((value) => [JSON.stringify(value), value]))('in %s', (_text, value) => {
    expect(problemsOf(schema, value).length === 0).toBe(accepts(value));
  });
});
