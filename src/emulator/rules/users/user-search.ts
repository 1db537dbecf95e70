// What only SearchUsers knows: conditions on the hierarchy and on proficiencies. Sources: the texts of UserSearchFilter,
// UserSearchCriteria, HierarchyGroupCondition, ListCondition, Condition and NumberCondition in the API reference.

import type { Condition, HierarchyGroupCondition, ListCondition, NumberCondition } from '@aws-sdk/client-connect';
import { AwsError, invalidParameter } from '../../protocol/errors.ts';
import type { Instance } from '../../state/instance.ts';
import type { Proficiency, User } from '../../state/records/resources.ts';
import {
  type AttributeFilter,
  allOf,
  type Criteria,
  type Fields,
  matchesAttributes,
  matchesCriteria,
  matchesString,
  matchesTags,
  onlyMember,
  populated,
  type Test,
} from '../search.ts';

export interface UserSearch {
  readonly SearchFilter?: {
    readonly TagFilter?: Parameters<typeof matchesTags>[0];
    readonly UserAttributeFilter?: AttributeFilter | undefined;
  };
  readonly SearchCriteria?: Criteria | undefined;
}

/** Throws InvalidParameterException for what makes no sense, AccessDeniedException for two filters at once. */
export function matchesUserSearch(instance: Instance, { SearchFilter = {}, SearchCriteria }: UserSearch): Test<User> {
  if (populated(SearchFilter).length > 1)
    throw new AwsError('AccessDeniedException', 'A SearchFilter has either a TagFilter or a UserAttributeFilter');
  const hierarchy = {
    HierarchyGroupCondition: (condition: HierarchyGroupCondition) => matchesHierarchy(instance, condition),
  };
  return allOf<User>([
    matchesTags(SearchFilter.TagFilter),
    matchesAttributes(SearchFilter.UserAttributeFilter, hierarchy),
    matchesCriteria(SearchCriteria, FIELDS, { ...hierarchy, ListCondition: matchesList }),
  ]);
}

const FIELDS: Fields<User> = {
  Username: ({ name }) => name,
  FirstName: ({ identity }) => identity.FirstName,
  LastName: ({ identity }) => identity.LastName,
  RoutingProfileId: ({ routingProfileId }) => routingProfileId,
  SecurityProfileId: ({ securityProfileIds }) => securityProfileIds,
  resourceId: ({ id }) => id,
};

/** A group that does not exist has nobody. */
function matchesHierarchy(
  instance: Instance,
  { Value, HierarchyGroupMatchType = 'EXACT' }: HierarchyGroupCondition,
): Test<User> {
  if (!Value) throw invalidParameter('A hierarchy group condition has no Value');
  const groups = new Set([Value]);
  if (HierarchyGroupMatchType === 'WITH_CHILD_GROUPS') addChildren(instance, groups);
  return ({ hierarchyGroupId }) => hierarchyGroupId !== undefined && groups.has(hierarchyGroupId);
}

/** Groups come in the order of creation, so that a parent is there before its children. */
function addChildren(instance: Instance, groups: Set<string>): void {
  for (const { id, parentId } of instance.hierarchyGroups.values())
    if (parentId !== undefined && groups.has(parentId)) groups.add(id);
}

/** All conditions must hold for one and the same proficiency. */
function matchesList({ TargetListType, Conditions = [] }: ListCondition): Test<User> {
  if (TargetListType !== 'PROFICIENCIES') throw invalidParameter('The TargetListType of a ListCondition is missing');
  if (Conditions.length === 0) throw invalidParameter('A ListCondition has no Conditions');
  const wanted = allOf(Conditions.map(matchesProficiency));
  return ({ proficiencies }) => proficiencies?.entries.some(wanted) ?? false;
}

const PROFICIENCY_FIELDS: Fields<Proficiency> = { name: ({ name }) => name, value: ({ value }) => value };

function matchesProficiency(condition: Condition): Test<Proficiency> {
  const member = onlyMember('A condition of a ListCondition', condition);
  if (member === undefined) throw invalidParameter('A condition of a ListCondition is empty');
  if (member === 'StringCondition') return matchesString(condition.StringCondition ?? {}, PROFICIENCY_FIELDS);
  const compare = matchesNumber(condition.NumberCondition ?? {});
  return ({ level }) => compare(level);
}

/** Which of MinValue and MaxValue a comparison uses is a guess; one that it does not use is refused. */
function matchesNumber({ FieldName, MinValue, MaxValue, ComparisonType }: NumberCondition): Test<number> {
  if (FieldName?.toLowerCase() !== 'limit') throw invalidParameter('The FieldName of a NumberCondition is limit');
  const value = (given: number | undefined, other: number | undefined): number => {
    if (given === undefined || other !== undefined)
      throw invalidParameter(`${ComparisonType} takes one of MinValue and MaxValue`);
    return given;
  };
  switch (ComparisonType) {
    case 'GREATER_OR_EQUAL': {
      const least = value(MinValue, MaxValue);
      return (number) => number >= least;
    }
    case 'GREATER': {
      const below = value(MinValue, MaxValue);
      return (number) => number > below;
    }
    case 'LESSER_OR_EQUAL': {
      const most = value(MaxValue, MinValue);
      return (number) => number <= most;
    }
    case 'LESSER': {
      const above = value(MaxValue, MinValue);
      return (number) => number < above;
    }
    case 'EQUAL':
    case 'NOT_EQUAL': {
      const wanted = MinValue ?? MaxValue;
      if (wanted === undefined || (MaxValue ?? wanted) !== wanted)
        throw invalidParameter(`${ComparisonType} takes one value`);
      return (number) => (number === wanted) === (ComparisonType === 'EQUAL');
    }
    case 'RANGE': {
      if (MinValue === undefined || MaxValue === undefined || MinValue > MaxValue)
        throw invalidParameter('RANGE goes from MinValue to MaxValue');
      return (number) => number >= MinValue && number <= MaxValue;
    }
    case undefined:
      throw invalidParameter('A NumberCondition has no ComparisonType');
  }
}
