/** The tree that people stand in, before and after a plan: who stands where, and how many in each branch. */
import { compareText } from '../../base/text.ts';
import type { Change } from '../model/change.ts';
import { merge } from '../model/merge.ts';
import type { Branch, Placed, Tree } from '../model/plan.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { LiveState } from '../model/state.ts';

interface TreeFacts {
  /** The whole instance. */
  readonly live: LiveState;
  readonly rules: Rules;
}

/** Where the resource of a change stands in the tree; `undefined` for one that stands nowhere. */
export function placeOf(change: Change, { live, rules }: TreeFacts): Placed | undefined {
  const place = rules.get(change.address.kind)?.place;
  if (!place) return undefined;
  const found = live.get(keyOf(rules, change.address))?.attributes ?? {};
  const before = change.action === 'create' ? [] : place(found);
  const after = change.action === 'delete' ? [] : place(merge(found, change.after));
  if (before.length === 0 && after.length === 0) return undefined;
  return { ...(before.length > 0 && { before }), ...(after.length > 0 && { after }) };
}

interface Counted {
  readonly path: readonly string[];
  before: number | undefined;
  after: number | undefined;
}

export function treeOf(
  changes: readonly (Change & { readonly place?: Placed })[],
  { live, rules }: TreeFacts,
): Tree | undefined {
  const branches = new Map<string, Counted>();
  const at = (path: readonly string[]): Counted => {
    const key = JSON.stringify(path);
    const known = branches.get(key) ?? { path, before: undefined, after: undefined };
    branches.set(key, known);
    return known;
  };
  for (const { address } of live.values()) {
    const path = rules.get(address.kind)?.branch?.(address.key);
    if (path) Object.assign(at(path), { before: 0, after: 0 });
  }
  for (const { action, address } of changes) {
    const path = rules.get(address.kind)?.branch?.(address.key);
    if (path && action === 'create') at(path).after = 0;
  }
  if (branches.size === 0) return undefined;
  const count = (path: readonly string[] | undefined, side: 'before' | 'after', by: 1 | -1): void => {
    if (!path || path.length === 0) return;
    const branch = at(path);
    branch[side] = (branch[side] ?? 0) + by;
  };
  for (const { address, attributes } of live.values()) {
    const path = rules.get(address.kind)?.place?.(attributes);
    count(path, 'before', 1);
    count(path, 'after', 1);
  }
  for (const { place } of changes) {
    count(place?.before, 'after', -1);
    count(place?.after, 'after', 1);
  }
  for (const { action, address } of changes) {
    const path = rules.get(address.kind)?.branch?.(address.key);
    if (path && action === 'delete') at(path).after = undefined;
  }
  return { tiers: tiersOf(changes, { live, rules }), branches: inOrder([...branches.values()]) };
}

/** As they will be called. */
function tiersOf(changes: readonly Change[], { live, rules }: TreeFacts): readonly string[] {
  const changed = changes.flatMap((change) =>
    change.action === 'delete' ? [] : [{ address: change.address, attributes: change.after }],
  );
  for (const { address, attributes } of [...changed, ...live.values()]) {
    const tiers = rules.get(address.kind)?.tiers?.(attributes);
    if (tiers) return tiers;
  }
  return [];
}

const inOrder = (counted: readonly Counted[]): readonly Branch[] =>
  [...counted]
    .sort((one, other) => comparePaths(one.path, other.path))
    .map(({ path, before, after }) => ({
      path,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    }));

function comparePaths(one: readonly string[], other: readonly string[]): number {
  const differing = one.findIndex((name, level) => name !== other[level]);
  if (differing < 0) return one.length - other.length;
  const next = other[differing];
  return next === undefined ? 1 : compareText(one[differing] ?? '', next);
}
