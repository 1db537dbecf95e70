import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/base/clock.ts';

/** Time that stands still until a test moves it, so that minutes of waiting pass at once and always the same way. */
export interface ManualClock extends Clock {
  /** How many are asleep. */
  sleepers(): number;
  /** Lets `ms` pass, waking the sleepers that are due on the way in the order of their times. */
  advance(ms: number): Promise<void>;
  /** Jumps from timer to timer, whenever all is idle, until the promise is settled. */
  run<T>(promise: Promise<T>): Promise<T>;
}

interface Timer {
  readonly at: number;
  wake(): void;
}

/** `busy` says whether something is under way that takes real time and no manual one, such as a request over HTTP. */
export function makeManualClock(start = 0, busy: () => boolean = () => false): ManualClock {
  let now = start;
  const timers = new Set<Timer>();
  /** Until every promise that can go on without time passing has gone on. */
  const idle = async (): Promise<void> => {
    do {
      await setImmediate();
      await setImmediate();
    } while (busy());
  };
  const next = (): Timer | undefined => [...timers].reduce<Timer | undefined>(earlier, undefined);
  const fire = (timer: Timer): void => {
    now = Math.max(now, timer.at);
    timers.delete(timer);
    timer.wake();
  };
  return {
    now: () => now,
    sleepers: () => timers.size,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const timer = { at: now + Math.max(0, ms), wake };
        function wake(): void {
          signal?.removeEventListener('abort', abort);
          resolve();
        }
        function abort(): void {
          timers.delete(timer);
          reject(signal?.reason);
        }
        signal?.addEventListener('abort', abort, { once: true });
        timers.add(timer);
      });
    },
    async advance(ms) {
      const until = now + ms;
      await idle();
      for (let timer = next(); timer && timer.at <= until; timer = next()) {
        fire(timer);
        await idle();
      }
      now = until;
    },
    async run(promise) {
      let settled = false;
      const settle = (): void => {
        settled = true;
      };
      promise.then(settle, settle);
      for (await idle(); !settled; await idle()) {
        const timer = next();
        if (!timer) throw new Error('The promise is open, and no sleeper is left that time could wake.');
        fire(timer);
      }
      return promise;
    },
  };
}

/** Of two with the same time the one that was set first. */
const earlier = (best: Timer | undefined, timer: Timer): Timer => (best && best.at <= timer.at ? best : timer);
