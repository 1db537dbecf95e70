/**
 * Takes resources out of what is compared, on both sides, so that the diff knows nothing of them: neither to change them
 * nor to delete them. What points at one of them that does not exist yet goes with it, since it could not be made.
 */
import type { Address } from '../model/address.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { Narrowed } from './target.ts';

export function leaveOut(narrowed: Narrowed, addresses: readonly Address[], rules: Rules): Narrowed {
  if (addresses.length === 0) return narrowed;
  const { desired, scoped } = narrowed;
  const out = new Set(addresses.map((address) => keyOf(rules, address)));
  const missing = (address: Address): boolean => {
    const key = keyOf(rules, address);
    return out.has(key) && !scoped.live.has(key);
  };
  for (let before = -1; before < out.size; ) {
    before = out.size;
    for (const [key, { address, attributes }] of desired) {
      const references = rules.get(address.kind)?.references(attributes) ?? [];
      if (references.some((reference) => missing(reference.address))) out.add(key);
    }
  }
  return {
    ...narrowed,
    desired: without(desired, out),
    scoped: { ...scoped, desired: without(scoped.desired, out), live: without(scoped.live, out) },
  };
}

const without = <R>(state: ReadonlyMap<string, R>, out: ReadonlySet<string>): ReadonlyMap<string, R> =>
  new Map([...state].filter(([key]) => !out.has(key)));
