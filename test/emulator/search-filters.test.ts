import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { type Groups, inGroup, search, staff, tag } from './staffed.ts';
import { createUser, errorOf, start } from './support.ts';

describe('a TagFilter', () => {
  test.each<[string, sdk.ControlPlaneTagFilter, string[]]>([
    ['a key and value', { TagCondition: tag('site', 'cork') }, ['Bob.Smith']],
    ['a key alone', { TagCondition: tag('site') }, ['jane.doe', 'Bob.Smith', 'eve']],
    ['a value in other capitals not at all', { TagCondition: tag('site', 'Cork') }, []],
    ['an empty value only where it is empty', { TagCondition: tag('site', '') }, []],
    ['all of several', { AndConditions: [tag('site', 'dublin'), tag('team', 'a')] }, ['jane.doe']],
    [
      'any of several groups',
      { OrConditions: [[tag('site', 'dublin'), tag('team', 'b')], [tag('site', 'cork')]] },
      ['Bob.Smith', 'eve'],
    ],
    ['no key that every object has', { TagCondition: tag('constructor') }, []],
    ['no __proto__', { TagCondition: tag('__proto__') }, []],
  ])('matches %s', async (_sentence, TagFilter, names) => {
    expect(await search(await staff(), { SearchFilter: { TagFilter } })).toEqual(names);
  });

  test('finds tags called __proto__ and constructor like any other', async () => {
    const started = await start();
    const UserId = await createUser(started);
    const resourceArn = `${started.emulator.instances[0]?.arn}/agent/${UserId}`;
    const tags = Object.fromEntries([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    await started.client.send(new sdk.TagResourceCommand({ resourceArn, tags }));
    const AndConditions = [tag('__proto__', 'x'), tag('constructor', 'y')];
    expect(await search(started, { SearchFilter: { TagFilter: { AndConditions } } })).toEqual(['jane.doe']);
  });

  test.each<[string, sdk.ControlPlaneTagFilter]>([
    ['two members', { TagCondition: tag('site'), AndConditions: [tag('team')] }],
    ['a condition without a key', { TagCondition: { TagValue: 'x' } }],
    ['an empty group', { OrConditions: [[tag('site')], []] }],
  ])('is refused with %s', async (_sentence, TagFilter) => {
    expect(await errorOf(search(await start(), { SearchFilter: { TagFilter } }))).toBe('InvalidParameterException');
  });
});

describe('a UserAttributeFilter', () => {
  test.each<[string, (groups: Groups) => sdk.ControlPlaneUserAttributeFilter, string[]]>([
    ['a tag', () => ({ TagCondition: tag('team', 'b') }), ['eve']],
    ['a group', ({ emea }) => inGroup(emea, 'WITH_CHILD_GROUPS'), ['jane.doe', 'Bob.Smith']],
    [
      'a tag and a group',
      ({ emea }) => ({
        AndCondition: { TagConditions: [tag('site', 'cork')], ...inGroup(emea, 'WITH_CHILD_GROUPS') },
      }),
      ['Bob.Smith'],
    ],
    [
      'any of several',
      ({ dublin, apac }) => ({
        OrConditions: [inGroup(dublin), { TagConditions: [tag('team', 'b')], ...inGroup(apac) }],
      }),
      ['jane.doe', 'eve'],
    ],
  ])('matches %s', async (_sentence, filter, names) => {
    const staffed = await staff();
    expect(await search(staffed, { SearchFilter: { UserAttributeFilter: filter(staffed.groups) } })).toEqual(names);
  });

  const manyTags = (count: number) => ({
    OrConditions: Array.from({ length: count }, (_, index) => ({ TagConditions: [tag(`k${index}`)] })),
  });
  const manyGroups = (count: number) => ({
    OrConditions: Array.from({ length: count }, (_, index) => inGroup(`g${index}`)),
  });

  test.each<[string, sdk.ControlPlaneUserAttributeFilter]>([
    ['two members', { TagCondition: tag('site'), ...inGroup('x') }],
    ['26 tag conditions', manyTags(26)],
    ['21 hierarchy group conditions', manyGroups(21)],
    ['a group condition without a value', { HierarchyGroupCondition: { HierarchyGroupMatchType: 'EXACT' } }],
    ['an empty group of conditions', { OrConditions: [{}] }],
  ])('is refused with %s', async (_sentence, UserAttributeFilter) => {
    const outcome = search(await start(), { SearchFilter: { UserAttributeFilter } });
    expect(await errorOf(outcome)).toBe('InvalidParameterException');
  });

  test.each([
    ['25 tag conditions', manyTags(25)],
    ['20 hierarchy group conditions', manyGroups(20)],
  ])('may have %s', async (_sentence, UserAttributeFilter) => {
    expect(await search(await start(), { SearchFilter: { UserAttributeFilter } })).toEqual([]);
  });

  test('excludes a TagFilter', async () => {
    const SearchFilter = { TagFilter: { TagCondition: tag('a') }, UserAttributeFilter: { TagCondition: tag('a') } };
    expect(await errorOf(search(await start(), { SearchFilter }))).toBe('AccessDeniedException');
  });
});
