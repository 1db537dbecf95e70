import { describe, expect, test } from 'vitest';
import type { Instance } from '../../src/connect/port.ts';
import { rules } from '../../src/kinds/registry.ts';
import { user } from '../../src/kinds/user/index.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import { scope } from '../../src/plan/compare/scope.ts';
import { defaultPolicy } from '../../src/plan/model/policy.ts';
import type { Attributes, LiveState } from '../../src/plan/model/state.ts';
import { lower } from '../../src/reconciler/lower.ts';
import { makePlan } from '../../src/reconciler/make-plan.ts';
import { desiredUsers, liveUser } from '../support/users.ts';

const kinds = new Map([['user', user]]);
const owner = 'connect-sync:owner';
type Users = { readonly [username: string]: Attributes };

const liveState = (users: Users): LiveState =>
  new Map(
    Object.entries(users).map(([name, attributes]) => [`user/${name.toLowerCase()}`, liveUser(name, attributes)]),
  );

function lowered(asked: Users, there: Users) {
  const live = liveState(there);
  const desired = desiredUsers(asked);
  const policy = defaultPolicy;
  const scoped = scope({ desired, live }, { owner: 'us', managed: new Set(['user']), policy }, rules);
  const work = lower(diff(desired, scoped.live, rules), live, { rules, kinds });
  return { work, live, scoped, desired, policy };
}

describe('changes become work', () => {
  test('in their order, each with its kind and its calls', () => {
    const { work } = lowered({ b: { lastName: 'X', routingProfile: 'R' }, a: {}, c: {} }, { b: {}, c: {} });
    expect(
      work.map(({ change, kind, operations }) => [change.address.key, kind, operations.map(({ call }) => call)]),
    ).toEqual([
      ['a', user, ['CreateUser']],
      ['b', user, ['UpdateUserIdentityInfo', 'UpdateUserRoutingProfile']],
    ]);
  });
  test('and an adoption is known as one', () => {
    const { work } = lowered(
      { a: { tags: { [owner]: 'us' } }, b: { tags: { [owner]: 'us', x: '1' } } },
      { a: {}, b: {} },
    );
    expect(work.map(({ adoption }) => adoption)).toEqual([true, false]);
  });
  test('with what is live of a user, however it is spelt', () => {
    const { work } = lowered({ JANE: { lastName: 'X' } }, { Jane: { firstName: 'J' } });
    expect(work[0]?.operations).toMatchObject([
      { address: { key: 'Jane' }, input: { IdentityInfo: { FirstName: 'J', LastName: 'X' } } },
    ]);
  });
  test('but not of a kind that nobody manages', () => {
    const change = { action: 'create', address: { kind: 'bird', key: 'Kiki' }, after: {} } as const;
    expect(() => lower([change], new Map(), { rules, kinds })).toThrow('Nothing manages the kind bird.');
  });
});

describe('a plan', () => {
  const instance: Instance = { id: 'i', arn: 'a', region: 'us-west-2', identityManagement: 'SAML' };
  function planOf(asked: Users, there: Users) {
    const { work, scoped, ...known } = lowered(asked, there);
    const context = {
      instance,
      rules,
      pace: () => ({ perSecond: 2, atOnce: 4 }),
      readCalls: () => ({ ListUsers: 1 }),
      diagnostics: [],
      samePerson: [],
      upcoming: [],
      changedLately: 0,
    };
    return makePlan(work, scoped, {
      ...known,
      ...context,
      accepted: {},
      listed: known.desired.size,
      recent: undefined,
      self: undefined,
      administration: undefined,
      coverage: undefined,
    });
  }
  const mark = { tags: { [owner]: 'us' } };
  const plan = planOf(
    {
      new: { securityProfiles: ['Admin'] },
      jane: { ...mark, lastName: 'X' },
      omar: { ...mark, email: 'o@x.co' },
      li: mark,
      same: mark,
    },
    {
      ...{ jane: mark, omar: { ...mark, securityProfiles: ['Admin'] }, li: {}, same: mark },
      ...{ gone: mark, stranger: {}, other: { tags: { [owner]: 'them' } } },
    },
  );

  test('is for one instance', () => {
    expect(plan.target).toEqual({ region: 'us-west-2', instanceId: 'i', identityManagement: 'SAML' });
  });
  test('counts each user once', () => {
    expect(plan.summary).toEqual({
      ...{ create: 1, update: 2, delete: 0, adopt: 1, unchanged: 1 },
      ...{ unmanaged: 2, noLongerListed: 1 },
    });
  });
  test('names who is no longer listed', () => expect(plan.noLongerListed).toEqual([{ kind: 'user', key: 'gone' }]));
  test('says of each change its calls and its risk', () => {
    expect(plan.changes.map(({ address, calls, risk }) => [address.key, calls, risk])).toEqual([
      ['jane', ['UpdateUserIdentityInfo'], 'normal'],
      ['li', ['TagResource'], 'normal'],
      ['new', ['CreateUser'], 'privilege'],
      ['omar', ['UpdateUserIdentityInfo'], 'privilege'],
    ]);
  });
  test('costs what its calls cost, which fit into the bursts', () => {
    const { spans = {}, ...price } = plan.cost;
    expect(Object.keys(spans).sort()).toEqual(['CreateUser', 'DescribeUser', 'TagResource', 'UpdateUserIdentityInfo']);
    expect(price).toEqual({
      calls: { UpdateUserIdentityInfo: 2, CreateUser: 1, TagResource: 1 },
      ...{ seconds: 0, bottleneck: 'DescribeUser', readCalls: { ListUsers: 1, DescribeUser: 3 } },
      looks: { DescribeUser: 3 },
    });
  });
  test('of what is as it should be is empty', () => {
    expect(planOf({ jane: mark }, { jane: mark })).toMatchObject({
      changes: [],
      summary: { unchanged: 1, update: 0 },
      cost: { calls: {}, seconds: 0, bottleneck: null },
    });
  });
});
