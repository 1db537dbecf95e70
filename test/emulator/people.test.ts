import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions, IdentityManagement } from '../../src/emulator/index.ts';
import { readName } from '../../src/emulator/seed/names.ts';
import { describeUser, type Started, start } from './support.ts';

async function everybody(options: EmulatorOptions): Promise<Started & { readonly users: sdk.UserSearchSummary[] }> {
  const started = await start(options);
  const users = [];
  for await (const { Users = [] } of sdk.paginateSearchUsers({ client: started.client, pageSize: 500 }, started))
    users.push(...Users);
  return { ...started, users };
}

/** How many users there are for each value of something. */
function spread(users: readonly sdk.UserSearchSummary[], of: (user: sdk.UserSearchSummary) => unknown): number[] {
  const counts = new Map<unknown, number>();
  for (const user of users) counts.set(of(user), (counts.get(of(user)) ?? 0) + 1);
  return [...counts.values()];
}

describe('people', () => {
  test('are as many as asked for, in a hierarchy of regions, sites and teams', async () => {
    const { client, InstanceId, users } = await everybody({ users: 1200 });
    const { HierarchyStructure } = await client.send(new sdk.DescribeUserHierarchyStructureCommand({ InstanceId }));
    expect(users).toHaveLength(1200);
    expect(HierarchyStructure).toMatchObject({
      LevelOne: { Name: 'Region' },
      LevelTwo: { Name: 'Site' },
      LevelThree: { Name: 'Team' },
    });
    expect(spread(users, ({ HierarchyGroupId }) => HierarchyGroupId).length).toBeGreaterThan(40);
    expect(users.some(({ HierarchyGroupId }) => HierarchyGroupId === undefined)).toBe(true);
  });

  test('differ in profiles, telephones and tags', async () => {
    const { users } = await everybody({ users: 1200 });
    expect(spread(users, ({ RoutingProfileId }) => RoutingProfileId)).toHaveLength(6);
    expect(spread(users, ({ SecurityProfileIds = [] }) => SecurityProfileIds[0])).toHaveLength(4);
    expect(spread(users, ({ PhoneConfig }) => PhoneConfig?.PhoneType)).toHaveLength(2);
    expect(users.some(({ SecurityProfileIds = [] }) => SecurityProfileIds.length > 1)).toBe(true);
    expect(users.some(({ Tags = {} }) => Object.keys(Tags).length === 0)).toBe(true);
    const limits = ({ AfterContactWorkConfigs = [] }: sdk.UserSearchSummary) =>
      new Set(AfterContactWorkConfigs.map((entry) => entry.AfterContactWorkConfig?.AfterContactWorkTimeLimit));
    expect(users.some((user) => limits(user).size > 1)).toBe(true);
  });

  test('have names of many languages in Normalization Form C', async () => {
    const { users } = await everybody({ users: 1200 });
    const names = users.map(({ IdentityInfo }) => `${IdentityInfo?.FirstName} ${IdentityInfo?.LastName}`);
    expect(names.filter((name) => name.normalize('NFC') !== name)).toEqual([]);
    for (const script of [/\p{Script=Greek}/u, /\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u, /\p{Script=Han}/u, /ł/])
      expect(names.some((name) => script.test(name))).toBe(true);
  });

  test('were not changed on the day on which the emulator starts', async () => {
    const now = Date.parse('2026-11-23T12:00:00Z');
    const { client, InstanceId } = await start({ users: 50, now: () => now });
    const { UserSummaryList = [] } = await client.send(new sdk.ListUsersCommand({ InstanceId }));
    const ages = UserSummaryList.map(({ LastModifiedTime }) => now - (LastModifiedTime?.getTime() ?? now));
    expect(Math.min(...ages)).toBeGreaterThan(24 * 60 * 60 * 1000);
    expect(new Set(ages).size).toBeGreaterThan(40);
  });

  test('are the same in every run, and others in another instance', async () => {
    const names = async (options: EmulatorOptions) =>
      (await everybody({ users: 20, ...options })).users.map(({ Id, Username }) => [Id, Username]);
    const once = await names({});
    expect(await names({})).toEqual(once);
    expect(await names({ instanceId: '00000000-0000-4000-8000-000000000000' })).not.toEqual(once);
  });

  test.each<[IdentityManagement, number, object]>([
    ['SAML', 64, { FirstName: expect.any(String), LastName: expect.any(String) }],
    ['CONNECT_MANAGED', 20, { Email: expect.stringMatching(/@example\.com$/) }],
    ['EXISTING_DIRECTORY', 20, { Email: expect.stringMatching(/@example\.com$/) }],
  ])('follow the rules where identities are %s', async (identityManagement, longest, identity) => {
    const { users, ...started } = await everybody({ users: 400, identityManagement });
    const usernames = users.map(({ Username = '' }) => Username);
    expect(usernames.filter((name) => name.length > longest || !/^[a-z.]+\d*$/.test(name))).toEqual([]);
    expect(new Set(usernames.map((name) => name.toLowerCase())).size).toBe(400);
    const described = await describeUser(started, users[0]?.Id ?? '');
    expect(described.IdentityInfo).toMatchObject(identity);
    expect(described.IdentityInfo?.Email === undefined).toBe(identityManagement === 'SAML');
  });

  test('leave room for more', async () => {
    const started = await start({ users: 600 });
    expect(started.emulator.instances[0]?.users).toBe(600);
  });
});

describe('a name in a username', () => {
  test.each([
    ['Jürgen', 'jurgen'],
    ['Groß', 'gross'],
    ['Łukasz', 'lukasz'],
    ['Søren', 'soren'],
    ['Işıl', 'isil'],
    ['Nguyễn', 'nguyen'],
    ['山田|yamada', 'yamada'],
  ])('%s becomes %s', (entry, latin) => {
    expect(readName(entry).latin).toBe(latin);
  });
});
