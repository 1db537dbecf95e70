import type { Ending } from '../base/errors.ts';

/** Exit codes. They are a contract with every script that calls us, with records and with events; see the README's table. */
export const exit = {
  success: 0,
  unexpected: 1,
  /** `plan --detailed-exitcode`: there are changes. Used for nothing else. */
  changes: 2,
  refused: 3,
  /** Some changes were made, others failed or were skipped, or a deadline left some; running again continues. */
  partial: 4,
  locked: 5,
  outdated: 6,
  invalid: 7,
  denied: 8,
  usage: 64,
  SIGINT: 130,
  SIGTERM: 143,
} as const satisfies Record<Ending, number>;

export type ExitCode = (typeof exit)[Ending];
