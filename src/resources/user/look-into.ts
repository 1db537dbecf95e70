/** What is read only when users are to be deleted, or somebody's security profiles changed. */
import { CallError } from '../../errors.ts';
import type { Address } from '../../plan/address.ts';
import type { Change } from '../../plan/change.ts';
import type { LiveResource, LiveState } from '../../plan/state.ts';
import type { Looking } from '../kind.ts';
import { searchAll } from '../search-all.ts';
import { foldUsername } from './attributes.ts';

export async function lookInto(
  changes: readonly Change[],
  live: LiveState,
  looking: Looking,
): Promise<{ readonly live: readonly LiveResource[]; readonly self?: Address | undefined }> {
  const deleted = changes.flatMap((change) => {
    const found = live.get(`user/${foldUsername(change.address.key)}`);
    return change.action === 'delete' && found ? [found] : [];
  });
  const [withQuickConnects, self] = await Promise.all([
    deleted.length > 0 ? addQuickConnects(deleted, looking) : [],
    changes.some(mayLockOut) ? whoAmI(live, looking) : undefined,
  ]);
  return { live: withQuickConnects, self };
}

const mayLockOut = (change: Change): boolean =>
  change.action === 'delete' || (change.action === 'update' && Object.hasOwn(change.after, 'securityProfiles'));

/** A quick connect of type USER points at one user and nothing else (AWS's documentation of QuickConnectConfig). */
async function addQuickConnects(
  deleted: readonly LiveResource[],
  { send, signal }: Looking,
): Promise<readonly LiveResource[]> {
  const found = await searchAll(
    send,
    'SearchQuickConnects',
    { MaxResults: 100 },
    (page) => page.QuickConnects?.map((quickConnect) => ({ ...quickConnect, Id: quickConnect.QuickConnectId })),
    signal,
  );
  const byUser = new Map<string, string[]>();
  for (const [id, { QuickConnectConfig: config }] of found) {
    const user = config?.QuickConnectType === 'USER' ? config.UserConfig?.UserId : undefined;
    if (user !== undefined) byUser.set(user, [...(byUser.get(user) ?? []), id]);
  }
  return deleted.flatMap((user) => {
    const quickConnects = byUser.get(user.id);
    return quickConnects ? [{ ...user, carried: { ...user.carried, quickConnects: quickConnects.sort() } }] : [];
  });
}

/**
 * The user that our credentials are in Connect. Of a SAML instance that is the user whose name is the session name of the
 * caller's role, for whom GetFederationToken answers; its token is thrown away. Who may not call it is told so with the
 * caller's ARN, which has the session name as well. Other instances, and other failures, reveal nothing.
 */
async function whoAmI(live: LiveState, { send, identityManagement, signal }: Looking): Promise<Address | undefined> {
  if (identityManagement !== 'SAML') return undefined;
  try {
    const { UserId } = await send('GetFederationToken', {}, { signal });
    const id = UserId?.replace(/^.*\//, '');
    return [...live.values()].find((found) => found.address.kind === 'user' && found.id === id)?.address;
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const session = error.facts.failure === 'denied' ? sessionName.exec(error.message)?.[1] : undefined;
    return session === undefined ? undefined : live.get(`user/${foldUsername(session)}`)?.address;
  }
}

/** In `arn:aws:sts::111122223333:assumed-role/Role/session` (AWS STS, AssumedRoleUser; RoleSessionName: `[\w+=,.@-]*`). */
const sessionName = /:assumed-role\/[^\s/]+\/([\w+=,.@-]{2,64})/;
