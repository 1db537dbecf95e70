/** Somebody else changes what a plan is about after it was made: theirs stays, and what must not be made any more is not. */
import { describe, expect, test } from 'vitest';
import type { OutputOf, Send } from '../../src/connect/port.ts';
import type { ChangeResult } from '../../src/reconciler/events.ts';
import type { Outcome } from '../../src/reconciler/reconcile.ts';
import { makeLeapingClock } from '../support/chaos/process.ts';
import { startInstance, type TestInstance } from '../support/instance.ts';

const mark = { 'connect-sync:owner': 'us' };
const person = (username: string, more: object = {}) => ({ username, firstName: 'First', lastName: 'Last', ...more });
const configuration = (users: readonly object[], policy: object = {}): string =>
  JSON.stringify({ version: 1, instance: { alias: 'any' }, owner: 'us', policy, users });
const removing = { removed: 'delete', limits: { delete: '100%' }, keepAtLeast: { Admin: 0 } };

const instanceOf = (users: readonly object[], more: object = {}): Promise<TestInstance> =>
  startInstance({ seed: { version: 1, instances: [{ identityManagement: 'CONNECT_MANAGED', users }] }, ...more });

/** Somebody at the console, who acts on one user. */
async function somebody({ send }: TestInstance, username: string) {
  const { UserSummaryList = [] } = await send('ListUsers', {});
  const { Id: UserId = '', Arn: resourceArn = '' } = UserSummaryList.find((one) => one.Username === username) ?? {};
  return {
    describe: async () => (await send('DescribeUser', { UserId })).User,
    tag: (tags: Record<string, string>) => send('TagResource', { resourceArn, tags }),
    untag: (...tagKeys: string[]) => send('UntagResource', { resourceArn, tagKeys }),
    identity: (IdentityInfo: object) => send('UpdateUserIdentityInfo', { UserId, IdentityInfo }),
    configure: (config: object) => send('UpdateUserConfig', { UserId, ...config }),
    remove: () => send('DeleteUser', { UserId }),
  };
}

function resultsOf(outcome: Outcome): readonly ChangeResult[] {
  if (outcome.type !== 'applied') throw new Error(JSON.stringify(outcome));
  return outcome.results;
}

describe('T2: while the question stands, a user who would be deleted', () => {
  const cases: readonly [string, (jane: Awaited<ReturnType<typeof somebody>>) => Promise<unknown>, string][] = [
    [
      'gets the mark of another owner',
      (jane) => jane.tag({ 'connect-sync:owner': 'them' }),
      'it is managed by "them" by now',
    ],
    [
      'loses our mark',
      (jane) => jane.untag('connect-sync:owner'),
      'it does not have the mark of this configuration any more',
    ],
  ];
  test.each(cases)('%s: stays, and it is said', async (_, change, why) => {
    const instance = await instanceOf([person('jane', { tags: mark }), person('omar', { tags: mark })]);
    const jane = await somebody(instance, 'jane');
    const outcome = await instance.apply(configuration([person('omar')], removing), {
      meanwhile: async () => void (await change(jane)),
    });
    expect(resultsOf(outcome)).toMatchObject([
      { address: { key: 'jane' }, outcome: 'skipped', done: [], skipped: { type: 'overtaken', why } },
    ]);
    expect((await jane.describe())?.Username).toBe('jane');
  });

  test('leaves the part of the instance that the policy is about: stays', async () => {
    const instance = await instanceOf([person('jane', { tags: { site: 'cork' } }), person('omar')]);
    const jane = await somebody(instance, 'jane');
    const policy = { ...removing, scope: { tag: { site: 'cork' } } };
    const outcome = await instance.apply(configuration([person('omar')], policy), {
      meanwhile: async () => void (await jane.tag({ site: 'dublin' })),
    });
    const left = resultsOf(outcome).find(({ address }) => address.key === 'jane');
    expect(left?.skipped).toEqual({ type: 'overtaken', why: 'it is not in the scope of the policy any more' });
    expect((await jane.describe())?.Username).toBe('jane');
  });

  test('is deleted: that is what was asked for', async () => {
    const instance = await instanceOf([person('jane', { tags: mark }), person('omar', { tags: mark })]);
    const jane = await somebody(instance, 'jane');
    const outcome = await instance.apply(configuration([person('omar')], removing), {
      meanwhile: async () => void (await jane.remove()),
    });
    expect(resultsOf(outcome)).toMatchObject([{ address: { key: 'jane' }, outcome: 'complete' }]);
  });
});

