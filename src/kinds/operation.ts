import type { InputOf, WriteCall } from '../connect/port.ts';
import type { Address } from '../plan/model/address.ts';

/**
 * What stands in an input for something known only when the call is sent. They are classes and not plain maps, since
 * inputs hold maps of other people's making: a tag may be called anything.
 */
export type Reference = IdOf | ArnOf | SecretOf;

/** The id of a resource, which may not exist until its create has run. */
export class IdOf {
  readonly idOf: Address;
  constructor(address: Address) {
    this.idOf = address;
  }
}

/** The ARN of a resource, likewise. */
export class ArnOf {
  readonly arnOf: Address;
  constructor(address: Address) {
    this.arnOf = address;
  }
}

/** A secret: a variable of the environment, or a password made up when it is needed. */
export class SecretOf {
  readonly secret: SecretSource;
  constructor(source: SecretSource) {
    this.secret = source;
  }
}
export type SecretSource = { readonly env: string } | { readonly generate: true };

export const idOf = (kind: string, key: string): IdOf => new IdOf({ kind, key });
export const arnOf = (kind: string, key: string): ArnOf => new ArnOf({ kind, key });

/** The shape of an input in which any string may instead be a reference. */
export type WithRefs<T> = T extends string
  ? T | Reference
  : T extends readonly (infer Element)[]
    ? readonly WithRefs<Element>[]
    : T extends object
      ? { readonly [Name in keyof T]: WithRefs<T[Name]> }
      : T;

/** Exactly one API call, as data. */
export type OperationOf<C extends WriteCall> = {
  readonly call: C;
  /** The resource this call is for. */
  readonly address: Address;
  readonly input: WithRefs<InputOf<C>>;
};
export type Operation = { [C in WriteCall]: OperationOf<C> }[WriteCall];

/** Id and ARN of a resource that a call has just made. */
export interface Identity {
  readonly id: string;
  readonly arn: string;
}
