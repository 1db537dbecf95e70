/**
 * Each safety rule on a real instance: a plan that breaks it sends no write and says what to do, and one that keeps it
 * goes through.
 */
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/plan/model/plan.ts';
import type { Outcome } from '../../src/reconciler/reconcile.ts';
import { type More, startInstance, type TestInstance } from '../support/instance.ts';

interface Asked {
  readonly owner?: string;
  readonly policy?: object;
  readonly users?: readonly object[];
}

const configuration = (asked: Asked): string => JSON.stringify({ version: 1, instance: { alias: 'any' }, ...asked });

/** Of a seed: a person with what the rules look at. */
const person = (username: string, more: object = {}) => ({ username, firstName: 'First', lastName: 'Last', ...more });
const mark = { 'connect-sync:owner': 'us' };
const team = (size: number, more: object = {}) =>
  Array.from({ length: size }, (_, index) => person(`agent${index}`, more));
const names = (people: readonly { readonly username: string }[]) => people.map(({ username }) => ({ username }));

const instanceOf = (users: readonly object[], more: object = {}): Promise<TestInstance> =>
  startInstance({ seed: { version: 1, instances: [{ identityManagement: 'SAML', users, ...more }] } });

const planOf = (outcome: Outcome): Plan => {
  if (outcome.type === 'invalid') throw new Error(JSON.stringify(outcome.diagnostics));
  return outcome.plan;
};

/** Refused by exactly these rules, with nothing written; what they say. */
async function refused(instance: TestInstance, asked: Asked, rules: readonly string[], more?: More): Promise<string> {
  instance.writes();
  const outcome = await instance.apply(configuration(asked), more);
  expect(instance.writes()).toEqual({});
  expect(outcome.type).toBe('refused');
  const failing = planOf(outcome).safety.filter(({ result }) => result === 'fail');
  expect(failing.map(({ rule }) => rule)).toEqual(rules);
  return failing.map(({ message }) => message).join('\n');
}

/** Made as asked, with these calls, and nothing is left to do. */
async function made(instance: TestInstance, asked: Asked, writes: object, more?: More): Promise<Plan> {
  instance.writes();
  const outcome = await instance.apply(configuration(asked), more);
  expect(outcome.type).toBe('applied');
  if (outcome.type === 'applied') {
    expect(outcome.results.filter((result) => result.outcome !== 'complete')).toEqual([]);
  }
  expect(instance.writes()).toEqual(writes);
  expect(planOf(await instance.plan(configuration(asked))).changes).toEqual([]);
  return planOf(outcome);
}

const everyone = { removed: 'delete', scope: 'instance' };

describe('limits', () => {
  test('delete: too many are refused, the exact number is not, and a few are no question', async () => {
    const instance = await instanceOf(team(40, { tags: mark }));
    const asked = (kept: number) => ({
      ...{ owner: 'us', policy: { removed: 'delete' } },
      users: names(team(kept)),
    });
    const said = await refused(instance, asked(37), ['limits.delete']);
    expect(said).toBe('3 of 40 users would be deleted; the limit is 5% (2). Acknowledge with --accept delete=3.');
    await refused(instance, asked(37), ['limits.delete'], { accepted: { delete: 2 } });
    await made(instance, asked(37), { DeleteUser: 3 }, { accepted: { delete: 3 } });
    await made(instance, asked(36), { DeleteUser: 1 });
  });

  test('update: a role that moves half of the agents', async () => {
    const instance = await instanceOf(team(20), { routingProfiles: [{ name: 'Tier 2' }] });
    const asked = (moved: number) => ({
      users: team(20).map(({ username }, index) => ({
        username,
        routingProfile: index < moved ? 'Tier 2' : 'Basic Routing Profile',
      })),
    });
    expect(await refused(instance, asked(10), ['limits.update'])).toContain('10 of 20 users would be updated');
    await made(instance, asked(6), { UpdateUserRoutingProfile: 6 });
  });

  test('create: where it is limited', async () => {
    const instance = await instanceOf([]);
    const newcomers = team(3, { routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] });
    await refused(instance, { policy: { limits: { create: 2 } }, users: newcomers }, ['limits.create']);
    await made(instance, { users: newcomers }, { CreateUser: 3 });
  });

  test('a rolling window: what leaked before counts', async () => {
    const instance = await instanceOf(team(40, { tags: mark }));
    const asked = { owner: 'us', policy: { removed: 'delete', window: '3h' }, users: names(team(39)) };
    const since: number[] = [];
    const recent = (at: number) => {
      since.push(at);
      const nobody = new Set<string>();
      return { create: nobody, update: nobody, delete: new Set(['user/gone1', 'user/gone2']) };
    };
    expect(await refused(instance, asked, ['limits.delete.window'], { recent })).toBe(
      '1 of 40 users would be deleted and 2 others were in the last 3 h, together 3; the limit is 5% (2). Acknowledge with --accept delete=1.',
    );
    expect(Date.now() - (since[0] ?? 0)).toBeGreaterThanOrEqual(3 * 3_600_000);
    const off = { ...asked, policy: { removed: 'delete', window: 'off' } };
    await made(instance, off, { DeleteUser: 1 }, { recent });
  });

  test('adoption is not limited, and is last in line', async () => {
    const instance = await instanceOf(team(40));
    const asked = { owner: 'us', users: [...names(team(39)), { username: 'agent39', lastName: 'Other' }] };
    const plan = await made(instance, asked, { TagResource: 40, UpdateUserIdentityInfo: 1 });
    expect(plan.summary).toMatchObject({ adopt: 39, update: 1 });
  });
});

