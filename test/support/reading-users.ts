/** Users as the calls of Amazon Connect tell of them, and a read of all of them. */
import type { User, UserSearchSummary } from '@aws-sdk/client-connect';
import type { Reading } from '../../src/kinds/kind.ts';
import { readUsers } from '../../src/kinds/user/reading/read.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { onlyWith, reading } from './reading.ts';
import { type Answer, type Answers, failed, script } from './script.ts';
import { describedUser, desiredUsers } from './users.ts';

export const now = Date.UTC(2026, 0, 1, 12);
export const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000);
export const longAgo = minutesAgo(1_000);

export const listed = (...users: readonly (string | readonly [string, Date])[]) => ({
  UserSummaryList: users.map((user) => {
    const [Username, LastModifiedTime] = typeof user === 'string' ? [user, longAgo] : user;
    return { Id: `id-${Username}`, Username, LastModifiedTime };
  }),
});
/** As SearchUsers gives users: without e-mail and the like. */
export const searched = (...users: readonly (string | UserSearchSummary)[]) => ({
  Users: users.map((user) => (typeof user === 'string' ? (describedUser(user) as UserSearchSummary) : user)),
  ApproximateTotalCount: users.length,
});

/** Everybody answers a description with their name and an e-mail, but those who are gone. */
export const describing =
  (gone: readonly string[] = [], more: Partial<User> = {}): Answer<'DescribeUser'> =>
  ({ UserId }) => {
    const name = (UserId ?? '').replace('id-', '');
    const IdentityInfo = { FirstName: 'First', LastName: name, Email: `${name}@example.com` };
    return gone.includes(name) ? failed('not-found') : { User: describedUser(name, { IdentityInfo, ...more }) };
  };

type Given =
  | 'identityManagement'
  | 'announce'
  | 'method'
  | 'cache'
  | 'recollection'
  | 'warn'
  | 'now'
  | 'names'
  | 'desired';
export interface Options extends Partial<Pick<Reading, Given>> {
  readonly asked?: { readonly [username: string]: Attributes };
}
/** Reads all users with these answers, and says by which calls. */
export async function readAll(answers: Answers, { asked = {}, ...more }: Options = {}) {
  const { send, calls, inputsOf } = script({ DescribeUser: describing(), ...answers });
  const { signal } = new AbortController();
  const given = { desired: desiredUsers(asked), now, signal, ...more };
  const live = await readUsers(reading(onlyWith(signal, send), given));
  return {
    live,
    names: live.map(({ address }) => address.key).sort(),
    calls: calls(),
    described: inputsOf('DescribeUser'),
  };
}
