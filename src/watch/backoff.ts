/**
 * Trying again, ever more rarely. A pass that failed is repeated after a delay that doubles; a resource that Connect
 * refuses again and again is left alone by the passes for a time that doubles, while the others go on.
 */
import { type Address, format } from '../plan/model/address.ts';
import type { ChangeResult } from '../reconciler/events.ts';

export interface Delays {
  /** Milliseconds after the first failure. */
  readonly base: number;
  /** Milliseconds; no delay is longer. */
  readonly cap: number;
}

/** Milliseconds after so many failures in a row, from 1; between half and all of what doubling gives. */
export function delayAfter(failures: number, { base, cap }: Delays, random: () => number): number {
  const whole = Math.min(cap, base * 2 ** Math.min(failures - 1, 30));
  return whole * (0.5 + random() / 2);
}

/** A resource whose change failed. `until` once it is left alone, in milliseconds since the Unix epoch. */
export interface Failing {
  readonly address: Address;
  readonly failures: number;
  readonly until?: number;
}

/** By formatted address. */
export type AllFailing = ReadonlyMap<string, Failing>;

const maxFailures = 3;
/** Milliseconds that a resource is left alone at first. */
const aloneAtFirst = 60_000;

export interface Moment {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** Milliseconds: nothing is left alone for longer, so that who is well again is seen at the next look but one. */
  readonly interval: number;
  readonly random: () => number;
}

/** What keeps failing after a pass. A change that was made is healthy; one that was not tried stays as it was. */
export function failingAfter(
  before: AllFailing,
  results: readonly ChangeResult[],
  { now, interval, random }: Moment,
): AllFailing {
  const after = new Map(before);
  for (const result of results) {
    const key = format(result.address);
    if (result.outcome === 'complete') after.delete(key);
    if (!isItsOwnFault(result, results)) continue;
    const failures = (before.get(key)?.failures ?? 0) + 1;
    const until = now + delayAfter(failures - maxFailures + 1, { base: aloneAtFirst, cap: interval }, random);
    after.set(key, { address: result.address, failures, ...(failures >= maxFailures && { until }) });
  }
  return after;
}

/**
 * Whether a failure speaks of the resource. Not where Connect refuses the API as a whole, by permission or quota; nor
 * where it gave up on a call that worked for nobody else either.
 */
function isItsOwnFault({ outcome, failures }: ChangeResult, results: readonly ChangeResult[]): boolean {
  if (outcome !== 'errored') return false;
  return failures.some(({ call, denied, attempts }) => {
    if (denied || results.some(({ skipped }) => skipped?.type === 'pointless' && skipped.call === call)) return false;
    return attempts === 1 || results.some(({ done }) => done.includes(call));
  });
}

/** Those that are left alone now. */
export const leftAloneAt = (failing: AllFailing, now: number): readonly (Failing & { readonly until: number })[] =>
  [...failing.values()].flatMap((one) =>
    one.until !== undefined && one.until > now ? [{ ...one, until: one.until }] : [],
  );
