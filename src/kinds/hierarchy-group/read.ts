import type { HierarchyGroup } from '@aws-sdk/client-connect';
import { failedAs, PartialRead } from '../../base/errors.ts';
import type { LiveResource } from '../../plan/model/state.ts';
import type { Reading } from '../kind.ts';
import { pages, readWhole } from '../reading/paging.ts';
import { inParallel } from '../reading/parallel.ts';
import { comesShort, searchOnce, searchOrDescribe } from '../reading/search.ts';
import type { GroupAttributes } from './attributes.ts';
import { canonicalPath, pathKey } from './path.ts';

/** Level of the root that SearchUserHierarchyGroups gives along with the groups; it is no group of anybody's. */
const rootLevel = '0';

export async function readGroups(reading: Reading): Promise<readonly LiveResource<GroupAttributes>[]> {
  const groups = await searchOrDescribe(reading, 'SearchUserHierarchyGroups', {
    search: () => searchGroups(reading),
    describe: () => describeGroups(reading),
  });
  return groups.filter(({ LevelId }) => LevelId !== rootLevel).map(toLive);
}

const searchGroups = (reading: Reading): Promise<readonly HierarchyGroup[]> =>
  readWhole(async () => {
    const search = { call: 'SearchUserHierarchyGroups', input: { MaxResults: 100 } } as const;
    const result = await searchOnce(reading, search, (page) => page.UserHierarchyGroups);
    if (result.found.size < result.total) throw comesShort(search.call, result);
    return [...result.found.values()];
  });

/** The list gives no paths, so each group is described. */
async function describeGroups(reading: Reading): Promise<readonly HierarchyGroup[]> {
  const { send, signal } = reading;
  const ids = await readWhole(async () => {
    const listed: string[] = [];
    for await (const page of pages(send, 'ListUserHierarchyGroups', { MaxResults: 1000 }, { signal })) {
      for (const { Id } of page.UserHierarchyGroupSummaryList ?? []) if (Id !== undefined) listed.push(Id);
    }
    return listed;
  });
  reading.announce('DescribeUserHierarchyGroup', ids.length);
  const groups = await inParallel(ids, async (HierarchyGroupId) => {
    try {
      return (await send('DescribeUserHierarchyGroup', { HierarchyGroupId }, { signal })).HierarchyGroup;
    } catch (error) {
      // Deleted since it was listed.
      if (failedAs(error, 'not-found')) return undefined;
      throw error;
    }
  });
  return groups.filter((group) => group !== undefined);
}

function toLive(group: HierarchyGroup): LiveResource<GroupAttributes> {
  const { LevelOne, LevelTwo, LevelThree, LevelFour, LevelFive } = group.HierarchyPath ?? {};
  const names = [LevelOne, LevelTwo, LevelThree, LevelFour, LevelFive].flatMap((level) => level?.Name ?? []);
  if (names.length === 0) throw new PartialRead(`Hierarchy group ${group.Id} was given without its path.`);
  const path = canonicalPath(names);
  return {
    address: { kind: 'hierarchyGroup', key: pathKey(path) },
    id: group.Id ?? '',
    arn: group.Arn ?? '',
    attributes: { path, tags: { ...group.Tags } },
    carried: {},
  };
}
