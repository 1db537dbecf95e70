import type { InputOf, Send, WriteCall } from '../../connect/port.ts';
import type { Identity } from '../operation.ts';
import { searchOnce } from '../reading/search.ts';

/**
 * CreateUserHierarchyGroup has no token that would make a repetition harmless. Names are unique among the groups of one
 * parent, so the group of that name is the one that was asked for; it is ours only if it has the tags that were asked for.
 */
export async function settleCreate(
  { call, input }: { readonly call: WriteCall; readonly input: object },
  send: Send,
): Promise<Identity | undefined> {
  if (call !== 'CreateUserHierarchyGroup') return undefined;
  const { Name, ParentGroupId, Tags = {} } = input as InputOf<'CreateUserHierarchyGroup'>;
  const search = { call: 'SearchUserHierarchyGroups', input: { MaxResults: 100 } } as const;
  const { found } = await searchOnce({ send }, search, (page) => page.UserHierarchyGroups);
  for (const { Id, Arn = '', Name: name, HierarchyPath = {}, Tags: tags = {} } of found.values()) {
    const path = [
      HierarchyPath.LevelOne,
      HierarchyPath.LevelTwo,
      HierarchyPath.LevelThree,
      HierarchyPath.LevelFour,
      HierarchyPath.LevelFive,
    ].flatMap((level) => level?.Id ?? []);
    if (Id === undefined || name !== Name || path.at(-2) !== ParentGroupId) continue;
    return Object.entries(Tags).every(([key, value]) => tags[key] === value) ? { id: Id, arn: Arn } : undefined;
  }
  return undefined;
}
