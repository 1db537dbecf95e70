import type { HierarchyPath, HierarchyStructure } from '@aws-sdk/client-connect';
import { AwsError, duplicate, invalidParameter, limitExceeded } from '../../protocol/errors.ts';
import type { Operations, Output } from '../../rules/call.ts';
import { find, refer } from '../../rules/references.ts';
import { type Fields, matchesAttributes, matchesCriteria } from '../../rules/search.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import { groupKey, type Instance } from '../../state/instance.ts';
import type { HierarchyGroup, HierarchyLevel } from '../../state/records/resources.ts';

const LEVELS = ['LevelOne', 'LevelTwo', 'LevelThree', 'LevelFour', 'LevelFive'] as const;
const MAX_LEVEL_NAME_LENGTH = 50;
const MAX_GROUP_NAME_LENGTH = 100;

export const hierarchy = {
  DescribeUserHierarchyStructure({ account }, { InstanceId }) {
    const instance = findInstance(account, InstanceId);
    const levels = instance.levels.map((level, index) => [
      LEVELS[index],
      {
        Id: String(index + 1),
        Arn: `${instance.arn}/agent-group-level/${index + 1}`,
        Name: level.name,
        LastModifiedTime: new Date(level.modified),
        LastModifiedRegion: account.region,
      },
    ]);
    return { HierarchyStructure: Object.fromEntries(levels) as HierarchyStructure };
  },

  UpdateUserHierarchyStructure({ account, now }, { InstanceId, HierarchyStructure }) {
    const instance = findInstance(account, InstanceId);
    const keep = account.guesses.hierarchyStructure === 'merge';
    const wanted = LEVELS.map((key, index) => {
      const live = instance.levels[index];
      const name = HierarchyStructure[key]?.Name ?? (keep ? live?.name : undefined);
      if (name === undefined) return undefined;
      return name === live?.name ? live : { name, modified: now };
    });
    const levels = withoutGaps(wanted);
    for (const { name } of levels) checkLength('The name of a level', name, MAX_LEVEL_NAME_LENGTH);
    checkLevelsEmpty(instance, levels.length);
    instance.levels = levels;
    return {};
  },

  CreateUserHierarchyGroup({ account }, { InstanceId, Name, ParentGroupId, Tags }) {
    const group = createHierarchyGroup(account, findInstance(account, InstanceId), {
      name: Name,
      parentId: ParentGroupId,
      tags: Tags,
    });
    return { HierarchyGroupId: group.id, HierarchyGroupArn: group.arn };
  },

  DescribeUserHierarchyGroup({ account }, { InstanceId, HierarchyGroupId }) {
    const instance = findInstance(account, InstanceId);
    const group = find(instance.hierarchyGroups, HierarchyGroupId, 'Hierarchy group');
    return { HierarchyGroup: describe(account, instance, group) };
  },

  ListUserHierarchyGroups({ account, page }, { InstanceId }) {
    const groups = findInstance(account, InstanceId).hierarchyGroups.values();
    const { items, NextToken } = page(groups, ({ order }) => order);
    return {
      UserHierarchyGroupSummaryList: items.map((group) => ({
        Id: group.id,
        Arn: group.arn,
        Name: group.name,
        LastModifiedTime: new Date(group.modified),
        LastModifiedRegion: account.region,
      })),
      NextToken,
    };
  },

  /** Shows the internal group of level "0" too, on which the first level stands. */
  SearchUserHierarchyGroups({ account, page }, input) {
    const instance = findInstance(account, input.InstanceId);
    const wanted = matchesCriteria(input.SearchCriteria, searchFieldsOf(instance));
    const tagged = matchesAttributes(input.SearchFilter?.AttributeFilter);
    const groups = [rootOf(instance), ...instance.hierarchyGroups.values()];
    const found = groups.filter((group) => wanted(group) && tagged(group));
    const { items, NextToken } = page(found, ({ order }) => order);
    return {
      UserHierarchyGroups: items.map((group) => describe(account, instance, group)),
      NextToken,
      ApproximateTotalCount: found.length,
    };
  },
} satisfies Operations;

