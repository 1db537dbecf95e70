/**
 * Connect changes each aspect of a resource by a call of its own, so a table of aspects is the whole mapping of an update:
 * a new aspect is one more entry of it.
 */
import type { Address } from '../plan/model/address.ts';
import type { Update } from '../plan/model/change.ts';
import { merge } from '../plan/model/merge.ts';
import type { Attributes, LiveResource } from '../plan/model/state.ts';
import type { Calls } from './operation.ts';

/** What an aspect is lowered from. */
export interface Updated<A extends Attributes, C extends Attributes> {
  readonly address: Address;
  /** The resource as it will be, what the files do not manage included. */
  readonly attributes: A;
  /** The resource as it is. */
  readonly live: A;
  /** What of it changes. */
  readonly changed: A;
  readonly carried: C;
}

export interface Aspect<A extends Attributes, C extends Attributes = Attributes> {
  /** What its call covers: one call, however many of these change. */
  readonly attributes: readonly (keyof A & string)[];
  lower(updated: Updated<A, C>): Calls;
}

/** The calls of the aspects that an update touches, in the order of the table and independent of each other. */
export function lowerAspects<A extends Attributes, C extends Attributes>(
  aspects: readonly Aspect<A, C>[],
  { address, after: changed }: Update<A>,
  live: LiveResource<A, C>,
): Calls {
  const { carried, attributes: before } = live;
  const updated = { address, changed, carried, live: before, attributes: merge(before, changed) };
  return {
    together: aspects
      .filter(({ attributes }) => attributes.some((name) => Object.hasOwn(changed, name)))
      .map((aspect) => aspect.lower(updated)),
  };
}
