/** Reads that do not go as they should: what comes of them is the right plan or none, and never a write. */
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/emulator/index.ts';
import { makeMemory } from '../../src/reconciler/memory.ts';
import type { Outcome } from '../../src/reconciler/reconcile.ts';
import { type Files, startInstance, type TestInstance } from '../support/instance.ts';

/** Three pages of everything, as 1,200 users are in real life. */
const [people, page] = [60, 25];
const rest = { firstName: 'F', lastName: 'L', routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] };
const configuration = (users: readonly object[]): string =>
  JSON.stringify({ version: 1, instance: { alias: 'any' }, owner: 'test', users });

/** An instance in which everybody is as the files say, and the files. */
async function inSync(count: number, more: object = {}): Promise<{ instance: TestInstance; files: string }> {
  const users = Array.from({ length: count }, (_, index) => ({ username: `agent${index}`, ...rest, ...more }));
  const tags = { 'connect-sync:owner': 'test' };
  const seed = { version: 1, instances: [{ users: users.map((user) => ({ ...user, tags })) }] };
  const instance = await startInstance({ seed });
  instance.emulator.faults.pageCap = page;
  return { instance, files: configuration(users) };
}

const changesOf = (outcome: Outcome): number => (outcome.type === 'invalid' ? -1 : outcome.plan.changes.length);
const reads = (instance: TestInstance, operation: string): number =>
  instance.emulator.requests().filter((request) => request.operation === operation).length;

describe('a read that goes wrong at first gives the right plan, and no write:', () => {
  const faults: { readonly [sentence: string]: readonly Fault[] } = {
    'a page of SearchUsers cut short': [{ operation: 'SearchUsers', page: { items: 10, token: 'drop' } }],
    'a page of SearchUsers cut short twice': [
      { operation: 'SearchUsers', times: 2, page: { items: 10, token: 'drop' } },
    ],
    'the second page of SearchUsers cut short': [
      { operation: 'SearchUsers', nth: 2, page: { items: 10, token: 'drop' } },
    ],
    'a page of ListUsers cut short': [{ operation: 'ListUsers', page: { items: 10, token: 'drop' } }],
    'the second page of ListUsers cut short': [{ operation: 'ListUsers', nth: 2, page: { items: 10, token: 'drop' } }],
    'small pages': [{ operation: '*', probability: 1, page: { items: 7, token: 'keep' } }],
    'a list of routing profiles cut short': [{ operation: 'ListRoutingProfiles', page: { items: 0, token: 'drop' } }],
    'a list of security profiles cut short': [{ operation: 'ListSecurityProfiles', page: { items: 0, token: 'drop' } }],
    'expired tokens': [
      { operation: 'SearchUsers', nth: 2, error: 'InvalidParameterException', message: 'The NextToken has expired' },
      { operation: 'ListUsers', nth: 2, error: 'InvalidParameterException', message: 'The NextToken has expired' },
    ],
    '429s and 500s': [
      { operation: '*', probability: 0.4, error: 'ThrottlingException' },
      { operation: '*', probability: 0.2, error: 'InternalServiceException' },
    ],
    'lost answers': [{ operation: '*', probability: 0.3, loseAnswer: true }],
  };
  test.each(Object.entries(faults))('%s', async (_, some) => {
    const { instance, files } = await inSync(people);
    for (const fault of some) instance.emulator.faults.add(fault);
    expect(changesOf(await instance.apply(files))).toBe(0);
    expect(instance.writes()).toEqual({});
  });
});

describe('a read that stays wrong is refused with what does not add up, and no write:', () => {
  const short = { times: Number.POSITIVE_INFINITY, page: { items: 10, token: 'drop' } } as const;
  const faults: { readonly [sentence: string]: readonly [Fault, RegExp] } = {
    'SearchUsers cut short': [{ operation: 'SearchUsers', ...short }, /says that there are 60, but its pages hold 10/],
    'ListUsers cut short': [
      { operation: 'ListUsers', ...short },
      /ListUsers leaves out users that exist, such as agent/,
    ],
  };
  test.each(Object.entries(faults))('%s', async (_, [fault, message]) => {
    const { instance, files } = await inSync(people);
    instance.emulator.faults.add(fault);
    await expect(instance.apply(files)).rejects.toThrow(message);
    expect(instance.writes()).toEqual({});
  });

  test.each(['SearchUsers', 'ListUsers'])('tokens of %s that expire at once', async (operation) => {
    const { instance, files } = await inSync(people);
    instance.emulator.settings.patch({ tokenLifetimes: { [operation]: 0.001 }, latencies: { [operation]: 5 } });
    await expect(instance.apply(files)).rejects.toThrow(
      `${operation} does not go on after a page: InvalidParameterException: The NextToken has expired.`,
    );
    expect(instance.writes()).toEqual({});
  });
});

describe('an index that lags', () => {
  /** Everybody is known to the index; from now on it trails by an hour. */
  async function lagging() {
    const { instance, files } = await inSync(5);
    await instance.plan(files);
    instance.emulator.faults.searchLag = 3_600_000;
    const { UserSummaryList = [] } = await instance.send('ListUsers', {});
    const idOf = (name: string) => UserSummaryList.find(({ Username }) => Username === name)?.Id;
    return { instance, files, idOf };
  }

  test('does not hide who is new, nor revive who is gone', async () => {
    const { instance, files, idOf } = await lagging();
    await instance.apply(configuration([{ username: 'newcomer', ...rest }]));
    await instance.send('DeleteUser', { UserId: idOf('agent1') });
    instance.writes();
    const outcome = await instance.plan(files);
    expect(outcome.type === 'declined' && outcome.plan).toMatchObject({
      changes: [{ action: 'create', address: { key: 'agent1' } }],
      summary: { noLongerListed: 1 },
    });
    expect(instance.writes()).toEqual({});
  });

  test('does not plan again what was done just now', async () => {
    const { instance, idOf } = await lagging();
    const moved = configuration([{ username: 'agent1', ...rest, securityProfiles: ['QualityAnalyst'] }]);
    await instance.apply(moved);
    instance.writes();
    expect(changesOf(await instance.apply(moved))).toBe(0);
    expect(instance.writes()).toEqual({});
    expect(idOf('agent1')).toBeDefined();
  });
});

