import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, errorOf, failureOf, idNamed, type Started, start } from './support.ts';

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

async function hoursOf({ client, InstanceId }: Started): Promise<string> {
  const { HoursOfOperationSummaryList: list } = await client.send(new sdk.ListHoursOfOperationsCommand({ InstanceId }));
  return idNamed(list, 'Basic Hours');
}

async function flowOf({ client, InstanceId }: Started): Promise<string> {
  const { ContactFlowSummaryList: list } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
  return idNamed(list, 'Default outbound');
}

const create = async (started: Started, change: Partial<sdk.CreateQueueRequest> = {}) =>
  started.client.send(
    new sdk.CreateQueueCommand({
      InstanceId: started.InstanceId,
      Name: 'Sales',
      HoursOfOperationId: await hoursOf(started),
      ...change,
    }),
  );

const createId = async (started: Started, change: Partial<sdk.CreateQueueRequest> = {}): Promise<string> =>
  (await create(started, change)).QueueId ?? '';

const describeQueue = async ({ client, InstanceId }: Started, QueueId: string) =>
  (await client.send(new sdk.DescribeQueueCommand({ InstanceId, QueueId }))).Queue;

const createQuickConnect = async ({ client, InstanceId }: Started, Name: string): Promise<string> => {
  const QuickConnectConfig: sdk.QuickConnectConfig = {
    QuickConnectType: 'PHONE_NUMBER',
    PhoneConfig: { PhoneNumber: '+493411234567' },
  };
  const command = new sdk.CreateQuickConnectCommand({ InstanceId, Name, QuickConnectConfig });
  return (await client.send(command)).QuickConnectId ?? '';
};

describe('a queue', () => {
  test('is described as it was made', async () => {
    const started = await start();
    const OutboundCallerConfig = {
      OutboundCallerIdName: 'Sales',
      OutboundCallerIdNumberId: 'number',
      OutboundFlowId: await flowOf(started),
    };
    const settings = {
      Description: 'New business',
      OutboundCallerConfig,
      OutboundEmailConfig: { OutboundEmailAddressId: 'address' },
      MaxContacts: 7,
      Tags: { constructor: 'me' },
    };
    const { QueueId, QueueArn } = await create(started, settings);
    expect(await describeQueue(started, QueueId ?? '')).toEqual({
      ...settings,
      Name: 'Sales',
      QueueId,
      QueueArn,
      HoursOfOperationId: await hoursOf(started),
      Status: 'ENABLED',
      LastModifiedTime: expect.any(Date),
      LastModifiedRegion: 'us-west-2',
    });
    expect(QueueArn).toBe(`${started.emulator.instances[0]?.arn}/queue/${QueueId}`);
  });

  test.each<[string, string, Partial<sdk.CreateQueueRequest>]>([
    ['a name that is taken', 'DuplicateResourceException', { Name: 'BasicQueue' }],
    ['hours there are not', 'InvalidParameterException', { HoursOfOperationId: 'unknown' }],
    ['a quick connect there is not', 'InvalidParameterException', { QuickConnectIds: ['unknown'] }],
    ['a flow there is not', 'InvalidParameterException', { OutboundCallerConfig: { OutboundFlowId: 'unknown' } }],
    ['a negative number of contacts', 'InvalidParameterException', { MaxContacts: -1 }],
    ['an empty description', 'InvalidParameterException', { Description: '' }],
  ])('is not created with %s', async (_sentence, error, change) => {
    expect(await errorOf(create(await start(), change))).toBe(error);
  });

  test('counts against the quota', async () => {
    expect(await errorOf(create(await start({ quotas: { queues: 1 } })))).toBe('LimitExceededException');
  });

  test('is listed among the standard queues', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    await create(started, { Name: '__proto__' });
    const { QueueSummaryList: list } = await client.send(new sdk.ListQueuesCommand({ InstanceId }));
    expect(list?.map(({ Name }) => Name)).toEqual(['BasicQueue', '__proto__']);
  });

  test('of an agent is not described', async () => {
    const started = await start();
    expect(await errorOf(describeQueue(started, await createUser(started)))).toBe('ResourceNotFoundException');
  });
});

