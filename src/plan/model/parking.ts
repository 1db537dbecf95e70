/**
 * `policy.removed: park`. Somebody who is no longer wanted first keeps an account without access, so that a mistake can be
 * undone, and is deleted some weeks later. The day on which that began is kept as a tag of the user; there is no other
 * memory of it.
 */
import { addDays, dayAt, isDay, startOfDay, type TimeZone } from '../../base/day.ts';
import { isMap } from '../../base/json.ts';
import type { Change, Leaving } from './change.ts';
import type { Origins } from './origin.ts';
import { parkedTag } from './own-tags.ts';
import type { Attributes } from './state.ts';

/** What a parked account has, and for how long. */
export interface Parking {
  /** In the form that comparing understands. */
  readonly attributes: Attributes;
  readonly origins: Origins;
  /** Milliseconds. */
  readonly parkFor: number;
  readonly zone: TimeZone;
}

const dayMs = 86_400_000;

/** The day since which somebody is parked; `undefined` where they are not. */
export function parkedOn({ tags }: Attributes): string | undefined {
  const day = isMap(tags) && Object.hasOwn(tags, parkedTag) ? tags[parkedTag] : undefined;
  return typeof day === 'string' && isDay(day) ? day : undefined;
}

/** When somebody who was parked on a day is deleted, in milliseconds since the Unix epoch: whole days are days of the calendar. */
export function deletedAt(day: string, { parkFor, zone }: Parking): number {
  const days = Math.floor(parkFor / dayMs);
  return startOfDay(addDays(day, days) ?? day, zone) + (parkFor - days * dayMs);
}

export const leavingSince = (day: string, parking: Parking): Leaving => ({
  parkedOn: day,
  deleteOn: dayAt(deletedAt(day, parking), parking.zone),
});

/** What is asked of somebody who is parked. */
export function parkedAttributes({ attributes }: Parking, day: string): Attributes {
  const { tags } = attributes;
  return { ...attributes, tags: { ...(isMap(tags) ? tags : {}), [parkedTag]: day } };
}

/** Whether a change takes the access of somebody who had it, as opposed to keeping a parked account as it is. */
export const isParking = (change: Change): boolean =>
  change.action === 'update' &&
  change.leaving !== undefined &&
  change.attributes.some(({ path, before }) => path === `tags.${parkedTag}` && before === null);

/** What somebody who comes back must be given, since what they had before is nowhere: the paths that parking sets and nobody asks. */
export function unrestored(asked: Attributes, { attributes }: Parking): readonly string[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    const wanted = Object.hasOwn(asked, name) ? asked[name] : undefined;
    if (!isMap(value)) return wanted === undefined ? [name] : [];
    return Object.keys(value).flatMap((key) => (isMap(wanted) && Object.hasOwn(wanted, key) ? [] : [`${name}.${key}`]));
  });
}