describe('list and describe calls alone', () => {
  const searches = ['SearchUsers', 'SearchUserHierarchyGroups'];
  test('give the same plan, and no search is sent', async () => {
    const { instance, files } = await inSync(people);
    const outcome = await instance.apply(files, { method: 'describe' });
    expect(changesOf(outcome)).toBe(0);
    expect(searches.map((call) => reads(instance, call))).toEqual([0, 0]);
    expect(reads(instance, 'DescribeUser')).toBe(people);
  });

  test('are fallen back to where a search is denied, with a warning', async () => {
    const { instance, files } = await inSync(20);
    for (const operation of searches) {
      instance.emulator.faults.add({ operation, times: Number.POSITIVE_INFINITY, error: 'AccessDeniedException' });
    }
    const outcome = await instance.apply(files);
    expect(changesOf(outcome)).toBe(0);
    expect(outcome.type !== 'invalid' && outcome.plan.diagnostics.map(({ code }) => code)).toEqual([
      'search-denied',
      'search-denied',
    ]);
    expect(instance.writes()).toEqual({});
  });

  test('find hierarchy groups by their paths', async () => {
    const seed = { version: 1, instances: [{ hierarchy: { levels: ['R', 'S'], groups: { EMEA: { Dublin: {} } } } }] };
    const instance = await startInstance({ seed });
    const files = configuration([{ username: 'jane', ...rest, hierarchyGroup: 'EMEA/Dublin' }]);
    await instance.apply(files, { method: 'describe' });
    expect(changesOf(await instance.plan(files))).toBe(0);
  });
});

describe('a process that reads again and again', () => {
  async function started(count: number) {
    const { instance, files } = await inSync(count);
    const memory = makeMemory();
    const look = (some: Files = files) => instance.apply(some, { memory });
    await look();
    instance.writes();
    return { instance, look, memory };
  }
  const sent = (instance: TestInstance): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { operation } of instance.emulator.requests()) counts[operation] = (counts[operation] ?? 0) + 1;
    instance.emulator.clearRequests();
    return counts;
  };

  test('looks with ListUsers alone, a call for each page', async () => {
    const { instance, look } = await started(people);
    expect(changesOf(await look())).toBe(0);
    expect(sent(instance)).toEqual({ ListUsers: 3 });
  });

  test('sees and undoes what somebody changes, each at the price of one description', async () => {
    const { instance, look } = await started(people);
    const { UserSummaryList: [first, second] = [] } = await instance.send('ListUsers', {});
    const { SecurityProfileSummaryList: profiles = [] } = await instance.send('ListSecurityProfiles', {});
    const analyst = profiles.find(({ Name }) => Name === 'QualityAnalyst')?.Id ?? '';
    await instance.send('UpdateUserSecurityProfiles', { UserId: first?.Id, SecurityProfileIds: [analyst] });
    await instance.send('DeleteUser', { UserId: second?.Id });
    sent(instance);
    const outcome = await look();
    expect(outcome.type === 'applied' && outcome.plan.changes.map(({ action }) => action)).toEqual([
      'update',
      'create',
    ]);
    expect(sent(instance)).toEqual({
      // Whom connect-sync acts as is asked, since security profiles change; who is changed is looked at again right before.
      ...{ ListUsers: 6, DescribeUser: 3, GetFederationToken: 1 },
      // Somebody who is made anew serves queues again.
      ListRoutingProfileQueues: 1,
      ...{ UpdateUserSecurityProfiles: 1, CreateUser: 1 },
    });
    expect(changesOf(await look())).toBe(0);
    expect(sent(instance)).toEqual({ ListUsers: 3, DescribeUser: 2 });
    expect(changesOf(await look())).toBe(0);
    expect(sent(instance)).toEqual({ ListUsers: 3 });
  });

  test('reads everything again once it has forgotten', async () => {
    const { instance, look, memory } = await started(30);
    memory.forget();
    await look();
    expect(sent(instance)).toMatchObject({ ListUsers: 2, SearchUsers: 2, ListRoutingProfiles: 1 });
  });

  test('finds a profile that was made since, when a file begins to name it', async () => {
    const { instance, look } = await started(3);
    const { SecurityProfileSummaryList: [any] = [] } = await instance.send('ListSecurityProfiles', {});
    const response = await fetch(`${instance.emulator.url}/security-profiles/10a4c4eb-f57e-4d4c-b602-bf39176ced07`, {
      method: 'PUT',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=a/20260101/us-west-2/connect/aws4_request, SignedHeaders=host, Signature=00',
        'content-type': 'application/json',
        'x-amz-date': '20260101T000000Z',
      },
      body: JSON.stringify({ SecurityProfileName: 'Made Since', Description: 'x' }),
    });
    expect({ any: any !== undefined, status: response.status }).toEqual({ any: true, status: 200 });
    const files = configuration([{ username: 'agent0', securityProfiles: ['Made Since'] }]);
    expect(changesOf(await look(files))).toBe(1);
    expect(changesOf(await look(files))).toBe(0);
  });
});
