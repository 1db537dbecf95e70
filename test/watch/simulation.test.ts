/** Days of operation with random edits, drift and faults: in the end, and in between, Connect is as the files say. */
import { describe, expect, test } from 'vitest';
import { hour, minute, randomFrom, type Simulation, type SimulationOptions, simulate } from './simulated.ts';

const head = 'version: 1\ninstance: { alias: any }\n';
const interval = 5 * minute;
/** The longest from the last trouble to the end of the pass that undoes it: an interval with its jitter, and the pass. */
const soon = interval * 1.1 + 2 * minute;

/** What is asked for: last names by username. */
type People = Map<string, string>;

/** Edits and drift of a few people are a large share of so few. */
const yaml = (people: People, policy = ''): string =>
  `policy: { limits: { update: "100%" }${policy} }\nusers:${[...people].map(
    ([username, lastName]) =>
      `\n  - { username: ${username}, firstName: First, lastName: ${lastName}, routingProfile: Basic Routing Profile, securityProfiles: [Agent] }`,
  )}\n`.replaceAll(',\n', '\n');

/** Usernames and last names as Connect has them, asked one by one. */
async function live({ somebody, clock }: Simulation): Promise<People> {
  const people: People = new Map();
  const { UserSummaryList = [] } = await somebody('ListUsers', { MaxResults: 1000 });
  for (const { Id, Username } of UserSummaryList) {
    // Somebody has a rate limit, too.
    await clock.advance(200);
    const { User } = await somebody('DescribeUser', { UserId: Id });
    people.set(Username ?? '', User?.IdentityInfo?.LastName ?? '');
  }
  return people;
}

const isRead = /^(List|Search|Describe|Get)/;
const callsOf = ({ emulator }: Simulation): { readonly [call: string]: number } => {
  const counts: { [call: string]: number } = {};
  for (const { operation } of emulator.requests()) counts[operation] = (counts[operation] ?? 0) + 1;
  emulator.clearRequests();
  return counts;
};

async function start(people: People, options: SimulationOptions = {}): Promise<Simulation> {
  const simulation = await simulate({ 'connect-sync.yaml': head + yaml(people) }, options);
  await simulation.clock.advance(minute);
  return simulation;
}

function edit(simulation: Simulation, text: string): void {
  simulation.files['connect-sync.yaml'] = head + text;
  simulation.watch.filesMoved();
}

const some = (count: number): People => new Map(Array.from({ length: count }, (_, index) => [`agent${index}`, 'Doe']));

describe.each([1, 2, 3])('two days, seed %i', (seed) => {
  test('of edits, drift and faults', { timeout: 120_000 }, async () => {
    const random = randomFrom(seed * 7919);
    const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
    const wanted = some(8);
    // Who was ever asked for stays in Connect when the files no longer say so.
    const left: People = new Map();
    const simulation = await start(wanted, { seed });
    const { clock, emulator, somebody, watch } = simulation;
    const until = clock.now() + 48 * hour;

    const troubles: { readonly [name: string]: () => Promise<void> } = {
      async edit() {
        for (let times = Math.ceil(random() * 3); times > 0; times--) {
          wanted.set(`agent${Math.floor(random() * 12)}`, one(['Doe', 'Dorn', 'Dill', 'Dunn']));
        }
        for (const username of wanted.keys()) left.delete(username);
        edit(simulation, yaml(wanted));
      },
      async removal() {
        const [username, lastName] = one([...wanted]);
        // As long as nobody else changes it.
        await clock.advance(soon);
        wanted.delete(username);
        left.set(username, lastName);
        edit(simulation, yaml(wanted));
      },
      async broken() {
        edit(simulation, `${yaml(wanted)}  - nonsense\n`);
        await clock.advance(random() * 20 * minute);
        edit(simulation, yaml(wanted));
      },
      async drift() {
        const { UserSummaryList = [] } = await somebody('ListUsers', {});
        const listed = UserSummaryList.filter(({ Username = '' }) => wanted.has(Username));
        const { Id } = one(listed);
        if (random() < 0.3) await somebody('DeleteUser', { UserId: Id });
        else
          await somebody('UpdateUserIdentityInfo', {
            UserId: Id,
            IdentityInfo: { FirstName: 'First', LastName: 'Drift' },
          });
      },
      async faults() {
        const error = one(['InternalServiceException', 'ThrottlingException', 'AccessDeniedException', undefined]);
        emulator.faults.add({
          operation: '*',
          probability: one([0.2, 1]),
          seed,
          ...(error ? { error } : { loseAnswer: true }),
        });
        if (random() < 0.5) edit(simulation, yaml(wanted.set(one([...wanted.keys()]), one(['Fay', 'Finn']))));
        await clock.advance(random() * 40 * minute);
        emulator.faults.clear();
      },
      async suspension() {
        watch.controls.suspend();
        edit(simulation, yaml(wanted.set(one([...wanted.keys()]), one(['Sy', 'Sol']))));
        await clock.advance(random() * 20 * minute);
        watch.controls.resume();
      },
      async wishes() {
        for (let times = 0; times < 5; times++) watch.controls.reconcile('request');
      },
    };

    while (clock.now() < until) {
      const name = one(Object.keys(troubles));
      await troubles[name]?.();
      // Often the next trouble comes before the last is over.
      if (random() < 0.4) await clock.advance(random() * minute);
      else {
        await clock.advance(soon);
        const found = await live(simulation);
        expect(Object.fromEntries(found), `after ${name}, ${new Date(clock.now()).toISOString()}`).toEqual(
          Object.fromEntries([...left, ...wanted]),
        );
        expect(watch.controls.status().pending, name).toBeUndefined();
      }
      await clock.advance(random() * hour);
    }
    expect(simulation.maxAtOnce()).toBe(1);
    expect(watch.controls.status().passes.length).toBeLessThanOrEqual(50);
  });
});

