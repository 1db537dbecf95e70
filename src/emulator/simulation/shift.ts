// When an agent is on duty. Shifts are spread over the whole day and wrap around its end, so that the centre is staffed
// alike at all times. All times are milliseconds since the beginning of the day.

import { type Random, seededRandom } from '../state/random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const LENGTH = 8 * HOUR;

/** The part of the agents who work on a day. */
export const ATTENDANCE = 0.6;

/** The part of a day that an agent who works is there for contacts. */
export const DUTY = 7 / 24;

/** Breaks by when they begin after the shift has begun, and how long they last. */
const BREAKS: readonly (readonly [after: number, length: number])[] = [
  [2 * HOUR, 15 * MINUTE],
  [4 * HOUR, 30 * MINUTE],
  [6 * HOUR, 15 * MINUTE],
];

/** A time on duty: available, or on a break in one of the statuses that the instance has for it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Index of the status; undefined: available. */
  readonly pause: number | undefined;
}

/** In rising order; between stretches the agent is offline. */
export function shiftOf(seed: string, pauses: number): Stretch[] {
  const random = seededRandom(seed);
  if (random() >= ATTENDANCE) return [];
  const start = Math.floor(random() * 96) * 15 * MINUTE;
  return planned(random, start, pauses)
    .flatMap(wrapped)
    .sort((one, other) => one.from - other.from);
}

function planned(random: Random, start: number, pauses: number): Stretch[] {
  const stretches: Stretch[] = [];
  let from = start;
  for (const [after, length] of BREAKS) {
    const begins = start + after + Math.floor(random() * 45) * MINUTE;
    stretches.push({ from, to: begins, pause: undefined });
    from = begins + length;
    if (pauses > 0) stretches.push({ from: begins, to: from, pause: Math.floor(random() * pauses) });
  }
  return [...stretches, { from, to: start + LENGTH, pause: undefined }];
}

/** What reaches past midnight belongs to the early hours of the same day. */
function wrapped(stretch: Stretch): Stretch[] {
  if (stretch.to <= DAY) return [stretch];
  const early = { ...stretch, from: Math.max(0, stretch.from - DAY), to: stretch.to - DAY };
  return stretch.from >= DAY ? [early] : [early, { ...stretch, to: DAY }];
}
