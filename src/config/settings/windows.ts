import { isMap, type Json } from '../../base/json.ts';
import { parseDuration } from '../../base/time.ts';
import type { Window } from '../../plan/model/policy.ts';

/** `policy.windows` of a main file that the schema has accepted. */
export function readWindows(value: Json): readonly Window[] {
  const policy = isMap(value) ? value['policy'] : undefined;
  const windows = policy !== undefined && isMap(policy) ? policy['windows'] : undefined;
  if (!Array.isArray(windows)) return [];
  return windows.filter(isMap).map(({ schedule, duration, timeZone }) => ({
    schedule: String(schedule),
    duration: parseDuration(String(duration)) ?? 0,
    timeZone: String(timeZone),
  }));
}