describe('T2: neighbours: a user who would be deleted', () => {
  test('gets the mark of another owner during a long apply, while its deletion waits for its turn', async () => {
    const clock = makeLeapingClock();
    let turn = Promise.resolve();
    let begun = 0;
    const instance = await instanceOf([person('jane', { tags: mark }), person('omar', { tags: mark }), person('zoe')], {
      clock,
      below:
        (send: Send): Send =>
        async (call, input, options) => {
          if (call !== 'DeleteUser') return send(call, input, options);
          turn = turn.then(() => clock.sleep(11_000));
          await turn;
          begun += 1;
          if (begun === 1) for (const name of ['jane', 'omar']) await marks.get(name)?.(send);
          return send(call, input, options);
        },
    });
    const marks = new Map<string, (send: Send) => Promise<unknown>>();
    const { UserSummaryList = [] } = await instance.send('ListUsers', {});
    for (const { Username = '', Arn: resourceArn } of UserSummaryList) {
      marks.set(Username, (send) => send('TagResource', { resourceArn, tags: { 'connect-sync:owner': 'them' } }));
    }
    const results = resultsOf(await instance.apply(configuration([person('zoe')], removing)));
    const left = results.filter(({ action }) => action === 'delete');
    expect(left.map(({ skipped }) => skipped?.type)).toEqual(['overtaken', 'overtaken']);
    expect(instance.emulator.instances[0]?.users).toBe(3);
  });

  test('has had the mark of another owner for a while, which the search index does not show yet', async () => {
    const instance = await instanceOf([person('jane', { tags: mark }), person('zoe')], {
      settings: { searchLag: 300_000 },
    });
    const jane = await somebody(instance, 'jane');
    await jane.tag({ 'connect-sync:owner': 'them' });
    const outcome = await instance.apply(configuration([person('zoe')], removing));
    const left = outcome.type === 'applied' ? outcome.results.filter(({ action }) => action === 'delete') : [];
    expect(left.map(({ outcome: what }) => what)).toEqual(left.map(() => 'skipped'));
    expect((await jane.describe())?.Tags).toMatchObject({ 'connect-sync:owner': 'them' });
  });

  test('is called otherwise by SearchUsers than by ListUsers: only the one who is meant goes', async () => {
    const instance = await instanceOf([person('jane', { tags: mark }), person('omar', { tags: mark })], {
      below:
        (send: Send): Send =>
        async (call, input, options) => {
          const output = await send(call, input, options);
          if (call !== 'SearchUsers') return output;
          const { Users = [], ...rest } = output as OutputOf<'SearchUsers'>;
          const swapped = new Map([
            ['jane', 'omar'],
            ['omar', 'jane'],
          ]);
          const users = Users.map((user) => ({ ...user, Username: swapped.get(user.Username ?? '') ?? user.Username }));
          return { ...rest, Users: users } as typeof output;
        },
    });
    const omar = await somebody(instance, 'omar');
    await instance.apply(configuration([person('omar')], removing));
    expect((await omar.describe())?.Username).toBe('omar');
  });

  test('has a quick connect that somebody has pointed at another one: nothing goes', async () => {
    let elsewhere = '';
    const quickConnects = [{ name: 'Call jane', user: 'jane' }];
    const users = [person('jane', { tags: mark }), person('omar', { tags: mark })];
    const instance = await startInstance({
      seed: { version: 1, instances: [{ identityManagement: 'CONNECT_MANAGED', users, quickConnects }] },
      below:
        (send: Send): Send =>
        async (call, input, options) => {
          const output = await send(call, input, options);
          if (call !== 'DescribeQuickConnect' || elsewhere === '') return output;
          const { QuickConnect } = output as OutputOf<'DescribeQuickConnect'>;
          const QuickConnectConfig = { QuickConnectType: 'USER', UserConfig: { UserId: elsewhere } };
          return { QuickConnect: { ...QuickConnect, QuickConnectConfig } } as typeof output;
        },
    });
    const asked = configuration([person('omar')], removing);
    const omar = await somebody(instance, 'omar');
    const outcome = await instance.apply(asked, {
      async meanwhile() {
        elsewhere = (await omar.describe())?.Id ?? '';
      },
    });
    const [left] = resultsOf(outcome).filter(({ action }) => action === 'delete');
    expect(left?.skipped).toEqual({ type: 'overtaken', why: 'it has changed since the plan was made' });
    expect(instance.writes()['DeleteQuickConnect']).toBeUndefined();
    elsewhere = '';
    expect(await instance.apply(asked)).toMatchObject({ type: 'applied' });
    expect(instance.writes()).toMatchObject({ DeleteQuickConnect: 1, DeleteUser: 1 });
  });

  test('was deleted and made anew by somebody else: the new one stays', async () => {
    const instance = await instanceOf([person('jane', { tags: mark }), person('omar', { tags: mark })]);
    const jane = await somebody(instance, 'jane');
    const { RoutingProfileId, SecurityProfileIds } = (await jane.describe()) ?? {};
    const outcome = await instance.apply(configuration([person('omar')], removing), {
      async meanwhile() {
        await jane.remove();
        const IdentityInfo = { FirstName: 'Another', LastName: 'Jane' };
        const PhoneConfig = { PhoneType: 'SOFT_PHONE' } as const;
        await instance.send('CreateUser', {
          ...{ Username: 'jane', Password: 'Secret-12', IdentityInfo, PhoneConfig },
          ...{ RoutingProfileId, SecurityProfileIds, Tags: { 'connect-sync:owner': 'them' } },
        });
      },
    });
    expect(outcome.type).toBe('applied');
    expect((await (await somebody(instance, 'jane')).describe())?.IdentityInfo?.FirstName).toBe('Another');
  });
});

