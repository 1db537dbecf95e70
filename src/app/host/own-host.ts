import { environment } from '../machine/environment.ts';
import { systemClock } from '../machine/system-clock.ts';
import { makeAbort } from './abort.ts';
import type { Host } from './host.ts';

export type { Host };

/** The host of somebody's own process: its environment and clock, and warnings for who wants them. */
export function hostOfProcess({
  signal = makeAbort().signal,
  onWarning = () => {},
}: {
  readonly signal?: AbortSignal;
  readonly onWarning?: (message: string) => void;
}): Host {
  return {
    ...environment(),
    clock: systemClock,
    signal,
    log(level, message) {
      if (level === 'warn' || level === 'error') onWarning(message);
    },
  };
}
