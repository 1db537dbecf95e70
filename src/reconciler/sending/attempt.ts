/** The attempts of one call. */

import { CallError, type CallFacts, KeptBack } from '../../base/errors.ts';
import { hideSecrets } from '../../base/matching/hide.ts';
import type { InputOf, WriteCall } from '../../connect/port.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import type { Identity, Operation } from '../../kinds/operation.ts';
import type { Address } from '../../plan/model/address.ts';
import type { CallFailure, Obstacle } from '../events.ts';
import { type Calling, type CallResult, skippedBy } from './calling.ts';
import { resolve, type Secrets } from './resolve.ts';

export interface Attempt extends Calling {
  readonly kind: ManagedKind;
  readonly identityOf: (address: Address) => Identity | undefined;
  readonly begin: () => void;
  /** Throws where an attempt must not be sent any more. */
  readonly check: () => void;
  /** The number of the next attempt, from 1. */
  readonly next: () => number;
  /** Whether the input, once it is resolved, mentions what this pass has made. */
  readonly concernsNew: () => boolean;
}

export type Sent =
  | { readonly outcome: 'done'; readonly identity: Identity | undefined }
  | Exclude<CallResult, { readonly outcome: 'done' }>;

/** Sends an operation, again where that may help, and settles by reading what its answers leave open. */
export async function attempt(operation: Operation, context: Attempt): Promise<Sent> {
  const { signal, kind, identityOf } = context;
  const { input: asked } = operation;
  const { secrets, hide } = remembering(context.secrets);
  const input = resolve(asked, identityOf, secrets) as InputOf<WriteCall>;
  try {
    const output = await sendUntilReady(operation, input, { ...context, hide });
    return { outcome: 'done', identity: kind.identify?.(output, { call: operation.call, input }) };
  } catch (error) {
    if (!(error instanceof CallError)) {
      if (signal.aborted || error instanceof KeptBack) return skippedBy(signal);
      throw error;
    }
    const settled = await settle(error, { operation, input }, context);
    if (settled) return { outcome: 'done', identity: settled === 'done' ? undefined : settled };
    return {
      outcome: 'failed',
      failure: sendFailureOf({ ...error.facts, call: operation.call }, { onQuota: operation.onQuota, hide }),
    };
  }
}

interface Hiding {
  /** The text without the secrets that the call has sent. */
  readonly hide: (text: string) => string;
}

/** The answer may repeat a secret that was sent, in its message and in its names. */
export function sendFailureOf(
  { call, failure, error, message, attempts, uncertain, requestId }: CallFacts,
  { onQuota, hide }: Hiding & { readonly onQuota: Operation['onQuota'] },
): CallFailure {
  const obstacle = obstacleIn(failure, onQuota);
  return {
    call,
    error: hide(error),
    message: hide(message),
    denied: obstacle === 'credentials' || obstacle === 'permission',
    ...(obstacle && { obstacle }),
    attempts,
    uncertain,
    ...(requestId !== undefined && { requestId: hide(requestId) }),
  };
}

function obstacleIn(failure: CallFacts['failure'], onQuota: Operation['onQuota']): Obstacle | undefined {
  if (failure === 'credentials') return 'credentials';
  if (failure === 'quota') return onQuota === 'only-here' ? undefined : 'quota';
  return failure === 'denied' ? 'permission' : undefined;
}

/**
 * Milliseconds between attempts at what was made a moment ago and is not known everywhere yet; half a minute in all.
 * DescribeUser is documented to answer ResourceNotFoundException right after CreateUser, so other calls may as well.
 */
const waitsForNew = [500, 1000, 2000, 4000, 8000, 16_000];

/**
 * Milliseconds between attempts at a deletion of what was in use a moment ago; five minutes in all. How long Connect takes
 * to notice that the last user has left is not documented.
 */
const waitsForUnused = [1000, 2000, 4000, 8000, 15_000, ...Array.from({ length: 9 }, () => 30_000)];

async function sendUntilReady(
  { call, address, onInUse }: Operation,
  input: InputOf<WriteCall>,
  { send, clock, emit, journal, gate, signal, begin, check, next, concernsNew, hide }: Attempt & Hiding,
): Promise<object> {
  const before = async (): Promise<void> => {
    check();
    await journal.attempt({ address, call, number: next() });
    // Last, for what comes between the look at the lock and the request is time in which it may be lost.
    await gate.pass();
    begin();
  };
  const onRetry = (retry: { readonly attempt: number; readonly delay: number; readonly error: string }): void =>
    emit({ type: 'callRetried', address, call, ...retry, error: hide(retry.error) });
  const waits = { unknown: [...waitsForNew], inUse: onInUse === 'wait' ? [...waitsForUnused] : [] };
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(call, input, { signal, before, onRetry });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const { failure, error: name } = error.facts;
      const notKnownYet = failure === 'not-found' && concernsNew();
      const delay = notKnownYet ? waits.unknown.shift() : failure === 'in-use' ? waits.inUse.shift() : undefined;
      if (delay === undefined) throw error;
      onRetry({ attempt, delay, error: name });
      await clock.sleep(delay, signal);
    }
  }
}

/**
 * Failures that are a success after all: what was to go is gone, or our own lost attempt was there first, so that its
 * repetition was refused. Of a call whose answers were all lost, the kind looks at what there is now.
 */
async function settle(
  { facts }: CallError,
  { operation, input }: { readonly operation: Operation; readonly input: object },
  { kind, send, signal }: Attempt,
): Promise<Identity | 'done' | undefined> {
  if (facts.failure === 'not-found' && operation.onNotFound === 'done') return 'done';
  const { failure, uncertain, attempts } = facts;
  const isLost =
    failure === 'duplicate' ||
    (!signal.aborted && (failure === 'transient' || (failure === 'refused' && attempts > 1)));
  if (!uncertain || !isLost) return undefined;
  try {
    return await kind.settle?.({ call: operation.call, input }, send);
  } catch (error) {
    if (error instanceof CallError) return undefined;
    throw error;
  }
}

/** Secrets that are given out once, so that an error message that repeats one can be shown without it. */
function remembering(secrets: Secrets): Hiding & { readonly secrets: Secrets } {
  const given: string[] = [];
  const remember = <T extends string | undefined>(value: T): T => {
    if (value) given.push(value);
    return value;
  };
  return {
    secrets: { env: (name) => remember(secrets.env(name)), generate: () => remember(secrets.generate()) },
    hide: (text) => hideSecrets(text, given),
  };
}
