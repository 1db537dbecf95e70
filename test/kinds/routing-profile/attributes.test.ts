import { expect, test } from 'vitest';
import { declare, describe, inQueueChannel, queueChannel } from '../../../src/kinds/routing-profile/attributes.ts';

const entry = {
  name: 'Tier 2',
  description: 'Second line',
  defaultOutboundQueue: 'BasicQueue',
  mediaConcurrencies: [
    { channel: 'VOICE', concurrency: 1 },
    { channel: 'CHAT', concurrency: 3, crossChannelBehavior: 'ROUTE_ANY_CHANNEL' },
  ],
  queues: [
    { queue: 'BasicQueue', channel: 'VOICE', priority: 1, delay: 0 },
    { queue: '24 7', channel: 'CHAT', priority: 2, delay: 30 },
  ],
  manualAssignmentQueues: [{ queue: 'Claims', channel: 'TASK' }],
  agentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND',
  tags: { site: 'dublin' },
} as const;

test('an entry is compared by queue and channel', () => {
  expect([declare(entry)]).toEqual([
    {
      key: 'Tier 2',
      attributes: {
        description: 'Second line',
        defaultOutboundQueue: 'BasicQueue',
        mediaConcurrencies: {
          VOICE: { concurrency: 1 },
          CHAT: { concurrency: 3, crossChannelBehavior: 'ROUTE_ANY_CHANNEL' },
        },
        queues: { 'BasicQueue VOICE': { priority: 1, delay: 0 }, '24 7 CHAT': { priority: 2, delay: 30 } },
        manualAssignmentQueues: ['Claims TASK'],
        agentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND',
        tags: { site: 'dublin' },
      },
    },
  ]);
});

test('an export writes the entry back, without what Connect does by itself', () => {
  const { key, attributes } = declare(entry);
  const { VOICE, CHAT } = attributes.mediaConcurrencies ?? {};
  const usual = { ...VOICE, crossChannelBehavior: 'ROUTE_CURRENT_CHANNEL_ONLY' } as const;
  const live = { ...attributes, mediaConcurrencies: { CHAT: CHAT ?? null, VOICE: usual } };
  const address = { kind: 'routingProfile', key };
  expect(describe({ address, id: '', arn: '', attributes: live, carried: {} })).toEqual(entry);
});

test('what is left out is not managed, an empty list is none, and an entry of a list has the first priority', () => {
  expect(declare({ name: 'P' }).attributes).toEqual({});
  expect(declare({ name: 'P', queues: [], manualAssignmentQueues: [] }).attributes).toEqual({
    queues: {},
    manualAssignmentQueues: [],
  });
  expect(declare({ name: 'P', queues: [{ queue: 'Q', channel: 'TASK' }] }).attributes.queues).toEqual({
    'Q TASK': { priority: 1, delay: 0 },
  });
});

test('a queue and a channel are one key, whatever the queue is called', () => {
  for (const queue of ['Q', 'a b  c', 'VOICE', '1.2']) {
    expect(inQueueChannel(queueChannel(queue, 'EMAIL'))).toEqual({ queue, channel: 'EMAIL' });
  }
});
