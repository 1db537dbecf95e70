/** What clients of real instances have shown, each with its source; the stricter reading of AWS's texts is a switch. */
import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { clientOf, createUser, describeUser, errorOf, newUser, raw, type Started, start } from './support.ts';

const MANAGED = { identityManagement: 'CONNECT_MANAGED' } as const;
const Password = 'Aa345678';

describe('a user that Amazon Connect manages', () => {
  // Source: the example of `aws connect create-user` in the CLI's reference, and TestAccConnectUser of
  // hashicorp/terraform-provider-aws, which run against AWS.
  test('needs no e-mail address, unless the switch says so', async () => {
    const started = await start(MANAGED);
    const user = await describeUser(started, await createUser(started, { Password }));
    expect(user.IdentityInfo).toEqual({ FirstName: 'Jane', LastName: 'Doe' });
    const strict = await start({ ...MANAGED, managedEmail: 'required' });
    expect(await errorOf(strict.client.send(newUser(strict, { Password })))).toBe('InvalidParameterException');
  });

  // Source: the same acceptance tests, whose names of users have 42 characters.
  test('may have a long username, unless the switch says so', async () => {
    const Username = 'tf-acc-test-'.padEnd(42, '1');
    const started = await start(MANAGED);
    expect((await describeUser(started, await createUser(started, { Username, Password }))).Username).toBe(Username);
    const strict = await start({ ...MANAGED, longUsernames: 'refused' });
    expect(await errorOf(strict.client.send(newUser(strict, { Username, Password })))).toBe(
      'InvalidParameterException',
    );
  });
});

describe('a user of a SAML instance', () => {
  // Source: API reference of 2019, CreateUser: "If you are using SAML for identity management and include this
  // parameter, an InvalidRequestException is returned."
  test.each([
    ['a password', { Password }],
    ['an e-mail address', { IdentityInfo: { FirstName: 'Jane', LastName: 'Doe', Email: 'jane@example.com' } }],
    ['a directory user id', { DirectoryUserId: 'S-1-5-21' }],
  ])('with %s is InvalidRequestException', async (_sentence, change) => {
    const started = await start();
    expect(await errorOf(started.client.send(newUser(started, change)))).toBe('InvalidRequestException');
  });

  // Source: "Set up SSO for Service Cloud Voice" of Salesforce, whose usernames in Connect are these.
  test.each(['ada@005Hs00000ABCDEFGH@00DHs0000012345ABC', '005Hs00000ABCDE@00DHs0000012345'])(
    'may be called %s by Service Cloud Voice',
    async (Username) => {
      const started = await start();
      expect((await describeUser(started, await createUser(started, { Username }))).Username).toBe(Username);
      const managed = await start(MANAGED);
      const refused = managed.client.send(newUser(managed, { Username, Password }));
      expect(await errorOf(refused)).toBe('InvalidParameterException');
    },
  );
});

describe('DescribeUser', () => {
  // Source: the example of `aws connect describe-user` in the CLI's reference: a DirectoryUserId that is a UUID and
  // `"DeskPhoneNumber": ""` with a SOFT_PHONE.
  test('always has a DirectoryUserId, and an empty number for a soft phone, which is taken back', async () => {
    const started = await start(MANAGED);
    const id = await createUser(started, { Password, PhoneConfig: { PhoneType: 'SOFT_PHONE', DeskPhoneNumber: '' } });
    const user = await describeUser(started, id);
    expect(user.DirectoryUserId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await describeUser(started, id)).DirectoryUserId).toBe(user.DirectoryUserId);
    expect(user.PhoneConfig?.DeskPhoneNumber).toBe('');
    const { client, InstanceId } = started;
    await client.send(new sdk.UpdateUserPhoneConfigCommand({ InstanceId, UserId: id, PhoneConfig: user.PhoneConfig }));
    const PhoneNumberConfigs = [{ Channel: 'VOICE' as const, PhoneType: 'SOFT_PHONE' as const, PhoneNumber: '' }];
    await client.send(new sdk.UpdateUserConfigCommand({ InstanceId, UserId: id, PhoneNumberConfigs }));
    expect((await describeUser(started, id)).PhoneConfig).toEqual(user.PhoneConfig);
  });
});

