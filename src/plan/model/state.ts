import type { Json } from '../../base/json.ts';
import type { Address } from './address.ts';
import type { Origins } from './origin.ts';
import type { FromRecord, Period } from './person.ts';

/**
 * Attributes in Connect's own names, camelCase, with names of resources in place of ids. Times are seconds. A kind gives
 * its own a type in which every member is optional, since a file may leave any of them out; `null` asks to clear.
 */
export type Attributes = { readonly [name: string]: Json };

/** What the files ask of one resource. An absent attribute is not managed; `null` asks to clear it. */
export interface DesiredResource<A extends Attributes = Attributes> {
  readonly address: Address;
  readonly attributes: A;
  /** Where each attribute was written; `locate` points at it. */
  readonly origins: Origins;
  /** When it is wanted; always, where left out. */
  readonly period?: Period;
  /** Absent where no export says anything of it. */
  readonly record?: FromRecord;
}

/** What Connect has, ids already translated to names. An absent attribute is not set in Connect. */
export interface LiveResource<A extends Attributes = Attributes, C extends Attributes = Attributes> {
  readonly address: Address;
  readonly id: string;
  readonly arn: string;
  readonly attributes: A;
  /** What no configuration can name and a change must know: settings to send back so that they are not lost, what goes with it. */
  readonly carried: C;
}

/** Both states are keyed by `keyOf`, so that a user found in another case is still the same user. */
export type DesiredState = ReadonlyMap<string, DesiredResource>;
export type LiveState = ReadonlyMap<string, LiveResource>;