describe('calls', () => {
  test('of a broken file are none, however long it takes', async () => {
    const simulation = await start(some(3));
    callsOf(simulation);
    edit(simulation, 'users: [nonsense]\n');
    await simulation.clock.advance(24 * hour);
    expect(callsOf(simulation)).toEqual({});
  });

  test('that write are none while it observes, is suspended, or waits for a window', async () => {
    const observing = await start(some(3), { mode: 'observe' });
    await observing.clock.advance(3 * hour);
    expect(Object.keys(callsOf(observing)).filter((call) => !isRead.test(call))).toEqual([]);
    const suspended = await start(new Map());
    suspended.watch.controls.suspend();
    edit(suspended, yaml(some(3)));
    await suspended.clock.advance(3 * hour);
    expect(Object.keys(callsOf(suspended)).filter((call) => !isRead.test(call))).toEqual([]);
    const waiting = await start(new Map());
    edit(waiting, yaml(some(3), ', windows: [{ schedule: "0 20 * * *", duration: 1h, timeZone: UTC }]'));
    await waiting.clock.advance(19 * hour);
    expect(Object.keys(callsOf(waiting)).filter((call) => !isRead.test(call))).toEqual([]);
    await waiting.clock.advance(hour + minute);
    expect(callsOf(waiting)['CreateUser']).toBe(3);
  });

  test.each(['SearchUsers', 'ListUsers'])('of a read whose pages of %s are cut write nothing', async (operation) => {
    const simulation = await start(some(30));
    const { emulator, clock, watch } = simulation;
    emulator.faults.add({ operation, times: 1000, page: { items: 10, token: 'drop' } });
    callsOf(simulation);
    watch.controls.reconcile('request');
    edit(simulation, yaml(some(31)));
    await clock.advance(minute);
    expect(Object.keys(callsOf(simulation)).filter((call) => !isRead.test(call))).toEqual([]);
    expect(watch.controls.status().passes[0]).toMatchObject({ outcome: 'failed' });
    emulator.faults.clear();
    await clock.advance(soon);
    expect(callsOf(simulation)['CreateUser']).toBe(1);
  });

  test('of a look without a change are a ListUsers for each 1,000 users; once an hour everything is read', async () => {
    const simulation = await start(some(3), { emulator: { users: 1500 } });
    const { clock, watch } = simulation;
    // Once the index of searches has caught up with the users that were made, all is known for sure.
    await clock.advance(20 * minute);
    callsOf(simulation);
    const passes = (): number => watch.controls.status().passes[0]?.number ?? 0;
    const before = passes();
    await clock.advance(30 * minute);
    expect(passes() - before).toBeGreaterThanOrEqual(5);
    expect(callsOf(simulation)).toEqual({ ListUsers: 2 * (passes() - before) });
    await clock.advance(hour);
    expect(callsOf(simulation)).toMatchObject({ SearchUsers: 4, ListRoutingProfiles: 1, ListSecurityProfiles: 1 });
  });

  test('after a change of our own or of somebody else are one DescribeUser for who was changed, and one right before a write', async () => {
    const simulation = await start(some(30));
    const { clock, somebody } = simulation;
    await clock.advance(20 * minute);
    callsOf(simulation);
    edit(simulation, yaml(some(30).set('agent0', 'Dorn').set('agent1', 'Dill')));
    await clock.advance(minute);
    expect(callsOf(simulation)).toMatchObject({ ListUsers: 1, UpdateUserIdentityInfo: 2 });
    await clock.advance(6 * minute);
    expect(callsOf(simulation)).toEqual({ ListUsers: 1, DescribeUser: 2 });
    const { UserSummaryList = [] } = await somebody('ListUsers', {});
    const { Id } = UserSummaryList.find(({ Username }) => Username === 'agent2') ?? {};
    await somebody('UpdateUserIdentityInfo', { UserId: Id, IdentityInfo: { FirstName: 'First', LastName: 'Drift' } });
    callsOf(simulation);
    await clock.advance(6 * minute);
    const { DescribeUser, UpdateUserIdentityInfo } = callsOf(simulation);
    expect({ DescribeUser, UpdateUserIdentityInfo }).toEqual({ DescribeUser: 2, UpdateUserIdentityInfo: 1 });
  });
});

test('one resource that Connect refuses does not keep the others from being made, nor is it tried all the time', async () => {
  const simulation = await start(some(3));
  const { clock, emulator, watch, logged } = simulation;
  const people = some(3);
  // A name that is too long for Connect and that no file could tell.
  emulator.faults.add({
    operation: 'UpdateUserIdentityInfo',
    times: 1000,
    error: 'InvalidParameterException',
    message: 'No.',
  });
  edit(simulation, yaml(people.set('agent0', 'Dorn').set('agent7', 'Dill')));
  await clock.advance(minute);
  expect(watch.controls.status().backingOff).toMatchObject([{ address: 'user/agent0', failures: 3 }]);
  callsOf(simulation);
  await clock.advance(6 * hour);
  // One try after each time it was left alone, which is between half an interval and an interval.
  expect(callsOf(simulation)['UpdateUserIdentityInfo']).toBeLessThanOrEqual(6 * 24);
  edit(simulation, yaml(people.set('agent8', 'Dunn')));
  await clock.advance(minute);
  expect((await live(simulation)).get('agent8')).toBe('Dunn');
  expect(logged.filter((line) => line.startsWith('warn user/agent0: failed')).length).toBeLessThan(10);
  emulator.faults.clear();
  await clock.advance(2 * soon);
  expect(watch.controls.status().backingOff).toEqual([]);
  expect((await live(simulation)).get('agent0')).toBe('Dorn');
});
