import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, errorOf, failureOf, idNamed, type Started, start } from './support.ts';

const createRouting = ({ client, InstanceId, ids }: Started, change: Partial<sdk.CreateRoutingProfileRequest> = {}) =>
  client.send(
    new sdk.CreateRoutingProfileCommand({
      InstanceId,
      Name: 'Tier 2',
      Description: 'Second line',
      DefaultOutboundQueueId: ids.queue,
      MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
      ...change,
    }),
  );

const queueOn = ({ ids }: Started, Channel: sdk.Channel): sdk.RoutingProfileQueueConfig => ({
  QueueReference: { QueueId: ids.queue, Channel },
  Priority: 1,
  Delay: 0,
});

const describeRouting = async ({ client, InstanceId }: Started, RoutingProfileId: string | undefined) =>
  (await client.send(new sdk.DescribeRoutingProfileCommand({ InstanceId, RoutingProfileId }))).RoutingProfile;

describe('a routing profile', () => {
  test('is described as it was made', async () => {
    const started = await start();
    const { RoutingProfileId, RoutingProfileArn } = await createRouting(started, {
      MediaConcurrencies: [
        { Channel: 'VOICE', Concurrency: 1, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
        { Channel: 'CHAT', Concurrency: 10 },
      ],
      QueueConfigs: [queueOn(started, 'VOICE'), queueOn(started, 'CHAT')],
      AgentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND',
      Tags: { owner: 'me' },
    });
    expect(await describeRouting(started, RoutingProfileId)).toMatchObject({
      InstanceId: started.InstanceId,
      RoutingProfileArn,
      Name: 'Tier 2',
      Description: 'Second line',
      MediaConcurrencies: [
        { Channel: 'VOICE', Concurrency: 1, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
        { Channel: 'CHAT', Concurrency: 10, CrossChannelBehavior: { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' } },
      ],
      NumberOfAssociatedQueues: 1,
      NumberOfAssociatedUsers: 0,
      AgentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND',
      IsDefault: false,
      Tags: { owner: 'me' },
    });
  });

  const refused: readonly (readonly [string, (started: Started) => Partial<sdk.CreateRoutingProfileRequest>])[] = [
    ['an empty name', () => ({ Name: '' })],
    ['a name of 128 characters', () => ({ Name: 'x'.repeat(128) })],
    ['an empty description', () => ({ Description: '' })],
    ['a queue there is not', () => ({ DefaultOutboundQueueId: 'unknown' })],
    ['two voice contacts at a time', () => ({ MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 2 }] })],
    ['eleven chats at a time', () => ({ MediaConcurrencies: [{ Channel: 'CHAT', Concurrency: 11 }] })],
    [
      'a channel twice',
      () => ({
        MediaConcurrencies: [
          { Channel: 'CHAT', Concurrency: 1 },
          { Channel: 'CHAT', Concurrency: 2 },
        ],
      }),
    ],
    ['a queue for a channel it does not handle', (started) => ({ QueueConfigs: [queueOn(started, 'CHAT')] })],
    [
      'a queue twice for a channel',
      (started) => ({ QueueConfigs: [queueOn(started, 'VOICE'), queueOn(started, 'VOICE')] }),
    ],
    ['a priority of 100', (started) => ({ QueueConfigs: [{ ...queueOn(started, 'VOICE'), Priority: 100 }] })],
    ['eleven queues', (started) => ({ QueueConfigs: Array(11).fill(queueOn(started, 'VOICE')) })],
  ];

  test.each(refused)('is not created with %s', async (_sentence, change) => {
    const started = await start();
    expect(await errorOf(createRouting(started, change(started)))).toBe('InvalidParameterException');
  });

  test('has a name of its own and counts against the quota', async () => {
    const started = await start({ quotas: { routingProfiles: 2 } });
    await createRouting(started);
    expect(await errorOf(createRouting(started))).toBe('DuplicateResourceException');
    expect(await errorOf(createRouting(started, { Name: 'Tier 3' }))).toBe('LimitExceededException');
  });

  test('that is unknown is not found', async () => {
    expect(await errorOf(describeRouting(await start(), 'unknown'))).toBe('ResourceNotFoundException');
  });
});

/** Creates a profile that handles VOICE and CHAT, and gives its id. */
async function createMixed(started: Started): Promise<string> {
  const MediaConcurrencies: sdk.MediaConcurrency[] = [
    { Channel: 'VOICE', Concurrency: 1 },
    { Channel: 'CHAT', Concurrency: 3 },
  ];
  return (await createRouting(started, { MediaConcurrencies })).RoutingProfileId ?? '';
}

async function createQueue({ client, InstanceId }: Started, Name: string): Promise<string> {
  const { HoursOfOperationSummaryList: hours } = await client.send(
    new sdk.ListHoursOfOperationsCommand({ InstanceId }),
  );
  const HoursOfOperationId = idNamed(hours, 'Basic Hours');
  return (await client.send(new sdk.CreateQueueCommand({ InstanceId, Name, HoursOfOperationId }))).QueueId ?? '';
}

const config = (QueueId: string, Channel: sdk.Channel, Priority = 1, Delay = 0): sdk.RoutingProfileQueueConfig => ({
  QueueReference: { QueueId, Channel },
  Priority,
  Delay,
});

type Associate = Partial<sdk.AssociateRoutingProfileQueuesRequest>;
const associate = ({ client, InstanceId }: Started, RoutingProfileId: string, queues: Associate) =>
  client.send(new sdk.AssociateRoutingProfileQueuesCommand({ InstanceId, RoutingProfileId, ...queues }));

type Disassociate = Partial<sdk.DisassociateRoutingProfileQueuesRequest>;
const disassociate = ({ client, InstanceId }: Started, RoutingProfileId: string, queues: Disassociate) =>
  client.send(new sdk.DisassociateRoutingProfileQueuesCommand({ InstanceId, RoutingProfileId, ...queues }));

const updateQueues = (
  { client, InstanceId }: Started,
  RoutingProfileId: string,
  QueueConfigs: sdk.RoutingProfileQueueConfig[],
) => client.send(new sdk.UpdateRoutingProfileQueuesCommand({ InstanceId, RoutingProfileId, QueueConfigs }));

const listQueues = async ({ client, InstanceId }: Started, RoutingProfileId: string) =>
  client.send(new sdk.ListRoutingProfileQueuesCommand({ InstanceId, RoutingProfileId }));

async function queuesOf(started: Started, RoutingProfileId: string): Promise<string[]> {
  const { RoutingProfileQueueConfigSummaryList: list = [] } = await listQueues(started, RoutingProfileId);
  return list.map(({ QueueName, Channel, Priority, Delay }) => `${QueueName} ${Channel} ${Priority} ${Delay}`);
}

async function manualQueuesOf({ client, InstanceId }: Started, RoutingProfileId: string): Promise<string[]> {
  const { RoutingProfileManualAssignmentQueueConfigSummaryList: list = [] } = await client.send(
    new sdk.ListRoutingProfileManualAssignmentQueuesCommand({ InstanceId, RoutingProfileId }),
  );
  return list.map(({ QueueName, Channel }) => `${QueueName} ${Channel}`);
}

describe('the queues of a routing profile', () => {
  test('are associated, updated and disassociated, each once for a channel', async () => {
    const started = await start();
    const profile = await createMixed(started);
    const { queue } = started.ids;
    await associate(started, profile, { QueueConfigs: [config(queue, 'CHAT', 2, 30), config(queue, 'VOICE')] });
    expect(await queuesOf(started, profile)).toEqual(['BasicQueue VOICE 1 0', 'BasicQueue CHAT 2 30']);
    await updateQueues(started, profile, [config(queue, 'CHAT', 99, 9999)]);
    expect(await queuesOf(started, profile)).toEqual(['BasicQueue VOICE 1 0', 'BasicQueue CHAT 99 9999']);
    await disassociate(started, profile, { QueueReferences: [{ QueueId: queue, Channel: 'VOICE' }] });
    expect(await queuesOf(started, profile)).toEqual(['BasicQueue CHAT 99 9999']);
  });

  test('for manual assignment are a list of their own', async () => {
    const started = await start();
    const profile = await createMixed(started);
    const QueueReference = { QueueId: started.ids.queue, Channel: 'CHAT' as const };
    await associate(started, profile, { ManualAssignmentQueueConfigs: [{ QueueReference }] });
    expect(await queuesOf(started, profile)).toEqual([]);
    expect(await manualQueuesOf(started, profile)).toEqual(['BasicQueue CHAT']);
    expect(await describeRouting(started, profile)).toMatchObject({
      NumberOfAssociatedManualAssignmentQueues: 1,
      AssociatedManualAssignmentQueueIds: [started.ids.queue],
    });
    await disassociate(started, profile, { ManualAssignmentQueueReferences: [QueueReference] });
    expect(await manualQueuesOf(started, profile)).toEqual([]);
  });

  test('come in pages', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const RoutingProfileId = await createMixed(started);
    const QueueConfigs = [config(started.ids.queue, 'VOICE'), config(started.ids.queue, 'CHAT')];
    await associate(started, RoutingProfileId, { QueueConfigs });
    const page = { InstanceId, RoutingProfileId, MaxResults: 1 };
    const first = await client.send(new sdk.ListRoutingProfileQueuesCommand(page));
    const second = await client.send(new sdk.ListRoutingProfileQueuesCommand({ ...page, NextToken: first.NextToken }));
    expect(first.RoutingProfileQueueConfigSummaryList?.map(({ Channel }) => Channel)).toEqual(['VOICE']);
    expect(second.RoutingProfileQueueConfigSummaryList?.map(({ Channel }) => Channel)).toEqual(['CHAT']);
    expect(second.NextToken).toBeUndefined();
  });

  test('move the time of the profile', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const profile = await createMixed(started);
    now += 60_000;
    await associate(started, profile, { QueueConfigs: [config(started.ids.queue, 'VOICE')] });
    expect((await describeRouting(started, profile))?.LastModifiedTime).toEqual(new Date(now));
    expect((await listQueues(started, profile)).LastModifiedTime).toEqual(new Date(now));
  });

  const refused: readonly (readonly [string, string, (started: Started, profile: string) => Promise<unknown>])[] = [
    [
      'are not associated twice for a channel',
      'InvalidParameterException',
      async (started, profile) => {
        const queues = { QueueConfigs: [config(started.ids.queue, 'VOICE')] };
        await associate(started, profile, queues);
        return associate(started, profile, queues);
      },
    ],
    [
      'are not of a channel that the profile does not handle',
      'InvalidParameterException',
      (started, profile) => associate(started, profile, { QueueConfigs: [config(started.ids.queue, 'TASK')] }),
    ],
    [
      'exist',
      'InvalidParameterException',
      (started, profile) => associate(started, profile, { QueueConfigs: [config('unknown', 'VOICE')] }),
    ],
    [
      'exist for manual assignment too',
      'InvalidParameterException',
      (started, profile) =>
        associate(started, profile, {
          ManualAssignmentQueueConfigs: [{ QueueReference: { QueueId: 'unknown', Channel: 'CHAT' } }],
        }),
    ],
    [
      'are not of another channel for manual assignment either',
      'InvalidParameterException',
      (started, profile) =>
        associate(started, profile, {
          ManualAssignmentQueueConfigs: [{ QueueReference: { QueueId: started.ids.queue, Channel: 'TASK' } }],
        }),
    ],
    [
      'are not associated twice for manual assignment either',
      'InvalidParameterException',
      (started, profile) => {
        const QueueReference = { QueueId: started.ids.queue, Channel: 'CHAT' as const };
        const ManualAssignmentQueueConfigs = [{ QueueReference }, { QueueReference }];
        return associate(started, profile, { ManualAssignmentQueueConfigs });
      },
    ],
    ['are named in a call', 'InvalidRequestException', (started, profile) => associate(started, profile, {})],
    ['are named to be disassociated', 'InvalidRequestException', (started, id) => disassociate(started, id, {})],
    [
      'are associated before they are updated',
      'InvalidRequestException',
      (started, profile) => updateQueues(started, profile, [config(started.ids.queue, 'VOICE')]),
    ],
    [
      'are disassociated ten at a time',
      'InvalidParameterException',
      (started, profile) =>
        disassociate(started, profile, {
          QueueReferences: Array.from({ length: 11 }, () => ({ QueueId: started.ids.queue, Channel: 'VOICE' })),
        }),
    ],
    [
      'belong to a profile that exists',
      'ResourceNotFoundException',
      (started) => associate(started, 'unknown', { QueueConfigs: [config(started.ids.queue, 'VOICE')] }),
    ],
  ];

  test.each(refused)('%s', async (_sentence, error, call) => {
    const started = await start();
    expect(await errorOf(call(started, await createMixed(started)))).toBe(error);
  });

  test('are at most as many as the quota says', async () => {
    const started = await start({ quotas: { queuesPerRoutingProfile: 1 } });
    const profile = await createMixed(started);
    const QueueConfigs = [config(started.ids.queue, 'VOICE'), config(started.ids.queue, 'CHAT')];
    expect(await errorOf(associate(started, profile, { QueueConfigs }))).toBe('InvalidRequestException');
  });

  test('that were not associated are not missed', async () => {
    const started = await start();
    const profile = await createMixed(started);
    await disassociate(started, profile, { QueueReferences: [{ QueueId: started.ids.queue, Channel: 'VOICE' }] });
    expect(await queuesOf(started, profile)).toEqual([]);
  });
});