describe('T3: while the question stands, a user who would be changed', () => {
  test('gets a mobile, a second e-mail address and another last name: what the files do not say stays', async () => {
    const instance = await instanceOf([person('jane', { tags: mark, email: 'jane@example.com' })]);
    const jane = await somebody(instance, 'jane');
    const outcome = await instance.apply(configuration([{ username: 'jane', lastName: 'Dorn' }]), {
      async meanwhile() {
        await jane.identity({
          ...{ FirstName: 'First', LastName: 'Other', Email: 'j@example.com' },
          ...{ SecondaryEmail: 'j2@example.com', Mobile: '+15550100' },
        });
      },
    });
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
    expect((await jane.describe())?.IdentityInfo).toEqual({
      ...{ FirstName: 'First', LastName: 'Dorn', Email: 'j@example.com' },
      ...{ SecondaryEmail: 'j2@example.com', Mobile: '+15550100' },
    });
  });

  test('gets settings of other channels: they stay, whether a list replaces or merges', async () => {
    for (const userConfigLists of ['merge', 'replace'] as const) {
      const instance = await instanceOf([person('jane', { tags: mark })], {
        settings: { guesses: { userConfigLists } },
      });
      const jane = await somebody(instance, 'jane');
      const asked = { username: 'jane', phoneConfig: { afterContactWorkTimeLimit: { VOICE: 30 } } };
      const outcome = await instance.apply(configuration([asked]), {
        async meanwhile() {
          await jane.configure({
            AfterContactWorkConfigs: [
              {
                ...{ Channel: 'VOICE', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } },
                AgentFirstCallbackAfterContactWorkConfig: { AfterContactWorkTimeLimit: 123 },
              },
              { Channel: 'CHAT', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 77 } },
            ],
          });
        },
      });
      expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
      expect((await jane.describe())?.AfterContactWorkConfigs).toEqual(
        expect.arrayContaining([
          {
            ...{ Channel: 'VOICE', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 30 } },
            AgentFirstCallbackAfterContactWorkConfig: { AfterContactWorkTimeLimit: 123 },
          },
          expect.objectContaining({ Channel: 'CHAT', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 77 } }),
        ]),
      );
    }
  });

  test('gets the mark of another owner: is left alone, also by adoption', async () => {
    for (const asked of [person('jane', { lastName: 'Dorn' }), person('jane')]) {
      const instance = await instanceOf([person('jane')]);
      const jane = await somebody(instance, 'jane');
      let before: object | undefined;
      const outcome = await instance.apply(configuration([asked]), {
        async meanwhile() {
          await jane.tag({ 'connect-sync:owner': 'them' });
          before = await jane.describe();
        },
      });
      expect(resultsOf(outcome)).toMatchObject([{ outcome: 'skipped', done: [], skipped: { type: 'overtaken' } }]);
      expect(await jane.describe()).toEqual(before);
    }
  });

  test('is deleted: nothing is sent, and it is said', async () => {
    const instance = await instanceOf([person('jane', { tags: mark })]);
    const jane = await somebody(instance, 'jane');
    const outcome = await instance.apply(configuration([person('jane', { lastName: 'Dorn' })]), {
      meanwhile: async () => void (await jane.remove()),
    });
    expect(resultsOf(outcome)).toMatchObject([
      { outcome: 'skipped', skipped: { why: 'it has been deleted since the plan was made' } },
    ]);
  });
});

