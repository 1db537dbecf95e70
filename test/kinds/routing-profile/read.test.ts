import { describe, expect, test } from 'vitest';
import { routingProfile } from '../../../src/kinds/routing-profile/index.ts';
import { reading } from '../../support/reading.ts';
import { type Answers, script } from '../../support/script.ts';

const listed = {
  RoutingProfileSummaryList: [
    { Id: 'a', Arn: 'arn-a', Name: 'A' },
    { Id: 'b', Arn: 'arn-b', Name: 'B' },
  ],
};
const found = {
  RoutingProfiles: [
    { RoutingProfileId: 'a', Description: 'first', Tags: { x: '1' } },
    { RoutingProfileId: 'b', Description: 'second' },
  ],
  ApproximateTotalCount: 2,
};
const described = {
  RoutingProfile: {
    ...{ RoutingProfileId: 'a', Name: 'A', Description: 'now', DefaultOutboundQueueId: 'q', Tags: { x: '2' } },
    MediaConcurrencies: [
      { Channel: 'VOICE', Concurrency: 1 },
      { Channel: 'CHAT', Concurrency: 2, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
    ],
    ...{ AgentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND', NumberOfAssociatedQueues: 1 },
    NumberOfAssociatedManualAssignmentQueues: 0,
  },
};
const queues = {
  RoutingProfileQueueConfigSummaryList: [
    { QueueId: 'q', QueueArn: '', QueueName: 'Q', Channel: 'VOICE', Priority: 3, Delay: 9 },
  ],
};
const answers = {
  ListRoutingProfiles: listed,
  SearchRoutingProfiles: found,
  DescribeRoutingProfile: described,
  ListRoutingProfileQueues: queues,
} as Answers;

const read = (given: Answers, concerned: readonly string[]) => {
  const { send, sent } = script(given);
  const names = async () => ({ knows: () => true, nameOf: () => 'Q' });
  const live = routingProfile.read(
    reading(send, { names, concerns: ({ address }) => concerned.includes(address.key) }),
  );
  return { live, calls: () => sent.map(({ call }) => call).sort() };
};

test('all of a profile is read where the plan may need it, and its tags where it does not', async () => {
  const { live, calls } = read(answers, ['A']);
  expect((await live).map(({ attributes }) => attributes)).toEqual([
    {
      description: 'now',
      defaultOutboundQueue: 'Q',
      mediaConcurrencies: {
        VOICE: { concurrency: 1, crossChannelBehavior: 'ROUTE_CURRENT_CHANNEL_ONLY' },
        CHAT: { concurrency: 2, crossChannelBehavior: 'ROUTE_ANY_CHANNEL' },
      },
      queues: { 'Q VOICE': { priority: 3, delay: 9 } },
      manualAssignmentQueues: [],
      agentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND',
      tags: { x: '2' },
    },
    { description: 'second', tags: {} },
  ]);
  expect(calls()).toEqual([
    'DescribeRoutingProfile',
    'ListRoutingProfileQueues',
    'ListRoutingProfiles',
    'SearchRoutingProfiles',
  ]);
});

test('where nothing is managed, names are all that is read', async () => {
  const { send, sent } = script(answers);
  await routingProfile.read(reading(send, { detailed: false }));
  expect(sent.map(({ call }) => call)).toEqual(['ListRoutingProfiles']);
});

test('what the search does not know yet is described', async () => {
  const late = { ...found, RoutingProfiles: found.RoutingProfiles.slice(0, 1), ApproximateTotalCount: 1 };
  const { live, calls } = read({ ...answers, SearchRoutingProfiles: late } as Answers, []);
  expect((await live)[1]?.attributes).toEqual({ description: 'now', tags: { x: '2' } });
  expect(calls()).toEqual(['DescribeRoutingProfile', 'ListRoutingProfiles', 'SearchRoutingProfiles']);
});

describe('no basis for a plan', () => {
  test.each([
    ['is a search that comes short', { SearchRoutingProfiles: { ...found, ApproximateTotalCount: 3 } }],
    ['are fewer queues than the profile has', { ListRoutingProfileQueues: {} }],
    [
      'is a queue without its priority',
      { ListRoutingProfileQueues: { RoutingProfileQueueConfigSummaryList: [{ QueueName: 'Q', Channel: 'VOICE' }] } },
    ],
  ])('%s', async (_, more) => {
    await expect(read({ ...answers, ...more } as Answers, ['A']).live).rejects.toMatchObject({ name: 'PartialRead' });
  });
});
