/** Reading the kinds that are only pointed at. */
import type { HierarchyGroup } from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { hierarchyGroup } from '../../src/kinds/hierarchy-group/index.ts';
import { isManaged } from '../../src/kinds/kind.ts';
import { kinds, managedKinds, rules } from '../../src/kinds/registry.ts';
import { routingProfile } from '../../src/kinds/routing-profile/index.ts';
import { securityProfile } from '../../src/kinds/security-profile/index.ts';
import { reading } from '../support/reading.ts';
import { type Answers, script } from '../support/script.ts';

describe('profiles', () => {
  test.each([
    [routingProfile, 'ListRoutingProfiles', 'RoutingProfileSummaryList'],
    [securityProfile, 'ListSecurityProfiles', 'SecurityProfileSummaryList'],
  ] as const)('that are only pointed at are read page by page, with the largest page', async (kind, call, list) => {
    const pages = [
      { [list]: [{ Id: 'a', Arn: 'arn-a', Name: 'A' }], NextToken: 't' },
      { [list]: [{ Id: 'b', Name: 'B' }, { Id: 'no name' }, { Name: 'no id' }] },
    ];
    const { send, sent } = script({ [call]: pages } as Answers);
    const live = await kind.read(reading(send, { detailed: false }));
    expect(live.map(({ address, id, arn }) => [address.key, id, arn])).toEqual([
      ['A', 'a', 'arn-a'],
      ['B', 'b', ''],
    ]);
    expect(sent).toEqual([
      { call, input: { MaxResults: 1000 } },
      { call, input: { MaxResults: 1000, NextToken: 't' } },
    ]);
  });
});

describe('hierarchy groups', () => {
  const levels = ['LevelOne', 'LevelTwo', 'LevelThree', 'LevelFour', 'LevelFive'] as const;
  const group = (...path: readonly string[]): HierarchyGroup => ({
    ...{ Id: path.join('-'), Arn: 'arn', Name: path.at(-1) ?? 'ROOT', LevelId: String(path.length) },
    HierarchyPath: Object.fromEntries(path.map((Name, at) => [levels[at], { Name }])),
  });
  const read = (...groups: readonly HierarchyGroup[]) =>
    hierarchyGroup.read(
      reading(
        script({
          SearchUserHierarchyGroups: { UserHierarchyGroups: [...groups], ApproximateTotalCount: groups.length },
        }).send,
      ),
    );
  const keys = async (...groups: readonly HierarchyGroup[]) =>
    (await read(...groups)).map(({ address }) => address.key);

  test('are known by the names on the way down', async () => {
    expect(await keys(group('A'), group('A', 'B'), group('A', 'B', 'C', 'D', 'E'))).toEqual(['A', 'A/B', 'A/B/C/D/E']);
  });
  test('with the same name at two places are two', async () => {
    expect(await keys(group('A', 'X'), group('B', 'X'))).toEqual(['A/X', 'B/X']);
  });
  test('with a slash in a name are no path', async () => expect(await keys(group('A', 'B/C'))).toEqual(['A/B\\/C']));
  test('do not count the root that Connect gives with them', async () => {
    expect(await keys(group(), group('A'))).toEqual(['A']);
  });
  test('without a path are no basis for a plan', async () => {
    const { HierarchyPath: _, ...lost } = group('A');
    await expect(read(lost)).rejects.toMatchObject({ name: 'PartialRead' });
  });
});

describe('the list of kinds', () => {
  test('names each once', () => expect(rules.size).toBe(kinds.length));
  test('knows which can be managed', () => {
    expect(managedKinds.length).toBeGreaterThan(1);
    expect(kinds.filter(isManaged)).toEqual(managedKinds);
  });
  test('reads no kind before the kinds whose names it needs, and nothing in a circle', () => {
    const done = new Set<string>();
    for (const _ of kinds)
      for (const kind of kinds) if (kind.readAfter.every((name) => done.has(name))) done.add(kind.name);
    expect([...done].sort()).toEqual(kinds.map(({ name }) => name).sort());
  });
});
