/** What a plan says of who serves which queues, by the log of what is then done, and what it costs to know. */
import { expect, test } from 'vitest';
import { calls } from '../../src/connect/calls.ts';
import type { Send } from '../../src/connect/port.ts';
import type { Outcome } from '../../src/reconciler/pass.ts';
import { startInstance, type TestInstance } from '../support/instance.ts';

const queue = (name: string, channel = 'VOICE') => ({ queue: name, channel, priority: 1, delay: 0 });
const channels = ['VOICE', 'CHAT', 'TASK'].map((channel) => ({ channel, concurrency: 1 }));
const profile = (name: string, queues: readonly object[]) => ({
  ...{ name, description: 'd', defaultOutboundQueue: 'BasicQueue', mediaConcurrencies: channels, queues },
});
const person = (username: string, routingProfile: string) => ({
  ...{ username, firstName: 'F', lastName: 'L', routingProfile, securityProfiles: ['Agent'] },
});

const profiles = {
  front: profile('Front', [queue('Calls'), queue('Calls', 'CHAT'), queue('Post', 'TASK')]),
  back: profile('Back', [queue('Claims'), queue('Post', 'TASK')]),
  spare: profile('Spare', [queue('Calls')]),
};
const seed = {
  version: 1,
  instances: [
    {
      identityManagement: 'SAML',
      queues: ['Calls', 'Post', 'Claims'].map((name) => ({ name })),
      routingProfiles: Object.values(profiles).map(({ name, queues }) => ({
        ...{ name, queues, mediaConcurrencies: { VOICE: 1, CHAT: 1, TASK: 1 } },
      })),
      users: [
        ...['ann', 'bob', 'cid'].map((name) => person(name, 'Front')),
        ...['dan', 'eve'].map((name) => person(name, 'Back')),
      ],
    },
  ],
};

const asking = (sections: object): string =>
  JSON.stringify({
    ...{ version: 1, instance: { alias: 'any' }, owner: 'us' },
    ...sections,
    policy: { limits: { update: '100%', delete: '100%' }, ...(sections as { policy?: object }).policy },
  });
const users = (...list: readonly (readonly [string, string])[]) => ({
  users: list.map(([username, routingProfile]) => ({ username, routingProfile })),
});

const coverageOf = (outcome: Outcome): readonly string[] => {
  if (!('plan' in outcome)) throw new Error(JSON.stringify(outcome).slice(0, 2000));
  return outcome.plan.coverage.map(
    ({ queue, channel, before, lowest, after }) => `${queue} ${channel} ${before} > ${lowest} > ${after}`,
  );
};
const warningsOf = (outcome: Outcome): readonly string[] =>
  ('plan' in outcome ? outcome.plan.diagnostics : [])
    .map(({ code }) => code)
    .filter((code) => /queue|cover/.test(code));
const asked = ({ emulator }: TestInstance, call: string): number =>
  emulator.requests().filter(({ operation }) => operation === call).length;

