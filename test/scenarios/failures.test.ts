/** What goes wrong between us and Connect, one thing at a time, on a real instance. */

import { expect, test } from 'vitest';
import { makeAbort } from '../../src/app/host/abort.ts';
import { Interrupted } from '../../src/base/errors.ts';
import type { ChangeResult } from '../../src/reconciler/events.ts';
import type { Outcome } from '../../src/reconciler/reconcile.ts';
import { makeLeapingClock } from '../support/chaos/process.ts';
import { startInstance } from '../support/instance.ts';

const person = (username: string, more: object = {}) => ({
  username,
  firstName: 'First',
  lastName: username,
  routingProfile: 'Basic Routing Profile',
  securityProfiles: ['Agent'],
  ...more,
});
const configuration = (...users: object[]): string => JSON.stringify({ version: 1, instance: { alias: 'any' }, users });

function resultsOf(outcome: Outcome): readonly ChangeResult[] {
  if (outcome.type !== 'applied') throw new Error(`${outcome.type}: ${JSON.stringify(outcome)}`);
  return outcome.results;
}
const outcomes = (outcome: Outcome) =>
  Object.fromEntries(resultsOf(outcome).map((result) => [result.address.key, result.outcome]));

async function planned(instance: Awaited<ReturnType<typeof startInstance>>, files: string): Promise<unknown> {
  const outcome = await instance.plan(files);
  return outcome.type === 'declined' ? outcome.plan.changes : outcome;
}

test('a create whose answer is lost is made once and counted as made', async () => {
  const instance = await startInstance();
  const files = configuration(person('jane'), person('omar'));
  instance.emulator.faults.add({ operation: 'CreateUser', nth: 1, loseAnswer: true });
  expect(outcomes(await instance.apply(files))).toEqual({ jane: 'complete', omar: 'complete' });
  expect(instance.emulator.requests().filter(({ error }) => error === 'DuplicateResourceException')).toHaveLength(1);
  expect(instance.emulator.instances[0]?.users).toBe(2);
  expect(await planned(instance, files)).toEqual([]);
});

test('a name that somebody else takes meanwhile is a failure, not a create', async () => {
  const instance = await startInstance();
  instance.emulator.faults.add({ operation: 'CreateUser', error: 'DuplicateResourceException' });
  const [result] = resultsOf(await instance.apply(configuration(person('jane'))));
  expect(result).toMatchObject({ outcome: 'errored', failures: [{ error: 'DuplicateResourceException' }] });
});

test('a full instance is told once and not asked again and again', async () => {
  const instance = await startInstance({ quotas: { users: 1 } });
  const everyone = Array.from({ length: 30 }, (_, index) => person(`agent${index}`));
  const results = resultsOf(await instance.apply(configuration(...everyone)));
  expect(results.filter(({ outcome }) => outcome === 'complete')).toHaveLength(1);
  expect(results.some(({ skipped }) => skipped?.type === 'pointless')).toBe(true);
  expect(instance.emulator.requests().filter(({ operation }) => operation === 'CreateUser').length).toBeLessThan(15);
});

test('a missing permission stops its own API only', async () => {
  const instance = await startInstance();
  await instance.apply(configuration(person('jane')));
  instance.emulator.faults.add({ operation: 'UpdateUserRoutingProfile', times: 99, error: 'AccessDeniedException' });
  instance.emulator.faults.add({ operation: 'UpdateUserIdentityInfo', times: 99, error: 'AccessDeniedException' });
  const outcome = await instance.apply(
    configuration({ username: 'jane', lastName: 'Other', securityProfiles: ['QualityAnalyst'] }),
  );
  expect(resultsOf(outcome)[0]).toMatchObject({
    outcome: 'errored',
    done: ['UpdateUserSecurityProfiles'],
    failures: [{ call: 'UpdateUserIdentityInfo', error: 'AccessDeniedException', denied: true }],
  });
});

