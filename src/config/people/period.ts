/** `from` and `until` of an entry that the schema has accepted, as moments. */
import { endOfDay, isDay, parseMoment, startOfDay, type TimeZone } from '../../base/day.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { locate, type Origins, originOf } from '../../plan/model/origin.ts';
import type { Period } from '../../plan/model/person.ts';
import type { Attributes } from '../../plan/model/state.ts';

export interface PeriodRead {
  /** Absent where it is always wanted. */
  readonly period?: Period;
  readonly problem?: Diagnostic;
}

export function readPeriod(
  { from, until }: Attributes,
  { origins, zone }: { readonly origins: Origins; readonly zone: TimeZone },
): PeriodRead {
  const start = typeof from === 'string' ? (isDay(from) ? startOfDay(from, zone) : parseMoment(from)) : undefined;
  const end = typeof until === 'string' ? (isDay(until) ? endOfDay(until, zone) : after(until)) : undefined;
  if (start === undefined && end === undefined) return {};
  if (start === undefined) return { period: { until: end as number } };
  if (end === undefined) return { period: { from: start } };
  if (end > start) return { period: { from: start, until: end } };
  const source = locate(origins, ['until']);
  if (originOf(origins, ['until']).type !== 'record' && originOf(origins, ['until']).type !== 'rule') {
    const message = `until (${until}) is before from (${from}).`;
    return { problem: { severity: 'error', code: 'invalid-period', message, source } };
  }
  // Who is hired again often still has the end of the last time in the HR system.
  const message = `The end ${until} is before the beginning ${from}; it is taken for that of an earlier time, and left out.`;
  return { period: { from: start }, problem: { severity: 'warning', code: 'stale-end', message, source } };
}

/** A time is included in itself. */
function after(time: string): number | undefined {
  const moment = parseMoment(time);
  return moment === undefined ? undefined : moment + 1;
}
