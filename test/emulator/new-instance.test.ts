import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, type Started, start } from './support.ts';

const describeRouting = async ({ client, InstanceId }: Started, RoutingProfileId: string) =>
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

  test('the agent statuses Available and Offline', async () => {
    const { client, InstanceId } = await start();
    const { AgentStatusSummaryList: list } = await client.send(new sdk.ListAgentStatusesCommand({ InstanceId }));
    expect(list?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual(['Available ROUTABLE', 'Offline OFFLINE']);
  });

  test('a queue that is open on workdays', async () => {
    const { client, InstanceId, ids } = await start();
    const { Queue } = await client.send(new sdk.DescribeQueueCommand({ InstanceId, QueueId: ids.queue }));
    const { HoursOfOperationId } = Queue ?? {};
    const { HoursOfOperation } = await client.send(
      new sdk.DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId }),
    );
    expect(Queue).toMatchObject({ Name: 'BasicQueue', Status: 'ENABLED' });
    expect(HoursOfOperation).toMatchObject({ Name: 'Basic Hours', TimeZone: 'America/New_York' });
    expect(HoursOfOperation?.Config?.map(({ Day }) => Day)).not.toContain('SUNDAY');
  });
});
