/** An instance whose administrators have a profile of another name than the one that is guarded by default. */
import { expect, test } from 'vitest';
import { startInstance, type TestInstance } from '../support/instance.ts';

const administrate = ['Users.View', 'Users.Edit', 'SecurityProfiles.View', 'SecurityProfiles.Edit'];
const person = (username: string, securityProfiles: readonly string[]) => ({
  ...{ username, firstName: 'First', lastName: 'Last', securityProfiles },
});

/** Without Admin: ada and bob administer, each by a profile of another name. */
async function start(): Promise<TestInstance> {
  const securityProfiles = ['Boss', 'Chief'].map((name) => ({ name, permissions: administrate }));
  const users = [person('ada', ['Boss']), person('bob', ['Chief']), person('zoe', ['Agent'])];
  const seed = { version: 1, instances: [{ identityManagement: 'SAML' as const, securityProfiles, users }] };
  const instance = await startInstance({ seed });
  const { SecurityProfileSummaryList: profiles = [] } = await instance.send('ListSecurityProfiles', {});
  const admin = profiles.find(({ Name }) => Name === 'Admin');
  await instance.send('DeleteSecurityProfile', { SecurityProfileId: admin?.Id });
  instance.emulator.clearRequests();
  return instance;
}

const asking = (users: object, more: object = {}): string =>
  JSON.stringify({
    ...{ version: 1, instance: { alias: 'any' }, policy: { limits: { update: 10 } }, ...more },
    users: Object.entries(users).map(([username, securityProfiles]) => ({ username, securityProfiles })),
  });

const asked = ({ emulator }: TestInstance, call: string): number =>
  emulator.requests().filter(({ operation }) => operation === call).length;

test('T5: a plan that takes away the last of them is refused, whichever profile they have', async () => {
  const instance = await start();
  const files = asking({ ada: ['Agent'], bob: ['Agent'] });
  const outcome = await instance.apply(files);
  expect(instance.writes()).toEqual({});
  if (outcome.type !== 'refused') throw new Error(outcome.type);
  const failing = outcome.plan.safety.filter(({ result }) => result === 'fail');
  expect(failing.map(({ rule }) => rule)).toEqual(['administrators']);
  expect(failing[0]?.message).toMatch(
    /Nobody would be left who may edit users and security profiles: "Boss", "Chief" is lost by user\/ada, user\/bob.* no "Admin"/,
  );
});

test.each([
  ['deleted', { removed: 'delete' }, {}],
  ['parked', { removed: 'park' }, { parked: { securityProfiles: ['QualityAnalyst'] } }],
])('T5: neighbour: a plan by which the last of them are %s is refused as well', async (_, policy, more) => {
  const instance = await start();
  const limits = { delete: '100%' };
  const files = asking({ zoe: ['Agent'] }, { policy: { ...policy, scope: 'instance', limits }, ...more });
  const outcome = await instance.apply(files);
  expect(instance.writes()).toEqual({});
  if (outcome.type !== 'refused') throw new Error(JSON.stringify(outcome));
  expect(outcome.plan.safety).toContainEqual(expect.objectContaining({ rule: 'administrators', result: 'fail' }));
});

test('T5: the last may go once somebody else is given one', async () => {
  const instance = await start();
  expect(await instance.apply(asking({ ada: ['Agent'], bob: ['Agent'], zoe: ['Chief'] }))).toMatchObject({
    type: 'applied',
  });
});

test('T5: neighbour: one who keeps a profile is enough, once Connect says that he still has it', async () => {
  const instance = await start();
  expect(await instance.plan(asking({ ada: ['Agent'] }))).toMatchObject({
    type: 'declined',
    plan: { safety: expect.arrayContaining([{ rule: 'administrators', limit: '1', value: 1, result: 'pass' }]) },
  });
  // Boss and Chief; ada, who differs, and bob, who keeps it.
  expect([asked(instance, 'ListSecurityProfilePermissions'), asked(instance, 'DescribeUser')]).toEqual([2, 2]);
});

test('T5: neighbour: a profile that loses its permissions is taken from all its holders', async () => {
  const instance = await start();
  const poor = (name: string) => ({ name, permissions: ['Users.View'] });
  const outcome = await instance.plan(asking({}, { securityProfiles: [poor('Boss'), poor('Chief')] }));
  if (outcome.type === 'applied' || outcome.type === 'invalid') throw new Error(outcome.type);
  expect(outcome.plan.safety).toContainEqual(expect.objectContaining({ rule: 'administrators', result: 'fail' }));
  expect(await instance.plan(asking({}, { securityProfiles: [poor('Boss')] }))).toMatchObject({
    plan: { safety: expect.arrayContaining([expect.objectContaining({ rule: 'administrators', value: 1 })]) },
  });
});

test('T5: nothing is read where no profile is lost, and a warning says that the default guards nothing', async () => {
  const instance = await start();
  const outcome = await instance.plan(asking({ zoe: ['Agent', 'QualityAnalyst'] }));
  expect(asked(instance, 'ListSecurityProfilePermissions')).toBe(0);
  expect(outcome).toMatchObject({
    plan: {
      diagnostics: [
        {
          severity: 'warning',
          code: 'default-missing',
          message: expect.stringMatching(
            /^policy\.keepAtLeast is about "Admin" unless a file says otherwise\..*"Boss"/,
          ),
        },
      ],
    },
  });
});

test('T5: neighbour: a policy that names a profile of the instance decides alone', async () => {
  {
    const instance = await start();
    const policy = { limits: { update: 10 }, keepAtLeast: { Boss: 1 } };
    const outcome = await instance.plan(asking({ ada: ['Agent'], bob: ['Agent'] }, { policy }));
    if (outcome.type === 'invalid' || outcome.type === 'applied') throw new Error(JSON.stringify(outcome));
    expect(outcome.plan.safety.map(({ rule }) => rule)).not.toContain('administrators');
    expect(asked(instance, 'ListSecurityProfilePermissions')).toBe(0);
  }
});
