/**
 * Sends the calls of a plan. One p-queue for each API, so that a thousand waiting calls of one API never starve the
 * others; the rate is kept below, in `Send`, where every attempt pays for itself. A change waits only for the changes
 * it depends on. A failed call is a result, never an exception.
 */
import type { Clock } from '../clock.ts';
import type { Change } from '../plan/change.ts';
import type { Operation } from '../resources/operation.ts';
import { type Calling, type CallResult, makeCaller } from './caller.ts';
import type { ChangeResult } from './events.ts';
import type { Work } from './lower.ts';

export interface Execution extends Calling {
  readonly clock: Clock;
}

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
    const results = await (one.change.action === 'update' ? sideBySide : inSequence)(one.operations, (operation) =>
      call(operation, one.kind, begin),
    );
    return end(one, results, startedAt ?? clock.now());
  };
  const end = ({ change, adoption, operations }: Work, results: readonly CallResult[], since: number): ChangeResult => {
    for (const [index, { address, call }] of operations.entries()) {
      if ((results[index]?.outcome ?? 'skipped') === 'skipped') {
        emit({ type: 'callEnded', address, call, outcome: 'skipped' });
      }
    }
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
