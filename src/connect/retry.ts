import type { Clock } from '../base/clock.ts';
import { CallError, type FailureClass } from '../base/errors.ts';
import type { Send } from './port.ts';
import { longestRetryAfter } from './rate-limiter.ts';

/**
 * How often one call is tried, how long it waits in between, and how long after its first failure it is still tried again
 * (milliseconds). A throttled call is tried longer than a failing one, since Connect has said that waiting is all it
 * needs; both end, so that nothing hangs for ever. A class that is not here is reported at once.
 */
interface RetryPolicy {
  readonly attempts: number;
  readonly base: number;
  readonly cap: number;
  readonly budget: number;
}
const policies: { readonly [F in FailureClass]?: RetryPolicy } = {
  throttled: { attempts: 12, base: 500, cap: 20_000, budget: 600_000 },
  transient: { attempts: 5, base: 500, cap: 10_000, budget: 120_000 },
};

/**
 * Repeats what may work later: "full jitter", so that many waiting callers do not come back together. Interrupted
 * between two attempts, it says so; unless an attempt may have been performed, which is then the thing to say.
 */
export const withRetry =
  (send: Send, clock: Clock, random: () => number): Send =>
  async (call, input, options) => {
    let uncertain: CallError | undefined;
    let failingSince: number | undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        return await send(call, input, options);
      } catch (error) {
        if (!(error instanceof CallError)) throw uncertain ?? error;
        const { facts } = error;
        const final = new CallError(
          { ...facts, attempts: attempt, uncertain: facts.uncertain || uncertain !== undefined },
          error.cause,
        );
        if (final.facts.uncertain) uncertain = final;
        failingSince ??= clock.now();
        const policy = policies[facts.failure];
        if (!policy || attempt >= policy.attempts) throw final;
        const ceiling = Math.min(policy.cap, policy.base * 2 ** (attempt - 1));
        const delay = Math.max(random() * ceiling, Math.min(facts.retryAfter ?? 0, longestRetryAfter));
        if (clock.now() + delay - failingSince > policy.budget) throw final;
        options?.onRetry?.({ attempt, delay, error: facts.error });
        try {
          await clock.sleep(delay, options?.signal);
        } catch (reason) {
          throw uncertain ?? reason;
        }
      }
    }
  };
