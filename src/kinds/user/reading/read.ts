/**
 * Reading users in bulk. SearchUsers gives almost everything, 500 a call, but from an index that lags behind writes;
 * ListUsers says who exists and when they were changed, 1,000 a call; both are read side by side. Where the two disagree
 * about a user, DescribeUser settles it: one call each, so it is kept for those few, and for users where something is
 * asked that only it can answer (identity.ts). A process that has read before lists again and describes who has
 * changed since (sightings.ts).
 */

import type { UserSearchSummary } from '@aws-sdk/client-connect';
import { canonicalJson } from '../../../base/json.ts';
import type { Attributes, LiveResource } from '../../../plan/model/state.ts';
import type { AheadReason, Reading } from '../../kind.ts';
import { readWhole } from '../../reading/paging.ts';
import { comesShort, searchOnce, searchOrDescribe } from '../../reading/search.ts';
import { foldUsername, pointersOf, toLive } from '../attributes.ts';
import { askedOf, identityDiffers, recall, rememberIdentity, wantsDescription, wouldShow } from '../identity.ts';
import { searchUnits, secondUnits, type Units } from '../phone.ts';
import { addProficiencies } from '../proficiencies/read.ts';
import { describeListed, describeUser, type Listed, listUsers, settleList, settleListAlone } from './list.ts';
import { readOne } from './read-one.ts';
import { keepSightings, reread, type Sighting } from './sightings.ts';

/**
 * Milliseconds for which SearchUsers may still give what was before a change. Documented as "typically less than a few
 * seconds, in some cases several minutes".
 */
const indexLag = 5 * 60_000;

export async function readUsers(reading: Reading): Promise<readonly LiveResource[]> {
  if (reading.only) return readOne(reading, reading.only);
  const listing = listUsers(reading);
  // Its failure reaches the caller that awaits it; if a search fails first, nobody does.
  listing.catch(() => {});
  const sightings =
    (await reread(reading, listing, describeUnclear)) ??
    (await searchOrDescribe(reading, 'SearchUsers', {
      search: () => readBySearch(reading, listing),
      describe: async (why) => {
        const listed = await settleListAlone(reading, await listing);
        return describeAll(reading, { listed, ids: [...listed.keys()] }, why);
      },
    }));
  const users = await addProficiencies(
    reading,
    sightings.map(({ live }) => live),
  );
  keepSightings(
    reading,
    sightings.map((sighting, index) => ({ ...sighting, live: users[index] ?? sighting.live })),
  );
  return users;
}

async function readBySearch(reading: Reading, listing: Promise<Listed>): Promise<readonly Sighting[]> {
  const [first, found] = await Promise.all([listing, searchUsers(reading)]);
  const listed = await settleList(reading, first, found.keys());
  const units = searchUnits(found.values());
  const names = await reading.names([...found.values()].flatMap(pointersOf));
  const sightings: Sighting[] = [];
  const unclear: string[] = [];
  for (const [id, { modified, username }] of listed) {
    const summary = found.get(id);
    const user = summary && toLive(summary, names, units);
    const settled = user && settle({ user, modified }, reading);
    // The search may be about another user by now, whose id it still names otherwise.
    if (settled && isNamed(username, summary.Username)) sightings.push(settled);
    else unclear.push(id);
  }
  const searched = reading.recollection ? await probe(reading, sightings, { found, units }) : sightings;
  return [...searched, ...(await describeUnclear(reading, listed, unclear))];
}

const searchUsers = (reading: Reading): Promise<ReadonlyMap<string, UserSearchSummary>> =>
  readWhole(async () => {
    const search = { call: 'SearchUsers', input: { MaxResults: 500 } } as const;
    const result = await searchOnce(reading, search, (page) => page.Users);
    if (result.found.size < result.total) throw comesShort(search.call, result);
    return result.found;
  });

/**
 * What a search tells of a user, where that is enough. It is not where an e-mail or mobile is managed and not
 * remembered, nor where the identity is to change, nor where a difference may only be the index lagging behind.
 */
function settle(
  { user, modified }: { readonly user: LiveResource; readonly modified: number },
  reading: Reading,
): Sighting | undefined {
  const wanted = wantsDescription(user, reading);
  const live = wanted ? recall(user, modified, reading) : user;
  if (!live || identityDiffers(live, reading)) return undefined;
  const recent = reading.now - modified < indexLag;
  return recent && reading.differs(withAsked(live, reading))
    ? undefined
    : { live, modified, described: wanted, sure: !recent };
}

/** The user with the proficiencies that are asked: whether these differ is not for a description to say. */
function withAsked(user: LiveResource, reading: Reading): LiveResource {
  const proficiencies = askedOf(reading, user)?.['proficiencies'];
  return proficiencies === undefined ? user : { ...user, attributes: { ...user.attributes, proficiencies } };
}

/** The few about which list and search do not tell enough. */
function describeUnclear(reading: Reading, listed: Listed, ids: readonly string[]): Promise<readonly Sighting[]> {
  const isRecent = (id: string): boolean => reading.now - (listed.get(id)?.modified ?? 0) < indexLag;
  return describeAll(reading, { listed, ids }, { changed: ids.filter(isRecent).length });
}

/** These users as DescribeUser gives them, without those who are gone. */
async function describeAll(
  reading: Reading,
  { listed, ids }: { readonly listed: Listed; readonly ids: readonly string[] },
  why: AheadReason,
): Promise<readonly Sighting[]> {
  if (ids.length === 0) return [];
  reading.announce('DescribeUser', ids.length, why);
  const users = await describeListed(reading, ids);
  const names = await reading.names(users.flatMap(pointersOf));
  return users.map((user) => {
    const live = toLive(user, names, secondUnits);
    const modified = listed.get(live.id)?.modified ?? 0;
    rememberIdentity(live, { listed: modified, described: user.LastModifiedTime?.getTime() ?? 0 }, reading);
    return { live, modified, described: true, sure: wouldShow(modified, reading.now) };
  });
}

/**
 * For a process that goes on from this read: whether the index has caught up with the latest change that it may lag
 * behind, which one description tells. If not, all who were changed lately are looked at again the next time.
 */
async function probe(
  reading: Reading,
  sightings: readonly Sighting[],
  { found, units }: { readonly found: ReadonlyMap<string, UserSearchSummary>; readonly units: Units },
): Promise<readonly Sighting[]> {
  const latest = sightings
    .filter(({ sure }) => !sure)
    .reduce<Sighting | undefined>((best, one) => (best && best.modified >= one.modified ? best : one), undefined);
  const summary = latest && found.get(latest.live.id);
  const user = latest && (await describeUser(reading, latest.live.id));
  if (!summary || !user) return sightings;
  const names = await reading.names([summary, user].flatMap(pointersOf));
  const caughtUp = asSearched(toLive(summary, names, units)) === asSearched(toLive(user, names, secondUnits));
  return caughtUp ? sightings.map((one) => ({ ...one, sure: true })) : sightings;
}

const isNamed = (listed: string | undefined, searched: string | undefined): boolean =>
  listed === undefined || foldUsername(listed) === foldUsername(searched ?? '');

/** What a search and a description both tell. */
function asSearched({ attributes: { email: _, secondaryEmail: __, mobile: ___, ...both } }: LiveResource): string {
  return canonicalJson(both as Attributes);
}
