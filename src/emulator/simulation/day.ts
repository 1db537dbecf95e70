// One day of a contact centre, which follows from the staff and its number alone. It begins and ends at 04:00 UTC with
// empty lines: what still goes on then is cut off, so that no day needs to know another.

import type { Ledger } from './ledger.ts';
import { Run } from './run.ts';
import { DAY, type Stretch, shiftOf } from './shift.ts';
import type { Staff } from './staff.ts';

/** When days begin, in milliseconds since 1970. */
const DAWN = 4 * 60 * 60 * 1000;

export interface Day {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly staff: Staff;
  /** When each agent is on duty. */
  readonly shifts: readonly (readonly Stretch[])[];
  readonly ledger: Ledger;
}

/** The number of the day that a time belongs to. */
export function dayNumber(time: number): number {
  return Math.floor((time - DAWN) / DAY);
}

export function startOf(number: number): number {
  return number * DAY + DAWN;
}

/** With rests: a day of 20,000 agents takes seconds, in which others want to be served. */
export function* daySteps(staff: Staff, number: number): Generator<void, Day> {
  const shifts: (readonly Stretch[])[] = [];
  for (const { userId } of staff.agents) {
    shifts.push(shiftOf(`shift of ${staff.seed} ${userId} ${number}`, staff.pauses.length));
    if (shifts.length % AGENTS_BETWEEN_RESTS === 0) yield;
  }
  const run = new Run(staff, number, shifts);
  yield* run.toTheEnd();
  return { number, start: startOf(number), staff, shifts, ledger: run.ledger };
}

const AGENTS_BETWEEN_RESTS = 500;

/** At once. */
export function simulateDay(staff: Staff, number: number): Day {
  const steps = daySteps(staff, number);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