describe('T3: neighbours: a user who would be changed', () => {
  test('gets a mobile while the first attempt of the call is throttled: the next one sends it back', async () => {
    const clock = makeLeapingClock();
    let jane: Awaited<ReturnType<typeof somebody>> | undefined;
    let attempts = 0;
    const instance = await instanceOf([person('jane', { tags: mark })], {
      clock,
      below:
        (send: Send): Send =>
        async (call, input, options) => {
          if (call !== 'UpdateUserIdentityInfo') return send(call, input, options);
          attempts += 1;
          const identity = { FirstName: 'First', LastName: 'Last', Mobile: '+15550100' };
          return send(call, input, options).catch(async (error) => {
            if (attempts === 1) await jane?.identity(identity);
            throw error;
          });
        },
    });
    instance.emulator.faults.add({
      ...{ operation: 'UpdateUserIdentityInfo', error: 'ThrottlingException', retryAfter: 12 },
    });
    jane = await somebody(instance, 'jane');
    const outcome = await instance.apply(configuration([{ username: 'jane', lastName: 'Dorn' }]));
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
    expect((await jane.describe())?.IdentityInfo).toMatchObject({ LastName: 'Dorn', Mobile: '+15550100' });
  });

  test('gets tags, which stay, and a value of a tag that is managed, which becomes ours', async () => {
    const instance = await instanceOf([person('jane', { tags: { ...mark, site: 'cork' } })]);
    const jane = await somebody(instance, 'jane');
    const outcome = await instance.apply(configuration([{ username: 'jane', tags: { site: 'dublin' } }]), {
      meanwhile: async () => void (await jane.tag({ theirs: 'x', site: 'galway' })),
    });
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
    expect((await jane.describe())?.Tags).toEqual({ ...mark, site: 'dublin', theirs: 'x' });
  });

  test('gets settings of callbacks, in the very entry that is replaced: they stay', async () => {
    for (const userConfigLists of ['merge', 'replace'] as const) {
      const settings = { guesses: { userConfigLists } };
      const instance = await instanceOf([person('jane', { tags: mark })], { settings });
      const jane = await somebody(instance, 'jane');
      const asked = { username: 'jane', phoneConfig: { autoAccept: { VOICE: true } } };
      const outcome = await instance.apply(configuration([asked]), {
        async meanwhile() {
          await jane.configure({
            AutoAcceptConfigs: [
              { Channel: 'VOICE', AutoAccept: false, AgentFirstCallbackAutoAccept: true },
              { Channel: 'EMAIL', AutoAccept: true },
            ],
          });
        },
      });
      expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
      expect((await jane.describe())?.AutoAcceptConfigs).toEqual(
        expect.arrayContaining([
          { Channel: 'VOICE', AutoAccept: true, AgentFirstCallbackAutoAccept: true },
          { Channel: 'EMAIL', AutoAccept: true },
        ]),
      );
    }
  });
});