test('one refused change leaves the others alone, and the next apply makes up for it', async () => {
  const instance = await startInstance();
  const files = configuration(person('jane'), person('li'), person('omar'));
  instance.emulator.faults.add({ operation: 'CreateUser', nth: 2, error: 'InvalidParameterException' });
  const first = Object.values(outcomes(await instance.apply(files))).sort();
  expect(first).toEqual(['complete', 'complete', 'errored']);
  expect(Object.values(outcomes(await instance.apply(files)))).toEqual(['complete']);
  expect(await planned(instance, files)).toEqual([]);
});

test('a call that is never answered times out, and what it did is found out', async () => {
  const instance = await startInstance();
  const files = configuration(person('jane'));
  instance.emulator.faults.add({ operation: 'CreateUser', hang: true });
  expect(outcomes(await instance.apply(files))).toEqual({ jane: 'complete' });
  expect(await planned(instance, files)).toEqual([]);
});

test('a user that SearchUsers does not have yet is described, so a plan right after an apply is empty', async () => {
  const instance = await startInstance();
  instance.emulator.faults.searchLag = 60_000;
  const files = configuration(person('jane', { tags: { costCentre: '4711' } }));
  await instance.apply(files);
  expect(await planned(instance, files)).toEqual([]);
  expect(instance.emulator.requests().filter(({ operation }) => operation === 'DescribeUser')).toHaveLength(1);
});

test('a change that SearchUsers does not show yet is not planned again', async () => {
  const instance = await startInstance();
  await instance.apply(configuration(person('jane'), person('omar')));
  await instance.plan(configuration());
  instance.emulator.faults.searchLag = 60_000;
  const files = configuration(person('jane', { securityProfiles: ['QualityAnalyst'] }), person('omar'));
  await instance.apply(files);
  instance.writes();
  expect(await planned(instance, files)).toEqual([]);
  expect(instance.emulator.requests().filter(({ operation }) => operation === 'DescribeUser')).toHaveLength(1);
});

test('a user that SearchUsers still has after its deletion is not taken for alive', async () => {
  const instance = await startInstance();
  const files = configuration(person('jane'));
  await instance.apply(files);
  await instance.plan(files);
  const { UserSummaryList: [jane] = [] } = await instance.send('ListUsers', {});
  instance.emulator.faults.searchLag = 60_000;
  await instance.send('DeleteUser', { UserId: jane?.Id });
  expect(await planned(instance, files)).toMatchObject([{ action: 'create', address: { key: 'jane' } }]);
});

test('a page of SearchUsers cut short is made up for', async () => {
  const instance = await startInstance({ users: 30 });
  instance.emulator.faults.add({ operation: 'SearchUsers', page: { items: 10, token: 'drop' } });
  expect(await planned(instance, configuration())).toEqual([]);
});

test.each(['SearchUsers', 'ListUsers'])('pages of %s that stay short are no basis for a plan', async (operation) => {
  const instance = await startInstance({ users: 30 });
  instance.emulator.faults.add({ operation, times: 99, page: { items: 10, token: 'drop' } });
  await expect(instance.plan(configuration())).rejects.toThrow(/half a list/);
});

test('interrupted, the calls in flight are awaited and the rest is left for the next apply', async () => {
  const stop = makeAbort();
  const instance = await startInstance({ signal: stop.signal });
  const everyone = configuration(...Array.from({ length: 40 }, (_, index) => person(`agent${index}`)));
  instance.emulator.faults.add({ operation: 'CreateUser', nth: 12, times: 99, latency: 100 });
  const running = instance.apply(everyone);
  await expect.poll(() => instance.emulator.requests().length, { timeout: 20_000 }).toBeGreaterThan(10);
  stop.abort(new Interrupted('SIGINT'));
  const results = resultsOf(await running);
  const complete = results.filter(({ outcome }) => outcome === 'complete').length;
  expect(instance.emulator.instances[0]?.users).toBe(complete);
  expect(complete).toBeLessThan(40);
  expect(results.filter(({ skipped }) => skipped?.type === 'interrupted')).toHaveLength(40 - complete);
});

