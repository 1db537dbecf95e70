/** What a plan costs in calls and time. Calls are the scarce resource: each API lets a few through in a second. */
export interface Cost {
  /** Write calls by API. */
  readonly calls: Counts;
  /** Estimate for the writes: the slowest API's calls over its rate, since APIs do not wait for each other. */
  readonly seconds: number;
  /** The API that takes longest; `null` where there is nothing to do. */
  readonly bottleneck: string | null;
  /** Calls that reading has taken, by API. */
  readonly readCalls: Counts;
  /** Reads of single users that were saved by what earlier runs have read; absent where there were none. */
  readonly recalled?: number;
}

export type Counts = { readonly [call: string]: number };

/** Calls a second that are let through, by API. */
export type PerSecond = (call: string) => number;

/** `last` are the calls that wait until all the others are done. */
export function cost(
  { first, last }: { readonly first: readonly string[]; readonly last: readonly string[] },
  readCalls: Counts,
  perSecond: PerSecond,
): Cost {
  const calls = count([...first, ...last]);
  const slowest = slowestOf(calls, perSecond);
  const seconds = slowestOf(count(first), perSecond).seconds + slowestOf(count(last), perSecond).seconds;
  return { calls, seconds: Math.round(seconds * 10) / 10, bottleneck: slowest.call, readCalls };
}

export function count(calls: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return Object.fromEntries(counts);
}

export function slowestOf(
  calls: Counts,
  perSecond: PerSecond,
): { readonly call: string | null; readonly seconds: number } {
  let slowest: { call: string | null; seconds: number } = { call: null, seconds: 0 };
  for (const [call, times] of Object.entries(calls)) {
    const seconds = times / perSecond(call);
    if (seconds > slowest.seconds) slowest = { call, seconds };
  }
  return slowest;
}