/** How many users serve each channel of a queue right now, as the emulator says. */
async function served(send: Send): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const { UserSummaryList = [] } = await send('ListUsers', {});
  for (const { Id } of UserSummaryList) {
    const { User } = await send('DescribeUser', { UserId: Id });
    const { RoutingProfileQueueConfigSummaryList: list = [] } = await send('ListRoutingProfileQueues', {
      RoutingProfileId: User?.RoutingProfileId,
    });
    for (const { QueueName, Channel } of list) {
      const pair = `${QueueName} ${Channel}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return counts;
}

const isRead = /^(List|Search|Describe|Get)/;

/** An instance that counts who serves what after every write, and keeps the fewest of each. */
async function watched() {
  const fewest = new Map<string, number>();
  const below =
    (send: Send): Send =>
    async (call, input, options) => {
      const output = await send(call, input, options);
      if (!isRead.test(call)) await note(send);
      return output;
    };
  const note = async (send: Send): Promise<void> => {
    const now = await served(send);
    for (const pair of new Set([...now.keys(), ...fewest.keys()])) {
      fewest.set(pair, Math.min(fewest.get(pair) ?? Number.POSITIVE_INFINITY, now.get(pair) ?? 0));
    }
  };
  const instance = await startInstance({ seed, below });
  await note(instance.send);
  instance.emulator.clearRequests();
  return { instance, fewest };
}

const moves: readonly [what: string, sections: object, expected: readonly string[], warnings: readonly string[]][] = [
  ['a move', users(['ann', 'Back']), ['Calls CHAT 3 > 2 > 2', 'Calls VOICE 3 > 2 > 2', 'Claims VOICE 2 > 2 > 3'], []],
  [
    'everybody of a queue, also those who are not listed',
    { ...users(['dan', 'Spare'], ['eve', 'Spare']) },
    ['Calls VOICE 3 > 3 > 5', 'Claims VOICE 2 > 0 > 0', 'Post TASK 5 > 3 > 3'],
    ['queue-without-users'],
  ],
  [
    'a swap',
    users(['ann', 'Back'], ['bob', 'Back'], ['cid', 'Back'], ['dan', 'Front'], ['eve', 'Front']),
    ['Calls CHAT 3 > 0 > 2', 'Calls VOICE 3 > 0 > 2', 'Claims VOICE 2 > 0 > 3'],
    ['queue-without-users', 'queue-without-users'],
  ],
  [
    'other queues of a profile, where no user is managed',
    { routingProfiles: [profile('Front', [queue('Calls'), queue('Claims')])] },
    ['Calls CHAT 3 > 0 > 0', 'Claims VOICE 2 > 2 > 5', 'Post TASK 5 > 2 > 2'],
    ['queue-without-users'],
  ],
  [
    'a queue that another profile takes over',
    {
      routingProfiles: [profile('Front', [queue('Post', 'TASK')]), profile('Back', [queue('Calls'), queue('Claims')])],
    },
    ['Calls CHAT 3 > 0 > 0', 'Calls VOICE 3 > 0 > 2', 'Post TASK 5 > 3 > 3'],
    ['queue-without-users'],
  ],
  [
    'a new profile in place of one that is deleted',
    {
      ...{ routingProfiles: [profile('Fresh', [queue('Calls'), queue('Claims')])] },
      ...users(['ann', 'Fresh'], ['dan', 'Fresh']),
    },
    ['Calls CHAT 3 > 2 > 2', 'Calls VOICE 3 > 3 > 4', 'Claims VOICE 2 > 2 > 3', 'Post TASK 5 > 3 > 3'],
    [],
  ],
];

test.each(moves)(
  '%s: as planned before and after, and never below the lowest',
  async (_, sections, expected, warned) => {
    const { instance, fewest } = await watched();
    const outcome = await instance.apply(asking(sections));
    expect(coverageOf(outcome)).toEqual(expected);
    expect(warningsOf(outcome)).toEqual(warned);
    expect(outcome).toMatchObject({ type: 'applied' });
    const now = await served(instance.send);
    if (outcome.type !== 'applied') return;
    expect(outcome.results.every((one) => one.outcome === 'complete')).toBe(true);
    for (const { queue, channel, lowest, after } of outcome.plan.coverage) {
      expect([queue, channel, now.get(`${queue} ${channel}`) ?? 0]).toEqual([queue, channel, after]);
      expect(fewest.get(`${queue} ${channel}`) ?? 0).toBeGreaterThanOrEqual(lowest);
    }
    expect(await instance.plan(asking(sections))).toMatchObject({ plan: { changes: [], coverage: [] } });
  },
);

test('only a plan that concerns it reads queues, of the profiles that somebody has', async () => {
  const { instance } = await watched();
  const named = { users: [{ username: 'ann', firstName: 'New', tags: { a: 'b' } }] };
  expect(coverageOf(await instance.plan(asking({ ...named, policy: { coverage: { Calls: 9 } } })))).toEqual([]);
  expect([asked(instance, 'ListRoutingProfileQueues'), asked(instance, 'ListQueues')]).toEqual([0, 1]);
  instance.emulator.clearRequests();
  const described = { routingProfiles: [{ name: 'Front', description: 'New' }] };
  expect(coverageOf(await instance.plan(asking(described)))).toEqual([]);
  expect([asked(instance, 'ListRoutingProfileQueues'), asked(instance, 'ListUsers')]).toEqual([1, 0]);
  instance.emulator.clearRequests();
  const outcome = await instance.plan(asking(users(['ann', 'Back'])));
  expect(asked(instance, 'ListRoutingProfileQueues')).toBe(2);
  expect(outcome).toMatchObject({ plan: { cost: { readCalls: { ListRoutingProfileQueues: 2 } } } });
});

test('policy.coverage refuses a plan, unless the number of queues is accepted', async () => {
  const { instance } = await watched();
  const files = asking({ ...users(['ann', 'Back']), policy: { coverage: { Calls: 3, Post: 5, Claims: 2 } } });
  const outcome = await instance.apply(files);
  expect(outcome).toMatchObject({
    type: 'refused',
    plan: {
      safety: expect.arrayContaining([
        expect.objectContaining({ rule: 'coverage.Calls', value: 2, result: 'fail', acceptable: 'coverage=1' }),
        expect.objectContaining({ rule: 'coverage.Post', value: 5, result: 'pass' }),
        expect.objectContaining({ rule: 'coverage.Claims', value: 2, result: 'pass' }),
      ]),
    },
  });
  expect(await instance.apply(files, { accepted: { coverage: 2 } })).toMatchObject({ type: 'refused' });
  expect(instance.writes()).toEqual({});
  expect(await instance.apply(files, { accepted: { coverage: 1 } })).toMatchObject({ type: 'applied' });
  // Below it now, and not lowered.
  const more = asking({ ...users(['ann', 'Back'], ['bob', 'Front']), policy: { coverage: { Calls: 3 } } });
  expect(await instance.apply(more)).toMatchObject({ type: 'applied' });
});

test('with targets only these count, and nothing that is left out', async () => {
  const { instance } = await watched();
  const files = asking({ ...users(['ann', 'Back'], ['bob', 'Back']), policy: { coverage: { Calls: 2 } } });
  expect(coverageOf(await instance.plan(files))).toContain('Calls VOICE 3 > 1 > 1');
  const targeted = await instance.plan(files, { targets: ['user/ann'] });
  expect(coverageOf(targeted)).toContain('Calls VOICE 3 > 2 > 2');
});

test('people who are deleted or parked serve nothing any more', async () => {
  const deleting = await watched();
  const marked = asking(users(['ann', 'Front'], ['dan', 'Back']));
  await deleting.instance.apply(marked);
  const rest = asking({ ...users(['dan', 'Back']), policy: { removed: 'delete' } });
  expect(coverageOf(await deleting.instance.apply(rest))).toEqual([
    'Calls CHAT 3 > 2 > 2',
    'Calls VOICE 3 > 2 > 2',
    'Post TASK 5 > 4 > 4',
  ]);
  const parking = await watched();
  await parking.instance.apply(marked);
  const parked = { routingProfile: 'Spare', securityProfiles: ['Agent'] };
  const leaving = { ...users(['dan', 'Back']), parked, policy: { removed: 'park', coverage: { Post: 5 } } };
  const refused = await parking.instance.apply(asking(leaving));
  // Spare serves calls as well.
  expect(coverageOf(refused)).toEqual(['Calls CHAT 3 > 2 > 2', 'Post TASK 5 > 4 > 4']);
  expect(refused).toMatchObject({ type: 'refused' });
  const accepted = await parking.instance.apply(asking(leaving), { accepted: { coverage: 1 } });
  expect(accepted).toMatchObject({ type: 'applied', plan: { summary: { park: 1 } } });
  for (const [pair, left] of Object.entries({ 'Calls CHAT': 2, 'Calls VOICE': 3, 'Post TASK': 4 }))
    expect([pair, parking.fewest.get(pair)]).toEqual([pair, left]);
});

test('a queue that is not there is an error that names what was meant', async () => {
  const { instance } = await watched();
  for (const sections of [users(['ann', 'Front']), { routingProfiles: [profiles.front] }]) {
    const outcome = await instance.plan(asking({ ...sections, policy: { coverage: { Cals: 1 } } }));
    if (outcome.type !== 'invalid') throw new Error(outcome.type);
    expect(outcome.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^unknown-name: There is no queue "Cals" in this instance; did you mean "Calls"\?/),
    ]);
  }
});

test('who may not read queues is told so, and has no plan where the policy asks for them', async () => {
  const { instance } = await watched();
  instance.emulator.settings.patch({ allow: Object.keys(calls).filter((call) => call !== 'ListRoutingProfileQueues') });
  const outcome = await instance.plan(asking(users(['ann', 'Back'])));
  expect([coverageOf(outcome), warningsOf(outcome)]).toEqual([[], ['coverage-unknown']]);
  const asked = asking({ ...users(['ann', 'Back']), policy: { coverage: { Calls: 1 } } });
  await expect(instance.plan(asked)).rejects.toThrow(/ListRoutingProfileQueues/);
});
