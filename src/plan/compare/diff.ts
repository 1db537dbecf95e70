/**
 * Two states in, changes out: total, pure, and ignorant of Connect.
 *
 * Every resource that is asked for and not there is created. Every resource that is there and not asked for is
 * deleted: a caller that wants it kept leaves it out of `live` (see scope.ts), because a diff that sometimes looks away
 * cannot be trusted. The rest is compared attribute by attribute, down to the leaves of maps, and only as far as it is
 * asked for: an attribute that the files do not mention is not compared, `null` asks for it to be unset, a map is merged key
 * by key unless its rule says that it is exact, and a list is one value, whose order counts unless its rule says that it is
 * a set.
 *
 * What comes out is sorted by address, so that equal inputs give equal text.
 */

import { canonicalJson, isMap, type Json } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import { format } from '../model/address.ts';
import type { AttributeChange, Change } from '../model/change.ts';
import { withoutNulls } from '../model/merge.ts';
import type { AttributeRule, Rules } from '../model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource, LiveState } from '../model/state.ts';

export function diff(desired: DesiredState, live: LiveState, rules: Rules): readonly Change[] {
  const changes: Change[] = [];
  for (const [key, wanted] of desired) {
    const found = live.get(key);
    if (!found) {
      changes.push({ action: 'create', address: wanted.address, after: withoutNulls(wanted.attributes) });
    } else {
      const change = update(wanted, found, rules.get(wanted.address.kind)?.attributes ?? {});
      if (change) changes.push(change);
    }
  }
  for (const [key, { address, attributes }] of live) {
    if (!desired.has(key)) changes.push({ action: 'delete', address, before: attributes });
  }
  return changes
    .map((change) => ({ change, sortKey: format(change.address) }))
    .sort((a, b) => compareText(a.sortKey, b.sortKey))
    .map(({ change }) => change);
}

/** The address is the live one: names are shown as Connect has them. */
function update(
  wanted: DesiredResource,
  { address, attributes }: LiveResource,
  rules: { readonly [attribute: string]: AttributeRule },
): Change | undefined {
  const comparable = Object.entries(wanted.attributes).filter(([name]) => !ruleOf(rules, name).createOnly);
  const differences = compareMaps(comparable, attributes, (name) => ruleOf(rules, name));
  if (differences.leaves.length === 0) return undefined;
  const { before, after, leaves } = differences;
  return {
    action: 'update',
    address,
    before,
    after,
    attributes: leaves.map(({ path, ...leaf }) => ({ path: path.join('.'), ...leaf })),
  };
}

const ruleOf = (rules: { readonly [attribute: string]: AttributeRule }, name: string): AttributeRule =>
  (Object.hasOwn(rules, name) ? rules[name] : undefined) ?? {};

interface Differences {
  readonly before: Attributes;
  readonly after: Attributes;
  readonly leaves: readonly (Omit<AttributeChange, 'path'> & { readonly path: readonly string[] })[];
}

function compareMaps(
  wanted: readonly (readonly [string, Json])[],
  found: Attributes,
  ruleOf: (name: string) => AttributeRule,
): Differences {
  const before: [string, Json][] = [];
  const after: [string, Json][] = [];
  const leaves: Differences['leaves'][number][] = [];
  for (const [name, value] of wanted) {
    const have = Object.hasOwn(found, name) ? (found[name] ?? null) : null;
    if (isMap(value)) {
      const rule = ruleOf(name);
      const there = isMap(have) ? have : {};
      const inner = compareMaps(entriesOf(spelledAs(there, value, rule), there, rule), there, () => inside(rule));
      if (inner.leaves.length === 0) continue;
      before.push([name, inner.before]);
      after.push([name, inner.after]);
      for (const leaf of inner.leaves) leaves.push({ ...leaf, path: [name, ...leaf.path] });
    } else if (!equal(value, have, ruleOf(name))) {
      if (have !== null) before.push([name, have]);
      after.push([name, value]);
      leaves.push({ path: [name], before: have, after: value });
    }
  }
  return { before: Object.fromEntries(before), after: Object.fromEntries(after), leaves };
}

/** A map with its keys as they are spelled in `found`, where only the spelling differs. */
function spelledAs(found: Attributes, wanted: Attributes, { foldKeys }: AttributeRule): Attributes {
  if (!foldKeys) return wanted;
  const spelling = new Map(Object.keys(found).map((key) => [foldKeys(key), key]));
  return Object.fromEntries(Object.entries(wanted).map(([key, value]) => [spelling.get(foldKeys(key)) ?? key, value]));
}

/** The rule of what is in a map: the spelling of its keys is the map's own matter, and so may be which keys it has. */
const inside = ({ foldKeys: _, ...rule }: AttributeRule): AttributeRule => (rule.compareAs === 'exactKeys' ? {} : rule);

/** What is asked of the keys of a map; of an exact one, that those it does not list are removed. */
function entriesOf(wanted: Attributes, found: Attributes, rule: AttributeRule): readonly (readonly [string, Json])[] {
  const listed = Object.entries(wanted);
  if (rule.compareAs !== 'exactMap' && rule.compareAs !== 'exactKeys') return listed;
  const others = Object.keys(found).filter((name) => !Object.hasOwn(wanted, name));
  return [...listed, ...others.sort(compareText).map((name) => [name, null] as const)];
}

/** Equality of leaves: scalars and lists. */
function equal(a: Json, b: Json, rule: AttributeRule): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return rule.compareAs === 'set' ? asSet(a) === asSet(b) : canonicalJson(a) === canonicalJson(b);
}

const asSet = (list: readonly Json[]): string =>
  JSON.stringify([...new Set(list.map((element) => canonicalJson(element)))].sort());
