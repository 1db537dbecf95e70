import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, errorOf, type Started, start } from './support.ts';

const list = ({ client, InstanceId }: Started, change: Partial<sdk.ListUsersRequest> = {}) =>
  client.send(new sdk.ListUsersCommand({ InstanceId, ...change }));

async function startWith(users: number): Promise<Started> {
  const started = await start();
  for (let index = 0; index < users; index++) await createUser(started, { Username: `user${index}` });
  return started;
}

function names({ UserSummaryList = [] }: sdk.ListUsersResponse): (string | undefined)[] {
  return UserSummaryList.map(({ Username }) => Username);
}

describe('a list is given in pages', () => {
  test('100 at a time where nothing is asked for', async () => {
    const started = await start({ users: 101 });
    const first = await list(started);
    const second = await list(started, { NextToken: first.NextToken });
    expect([names(first).length, names(second).length, second.NextToken]).toEqual([100, 1, undefined]);
  });

  test('as many as asked for, in the order of creation', async () => {
    const started = await startWith(3);
    const first = await list(started, { MaxResults: 2 });
    expect(names(first)).toEqual(['user0', 'user1']);
    expect(names(await list(started, { MaxResults: 2, NextToken: first.NextToken }))).toEqual(['user2']);
  });

  test('without a token where the last page is exactly full', async () => {
    const started = await startWith(2);
    expect((await list(started, { MaxResults: 2 })).NextToken).toBeUndefined();
  });

  test('and what is deleted between two pages hides nothing else', async () => {
    const started = await startWith(3);
    const first = await list(started, { MaxResults: 1 });
    const UserId = first.UserSummaryList?.[0]?.Id;
    await started.client.send(new sdk.DeleteUserCommand({ InstanceId: started.InstanceId, UserId }));
    expect(names(await list(started, { NextToken: first.NextToken }))).toEqual(['user1', 'user2']);
  });

  type Call = (client: sdk.ConnectClient, input: sdk.ListUsersRequest) => Promise<unknown>;
  test.each<[string, number, Call]>([
    ['ListUsers', 1000, (client, input) => client.send(new sdk.ListUsersCommand(input))],
    ['ListQueues', 1000, (client, input) => client.send(new sdk.ListQueuesCommand(input))],
    ['SearchUsers', 500, (client, input) => client.send(new sdk.SearchUsersCommand(input))],
    ['SearchUserHierarchyGroups', 100, (client, input) => client.send(new sdk.SearchUserHierarchyGroupsCommand(input))],
  ])('of %s, which has %i entries at most', async (_name, most, call) => {
    const { client, InstanceId } = await start();
    await call(client, { InstanceId, MaxResults: most });
    expect(await errorOf(call(client, { InstanceId, MaxResults: most + 1 }))).toBe('InvalidParameterException');
  });
});

describe('a token is good for nothing but the next page', () => {
  test('of the same operation', async () => {
    const started = await startWith(2);
    const { client, InstanceId } = started;
    const { NextToken } = await list(started, { MaxResults: 1 });
    expect(await errorOf(client.send(new sdk.SearchUsersCommand({ InstanceId, NextToken })))).toBe(
      'InvalidParameterException',
    );
  });

  test('of the same instance', async () => {
    const started = await startWith(2);
    const { Id } = await started.client.send(
      new sdk.CreateInstanceCommand({
        IdentityManagementType: 'SAML',
        InstanceAlias: 'other',
        InboundCallsEnabled: true,
        OutboundCallsEnabled: true,
      }),
    );
    const { NextToken } = await list(started, { MaxResults: 1 });
    expect(await errorOf(list({ ...started, InstanceId: Id ?? '' }, { NextToken }))).toBe('InvalidParameterException');
  });

  test('and a page may have another size', async () => {
    const started = await startWith(3);
    const { NextToken } = await list(started, { MaxResults: 1 });
    expect(names(await list(started, { MaxResults: 5, NextToken }))).toEqual(['user1', 'user2']);
  });

  test.each(['', 'nonsense', '1.forged', Buffer.from('1.forged').toString('base64url')])(
    'a token %j is refused',
    async (NextToken) => {
      const started = await startWith(2);
      expect(await errorOf(list(started, { NextToken }))).toBe('InvalidParameterException');
    },
  );
});
