import type { CallCounts, Cost } from '../model/plan.ts';
import { type PaceOf, type Step, timetable } from './schedule.ts';

/** Calls a second that are let through, by API. */
export type PerSecond = (call: string) => number;

/** `taken` are the calls that reading has taken. */
export function cost(steps: readonly Step[], taken: CallCounts, paceOf: PaceOf): Cost {
  const calls = count(steps.filter(({ look }) => !look).map(({ call }) => call));
  const looks = count(steps.filter(({ look }) => look).map(({ call }) => call));
  const spans = [...timetable(steps, paceOf)].map(
    ([call, { from, to }]) => [call, { from: inTenths(from), to: inTenths(to) }] as const,
  );
  const seconds = Math.max(0, ...spans.map(([, { to }]) => to));
  const bottleneck = bottleneckOf({ ...calls, ...looks }, paceOf);
  if (spans.length === 0) return { calls, seconds, bottleneck, readCalls: taken };
  const price = { calls, seconds, spans: Object.fromEntries(spans), bottleneck };
  if (Object.keys(looks).length === 0) return { ...price, readCalls: taken };
  return { ...price, readCalls: add(taken, looks), looks };
}

const inTenths = (seconds: number): number => Math.round(seconds * 10) / 10;

const add = (some: CallCounts, more: CallCounts): CallCounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(some), ...Object.keys(more)])].map((call) => [
      call,
      (some[call] ?? 0) + (more[call] ?? 0),
    ]),
  );

/** The API whose own calls take longest; where their bursts cover all of them, the one that takes most of its burst. */
function bottleneckOf(calls: CallCounts, paceOf: PaceOf): string | null {
  const beyondBurst = Object.entries(calls).map(([call, times]): [string, number] => [
    call,
    Math.max(0, times - paceOf(call).atOnce),
  ]);
  const perSecond: PerSecond = (call) => paceOf(call).perSecond;
  return slowestOf(Object.fromEntries(beyondBurst), perSecond).call ?? slowestOf(calls, perSecond).call;
}

export function count(calls: readonly string[]): CallCounts {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return Object.fromEntries(counts);
}

export function slowestOf(
  calls: CallCounts,
  perSecond: PerSecond,
): { readonly call: string | null; readonly seconds: number } {
  let slowest: { call: string | null; seconds: number } = { call: null, seconds: 0 };
  for (const [call, times] of Object.entries(calls)) {
    const seconds = times / perSecond(call);
    if (seconds > slowest.seconds) slowest = { call, seconds };
  }
  return slowest;
}
