import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, idNamed, type Started, start } from './support.ts';

const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreateAgentStatusRequest> = {}) =>
  client.send(new sdk.CreateAgentStatusCommand({ InstanceId, Name: 'Lunch', State: 'ENABLED', ...change }));

const createId = async (started: Started, change: Partial<sdk.CreateAgentStatusRequest> = {}): Promise<string> =>
  (await create(started, change)).AgentStatusId ?? '';

const describeStatus = async ({ client, InstanceId }: Started, AgentStatusId: string) =>
  (await client.send(new sdk.DescribeAgentStatusCommand({ InstanceId, AgentStatusId }))).AgentStatus;

type Update = Partial<sdk.UpdateAgentStatusRequest>;

const update = ({ client, InstanceId }: Started, AgentStatusId: string, change: Update) =>
  client.send(new sdk.UpdateAgentStatusCommand({ InstanceId, AgentStatusId, ...change }));

const list = async ({ client, InstanceId }: Started, AgentStatusTypes?: sdk.AgentStatusType[]) =>
  (await client.send(new sdk.ListAgentStatusesCommand({ InstanceId, AgentStatusTypes }))).AgentStatusSummaryList;

describe('an agent status', () => {
  test('is described as it was made', async () => {
    const started = await start();
    const settings = { Name: '__proto__', Description: 'At noon', DisplayOrder: 3, Tags: { constructor: 'me' } };
    const { AgentStatusId = '', AgentStatusARN } = await create(started, settings);
    expect(await describeStatus(started, AgentStatusId)).toEqual({
      ...settings,
      AgentStatusId,
      AgentStatusARN,
      Type: 'CUSTOM',
      State: 'ENABLED',
      LastModifiedTime: expect.any(Date),
      LastModifiedRegion: 'us-west-2',
    });
    expect(AgentStatusARN).toBe(`${started.emulator.instances[0]?.arn}/agent-state/${AgentStatusId}`);
  });

  test.each<[string, string, Partial<sdk.CreateAgentStatusRequest>]>([
    ['a name that is taken', 'DuplicateResourceException', { Name: 'Available' }],
    ['a place of 51', 'InvalidParameterException', { DisplayOrder: 51 }],
    ['a state there is not', 'InvalidParameterException', { State: 'PAUSED' as sdk.AgentStatusState }],
  ])('is not created with %s', async (_sentence, error, change) => {
    expect(await errorOf(create(await start(), change))).toBe(error);
  });

  test('counts against the quota', async () => {
    expect(await errorOf(create(await start({ quotas: { agentStatuses: 2 } })))).toBe('LimitExceededException');
  });

  test.each<[string, Update, object]>([
    ['its name', { Name: 'Break' }, { Name: 'Break', Description: 'At noon', State: 'ENABLED', DisplayOrder: 3 }],
    ['the name it has', { Name: 'Lunch' }, { Name: 'Lunch' }],
    ['its description', { Description: '' }, { Name: 'Lunch', Description: '', DisplayOrder: 3 }],
    ['its state', { State: 'DISABLED' }, { Name: 'Lunch', State: 'DISABLED' }],
    ['its place', { DisplayOrder: 50 }, { DisplayOrder: 50 }],
    ['no place any more', { ResetOrderNumber: true }, { DisplayOrder: undefined }],
  ])('gets %s by an update, which moves its time', async (_sentence, change, expected) => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const id = await createId(started, { Description: 'At noon', DisplayOrder: 3 });
    now += 60_000;
    await update(started, id, change);
    const status = { DisplayOrder: undefined, ...(await describeStatus(started, id)) };
    expect(status).toMatchObject({ ...expected, LastModifiedTime: new Date(now) });
  });

  test.each<[string, string, Update]>([
    ['a name that is taken', 'DuplicateResourceException', { Name: 'Offline' }],
    ['an id there is not', 'ResourceNotFoundException', { AgentStatusId: 'unknown' }],
  ])('is not updated with %s', async (_sentence, error, change) => {
    const started = await start();
    expect(await errorOf(update(started, await createId(started), change))).toBe(error);
  });

  test('of Amazon Connect itself can be renamed but not disabled', async () => {
    const started = await start();
    const id = idNamed(await list(started), 'Available');
    await update(started, id, { Name: 'Ready' });
    expect(await describeStatus(started, id)).toMatchObject({ Name: 'Ready', Type: 'ROUTABLE' });
    expect(await errorOf(update(started, id, { State: 'DISABLED' }))).toBe('InvalidRequestException');
  });
});

test.each<[string, sdk.AgentStatusType[] | undefined, string[]]>([
  ['all', undefined, ['Available', 'Offline', 'Lunch']],
  ['those of a type', ['CUSTOM'], ['Lunch']],
  ['those of two types', ['OFFLINE', 'ROUTABLE'], ['Available', 'Offline']],
])('ListAgentStatuses gives %s', async (_sentence, types, names) => {
  const started = await start();
  await create(started);
  expect((await list(started, types))?.map(({ Name }) => Name)).toEqual(names);
});