describe('an empty list', () => {
  test('deletes nobody without an acknowledgement, whatever the limits', async () => {
    const instance = await instanceOf(team(3));
    const asked = { policy: { ...everyone, limits: { delete: '100%' } }, users: [] };
    expect(await refused(instance, asked, ['emptyList'])).toContain('--accept delete=3');
    await made(instance, asked, { DeleteUser: 3 }, { accepted: { delete: 3 } });
  });
  test('without the section nobody is managed at all', async () => {
    const instance = await instanceOf(team(3));
    await made(instance, { policy: { ...everyone, limits: { delete: '100%' } } }, {});
  });
});

describe('scope', () => {
  const people = [
    person('ours', { tags: mark }),
    person('theirs', { tags: { 'connect-sync:owner': 'them', site: 'dublin' }, hierarchyGroup: ['EMEA', 'Dublin'] }),
    person('in.group', { hierarchyGroup: ['EMEA', 'Dublin'] }),
    person('above', { hierarchyGroup: ['EMEA'] }),
    person('tagged', { tags: { site: 'dublin' } }),
    person('nobodys'),
  ];
  const hierarchy = { levels: ['Region', 'Site'], groups: { EMEA: { Dublin: {} }, APAC: {} } };
  test.each<[string, Asked, readonly string[]]>([
    ['without an owner nobody is in it', {}, []],
    ['owned: who carries our mark', { owner: 'us' }, ['ours']],
    [
      'instance: everyone but the others’',
      { owner: 'us', policy: { scope: 'instance' } },
      ['above', 'in.group', 'nobodys', 'ours', 'tagged'],
    ],
    [
      'instance, without an owner: who is unmarked',
      { policy: { scope: 'instance' } },
      ['above', 'in.group', 'nobodys', 'tagged'],
    ],
    ['a hierarchy group and those below', { policy: { scope: { hierarchyGroup: 'EMEA' } } }, ['above', 'in.group']],
    ['a lower hierarchy group', { policy: { scope: { hierarchyGroup: 'EMEA/Dublin' } } }, ['in.group']],
    ['a tag', { policy: { scope: { tag: { site: 'dublin' } } } }, ['tagged']],
  ])('%s', async (_, asked, gone) => {
    const instance = await instanceOf(people, { hierarchy });
    const wanted = {
      ...asked,
      users: [
        {
          username: 'nobodys-else',
          firstName: 'A',
          lastName: 'B',
          routingProfile: 'Basic Routing Profile',
          securityProfiles: ['Agent'],
        },
      ],
    };
    const policy = { removed: 'delete', limits: { delete: '100%' }, ...asked.policy };
    const plan = planOf(await instance.apply(configuration({ ...wanted, policy })));
    const deleted = plan.changes.filter(({ action }) => action === 'delete').map(({ address }) => address.key);
    expect(deleted).toEqual(gone);
    expect(instance.writes()['DeleteUser'] ?? 0).toBe(gone.length);
  });

  test('a user of another owner is an error, and nothing is written', async () => {
    const instance = await instanceOf(people, { hierarchy });
    const outcome = await instance.apply(configuration({ owner: 'us', users: [{ username: 'theirs' }] }));
    expect(outcome).toMatchObject({ type: 'invalid', diagnostics: [{ code: 'owned-by-another' }] });
    expect(instance.writes()).toEqual({});
  });

  test.each([
    [
      'scope: { hierarchyGroup: EMEA/Dubln }',
      '4:28 There is no hierarchy group "EMEA/Dubln" in this instance; did you mean "EMEA/Dublin"? There are "EMEA/Dublin", "EMEA", "APAC".',
    ],
    [
      'keepAtLeast: { admin: 1 }',
      '4:18 There is no security profile "admin" in this instance; did you mean "Admin"? There are "Admin", "Agent", "QualityAnalyst", "CallCenterManager".',
    ],
  ])('a name in the policy that the instance does not have is an error at its line: %s', async (text, expected) => {
    const instance = await instanceOf(people, { hierarchy });
    const outcome = await instance.apply(`version: 1\ninstance: { alias: any }\npolicy:\n  ${text}\nusers: []\n`);
    const diagnostics = outcome.type === 'invalid' ? outcome.diagnostics : [];
    expect(diagnostics.map(({ source, message }) => `${source?.line}:${source?.column} ${message}`)).toEqual([
      expected,
    ]);
    expect(instance.writes()).toEqual({});
  });
});

