/**
 * Roles from entries that are written out in full. Entries that agree in a few telling fields do the same work and get a role.
 * It holds what most of them have; an entry keeps only what is different. Loading the result gives the same entries.
 */
import { groupBy } from '../../base/group-by.ts';
import { isMap, type Json } from '../../base/json.ts';
import type { Attributes } from '../../plan/model/state.ts';
import { uniqueNames } from './file-names.ts';

/** Fewer entries than these are easier to read without a role. */
const fewest = 3;

export interface RoleRules {
  /** Fields that tell what somebody does; entries with a role agree in all of them. */
  readonly by: readonly string[];
  /** The field that names an entry. */
  readonly nameField: string;
  /** Whether a role may have a field. */
  readonly allows: (field: string) => boolean;
  /** Fields of which a role and an entry are merged key by key. */
  readonly byKey: (field: string) => boolean;
}

export interface RolesFound {
  readonly roles: { readonly [name: string]: Attributes };
  /** The entries in their order, each with its role and without what the role says. */
  readonly entries: readonly Attributes[];
}

export function findRoles(entries: readonly Attributes[], rules: RoleRules): RolesFound {
  const alike = groupBy(entries, (entry) => JSON.stringify(rules.by.map((field) => entry[field] ?? null)));
  const groups = [...alike.values()]
    .filter((members) => members.length >= fewest && rules.by.some((field) => Object.hasOwn(members[0], field)))
    .sort((a, b) => b.length - a.length);
  const names = uniqueNames(
    groups.map(([first]) => [rules.by.flatMap((field) => first[field] ?? []).join(' ')]),
    'role',
  );
  const roles: Record<string, Attributes> = {};
  const lighter = new Map<Attributes, Attributes>();
  for (const [index, members] of groups.entries()) {
    const name = names[index] ?? '';
    const role = roleOf(members, rules);
    roles[name] = role;
    for (const entry of members) lighter.set(entry, withRole(entry, { name, role, rules }));
  }
  return { roles, entries: entries.map((entry) => lighter.get(entry) ?? entry) };
}

/** What most of these entries have. An entry cannot take a field away from its role, so the role has only what all have. */
function roleOf(members: readonly [Attributes, ...Attributes[]], { by, allows, byKey }: RoleRules): Attributes {
  const [first] = members;
  const fields = [...by, ...Object.keys(first).filter((field) => !by.includes(field))].filter(allows);
  return Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const values = members.map((entry) => entry[field]);
      const value = byKey(field) && values.every(isMap) ? commonKeys(values) : common(values);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

function commonKeys(maps: readonly { readonly [key: string]: Json }[]): Json | undefined {
  const [first = {}] = maps;
  const shared = Object.keys(first).flatMap((key): [string, Json][] => {
    const value = common(maps.map((map) => (Object.hasOwn(map, key) ? map[key] : undefined)));
    return value === undefined ? [] : [[key, value]];
  });
  return shared.length > 0 ? Object.fromEntries(shared) : undefined;
}

/** The value that more than half have, where all have one. */
function common(values: readonly (Json | undefined)[]): Json | undefined {
  if (values.includes(undefined)) return undefined;
  const alike = groupBy(values, (value) => JSON.stringify(value));
  return [...alike.values()].find((same) => same.length * 2 > values.length)?.[0];
}

function withRole(
  entry: Attributes,
  { name, role, rules }: { readonly name: string; readonly role: Attributes; readonly rules: RoleRules },
): Attributes {
  const own = Object.entries(entry).flatMap(([field, value]): [string, Json][] => {
    const shared = role[field];
    if (shared === undefined) return [[field, value]];
    if (!rules.byKey(field) || !isMap(value) || !isMap(shared)) return same(value, shared) ? [] : [[field, value]];
    const left = Object.entries(value).filter(([key, one]) => !Object.hasOwn(shared, key) || !same(one, shared[key]));
    return left.length > 0 ? [[field, Object.fromEntries(left)]] : [];
  });
  const [named, others] = [own.filter(isName(rules)), own.filter((pair) => !isName(rules)(pair))];
  return Object.fromEntries([...named, ['role', name], ...others]);
}

const isName =
  ({ nameField }: RoleRules) =>
  ([field]: readonly [string, Json]): boolean =>
    field === nameField;

const same = (a: Json, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
