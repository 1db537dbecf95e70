/**
 * Sends the calls of a plan, in the order of plan/schedule.ts. A call waits only for the calls it needs, and for its turn
 * in the line of its API; the rate is kept below, in `Send`, where every attempt pays for itself. A failed call is a
 * result, never an exception, and stops only what needs it.
 */

import { DeadlinePassed } from '../../base/errors.ts';
import { dependentsOf, type PaceOf, rank } from '../../plan/timing/schedule.ts';
import type { ChangeResult, SkipReason } from '../events.ts';
import type { Work } from '../lower.ts';
import { makeCaller } from './caller.ts';
import type { Calling, CallResult } from './calling.ts';
import { makeChanges } from './changes.ts';
import { makeLanes } from './lanes.ts';
import { makeLooks } from './looks.ts';
import { type CallStep, toSteps } from './steps.ts';

export interface Execution extends Calling {
  /** What the rate limit below lets through, for the order of the calls. */
  readonly pace: PaceOf;
}

/** Results in the order of the work. Nothing more is sent once the signal is aborted; what is under way is awaited. */
export async function execute(work: readonly Work[], execution: Execution): Promise<readonly ChangeResult[]> {
  const changes = makeChanges(work, execution);
  const steps = toSteps(work, execution.rules);
  if (steps.length > 0) await sendAll(steps, work, { ...execution, changes });
  return changes.results();
}

interface ExecutorState extends Execution {
  readonly changes: ReturnType<typeof makeChanges>;
}

/** Resolves when every step has ended; rejects with a bug, and then sends nothing more. */
function sendAll(
  steps: readonly CallStep[],
  work: readonly Work[],
  { changes, ...execution }: ExecutorState,
): Promise<void> {
  const { signal, pace } = execution;
  const ranks = rank(steps, pace);
  const byRank: number[] = new Array(steps.length);
  for (const [index, position] of ranks.entries()) byRank[position] = index;
  const dependents = dependentsOf(steps);
  const waits = steps.map(({ needs }) => needs.length);
  const results: (CallResult | undefined)[] = new Array(steps.length).fill(undefined);
  const begun = new Set<number>();
  const looks = makeLooks(execution);
  const call = makeCaller({ ...execution, looks });
  let open = steps.length;
  let beforeLast = steps.filter(({ last }) => !last).length;

  return new Promise((resolve, reject) => {
    let broken = false;
    const fail = (error: unknown): void => {
      broken = true;
      signal.removeEventListener('abort', stop);
      reject(error);
    };
    const lanes = makeLanes(pace, {
      async perform(position, sent) {
        const index = byRank[position] ?? 0;
        const step = steps[index];
        const one = work[step?.work ?? 0];
        // It may have been skipped while it was in line.
        if (!step || !one || broken || results[index] || begun.has(index)) return;
        begun.add(index);
        let started = false;
        const begin = (): void => {
          if (!started) changes.callStarted(step);
          started = true;
          sent();
        };
        end(index, await call({ work: one, position: step.position }, begin));
      },
      soon(position) {
        const one = work[steps[byRank[position] ?? 0]?.work ?? 0];
        if (one && !broken) looks.begin(one);
      },
      fail,
    });

    const joinWhereReady = (index: number): void => {
      const step = steps[index];
      if (!step || waits[index] !== 0 || results[index] || (step.last && beforeLast > 0)) return;
      lanes.join(step.call, ranks[index] ?? 0);
    };
    const joinAll = (): void => {
      for (const index of steps.keys()) joinWhereReady(index);
    };

    /** Notes what became of a step, and ends with it all that can never be made now. */
    function end(index: number, result: CallResult): void {
      const ending: { readonly at: number; readonly became: CallResult }[] = [{ at: index, became: result }];
      for (let next = ending.pop(); next; next = ending.pop()) {
        const { at, became } = next;
        const step = steps[at];
        if (!step || results[at]) continue;
        results[at] = became;
        open -= 1;
        if (!step.last) beforeLast -= 1;
        changes.callEnded(step, became);
        for (const dependent of dependents[at] ?? []) {
          waits[dependent] = (waits[dependent] ?? 0) - 1;
          if (became.outcome === 'done') joinWhereReady(dependent);
          else ending.push({ at: dependent, became: { outcome: 'skipped', reason: notMade(step) } });
        }
        if (!step.last && beforeLast === 0) joinAll();
      }
      if (open > 0) return;
      signal.removeEventListener('abort', stop);
      resolve();
    }

    /** The change of this step was not made, so what builds on it is not either. */
    function notMade(step: CallStep): SkipReason {
      return { type: 'depends', on: (work[step.work] as Work).change.address };
    }

    function stop(): void {
      const type = signal.reason instanceof DeadlinePassed ? 'deadline' : 'interrupted';
      try {
        for (const index of steps.keys()) if (!begun.has(index)) end(index, { outcome: 'skipped', reason: { type } });
      } catch (error) {
        fail(error);
      }
    }

    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    joinAll();
  });
}