export interface NewGroup {
  readonly name: string;
  readonly parentId: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Creates a group under all rules of CreateUserHierarchyGroup; seeds go this way too. */
export function createHierarchyGroup(
  account: Account,
  instance: Instance,
  { name, parentId, tags }: NewGroup,
): HierarchyGroup {
  checkGroupName(name);
  const parent = parentId === undefined ? undefined : refer(instance.hierarchyGroups, parentId, 'Hierarchy group');
  const level = (parent?.level ?? 0) + 1;
  if (level > instance.levels.length)
    throw invalidParameter(`The hierarchy has ${instance.levels.length} levels: there is no level ${level}`);
  checkFreeName(instance, name, parentId);
  if (instance.hierarchyGroups.size >= account.quotas.hierarchyGroups)
    throw limitExceeded('The instance has as many hierarchy groups as its quota allows');
  const group = { ...newResource(account, instance, { kind: 'agent-group', name, tags }), parentId, level };
  instance.hierarchyGroups.put(group);
  return group;
}

export function checkGroupName(name: string): void {
  checkLength('The name of a hierarchy group', name, MAX_GROUP_NAME_LENGTH);
}

/** A group has a name of its own among the groups of its parent. */
export function checkFreeName(instance: Instance, name: string, parentId: string | undefined): void {
  if (instance.hierarchyGroups.named(groupKey(name, parentId)))
    throw duplicate(`A hierarchy group with the name ${name} already exists there`);
}

function withoutGaps(wanted: readonly (HierarchyLevel | undefined)[]): HierarchyLevel[] {
  const levels = wanted.filter((level) => level !== undefined);
  if (wanted.slice(0, levels.length).includes(undefined))
    throw invalidParameter('The levels of a hierarchy follow one another without gaps');
  return levels;
}

function checkLevelsEmpty(instance: Instance, depth: number): void {
  const group = [...instance.hierarchyGroups.values()].find(({ level }) => level > depth);
  if (group) {
    throw new AwsError('ResourceInUseException', `Level ${group.level} cannot be removed: it has groups`, {
      ResourceId: group.id,
    });
  }
}

function checkLength(what: string, name: string, most: number): void {
  if (name === '' || [...name].length > most) throw invalidParameter(`${what} has 1 to ${most} characters`);
}

/** The parent of the first level is the internal root. */
function searchFieldsOf({ rootGroupId }: Instance): Fields<HierarchyGroup> {
  return {
    name: ({ name }) => name,
    parentId: ({ parentId, level }) => parentId ?? (level === 1 ? rootGroupId : undefined),
    levelId: ({ level }) => String(level),
    resourceID: ({ id }) => id,
  };
}

function rootOf(instance: Instance): HierarchyGroup {
  const id = instance.rootGroupId;
  const arn = `${instance.arn}/agent-group/${id}`;
  return { id, arn, name: 'ROOT', level: 0, parentId: undefined, tags: {}, modified: instance.created, order: 0 };
}

function describe(
  account: Account,
  instance: Instance,
  group: HierarchyGroup,
): NonNullable<Output<'DescribeUserHierarchyGroup'>['HierarchyGroup']> {
  return {
    Id: group.id,
    Arn: group.arn,
    Name: group.name,
    LevelId: String(group.level),
    HierarchyPath: pathOf(instance, group),
    Tags: group.tags,
    LastModifiedTime: new Date(group.modified),
    LastModifiedRegion: account.region,
  };
}

/** The groups from level one down to the group itself. */
function pathOf(instance: Instance, group: HierarchyGroup): HierarchyPath {
  const path: Record<string, { Id: string; Arn: string; Name: string }> = {};
  let here: HierarchyGroup | undefined = group.level === 0 ? undefined : group;
  while (here) {
    const key = LEVELS[here.level - 1];
    if (key) path[key] = { Id: here.id, Arn: here.arn, Name: here.name };
    here = here.parentId === undefined ? undefined : instance.hierarchyGroups.get(here.parentId);
  }
  return path;
}
