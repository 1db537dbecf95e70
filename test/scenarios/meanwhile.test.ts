/** Somebody else changes what a plan is about after it was made: theirs stays, and what must not be made any more is not. */
import { describe, expect, test } from 'vitest';
import type { ChangeResult } from '../../src/reconciler/events.ts';
import type { Outcome } from '../../src/reconciler/reconcile.ts';
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

describe('while the question stands, a user who would be deleted', () => {
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

describe('while the question stands, a user who would be changed', () => {
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

test('A30: one look serves all calls about a user, and the plan counts it', async () => {
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