describe('protected users', () => {
  test('are neither changed nor deleted, and the plan says so', async () => {
    const instance = await instanceOf([
      person('Admin.Root', { tags: mark }),
      person('svc-ivr', { tags: mark }),
      ...team(2),
    ]);
    const asked = {
      ...{ owner: 'us', policy: { removed: 'delete', protected: ['admin*', 'svc-*'] } },
      users: [{ username: 'admin.root', lastName: 'Other' }, ...names(team(2))],
    };
    const plan = await made(instance, asked, { TagResource: 2 });
    expect(plan.summary).toMatchObject({ update: 0, delete: 0, adopt: 2, unchanged: 0, noLongerListed: 1 });
    expect(plan.diagnostics.filter(({ code }) => code === 'protected').map(({ message }) => message)).toEqual([
      'user/svc-ivr is no longer listed and would be deleted, but policy.protected keeps it.',
      'user/Admin.Root is protected ("admin*" in policy.protected), so it stays as it is, although lastName would change.',
    ]);
  });
  test('are created', async () => {
    const instance = await instanceOf([]);
    const newcomer = person('svc-new', { routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] });
    await made(instance, { policy: { protected: ['svc-*'] }, users: [newcomer] }, { CreateUser: 1 });
  });
});

describe('holders to keep', () => {
  const admin = { securityProfiles: ['Admin'] };
  test('the last Admin stays, also one that nobody manages', async () => {
    const instance = await instanceOf([person('root', admin), ...team(5)]);
    const demote = { users: [{ username: 'root', securityProfiles: ['Agent'] }] };
    expect(await refused(instance, demote, ['keepAtLeast.Admin'])).toContain('lost by user/root');
    await refused(instance, demote, ['keepAtLeast.Admin'], { accepted: { update: 1 } });
    const remove = { policy: everyone, users: names(team(5)) };
    await refused(instance, remove, ['keepAtLeast.Admin'], { accepted: { delete: 1 } });
  });
  test('one of two may go', async () => {
    const instance = await instanceOf([person('root', admin), person('other', admin), ...team(5)]);
    await made(instance, { policy: everyone, users: names([...team(5), person('other')]) }, { DeleteUser: 1 });
  });
  test('who takes over is there before who leaves goes, and if that fails nobody goes', async () => {
    const instance = await instanceOf([person('root', admin), ...team(5)]);
    const heir = person('heir', { routingProfile: 'Basic Routing Profile', ...admin });
    const asked = { policy: everyone, users: [...names(team(5)), heir] };
    instance.emulator.faults.add({ operation: 'CreateUser', error: 'InvalidParameterException' });
    const outcome = await instance.apply(configuration(asked));
    expect(outcome.type === 'applied' && outcome.results.map((one) => [one.address.key, one.outcome])).toEqual([
      ['heir', 'errored'],
      ['root', 'skipped'],
    ]);
    expect(instance.writes()).toEqual({ CreateUser: 1 });
    await made(instance, asked, { CreateUser: 1, DeleteUser: 1 });
  });
});

