/** Who holds a security profile before and after a plan, and in which order that is safe. */
import type { Change } from '../model/change.ts';
import { merge } from '../model/merge.ts';
import type { Policy } from '../model/policy.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { Attributes, LiveState } from '../model/state.ts';

/** What happens to the holders of one security profile, counted over the whole instance. */
export interface Turnover {
  readonly before: number;
  readonly after: number;
  readonly losing: readonly Change[];
  readonly gaining: readonly Change[];
}

interface HolderFacts {
  /** The whole instance, managed or not. */
  readonly live: LiveState;
  readonly rules: Rules;
}

export function turnover(profile: string, changes: readonly Change[], { live, rules }: HolderFacts): Turnover {
  const holds = (kind: string, attributes: Attributes): boolean =>
    rules.get(kind)?.holds?.(attributes).includes(profile) ?? false;
  const losing: Change[] = [];
  const gaining: Change[] = [];
  for (const change of changes) {
    const { kind } = change.address;
    const found = live.get(keyOf(rules, change.address))?.attributes ?? {};
    const had = holds(kind, found);
    const has = change.action !== 'delete' && holds(kind, merge(found, change.after));
    if (had && !has) losing.push(change);
    if (has && !had) gaining.push(change);
  }
  const before = [...live.values()].filter(({ address, attributes }) => holds(address.kind, attributes)).length;
  return { before, after: before - losing.length + gaining.length, losing, gaining };
}

/**
 * For each change that takes a guarded profile away those that grant it, where too few would be left in between: if the
 * new holder cannot be made, the old one stays. A change that grants one such profile and takes another waits for
 * nobody, so that no two wait for each other.
 */
export function gainsFirst(
  changes: readonly Change[],
  { keepAtLeast }: Policy,
  surroundings: HolderFacts,
): ReadonlyMap<Change, readonly Change[]> {
  const tight = [...keepAtLeast].flatMap(([profile, least]) => {
    const one = turnover(profile, changes, surroundings);
    return one.before - one.losing.length < Math.min(least, one.before) ? [one] : [];
  });
  const gaining = new Set(tight.flatMap((one) => one.gaining));
  const waits = new Map<Change, readonly Change[]>();
  for (const { losing, gaining: first } of tight) {
    for (const change of losing) {
      if (!gaining.has(change)) waits.set(change, [...new Set([...(waits.get(change) ?? []), ...first])]);
    }
  }
  return waits;
}
