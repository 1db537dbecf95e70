// Knobs for tests: what may go wrong between a client and Amazon Connect, as data. A fault waits for calls of one
// operation; calls are counted from when it was added, and only those that were let through by the throttle.

import type { PageCut } from './pages.ts';
import { isErrorName } from './protocol/errors.ts';
import { OPERATIONS } from './protocol/model.ts';

export interface Fault {
  /** An operation's name, or `*` for all of them together. */
  readonly operation: string;
  /** The first call that is hit, from 1. Default 1. */
  readonly nth?: number;
  /** How many calls from `nth` on are hit. Default 1; Infinity for all. */
  readonly times?: number;
  /** Answer with this error and do nothing. */
  readonly error?: string;
  readonly message?: string;
  /** Seconds; sent as a Retry-After header with `error`. */
  readonly retryAfter?: number;
  /** Do as asked, then cut the connection in place of the answer. */
  readonly loseAnswer?: boolean;
  /** Do nothing and never answer; the connection stays open. */
  readonly hang?: boolean;
  /** Milliseconds to wait before doing anything. */
  readonly latency?: number;
  /** Cut a page of a list or search short: with its NextToken, or (as a partial read) without. */
  readonly page?: PageCut;
}

export interface FaultKnobs {
  /** Throws a TypeError for a fault that could never strike. Faults strike in the order in which they were added. */
  add(fault: Fault): void;
  /** Takes back all faults and sets the knobs below to their defaults. */
  clear(): void;
  /** By how many milliseconds SearchUsers trails behind writes. Default 0. */
  searchLag: number;
  /** No page has more items than this. Default Infinity. */
  pageCap: number;
  /** Seconds of a Retry-After header on throttled calls. Default undefined: no header, as Amazon Connect. */
  retryAfter: number | undefined;
}

export interface Faults extends FaultKnobs {
  /** Counts a call and gives the faults that hit it. */
  strike(operation: string): readonly Fault[];
}

export function newFaults(): Faults {
  const armed: { readonly fault: Fault; calls: number }[] = [];
  const faults: Faults = {
    ...UNTOUCHED,
    add(fault) {
      check(fault);
      armed.push({ fault, calls: 0 });
    },
    clear() {
      armed.length = 0;
      Object.assign(faults, UNTOUCHED);
    },
    strike(operation) {
      const concerned = armed.filter(({ fault }) => fault.operation === '*' || fault.operation === operation);
      for (const entry of concerned) entry.calls++;
      return concerned.filter(hits).map(({ fault }) => fault);
    },
  };
  return faults;
}

const UNTOUCHED = { searchLag: 0, pageCap: Number.POSITIVE_INFINITY, retryAfter: undefined };

function hits({ fault, calls }: { readonly fault: Fault; readonly calls: number }): boolean {
  const first = fault.nth ?? 1;
  return calls >= first && calls < first + (fault.times ?? 1);
}

function check({ operation, error, nth = 1, times = 1 }: Fault): void {
  if (operation !== '*' && !OPERATIONS.has(operation)) throw new TypeError(`There is no operation ${operation}`);
  if (error !== undefined && !isErrorName(error)) throw new TypeError(`There is no error ${error}`);
  if (nth < 1 || times < 1) throw new TypeError('nth and times count from 1');
}
