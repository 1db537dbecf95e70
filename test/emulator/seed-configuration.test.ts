import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { SeedError, startEmulator } from '../../src/emulator/index.ts';
import { idNamed, start } from './support.ts';

const seedOf = (instance: object) => ({ version: 1, instances: [instance] });

const JANE = { username: 'jane.doe', firstName: 'Jane', lastName: 'Doe' };

describe('a seed', () => {
  test('brings quick connects to users, queues, numbers and flows', async () => {
    const { client, InstanceId, ids } = await start({
      seed: seedOf({
        users: [JANE],
        quickConnects: [
          { name: 'Jane', user: 'Jane.Doe', description: 'Team lead', tags: { site: 'dublin' } },
          { name: 'Basic', queue: 'BasicQueue', queues: ['BasicQueue'] },
          { name: '__proto__', phoneNumber: '+493411234567', queues: ['BasicQueue'] },
          { name: 'Flow', flow: 'Default agent transfer' },
        ],
      }),
    });
    const { QuickConnects = [] } = await client.send(new sdk.SearchQuickConnectsCommand({ InstanceId }));
    const { ContactFlowSummaryList: flows } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
    const { UserSummaryList: users } = await client.send(new sdk.ListUsersCommand({ InstanceId }));
    const [agentTransfer, queueTransfer] = ['Default agent transfer', 'Default queue transfer'].map((name) =>
      idNamed(flows, name),
    );
    expect(QuickConnects[0]).toMatchObject({ Description: 'Team lead', Tags: { site: 'dublin' } });
    expect(QuickConnects.map(({ Name, QuickConnectConfig }) => [Name, QuickConnectConfig])).toEqual([
      ['Jane', { QuickConnectType: 'USER', UserConfig: { UserId: users?.[0]?.Id, ContactFlowId: agentTransfer } }],
      ['Basic', { QuickConnectType: 'QUEUE', QueueConfig: { QueueId: ids.queue, ContactFlowId: queueTransfer } }],
      ['__proto__', { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+493411234567' } }],
      ['Flow', { QuickConnectType: 'FLOW', FlowConfig: { ContactFlowId: agentTransfer } }],
    ]);
    const ofQueue = await client.send(new sdk.ListQueueQuickConnectsCommand({ InstanceId, QueueId: ids.queue }));
    expect(ofQueue.QuickConnectSummaryList?.map(({ Name }) => Name)).toEqual(['Basic', '__proto__']);
  });

  test('brings agent statuses besides those that are there', async () => {
    const { client, InstanceId } = await start({
      seed: seedOf({
        agentStatuses: [
          { name: 'Lunch', description: 'At noon', displayOrder: 1, tags: { kind: 'break' } },
          { name: 'Training', state: 'DISABLED' },
        ],
      }),
    });
    const { AgentStatuses = [] } = await client.send(new sdk.SearchAgentStatusesCommand({ InstanceId }));
    expect(AgentStatuses.map(({ Name, State }) => `${Name} ${State}`)).toEqual([
      'Available ENABLED',
      'Offline ENABLED',
      'Lunch ENABLED',
      'Training DISABLED',
    ]);
    expect(AgentStatuses[2]).toMatchObject({ Description: 'At noon', DisplayOrder: 1, Tags: { kind: 'break' } });
  });

  test.each<[string, object, string]>([
    ['a user there is not', { user: 'unknown' }, 'there is no user unknown'],
    ['a queue there is not', { queue: 'unknown' }, 'there is no queue unknown'],
    ['a flow there is not', { flow: 'unknown' }, 'there is no flow unknown'],
    ['a queue there is not to have it', { flow: 'Default outbound', queues: ['x'] }, 'there is no queue x'],
    ['two targets', { user: 'jane.doe', phoneNumber: '+4912' }, 'only one of user, queue and phoneNumber can be there'],
    ['no target', {}, 'one of user, queue, phoneNumber and flow must be there'],
  ])('is refused with a quick connect to %s', async (_sentence, target, finding) => {
    const seed = seedOf({ users: [JANE], quickConnects: [{ name: 'Desk', ...target }] });
    const refusal = startEmulator({ seed });
    await expect(refusal).rejects.toBeInstanceOf(SeedError);
    await expect(refusal).rejects.toThrow(`/instances/0/quickConnects Desk: ${finding}`);
  });
});
