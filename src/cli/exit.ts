/** Exit codes. They are a contract with every script that calls us; see the README's table. */
export const exit = {
  success: 0,
  unexpected: 1,
  /** `plan --detailed-exitcode`: there are changes. Used for nothing else. */
  changes: 2,
  /** Some changes were made, others failed or were skipped; running again continues. */
  partial: 4,
  /** The saved plan no longer matches; nothing was written. */
  outdated: 6,
  /** Wrong configuration or input; nothing was written. */
  invalid: 7,
  /** Authentication or authorisation failed; nothing was written. */
  denied: 8,
  /** Wrong usage: unknown command or option. */
  usage: 64,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];
