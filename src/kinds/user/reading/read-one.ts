/** One user, for somebody who wants to see it: what no bulk read tells as well, in a few calls. */
import type { User } from '@aws-sdk/client-connect';
import { failedAs } from '../../../base/errors.ts';
import type { Address } from '../../../plan/model/address.ts';
import type { LiveResource } from '../../../plan/model/state.ts';
import type { Reading } from '../../kind.ts';
import { searchOnce } from '../../reading/search.ts';
import { foldUsername, pointersOf, toLive } from '../attributes.ts';
import { secondUnits } from '../phone.ts';
import type { Proficiencies } from '../proficiencies/proficiencies.ts';
import { list as listProficiencies } from '../proficiencies/read.ts';
import { describeListed, describeUser, listUsers } from './list.ts';

/**
 * The user alone; where there is none of this name, everybody by name. A search for the name is one call however many there
 * are; since its index lags behind, a user that it does not know is looked for in the list.
 */
export async function readOne(reading: Reading, wanted: Address): Promise<readonly LiveResource[]> {
  const searched = await searchByName(reading, wanted.key);
  const found = searched === undefined ? undefined : await describeUser(reading, searched);
  if (found && isNamed(wanted, found.Username)) return [await whole(reading, found)];
  const listed = await listUsers(reading);
  const id = [...listed].find(([, { username }]) => isNamed(wanted, username))?.[0];
  const [user] = id === undefined ? [] : await describeListed(reading, [id]);
  if (user) return [await whole(reading, user)];
  return [...listed].flatMap(([one, { username }]): LiveResource[] =>
    // One of this very name was deleted since the list was read.
    username === undefined || isNamed(wanted, username)
      ? []
      : [{ address: { ...wanted, key: username }, id: one, arn: '', attributes: {}, carried: {} }],
  );
}

const isNamed = ({ key }: Address, username: string | undefined): boolean =>
  username !== undefined && foldUsername(username) === foldUsername(key);

/** The id of the user of this name, as far as the index knows one; nothing where it may not be searched. */
async function searchByName(reading: Reading, username: string): Promise<string | undefined> {
  if (reading.method === 'describe') return undefined;
  const StringCondition = { FieldName: 'Username', Value: username, ComparisonType: 'EXACT' } as const;
  const input = { MaxResults: 10, SearchCriteria: { StringCondition } };
  try {
    const { found } = await searchOnce(reading, { call: 'SearchUsers', input }, ({ Users }) => Users);
    return [...found.keys()][0];
  } catch (error) {
    if (failedAs(error, 'denied') || failedAs(error, 'refused')) return undefined;
    throw error;
  }
}

async function whole(reading: Reading, user: User): Promise<LiveResource> {
  const [names, proficiencies] = await Promise.all([
    reading.names(pointersOf(user)),
    proficienciesOf(reading, user.Id ?? ''),
  ]);
  const live = toLive(user, names, secondUnits);
  return Object.keys(proficiencies).length === 0
    ? live
    : { ...live, attributes: { ...live.attributes, proficiencies } };
}

async function proficienciesOf(reading: Reading, id: string): Promise<Proficiencies> {
  try {
    return await listProficiencies(reading, id);
  } catch (error) {
    if (!failedAs(error, 'denied')) throw error;
    reading.warn('proficiencies-denied', 'ListUserProficiencies is denied, so proficiencies are not shown.');
    return {};
  }
}
