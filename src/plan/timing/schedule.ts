/**
 * In which order calls are sent, and how long all of them take at least.
 *
 * Each API has a line of its own, and lets a few calls through in a second. A call may join the line of its API once what
 * it needs is done. Within a line the one goes first that the most time hangs on: its *tail*, the least time from its own
 * turn to the end of everything that waits for it, directly or through others. Those that wait for it stand in lines
 * themselves: of a hundred users who wait for their group the last one has its turn fifty seconds after the group. So the
 * tail looks at each API apart, lets the direct dependents go by their own tails, longest first, and takes the latest end
 * (Jackson's rule). For trees the tail is exact, and with one API no order is faster; with several, another may be by a
 * turn. Where something waits for several, it may be counted with each of them.
 *
 * Calls with equal tails go by what they release: those that the same deletion waits for follow each other, so that one
 * group after the other is empty, instead of all of them in the end. Then the order of the plan decides.
 *
 * The same order is used twice: by the executor that sends the calls, and here to price them.
 */

import TinyQueue from 'tinyqueue';
import type { Span } from '../model/plan.ts';

/** One call, and what has to be done before it. */
export interface Step {
  readonly call: string;
  /** Positions, in the same list, of the steps that have to be done before. */
  readonly needs: readonly number[];
  /** Goes when all those are over that are not last themselves, whatever became of them. */
  readonly last: boolean;
  /** Looks at what other steps change, right before or after them. */
  readonly look?: true;
}

/** What is used of an API's limit: calls a second, and calls at once after a rest. */
export interface Pace {
  readonly perSecond: number;
  readonly atOnce: number;
}
export type PaceOf = (call: string) => Pace;

/** For each step those that need it. */
export function dependentsOf(steps: readonly Step[]): readonly (readonly number[])[] {
  const dependents: number[][] = steps.map(() => []);
  for (const [index, { needs }] of steps.entries()) for (const need of needs) dependents[need]?.push(index);
  return dependents;
}

/** The rank of each step in its line: less goes first. No two are equal. Throws where steps wait for each other. */
export function rank(steps: readonly Step[], paceOf: PaceOf): readonly number[] {
  const dependents = dependentsOf(steps);
  const tails = tailsOf(steps, dependents, paceOf);
  // In whole microseconds: the last digit of a sum must not decide what the release would.
  const tailOf = (index: number): number => Math.round((tails[index] ?? 0) * 1e6);
  const releases = dependents.map((some) => some[0] ?? steps.length);
  const order = steps.map((_, index) => index);
  // What is equal stays in the order of the plan.
  order.sort((a, b) => tailOf(b) - tailOf(a) || (releases[a] ?? 0) - (releases[b] ?? 0));
  const ranks: number[] = new Array(steps.length);
  for (const [position, index] of order.entries()) ranks[index] = position;
  return ranks;
}

function tailsOf(
  steps: readonly Step[],
  dependents: readonly (readonly number[])[],
  paceOf: PaceOf,
): readonly number[] {
  const tails: number[] = new Array(steps.length).fill(0);
  for (const index of dependentsFirst(steps, dependents)) tails[index] = tailOf(dependents[index] ?? []);
  return tails;

  function tailOf(waiting: readonly number[]): number {
    const turns = new Map<string, number>();
    let latest = 0;
    for (const index of [...waiting].sort((a, b) => (tails[b] ?? 0) - (tails[a] ?? 0))) {
      const { call } = steps[index] as Step;
      const turn = (turns.get(call) ?? 0) + 1 / paceOf(call).perSecond;
      turns.set(call, turn);
      latest = Math.max(latest, turn + (tails[index] ?? 0));
    }
    return latest;
  }
}

/** Every step after all that need it. */
function dependentsFirst(steps: readonly Step[], dependents: readonly (readonly number[])[]): readonly number[] {
  const open = dependents.map(({ length }) => length);
  const order = open.flatMap((count, index) => (count === 0 ? [index] : []));
  for (let at = 0; at < order.length; at++) {
    for (const need of steps[order[at] as number]?.needs ?? []) {
      open[need] = (open[need] ?? 0) - 1;
      if (open[need] === 0) order.push(need);
    }
  }
  if (order.length < steps.length)
    throw new Error('Some calls wait for each other, so that none of them can be first.');
  return order;
}

export const ascending = (a: number, b: number): number => a - b;

/** An API's line and bucket on the forecast's own clock, in seconds. */
interface ForecastLane {
  readonly pace: Pace;
  /** Ranks of the steps that wait, the least first. */
  readonly line: TinyQueue<number>;
  tokens: number;
  at: number;
}

/** Seconds until the last call is sent; see `timetable`. */
export const forecast = (steps: readonly Step[], paceOf: PaceOf): number =>
  Math.max(0, ...[...timetable(steps, paceOf).values()].map(({ to }) => to));

/**
 * When the calls of each API are sent, if every call is answered at once and Connect allows what it is said to: the
 * executor's own order, with full buckets at the start.
 */
export function timetable(steps: readonly Step[], paceOf: PaceOf): ReadonlyMap<string, Span> {
  const ranks = rank(steps, paceOf);
  const stepAt: number[] = new Array(steps.length);
  for (const [index, position] of ranks.entries()) stepAt[position] = index;
  const dependents = dependentsOf(steps);
  const waits = steps.map(({ needs }) => needs.length);
  const lanes = new Map<string, ForecastLane>();
  const spans = new Map<string, Span>();
  let now = 0;
  let first = steps.filter(({ last }) => !last).length;

  const join = (index: number): void => {
    const { call } = steps[index] as Step;
    let lane = lanes.get(call);
    if (!lane) {
      const pace = paceOf(call);
      lane = { pace, line: new TinyQueue<number>([], ascending), tokens: pace.atOnce, at: 0 };
      lanes.set(call, lane);
    }
    lane.line.push(ranks[index] ?? 0);
  };
  const joinLast = (): void => {
    for (const [index, { last }] of steps.entries()) if (last && waits[index] === 0) join(index);
  };
  for (const [index, { last }] of steps.entries()) if (!last && waits[index] === 0) join(index);
  if (first === 0) joinLast();

  for (let [lane, at] = nextOf(lanes, now); lane; [lane, at] = nextOf(lanes, now)) {
    now = at;
    lane.tokens = Math.min(lane.pace.atOnce, lane.tokens + (now - lane.at) * lane.pace.perSecond) - 1;
    lane.at = now;
    const index = stepAt[lane.line.pop() ?? 0] ?? 0;
    const { call } = steps[index] as Step;
    spans.set(call, { from: spans.get(call)?.from ?? now, to: now });
    for (const next of dependents[index] ?? []) {
      waits[next] = (waits[next] ?? 0) - 1;
      if (waits[next] === 0 && (!steps[next]?.last || first === 0)) join(next);
    }
    if (!steps[index]?.last) {
      first -= 1;
      if (first === 0) joinLast();
    }
  }
  return spans;
}

/** The lane whose next call can go first, and when. */
function nextOf(lanes: ReadonlyMap<string, ForecastLane>, now: number): readonly [ForecastLane | undefined, number] {
  let [next, soonest]: [ForecastLane | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const lane of lanes.values()) {
    if (lane.line.length === 0) continue;
    const at = Math.max(now, lane.at + Math.max(0, 1 - lane.tokens) / lane.pace.perSecond);
    if (at < soonest) [next, soonest] = [lane, at];
  }
  return [next, soonest];
}
