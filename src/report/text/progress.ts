/** How far an apply or a reading is and how long it will still take, from its events. */

import { about, plural } from '../../base/words.ts';
import { format } from '../../plan/model/address.ts';
import type { CallCounts } from '../../plan/model/plan.ts';
import { type PerSecond, slowestOf } from '../../plan/timing/cost.ts';
import type { Event } from '../../reconciler/events.ts';
import { printable } from './paint.ts';
import { shorten } from './shorten.ts';

export interface Progress {
  on(event: Event): void;
  /** One line, for a terminal of so many columns; without a number for a log. */
  line(columns?: number): string;
}

/** Milliseconds over which the rate is measured. */
const window = 10_000;
const barColumns = 20;

/**
 * In a log `Applying: 120 of 1000 calls, 2.0 a second, about 7 min left`; on a terminal a bar, the same numbers, and
 * what is being changed. `perSecond` is asked anew each time, since the rate follows what Connect allows at the moment.
 */
export function makeProgress(perSecond: PerSecond, now: () => number): Progress {
  const left = new Map<string, number>();
  const underWay = new Map<string, string>();
  let begunAt = now();
  let total = 0;
  let ended = 0;
  let answered: number[] = [];
  /** Calls a second that were answered lately; nothing in the first second, which says nothing. */
  const rate = (): string | undefined => {
    const time = now();
    answered = answered.filter((at) => time - at < window);
    const span = Math.min(window, time - begunAt);
    return span < 1000 ? undefined : (answered.length / (span / 1000)).toFixed(1);
  };
  const inLog = (): string => {
    const speed = rate();
    return `Applying: ${ended} of ${plural(total, 'call')}${speed ? `, ${speed} a second` : ''}, ${timeLeft(left, perSecond)}`;
  };
  const onTerminal = (columns: number): string => {
    const speed = rate();
    const numbers = `${ended}/${total} calls${speed ? `, ${speed}/s` : ''}, ${timeLeft(left, perSecond)}`;
    const bar = columns >= 60 ? `${barOf(total === 0 ? 0 : ended / total)} ` : '';
    const names = [...underWay.values()].join(', ');
    return shorten(`${bar}${numbers}${names && `: ${names}`}`, columns);
  };
  return {
    on(event) {
      switch (event.type) {
        case 'applyBegins':
          begunAt = now();
          for (const [call, times] of Object.entries(event.calls)) {
            left.set(call, times);
            total += times;
          }
          return;
        case 'changeStarted':
          underWay.set(format(event.address), printable(event.address.key));
          return;
        case 'changeEnded':
          underWay.delete(format(event.result.address));
          return;
        case 'callEnded':
          ended += 1;
          left.set(event.call, Math.max(0, (left.get(event.call) ?? 0) - 1));
          if (event.outcome !== 'skipped') answered.push(now());
          return;
        default:
          return;
      }
    },
    line: (columns) => (columns === undefined ? inLog() : onTerminal(columns)),
  };
}

/** By the API that takes longest for what is left of it at the rate it has now: they do not wait for each other. */
const timeLeft = (left: ReadonlyMap<string, number>, perSecond: PerSecond): string =>
  `${about(slowestOf(Object.fromEntries(left), perSecond).seconds)} left`;

/** `[=====>              ]` */
function barOf(share: number): string {
  const full = Math.floor(Math.min(1, share) * barColumns);
  const tip = full < barColumns ? '>' : '';
  return `[${'='.repeat(full)}${tip}${' '.repeat(barColumns - full - tip.length)}]`;
}

/** Of a long stretch of calls that a search would have saved: why, and what it takes; how long, where the rate is known. */
export function detourText(
  { call, times, denied }: Extract<Event, { type: 'readAhead' }>,
  perSecond?: PerSecond,
): string {
  const time = perSecond ? `, ${about(slowestOf({ [call]: times }, perSecond).seconds)}` : '';
  return `${denied} is denied, so it takes ${plural(times, 'call')} of ${call} instead${time}. Allow connect:${denied} to be quicker.`;
}

/** The same for reading, of which only the long stretches are known beforehand. `calls` counts what was sent so far. */
export function makeReadProgress(calls: () => CallCounts, perSecond: PerSecond): Progress {
  const ends = new Map<string, number>();
  return {
    on(event) {
      if (event.type === 'readAhead') ends.set(event.call, (calls()[event.call] ?? 0) + event.times);
    },
    line(columns = Number.POSITIVE_INFINITY) {
      const sent = calls();
      const total = Object.values(sent).reduce((sum, times) => sum + times, 0);
      const left = [...ends].map(([call, end]): [string, number] => [call, Math.max(0, end - (sent[call] ?? 0))]);
      const { seconds } = slowestOf(Object.fromEntries(left), perSecond);
      const rest = seconds > 0 ? `, ${about(seconds)} left` : '';
      return shorten(`Reading Amazon Connect: ${plural(total, 'call')} so far${rest}`, columns);
    },
  };
}