test('five levels of groups, profiles and the users in them are made in one run, though nothing new is known for a second', async () => {
  const clock = makeLeapingClock();
  const instance = await startInstance({ clock, now: clock.now });
  // Of the deletion at the end, too: what users have left counts as in use for a while.
  Object.assign(instance.emulator.faults, { createLag: 1000, describeLag: 1000, inUseLag: 20_000 });
  const deepest = 'One/Two/Three/Four/Five';
  const line = (name: string) => ({
    ...{ name, description: name, defaultOutboundQueue: 'BasicQueue' },
    mediaConcurrencies: [{ channel: 'VOICE', concurrency: 1 }],
    queues: [{ queue: 'BasicQueue', channel: 'VOICE' }],
  });
  const centre = {
    ...{ version: 1, instance: { alias: 'any' }, owner: 'us' },
    hierarchy: {
      levels: ['L1', 'L2', 'L3', 'L4', 'L5'],
      groups: { One: { Two: { Three: { Four: ['Five', 'Side'] } } } },
    },
    routingProfiles: [line('First'), line('Second')],
    securityProfiles: [{ name: 'Floor', permissions: [], allowedAccessControlHierarchyGroup: deepest }],
    predefinedAttributes: [{ name: 'Skill', values: ['Claims'] }],
    users: ['ann', 'bob'].map((name) =>
      person(name, {
        ...{ routingProfile: name === 'ann' ? 'First' : 'Second', securityProfiles: ['Floor'] },
        ...{ hierarchyGroup: deepest, proficiencies: { Skill: { Claims: 3 } } },
      }),
    ),
  };
  const made = resultsOf(await instance.apply(JSON.stringify(centre)));
  expect(made.filter(({ outcome }) => outcome !== 'complete')).toEqual([]);
  expect(instance.emulator.requests().filter(({ error }) => error === 'ResourceNotFoundException')).not.toEqual([]);
  await clock.sleep(1000);
  expect(await planned(instance, JSON.stringify(centre))).toEqual([]);
  // A level less: everybody moves up, the deepest groups go, and their level after them.
  const shallow = {
    ...centre,
    policy: { removed: 'delete', limits: { update: '100%' }, configurationLimits: { delete: '100%' } },
    hierarchy: { levels: ['L1', 'L2', 'L3', 'L4'], groups: { One: { Two: { Three: ['Four'] } } } },
    securityProfiles: [{ name: 'Floor', allowedAccessControlHierarchyGroup: 'One/Two/Three/Four' }],
    users: centre.users.map((user) => ({ ...user, hierarchyGroup: 'One/Two/Three/Four' })),
  };
  const cut = resultsOf(await instance.apply(JSON.stringify(shallow)));
  expect(cut.filter(({ outcome }) => outcome !== 'complete')).toEqual([]);
  expect(instance.emulator.requests().filter(({ error }) => error === 'ResourceInUseException')).not.toEqual([]);
  expect(await planned(instance, JSON.stringify(shallow))).toEqual([]);
});

test('a level that is missing, an attribute that only Connect could make, and a group that cannot move are said before anything is sent', async () => {
  const instance = await startInstance();
  const outcome = await instance.apply(
    JSON.stringify({
      ...{ version: 1, instance: { alias: 'any' } },
      hierarchy: { levels: ['Region'], groups: { EMEA: ['Dublin'] } },
      predefinedAttributes: ['connect:Skill', 'aws:Skill', 'connect:Language'].map((name) => ({ name, values: ['a'] })),
      renamed: [{ kind: 'hierarchyGroup', from: 'Dublin', to: 'EMEA/Dublin' }],
    }),
  );
  expect(
    outcome.type === 'invalid' && outcome.diagnostics.map(({ code, message }) => `${code}: ${message}`).sort(),
  ).toEqual([
    expect.stringMatching(/^cannot-be-renamed: hierarchyGroup\/Dublin cannot become hierarchyGroup\/EMEA\/Dublin: /),
    "reserved-name: Names that begin with aws: are Amazon Connect's own, and it has no aws:Skill; choose another name.",
    "reserved-name: Names that begin with connect: are Amazon Connect's own, and it has no connect:Skill; choose another name.",
    'unknown-name: This group stands on level 2, and the hierarchy has 1 level; add one under hierarchy.levels, or move the group up.',
  ]);
});
