/** What an orchestrator asks: is it alive, and has it done its work once. */

import { roughSpan } from '../base/time.ts';
import type { PassOutcome, WatchStatus } from '../watch/status.ts';

/** Milliseconds. A pass may take hours, but not without an answer of Connect: its slowest retry comes within a minute. */
const silentAfter = 15 * 60_000;
/** Milliseconds that the next pass may be late: a busy machine, not a dead loop. */
const overdueAfter = 5 * 60_000;

/** A sentence where the loop does not turn any more and a restart would help. */
export function stuck(status: WatchStatus, lastAnswerAt: number | undefined, now: number): string | undefined {
  const { running, nextPassAt } = status;
  if (running) {
    const { since, wait } = running;
    // Waiting for another process to leave is no fault, and lasts no longer than somebody has said.
    if (wait && wait.until === undefined) return undefined;
    const silent = now - Math.max(since, wait?.until ?? 0, lastAnswerAt ?? 0);
    return silent > silentAfter ? `The pass that runs has had no answer for ${roughSpan(silent)}.` : undefined;
  }
  const late = now - (nextPassAt ?? now);
  return late > overdueAfter ? `The next pass is overdue by ${roughSpan(late)}.` : undefined;
}

const readEverything: { readonly [outcome in PassOutcome]: boolean } = {
  ...{ 'in-sync': true, applied: true, observed: true, waiting: true, refused: true, partial: true },
  ...{ invalid: false, failed: false },
};

/**
 * A sentence until the first pass has read all files and all of Connect, whatever it found. Later failures do not take
 * it back: there is nothing better to turn to, and the page that tells of them must stay reachable.
 */
export function notReady({ passes, lastSuccessAt, pending, running }: WatchStatus): string | undefined {
  if (
    running?.applying ||
    lastSuccessAt !== undefined ||
    pending ||
    passes.some(({ outcome }) => readEverything[outcome])
  )
    return undefined;
  const [last] = passes;
  if (!last) return 'The first pass has not ended.';
  return `No pass has read everything yet; the last one: ${last.reason ?? last.outcome}`;
}
