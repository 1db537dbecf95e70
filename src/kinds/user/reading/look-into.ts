/** What is read only when users are to be deleted, or somebody's security profiles changed. */
import { CallError } from '../../../base/errors.ts';
import type { Address } from '../../../plan/model/address.ts';
import type { Change } from '../../../plan/model/change.ts';
import type { Attributes, LiveResource, LiveState } from '../../../plan/model/state.ts';
import type { LookedInto, LookIntoContext } from '../../kind.ts';
import { readAdministration } from '../../security-profile/administration.ts';
import { foldUsername } from '../attributes.ts';
import { describeUser } from './list.ts';
import { addQuickConnects } from './quick-connects.ts';

export async function lookInto(
  changes: readonly Change[],
  live: LiveState,
  looking: LookIntoContext,
): Promise<LookedInto> {
  const deleted = changes.flatMap((change) => {
    const found = live.get(`user/${foldUsername(change.address.key)}`);
    return change.action === 'delete' && found ? [found] : [];
  });
  const lockingOut = changes.some(mayLockOut);
  // Where profiles change as well, their kind has looked already.
  const looked = looking.changes.some(({ address }) => address.kind === 'securityProfile');
  const [withQuickConnects, noHolders, self, administration] = await Promise.all([
    deleted.length > 0 ? addQuickConnects(deleted, looking) : [],
    lockingOut ? findNoHolders(changes, live, looking) : [],
    lockingOut ? whoAmI(live, looking) : undefined,
    lockingOut && !looked ? readAdministration(live, looking) : undefined,
  ]);
  return { live: [...withQuickConnects, ...noHolders], self, administration };
}

const mayLockOut = (change: Change): boolean =>
  change.action === 'delete' || (change.action === 'update' && Object.hasOwn(change.after, 'securityProfiles'));

/**
 * Users listed as holders of a guarded profile who no longer are, where somebody is about to lose it. SearchUsers lags
 * behind writes, and who was demoted a minute ago must not count as the one who keeps it; so as many of those who stay
 * are described as the policy wants to be left.
 */
async function findNoHolders(
  changes: readonly Change[],
  live: LiveState,
  looking: LookIntoContext,
): Promise<readonly LiveResource[]> {
  const changed = new Map(changes.map((change) => [`user/${foldUsername(change.address.key)}`, change]));
  const mistaken = new Map<string, LiveResource>();
  for (const [profile, least] of looking.keepAtLeast) {
    const id = live.get(`securityProfile/${profile}`)?.id;
    const holders = [...live].filter(([, { attributes }]) => holds(attributes, profile));
    const staying = holders.filter(([key]) => !mayLoseProfile(changed.get(key), profile));
    if (staying.length === holders.length) continue;
    let confirmed = 0;
    for (const [key, user] of staying) {
      if (confirmed >= least) break;
      const now = await describeUser(looking, user.id);
      if (now?.SecurityProfileIds?.some((one) => one === id)) confirmed += 1;
      else mistaken.set(key, without(mistaken.get(key) ?? user, profile));
    }
  }
  return [...mistaken.values()];
}

const holds = ({ securityProfiles }: Attributes, profile: string): boolean =>
  Array.isArray(securityProfiles) && securityProfiles.includes(profile);

const mayLoseProfile = (change: Change | undefined, profile: string): boolean =>
  change?.action === 'delete' ||
  (change?.action === 'update' && Object.hasOwn(change.after, 'securityProfiles') && !holds(change.after, profile));

function without(user: LiveResource, profile: string): LiveResource {
  const { securityProfiles } = user.attributes;
  const left = Array.isArray(securityProfiles) ? securityProfiles.filter((name) => name !== profile) : [];
  return { ...user, attributes: { ...user.attributes, securityProfiles: left } };
}

/**
 * The user that our credentials are in Connect. Of a SAML instance that is the user whose name is the session name of the
 * caller's role, if GetFederationToken answers it; its token is thrown away. A caller who may not call it is told so with the
 * caller's ARN, which has the session name as well. Other instances, and other failures, reveal nothing.
 */
async function whoAmI(
  live: LiveState,
  { send, identityManagement, signal }: LookIntoContext,
): Promise<Address | undefined> {
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