// Source: the example of `aws connect describe-queue` in the CLI's reference: `"OutboundCallerConfig": {}`.
test('DescribeQueue always has an OutboundCallerConfig', async () => {
  const { client, InstanceId, ids } = await start();
  const { Queue } = await client.send(new sdk.DescribeQueueCommand({ InstanceId, QueueId: ids.queue }));
  expect(Queue?.OutboundCallerConfig).toEqual({});
});

// Source: https://github.com/aws/aws-sdk-js-v3/issues/6356, an answer of 2024.
test('DescribeRoutingProfile has the default CrossChannelBehavior and no AssociatedQueueIds', async () => {
  const { client, InstanceId, ids } = await start();
  const input = { InstanceId, RoutingProfileId: ids.routingProfile };
  const { RoutingProfile } = await client.send(new sdk.DescribeRoutingProfileCommand(input));
  for (const { CrossChannelBehavior } of RoutingProfile?.MediaConcurrencies ?? [])
    expect(CrossChannelBehavior).toEqual({ BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' });
  expect(RoutingProfile).not.toHaveProperty('AssociatedQueueIds');
  expect(RoutingProfile?.NumberOfAssociatedQueues).toBe(1);
});

// Source: https://github.com/aws/aws-sdk-go/issues/3602, where a well-formed request always ended so.
test('UpdateRoutingProfileQueues for a queue that is not associated is InvalidRequestException', async () => {
  const { client, InstanceId, ids } = await start();
  const QueueReference = { QueueId: ids.queue, Channel: 'TASK' as const };
  const QueueConfigs = [{ QueueReference, Priority: 1, Delay: 0 }];
  const input = { InstanceId, RoutingProfileId: ids.routingProfile, QueueConfigs };
  expect(await errorOf(client.send(new sdk.UpdateRoutingProfileQueuesCommand(input)))).toBe('InvalidRequestException');
});

describe('a throttled call', () => {
  const exhaust = async ({ client, InstanceId }: Started) => {
    const search = () => client.send(new sdk.SearchUsersCommand({ InstanceId }));
    for (let call = 0; call < 5; call++) await search();
    return errorOf(search());
  };

  // Source: the code of tools that run against Amazon Connect, amazon-connect-copy and Terraform's provider, which
  // retry on this name. The model declares ThrottlingException.
  test('is TooManyRequestsException, unless the switch says so', async () => {
    const now = () => 1_700_000_000_000;
    expect(await exhaust(await start({ throttle: true, now }))).toBe('TooManyRequestsException');
    const other = await start({ throttle: true, now, throttlingError: 'ThrottlingException' });
    expect(await exhaust(other)).toBe('ThrottlingException');
  });
});

describe('the wire', () => {
  const post = (body: string, type = 'application/json') => ({
    method: 'POST',
    body,
    headers: { 'content-type': type },
  });

  // Source: "Response Elements" of the API reference: "If the action is successful, the service sends back an HTTP 200
  // response with an empty HTTP body."
  test('updates, tags and deletions are answered with an empty body', async () => {
    const started = await start();
    const { emulator, InstanceId, client } = started;
    const { UserId, UserArn = '' } = await client.send(newUser(started));
    const identity = JSON.stringify({ IdentityInfo: { FirstName: 'J', LastName: 'D' } });
    const calls = [
      await raw(emulator, `/users/${InstanceId}/${UserId}/identity-info`, post(identity)),
      await raw(emulator, `/tags/${encodeURIComponent(UserArn)}`, post('{"tags":{"a":"b"}}')),
      await raw(emulator, `/users/${InstanceId}/${UserId}`, { method: 'DELETE' }),
    ];
    for (const { status, text } of calls) expect([status, text]).toEqual([200, '']);
  });

  // Source: the protocol tests of restJson1 refuse it with 415; nothing says that Amazon Connect does.
  test('another content type is passed over, unless the switch says so', async () => {
    const { emulator, InstanceId } = await start();
    const search = post(JSON.stringify({ InstanceId }), 'text/plain');
    expect(await raw(emulator, '/search-users', search)).toMatchObject({ status: 200 });
    const strict = await start({ contentType: 'checked' });
    const refused = { status: 415, error: 'UnsupportedMediaTypeException' };
    expect(await raw(strict.emulator, '/search-users', search)).toMatchObject(refused);
    expect(await raw(strict.emulator, '/search-users', post(search.body))).toMatchObject({ status: 200 });
    expect(await raw(strict.emulator, '/instance')).toMatchObject({ status: 200 });
  });

  // Source: Smithy's HTTP bindings leave it open for what is no list; the first value is what servers of Smithy take.
  test('of a query parameter that comes twice, the first counts', async () => {
    const started = await start();
    const { emulator, InstanceId } = started;
    for (const Username of ['a', 'b', 'c']) await createUser(started, { Username });
    const { body } = await raw(emulator, `/users-summary/${InstanceId}?maxResults=2&maxResults=1`);
    expect(body['UserSummaryList']).toHaveLength(2);
  });
});

describe('a Region', () => {
  const id = '11111111-2222-4333-8444-555555555555';
  const seed = {
    version: 1,
    instances: [
      { id, alias: 'pair', region: 'us-east-1', users: [] },
      { id, alias: 'pair-replica', region: 'us-west-2' },
      { alias: 'alone', region: 'eu-central-1' },
    ],
  };
  const clientIn = ({ emulator }: Started, region: string) => clientOf({ url: emulator.url, region });

  // Source: the instance is a resource of one Region; its ARN names it (ListInstances, DescribeInstance).
  test('A26: knows its own instances only', async () => {
    const started = await start({ region: 'eu-west-2' });
    expect(started.emulator.instances[0]?.arn).toContain(':eu-west-2:');
    const client = clientIn(started, 'us-east-1');
    const { InstanceId } = started;
    const missing = client.send(new sdk.DescribeInstanceCommand({ InstanceId }));
    expect(await errorOf(missing)).toBe('ResourceNotFoundException');
    expect((await client.send(new sdk.ListInstancesCommand({}))).InstanceSummaryList).toEqual([]);
    client.destroy();
  });

  test('may have instances from the seed, also the pair of a Global Resiliency instance', async () => {
    const started = await start({ seed });
    const regions = ['us-east-1', 'us-west-2', 'eu-central-1'];
    expect(started.emulator.instances.map(({ region }) => region).sort()).toEqual([...regions].sort());
    const clients = regions.map((region) => clientIn(started, region));
    const [source, replica, alone] = clients as [sdk.ConnectClient, sdk.ConnectClient, sdk.ConnectClient];
    const describeIn = (client: sdk.ConnectClient, InstanceId = id) =>
      client.send(new sdk.DescribeInstanceCommand({ InstanceId }));
    expect((await describeIn(source)).Instance?.Arn).toContain(':us-east-1:');
    const { Instance, ReplicationConfiguration } = await describeIn(replica);
    expect(Instance?.Arn).toContain(':us-west-2:');
    expect(ReplicationConfiguration?.SourceRegion).toBe('us-east-1');
    expect(ReplicationConfiguration?.ReplicationStatusSummaryList?.map(({ Region }) => Region)).toEqual([
      'us-east-1',
      'us-west-2',
    ]);
    const { InstanceSummaryList } = await alone.send(new sdk.ListInstancesCommand({}));
    const found = await describeIn(alone, InstanceSummaryList?.[0]?.Id);
    expect(found.Instance?.InstanceAlias).toBe('alone');
    expect(found.ReplicationConfiguration).toBeUndefined();
    for (const client of clients) client.destroy();
  });

  test('has instances and token buckets of its own', async () => {
    const started = await start({ throttle: true, now: () => 1_700_000_000_000 });
    const client = clientIn(started, 'ap-southeast-2');
    const { Id } = await client.send(
      new sdk.CreateInstanceCommand({
        IdentityManagementType: 'SAML',
        InstanceAlias: 'south',
        InboundCallsEnabled: true,
        OutboundCallsEnabled: true,
      }),
    );
    expect(started.emulator.instances.map(({ region }) => region)).toEqual(['us-west-2', 'ap-southeast-2']);
    const search = (caller: sdk.ConnectClient, InstanceId = '') =>
      caller.send(new sdk.SearchUsersCommand({ InstanceId }));
    for (let call = 0; call < 5; call++) await search(started.client, started.InstanceId);
    expect((await search(client, Id)).Users).toEqual([]);
    client.destroy();
  });
});