describe('an update of a routing profile', () => {
  const updates: readonly (readonly [string, (started: Started, id: string) => Promise<unknown>, object])[] = [
    [
      'sets the name and keeps the description',
      ({ client, InstanceId }, RoutingProfileId) =>
        client.send(new sdk.UpdateRoutingProfileNameCommand({ InstanceId, RoutingProfileId, Name: '__proto__' })),
      { Name: '__proto__', Description: 'Second line' },
    ],
    [
      'sets the description and keeps the name',
      ({ client, InstanceId }, RoutingProfileId) =>
        client.send(new sdk.UpdateRoutingProfileNameCommand({ InstanceId, RoutingProfileId, Description: 'Third' })),
      { Name: 'Tier 2', Description: 'Third' },
    ],
    [
      'accepts the name it has',
      ({ client, InstanceId }, RoutingProfileId) =>
        client.send(new sdk.UpdateRoutingProfileNameCommand({ InstanceId, RoutingProfileId, Name: 'Tier 2' })),
      { Name: 'Tier 2' },
    ],
    [
      'replaces all channels',
      ({ client, InstanceId }, RoutingProfileId) =>
        client.send(
          new sdk.UpdateRoutingProfileConcurrencyCommand({
            InstanceId,
            RoutingProfileId,
            MediaConcurrencies: [
              { Channel: 'TASK', Concurrency: 10, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
            ],
          }),
        ),
      {
        MediaConcurrencies: [
          { Channel: 'TASK', Concurrency: 10, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
        ],
      },
    ],
    [
      'sets the timer',
      ({ client, InstanceId }, RoutingProfileId) =>
        client.send(
          new sdk.UpdateRoutingProfileAgentAvailabilityTimerCommand({
            InstanceId,
            RoutingProfileId,
            AgentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND',
          }),
        ),
      { AgentAvailabilityTimer: 'TIME_SINCE_LAST_INBOUND' },
    ],
  ];

  test.each(updates)('%s and moves its time', async (_sentence, update, expected) => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const profile = await createMixed(started);
    now += 60_000;
    await update(started, profile);
    expect(await describeRouting(started, profile)).toMatchObject({ ...expected, LastModifiedTime: new Date(now) });
  });

  test('sets the default outbound queue', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const RoutingProfileId = await createMixed(started);
    const DefaultOutboundQueueId = await createQueue(started, 'Sales');
    const input = { InstanceId, RoutingProfileId, DefaultOutboundQueueId };
    await client.send(new sdk.UpdateRoutingProfileDefaultOutboundQueueCommand(input));
    expect(await describeRouting(started, RoutingProfileId)).toMatchObject({ DefaultOutboundQueueId });
  });

  const concurrency = ({ client, InstanceId }: Started, id: string, MediaConcurrencies: sdk.MediaConcurrency[]) =>
    client.send(
      new sdk.UpdateRoutingProfileConcurrencyCommand({ InstanceId, RoutingProfileId: id, MediaConcurrencies }),
    );
  const name = ({ client, InstanceId }: Started, RoutingProfileId: string, Name?: string) =>
    client.send(new sdk.UpdateRoutingProfileNameCommand({ InstanceId, RoutingProfileId, Name }));

  const refused: readonly (readonly [string, string, (started: Started, id: string) => Promise<unknown>])[] = [
    ['neither name nor description', 'InvalidParameterException', (started, id) => name(started, id)],
    ['a name that is taken', 'DuplicateResourceException', (started, id) => name(started, id, 'Basic Routing Profile')],
    ['a profile there is not', 'ResourceNotFoundException', (started) => name(started, 'unknown', 'New')],
    [
      'two voice contacts at a time',
      'InvalidParameterException',
      (started, id) => concurrency(started, id, [{ Channel: 'VOICE', Concurrency: 2 }]),
    ],
    [
      'a channel without a number',
      'InvalidParameterException',
      (started, id) => concurrency(started, id, [{ Channel: 'CHAT' } as sdk.MediaConcurrency]),
    ],
    [
      'to lose a channel that has queues',
      'InvalidParameterException',
      async (started, id) => {
        await associate(started, id, { QueueConfigs: [config(started.ids.queue, 'CHAT')] });
        return concurrency(started, id, [{ Channel: 'VOICE', Concurrency: 1 }]);
      },
    ],
    [
      'an outbound queue there is not',
      'InvalidParameterException',
      ({ client, InstanceId }, RoutingProfileId) =>
        client.send(
          new sdk.UpdateRoutingProfileDefaultOutboundQueueCommand({
            InstanceId,
            RoutingProfileId,
            DefaultOutboundQueueId: 'unknown',
          }),
        ),
    ],
  ];

  test.each(refused)('refuses %s', async (_sentence, error, call) => {
    const started = await start();
    expect(await errorOf(call(started, await createMixed(started)))).toBe(error);
  });
});

describe('DeleteRoutingProfile', () => {
  const remove = ({ client, InstanceId }: Started, RoutingProfileId: string) =>
    client.send(new sdk.DeleteRoutingProfileCommand({ InstanceId, RoutingProfileId }));

  test('deletes a profile, once', async () => {
    const started = await start();
    const profile = await createMixed(started);
    await remove(started, profile);
    expect(await errorOf(describeRouting(started, profile))).toBe('ResourceNotFoundException');
    expect(await errorOf(remove(started, profile))).toBe('ResourceNotFoundException');
    await createMixed(started);
  });

  test('refuses a profile that a user has', async () => {
    const started = await start();
    const RoutingProfileId = await createMixed(started);
    const UserId = await createUser(started, { RoutingProfileId });
    expect(await failureOf(remove(started, RoutingProfileId))).toMatchObject({
      name: 'ResourceInUseException',
      ResourceType: 'USER',
      ResourceId: UserId,
    });
  });
});
