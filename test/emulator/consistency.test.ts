import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, describeUser, errorOf, start } from './support.ts';

describe('DescribeUser with a describeLag', () => {
  test('does not know a new user until the lag has passed; all other calls do', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const { client, emulator, InstanceId } = started;
    emulator.faults.describeLag = 2000;
    const UserId = await createUser(started);
    now += 1999;
    expect(await errorOf(describeUser(started, UserId))).toBe('ResourceNotFoundException');
    await client.send(new sdk.UpdateUserHierarchyCommand({ InstanceId, UserId }));
    const { UserSummaryList } = await client.send(new sdk.ListUsersCommand({ InstanceId }));
    expect(UserSummaryList?.map(({ Id }) => Id)).toEqual([UserId]);
    now += 1;
    expect((await describeUser(started, UserId)).Id).toBe(UserId);
  });

  test('sees a change of an older user at once', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const { client, emulator, InstanceId } = started;
    emulator.faults.describeLag = 2000;
    const UserId = await createUser(started);
    now += 2000;
    const IdentityInfo = { FirstName: 'Joan', LastName: 'Doe' };
    await client.send(new sdk.UpdateUserIdentityInfoCommand({ InstanceId, UserId, IdentityInfo }));
    expect((await describeUser(started, UserId)).IdentityInfo?.FirstName).toBe('Joan');
  });

  test('knows the people of the start', async () => {
    const started = await start({ users: 1 });
    started.emulator.faults.describeLag = 60_000;
    const { client, InstanceId } = started;
    const { UserSummaryList } = await client.send(new sdk.ListUsersCommand({ InstanceId }));
    const id = UserSummaryList?.[0]?.Id ?? '';
    expect((await describeUser(started, id)).Id).toBe(id);
  });

  test('is 0 by default, and again after clear()', async () => {
    const started = await start();
    const { faults } = started.emulator;
    faults.describeLag = 60_000;
    faults.clear();
    expect(faults.describeLag).toBe(0);
    const UserId = await createUser(started);
    expect((await describeUser(started, UserId)).Id).toBe(UserId);
  });
});
