import type { InputOf, WriteCall } from '../connect/port.ts';
import type { Address } from '../plan/address.ts';

/** Stands for the id, or the ARN, of a resource; which may not exist until its create has run. */
export type IdRef = { readonly idOf: Address } | { readonly arnOf: Address };
export const idOf = (kind: string, key: string): IdRef => ({ idOf: { kind, key } });
export const arnOf = (kind: string, key: string): IdRef => ({ arnOf: { kind, key } });

/** Stands for a secret until the call that needs it is sent: a variable of the environment, or a password made up then. */
export type SecretRef = { readonly secret: { readonly env: string } | { readonly generate: true } };

/** The shape of an input in which any string may instead be a reference. */
export type WithRefs<T> = T extends string
  ? T | IdRef | SecretRef
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
