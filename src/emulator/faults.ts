// Knobs for tests: what may go wrong between a client and Amazon Connect, as data. A fault waits for calls of one
// operation; calls are counted from when it was added, and only those that were let through by the throttle.

import type { PageCut } from './pages.ts';
import { isErrorName } from './protocol/errors.ts';
import { OPERATIONS } from './protocol/model.ts';
import { type Random, seededRandom } from './state/random.ts';

export interface Fault {
  /** An operation's name, or `*` for all of them together. */
  readonly operation: string;
  /** The first call that is hit, from 1. Default 1. */
  readonly nth?: number;
  /** How many calls from `nth` on are hit. Default 1, with a probability without end; Infinity for all. */
  readonly times?: number;
  /** From 0 to 1: of the calls from `nth` on, each is hit with this chance; the same ones in every run. Default 1. */
  readonly probability?: number;
  /** Another seed hits other calls. Default 0. */
  readonly seed?: number;
  /** Answer with this error and do nothing. */
  readonly error?: string;
  readonly message?: string;
  /** Let the error's message go on with the whole request: method, path, headers and body, secrets included. */
  readonly echo?: boolean;
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
  /** The faults that were added, also those that have struck as often as they may. */
  list(): readonly Fault[];
  /** Takes back all faults and sets the knobs below to their defaults. */
  clear(): void;
  /** By how many milliseconds SearchUsers trails behind writes. Default 0. */
  searchLag: number;
  /** For how many milliseconds after CreateUser a DescribeUser answers ResourceNotFoundException. Default 0. */
  describeLag: number;
  /** For how many milliseconds the id of a new resource is unknown to all calls. Default 0. */
  createLag: number;
  /** For how many milliseconds what a user has just left is still in use. Default 0. */
  inUseLag: number;
  /** No page has more items than this. Default Infinity. */
  pageCap: number;
  /** Seconds of a Retry-After header on throttled calls. Default undefined: no header, as Amazon Connect. */
  retryAfter: number | undefined;
}

export interface Faults extends FaultKnobs {
  /** Counts a call and gives the faults that hit it. */
  strike(operation: string): readonly Fault[];
  /** Takes back all faults, but leaves the knobs. */
  disarm(): void;
}

export function newFaults(): Faults {
  const armed: Armed[] = [];
  const faults: Faults = {
    ...UNTOUCHED,
    add(fault) {
      const problem = faultProblem(fault);
      if (problem !== undefined) throw new TypeError(problem);
      const random = seededRandom(`fault ${armed.length} ${fault.seed ?? 0}`);
      armed.push({ fault, random, calls: 0, hits: 0 });
    },
    list: () => armed.map(({ fault }) => fault),
    disarm() {
      armed.length = 0;
    },
    clear() {
      faults.disarm();
      Object.assign(faults, UNTOUCHED);
    },
    strike(operation) {
      const concerned = armed.filter(({ fault }) => fault.operation === '*' || fault.operation === operation);
      return concerned.filter(hit).map(({ fault }) => fault);
    },
  };
  return faults;
}

const UNTOUCHED = {
  searchLag: 0,
  describeLag: 0,
  createLag: 0,
  inUseLag: 0,
  pageCap: Number.POSITIVE_INFINITY,
  retryAfter: undefined,
};

interface Armed {
  readonly fault: Fault;
  readonly random: Random;
  calls: number;
  hits: number;
}

/** Counts a call and says whether it is hit. */
function hit(entry: Armed): boolean {
  const { nth = 1, probability, times = probability === undefined ? 1 : Number.POSITIVE_INFINITY } = entry.fault;
  entry.calls++;
  if (entry.calls < nth || entry.hits >= times) return false;
  // Drawn for every call, so that the calls that are hit do not depend on `times`.
  if (probability !== undefined && entry.random() >= probability) return false;
  entry.hits++;
  return true;
}

/** What is wrong with a fault that could never strike; undefined where nothing is. */
export function faultProblem({ operation, error, nth = 1, times = 1, probability = 1 }: Fault): string | undefined {
  if (operation !== '*' && !OPERATIONS.has(operation)) return `There is no operation ${operation}`;
  if (error !== undefined && !isErrorName(error)) return `There is no error ${error}`;
  if (nth < 1 || times < 1) return 'nth and times count from 1';
  if (!(probability >= 0 && probability <= 1)) return 'A probability is a number from 0 to 1';
  return undefined;
}
