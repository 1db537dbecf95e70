import type { Json } from '../../base/json.ts';
import type { Address } from './address.ts';
import type { Attributes } from './state.ts';

/** One attribute that differs, down to the leaf: `phoneConfig.afterContactWorkTimeLimit.VOICE`. `null` is not set. */
export interface AttributeChange {
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
}

export interface Create {
  readonly action: 'create';
  readonly address: Address;
  readonly after: Attributes;
}

/** `before` and `after` hold only what differs, in the shape of the resource. */
export interface Update {
  readonly action: 'update';
  readonly address: Address;
  readonly before: Attributes;
  readonly after: Attributes;
  readonly attributes: readonly AttributeChange[];
}

export interface Delete {
  readonly action: 'delete';
  readonly address: Address;
  readonly before: Attributes;
}

/** What has to happen to one address, as data. */
export type Change = Create | Update | Delete;
export type Action = Change['action'];
