/**
 * When `policy.windows` lets a watch apply. A window opens by the clock on the wall of its time zone and stays open for
 * its duration of real time: "0 20 * * *" for 10 h ends at six, and at five or seven in the night in which the clocks
 * change. An opening that the change of clocks skips comes right after it. Several windows are open where one of them is.
 */

import { Cron } from 'croner';
import type { Window } from '../plan/model/policy.ts';

export interface Opening {
  readonly open: boolean;
  /** Milliseconds since the Unix epoch; absent where that never happens, or not within a year. */
  readonly changesAt?: number;
}

/** Windows that follow each other without a gap are joined, but not for ever. */
const horizon = 366 * 86_400_000;

/** Without windows there is nothing to say: a watch may apply at any time. */
export function openingAt(windows: readonly Window[], now: number): Opening | undefined {
  if (windows.length === 0) return undefined;
  const clocks = windows.map((window) => ({ window, cron: read(window) }));
  let until = Math.max(...clocks.map(({ window, cron }) => closes(cron, window, now)));
  if (until <= now) {
    const next = Math.min(...clocks.map(({ cron }) => cron.nextRun(new Date(now))?.getTime() ?? Infinity));
    return { open: false, ...(next - now <= horizon && { changesAt: next }) };
  }
  while (until - now <= horizon) {
    const later = Math.max(...clocks.map(({ window, cron }) => closes(cron, window, until)));
    if (later <= until) return { open: true, changesAt: until };
    until = later;
  }
  return { open: true };
}

/** When the last opening of a window at or before `at` closes; not after `at` where it is not open then. */
function closes(cron: Cron, { duration }: Window, at: number): number {
  // Croner gives what comes before a moment, in whole seconds; an opening at this very second counts.
  const [last] = cron.previousRuns(1, new Date(Math.floor(at / 1000) * 1000 + 1000));
  return last === undefined ? Number.NEGATIVE_INFINITY : last.getTime() + duration;
}

/** A parsed schedule without a timer. */
const read = ({ schedule, timeZone }: Window): Cron =>
  new Cron(schedule, { timezone: timeZone, paused: true, mode: '5-part' });
