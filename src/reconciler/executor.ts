/**
 * Sends the calls of a plan. One p-queue for each API, so that a thousand waiting calls of one API never starve the
 * others; the rate is kept below, in `Send`, where every attempt pays for itself. A change waits only for the changes
 * it depends on. A failed call is a result, never an exception.
 */
import PQueue from 'p-queue';
import type { Clock } from '../clock.ts';
import type { InputOf, Send, WriteCall } from '../connect/port.ts';
import { CallError } from '../errors.ts';
import type { Address } from '../plan/address.ts';
import type { Change } from '../plan/change.ts';
import { keyOf, type Rules } from '../plan/rules.ts';
import type { LiveState } from '../plan/state.ts';
import type { Identity, Operation } from '../resources/operation.ts';
import type { CallFailure, ChangeResult, Emit, SkipReason } from './events.ts';
import type { Work } from './lower.ts';
import { resolve } from './resolve.ts';
import type { Secrets } from './secrets.ts';

export interface Execution {
  readonly send: Send;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly secrets: Secrets;
  readonly live: LiveState;
  readonly rules: Rules;
  readonly signal: AbortSignal;
}

/** Requests of one API under way at once: enough to keep its rate busy while answers take their time. */
const atOnce = 8;

type CallResult =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'failed'; readonly failure: CallFailure }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason };

/** Results in the order of the work. */
export async function execute(work: readonly Work[], execution: Execution): Promise<readonly ChangeResult[]> {
  const { clock, emit, signal } = execution;
  const call = makeCaller(execution);
  const byChange = new Map(work.map((one) => [one.change, one]));
  const running = new Map<Change, Promise<ChangeResult>>();

  const start = (one: Work): Promise<ChangeResult> => {
    const promise = running.get(one.change) ?? run(one);
    running.set(one.change, promise);
    return promise;
  };
  const run = async (one: Work): Promise<ChangeResult> => {
    const before = await Promise.all(one.after.flatMap((change) => byChange.get(change) ?? []).map(start));
    const missing = before.find(({ outcome }) => outcome !== 'complete');
    if (missing)
      return end(one, [{ outcome: 'skipped', reason: { type: 'depends', on: missing.address } }], clock.now());
    if (signal.aborted) return end(one, [{ outcome: 'skipped', reason: { type: 'interrupted' } }], clock.now());
    let startedAt: number | undefined;
    const begin = (): void => {
      if (startedAt !== undefined) return;
      startedAt = clock.now();
      emit({ type: 'changeStarted', address: one.change.address, action: one.change.action });
    };
    const results = await (one.change.action === 'create' ? inSequence : sideBySide)(one.operations, (operation) =>
      call(operation, one, begin),
    );
    return end(one, results, startedAt ?? clock.now());
  };
  const end = ({ change, adoption, operations }: Work, results: readonly CallResult[], since: number): ChangeResult => {
    const failures = results.flatMap((result) => (result.outcome === 'failed' ? [result.failure] : []));
    const skipped = results.find((result) => result.outcome === 'skipped')?.reason;
    const result: ChangeResult = {
      address: change.address,
      action: change.action,
      adoption,
      outcome: failures.length > 0 ? 'errored' : skipped ? 'skipped' : 'complete',
      done: operations.filter((_, index) => results[index]?.outcome === 'done').map((operation) => operation.call),
      failures,
      ...(skipped && { skipped }),
      milliseconds: clock.now() - since,
    };
    emit({ type: 'changeEnded', result });
    return result;
  };

  await Promise.all(work.filter(({ adoption }) => !adoption).map(start));
  return Promise.all(work.map(start));
}

async function inSequence(
  operations: readonly Operation[],
  call: (operation: Operation) => Promise<CallResult>,
): Promise<readonly CallResult[]> {
  const results: CallResult[] = [];
  for (const operation of operations) {
    const result = await call(operation);
    results.push(result);
    if (result.outcome !== 'done') break;
  }
  return results;
}

const sideBySide = (
  operations: readonly Operation[],
  call: (operation: Operation) => Promise<CallResult>,
): Promise<readonly CallResult[]> => Promise.all(operations.map(call));

/** Sends one operation through the queue of its API and says what became of it. */
function makeCaller({ send, emit, secrets, live, rules, signal }: Execution) {
  const queues = new Map<WriteCall, PQueue>();
  const made = new Map<string, Identity>();
  const pointless = new Map<WriteCall, string>();
  const identityOf = (address: Address): Identity | undefined => {
    const key = keyOf(rules, address);
    return made.get(key) ?? live.get(key);
  };

  return (operation: Operation, { kind }: Work, begin: () => void): Promise<CallResult> => {
    const { call, address } = operation;
    const queue = queues.get(call) ?? new PQueue({ concurrency: atOnce });
    queues.set(call, queue);
    return queue.add(async (): Promise<CallResult> => {
      if (signal.aborted) return { outcome: 'skipped', reason: { type: 'interrupted' } };
      const refusal = pointless.get(call);
      if (refusal !== undefined) return { outcome: 'skipped', reason: { type: 'pointless', error: refusal } };
      begin();
      const input = resolve(operation.input, identityOf, secrets) as InputOf<WriteCall>;
      try {
        const output = await send(call, input, {
          signal,
          onRetry: (retry) => emit({ type: 'callRetried', address, call, ...retry }),
        });
        const identity = kind.identify(output);
        if (identity) made.set(keyOf(rules, address), identity);
      } catch (error) {
        if (!(error instanceof CallError)) {
          if (signal.aborted) return { outcome: 'skipped', reason: { type: 'interrupted' } };
          throw error;
        }
        const identity = await settled(error, { call, input }, kind, send);
        if (!identity) {
          const { failure, error: name, attempts, requestId } = error.facts;
          if (failure === 'quota' || failure === 'denied') pointless.set(call, name);
          const denied = failure === 'denied';
          return {
            outcome: 'failed',
            failure: { call, error: name, message: error.message, denied, attempts, ...(requestId && { requestId }) },
          };
        }
        if (identity !== 'gone') made.set(keyOf(rules, address), identity);
      } finally {
        emit({ type: 'callEnded', address, call });
      }
      return { outcome: 'done' };
    });
  };
}

/** Failures that are a success after all: what was to go is gone, or our own lost create was there first. */
async function settled(
  { facts }: CallError,
  sent: { readonly call: WriteCall; readonly input: object },
  kind: Work['kind'],
  send: Send,
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
