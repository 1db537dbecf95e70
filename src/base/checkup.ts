/** What a look at one thing that a command depends on came to. */
export interface Check {
  /** For programs too: `node`, `credentials`, or the name of an API. */
  readonly name: string;
  /** `skipped` was not looked at; its message says why. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  /** What to do about it, as a sentence. */
  readonly fix?: string;
}

/** Whether nothing has failed. Warnings and what was skipped are no failure by themselves. */
export const isFine = (checks: readonly Check[]): boolean => checks.every(({ status }) => status !== 'failed');