test('A30, T3: one look serves all calls about a user, and the plan counts it', async () => {
  const instance = await instanceOf([person('jane', { tags: mark }), person('omar', { tags: mark })]);
  const asked = (username: string) => ({
    ...{ username, lastName: 'Dorn', securityProfiles: ['Agent'], tags: { team: 'a' } },
    phoneConfig: { autoAccept: true },
  });
  const both = configuration([asked('jane'), asked('omar')]);
  const planned = await instance.plan(both);
  if (planned.type !== 'declined') throw new Error(planned.type);
  const { cost } = planned.plan;
  expect(cost).toMatchObject({ looks: { DescribeUser: 2 } });
  expect(cost.calls).not.toHaveProperty('DescribeUser');
  const described = (): number =>
    instance.emulator.requests().filter(({ operation }) => operation === 'DescribeUser').length;
  const reading = described();
  const outcome = await instance.apply(both);
  expect(resultsOf(outcome).map((result) => result.outcome)).toEqual(['complete', 'complete']);
  expect(described() - 2 * reading).toBe(2);
  expect((cost.readCalls['DescribeUser'] ?? 0) - reading).toBe(2);
});

describe('A1: a second e-mail address and a mobile that are to be cleared', () => {
  const asked = configuration([{ username: 'jane', secondaryEmail: null, mobile: null }]);
  const jane = person('jane', { tags: mark, secondaryEmail: 'j2@example.com', mobile: '+15550100' });

  test('are gone where Connect clears what is left out', async () => {
    const instance = await instanceOf([jane]);
    expect(resultsOf(await instance.apply(asked))).toMatchObject([{ outcome: 'complete' }]);
    expect((await (await somebody(instance, 'jane')).describe())?.IdentityInfo).toEqual({
      ...{ FirstName: 'First', LastName: 'Last' },
    });
    expect(await instance.plan(asked)).toMatchObject({ plan: { changes: [] } });
  });

  test('are a failure, not a success, where Connect keeps them', async () => {
    const instance = await instanceOf([jane], { settings: { guesses: { identityInfo: 'merge' } } });
    expect(resultsOf(await instance.apply(asked))).toMatchObject([
      {
        ...{ outcome: 'errored', done: [] },
        failures: [
          { message: 'Amazon Connect kept the second e-mail address and the mobile number', uncertain: false },
        ],
      },
    ]);
  });

  test('are no change where there is nothing', async () => {
    const instance = await instanceOf([person('jane', { tags: mark })]);
    expect(await instance.plan(asked)).toMatchObject({ plan: { changes: [] } });
  });
});

test('A2: an existing directory keeps names and e-mail addresses: they are neither compared nor written, and it is said once', async () => {
  const users = ['jane', 'omar'].map((username) => person(username, { tags: mark }));
  const seed = { version: 1, instances: [{ identityManagement: 'EXISTING_DIRECTORY', users }] };
  const instance = await startInstance({ seed });
  const people = ['jane', 'omar'].map((username) => ({ username, firstName: 'Files', lastName: 'Say' }));
  const outcome = await instance.plan(configuration(people));
  expect(outcome).toMatchObject({ type: 'declined', plan: { changes: [] } });
  const said = outcome.type === 'declined' ? outcome.plan.diagnostics : [];
  expect(said.map(({ code }) => code)).toEqual(['kept-by-directory']);
});
