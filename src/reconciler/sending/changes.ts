/** What becomes of each change, gathered from what becomes of its calls. */

import type { Clock } from '../../base/clock.ts';
import type { ChangeResult, Emit } from '../events.ts';
import type { Work } from '../lower.ts';
import type { CallResult } from './calling.ts';
import type { CallStep } from './steps.ts';

export interface Changes {
  /** A call of this change is about to be sent. */
  callStarted(step: CallStep): void;
  callEnded(step: CallStep, result: CallResult): void;
  /** In the order of the work, once every call has ended. */
  results(): readonly ChangeResult[];
}

interface ChangeState {
  left: number;
  startedAt: number | undefined;
  readonly calls: (CallResult | undefined)[];
  result: ChangeResult | undefined;
}

export function makeChanges(
  work: readonly Work[],
  { clock, emit }: { readonly clock: Clock; readonly emit: Emit },
): Changes {
  const states = work.map(
    ({ operations }): ChangeState => ({ left: operations.length, startedAt: undefined, calls: [], result: undefined }),
  );
  const end = (index: number): void => {
    const [one, state] = [work[index], states[index]];
    if (!one || !state) return;
    const now = clock.now();
    state.result = resultOf(one, state.calls, now - (state.startedAt ?? now));
    emit({ type: 'changeEnded', result: state.result });
  };
  for (const [index, { left }] of states.entries()) if (left === 0) end(index);

  return {
    callStarted({ work: index, operation: { address, call } }) {
      const [one, state] = [work[index], states[index]];
      if (one && state && state.startedAt === undefined) {
        state.startedAt = clock.now();
        emit({ type: 'changeStarted', address: one.change.address, action: one.change.action });
      }
      emit({ type: 'callStarted', address, call });
    },
    callEnded({ work: index, position, operation: { address, call } }, result) {
      const { outcome } = result;
      emit({
        ...{ type: 'callEnded', address, call, outcome },
        ...(outcome === 'failed' && { failure: result.failure }),
      });
      const state = states[index];
      if (!state) return;
      state.calls[position] = result;
      state.left -= 1;
      if (state.left === 0) end(index);
    },
    results: () => states.flatMap(({ result }) => result ?? []),
  };
}

function resultOf(
  { change, adoption, operations }: Work,
  calls: readonly (CallResult | undefined)[],
  milliseconds: number,
): ChangeResult {
  const isMade = (result: CallResult | undefined): boolean =>
    result?.outcome === 'done' || (result?.outcome === 'failed' && result.made === true);
  const failures = calls.flatMap((result) => (result?.outcome === 'failed' ? [result.failure] : []));
  // What waited for a call of its own change is told by that one.
  const skipped = calls
    .flatMap((result) => (result?.outcome === 'skipped' ? [result.reason] : []))
    .find((reason) => reason.type !== 'depends' || reason.on !== change.address);
  const left = operations.filter((_, index) => !isMade(calls[index])).map(({ call }) => call);
  return {
    address: change.address,
    action: change.action,
    adoption,
    outcome: failures.length > 0 ? 'errored' : skipped ? 'skipped' : 'complete',
    done: operations.filter((_, index) => isMade(calls[index])).map(({ call }) => call),
    ...(left.length > 0 && { left }),
    failures,
    ...(skipped && { skipped }),
    milliseconds,
  };
}
