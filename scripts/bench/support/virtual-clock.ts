import type { Clock } from '../../../src/base/clock.ts';
import type { Send } from '../../../src/connect/port.ts';

/**
 * A clock on which waiting costs nothing: as soon as no request is under way, it jumps to when the next sleeper wakes.
 * So what takes an hour at AWS's rates is measured in the time that its requests take.
 */
export interface VirtualClock extends Clock {
  /** Requests through this are waited for before time goes on; they take no time themselves. */
  follow(send: Send): Send;
  /** Lets time pass until the promise is settled. */
  run<T>(promise: Promise<T>): Promise<T>;
  /** Jumps ahead by so many milliseconds. */
  advance(ms: number): void;
}

export function makeVirtualClock(start: number): VirtualClock {
  let now = start;
  let underWay = 0;
  const sleepers = new Set<{ readonly at: number; wake(): void }>();

  const idle = async (): Promise<void> => {
    do {
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    } while (underWay > 0);
  };
  const wakeNext = (): void => {
    const [first] = [...sleepers].sort((a, b) => a.at - b.at);
    if (!first) throw new Error('Nobody sleeps, and nothing is under way.');
    sleepers.delete(first);
    now = Math.max(now, first.at);
    first.wake();
  };

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: now + Math.max(0, ms), wake: resolve };
        sleepers.add(sleeper);
        const leave = (): void => {
          if (sleepers.delete(sleeper)) reject(signal?.reason);
        };
        signal?.addEventListener('abort', leave, { once: true });
      }),
    follow: (send) => async (call, input, options) => {
      underWay += 1;
      try {
        return await send(call, input, options);
      } finally {
        underWay -= 1;
      }
    },
    async run(promise) {
      let settled = false;
      const settle = (): void => {
        settled = true;
      };
      promise.then(settle, settle);
      for (await idle(); !settled; await idle()) wakeNext();
      return promise;
    },
    advance(ms) {
      now += ms;
    },
  };
}
