/** What is read only when users are to be deleted, or somebody's security profiles changed. */
import type { QuickConnect } from '@aws-sdk/client-connect';
import { CallError, failedAs } from '../../errors.ts';
import type { Address } from '../../plan/address.ts';
import type { Change } from '../../plan/change.ts';
import type { LiveResource, LiveState } from '../../plan/state.ts';
import type { Looking } from '../kind.ts';
import { pages, readWhole } from '../paging.ts';
import { inParallel } from '../parallel.ts';
import { comesShort, searchOnce, searchOrDescribe } from '../search.ts';
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

async function addQuickConnects(deleted: readonly LiveResource[], looking: Looking): Promise<readonly LiveResource[]> {
  const found = await searchOrDescribe(looking, 'SearchQuickConnects', {
    search: () => readWhole(() => searchQuickConnects(looking)),
    describe: () => describeQuickConnects(looking),
  });
  const byUser = new Map<string, string[]>();
  for (const { QuickConnectId: id, QuickConnectConfig: config } of found) {
    // One of type USER points at one user and nothing else (AWS's documentation of QuickConnectConfig).
    const user = config?.QuickConnectType === 'USER' ? config.UserConfig?.UserId : undefined;
    if (user !== undefined && id !== undefined) byUser.set(user, [...(byUser.get(user) ?? []), id]);
  }
  return deleted.flatMap((user) => {
    const quickConnects = byUser.get(user.id);
    return quickConnects ? [{ ...user, carried: { ...user.carried, quickConnects: quickConnects.sort() } }] : [];
  });
}

async function searchQuickConnects(looking: Looking): Promise<readonly QuickConnect[]> {
  const search = { call: 'SearchQuickConnects', input: { MaxResults: 100 } } as const;
  const result = await searchOnce(looking, search, ({ QuickConnects }) =>
    QuickConnects?.map((one) => ({ ...one, Id: one.QuickConnectId })),
  );
  if (result.found.size < result.total) throw comesShort(search.call, result);
  return [...result.found.values()];
}

async function describeQuickConnects({ send, signal }: Looking): Promise<readonly QuickConnect[]> {
  const listed = await readWhole(async () => {
    const ids = new Set<string>();
    for await (const page of pages(
      send,
      'ListQuickConnects',
      { QuickConnectTypes: ['USER'], MaxResults: 1000 },
      { signal },
    )) {
      for (const { Id } of page.QuickConnectSummaryList ?? []) if (Id !== undefined) ids.add(Id);
    }
    return [...ids];
  });
  const described = await inParallel(listed, async (QuickConnectId) => {
    try {
      return (await send('DescribeQuickConnect', { QuickConnectId }, { signal })).QuickConnect;
    } catch (error) {
      if (failedAs(error, 'not-found')) return undefined;
      throw error;
    }
  });
  return described.filter((one) => one !== undefined);
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
