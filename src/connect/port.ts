import type { calls } from './calls.ts';

type CallTable = typeof calls;
type CallThat<Access> = { [C in keyof CallTable]: CallTable[C]['access'] extends Access ? C : never }[keyof CallTable];

/** Calls that only look. */
export type ReadCall = CallThat<'read'>;
/** Calls that change the instance. One operation is exactly one of these. */
export type WriteCall = CallThat<'write'>;
export type Call = keyof CallTable;

/** The instance is bound once, where the client is made; no caller repeats its id. */
type Inputs = { readonly [C in Call]: Omit<InstanceType<CallTable[C]['command']>['input'], 'InstanceId'> };
/** What Connect answers, without what the SDK says of the request. */
type Outputs = {
  readonly [C in Call]: Omit<
    Awaited<ReturnType<ReturnType<InstanceType<CallTable[C]['command']>['resolveMiddleware']>>>['output'],
    '$metadata'
  >;
};
export type InputOf<C extends Call> = Inputs[C];
export type OutputOf<C extends Call> = Outputs[C];

/** One attempt failed and another will follow. */
export interface Retry {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next one may start; it then still waits for the rate limit. */
  readonly delay: number;
  /** Name of the error, as Connect gave it. */
  readonly error: string;
}

export interface SendOptions {
  /** Stops waiting (for the rate limit, for the next attempt); a request that is on its way is always awaited. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Awaited before each attempt, retries included, when it has had its turn and the request is about to go out. Where it
   * rejects, the request is not sent and the call rejects with the same.
   */
  readonly before?: (() => Promise<void>) | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

/**
 * Amazon Connect as the rest of the program sees it: one function. Rejects with a `CallError`, or with the reason of
 * the signal. Rate and retry are layers of this same shape, so every attempt of every call, read or write, pays.
 */
export type Send = <C extends Call>(call: C, input: InputOf<C>, options?: SendOptions) => Promise<OutputOf<C>>;

/** The instance that everything is about, as DescribeInstance gives it. */
export interface Instance {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly alias?: string;
  readonly identityManagement: IdentityManagement;
}

export const identityManagements = ['SAML', 'CONNECT_MANAGED', 'EXISTING_DIRECTORY'] as const;
export type IdentityManagement = (typeof identityManagements)[number];
