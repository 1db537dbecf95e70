import type { Clock } from '../base/clock.ts';

/** Milliseconds without an event after which files are at rest, and the longest that is waited for that. */
const quiet = 300;
const most = 5000;

export interface Settling {
  /** Something has happened. */
  poke(): void;
  /** Nothing is reported any more. */
  close(): void;
}

/**
 * Many events, one report: an editor that replaces a file, a checkout of a thousand files and a swapped symlink are each
 * one change. Files that never rest are reported all the same; the reader of the files sees whether they change.
 */
export function makeSettling(clock: Clock, report: () => void): Settling {
  let pokedAt: number | undefined;
  let waiting = false;
  const closed = new AbortController();
  /** False where it was closed while it waited. */
  const rest = async (): Promise<boolean> => {
    const since = clock.now();
    while (pokedAt !== undefined) {
      const left = Math.min(pokedAt + quiet, since + most) - clock.now();
      if (left <= 0) pokedAt = undefined;
      // No longer than `quiet`, also where the clock was set back.
      else if (!(await sleep(Math.min(left, quiet)))) return false;
    }
    return true;
  };
  const sleep = (ms: number): Promise<boolean> =>
    clock.sleep(ms, closed.signal).then(
      () => true,
      () => false,
    );
  const wait = async (): Promise<void> => {
    waiting = true;
    const rested = await rest();
    waiting = false;
    if (rested) report();
  };
  return {
    poke() {
      if (closed.signal.aborted) return;
      pokedAt = clock.now();
      if (!waiting) void wait();
    },
    close: () => closed.abort(),
  };
}
