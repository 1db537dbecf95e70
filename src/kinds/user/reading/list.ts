/** Who exists: ListUsers, 1,000 a call. It knows no more of anybody than when they were changed last. */
import type { User } from '@aws-sdk/client-connect';
import { failedAs, PartialRead } from '../../../base/errors.ts';
import type { Reading } from '../../kind.ts';
import { pages, readWhole } from '../../reading/paging.ts';
import { inParallel } from '../../reading/parallel.ts';

/** What the list says of a user. */
export interface ListedUser {
  /** When it was changed last: milliseconds since the Unix epoch, 0 where Connect does not say. */
  readonly modified: number;
  readonly username: string | undefined;
}

/** Who exists, by id. */
export type Listed = ReadonlyMap<string, ListedUser>;

export const listUsers = (reading: Reading): Promise<Listed> => readWhole(() => listOnce(reading));

async function listOnce({ send, signal }: Reading): Promise<Listed> {
  const listed = new Map<string, ListedUser>();
  for await (const page of pages(send, 'ListUsers', { MaxResults: 1000 }, { signal })) {
    for (const { Id, LastModifiedTime, Username } of page.UserSummaryList ?? []) {
      if (Id !== undefined) listed.set(Id, { modified: LastModifiedTime?.getTime() ?? 0, username: Username });
    }
  }
  return listed;
}

/**
 * The list, once it is known to hold every user that something else mentions (a search, an earlier read). Such a user
 * was made since it was read, which a second list shows; or is gone. If neither, the list was cut short.
 */
export async function settleList(reading: Reading, listed: Listed, spokenOf: Iterable<string>): Promise<Listed> {
  const known = [...spokenOf];
  const missingFrom = (list: Listed): readonly string[] => known.filter((id) => !list.has(id));
  if (missingFrom(listed).length === 0) return listed;
  return readWhole(async () => {
    const again = await listOnce(reading);
    await inParallel(missingFrom(again), async (id) => {
      const user = await describeUser(reading, id);
      if (!user) return;
      throw new PartialRead(`ListUsers leaves out users that exist, such as ${user.Username ?? id}.`);
    });
    return again;
  });
}

/** With nothing else to compare it with, a list is believed once two in a row have the same users. */
export function settleListAlone(reading: Reading, listed: Listed): Promise<Listed> {
  let before = listed;
  return readWhole(async () => {
    const again = await listOnce(reading);
    const same = again.size === before.size && [...again.keys()].every((id) => before.has(id));
    const sizes = `${before.size} and ${again.size}`;
    before = again;
    if (!same) throw new PartialRead(`ListUsers, read twice, has other users the second time (${sizes}).`);
    return again;
  });
}

/**
 * Milliseconds between questions for a user who is listed but unknown to DescribeUser: it is documented to answer
 * ResourceNotFoundException right after CreateUser. Ten seconds in all.
 */
const waitsForNew = [500, 1500, 3000, 5000];

/**
 * These users, who are listed, without those who are gone: unknown to DescribeUser for some seconds, and the list not
 * any more. Throws a `PartialRead` where the list still has one, who is then neither missing nor new.
 */
export async function describeListed(reading: Reading, ids: readonly string[]): Promise<readonly User[]> {
  const users = new Map<string, User>();
  const ask = async (unknown: readonly string[]): Promise<readonly string[]> => {
    for (const user of await inParallel(unknown, (id) => describeUser(reading, id))) {
      if (user?.Id !== undefined) users.set(user.Id, user);
    }
    return unknown.filter((id) => !users.has(id));
  };
  let unknown = await ask(ids);
  for (const wait of waitsForNew) {
    if (unknown.length === 0) break;
    await reading.wait(wait);
    unknown = await ask(unknown);
  }
  if (unknown.length > 0) {
    const again = await listUsers(reading);
    const [id] = unknown.filter((one) => again.has(one));
    if (id !== undefined) {
      throw new PartialRead(
        `ListUsers has ${again.get(id)?.username ?? id}, and DescribeUser does not know of this user, asked for 10 seconds; try again.`,
      );
    }
  }
  return ids.flatMap((id) => users.get(id) ?? []);
}

export async function describeUser(
  { send, signal }: Pick<Reading, 'send' | 'signal'>,
  UserId: string,
): Promise<User | undefined> {
  try {
    return (await send('DescribeUser', { UserId }, { signal })).User;
  } catch (error) {
    if (failedAs(error, 'not-found')) return undefined;
    throw error;
  }
}
