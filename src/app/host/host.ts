/** What this folder is given of the process it runs in. */
import type { Clock } from '../../base/clock.ts';

/** What happens besides results, for people. Never a secret. Facts that are `undefined` are left out. */
export type Log = (level: Level, message: string, facts?: { readonly [name: string]: unknown }) => void;

export const levels = ['error', 'warn', 'info', 'debug'] as const;
export type Level = (typeof levels)[number];

export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** Aborted where everything is to stop. Calls in flight are finished; nothing more is begun. */
  readonly signal: AbortSignal;
  readonly log: Log;
}
