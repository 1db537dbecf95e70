import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { type Groups, inGroup, search, staff, tag, where } from './staffed.ts';
import { errorOf, type Started, start } from './support.ts';

describe('criteria', () => {
  test.each<[string, sdk.UserSearchCriteria, string[]]>([
    ['a whole username', where('Username', 'jane.doe', 'EXACT'), ['jane.doe']],
    ['a part of a username is none', where('Username', 'jane', 'EXACT'), []],
    ['the beginning of a username', where('Username', 'jane', 'STARTS_WITH'), ['jane.doe']],
    ['what is no beginning', where('Username', 'doe', 'STARTS_WITH'), []],
    ['a part of a last name', where('LastName', 'oe', 'CONTAINS'), ['jane.doe', 'eve']],
    ['a whole value where no comparison is named', where('FirstName', 'Bob'), ['Bob.Smith']],
    ['other capitals', where('Username', 'BOB', 'STARTS_WITH'), ['Bob.Smith']],
    ['other capitals beyond ASCII', where('FirstName', 'éVELYNE', 'EXACT'), ['eve']],
    ['other capitals in the name of the field', where('username', 'eve', 'EXACT'), ['eve']],
    ['one or the other', { OrConditions: [where('Username', 'eve'), where('Username', 'root')] }, ['eve', 'root']],
    [
      'one and the other',
      { AndConditions: [where('LastName', 'doe', 'STARTS_WITH'), where('FirstName', 'Jane')] },
      ['jane.doe'],
    ],
    [
      'a tree of them',
      {
        OrConditions: [
          { AndConditions: [where('LastName', 'Doe', 'CONTAINS'), { OrConditions: [where('Username', 'eve')] }] },
          where('Username', 'root'),
        ],
      },
      ['eve', 'root'],
    ],
    ['nobody by a username like a property of every object', where('Username', '__proto__'), []],
  ])('match %s', async (_sentence, SearchCriteria, names) => {
    expect(await search(await staff(), { SearchCriteria })).toEqual(names);
  });

  test('match ids of the user, its routing profile and any of its security profiles', async () => {
    const staffed = await staff();
    const by = (FieldName: string, Value: string) => search(staffed, { SearchCriteria: where(FieldName, Value) });
    expect(await by('resourceId', staffed.jane)).toEqual(['jane.doe']);
    expect(await by('RoutingProfileId', staffed.ids.routingProfile)).toHaveLength(4);
    expect(await by('SecurityProfileId', staffed.ids.admin)).toEqual(['eve']);
    expect(await by('SecurityProfileId', staffed.ids.agent)).toHaveLength(4);
  });

  test.each<[string, sdk.UserSearchCriteria]>([
    ['a field there is not', where('Email', 'x@example.com')],
    ['a field like a property of every object', where('constructor', 'x')],
    ['no field', { StringCondition: { Value: 'x' } }],
    ['no value', { StringCondition: { FieldName: 'Username' } }],
    ['one character to be contained', where('Username', 'a', 'CONTAINS')],
    ['26 characters to be contained', where('Username', 'a'.repeat(26), 'CONTAINS')],
    ['an unknown comparison', where('Username', 'eve', 'ENDS_WITH' as sdk.StringComparisonType)],
    ['two members at one level', { ...where('Username', 'eve'), OrConditions: [where('Username', 'root')] }],
    [
      'two members at a deeper level',
      { AndConditions: [{ ...where('Username', 'e'), AndConditions: [where('x', 'y')] }] },
    ],
    ['an empty condition among others', { OrConditions: [where('Username', 'eve'), {}] }],
  ])('are refused with %s', async (_sentence, SearchCriteria) => {
    expect(await errorOf(search(await start(), { SearchCriteria }))).toBe('InvalidParameterException');
  });

  test('that are empty match everything', async () => {
    const staffed = await staff();
    const all = ['jane.doe', 'Bob.Smith', 'eve', 'root'];
    expect(await search(staffed, { SearchCriteria: { OrConditions: [], AndConditions: [] } })).toEqual(all);
    expect(await search(staffed, { SearchFilter: { TagFilter: {}, UserAttributeFilter: {} } })).toEqual(all);
  });

  test.each([2, 25])('may look for %i characters to be contained', async (length) => {
    const SearchCriteria = where('Username', 'a'.repeat(length), 'CONTAINS');
    expect(await search(await start(), { SearchCriteria })).toEqual([]);
  });

  test('and filters apply together, and pages count what matches', async () => {
    const staffed = await staff();
    const query = {
      SearchCriteria: where('LastName', 'doe', 'STARTS_WITH'),
      SearchFilter: { TagFilter: { TagCondition: { TagKey: 'site', TagValue: 'dublin' } } },
    };
    const pages = [];
    for await (const page of sdk.paginateSearchUsers(
      { client: staffed.client, pageSize: 1 },
      { InstanceId: staffed.InstanceId, ...query },
    ))
      pages.push([page.ApproximateTotalCount, ...(page.Users?.map(({ Username }) => Username) ?? [])]);
    expect(pages).toEqual([
      [2, 'jane.doe'],
      [2, 'eve'],
    ]);
  });
});