describe('an update of a queue', () => {
  type Update = (started: Started, QueueId: string) => Promise<unknown>;
  const name =
    (change: { Name?: string; Description?: string }): Update =>
    ({ client, InstanceId }, QueueId) =>
      client.send(new sdk.UpdateQueueNameCommand({ InstanceId, QueueId, ...change }));
  const most =
    (MaxContacts?: number): Update =>
    ({ client, InstanceId }, QueueId) =>
      client.send(new sdk.UpdateQueueMaxContactsCommand({ InstanceId, QueueId, MaxContacts }));
  const caller =
    (OutboundCallerConfig: sdk.OutboundCallerConfig): Update =>
    ({ client, InstanceId }, QueueId) =>
      client.send(new sdk.UpdateQueueOutboundCallerConfigCommand({ InstanceId, QueueId, OutboundCallerConfig }));
  const email =
    (OutboundEmailAddressId: string): Update =>
    ({ client, InstanceId }, QueueId) => {
      const OutboundEmailConfig = { OutboundEmailAddressId };
      return client.send(new sdk.UpdateQueueOutboundEmailConfigCommand({ InstanceId, QueueId, OutboundEmailConfig }));
    };
  const status =
    (Status: sdk.QueueStatus): Update =>
    ({ client, InstanceId }, QueueId) =>
      client.send(new sdk.UpdateQueueStatusCommand({ InstanceId, QueueId, Status }));
  const hours =
    (HoursOfOperationId: string): Update =>
    ({ client, InstanceId }, QueueId) =>
      client.send(new sdk.UpdateQueueHoursOfOperationCommand({ InstanceId, QueueId, HoursOfOperationId }));

  test.each<[string, Update, object]>([
    ['sets the name', name({ Name: 'Orders' }), { Name: 'Orders', Description: 'Before' }],
    ['accepts the name it has', name({ Name: 'Sales' }), { Name: 'Sales' }],
    ['sets the description', name({ Description: 'After' }), { Name: 'Sales', Description: 'After' }],
    ['sets the number of contacts', most(0), { MaxContacts: 0 }],
    ['takes the number of contacts away', most(), { MaxContacts: undefined }],
    [
      'replaces the outbound caller',
      caller({ OutboundCallerIdNumberId: 'number' }),
      { OutboundCallerConfig: { OutboundCallerIdNumberId: 'number' } },
    ],
    [
      'sets the outbound e-mail address',
      email('address'),
      { OutboundEmailConfig: { OutboundEmailAddressId: 'address' } },
    ],
    ['disables it', status('DISABLED'), { Status: 'DISABLED' }],
  ])('%s and moves its time', async (_sentence, update, expected) => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const QueueId = await createId(started, {
      Description: 'Before',
      MaxContacts: 5,
      OutboundCallerConfig: { OutboundCallerIdName: 'Before' },
    });
    now += 60_000;
    await update(started, QueueId);
    const queue = await describeQueue(started, QueueId);
    expect({ MaxContacts: undefined, ...queue }).toMatchObject({ ...expected, LastModifiedTime: new Date(now) });
    if ('OutboundCallerConfig' in expected) expect(queue?.OutboundCallerConfig).toEqual(expected.OutboundCallerConfig);
  });

  test('sets the hours', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const { HoursOfOperationId = '' } = await client.send(
      new sdk.CreateHoursOfOperationCommand({ InstanceId, Name: 'Always', TimeZone: 'UTC', Config: [] }),
    );
    await hours(HoursOfOperationId)(started, started.ids.queue);
    expect(await describeQueue(started, started.ids.queue)).toMatchObject({ HoursOfOperationId });
  });

  test.each<[string, string, Update]>([
    ['neither name nor description', 'InvalidParameterException', name({})],
    ['a name that is taken', 'DuplicateResourceException', name({ Name: 'BasicQueue' })],
    ['hours there are not', 'InvalidParameterException', hours('unknown')],
    ['a flow there is not', 'InvalidParameterException', caller({ OutboundFlowId: 'unknown' })],
    ['a status there is not', 'InvalidParameterException', status('PAUSED' as sdk.QueueStatus)],
    ['a queue there is not', 'ResourceNotFoundException', (started) => most(1)(started, 'unknown')],
  ])('refuses %s', async (_sentence, error, update) => {
    const started = await start();
    expect(await errorOf(update(started, await createId(started)))).toBe(error);
  });
});

describe('DeleteQueue', () => {
  const remove = ({ client, InstanceId }: Started, QueueId: string) =>
    client.send(new sdk.DeleteQueueCommand({ InstanceId, QueueId }));

  test('deletes a queue, once; its name is free again', async () => {
    const started = await start();
    const QueueId = await createId(started);
    await remove(started, QueueId);
    expect(await errorOf(remove(started, QueueId))).toBe('ResourceNotFoundException');
    await create(started);
  });

  const profile = (started: Started, queues: Partial<sdk.CreateRoutingProfileRequest>) =>
    started.client.send(
      new sdk.CreateRoutingProfileCommand({
        InstanceId: started.InstanceId,
        Name: 'Sales',
        Description: 'New business',
        DefaultOutboundQueueId: started.ids.queue,
        MediaConcurrencies: [{ Channel: 'CHAT', Concurrency: 1 }],
        ...queues,
      }),
    );
  const chatOf = (QueueId: string) => ({ QueueReference: { QueueId, Channel: 'CHAT' as const } });

  test.each<[string, (QueueId: string) => Partial<sdk.CreateRoutingProfileRequest>]>([
    ['that a routing profile has', (id) => ({ QueueConfigs: [{ ...chatOf(id), Priority: 1, Delay: 0 }] })],
    ['that a routing profile has for manual assignment', (id) => ({ ManualAssignmentQueueConfigs: [chatOf(id)] })],
    ['that is the outbound queue of a routing profile', (id) => ({ DefaultOutboundQueueId: id })],
  ])('refuses a queue %s', async (_sentence, queues) => {
    const started = await start();
    const QueueId = await createId(started);
    const { RoutingProfileId } = await profile(started, queues(QueueId));
    expect(await failureOf(remove(started, QueueId))).toMatchObject({
      name: 'ResourceInUseException',
      ResourceId: RoutingProfileId,
    });
  });
});

