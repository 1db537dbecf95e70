import { parseDuration } from '../plan/duration.ts';
import { isMap } from '../plan/merge.ts';
import type { Json } from '../plan/state.ts';
import type { Window } from '../plan/window.ts';

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
