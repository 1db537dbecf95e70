import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, errorOf, idNamed, type Started, start } from './support.ts';

const PHONE: sdk.QuickConnectConfig = {
  QuickConnectType: 'PHONE_NUMBER',
  PhoneConfig: { PhoneNumber: '+493411234567' },
};

async function flowOf({ client, InstanceId }: Started, name = 'Default agent transfer'): Promise<string> {
  const { ContactFlowSummaryList: list } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
  return idNamed(list, name);
}

const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreateQuickConnectRequest> = {}) =>
  client.send(new sdk.CreateQuickConnectCommand({ InstanceId, Name: 'Desk', QuickConnectConfig: PHONE, ...change }));

const createId = async (started: Started, change: Partial<sdk.CreateQuickConnectRequest> = {}): Promise<string> =>
  (await create(started, change)).QuickConnectId ?? '';

const describeOne = async ({ client, InstanceId }: Started, QuickConnectId: string) =>
  (await client.send(new sdk.DescribeQuickConnectCommand({ InstanceId, QuickConnectId }))).QuickConnect;

type Config = (started: Started) => Promise<sdk.QuickConnectConfig>;

const configs: Readonly<Record<sdk.QuickConnectType, Config>> = {
  USER: async (started) => ({
    QuickConnectType: 'USER',
    UserConfig: { UserId: await createUser(started), ContactFlowId: await flowOf(started) },
  }),
  QUEUE: async (started) => ({
    QuickConnectType: 'QUEUE',
    QueueConfig: { QueueId: started.ids.queue, ContactFlowId: await flowOf(started, 'Default queue transfer') },
  }),
  PHONE_NUMBER: async () => PHONE,
  FLOW: async (started) => ({ QuickConnectType: 'FLOW', FlowConfig: { ContactFlowId: await flowOf(started) } }),
};

describe('a quick connect', () => {
  test.each(Object.entries(configs))('of type %s is described as it was made', async (_type, config) => {
    const started = await start();
    const QuickConnectConfig = await config(started);
    const Tags = { constructor: 'me' };
    const made = await create(started, { Name: '__proto__', Description: 'Front', QuickConnectConfig, Tags });
    expect(await describeOne(started, made.QuickConnectId ?? '')).toEqual({
      QuickConnectId: made.QuickConnectId,
      QuickConnectARN: `${started.emulator.instances[0]?.arn}/transfer-destination/${made.QuickConnectId}`,
      Name: '__proto__',
      Description: 'Front',
      QuickConnectConfig,
      Tags,
      LastModifiedTime: expect.any(Date),
      LastModifiedRegion: 'us-west-2',
    });
  });

  const refused: readonly (readonly [string, string, (started: Started) => Promise<object>])[] = [
    ['no configuration', 'InvalidParameterException', async () => ({ QuickConnectType: 'USER' })],
    [
      'the configuration of another type',
      'InvalidParameterException',
      async () => ({ ...PHONE, QuickConnectType: 'QUEUE' }),
    ],
    [
      'a second configuration',
      'InvalidParameterException',
      async (started) => ({ ...PHONE, FlowConfig: { ContactFlowId: await flowOf(started) } }),
    ],
    [
      'a user there is not',
      'InvalidParameterException',
      async (started) => ({
        QuickConnectType: 'USER',
        UserConfig: { UserId: 'unknown', ContactFlowId: await flowOf(started) },
      }),
    ],
    [
      'a queue there is not',
      'InvalidParameterException',
      async (started) => ({
        QuickConnectType: 'QUEUE',
        QueueConfig: { QueueId: 'unknown', ContactFlowId: await flowOf(started) },
      }),
    ],
    [
      'a user and a flow that transfers to queues',
      'InvalidParameterException',
      async (started) => ({
        QuickConnectType: 'USER',
        UserConfig: {
          UserId: await createUser(started),
          ContactFlowId: await flowOf(started, 'Default queue transfer'),
        },
      }),
    ],
    [
      'a queue and a flow that transfers to agents',
      'InvalidParameterException',
      async (started) => ({
        QuickConnectType: 'QUEUE',
        QueueConfig: { QueueId: started.ids.queue, ContactFlowId: await flowOf(started) },
      }),
    ],
    [
      'a flow there is not',
      'InvalidParameterException',
      async () => ({ QuickConnectType: 'FLOW', FlowConfig: { ContactFlowId: 'unknown' } }),
    ],
    [
      'a number that is not E.164',
      'InvalidParameterException',
      async () => ({ QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '0341 123' } }),
    ],
  ];

  test.each(refused)('is not created with %s', async (_sentence, error, config) => {
    const started = await start();
    const QuickConnectConfig = (await config(started)) as sdk.QuickConnectConfig;
    expect(await errorOf(create(started, { QuickConnectConfig }))).toBe(error);
  });

  test('has a name of its own and counts against the quota', async () => {
    const started = await start({ quotas: { quickConnects: 1 } });
    await create(started);
    expect(await errorOf(create(started))).toBe('DuplicateResourceException');
    expect(await errorOf(create(started, { Name: 'Night' }))).toBe('LimitExceededException');
  });

  test('of a user stays when the user is deleted', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const QuickConnectConfig = await configs.USER(started);
    const id = await createId(started, { QuickConnectConfig });
    const UserId = QuickConnectConfig.UserConfig?.UserId;
    await client.send(new sdk.DeleteUserCommand({ InstanceId, UserId }));
    expect((await describeOne(started, id))?.QuickConnectConfig).toEqual(QuickConnectConfig);
  });
});

