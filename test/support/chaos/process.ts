/** Processes that are killed in the middle of their work, on a clock on which nobody really sleeps. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/base/clock.ts';
import type { Send } from '../../../src/connect/port.ts';
import { makeRateLimiter, withRateLimit } from '../../../src/connect/rate-limiter.ts';
import type { Rate } from '../../../src/connect/rates.ts';

/** Sleeping moves the time on, as soon as nothing else can go on at once. */
export function makeLeapingClock(): Clock {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  return {
    now,
    async sleep(ms, signal) {
      const until = now() + ms;
      await setImmediate();
      signal?.throwIfAborted();
      ahead += Math.max(0, until - now());
    },
  };
}

export interface Process {
  /** The layers of this process: rate limit and wire. */
  readonly below: (send: Send) => Send;
  /** Resolves when it has been killed, and all that it had sent has come to its end. */
  readonly killed: Promise<'killed'>;
  /** Ends it: nothing of it is sent any more, and nothing answered. */
  end(): void;
}

export interface Life {
  /** What we believe that Connect allows. */
  readonly rate: Rate;
  /** The call at which the process is killed, from 1; undefined: it lives. */
  readonly killAt: number | undefined;
  /** Whether that call is sent and its answer not heard any more. */
  readonly killAfterSending: boolean;
}

const never = (): Promise<never> => new Promise(() => {});

export function startProcess(clock: Clock, { rate, killAt, killAfterSending }: Life): Process {
  let dead = false;
  let calls = 0;
  let underWay = 0;
  let tell: (what: 'killed') => void = () => {};
  const killed = new Promise<'killed'>((resolve) => {
    tell = resolve;
  });
  const bury = (): void => {
    if (dead && underWay === 0) tell('killed');
  };
  const limiter = makeRateLimiter(clock, () => rate);
  const wire =
    (send: Send): Send =>
    async (call, input, options) => {
      if (dead) return never();
      calls += 1;
      if (calls === killAt) {
        dead = true;
        if (!killAfterSending) {
          bury();
          return never();
        }
      }
      underWay += 1;
      try {
        return await send(call, input, options);
      } finally {
        underWay -= 1;
        bury();
        if (dead) await never();
      }
    };
  return {
    below: (send) => withRateLimit(wire(send), limiter),
    killed,
    end() {
      dead = true;
    },
  };
}
