/**
 * Which change has to wait for which. Two rules say it all:
 *
 * - what points at a thing that is being created waits for it;
 * - what is deleted waits for everything that still points at it to let go.
 *
 * The same holds for a part of a thing, such as one value of an attribute, that an update adds or takes away.
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
  const partsOf = new Map(
    changes.flatMap((change) => {
      const parts = partsChanged(change, live, rules);
      return parts ? [[change, parts] as const] : [];
    }),
  );
  for (const change of changes) {
    const { pointedAt, pointsAt } = sides(change, live, rules);
    for (const { key, part } of pointsAt.values()) {
      const target = byKey.get(key);
      if (target?.action === 'create') wait(change, target);
      if (target && part !== undefined && partsOf.get(target)?.added.has(part)) wait(change, target);
    }
    for (const [name, { key, part }] of pointedAt) {
      const target = byKey.get(key);
      if (!target || pointsAt.has(name)) continue;
      if (target.action === 'delete') wait(target, change);
      if (part !== undefined && partsOf.get(target)?.removed.has(part)) wait(target, change);
    }
  }
  return new Map([...waits].map(([change, before]) => [change, [...before]]));
}

/**
 * Whether a change waits for something that waits for it: somebody moves from a part that it takes away to one that it adds.
 * Then it has to be made in two, and what waits for it waits for the first, which adds.
 */
export function waitsForItself(change: Change, order: Order): boolean {
  const seen = new Set<Change>();
  const rest = [...(order.get(change) ?? [])];
  for (let one = rest.pop(); one; one = rest.pop()) {
    if (one === change) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    rest.push(...(order.get(one) ?? []));
  }
  return false;
}

/** What an update adds to the parts of its resource, and takes away from them. */
function partsChanged(
  change: Change,
  live: LiveState,
  rules: Rules,
): { readonly added: ReadonlySet<string>; readonly removed: ReadonlySet<string> } | undefined {
  const parts = rules.get(change.address.kind)?.parts;
  if (!parts || change.action !== 'update') return undefined;
  const found = live.get(keyOf(rules, change.address))?.attributes ?? {};
  const [before, after] = [new Set(parts.of(found)), new Set(parts.of(merge(found, change.after)))];
  return {
    added: new Set([...after].filter((part) => !before.has(part))),
    removed: new Set([...before].filter((part) => !after.has(part))),
  };
}

interface Side {
  readonly key: string;
  readonly part: string | undefined;
}

/** What a change's resource points at before and after it. */
function sides(
  change: Change,
  live: LiveState,
  rules: Rules,
): { readonly pointedAt: ReadonlyMap<string, Side>; readonly pointsAt: ReadonlyMap<string, Side> } {
  const of = (attributes: Parameters<typeof merge>[0]): ReadonlyMap<string, Side> =>
    new Map(
      (rules.get(change.address.kind)?.references(attributes) ?? []).map(({ address, part }) => {
        const key = keyOf(rules, address);
        return [part === undefined ? key : JSON.stringify([key, part]), { key, part }];
      }),
    );
  const found = live.get(keyOf(rules, change.address))?.attributes ?? {};
  switch (change.action) {
    case 'create':
      return { pointedAt: new Map(), pointsAt: of(change.after) };
    case 'update':
      return { pointedAt: of(found), pointsAt: of(merge(found, change.after)) };
    case 'delete':
      return { pointedAt: of(change.before), pointsAt: new Map() };
  }
}
