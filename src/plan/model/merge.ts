import { isMap } from '../../base/json.ts';
import type { Attributes } from './state.ts';

/**
 * Attributes once a change is made: maps are merged key by key, everything else is replaced, and `null` takes away.
 * The counterpart of `diff`: merging an update's `after` into what is live gives what was asked for.
 */
export function merge<A extends Attributes>(base: A, after: A): A {
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(after)) {
    const before = merged.get(name);
    if (value === null) merged.delete(name);
    else if (isMap(value)) merged.set(name, merge(isMap(before) ? before : {}, value));
    else merged.set(name, value);
  }
  // Every member of a kind's attributes is optional, so leaving some out keeps the type.
  return Object.fromEntries(merged) as A;
}

/** Attributes without what they ask to clear: how a resource begins. */
export const withoutNulls = <A extends Attributes>(attributes: A): A => merge({} as A, attributes);
