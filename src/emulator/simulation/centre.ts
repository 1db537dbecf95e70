// The days of an instance's contact centre, made when somebody asks for them. They follow from the instance as it is now:
// what changes its users, profiles, queues or statuses changes the past with it.

import type { Instance } from '../state/instance.ts';
import { type Day, dayNumber, daySteps, simulateDay } from './day.ts';
import { type Staff, sameStaff, staffOf } from './staff.ts';

interface Remembered {
  readonly staff: Staff;
  readonly days: Map<number, Day>;
}

const remembered = new WeakMap<Instance, Remembered>();

/** GetMetricData looks back 24 hours, over two days at most. */
const KEPT = 2;

/** The days that have a part between two times, in milliseconds since 1970, both included. */
export function daysOf(instance: Instance, from: number, to: number): Day[] {
  const days: Day[] = [];
  for (let number = dayNumber(from); number <= dayNumber(to); number++) days.push(dayOf(instance, number));
  return days;
}

/** The day at a time, in milliseconds since 1970. */
export function dayAt(instance: Instance, time: number): Day {
  return dayOf(instance, dayNumber(time));
}

function dayOf(instance: Instance, number: number): Day {
  const { staff, days } = remember(instance);
  const known = days.get(number);
  if (known) return known;
  return keepDay(days, simulateDay(staff, number));
}

function keepDay(days: Map<number, Day>, day: Day): Day {
  days.set(day.number, day);
  for (const oldest of [...days.keys()].slice(0, -KEPT)) days.delete(oldest);
  return day;
}

async function withRests<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Days that are being made, so that several callers wait for one. */
const coming = new WeakMap<Map<number, Day>, Map<number, Promise<Day>>>();

/** Makes the days between two times, in milliseconds since 1970, while others are served; then they are there at once. */
export async function prepareDays(instance: Instance, from: number, to: number): Promise<void> {
  for (let number = dayNumber(from); number <= dayNumber(to); number++) {
    const { staff, days } = remember(instance);
    if (days.has(number)) continue;
    const others = coming.get(days) ?? new Map<number, Promise<Day>>();
    coming.set(days, others);
    const made = others.get(number) ?? withRests(daySteps(staff, number));
    others.set(number, made);
    keepDay(days, await made);
    others.delete(number);
  }
}

function remember(instance: Instance): Remembered {
  const staff = staffOf(instance);
  const before = remembered.get(instance);
  if (before && sameStaff(before.staff, staff)) return before;
  const fresh = { staff, days: new Map<number, Day>() };
  remembered.set(instance, fresh);
  return fresh;
}
