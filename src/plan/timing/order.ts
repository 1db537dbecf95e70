/**
 * Which change has to wait for which. Two rules say it all:
 *
 * - what points at a thing that is being created waits for it;
 * - what is deleted waits for everything that still points at it to let go.
 *
 * The result is a graph and not a list of stages, because a stage is a barrier: at two calls a second, changes that
 * have nothing to do with each other would spend minutes waiting for each other.
 */
import type { Change } from '../model/change.ts';
import { merge } from '../model/merge.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { LiveState } from '../model/state.ts';

/** For each change those that have to be done before it; a change without any is left out. */
export type Order = ReadonlyMap<Change, readonly Change[]>;

export function order(changes: readonly Change[], live: LiveState, rules: Rules): Order {
  const byKey = new Map(changes.map((change) => [keyOf(rules, change.address), change]));
  const waits = new Map<Change, Set<Change>>();
  const wait = (change: Change, first: Change): void => {
    if (change === first) return;
    const before = waits.get(change) ?? new Set();
    waits.set(change, before.add(first));
  };
  for (const change of changes) {
    const { pointedAt, pointsAt } = sides(change, live, rules);
    for (const key of pointsAt) {
      const target = byKey.get(key);
      if (target?.action === 'create') wait(change, target);
    }
    for (const key of pointedAt) {
      const target = byKey.get(key);
      if (target?.action === 'delete' && !pointsAt.has(key)) wait(target, change);
    }
  }
  return new Map([...waits].map(([change, before]) => [change, [...before]]));
}

/** Keys that a change's resource points at before and after it. */
function sides(change: Change, live: LiveState, rules: Rules): { pointedAt: Set<string>; pointsAt: Set<string> } {
  const keys = (attributes: Parameters<typeof merge>[0]): Set<string> =>
    new Set((rules.get(change.address.kind)?.references(attributes) ?? []).map(({ address }) => keyOf(rules, address)));
  const found = live.get(keyOf(rules, change.address))?.attributes ?? {};
  switch (change.action) {
    case 'create':
      return { pointedAt: new Set(), pointsAt: keys(change.after) };
    case 'update':
      return { pointedAt: keys(found), pointsAt: keys(merge(found, change.after)) };
    case 'delete':
      return { pointedAt: keys(change.before), pointsAt: new Set() };
  }
}
