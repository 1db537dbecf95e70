import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { createUser, describeUser, type Started, start } from './support.ts';

const search = ({ client, InstanceId }: Started, change: Partial<sdk.SearchUsersRequest> = {}) =>
  client.send(new sdk.SearchUsersCommand({ InstanceId, ...change }));

const work = (Channel: sdk.Channel, AfterContactWorkTimeLimit: number) => ({
  Channel,
  AfterContactWorkConfig: { AfterContactWorkTimeLimit },
});

async function startWithOne(options: EmulatorOptions = {}) {
  const started = await start(options);
  const UserId = await createUser(started, {
    IdentityInfo: { FirstName: 'Jane', LastName: 'Doe', Mobile: '+4915112345678', SecondaryEmail: 'jane@example.com' },
    AfterContactWorkConfigs: [work('VOICE', 60), work('CHAT', 15)],
    Tags: { site: 'dublin' },
  });
  return { ...started, UserId };
}

describe('SearchUsers', () => {
  test('gives what DescribeUser gives, without e-mails, mobile and LastModifiedTime', async () => {
    const started = await startWithOne();
    const {
      LastModifiedTime: _time,
      LastModifiedRegion: _region,
      ...described
    } = await describeUser(started, started.UserId);
    expect((await search(started)).Users).toEqual([
      {
        ...described,
        IdentityInfo: { FirstName: 'Jane', LastName: 'Doe' },
        PhoneConfig: { ...described.PhoneConfig, AfterContactWorkTimeLimit: 60_000 },
        AfterContactWorkConfigs: [work('VOICE', 60_000), work('CHAT', 15_000), work('TASK', 0), work('EMAIL', 0)],
      },
    ]);
  });

  test('gives seconds per channel, by the other guess, but milliseconds in PhoneConfig all the same', async () => {
    const { Users } = await search(await startWithOne({ searchUsersChannelUnits: 'seconds' }));
    expect(Users?.[0]?.PhoneConfig?.AfterContactWorkTimeLimit).toBe(60_000);
    expect(Users?.[0]?.AfterContactWorkConfigs?.slice(0, 2)).toEqual([work('VOICE', 60), work('CHAT', 15)]);
  });

  test('counts all users on every page', async () => {
    const started = await start({ users: 7 });
    const pages = [];
    for await (const page of sdk.paginateSearchUsers({ client: started.client, pageSize: 3 }, started))
      pages.push(page);
    expect(pages.map(({ Users }) => Users?.length)).toEqual([3, 3, 1]);
    expect(pages.map(({ ApproximateTotalCount }) => ApproximateTotalCount)).toEqual([7, 7, 7]);
    expect(new Set(pages.flatMap(({ Users }) => Users?.map(({ Id }) => Id))).size).toBe(7);
  });

  test('agrees with ListUsers about who there is', async () => {
    const started = await start({ users: 50 });
    const { client, InstanceId } = started;
    const { UserSummaryList } = await client.send(new sdk.ListUsersCommand({ InstanceId }));
    const { Users } = await search(started);
    expect(Users?.map(({ Username }) => Username)).toEqual(UserSummaryList?.map(({ Username }) => Username));
  });

  test('matches what was, until the lag has passed', async () => {
    let now = 1_700_000_000_000;
    const { emulator, client, InstanceId, UserId, ...rest } = await startWithOne({ now: () => now });
    const started = { emulator, client, InstanceId, ...rest };
    const SearchCriteria = { StringCondition: { FieldName: 'LastName', Value: 'Smith' } };
    const count = async () => (await search(started, { SearchCriteria })).ApproximateTotalCount;
    emulator.faults.searchLag = 5000;
    now += 5000;
    const IdentityInfo = { FirstName: 'Jane', LastName: 'Smith' };
    await client.send(new sdk.UpdateUserIdentityInfoCommand({ InstanceId, UserId, IdentityInfo }));
    expect(await count()).toBe(0);
    now += 5000;
    expect(await count()).toBe(1);
  });

  test('takes empty filters for none', async () => {
    const { Users } = await search(await startWithOne(), { SearchFilter: {}, SearchCriteria: {} });
    expect(Users).toHaveLength(1);
  });
});
