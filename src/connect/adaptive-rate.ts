/**
 * How fast one API may be called at the moment, learned from what Connect answers.
 *
 * The configured rate is an upper bound and may be too high: other callers share Connect's bucket, and an account may
 * have less than we were told. A refusal says only that much. To go back to the bound at once would be to be refused for
 * ever, every few calls; so what was learned is remembered:
 *
 *   refused     the rate falls by half, and nine tenths of what it was is `trusted`, a little below where it went wrong
 *   passed      the rate climbs back to `trusted` step by step, a twentieth of it with each call
 *   waiting     at `trusted` it stays for half a minute; then it tries a tenth more, and if that holds for a while, twice
 *               that step more, until it is back at the bound
 *   disappointed   a refusal while it was trying doubles that wait, up to ten minutes: a limit that is really there
 *               is run into ever more rarely, and one that was somebody else's burst is forgotten within a minute or two
 *
 * Refusals of calls that were sent before the last fall are no news: they were sent at the old rate.
 * All times are milliseconds, rates are calls a second.
 */
export interface AdaptiveRate {
  now(): number;
  /** A call that was sent at `sentAt` was refused. */
  refused(at: number, sentAt: number): void;
  /** A call was let through. */
  passed(at: number): void;
}

const fall = 0.5;
const trust = 0.9;
/** One call in five seconds, where the bound itself is not near that. */
const slowest = 0.2;
const slowestOfBound = 0.1;
const climb = 0.05;
const firstStep = 0.1;
const largestStep = 0.5;
const firstWait = 30_000;
const maxWait = 600_000;
/** How long a higher rate has to go well: Connect's burst hides for that long that it is too high. */
const trial = 15_000;

export function makeAdaptiveRate(bound: number): AdaptiveRate {
  const floor = Math.min(slowest, bound * slowestOfBound);
  let rate = bound;
  let trusted = bound;
  let fellAt = Number.NEGATIVE_INFINITY;
  let wait = firstWait;
  let step = firstStep;
  let trying = false;
  let nextTrialAt = 0;

  return {
    now: () => rate,
    refused(at, sentAt) {
      if (sentAt <= fellAt) return;
      fellAt = at;
      trusted = Math.max(floor, rate * trust);
      rate = Math.max(floor, rate * fall);
      if (trying) wait = Math.min(maxWait, wait * 2);
      trying = false;
      step = firstStep;
      nextTrialAt = at + wait;
    },
    passed(at) {
      if (rate < trusted) {
        rate = Math.min(trusted, rate + trusted * climb);
        return;
      }
      if (trusted >= bound || at < nextTrialAt) return;
      if (trying) step = Math.min(largestStep, step * 2);
      trying = true;
      trusted = Math.min(bound, trusted * (1 + step));
      nextTrialAt = at + trial;
      if (trusted === bound) wait = firstWait;
    },
  };
}
