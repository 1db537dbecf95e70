/**
 * The time that a command may take. Shortly before it is over nothing more is sent, so that the answers to what is under
 * way still come in time; a request that has no answer when it is over is given up, and its outcome reported as unknown.
 */

import { DeadlinePassed } from '../../base/errors.ts';
import { makeAbort } from '../host/abort.ts';
import type { Host } from '../host/host.ts';

export interface Deadline {
  /** Aborted when nothing more may be sent. */
  readonly stop: AbortSignal;
  /** Aborted when the time is over. */
  readonly cut: AbortSignal;
  /** Takes it back. */
  end(): void;
}

/** Milliseconds for the last answers; less where the whole time is short. */
const longestRest = 5_000;
const restOfShort = 0.1;

/** `time` in milliseconds, from now on. */
export function startDeadline(time: number, { clock }: Pick<Host, 'clock'>): Deadline {
  const [stop, cut, over] = [makeAbort(), makeAbort(), new AbortController()];
  const rest = Math.min(longestRest, time * restOfShort);
  const run = async (): Promise<void> => {
    await clock.sleep(time - rest, over.signal);
    stop.abort(new DeadlinePassed('The deadline came before Amazon Connect was read to the end; nothing was written.'));
    await clock.sleep(rest, over.signal);
    cut.abort(new DeadlinePassed('The deadline came before the answer'));
  };
  // Ends by the abort that takes it back, which is no failure.
  run().catch(() => {});
  return { stop: stop.signal, cut: cut.signal, end: () => over.abort() };
}
