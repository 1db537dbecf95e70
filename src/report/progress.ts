/** How far an apply is and how long it will still take, from its events. */
import { type Counts, type PerSecond, slowestOf } from '../plan/cost.ts';
import type { Event } from '../reconciler/events.ts';
import { about, plural } from './words.ts';

export interface Progress {
  on(event: Event): void;
  /** One line: `120 of 1000 calls, about 7 min left`. */
  line(): string;
}

/** `perSecond` is asked anew each time, since the rate follows what Connect allows at the moment. */
export function makeProgress(perSecond: PerSecond): Progress {
  const left = new Map<string, number>();
  let total = 0;
  let ended = 0;
  return {
    on(event) {
      if (event.type === 'applyBegins') {
        for (const [call, times] of Object.entries(event.calls)) {
          left.set(call, times);
          total += times;
        }
      } else if (event.type === 'callEnded') {
        ended += 1;
        left.set(event.call, Math.max(0, (left.get(event.call) ?? 0) - 1));
      }
    },
    line() {
      const { seconds } = slowestOf(Object.fromEntries(left), perSecond);
      return `${ended} of ${plural(total, 'call')}, ${about(seconds)} left`;
    },
  };
}

/** The same for reading, of which only the long stretches are known beforehand. `calls` counts what was sent so far. */
export function makeReadProgress(calls: () => Counts, perSecond: PerSecond): Progress {
  const ends = new Map<string, number>();
  return {
    on(event) {
      if (event.type === 'readAhead') ends.set(event.call, (calls()[event.call] ?? 0) + event.times);
    },
    line() {
      const sent = calls();
      const total = Object.values(sent).reduce((sum, times) => sum + times, 0);
      const left = [...ends].map(([call, end]): [string, number] => [call, Math.max(0, end - (sent[call] ?? 0))]);
      const { seconds } = slowestOf(Object.fromEntries(left), perSecond);
      return `Reading Amazon Connect: ${plural(total, 'call')} so far${seconds > 0 ? `, ${about(seconds)} left` : ''}`;
    },
  };
}
