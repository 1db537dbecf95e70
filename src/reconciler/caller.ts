/** One operation: through the queue of its API, to Connect, and what became of it. */
import PQueue from 'p-queue';
import type { InputOf, Send, WriteCall } from '../connect/port.ts';
import { CallError } from '../errors.ts';
import type { Address } from '../plan/address.ts';
import { keyOf, type Rules } from '../plan/rules.ts';
import type { LiveState } from '../plan/state.ts';
import type { ManagedKind } from '../resources/kind.ts';
import type { Identity, Operation } from '../resources/operation.ts';
import type { CallFailure, Emit, SkipReason } from './events.ts';
import { hide } from './hide.ts';
import { resolve, type Secrets } from './resolve.ts';

export interface Calling {
  readonly send: Send;
  readonly emit: Emit;
  readonly secrets: Secrets;
  readonly live: LiveState;
  readonly rules: Rules;
  readonly signal: AbortSignal;
}

export type CallResult =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'failed'; readonly failure: CallFailure }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason };

/** `begin` is called when the operation is about to be sent. */
export type Caller = (operation: Operation, kind: ManagedKind, begin: () => void) => Promise<CallResult>;

/** Requests of one API under way at once: enough to keep its rate busy while answers take their time. */
const atOnce = 8;

export function makeCaller(calling: Calling): Caller {
  const { emit, live, rules, signal } = calling;
  const queues = new Map<WriteCall, PQueue>();
  const made = new Map<string, Identity>();
  const succeeded = new Set<WriteCall>();
  const pointless = new Map<WriteCall, string>();
  const identityOf = (address: Address): Identity | undefined => {
    const key = keyOf(rules, address);
    return made.get(key) ?? live.get(key);
  };

  const perform: Caller = async (operation, kind, begin) => {
    const { call, address } = operation;
    if (signal.aborted) return { outcome: 'skipped', reason: { type: 'interrupted' } };
    const refusal = pointless.get(call);
    if (refusal !== undefined) return { outcome: 'skipped', reason: { type: 'pointless', call, error: refusal } };
    begin();
    emit({ type: 'callStarted', address, call });
    const sent = await attempt(operation, { ...calling, kind, identityOf });
    if (sent.outcome === 'skipped') return sent;
    if (sent.outcome === 'failed') {
      const { failure, quota } = sent;
      emit({ type: 'callEnded', address, call, outcome: 'failed', failure });
      // Permission may depend on the resource, so a denial speaks for the whole API only while nothing has worked.
      if (quota || (failure.denied && !succeeded.has(call))) pointless.set(call, failure.error);
      return { outcome: 'failed', failure };
    }
    emit({ type: 'callEnded', address, call, outcome: 'done' });
    succeeded.add(call);
    if (sent.identity) made.set(keyOf(rules, address), sent.identity);
    return { outcome: 'done' };
  };

  return (operation, kind, begin) => {
    const queue = queues.get(operation.call) ?? new PQueue({ concurrency: atOnce });
    queues.set(operation.call, queue);
    return queue.add(() => perform(operation, kind, begin));
  };
}

interface Attempt extends Calling {
  readonly kind: ManagedKind;
  readonly identityOf: (address: Address) => Identity | undefined;
}

type Sent =
  | { readonly outcome: 'done'; readonly identity: Identity | undefined }
  | { readonly outcome: 'failed'; readonly failure: CallFailure; readonly quota: boolean }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason };

async function attempt({ call, address, input: asked }: Operation, context: Attempt): Promise<Sent> {
  const { send, emit, signal, kind, identityOf } = context;
  const { secrets, hide } = remembering(context.secrets);
  const input = resolve(asked, identityOf, secrets) as InputOf<WriteCall>;
  try {
    const onRetry = (retry: { readonly attempt: number; readonly delay: number; readonly error: string }): void =>
      emit({ type: 'callRetried', address, call, ...retry });
    return { outcome: 'done', identity: kind.identify(await send(call, input, { signal, onRetry })) };
  } catch (error) {
    if (!(error instanceof CallError)) {
      if (signal.aborted) return { outcome: 'skipped', reason: { type: 'interrupted' } };
      throw error;
    }
    const settled = await settle(error, { call, input }, context);
    if (settled) return { outcome: 'done', identity: settled === 'gone' ? undefined : settled };
    const { failure, error: name, attempts, uncertain, requestId } = error.facts;
    const known = {
      call,
      error: name,
      message: hide(error.message),
      denied: failure === 'denied',
      attempts,
      uncertain,
    };
    return {
      outcome: 'failed',
      failure: { ...known, ...(requestId !== undefined && { requestId }) },
      quota: failure === 'quota',
    };
  }
}

/** Failures that are a success after all: what was to go is gone, or our own lost create was there first. */
async function settle(
  { facts }: CallError,
  sent: { readonly call: WriteCall; readonly input: object },
  { kind, send }: Attempt,
): Promise<Identity | 'gone' | undefined> {
  if (facts.failure === 'not-found' && sent.call.startsWith('Delete')) return 'gone';
  if (facts.failure !== 'duplicate' || !facts.uncertain) return undefined;
  try {
    return await kind.settle(sent, send);
  } catch (error) {
    if (error instanceof CallError) return undefined;
    throw error;
  }
}

/** Secrets that are given out once, so that an error message that repeats one can be shown without it. */
function remembering(secrets: Secrets): { readonly secrets: Secrets; readonly hide: (text: string) => string } {
  const given: string[] = [];
  const remember = <T extends string | undefined>(value: T): T => {
    if (value) given.push(value);
    return value;
  };
  return {
    secrets: { env: (name) => remember(secrets.env(name)), generate: () => remember(secrets.generate()) },
    hide: (text) => hide(given, text),
  };
}
