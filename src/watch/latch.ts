/**
 * Never more than one pass at a time, and never a wish lost.
 *
 * ```
 *            somebody asks, or it is time
 *    ┌──────┐ ─────────────────────────▶ ┌─────────┐  somebody asks  ┌────────────────────┐
 *    │ idle │                            │ running │ ──────────────▶ │ running, once more │──┐ somebody asks:
 *    └──────┘ ◀───────────────────────── └─────────┘                 └────────────────────┘◀─┘ nothing changes
 *                     it ends                 ▲          it ends               │
 *                                             └────────────────────────────────┘
 *    stop: from idle and from running nothing follows
 * ```
 *
 * A request only says "look again": a pass looks at everything, so one pass after the last wish answers all of them.
 * There is one consumer, the loop of the watch. While it is in `next`, the latch is idle; while it is not, a pass is
 * running; `noted` is the one more.
 */
import type { Clock } from '../base/clock.ts';
import type { Trigger } from './status.ts';

export interface Due {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly trigger: Trigger;
}

export interface Latch {
  /** Asks for a pass; at once where none is running. */
  lookAgain(trigger: Trigger): void;
  /** What the next pass is for: what was asked for, or, once it is time, what is due. Rejects once it is closed. */
  next(due: Due): Promise<Trigger>;
  /** Nothing follows. */
  close(reason: unknown): void;
}

/** Of several wishes the one that asks for the most is kept. */
const rank: readonly Trigger[] = [
  ...([
    'request',
    'signal',
    'accept',
    'resume',
    'files',
    'settled',
    'window',
    'date',
    'retry',
    'interval',
    'start',
  ] as const),
];

/** Milliseconds; timers of the system hold no more than 24 days, and a clock that was set is noticed within the hour. */
const longestSleep = 3_600_000;

export function makeLatch(clock: Clock): Latch {
  let noted: Trigger | undefined;
  let closed: { readonly reason: unknown } | undefined;
  let sleeping: AbortController | undefined;
  const take = (): Trigger | undefined => {
    if (closed) throw closed.reason;
    const taken = noted;
    noted = undefined;
    return taken;
  };
  return {
    lookAgain(trigger) {
      if (noted === undefined || rank.indexOf(trigger) < rank.indexOf(noted)) noted = trigger;
      sleeping?.abort();
    },
    async next(due) {
      for (let left = due.at - clock.now(); ; left = due.at - clock.now()) {
        const asked = take();
        if (asked !== undefined) return asked;
        if (left <= 0) return due.trigger;
        sleeping = new AbortController();
        const whole = left <= longestSleep;
        const slept = await clock.sleep(whole ? left : longestSleep, sleeping.signal).then(
          () => true,
          () => false,
        );
        sleeping = undefined;
        // Slept to its end it is time, whatever a clock that was set back in between may say.
        if (slept && whole) return take() ?? due.trigger;
      }
    },
    close(reason) {
      closed ??= { reason };
      sleeping?.abort();
    },
  };
}