describe('privilege', () => {
  test('needs its exact number where it must be confirmed', async () => {
    const instance = await instanceOf(team(5));
    const asked = (privilege: string) => ({
      policy: { privilege },
      users: [{ username: 'agent0', securityProfiles: ['Admin'] }],
    });
    expect(await refused(instance, asked('confirm'), ['privilege'])).toContain('--accept privilege=1');
    await refused(instance, asked('confirm'), ['privilege'], { accepted: { privilege: 2 } });
    const plan = await made(
      instance,
      asked('confirm'),
      { UpdateUserSecurityProfiles: 1 },
      { accepted: { privilege: 1 } },
    );
    expect(plan.changes).toMatchObject([{ risk: 'privilege' }]);
  });
  test('is of the profiles that the policy names, not of Admin alone', async () => {
    const instance = await instanceOf(team(5));
    const asked = {
      policy: { keepAtLeast: { CallCenterManager: 0 } },
      users: [{ username: 'agent0', securityProfiles: ['CallCenterManager'] }],
    };
    const plan = await made(instance, asked, { UpdateUserSecurityProfiles: 1 });
    expect(plan.changes).toMatchObject([{ risk: 'privilege' }]);
  });
});

describe('the identity that connect-sync acts as', () => {
  // The session of this suite is called `test`, as its access key is.
  const people = [person('test', { securityProfiles: ['Agent'] }), ...team(40)];
  const remove = { policy: everyone, users: names(team(40)) };
  test('is not deleted, and keeps its security profiles', async () => {
    const instance = await instanceOf(people);
    expect(await refused(instance, remove, ['ownIdentity'])).toContain('acts as user/test');
    const change = { users: [{ username: 'TEST', securityProfiles: ['QualityAnalyst'] }] };
    await refused(instance, change, ['ownIdentity']);
    await made(instance, { users: [{ username: 'test', lastName: 'Other' }] }, { UpdateUserIdentityInfo: 1 });
  });
  test('is known by its ARN where federation is denied', async () => {
    const instance = await instanceOf(people);
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/Pipeline/test is not authorized to perform: connect:GetFederationToken';
    instance.emulator.faults.add({ operation: 'GetFederationToken', error: 'AccessDeniedException', message });
    await refused(instance, remove, ['ownIdentity']);
  });
  test.each(['AccessDeniedException', 'UserNotFoundException', 'InternalServiceException'])(
    'is nobody’s business where it cannot be known (%s)',
    async (error) => {
      const instance = await instanceOf(people);
      instance.emulator.faults.add({ operation: 'GetFederationToken', times: 99, error });
      await made(instance, remove, { DeleteUser: 1 });
    },
  );
  test('is asked for only where somebody is deleted or given other profiles', async () => {
    const instance = await instanceOf(people);
    await instance.apply(configuration({ users: [{ username: 'agent0', lastName: 'Other' }] }));
    const asked = instance.emulator.requests().map(({ operation }) => operation);
    expect(asked).not.toContain('GetFederationToken');
    expect(asked).not.toContain('SearchQuickConnects');
  });
});

