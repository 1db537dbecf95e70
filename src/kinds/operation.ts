import type { InputOf, WriteCall } from '../connect/port.ts';
import type { Address } from '../plan/model/address.ts';

/**
 * What stands in an input for something known only when the call is sent. They are classes and not plain maps, since
 * inputs hold maps of other people's making: a tag may be called anything.
 */
export type Placeholder = IdOf | ArnOf | SecretOf;

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
  ? T | Placeholder
  : T extends readonly (infer Element)[]
    ? readonly WithRefs<Element>[]
    : T extends object
      ? { readonly [Name in keyof T]: WithRefs<T[Name]> }
      : T;

/** What an answer other than success means for this one call, where it is not simply a failure. */
export interface Exceptions {
  /** What was to go is gone already. */
  readonly onNotFound?: 'done';
  /**
   * A full quota is one of this resource alone (10 proficiencies a user) and says nothing of the others; without it, the
   * quota is the instance's and no further call of the API is sent.
   */
  readonly onQuota?: 'only-here';
  /**
   * What was moved away a moment ago may still count as in use (ResourceInUseException), so the call is tried again for up
   * to five minutes.
   */
  readonly onInUse?: 'wait';
  /**
   * Attributes that the call clears by leaving them out, which Connect may answer with success and not do; each with its name
   * in sentences. The resource is looked at again afterwards.
   */
  readonly clears?: { readonly [attribute: string]: string };
}

/** Exactly one API call, as data. */
export interface OperationOf<C extends WriteCall> extends Exceptions {
  readonly call: C;
  /** The resource this call is for. */
  readonly address: Address;
  readonly input: WithRefs<InputOf<C>>;
}
export type Operation = { [C in WriteCall]: OperationOf<C> }[WriteCall];

/** The calls of one change, and which of them wait for which. A call that fails stops those that come after it in order. */
export type Calls = Operation | { readonly inOrder: readonly Calls[] } | { readonly together: readonly Calls[] };

/** The operations of `calls` in a row, and for each the positions of those it waits for. */
export interface Sequence {
  readonly operations: readonly Operation[];
  readonly needs: readonly (readonly number[])[];
}

export function sequence(calls: Calls): Sequence {
  const operations: Operation[] = [];
  const needs: (readonly number[])[] = [];
  /** Appends what is in `calls`, which waits for the operations at `before`; gives the positions that a successor waits for. */
  const append = (part: Calls, before: readonly number[]): readonly number[] => {
    if ('call' in part) {
      needs.push(before);
      return [operations.push(part) - 1];
    }
    if ('inOrder' in part) return part.inOrder.reduce((ends, one) => append(one, ends), before);
    return part.together.length === 0 ? before : part.together.flatMap((one) => append(one, before));
  };
  append(calls, []);
  return { operations, needs };
}

/** Id and ARN of a resource that a call has just made. */
export interface Identity {
  readonly id: string;
  readonly arn: string;
}
