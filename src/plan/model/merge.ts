import { isMap } from '../../base/json.ts';
import type { Attributes } from './state.ts';

/**
 * Attributes once a change is made: maps are merged key by key, everything else is replaced, and `null` takes away.
 * The counterpart of `diff`: merging an update's `after` into what is live gives what was asked for.
 */
export function merge(base: Attributes, after: Attributes): Attributes {
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(after)) {
    const before = merged.get(name);
    if (value === null) merged.delete(name);
    else if (isMap(value)) merged.set(name, merge(isMap(before) ? before : {}, value));
    else merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

/** Attributes without what they ask to clear: how a resource begins. */
export const withoutNulls = (attributes: Attributes): Attributes => merge({}, attributes);