describe('quick connects', () => {
  const seed = {
    quickConnects: [
      { name: 'Call agent0', user: 'agent0' },
      { name: 'Agent 0 again', user: 'agent0' },
      { name: 'Call agent1', user: 'agent1' },
      { name: 'The queue', queue: 'BasicQueue' },
      { name: 'The phone', phoneNumber: '+35315550100' },
    ],
  };
  const asked = { policy: everyone, users: names(team(30)).slice(1) };
  const left = async ({ send }: TestInstance) =>
    (await send('SearchQuickConnects', {})).QuickConnects?.map(({ Name }) => Name).sort();

  test('of a deleted user go with it, and nobody else’s', async () => {
    const instance = await instanceOf(team(30), seed);
    const plan = await made(instance, asked, { DeleteQuickConnect: 2, DeleteUser: 1 });
    expect(plan.changes).toMatchObject([{ calls: ['DeleteQuickConnect', 'DeleteQuickConnect', 'DeleteUser'] }]);
    expect(plan.cost.calls).toEqual({ DeleteQuickConnect: 2, DeleteUser: 1 });
    expect(await left(instance)).toEqual(['Call agent1', 'The phone', 'The queue']);
  });
  test.each<[string, object]>([
    ['cannot be deleted', { operation: 'DeleteQuickConnect', nth: 2, error: 'InvalidRequestException' }],
    ['is deleted and the user cannot be', { operation: 'DeleteUser', error: 'InvalidRequestException' }],
  ])('where one %s, the next apply finishes it', async (_, fault) => {
    const instance = await instanceOf(team(30), seed);
    instance.emulator.faults.add(fault as Parameters<TestInstance['emulator']['faults']['add']>[0]);
    const outcome = await instance.apply(configuration(asked));
    expect(outcome.type === 'applied' && outcome.results).toMatchObject([{ outcome: 'errored' }]);
    expect(instance.emulator.instances[0]?.users).toBe(30);
    expect((await instance.apply(configuration(asked))).type).toBe('applied');
    expect(instance.emulator.instances[0]?.users).toBe(29);
    expect(await left(instance)).toEqual(['Call agent1', 'The phone', 'The queue']);
  });
  test('are listed and described where they may not be searched', async () => {
    const instance = await instanceOf(team(30), seed);
    instance.emulator.faults.add({ operation: 'SearchQuickConnects', times: 99, error: 'AccessDeniedException' });
    const outcome = await instance.apply(configuration(asked));
    expect(planOf(outcome).diagnostics).toMatchObject([{ severity: 'warning', code: 'search-denied' }]);
    expect(instance.writes()).toEqual({ DeleteQuickConnect: 2, DeleteUser: 1 });
    expect((await instance.plan(configuration(asked), { method: 'describe' })).type).toBe('declined');
  });
  test('are not searched where --read describe says so', async () => {
    const instance = await instanceOf(team(30), seed);
    await made(instance, asked, { DeleteQuickConnect: 2, DeleteUser: 1 }, { method: 'describe' });
    expect(await left(instance)).toEqual(['Call agent1', 'The phone', 'The queue']);
  });
  test('and where their list does not add up there is no plan', async () => {
    const instance = await instanceOf(team(30), seed);
    const page = { items: 2, token: 'drop' } as const;
    instance.emulator.faults.add({ operation: 'SearchQuickConnects', times: 99, page });
    await expect(instance.apply(configuration(asked))).rejects.toThrow(/half a list/);
    expect(instance.writes()).toEqual({});
  });
});

describe('while the search still gives what was before', () => {
  const lag = async (instance: TestInstance, change: (ids: ReadonlyMap<string, string>) => Promise<unknown>) => {
    const { UserSummaryList = [] } = await instance.send('ListUsers', {});
    await instance.plan(configuration({ users: [] }));
    instance.emulator.faults.searchLag = 60_000;
    await change(new Map(UserSummaryList.map(({ Username = '', Id = '' }) => [Username, Id])));
  };
  const profileId = async ({ send }: TestInstance, name: string) =>
    (await send('ListSecurityProfiles', {})).SecurityProfileSummaryList?.find(({ Name }) => Name === name)?.Id ?? '';

  test('who has just been taken out of scope is not deleted', async () => {
    const instance = await instanceOf(team(40, { tags: mark }));
    await lag(instance, async (ids) => {
      const user = (await instance.send('DescribeUser', { UserId: ids.get('agent39') })).User;
      await instance.send('UntagResource', { resourceArn: user?.Arn, tagKeys: ['connect-sync:owner'] });
    });
    await made(instance, { owner: 'us', policy: { removed: 'delete' }, users: names(team(39)) }, {});
  });

  test('who has just lost Admin does not count as the one who keeps it', async () => {
    const admin = { securityProfiles: ['Admin'] };
    const instance = await instanceOf([person('root', admin), person('other', admin), ...team(5)]);
    await lag(instance, async (ids) => {
      const agent = await profileId(instance, 'Agent');
      await instance.send('UpdateUserSecurityProfiles', { UserId: ids.get('other'), SecurityProfileIds: [agent] });
    });
    const demote = { users: [{ username: 'root', securityProfiles: ['Agent'] }] };
    await refused(instance, demote, ['keepAtLeast.Admin']);
  });
});
