// What the Search calls have in common: criteria, which are a tree of OrConditions and AndConditions over conditions on
// fields, and filters on tags. Both are read once into a test, which also finds what is wrong with them, and the test is
// then asked for each item:
//
//   const wanted = matchesCriteria(input.SearchCriteria, { name: ({ name }) => name, resourceID: ({ id }) => id });
//   const tagged = matchesTags(input.SearchFilter?.TagFilter);
//   const found = [...queues.values()].filter((queue) => wanted(queue) && tagged(queue));
//
// Sources: the texts of UserSearchCriteria, ControlPlaneTagFilter and ControlPlaneUserAttributeFilter in the API
// reference. Nothing in a request is passed over: a member that a search does not know answers 501.

import type { ControlPlaneTagFilter, StringCondition, TagCondition } from '@aws-sdk/client-connect';
import { invalidParameter, notImplemented } from '../protocol/errors.ts';
import type { Tags } from '../state/table.ts';

export type Test<T> = (item: T) => boolean;

/** What an item has for each documented FieldName; one of several values is enough for a match. */
export type Fields<T> = Readonly<Record<string, (item: T) => string | readonly string[] | undefined>>;

/** The shape of UserSearchCriteria, QueueSearchCriteria and so on; empty lists and objects count as absent. */
export interface Criteria {
  readonly OrConditions?: readonly Criteria[] | undefined;
  readonly AndConditions?: readonly Criteria[] | undefined;
  readonly StringCondition?: StringCondition | undefined;
}

/** Conditions that only some searches know, by member: HierarchyGroupCondition, QueueTypeCondition and so on. */
export type Leaves<T> = Readonly<Record<string, (condition: never) => Test<T>>>;

/** Without criteria everything matches. Throws InvalidParameterException for criteria that make no sense. */
export function matchesCriteria<T>(criteria: Criteria | undefined, fields: Fields<T>, leaves: Leaves<T> = {}): Test<T> {
  if (onlyMember('SearchCriteria', criteria) === undefined) return () => true;
  return readCriteria(criteria ?? {}, fields, leaves);
}

function readCriteria<T>(criteria: Criteria, fields: Fields<T>, leaves: Leaves<T>): Test<T> {
  const member = onlyMember('A condition of SearchCriteria', criteria);
  const each = (conditions: readonly Criteria[] = []) => conditions.map((one) => readCriteria(one, fields, leaves));
  switch (member) {
    case undefined:
      throw invalidParameter('A condition of SearchCriteria is empty');
    case 'OrConditions':
      return anyOf(each(criteria.OrConditions));
    case 'AndConditions':
      return allOf(each(criteria.AndConditions));
    case 'StringCondition':
      return matchesString(criteria.StringCondition ?? {}, fields);
    default:
      return readLeaf(member, criteria, leaves);
  }
}

/** Documented for CONTAINS: "a minimum of 2 characters and a maximum of 25 characters". */
const CONTAINS_LENGTH = { min: 2, max: 25 };

/** Capitals make no difference, in the value as in the name of the field: AWS itself writes resourceId and resourceID. */
export function matchesString<T>(
  { FieldName, Value, ComparisonType = 'EXACT' }: StringCondition,
  fields: Fields<T>,
): Test<T> {
  const known = Object.entries(fields).find(([name]) => name.toLowerCase() === FieldName?.toLowerCase());
  if (!known) throw invalidParameter(`FieldName ${FieldName} is none of ${Object.keys(fields).join(', ')}`);
  if (Value === undefined) throw invalidParameter(`The condition on ${FieldName} has no Value`);
  if (ComparisonType === 'CONTAINS') checkContains(Value);
  const compare = comparison(ComparisonType, Value);
  const [, read] = known;
  return (item) => {
    const value = read(item);
    if (value === undefined) return false;
    return typeof value === 'string' ? compare(value) : value.some(compare);
  };
}

function checkContains(value: string): void {
  const { min, max } = CONTAINS_LENGTH;
  const length = [...value].length;
  if (length < min || length > max) throw invalidParameter(`The value of CONTAINS has ${min} to ${max} characters`);
}

/** How a text is compared to `wanted`, without regard to case. */
export function comparison(type: NonNullable<StringCondition['ComparisonType']>, wanted: string): Test<string> {
  const value = wanted.toLowerCase();
  switch (type) {
    case 'EXACT':
      return (text) => text.toLowerCase() === value;
    case 'STARTS_WITH':
      return (text) => text.toLowerCase().startsWith(value);
    case 'CONTAINS':
      return (text) => text.toLowerCase().includes(value);
  }
}

export interface Tagged {
  readonly tags: Tags;
}

