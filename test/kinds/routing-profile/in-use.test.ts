/**
 * A routing profile that agents work by is changed call by call. What the emulator's log of requests says of each moment:
 * no queue is missing that is there before and after, there always is one, and no channel has less than before and after.
 */
import { describe, expect, test } from 'vitest';
import type { Send } from '../../../src/connect/port.ts';
import type { RequestRecord } from '../../../src/emulator/requests.ts';
import { startInstance, type TestInstance } from '../../support/instance.ts';

const names = Array.from({ length: 26 }, (_, index) => `Q${index}`);
const seed = {
  version: 1,
  instances: [
    {
      identityManagement: 'SAML',
      queues: names.map((name) => ({ name })),
      users: [{ username: 'nina', firstName: 'Nina', lastName: 'Horvat' }],
    },
  ],
};

interface State {
  /** `Q1 VOICE` by priority. */
  readonly queues: { readonly [pair: string]: number };
  readonly channels: { readonly [channel: string]: number };
}

const configurationOf = ({ queues, channels }: State): string =>
  JSON.stringify({
    ...{ version: 1, instance: { alias: 'any' }, owner: 'us' },
    users: [{ username: 'nina', routingProfile: 'P' }],
    routingProfiles: [
      {
        ...{ name: 'P', description: 'd', defaultOutboundQueue: 'BasicQueue' },
        mediaConcurrencies: Object.entries(channels).map(([channel, concurrency]) => ({ channel, concurrency })),
        queues: Object.entries(queues).map(([pair, priority]) => {
          const [queue, channel] = pair.split(' ');
          return { queue, channel, priority, delay: 0 };
        }),
      },
    ],
  });

const voices = (from: number, to: number, priority = 1) =>
  Object.fromEntries(names.slice(from, to).map((name) => [`${name} VOICE`, priority]));
const all = { VOICE: 1, CHAT: 2, TASK: 2, EMAIL: 2 };
const everyChannel = (from: number, to: number) =>
  Object.fromEntries(names.slice(from, to).flatMap((name) => Object.keys(all).map((one) => [`${name} ${one}`, 1])));

const isRead = /^(List|Search|Describe|Get)/;
const writesIn = (requests: readonly RequestRecord[]) =>
  requests.filter(({ operation }) => !isRead.test(operation) && !/^(Tag|UpdateUser)/.test(operation));

interface Pair {
  readonly QueueId: string;
  readonly Channel: string;
}
interface Input {
  readonly QueueConfigs?: readonly { readonly QueueReference: Pair; readonly Priority: number }[];
  readonly QueueReferences?: readonly Pair[];
  readonly MediaConcurrencies?: readonly { readonly Channel: string; readonly Concurrency: number }[];
}

/** The state of the profile after each call that changed it, from the log. */
function moments(before: State, requests: readonly RequestRecord[], nameOf: (id: string) => string): readonly State[] {
  let { queues, channels } = before;
  const keyOf = ({ QueueId, Channel }: Pair): string => `${nameOf(QueueId)} ${Channel}`;
  return writesIn(requests)
    .filter(({ status }) => status === 200)
    .map(({ operation, input }) => {
      const { QueueConfigs = [], QueueReferences = [], MediaConcurrencies } = input as Input;
      if (operation === 'AssociateRoutingProfileQueues' || operation === 'UpdateRoutingProfileQueues') {
        const some = QueueConfigs.map(({ QueueReference, Priority }) => [keyOf(QueueReference), Priority]);
        queues = { ...queues, ...Object.fromEntries(some) };
      }
      if (operation === 'DisassociateRoutingProfileQueues') {
        const gone = new Set(QueueReferences.map(keyOf));
        queues = Object.fromEntries(Object.entries(queues).filter(([pair]) => !gone.has(pair)));
      }
      if (operation === 'UpdateRoutingProfileConcurrency') {
        channels = Object.fromEntries((MediaConcurrencies ?? []).map((one) => [one.Channel, one.Concurrency]));
      }
      return { queues, channels };
    });
}

function expectService(before: State, after: State, states: readonly State[]): void {
  const stays = Object.keys(before.queues).filter((pair) => Object.hasOwn(after.queues, pair));
  for (const { queues, channels } of states) {
    expect(Object.keys(queues)).toEqual(expect.arrayContaining(stays));
    expect(Object.keys(queues).length).toBeGreaterThan(0);
    for (const [channel, limit] of Object.entries(channels)) {
      const [had, has] = [before.channels[channel] ?? 0, after.channels[channel] ?? 0];
      expect(limit).toBeGreaterThanOrEqual(Math.min(had, has));
    }
  }
  expect(states.at(-1) ?? before).toEqual(after);
}

async function idsOf({ send }: TestInstance): Promise<(id: string) => string> {
  const { QueueSummaryList = [] } = await send('ListQueues', { MaxResults: 1000 });
  const byId = new Map(QueueSummaryList.map(({ Id, Name }) => [Id, Name]));
  return (id) => byId.get(id) ?? id;
}

