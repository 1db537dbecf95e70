// What hours of operation and their overrides may say. Sources: CreateHoursOfOperation, CreateHoursOfOperationOverride
// and RecurrencePattern of the API reference.

import type { HoursOfOperationOverrideConfig, OverrideType, RecurrenceConfig } from '@aws-sdk/client-connect';
import { invalidParameter } from '../../protocol/errors.ts';

export function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw invalidParameter(`${timeZone} is not a time zone`);
  }
}

export interface OverrideRules {
  readonly config: readonly HoursOfOperationOverrideConfig[];
  readonly effectiveFrom: string;
  readonly effectiveTill: string;
  readonly recurrence: RecurrenceConfig | undefined;
  readonly type: OverrideType;
}

/** Checks an override as it will be, whether new or changed. */
export function checkOverride({ effectiveFrom, effectiveTill, recurrence }: OverrideRules): void {
  for (const day of [effectiveFrom, effectiveTill])
    if (!isDay(day)) throw invalidParameter(`${day} is not a day of the calendar`);
  if (effectiveFrom > effectiveTill) throw invalidParameter('EffectiveTill must not be before EffectiveFrom');
  if (recurrence) checkRecurrence(recurrence);
}

/** A day as YYYY-MM-DD that the calendar has. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function checkRecurrence({ RecurrencePattern: pattern }: RecurrenceConfig): void {
  const { Frequency, ByMonth = [], ByMonthDay = [], ByWeekdayOccurrence = [] } = pattern ?? {};
  if (Math.max(ByMonth.length, ByMonthDay.length, ByWeekdayOccurrence.length) > 1)
    throw invalidParameter('A list of a recurrence pattern does not accept multiple values');
  if (ByMonth.length > 0 && Frequency !== 'YEARLY') throw invalidParameter('ByMonth is used with YEARLY only');
  if (ByMonthDay.length > 0 && ByWeekdayOccurrence.length > 0)
    throw invalidParameter('ByMonthDay cannot be used together with ByWeekdayOccurrence');
  if (ByMonthDay.length + ByWeekdayOccurrence.length > 0 && Frequency === 'WEEKLY')
    throw invalidParameter('ByMonthDay and ByWeekdayOccurrence are used with MONTHLY or YEARLY');
}
