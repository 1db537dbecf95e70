/** How far the making of a plan's changes is, from the events of its pass. */

import { type Address, format } from '../plan/model/address.ts';
import type { Action } from '../plan/model/change.ts';
import type { CallCounts, Plan } from '../plan/model/plan.ts';
import type { ChangeResult, Event } from '../reconciler/events.ts';
import { remaining } from './remaining.ts';

export interface Applying {
  /** Milliseconds since the Unix epoch. */
  readonly since: number;
  /** Changes that have ended, whatever became of them, and all that this pass makes. */
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Calls that have ended, and all of them. */
  readonly callsDone: number;
  readonly callsTotal: number;
  /** Calls that are still to be sent, by API. */
  readonly callsLeft: CallCounts;
  readonly underWay: readonly { readonly address: Address; readonly action: Action }[];
}

export interface Follower {
  on(event: Event): void;
  /** Nothing before the first change is about to be made. */
  applying(): Applying | undefined;
  /** What of the plan has not been made so far. */
  pending(): Plan | undefined;
}

/** `postponed` is how many changes of the plan the pass does not make. */
export function makeFollower(now: () => number, postponed: () => number): Follower {
  let plan: Plan | undefined;
  let begun: { readonly since: number; readonly total: number; readonly callsTotal: number } | undefined;
  let callsDone = 0;
  const callsLeft = new Map<string, number>();
  const underWay = new Map<string, Applying['underWay'][number]>();
  const results: ChangeResult[] = [];
  let rest: { readonly after: number; readonly plan: Plan | undefined } | undefined;
  return {
    on(event) {
      switch (event.type) {
        case 'plan':
          plan = event.plan;
          return;
        case 'applyBegins': {
          for (const [call, times] of Object.entries(event.calls)) callsLeft.set(call, times);
          const callsTotal = Object.values(event.calls).reduce((sum, times) => sum + times, 0);
          begun = { since: now(), total: plan ? plan.changes.length - postponed() : 0, callsTotal };
          return;
        }
        case 'changeStarted':
          underWay.set(format(event.address), { address: event.address, action: event.action });
          return;
        case 'callEnded':
          callsDone += 1;
          callsLeft.set(event.call, Math.max(0, (callsLeft.get(event.call) ?? 0) - 1));
          return;
        case 'changeEnded':
          underWay.delete(format(event.result.address));
          results.push(event.result);
          return;
        case 'readAhead':
        case 'read':
        case 'callRetried':
        case 'callStarted':
          return;
      }
    },
    applying: () =>
      begun && {
        ...begun,
        done: results.length,
        failed: results.filter(({ outcome }) => outcome === 'errored').length,
        callsDone,
        callsLeft: Object.fromEntries(callsLeft),
        underWay: [...underWay.values()],
      },
    pending() {
      if (rest?.after !== results.length) rest = { after: results.length, plan: remaining(plan, results) };
      return rest.plan;
    },
  };
}
