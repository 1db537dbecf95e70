// What users have left: for a while, Amazon Connect may still take a hierarchy group or a profile for used by somebody who
// has just been moved, since it asks an index that trails behind.

import type { User } from './records/resources.ts';

/** When each id was last left, in milliseconds since 1970, by instance. */
const left = new WeakMap<object, Map<string, number>>();

interface Departure {
  readonly now: number;
  /** The user as it will be; undefined where it is deleted. */
  readonly stays: User | undefined;
}

export function noteDepartures(instance: object, before: User | undefined, { now, stays }: Departure): void {
  if (!before) return;
  const kept = new Set(stays ? usedBy(stays) : []);
  for (const id of usedBy(before)) {
    if (kept.has(id)) continue;
    const times = left.get(instance) ?? new Map<string, number>();
    left.set(instance, times);
    times.set(id, now);
  }
}

/** Whether a user has left it less than `lag` milliseconds before `now`. */
export function justLeft(instance: object, id: string, { now, lag }: { readonly now: number; readonly lag: number }) {
  const time = left.get(instance)?.get(id);
  return time !== undefined && now < time + lag;
}

function usedBy({ hierarchyGroupId, routingProfileId, securityProfileIds }: User): string[] {
  return [...(hierarchyGroupId === undefined ? [] : [hierarchyGroupId]), routingProfileId, ...securityProfileIds];
}
