/**
 * Who is wanted on which day. Reading the files is slow and says nothing of today; this is cheap, so that a plan for another
 * day, and a watch that wakes when a day begins, need not read anything again.
 */
import type { Period } from '../model/person.ts';
import type { Upcoming } from '../model/plan.ts';
import type { DesiredState } from '../model/state.ts';

/** Times are milliseconds since the Unix epoch. */
export const isWanted = ({ from, until }: Period = {}, at: number): boolean =>
  (from === undefined || from <= at) && (until === undefined || at < until);

/** What the files ask for at a moment. */
export function wantedAt(desired: DesiredState, at: number): DesiredState {
  const all = [...desired];
  const wanted = all.filter(([, { period }]) => isWanted(period, at));
  return wanted.length === all.length ? desired : new Map(wanted);
}

/**
 * The first moment after another at which something else is wanted, or something of a plan falls due by a date;
 * `undefined` where that never comes.
 */
export function nextTurn(desired: DesiredState, after: number, due: readonly Upcoming[] = []): number | undefined {
  let next = due[0]?.at ?? Number.POSITIVE_INFINITY;
  for (const { period } of desired.values()) {
    if (period?.from !== undefined && period.from > after) next = Math.min(next, period.from);
    if (period?.until !== undefined && period.until > after) next = Math.min(next, period.until);
  }
  return Number.isFinite(next) ? next : undefined;
}
