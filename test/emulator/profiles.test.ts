import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { createUser, errorOf, type Started, start } from './support.ts';

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

describe('a new instance has', () => {
  test('a routing profile, a queue, hours and four security profiles', async () => {
    const { client, InstanceId } = await start();
    const input = { InstanceId };
    const routing = await client.send(new sdk.ListRoutingProfilesCommand(input));
    const security = await client.send(new sdk.ListSecurityProfilesCommand(input));
    const queues = await client.send(new sdk.ListQueuesCommand(input));
    const hours = await client.send(new sdk.ListHoursOfOperationsCommand(input));
    expect(routing.RoutingProfileSummaryList?.map(({ Name }) => Name)).toEqual(['Basic Routing Profile']);
    expect(queues.QueueSummaryList?.map(({ Name }) => Name)).toEqual(['BasicQueue']);
    expect(hours.HoursOfOperationSummaryList?.map(({ Name }) => Name)).toEqual(['Basic Hours']);
    expect(security.SecurityProfileSummaryList?.map(({ Name }) => Name)).toEqual([
      'Admin',
      'Agent',
      'CallCenterManager',
      'QualityAnalyst',
    ]);
  });

  test('a default routing profile that counts its users and queues', async () => {
    const started = await start();
    await createUser(started);
    expect(await describeRouting(started, started.ids.routingProfile)).toMatchObject({
      Name: 'Basic Routing Profile',
      IsDefault: true,
      NumberOfAssociatedUsers: 1,
      NumberOfAssociatedQueues: 1,
      DefaultOutboundQueueId: started.ids.queue,
    });
  });
});

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
        { Channel: 'CHAT', Concurrency: 10 },
      ],
      NumberOfAssociatedQueues: 1,
      NumberOfAssociatedUsers: 0,
      AssociatedQueueIds: [started.ids.queue],
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

describe('a security profile', () => {
  const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreateSecurityProfileRequest> = {}) =>
    client.send(new sdk.CreateSecurityProfileCommand({ InstanceId, SecurityProfileName: 'Agent Plus', ...change }));

  const describeSecurity = async ({ client, InstanceId }: Started, SecurityProfileId: string | undefined) =>
    (await client.send(new sdk.DescribeSecurityProfileCommand({ InstanceId, SecurityProfileId }))).SecurityProfile;

  test('is described as it was made, without its permissions', async () => {
    const started = await start();
    const { SecurityProfileId } = await create(started, {
      Description: 'Agent with outbound',
      Permissions: ['BasicAgentAccess', 'OutboundCallAccess'],
      AllowedAccessControlTags: { site: 'dublin' },
      TagRestrictedResources: ['User'],
    });
    expect(await describeSecurity(started, SecurityProfileId)).toEqual({
      Id: SecurityProfileId,
      OrganizationResourceId: started.InstanceId,
      Arn: `${started.emulator.instances[0]?.arn}/security-profile/${SecurityProfileId}`,
      SecurityProfileName: 'Agent Plus',
      Description: 'Agent with outbound',
      Tags: {},
      AllowedAccessControlTags: { site: 'dublin' },
      TagRestrictedResources: ['User'],
      LastModifiedTime: expect.any(Date),
      LastModifiedRegion: 'us-west-2',
    });
  });

  test.each<[string, Partial<sdk.CreateSecurityProfileRequest>, string, EmulatorOptions]>([
    ['a name with a slash', { SecurityProfileName: 'A/B' }, 'InvalidParameterException', {}],
    ['a name that is taken', { SecurityProfileName: 'Agent' }, 'DuplicateResourceException', {}],
    ['a group there is not', { AllowedAccessControlHierarchyGroupId: 'unknown' }, 'InvalidParameterException', {}],
    ['what is not implemented', { Applications: [] }, 'NotImplementedException', {}],
    ['the quota used up', {}, 'LimitExceededException', { quotas: { securityProfiles: 4 } }],
  ])('is not created with %s', async (_sentence, change, error, options) => {
    expect(await errorOf(create(await start(options), change))).toBe(error);
  });
});

describe('ListQueues', () => {
  const list = async ({ client, InstanceId }: Started, QueueTypes?: sdk.QueueType[]) =>
    (await client.send(new sdk.ListQueuesCommand({ InstanceId, QueueTypes }))).QueueSummaryList ?? [];

  test('gives the own queue of every user too, without a name, behind the standard queues', async () => {
    const started = await start();
    const UserId = await createUser(started);
    const [standard, agent, ...more] = await list(started);
    expect(standard).toMatchObject({ Name: 'BasicQueue', QueueType: 'STANDARD' });
    expect(agent).toMatchObject({ Id: UserId, QueueType: 'AGENT', Arn: expect.stringContaining('/queue/agent/') });
    expect([agent?.Name, more]).toEqual([undefined, []]);
  });

  test.each<[sdk.QueueType[], sdk.QueueType[]]>([
    [['STANDARD'], ['STANDARD']],
    [['AGENT'], ['AGENT']],
    [
      ['AGENT', 'STANDARD'],
      ['STANDARD', 'AGENT'],
    ],
  ])('gives %j where asked for', async (types, given) => {
    const started = await start();
    await createUser(started);
    expect((await list(started, types)).map(({ QueueType }) => QueueType)).toEqual(given);
  });
});
