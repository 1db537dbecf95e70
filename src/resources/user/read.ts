/**
 * Reading users in bulk. SearchUsers gives almost everything, 500 a call, but from an index that lags behind writes;
 * ListUsers says who exists, 1,000 a call. Where the two disagree about a user, DescribeUser settles it: one call each,
 * so it is kept for those few, and for the users of whom something is asked that only it can answer.
 */
import type { User, UserSearchSummary } from '@aws-sdk/client-connect';
import { failedAs, PartialRead } from '../../errors.ts';
import type { LiveResource } from '../../plan/state.ts';
import type { Reading } from '../kind.ts';
import { pages } from '../paging.ts';
import { inParallel } from '../parallel.ts';
import { searchAll } from '../search-all.ts';
import { foldUsername, toLive } from './attributes.ts';
import { searchUnits, seconds } from './phone.ts';

/**
 * Milliseconds for which SearchUsers may still give what was before a change. Documented as "typically less than a few
 * seconds, in some cases several minutes".
 */
const indexLag = 5 * 60_000;

/** Identity that SearchUsers leaves out. */
const describedOnly = ['email', 'secondaryEmail', 'mobile'];

export async function readUsers(reading: Reading): Promise<readonly LiveResource[]> {
  const { send, names, signal } = reading;
  const firstList = await listUsers(reading);
  const found = await searchAll(send, 'SearchUsers', { MaxResults: 500 }, (page) => page.Users, signal);
  const listed = await agree(reading, firstList, found);
  const units = searchUnits(found.values());

  const live: LiveResource[] = [];
  const unclear: string[] = [];
  for (const [id, modified] of listed) {
    const summary = found.get(id);
    const user = summary && toLive(summary, names, units);
    if (user && !mustDescribe(user, modified, reading)) live.push(user);
    else unclear.push(id);
  }
  if (unclear.length > 0) reading.announce('DescribeUser', unclear.length);
  const described = await inParallel(unclear, (id) => describeUser(reading, id));
  for (const user of described) if (user) live.push(toLive(user, names, seconds));
  return live;
}

/** When each user that exists was changed last, by id: milliseconds since the Unix epoch. */
type Listed = ReadonlyMap<string, number>;

async function listUsers({ send, signal }: Reading): Promise<Listed> {
  const listed = new Map<string, number>();
  for await (const page of pages(send, 'ListUsers', { MaxResults: 1000 }, { signal })) {
    for (const { Id, LastModifiedTime } of page.UserSummaryList ?? []) {
      if (Id !== undefined) listed.set(Id, LastModifiedTime?.getTime() ?? 0);
    }
  }
  return listed;
}

/**
 * A user that was found and not listed was made since, which a second list shows; or was deleted, and the index lags.
 * If it is neither, the list was cut short.
 */
async function agree(reading: Reading, listed: Listed, found: ReadonlyMap<string, UserSearchSummary>): Promise<Listed> {
  const missingFrom = (list: Listed): string[] => [...found.keys()].filter((id) => !list.has(id));
  if (missingFrom(listed).length === 0) return listed;
  const again = await listUsers(reading);
  for (const id of missingFrom(again)) {
    const user = await describeUser(reading, id);
    if (user) {
      throw new PartialRead(
        `ListUsers leaves out users that exist, such as ${user.Username ?? id}. Nothing is planned from half a list; try again.`,
      );
    }
  }
  return again;
}

async function describeUser({ send, signal }: Reading, UserId: string): Promise<User | undefined> {
  try {
    return (await send('DescribeUser', { UserId }, { signal })).User;
  } catch (error) {
    if (failedAs(error, 'not-found')) return undefined;
    throw error;
  }
}

/**
 * Whether SearchUsers is not enough for this user. It is not where an e-mail or mobile is managed; nor where a name is
 * to change, because UpdateUserIdentityInfo has to send back what it shall not clear; nor where a difference may only be
 * the index lagging behind a change made just now. An export wants every e-mail, which only CONNECT_MANAGED instances
 * keep.
 */
function mustDescribe(user: LiveResource, modified: number, reading: Reading): boolean {
  const { desired, identityManagement, now } = reading;
  if (!desired) return identityManagement === 'CONNECT_MANAGED';
  const wanted = desired.get(`user/${foldUsername(user.address.key)}`)?.attributes;
  if (!wanted) return false;
  if (describedOnly.some((name) => Object.hasOwn(wanted, name))) return true;
  if (['firstName', 'lastName'].some((name) => Object.hasOwn(wanted, name) && wanted[name] !== user.attributes[name])) {
    return true;
  }
  return now - modified < indexLag && reading.differs(user);
}