/** Sends nothing more from the n-th write on, and answers nothing, as if the process were killed there. */
function makeKillable() {
  let left = Number.POSITIVE_INFINITY;
  let after = false;
  let killed = (): void => {};
  return {
    killAt(nth: number, afterSending: boolean): Promise<'killed'> {
      [left, after] = [nth, afterSending];
      return new Promise((resolve) => {
        killed = () => resolve('killed');
      });
    },
    live() {
      left = Number.POSITIVE_INFINITY;
    },
    below:
      (send: Send): Send =>
      async (call, input, options) => {
        if (isRead.test(call)) return send(call, input, options);
        left -= 1;
        if (left > 0) return send(call, input, options);
        if (left === 0 && after) await send(call, input, options);
        killed();
        return new Promise(() => {});
      },
  };
}

const steps: readonly (readonly [what: string, before: State, after: State])[] = [
  ['all queues are others', { queues: voices(0, 5), channels: all }, { queues: voices(5, 12), channels: all }],
  [
    'some stay, some get another priority, more than ten come and go',
    { queues: voices(0, 15), channels: all },
    { queues: { ...voices(12, 14), ...voices(14, 26, 7) }, channels: all },
  ],
  [
    'channels come and go with their queues, and limits rise and fall',
    { queues: { 'Q1 VOICE': 1, 'Q1 CHAT': 2 }, channels: { VOICE: 1, CHAT: 5 } },
    { queues: { 'Q1 VOICE': 1, 'Q2 TASK': 2 }, channels: { VOICE: 1, TASK: 3 } },
  ],
  [
    'as many as the quota allows make place for others',
    { queues: everyChannel(0, 12), channels: all },
    { queues: everyChannel(10, 22), channels: all },
  ],
];

describe.each(steps)('%s', (_, before, after) => {
  test.each([
    ['undisturbed', []],
    ['when calls fail', [{ error: 'InternalServiceException' }]],
    ['when answers are lost', [{ loseAnswer: true }]],
  ])('%s, in one apply', async (_when, faults) => {
    const instance = await startInstance({ seed });
    expect(await instance.apply(configurationOf(before))).toMatchObject({ type: 'applied' });
    const nameOf = await idsOf(instance);
    instance.emulator.clearRequests();
    for (const fault of faults) {
      for (let nth = 1; nth < 40; nth += 2) instance.emulator.faults.add({ operation: '*', nth, ...fault });
    }
    const outcome = await instance.apply(configurationOf(after));
    instance.emulator.faults.clear();
    expect(outcome.type === 'applied' && outcome.results.map((one) => one.outcome)).toEqual(['complete']);
    expectService(before, after, moments(before, instance.emulator.requests(), nameOf));
    expect(await instance.plan(configurationOf(after))).toMatchObject({ plan: { changes: [] } });
  });

  test.each([false, true])(
    'when it is killed at any call (with the call sent: %s), and applied again',
    async (sent) => {
      for (let nth = 1; nth < 20; nth++) {
        const process = makeKillable();
        const instance = await startInstance({ seed, below: process.below });
        expect(await instance.apply(configurationOf(before))).toMatchObject({ type: 'applied' });
        const nameOf = await idsOf(instance);
        instance.emulator.clearRequests();
        const killed = process.killAt(nth, sent);
        const ended = await Promise.race([instance.apply(configurationOf(after)), killed]);
        process.live();
        if (ended === 'killed') expect(await instance.apply(configurationOf(after))).toMatchObject({ type: 'applied' });
        expectService(before, after, moments(before, instance.emulator.requests(), nameOf));
        if (ended !== 'killed') return;
      }
      throw new Error('It took more calls than expected.');
    },
  );
});

test('48 queue and channel pairs are made, and cut to three, in the fewest calls', async () => {
  const instance = await startInstance({ seed });
  const many = { queues: everyChannel(0, 12), channels: all };
  instance.writes();
  expect(await instance.apply(configurationOf(many))).toMatchObject({ type: 'applied' });
  // Ten with the profile and ten a call: 10 + 10 + 10 + 10 + 8.
  expect(instance.writes()).toMatchObject({ CreateRoutingProfile: 1, AssociateRoutingProfileQueues: 4 });
  expect(await instance.plan(configurationOf(many))).toMatchObject({ plan: { changes: [] } });
  const few = { queues: { 'Q0 VOICE': 1, 'Q1 VOICE': 1, 'Q2 VOICE': 1 }, channels: all };
  instance.writes();
  expect(await instance.apply(configurationOf(few))).toMatchObject({ type: 'applied' });
  expect(instance.writes()).toEqual({ DisassociateRoutingProfileQueues: 5 });
  expect(await instance.plan(configurationOf(few))).toMatchObject({ plan: { changes: [] } });
});