describe('a condition on the hierarchy', () => {
  test.each<[string, (groups: Groups) => sdk.UserSearchCriteria, string[]]>([
    ['is about one group alone', ({ emea }) => inGroup(emea, 'EXACT'), []],
    ['is exact by itself', ({ dublin }) => inGroup(dublin), ['jane.doe']],
    ['can include what is below', ({ emea }) => inGroup(emea, 'WITH_CHILD_GROUPS'), ['jane.doe', 'Bob.Smith']],
    ['includes the group itself then', ({ dublin }) => inGroup(dublin, 'WITH_CHILD_GROUPS'), ['jane.doe']],
    ['finds nobody in a group there is not', () => inGroup('unknown', 'WITH_CHILD_GROUPS'), []],
    [
      'goes with others',
      ({ emea, apac }) => ({
        AndConditions: [
          { OrConditions: [inGroup(emea, 'WITH_CHILD_GROUPS'), inGroup(apac)] },
          where('LastName', 'smith', 'CONTAINS'),
        ],
      }),
      ['Bob.Smith', 'eve'],
    ],
  ])('%s', async (_sentence, criteria, names) => {
    const staffed = await staff();
    expect(await search(staffed, { SearchCriteria: criteria(staffed.groups) })).toEqual(names);
  });
});

describe('SearchUserHierarchyGroups', () => {
  const groupsWhere = async (
    { client, InstanceId }: Started,
    change: Partial<sdk.SearchUserHierarchyGroupsRequest>,
  ) => {
    const found = await client.send(new sdk.SearchUserHierarchyGroupsCommand({ InstanceId, ...change }));
    expect(found.ApproximateTotalCount).toBe(found.UserHierarchyGroups?.length);
    return found.UserHierarchyGroups?.map(({ Name }) => Name);
  };

  test('finds by name, parent, level and id', async () => {
    const staffed = await staff();
    const by = (FieldName: string, Value: string) => groupsWhere(staffed, { SearchCriteria: where(FieldName, Value) });
    expect(await by('name', 'dublin')).toEqual(['Dublin']);
    expect(await by('parentId', staffed.groups.emea)).toEqual(['Dublin', 'Cork']);
    expect(await by('levelId', '1')).toEqual(['EMEA', 'APAC']);
    expect(await by('resourceID', staffed.groups.cork)).toEqual(['Cork']);
  });

  test('finds the groups of the first level by the internal root', async () => {
    const staffed = await staff();
    const { client, InstanceId } = staffed;
    const SearchCriteria = where('levelId', '0');
    const root = await client.send(new sdk.SearchUserHierarchyGroupsCommand({ InstanceId, SearchCriteria }));
    const id = root.UserHierarchyGroups?.[0]?.Id ?? '';
    expect(await groupsWhere(staffed, { SearchCriteria: where('parentId', id) })).toEqual(['EMEA', 'APAC']);
  });

  test.each<[string, sdk.ControlPlaneAttributeFilter, string[]]>([
    ['a tag', { TagCondition: tag('cost', '1') }, ['EMEA']],
    ['all of several tags', { AndCondition: { TagConditions: [tag('cost'), tag('open', 'yes')] } }, ['Dublin']],
    [
      'any of several',
      { OrConditions: [{ TagConditions: [tag('cost', '1')] }, { TagConditions: [tag('open')] }] },
      ['EMEA', 'Dublin'],
    ],
  ])('filters by %s', async (_sentence, AttributeFilter, names) => {
    expect(await groupsWhere(await staff(), { SearchFilter: { AttributeFilter } })).toEqual(names);
  });

  test('refuses a field there is not', async () => {
    const call = groupsWhere(await start(), { SearchCriteria: where('description', 'x') });
    expect(await errorOf(call)).toBe('InvalidParameterException');
  });
});
