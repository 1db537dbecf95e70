import type * as sdk from '@aws-sdk/client-connect';
import type { Page } from '../pages.ts';
import type { Account } from '../state/account.ts';

/** What an operation has at hand besides its input. */
export interface Call {
  readonly account: Account;
  /** The access key id that the request is signed with. */
  readonly caller: string;
  /** Milliseconds since 1970: the time of the call. */
  readonly now: number;
  /** Milliseconds by which searches trail behind writes. */
  readonly searchLag: number;
  /** Milliseconds for which DescribeUser misses a new user. */
  readonly describeLag: number;
  /** Milliseconds for which what a user has just left is still in use. */
  readonly inUseLag: number;
  /** The page of a list that this call asks for; `all` must be in rising order of `order`. */
  page<T>(all: Iterable<T>, order: (item: T) => number): Page<T>;
}

type Commands = typeof sdk;
export type OperationName = {
  [K in keyof Commands]: K extends `${infer Name}Command` ? (Name extends '$' ? never : Name) : never;
}[keyof Commands];

/** Members that the model requires are present after validation; the SDK's types cannot say so. */
type Validated<T> = T extends Date | Uint8Array
  ? T
  : T extends object
    ? { [K in keyof T]: Validated<Exclude<T[K], undefined>> }
    : T;

type CommandOf<Name extends OperationName> = Commands[`${Name}Command`] extends new (
  ...input: never[]
) => infer Command
  ? Command
  : never;

export type Input<Name extends OperationName> =
  CommandOf<Name> extends { readonly input: infer Given } ? Validated<Given> : never;

export type Output<Name extends OperationName> =
  CommandOf<Name> extends {
    resolveMiddleware(...given: never[]): (...given: never[]) => Promise<{ output: infer Given }>;
  }
    ? Omit<Given, '$metadata'>
    : never;

/** What a group of operations does, by name. */
export type Operations = { readonly [Name in OperationName]?: (call: Call, input: Input<Name>) => Output<Name> };
