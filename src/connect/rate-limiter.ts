import type { Clock } from '../base/clock.ts';
import { CallError } from '../base/errors.ts';
import { type AdaptiveRate, makeAdaptiveRate } from './adaptive-rate.ts';
import type { Send } from './port.ts';
import { type Rate, type RateOf, usableBurst } from './rates.ts';

/**
 * A token bucket for each API, on `Clock`. Callers of one API are let through in the order they came, and no span of
 * t seconds holds more than burst + rate * t of them. A refusal empties the bucket and slows it (see adaptive-rate.ts);
 * where Connect says how long to wait (`Retry-After`), nobody is let through before that.
 */
export interface RateLimiter {
  /** Resolves when one more call of this API may be sent, with the time: milliseconds since the Unix epoch. */
  acquire(call: string, signal?: AbortSignal): Promise<number>;
  /** Connect said "too many requests" to a call that was sent at `sentAt`. */
  refused(call: string, refusal: Throttling): void;
  /** Connect let the call through. */
  passed(call: string): void;
  /** Calls a second that are let through now. */
  rateNow(call: string): number;
}

/** Milliseconds: since the Unix epoch, and of `Retry-After`. */
export interface Throttling {
  readonly sentAt: number;
  readonly retryAfter?: number | undefined;
}

/** The longest `Retry-After` that is obeyed, in milliseconds. */
export const longestRetryAfter = 60_000;

export function makeRateLimiter(clock: Clock, rateOf: RateOf): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (call: string): Bucket => {
    const bucket = buckets.get(call) ?? makeBucket(clock, rateOf(call));
    buckets.set(call, bucket);
    return bucket;
  };
  return {
    acquire: (call, signal) => bucketOf(call).acquire(signal),
    refused: (call, refusal) => bucketOf(call).refused(refusal),
    passed: (call) => bucketOf(call).passed(),
    rateNow: (call) => buckets.get(call)?.rateNow() ?? rateOf(call).perSecond,
  };
}

interface Bucket {
  acquire(signal?: AbortSignal): Promise<number>;
  refused(refusal: Throttling): void;
  passed(): void;
  rateNow(): number;
}

/** Callers wait in a line of which only the first waits for time to pass, so that a change of the rate holds for all. */
function makeBucket(clock: Clock, configured: Rate): Bucket {
  const capacity = usableBurst(configured);
  const rate: AdaptiveRate = makeAdaptiveRate(configured.perSecond);
  const line: ((now: number) => void)[] = [];
  let tokens = capacity;
  let filledAt = clock.now();
  let closedUntil = 0;
  let sleeping: AbortController | undefined;
  let serving = false;

  const fill = (): void => {
    const now = clock.now();
    // A clock that is set back gives nothing, takes nothing, and closes nothing for longer than it was meant.
    closedUntil = Math.min(closedUntil, now + longestRetryAfter);
    const since = Math.max(filledAt, Math.min(closedUntil, now));
    tokens = Math.min(capacity, tokens + (Math.max(0, now - since) / 1000) * rate.now());
    filledAt = now;
  };
  /** Milliseconds until the next may go. Sums of fractions: a token that lacks a billionth is one. */
  const wait = (): number =>
    Math.max(0, closedUntil - clock.now()) + (tokens >= 1 - 1e-9 ? 0 : ((1 - tokens) / rate.now()) * 1000);
  /** Lets through as many as there are tokens for, and sleeps until there is one for the next. */
  const serve = async (): Promise<void> => {
    if (serving) return;
    serving = true;
    while (line.length > 0) {
      fill();
      const milliseconds = wait();
      if (milliseconds === 0) {
        tokens -= 1;
        line.shift()?.(filledAt);
      } else {
        sleeping = new AbortController();
        await clock.sleep(milliseconds, sleeping.signal).catch(() => {});
      }
    }
    serving = false;
  };

  return {
    async acquire(signal) {
      signal?.throwIfAborted();
      return await new Promise<number>((resolve, reject) => {
        const leave = (): void => {
          line.splice(line.indexOf(pass), 1);
          reject(signal?.reason);
          // Nobody is left to sleep for.
          if (line.length === 0) sleeping?.abort();
        };
        const pass = (now: number): void => {
          signal?.removeEventListener('abort', leave);
          resolve(now);
        };
        signal?.addEventListener('abort', leave, { once: true });
        line.push(pass);
        serve();
      });
    },
    refused({ sentAt, retryAfter = 0 }) {
      fill();
      tokens = Math.min(tokens, 0);
      closedUntil = Math.max(closedUntil, clock.now() + Math.min(retryAfter, longestRetryAfter));
      rate.refused(clock.now(), sentAt);
    },
    passed() {
      fill();
      rate.passed(clock.now());
    },
    rateNow: rate.now,
  };
}

/** Every attempt that goes through here waits for its API's bucket first. */
export const withRateLimit =
  (send: Send, limiter: RateLimiter): Send =>
  async (call, input, options) => {
    const sentAt = await limiter.acquire(call, options?.signal);
    // Interrupted in the moment between its turn and its sending, it is not sent.
    options?.signal?.throwIfAborted();
    try {
      const output = await send(call, input, options);
      limiter.passed(call);
      return output;
    } catch (error) {
      if (error instanceof CallError && error.facts.failure === 'throttled') {
        limiter.refused(call, { sentAt, retryAfter: error.facts.retryAfter });
      }
      throw error;
    }
  };
