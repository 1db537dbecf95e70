import type { Json } from '../../base/json.ts';
import type { Address } from './address.ts';
import type { Attributes } from './state.ts';

/** One attribute that differs, down to the leaf: `phoneConfig.afterContactWorkTimeLimit.VOICE`. `null` is not set. */
export interface AttributeChange {
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
}

export interface Create<A extends Attributes = Attributes> {
  readonly action: 'create';
  readonly address: Address;
  readonly after: A;
}

/** `before` and `after` hold only what differs, in the shape of the resource. */
export interface Update<A extends Attributes = Attributes> {
  readonly action: 'update';
  readonly address: Address;
  readonly before: A;
  readonly after: A;
  readonly attributes: readonly AttributeChange[];
  /** Of a resource that is parked: it is on its way out. */
  readonly leaving?: Leaving;
  /** True where a date brings it, and not what the files leave out. */
  readonly due?: true;
}

/** Since when an account is without access, and when it is deleted: days of the configuration's time zone. */
export interface Leaving {
  readonly parkedOn: string;
  readonly deleteOn: string;
}

export interface Delete<A extends Attributes = Attributes> {
  readonly action: 'delete';
  readonly address: Address;
  readonly before: A;
  /** True where a date brings it, and not what the files leave out. */
  readonly due?: true;
}

/** What has to happen to one address, as data. */
export type Change<A extends Attributes = Attributes> = Create<A> | Update<A> | Delete<A>;
export type Action = Change['action'];

/** What is said of a resource once it is done. */
export const made = { create: 'created', update: 'updated', delete: 'deleted' } as const satisfies {
  readonly [action in Action]: string;
};
