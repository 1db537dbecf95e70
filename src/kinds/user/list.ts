/** Who exists: ListUsers, 1,000 a call. It knows no more of anybody than when they were changed last. */
import type { User } from '@aws-sdk/client-connect';
import { failedAs, PartialRead } from '../../base/errors.ts';
import type { Reading } from '../kind.ts';
import { pages, readWhole } from '../reading/paging.ts';
import { inParallel } from '../reading/parallel.ts';

/** When each user that exists was changed last, by id: milliseconds since the Unix epoch, 0 where Connect does not say. */
export type Listed = ReadonlyMap<string, number>;

export const listUsers = (reading: Reading): Promise<Listed> => readWhole(() => listOnce(reading));

async function listOnce({ send, signal }: Reading): Promise<Listed> {
  const listed = new Map<string, number>();
  for await (const page of pages(send, 'ListUsers', { MaxResults: 1000 }, { signal })) {
    for (const { Id, LastModifiedTime } of page.UserSummaryList ?? []) {
      if (Id !== undefined) listed.set(Id, LastModifiedTime?.getTime() ?? 0);
    }
  }
  return listed;
}

/**
 * The list, once it is known to leave nobody out whom something else speaks of (a search, an earlier read). Such a user
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

/** Without anything else to hold it against, a list is believed once two in a row have the same users. */
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