describe('the quick connects of a queue', () => {
  const list = async ({ client, InstanceId }: Started, QueueId: string) =>
    (await client.send(new sdk.ListQueueQuickConnectsCommand({ InstanceId, QueueId }))).QuickConnectSummaryList?.map(
      ({ Name }) => Name,
    );
  const associate = ({ client, InstanceId }: Started, QueueId: string, QuickConnectIds: string[]) =>
    client.send(new sdk.AssociateQueueQuickConnectsCommand({ InstanceId, QueueId, QuickConnectIds }));

  test('are associated, listed and disassociated', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const [desk, night] = [await createQuickConnect(started, 'Desk'), await createQuickConnect(started, 'Night')];
    const QueueId = await createId(started, { QuickConnectIds: [night] });
    await associate(started, QueueId, [desk, night]);
    expect(await list(started, QueueId)).toEqual(['Desk', 'Night']);
    const QuickConnectIds = [night, 'unknown'];
    await client.send(new sdk.DisassociateQueueQuickConnectsCommand({ InstanceId, QueueId, QuickConnectIds }));
    expect(await list(started, QueueId)).toEqual(['Desk']);
  });

  test('go with the quick connect', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const QuickConnectId = await createQuickConnect(started, 'Desk');
    const QueueId = await createId(started, { QuickConnectIds: [QuickConnectId] });
    await client.send(new sdk.DeleteQuickConnectCommand({ InstanceId, QuickConnectId }));
    expect(await list(started, QueueId)).toEqual([]);
  });

  test('exist, and the queue too', async () => {
    const started = await start();
    const id = await createQuickConnect(started, 'Desk');
    expect(await errorOf(associate(started, started.ids.queue, ['unknown']))).toBe('InvalidParameterException');
    expect(await errorOf(associate(started, 'unknown', [id]))).toBe('ResourceNotFoundException');
  });

  test('are fifty at most', async () => {
    const started = await start();
    const ids: string[] = [];
    for (let count = 0; count < 51; count++) ids.push(await createQuickConnect(started, `number ${count}`));
    await associate(started, started.ids.queue, ids.slice(1));
    expect(await errorOf(associate(started, started.ids.queue, ids.slice(0, 1)))).toBe('LimitExceededException');
    const { client, InstanceId } = started;
    await client.send(new sdk.DeleteQuickConnectCommand({ InstanceId, QuickConnectId: ids[1] }));
    await associate(started, started.ids.queue, ids.slice(0, 1));
  });
});

describe('the e-mail addresses of a queue', () => {
  const list = async ({ client, InstanceId }: Started, QueueId: string) =>
    (await client.send(new sdk.ListQueueEmailAddressesCommand({ InstanceId, QueueId }))).EmailAddressMetadataList?.map(
      ({ Id, IsDefaultOutboundEmail }) => `${Id} ${IsDefaultOutboundEmail}`,
    );
  const associate = ({ client, InstanceId }: Started, QueueId: string, addresses: string[]) => {
    const EmailAddressesConfig = addresses.map((EmailAddressId) => ({ EmailAddressId }));
    return client.send(new sdk.AssociateQueueEmailAddressesCommand({ InstanceId, QueueId, EmailAddressesConfig }));
  };

  test('are listed with the outbound one, associated and disassociated', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const QueueId = await createId(started, {
      OutboundEmailConfig: { OutboundEmailAddressId: 'outbound' },
      EmailAddressesConfig: [{ EmailAddressId: 'first' }],
    });
    await associate(started, QueueId, ['first', 'second']);
    expect(await list(started, QueueId)).toEqual(['outbound true', 'first false', 'second false']);
    const EmailAddressesId = ['first', 'unknown'];
    await client.send(new sdk.DisassociateQueueEmailAddressesCommand({ InstanceId, QueueId, EmailAddressesId }));
    expect(await list(started, QueueId)).toEqual(['outbound true', 'second false']);
  });

  test('are 49 at most besides the outbound one', async () => {
    const started = await start();
    const addresses = Array.from({ length: 49 }, (_none, index) => `address ${index}`);
    await associate(started, started.ids.queue, addresses);
    expect(await errorOf(associate(started, started.ids.queue, ['one more']))).toBe('LimitExceededException');
  });
});
