import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { errorOf, type Started, start } from './support.ts';

type Structure = sdk.HierarchyStructureUpdate;

const setLevels = ({ client, InstanceId }: Started, HierarchyStructure: Structure) =>
  client.send(new sdk.UpdateUserHierarchyStructureCommand({ InstanceId, HierarchyStructure }));

const createGroup = async ({ client, InstanceId }: Started, Name: string, ParentGroupId?: string) =>
  (await client.send(new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name, ParentGroupId }))).HierarchyGroupId;

const levelsOf = async ({ client, InstanceId }: Started) =>
  (await client.send(new sdk.DescribeUserHierarchyStructureCommand({ InstanceId }))).HierarchyStructure;

async function startWithLevels(...names: string[]): Promise<Started> {
  return startGuessing({}, ...names);
}

async function startGuessing(options: EmulatorOptions, ...names: string[]): Promise<Started> {
  const started = await start(options);
  const keys = ['LevelOne', 'LevelTwo', 'LevelThree', 'LevelFour', 'LevelFive'];
  await setLevels(started, Object.fromEntries(names.map((Name, index) => [keys[index], { Name }])));
  return started;
}

describe('the structure of the hierarchy', () => {
  test('is empty at first', async () => {
    expect(await levelsOf(await start())).toEqual({});
  });

  test('has levels with an id, an ARN and a name', async () => {
    const started = await startWithLevels('Region', 'Site');
    expect(await levelsOf(started)).toMatchObject({
      LevelOne: { Id: '1', Arn: expect.stringContaining('/agent-group-level/1'), Name: 'Region' },
      LevelTwo: { Id: '2', Arn: expect.stringContaining('/agent-group-level/2'), Name: 'Site' },
    });
  });

  test('renames a level and adds one', async () => {
    const started = await startWithLevels('Region');
    await setLevels(started, { LevelOne: { Name: 'Area' }, LevelTwo: { Name: 'Site' } });
    expect(await levelsOf(started)).toMatchObject({ LevelOne: { Name: 'Area' }, LevelTwo: { Name: 'Site' } });
  });

  test('loses a level that is left out', async () => {
    const started = await startWithLevels('Region', 'Site');
    await setLevels(started, { LevelOne: { Name: 'Region' } });
    expect((await levelsOf(started))?.LevelTwo).toBeUndefined();
  });

  test('keeps a level that is left out, by the other guess', async () => {
    const started = await startGuessing({ hierarchyStructure: 'merge' }, 'Region', 'Site');
    await setLevels(started, { LevelOne: { Name: 'Area' } });
    expect(await levelsOf(started)).toMatchObject({ LevelOne: { Name: 'Area' }, LevelTwo: { Name: 'Site' } });
  });

  test('does not lose a level that has groups', async () => {
    const started = await startWithLevels('Region', 'Site');
    await createGroup(started, 'Dublin', await createGroup(started, 'EMEA'));
    expect(await errorOf(setLevels(started, { LevelOne: { Name: 'Region' } }))).toBe('ResourceInUseException');
  });

  test.each<[string, Structure]>([
    ['a gap between levels', { LevelTwo: { Name: 'Site' } }],
    ['a name of 51 characters', { LevelOne: { Name: 'x'.repeat(51) } }],
    ['an empty name', { LevelOne: { Name: '' } }],
  ])('has no %s', async (_sentence, structure) => {
    expect(await errorOf(setLevels(await start(), structure))).toBe('InvalidParameterException');
  });
});

describe('a group', () => {
  test('is described with its level and the path down to itself', async () => {
    const started = await startWithLevels('Region', 'Site');
    const { client, InstanceId } = started;
    const region = await createGroup(started, 'EMEA');
    const site = await createGroup(started, 'Dublin', region);
    const { HierarchyGroup } = await client.send(
      new sdk.DescribeUserHierarchyGroupCommand({ InstanceId, HierarchyGroupId: site }),
    );
    expect(HierarchyGroup).toMatchObject({ Id: site, Name: 'Dublin', LevelId: '2', Tags: {} });
    expect(HierarchyGroup?.HierarchyPath).toEqual({
      LevelOne: { Id: region, Arn: expect.stringContaining(`/agent-group/${region}`), Name: 'EMEA' },
      LevelTwo: { Id: site, Arn: expect.stringContaining(`/agent-group/${site}`), Name: 'Dublin' },
    });
  });

  test('may have the name of a group elsewhere, but not of its neighbour', async () => {
    const started = await startWithLevels('Region', 'Site');
    const [emea, apac] = [await createGroup(started, 'EMEA'), await createGroup(started, 'APAC')];
    await createGroup(started, 'A/B', emea);
    await createGroup(started, 'A/B', apac);
    expect(await errorOf(createGroup(started, 'A/B', apac))).toBe('DuplicateResourceException');
  });

  test('needs its level in the structure', async () => {
    const started = await startWithLevels('Region');
    const region = await createGroup(started, 'EMEA');
    expect(await errorOf(createGroup(started, 'Dublin', region))).toBe('InvalidParameterException');
  });

  test('is on level five at the deepest', async () => {
    const started = await startWithLevels('1', '2', '3', '4', '5');
    let parent = await createGroup(started, 'a');
    for (const name of ['b', 'c', 'd', 'e']) parent = await createGroup(started, name, parent);
    expect(await errorOf(createGroup(started, 'f', parent))).toBe('InvalidParameterException');
  });

  test.each([
    ['a parent there is not', 'EMEA', 'unknown'],
    ['a name of 101 characters', 'x'.repeat(101), undefined],
    ['an empty name', '', undefined],
  ])('is not created with %s', async (_sentence, name, parent) => {
    const started = await startWithLevels('Region', 'Site');
    expect(await errorOf(createGroup(started, name, parent))).toBe('InvalidParameterException');
  });

  test('counts against the quota', async () => {
    const started = await startGuessing({ quotas: { hierarchyGroups: 1 } }, 'Region');
    await createGroup(started, 'EMEA');
    expect(await errorOf(createGroup(started, 'APAC'))).toBe('LimitExceededException');
  });
});

describe('all groups', () => {
  test('are listed by name and searched with path; the search shows the internal root too', async () => {
    const started = await startWithLevels('Region', 'Site');
    const { client, InstanceId } = started;
    await createGroup(started, 'Dublin', await createGroup(started, 'EMEA'));
    const listed = await client.send(new sdk.ListUserHierarchyGroupsCommand({ InstanceId }));
    const found = await client.send(new sdk.SearchUserHierarchyGroupsCommand({ InstanceId }));
    expect(listed.UserHierarchyGroupSummaryList?.map(({ Name }) => Name)).toEqual(['EMEA', 'Dublin']);
    expect(found.UserHierarchyGroups?.map(({ LevelId }) => LevelId)).toEqual(['0', '1', '2']);
    expect(found.UserHierarchyGroups?.[0]?.HierarchyPath).toEqual({});
    expect(found.UserHierarchyGroups?.[2]?.HierarchyPath?.LevelOne?.Name).toBe('EMEA');
    expect(found.ApproximateTotalCount).toBe(3);
  });
});
