/**
 * Takes resources out of what is compared, on both sides, so that the diff knows nothing of them: neither to change them
 * nor to delete them. What points at one of them that does not exist yet goes with it, since it could not be made.
 */
import type { Address } from './address.ts';
import { keyOf, type Rules } from './rules.ts';
import type { DesiredState, LiveState } from './state.ts';

export interface Compared {
  readonly desired: DesiredState;
  readonly live: LiveState;
}

export function leaveOut({ desired, live }: Compared, addresses: readonly Address[], rules: Rules): Compared {
  if (addresses.length === 0) return { desired, live };
  const out = new Set(addresses.map((address) => keyOf(rules, address)));
  const missing = (address: Address): boolean => {
    const key = keyOf(rules, address);
    return out.has(key) && !live.has(key);
  };
  for (let before = -1; before < out.size; ) {
    before = out.size;
    for (const [key, { address, attributes }] of desired) {
      const references = rules.get(address.kind)?.references(attributes) ?? [];
      if (references.some((reference) => missing(reference.address))) out.add(key);
    }
  }
  return { desired: without(desired, out), live: without(live, out) };
}

const without = <R>(state: ReadonlyMap<string, R>, out: ReadonlySet<string>): ReadonlyMap<string, R> =>
  new Map([...state].filter(([key]) => !out.has(key)));