/** A TagFilter: an OR of AND. Without one, everything matches. */
export function matchesTags(filter: ControlPlaneTagFilter | undefined): Test<Tagged> {
  switch (onlyMember('TagFilter', filter)) {
    case undefined:
      return () => true;
    case 'OrConditions':
      return anyOf((filter?.OrConditions ?? []).map(allTags));
    case 'AndConditions':
      return allTags(filter?.AndConditions ?? []);
    default:
      return matchesTag(filter?.TagCondition ?? {});
  }
}

/** The shape of ControlPlaneAttributeFilter and ControlPlaneUserAttributeFilter. */
export interface AttributeFilter {
  readonly OrConditions?: readonly AttributeGroup[] | undefined;
  readonly AndCondition?: AttributeGroup | undefined;
  readonly TagCondition?: TagCondition | undefined;
}

/** All of it applies together; `leaves` of matchesAttributes may be members too. */
export interface AttributeGroup {
  readonly TagConditions?: readonly TagCondition[] | undefined;
}

/** Documented for UserAttributeFilter; taken for AttributeFilter too. */
const MAX_TAG_CONDITIONS = 25;
const MAX_OTHER_CONDITIONS = 20;

/** An AttributeFilter or UserAttributeFilter: an OR of AND. Without one, everything matches. */
export function matchesAttributes<T extends Tagged>(
  filter: AttributeFilter | undefined,
  leaves: Leaves<T> = {},
): Test<T> {
  const member = onlyMember('The filter', filter);
  if (!filter || member === undefined) return () => true;
  const groups = member === 'OrConditions' ? (filter.OrConditions ?? []) : [filter.AndCondition ?? {}];
  checkSize(groups);
  if (member === 'TagCondition') return matchesTag(filter.TagCondition ?? {});
  if (member === 'OrConditions' || member === 'AndCondition')
    return anyOf(groups.map((group) => matchesGroup(group, leaves)));
  return readLeaf(member, filter, leaves);
}

function matchesGroup<T extends Tagged>(group: AttributeGroup, leaves: Leaves<T>): Test<T> {
  const members = populated(group);
  if (members.length === 0) throw invalidParameter('A condition of the filter is empty');
  return allOf(
    members.map((member) =>
      member === 'TagConditions' ? allTags(group.TagConditions ?? []) : readLeaf(member, group, leaves),
    ),
  );
}

function checkSize(groups: readonly AttributeGroup[]): void {
  const tags = groups.flatMap(({ TagConditions = [] }) => TagConditions).length;
  const others = groups.flatMap(populated).filter((member) => member !== 'TagConditions').length;
  if (tags > MAX_TAG_CONDITIONS) throw invalidParameter(`A filter has at most ${MAX_TAG_CONDITIONS} tag conditions`);
  if (others > MAX_OTHER_CONDITIONS)
    throw invalidParameter(`A filter has at most ${MAX_OTHER_CONDITIONS} hierarchy group conditions`);
}

function allTags(conditions: readonly TagCondition[]): Test<Tagged> {
  if (conditions.length === 0) throw invalidParameter('A condition of the filter is empty');
  return allOf(conditions.map(matchesTag));
}

/** Tags tell capitals apart. Without a value, having the key is enough. */
function matchesTag({ TagKey, TagValue }: TagCondition): Test<Tagged> {
  if (!TagKey) throw invalidParameter('A tag condition has no TagKey');
  return ({ tags }) => Object.hasOwn(tags, TagKey) && (TagValue === undefined || tags[TagKey] === TagValue);
}

function readLeaf<T>(member: string, holder: object, leaves: Leaves<T>): Test<T> {
  const leaf = Object.hasOwn(leaves, member) ? leaves[member] : undefined;
  if (!leaf) throw notImplemented(`A search with a ${member} is not implemented by this emulator`);
  return leaf((holder as Readonly<Record<string, unknown>>)[member] as never);
}

/** The one member that is populated; undefined where there is none. Two of them at one level are an error. */
export function onlyMember(what: string, holder: object | undefined): string | undefined {
  const [member, second] = populated(holder ?? {});
  if (second !== undefined) throw invalidParameter(`${what} has ${member} and ${second}: only one may be populated`);
  return member;
}

/** Members that say something: no empty list and no empty object. */
export function populated(holder: object): string[] {
  return Object.entries(holder)
    .filter(([, value]) => typeof value !== 'object' || Object.keys(value ?? {}).length > 0)
    .map(([member]) => member);
}

export function allOf<T>(tests: readonly Test<T>[]): Test<T> {
  return (item) => tests.every((test) => test(item));
}

function anyOf<T>(tests: readonly Test<T>[]): Test<T> {
  return (item) => tests.some((test) => test(item));
}