describe('an update of a quick connect', () => {
  const rename = ({ client, InstanceId }: Started, QuickConnectId: string, change: object) =>
    client.send(new sdk.UpdateQuickConnectNameCommand({ InstanceId, QuickConnectId, ...change }));

  const configure = ({ client, InstanceId }: Started, QuickConnectId: string, config: sdk.QuickConnectConfig) =>
    client.send(new sdk.UpdateQuickConnectConfigCommand({ InstanceId, QuickConnectId, QuickConnectConfig: config }));

  test('sets name or description and moves its time', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const id = await createId(started, { Description: 'Front' });
    now += 60_000;
    await rename(started, id, { Name: 'Reception' });
    const LastModifiedTime = new Date(now);
    expect(await describeOne(started, id)).toMatchObject({ Name: 'Reception', Description: 'Front', LastModifiedTime });
    await rename(started, id, { Name: 'Reception', Description: '' });
    expect(await describeOne(started, id)).toMatchObject({ Name: 'Reception', Description: '' });
  });

  test('sets the configuration, whatever its type', async () => {
    const started = await start();
    const id = await createId(started);
    const config = await configs.QUEUE(started);
    await configure(started, id, config);
    expect((await describeOne(started, id))?.QuickConnectConfig).toEqual(config);
  });

  test.each<[string, string, (started: Started, id: string) => Promise<unknown>]>([
    ['neither name nor description', 'InvalidParameterException', (started, id) => rename(started, id, {})],
    [
      'a name that is taken',
      'InvalidRequestException',
      async (started, id) => {
        await create(started, { Name: 'Night' });
        return rename(started, id, { Name: 'Night' });
      },
    ],
    [
      'a configuration that does not fit',
      'InvalidParameterException',
      (started, id) => configure(started, id, { ...PHONE, QuickConnectType: 'USER' }),
    ],
    ['a quick connect there is not', 'ResourceNotFoundException', (started) => configure(started, 'unknown', PHONE)],
  ])('refuses %s', async (_sentence, error, call) => {
    const started = await start();
    expect(await errorOf(call(started, await createId(started)))).toBe(error);
  });
});

test('DeleteQuickConnect deletes a quick connect, once', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const QuickConnectId = await createId(started);
  const remove = () => client.send(new sdk.DeleteQuickConnectCommand({ InstanceId, QuickConnectId }));
  await remove();
  expect(await errorOf(remove())).toBe('ResourceNotFoundException');
  expect(await errorOf(describeOne(started, QuickConnectId))).toBe('ResourceNotFoundException');
  await create(started);
});

test.each<[string, sdk.QuickConnectType[] | undefined, string[]]>([
  ['all', undefined, ['desk', 'queue']],
  ['those of a type', ['QUEUE'], ['queue']],
  ['those of several types', ['QUEUE', 'PHONE_NUMBER', 'USER'], ['desk', 'queue']],
  ['none', ['FLOW'], []],
])('ListQuickConnects gives %s', async (_sentence, QuickConnectTypes, names) => {
  const started = await start();
  const { client, InstanceId } = started;
  await create(started, { Name: 'desk' });
  await create(started, { Name: 'queue', QuickConnectConfig: await configs.QUEUE(started) });
  const listed = await client.send(new sdk.ListQuickConnectsCommand({ InstanceId, QuickConnectTypes }));
  expect(listed.QuickConnectSummaryList?.map(({ Name }) => Name)).toEqual(names);
});

test('a quick connect can be tagged', async () => {
  const started = await start();
  const { client } = started;
  const { QuickConnectARN: resourceArn } = await create(started);
  await client.send(new sdk.TagResourceCommand({ resourceArn, tags: { __proto__x: 'yes' } }));
  expect((await client.send(new sdk.ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ __proto__x: 'yes' });
});
