import * as sdk from '@aws-sdk/client-connect';
import { beforeEach, describe, expect, test } from 'vitest';
import { createUser, errorOf, failureOf, type Started, start } from './support.ts';

interface Region {
  readonly started: Started;
  readonly region: string;
  readonly site: string;
}

let now = 1_700_000_000_000;

/** EMEA with the site Dublin. */
async function startWithGroups(): Promise<Region> {
  const started = await start({ now: () => now });
  const { client, InstanceId } = started;
  const HierarchyStructure = { LevelOne: { Name: 'Region' }, LevelTwo: { Name: 'Site' } };
  await client.send(new sdk.UpdateUserHierarchyStructureCommand({ InstanceId, HierarchyStructure }));
  const region = await createGroup(started, 'EMEA');
  return { started, region, site: await createGroup(started, 'Dublin', region) };
}

async function createGroup({ client, InstanceId }: Started, Name: string, ParentGroupId?: string): Promise<string> {
  const command = new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name, ParentGroupId });
  return (await client.send(command)).HierarchyGroupId ?? '';
}

const rename = ({ client, InstanceId }: Started, HierarchyGroupId: string, Name: string) =>
  client.send(new sdk.UpdateUserHierarchyGroupNameCommand({ InstanceId, HierarchyGroupId, Name }));

const remove = ({ client, InstanceId }: Started, HierarchyGroupId: string) =>
  client.send(new sdk.DeleteUserHierarchyGroupCommand({ InstanceId, HierarchyGroupId }));

const describeGroup = async ({ client, InstanceId }: Started, HierarchyGroupId: string) =>
  (await client.send(new sdk.DescribeUserHierarchyGroupCommand({ InstanceId, HierarchyGroupId }))).HierarchyGroup;

beforeEach(() => {
  now = 1_700_000_000_000;
});

describe('UpdateUserHierarchyGroupName', () => {
  test('renames a group, which shows in the path of those below, and moves its time', async () => {
    const { started, region, site } = await startWithGroups();
    now += 60_000;
    await rename(started, region, 'constructor');
    expect(await describeGroup(started, region)).toMatchObject({
      Name: 'constructor',
      LastModifiedTime: new Date(now),
    });
    expect((await describeGroup(started, site))?.HierarchyPath?.LevelOne?.Name).toBe('constructor');
  });

  test('frees the old name and takes the new one', async () => {
    const { started, region } = await startWithGroups();
    await rename(started, region, 'Europe');
    await createGroup(started, 'EMEA');
    expect(await errorOf(rename(started, region, 'EMEA'))).toBe('DuplicateResourceException');
  });

  test('accepts the name that the group has, and one that a group elsewhere has', async () => {
    const { started, region, site } = await startWithGroups();
    await rename(started, region, 'EMEA');
    await rename(started, site, 'EMEA');
    expect((await describeGroup(started, site))?.Name).toBe('EMEA');
  });

  test.each([
    ['an empty name', '', 'InvalidParameterException'],
    ['a name of 101 characters', 'x'.repeat(101), 'InvalidParameterException'],
  ])('refuses %s', async (_sentence, name, error) => {
    const { started, region } = await startWithGroups();
    expect(await errorOf(rename(started, region, name))).toBe(error);
  });

  test('does not find a group there is not', async () => {
    const { started } = await startWithGroups();
    expect(await errorOf(rename(started, 'unknown', 'EMEA'))).toBe('ResourceNotFoundException');
  });
});

describe('DeleteUserHierarchyGroup', () => {
  test('deletes a group without users and children; its name is free again', async () => {
    const { started, region, site } = await startWithGroups();
    await remove(started, site);
    expect(await errorOf(describeGroup(started, site))).toBe('ResourceNotFoundException');
    await createGroup(started, 'Dublin', region);
  });

  test('refuses a group with child groups', async () => {
    const { started, region, site } = await startWithGroups();
    expect(await failureOf(remove(started, region))).toMatchObject({
      name: 'ResourceInUseException',
      ResourceType: 'HIERARCHY_GROUP',
      ResourceId: site,
    });
  });

  test('refuses a group with users, until they have left it', async () => {
    const { started, site } = await startWithGroups();
    const { client, InstanceId } = started;
    const UserId = await createUser(started, { HierarchyGroupId: site });
    expect(await failureOf(remove(started, site))).toMatchObject({
      name: 'ResourceInUseException',
      ResourceType: 'USER',
      ResourceId: UserId,
    });
    await client.send(new sdk.UpdateUserHierarchyCommand({ InstanceId, UserId }));
    await remove(started, site);
  });

  test('does not find a group there is not', async () => {
    const { started } = await startWithGroups();
    expect(await errorOf(remove(started, 'unknown'))).toBe('ResourceNotFoundException');
  });
});
