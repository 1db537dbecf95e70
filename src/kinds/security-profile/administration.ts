/**
 * Who can let others in again, where `policy.keepAtLeast` guards nobody because this instance has no security profile of
 * that name: one whose administrators' profile is not called Admin. Permissions are read only where somebody loses a
 * profile, and no further than to the first user who certainly keeps one that administers.
 */
import { failedAs } from '../../base/errors.ts';
import { format } from '../../plan/model/address.ts';
import { merge } from '../../plan/model/merge.ts';
import type { LiveResource, LiveState } from '../../plan/model/state.ts';
import type { Administration } from '../../plan/safety/guard.ts';
import type { LookIntoContext } from '../kind.ts';
import { kind, type ProfileAttributes } from './attributes.ts';
import { administers } from './permissions.ts';
import { readPermissions } from './read.ts';

/** `undefined` where the plan takes no profile that administers from anybody, or where the policy guards one. */
export async function readAdministration(
  live: LiveState,
  looking: LookIntoContext,
): Promise<Administration | undefined> {
  const { keepAtLeast, changes } = looking;
  const guarded = [...keepAtLeast.keys()];
  if (guarded.length === 0 || guarded.some((name) => live.has(`${kind}/${name}`))) return undefined;
  const permissions = makePermissions(live, looking);
  const holders = holdersOf(live, looking);
  const lost = new Set(holders.flatMap(({ before, after }) => before.filter((name) => !after.includes(name))));
  const weaker = changes.filter(({ address }) => address.kind === kind).map(({ address }) => address.key);
  const profiles: string[] = [];
  for (const name of new Set([...lost, ...weaker])) {
    const stays = lost.has(name) ? false : administers(await permissions.after(name));
    if (!stays && administers(await permissions.before(name))) profiles.push(name);
  }
  const losing = holders.filter(({ before, after }) =>
    profiles.some((name) => before.includes(name) && (weaker.includes(name) || !after.includes(name))),
  );
  if (losing.length === 0) return undefined;
  const kept = await findAdministrator(holders, permissions, { live, looking });
  return { guarded, profiles, losing: losing.map(({ address }) => address), ...(kept && { kept: kept.address }) };
}

interface ProfileHolder extends Pick<LiveResource, 'address'> {
  /** Absent of one that the plan creates. */
  readonly id?: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function holdersOf(live: LiveState, { changes, holds }: LookIntoContext): readonly ProfileHolder[] {
  const changed = new Map(changes.map((change) => [format(change.address), change]));
  const there = [...live.values()].map(({ address, id, attributes }): ProfileHolder => {
    const change = changed.get(format(address));
    const before = holds(address.kind, attributes);
    if (change?.action === 'delete') return { address, id, before, after: [] };
    return { address, id, before, after: change ? holds(address.kind, merge(attributes, change.after)) : before };
  });
  const created = changes.flatMap((change): readonly ProfileHolder[] =>
    change.action === 'create'
      ? [{ address: change.address, before: [], after: holds(change.address.kind, change.after) }]
      : [],
  );
  return [...there, ...created].filter(({ before, after }) => before.length + after.length > 0);
}

interface Permissions {
  before(profile: string): Promise<readonly string[]>;
  after(profile: string): Promise<readonly string[]>;
}

/** Those of a profile before and after the plan, each read once and only where nobody has read them yet. */
function makePermissions(live: LiveState, looking: LookIntoContext): Permissions {
  const read = new Map<string, Promise<readonly string[]>>();
  const before = (name: string): Promise<readonly string[]> => {
    const found = live.get(`${kind}/${name}`);
    const known = (found?.attributes as ProfileAttributes | undefined)?.permissions;
    const permissions =
      read.get(name) ?? (found && !known ? readPermissions(found, looking) : Promise.resolve(known ?? []));
    read.set(name, permissions);
    return permissions;
  };
  const asked = new Map(
    looking.changes.flatMap((change) =>
      change.address.kind === kind && change.action !== 'delete'
        ? [[change.address.key, (change.after as ProfileAttributes).permissions] as const]
        : [],
    ),
  );
  return { before, after: async (name) => asked.get(name) ?? before(name) };
}

/** Somebody who administers after the plan. A search lags behind, so who is said to keep a profile is asked once more. */
async function findAdministrator(
  holders: readonly ProfileHolder[],
  permissions: Permissions,
  { live, looking }: { readonly live: LiveState; readonly looking: LookIntoContext },
): Promise<ProfileHolder | undefined> {
  const idOf = (name: string): string | undefined => live.get(`${kind}/${name}`)?.id;
  for (const holder of holders) {
    for (const name of holder.after) {
      if (!administers(await permissions.after(name))) continue;
      if (!holder.before.includes(name) || (await hasNow(holder, idOf(name), looking))) return holder;
    }
  }
  return undefined;
}

async function hasNow(
  { id }: ProfileHolder,
  profileId: string | undefined,
  { send, signal }: LookIntoContext,
): Promise<boolean> {
  try {
    const { User } = await send('DescribeUser', { UserId: id }, { signal });
    return User?.SecurityProfileIds?.some((one) => one === profileId) ?? false;
  } catch (error) {
    if (failedAs(error, 'not-found')) return false;
    throw error;
  }
}
