import type { Clock } from '../clock.ts';
import { failedAs } from '../errors.ts';
import type { Send } from './port.ts';
import type { Rate } from './rates.ts';

/**
 * A token bucket for each API, on `Clock`. Callers of one API are let through in the order they came, and no span of
 * t seconds holds more than burst + rate * t of them.
 *
 * Two things differ from the textbook. One token of the burst stays unused: our seconds and Connect's never quite
 * agree, and a spare token costs half a second once where a refused call costs a wait each time. And the rate follows
 * what Connect really allows: other callers share its buckets, so a refusal empties ours and slows it, and each call
 * that goes through lets it recover a little.
 */
export interface RateLimiter {
  /** Resolves when one more call of this API may be sent. */
  acquire(call: string, signal?: AbortSignal): Promise<void>;
  /** Connect said "too many requests". */
  refused(call: string): void;
  /** Connect let the call through. */
  passed(call: string): void;
  /** Calls a second that are let through now. */
  rateNow(call: string): number;
}

/** After a refusal the rate is this share of what it was, but at least that share of what is documented. */
const slowDown = 0.7;
const slowest = 0.1;
/** Milliseconds. The refusals of one burst are one message. */
const slowDownOnceIn = 1000;
/** Each call that passes gives back this share of the documented rate. */
const recovery = 0.02;

export function makeRateLimiter(clock: Clock, rateOf: (call: string) => Rate): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (call: string): Bucket => {
    const bucket = buckets.get(call) ?? makeBucket(clock, rateOf(call));
    buckets.set(call, bucket);
    return bucket;
  };
  return {
    acquire: (call, signal) => bucketOf(call).acquire(signal),
    refused: (call) => bucketOf(call).refused(),
    passed: (call) => bucketOf(call).passed(),
    rateNow: (call) => bucketOf(call).rateNow(),
  };
}

interface Bucket {
  acquire(signal?: AbortSignal): Promise<void>;
  refused(): void;
  passed(): void;
  rateNow(): number;
}

/** Callers wait in a line of which only the first waits for time to pass, so that a change of the rate holds for all. */
function makeBucket(clock: Clock, rate: Rate): Bucket {
  const capacity = Math.max(1, rate.burst - 1);
  const line: (() => void)[] = [];
  let tokens = capacity;
  let filledAt = clock.now();
  let perSecond = rate.perSecond;
  let slowedAt = Number.NEGATIVE_INFINITY;
  let sleeping: AbortController | undefined;
  let serving = false;

  const fill = (): void => {
    const now = clock.now();
    // A clock that is set back gives nothing and takes nothing.
    tokens = Math.min(capacity, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
    filledAt = now;
  };
  /** Lets through whom there are tokens for, and sleeps until there is one for the next. */
  const serve = async (): Promise<void> => {
    if (serving) return;
    serving = true;
    while (line.length > 0) {
      fill();
      // Sums of fractions: a token that lacks a billionth is one.
      if (tokens >= 1 - 1e-9) {
        tokens -= 1;
        line.shift()?.();
      } else {
        sleeping = new AbortController();
        await clock.sleep(((1 - tokens) / perSecond) * 1000, sleeping.signal).catch(() => {});
      }
    }
    serving = false;
  };

  return {
    async acquire(signal) {
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const leave = (): void => {
          line.splice(line.indexOf(pass), 1);
          reject(signal?.reason);
          // Nobody is left to sleep for.
          if (line.length === 0) sleeping?.abort();
        };
        const pass = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        signal?.addEventListener('abort', leave, { once: true });
        line.push(pass);
        serve();
      });
    },
    refused() {
      fill();
      tokens = Math.min(tokens, 0);
      if (clock.now() - slowedAt < slowDownOnceIn) return;
      slowedAt = clock.now();
      perSecond = Math.max(rate.perSecond * slowest, perSecond * slowDown);
    },
    passed() {
      fill();
      perSecond = Math.min(rate.perSecond, perSecond + rate.perSecond * recovery);
    },
    rateNow: () => perSecond,
  };
}

/** Every attempt that goes through here waits for its API's bucket first. */
export const withRateLimit =
  (send: Send, limiter: RateLimiter): Send =>
  async (call, input, options) => {
    await limiter.acquire(call, options?.signal);
    try {
      const output = await send(call, input, options);
      limiter.passed(call);
      return output;
    } catch (error) {
      if (failedAs(error, 'throttled')) limiter.refused(call);
      throw error;
    }
  };
