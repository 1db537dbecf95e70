/**
 * What a process that reads again and again keeps of each user, so that a look without a change costs nothing but
 * ListUsers. Who is new, was changed since (their LastModifiedTime moved, or this process has changed them itself), or
 * was seen in an index that may have lagged, is described; if those are many, a search is cheaper, and everything is
 * read anew. Changes that do not move a LastModifiedTime (of tags and proficiencies, perhaps: AWS does not say) show only
 * then, or at the full read of every hour. What is remembered of proficiencies never authorises a write: where it differs
 * from what is asked, the user's are listed.
 */
import type { LiveResource } from '../../../plan/model/state.ts';
import type { Reading } from '../../kind.ts';
import { identityDiffers, recall, wantsDescription } from '../identity.ts';
import { type Listed, settleList } from './list.ts';

/** A user as they were seen. */
export interface Sighting {
  readonly live: LiveResource;
  /** LastModifiedTime in the list: milliseconds since the Unix epoch. */
  readonly modified: number;
  /** Whether e-mail, second e-mail and mobile are in it. */
  readonly described: boolean;
  /** Whether the user is like this for as long as `modified` stays what it is. */
  readonly sure: boolean;
}

type Sightings = ReadonlyMap<string, Sighting>;

export function keepSightings({ recollection }: Reading, sightings: readonly Sighting[]): void {
  if (!recollection) return;
  recollection.value = new Map(sightings.map((one) => [one.live.id, one]));
  recollection.touched.clear();
}

type Describe = (reading: Reading, listed: Listed, ids: readonly string[]) => Promise<readonly Sighting[]>;

/** DescribeUser lets ten a second through and SearchUsers a thousand users: above this share of all, a search is faster. */
const worthSearching = 1 / 100;
/** So few are described in any case. */
const fewEnough = 10;

/** Everybody, going on from the last read; `undefined` where there is none, or where too many have changed since. */
export async function reread(
  reading: Reading,
  listing: Promise<Listed>,
  describe: Describe,
): Promise<readonly Sighting[] | undefined> {
  const { recollection, fresh } = reading;
  const earlier = recollection?.value as Sightings | undefined;
  if (!recollection || !earlier || fresh) return undefined;
  const listed = await settleList(reading, await listing, earlier.keys());
  const sightings: Sighting[] = [];
  const changed: string[] = [];
  for (const [id, { modified }] of listed) {
    const sighting = earlier.get(id);
    const known = sighting?.sure && sighting.modified === modified && !recollection.touched.has(id);
    const enough = known ? complete(sighting, reading) : undefined;
    if (enough) sightings.push(enough);
    else changed.push(id);
  }
  if (changed.length > Math.max(fewEnough, listed.size * worthSearching)) return undefined;
  return [...sightings, ...(await describe(reading, listed, changed))];
}

/** The user with all that the files ask about now, which may be more than it was; `undefined` where that is not known. */
function complete(sighting: Sighting, reading: Reading): Sighting | undefined {
  if (sighting.described) return sighting;
  const wanted = wantsDescription(sighting.live, reading);
  const live = wanted ? recall(sighting.live, sighting.modified, reading) : sighting.live;
  return live && !identityDiffers(live, reading) ? { ...sighting, live, described: wanted } : undefined;
}
