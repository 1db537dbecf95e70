import { failedAs } from '../../../base/errors.ts';
import type { InputOf, OutputOf, Send } from '../../../connect/port.ts';
import { pages } from '../../reading/paging.ts';
import { foldUsername } from '../attributes.ts';

/**
 * CreateUser has no token that would make a repetition harmless. So when its answer was lost and the repetition says
 * that the name is taken, the user of that name is looked at: it is ours if it is as it was asked for, our mark included.
 */
export async function settleCreate(
  input: InputOf<'CreateUser'>,
  send: Send,
): Promise<OutputOf<'CreateUser'> | undefined> {
  const username = foldUsername(input.Username ?? '');
  for await (const page of pages(send, 'ListUsers', { MaxResults: 1000 })) {
    const listed = page.UserSummaryList?.find((user) => foldUsername(user.Username ?? '') === username);
    if (listed?.Id === undefined) continue;
    const user = await describe(listed.Id, send);
    const same =
      user === undefined ||
      (user.RoutingProfileId === input.RoutingProfileId &&
        sameIds(user.SecurityProfileIds, input.SecurityProfileIds) &&
        user.HierarchyGroupId === input.HierarchyGroupId &&
        includes(user.Tags, input.Tags ?? {}) &&
        includes(user.IdentityInfo, nameIn(input)));
    return same ? { UserId: listed.Id, UserArn: listed.Arn } : undefined;
  }
  return undefined;
}

/** An account of a directory that is named by its id has the names that it has there. */
const nameIn = ({ DirectoryUserId, IdentityInfo: { FirstName, LastName } = {} }: InputOf<'CreateUser'>): object =>
  DirectoryUserId === undefined ? { FirstName, LastName } : {};

/** A user just created may not be described yet (AWS's documentation of DescribeUser); the list has it all the same. */
async function describe(UserId: string, send: Send): Promise<OutputOf<'DescribeUser'>['User']> {
  try {
    return (await send('DescribeUser', { UserId })).User;
  } catch (error) {
    if (failedAs(error, 'not-found')) return undefined;
    throw error;
  }
}

/** Whether `asked` is in `has`, member by member; what is not asked is. */
export function includes(has: unknown, asked: unknown): boolean {
  if (typeof asked !== 'object' || asked === null) return has === asked;
  if (typeof has !== 'object' || has === null) return Object.values(asked).every((value) => value === undefined);
  return Object.entries(asked).every(
    ([name, value]) => value === undefined || includes((has as Record<string, unknown>)[name], value),
  );
}

export const sameIds = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  [...a].sort().join() === [...b].sort().join();
