import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, type Started, start } from './support.ts';

const create = ({ client }: Started, change: Partial<sdk.CreateInstanceRequest> = {}) =>
  client.send(
    new sdk.CreateInstanceCommand({
      IdentityManagementType: 'SAML',
      InstanceAlias: 'my-centre',
      InboundCallsEnabled: true,
      OutboundCallsEnabled: false,
      ...change,
    }),
  );

describe('the instance that is there', () => {
  test('has the documented id, alias, Region and identities', async () => {
    const { emulator } = await start();
    expect(emulator.region).toBe('us-west-2');
    expect(emulator.url).toBe(`http://127.0.0.1:${emulator.port}`);
    expect(emulator.instances).toEqual([
      {
        id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07',
        arn: 'arn:aws:connect:us-west-2:123456789012:instance/10a4c4eb-f57e-4d4c-b602-bf39176ced07',
        region: 'us-west-2',
        alias: 'connect-sync-local',
        identityManagement: 'SAML',
        users: 0,
      },
    ]);
  });

  test('may have others', async () => {
    const { emulator } = await start({
      region: 'eu-central-1',
      instanceId: '00000000-0000-4000-8000-000000000000',
      alias: 'elsewhere',
      identityManagement: 'CONNECT_MANAGED',
    });
    expect(emulator.instances[0]).toMatchObject({
      arn: 'arn:aws:connect:eu-central-1:123456789012:instance/00000000-0000-4000-8000-000000000000',
      alias: 'elsewhere',
      identityManagement: 'CONNECT_MANAGED',
    });
  });
});

describe('an instance', () => {
  test.each<sdk.DirectoryType>(['SAML', 'CONNECT_MANAGED'])('with %s identities is created', async (type) => {
    const started = await start();
    const { Id, Arn } = await create(started, { IdentityManagementType: type, Tags: { owner: 'me' } });
    const { Instance } = await started.client.send(new sdk.DescribeInstanceCommand({ InstanceId: Id }));
    expect(Instance).toMatchObject({
      Id,
      Arn,
      IdentityManagementType: type,
      InstanceAlias: 'my-centre',
      InstanceStatus: 'ACTIVE',
      InboundCallsEnabled: true,
      OutboundCallsEnabled: false,
      InstanceAccessUrl: 'https://my-centre.my.connect.aws',
      Tags: { owner: 'me' },
    });
  });

  test('with a directory needs the directory, and no alias', async () => {
    const started = await start();
    const directory = { IdentityManagementType: 'EXISTING_DIRECTORY', InstanceAlias: undefined } as const;
    expect(await errorOf(create(started, directory))).toBe('InvalidRequestException');
    const { Id } = await create(started, { ...directory, DirectoryId: 'd-0123456789' });
    const { Instance } = await started.client.send(new sdk.DescribeInstanceCommand({ InstanceId: Id }));
    expect(Instance?.IdentityManagementType).toBe('EXISTING_DIRECTORY');
  });

  test.each<[string, Partial<sdk.CreateInstanceRequest>]>([
    ['no alias', { InstanceAlias: undefined }],
    ['an alias that is taken', { InstanceAlias: 'Connect-Sync-Local' }],
    ['an alias that is not allowed', { InstanceAlias: 'd-centre' }],
    ['identities of an unknown kind', { IdentityManagementType: 'LDAP' as 'SAML' }],
  ])('is not created with %s', async (_sentence, change) => {
    expect(await errorOf(create(await start(), change))).toBe('InvalidRequestException');
  });

  test('is created once for a client token', async () => {
    const started = await start();
    const ClientToken = 'token';
    const { Id } = await create(started, { ClientToken });
    expect((await create(started, { ClientToken })).Id).toBe(Id);
    expect(started.emulator.instances).toHaveLength(2);
  });

  test('counts against the quota of the account, which is HTTP 402', async () => {
    const started = await start({ quotas: { instances: 1 } });
    await expect(create(started)).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      $metadata: { httpStatusCode: 402 },
    });
  });

  test('is gone when it is deleted, with all that was in it', async () => {
    const started = await start({ users: 3 });
    const { client, InstanceId } = started;
    await client.send(new sdk.DeleteInstanceCommand({ InstanceId }));
    expect(await errorOf(client.send(new sdk.DescribeInstanceCommand({ InstanceId })))).toBe(
      'ResourceNotFoundException',
    );
    expect(await errorOf(client.send(new sdk.ListUsersCommand({ InstanceId })))).toBe('ResourceNotFoundException');
    expect(started.emulator.instances).toEqual([]);
  });

  test('has users of its own', async () => {
    const started = await start({ users: 3 });
    const { Id: InstanceId } = await create(started);
    const { UserSummaryList } = await started.client.send(new sdk.ListUsersCommand({ InstanceId }));
    expect(UserSummaryList).toEqual([]);
  });
});

test('ListInstances gives ten at a time', async () => {
  const started = await start();
  for (let index = 0; index < 10; index++) await create(started, { InstanceAlias: `centre-${index}` });
  const pages = [];
  for await (const page of sdk.paginateListInstances({ client: started.client }, {})) pages.push(page);
  expect(pages.map(({ InstanceSummaryList }) => InstanceSummaryList?.length)).toEqual([10, 1]);
});
