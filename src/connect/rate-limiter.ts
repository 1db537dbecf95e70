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

interface Bucket {
  readonly rate: Rate;
  perSecond: number;
  /** Below zero while callers wait: each has taken the token it is waiting for. */
  tokens: number;
  filledAt: number;
}

/** After a refusal the rate is this share of what it was, but at least this share of what is documented. */
const slowDown = 0.7;
const slowest = 0.1;
/** Each call that passes gives back this share of the documented rate. */
const recovery = 0.02;

export function makeRateLimiter(clock: Clock, rateOf: (call: string) => Rate): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (call: string): Bucket => {
    let bucket = buckets.get(call);
    if (!bucket) {
      const rate = rateOf(call);
      bucket = { rate, perSecond: rate.perSecond, tokens: capacity(rate), filledAt: clock.now() };
      buckets.set(call, bucket);
    }
    const now = clock.now();
    const filled = bucket.tokens + ((now - bucket.filledAt) / 1000) * bucket.perSecond;
    bucket.tokens = Math.min(capacity(bucket.rate), filled);
    bucket.filledAt = now;
    return bucket;
  };
  return {
    async acquire(call, signal) {
      signal?.throwIfAborted();
      const bucket = bucketOf(call);
      bucket.tokens -= 1;
      if (bucket.tokens >= 0) return;
      try {
        await clock.sleep((-bucket.tokens / bucket.perSecond) * 1000, signal);
      } catch (reason) {
        bucket.tokens += 1;
        throw reason;
      }
    },
    refused(call) {
      const bucket = bucketOf(call);
      bucket.tokens = Math.min(bucket.tokens, 0);
      bucket.perSecond = Math.max(bucket.rate.perSecond * slowest, bucket.perSecond * slowDown);
    },
    passed(call) {
      const bucket = bucketOf(call);
      bucket.perSecond = Math.min(bucket.rate.perSecond, bucket.perSecond + bucket.rate.perSecond * recovery);
    },
    rateNow: (call) => bucketOf(call).perSecond,
  };
}

const capacity = ({ burst }: Rate): number => Math.max(1, burst - 1);

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
