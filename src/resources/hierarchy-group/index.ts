import type { HierarchyGroup } from '@aws-sdk/client-connect';
import { PartialRead } from '../../errors.ts';
import type { LiveResource } from '../../plan/state.ts';
import type { Kind, Reading } from '../kind.ts';
import { searchAll } from '../search-all.ts';
import { canonicalPath, pathKey, pathOf } from './path.ts';

/** Level of the root that SearchUserHierarchyGroups gives along with the groups; it is no group of anybody's. */
const rootLevel = '0';

/** Only pointed at. */
export const hierarchyGroup: Kind = {
  name: 'hierarchyGroup',
  noun: 'hierarchy group',
  attributes: {},
  write: (key) => JSON.stringify(pathOf(key)),
  fold: (path) => path,
  references: () => [],
  readAfter: [],
  read: readGroups,
};

async function readGroups({ send, signal }: Reading): Promise<readonly LiveResource[]> {
  const groups = await searchAll(
    send,
    'SearchUserHierarchyGroups',
    { MaxResults: 100 },
    (page) => page.UserHierarchyGroups,
    signal,
  );
  return [...groups.values()].filter(({ LevelId }) => LevelId !== rootLevel).map(toLive);
}

function toLive(group: HierarchyGroup): LiveResource {
  const { LevelOne, LevelTwo, LevelThree, LevelFour, LevelFive } = group.HierarchyPath ?? {};
  const names = [LevelOne, LevelTwo, LevelThree, LevelFour, LevelFive].flatMap((level) => level?.Name ?? []);
  if (names.length === 0) throw new PartialRead(`Hierarchy group ${group.Id} was given without its path.`);
  const path = canonicalPath(names);
  return {
    address: { kind: 'hierarchyGroup', key: pathKey(path) },
    id: group.Id ?? '',
    arn: group.Arn ?? '',
    attributes: { path },
    carried: {},
  };
}
