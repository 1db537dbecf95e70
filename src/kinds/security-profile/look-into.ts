import type { Json } from '../../base/json.ts';
import type { OutputOf } from '../../connect/port.ts';
import { format } from '../../plan/model/address.ts';
import type { Change } from '../../plan/model/change.ts';
import type { LiveResource, LiveState } from '../../plan/model/state.ts';
import type { LookedInto, LookIntoContext } from '../kind.ts';
import { pages } from '../reading/paging.ts';
import { inParallel } from '../reading/parallel.ts';
import { readAdministration } from './administration.ts';
import type { CarriedProfile, ProfileAttributes } from './attributes.ts';
import { rewrites } from './operations.ts';

/** Of profiles that an update rewrites, what is in them besides permissions and restrictions, so that it is sent back. */
export async function lookInto(
  changes: readonly Change<ProfileAttributes>[],
  live: LiveState,
  looking: LookIntoContext,
): Promise<LookedInto> {
  const rewritten = changes.flatMap((change) => {
    const found = live.get(format(change.address));
    return rewrites(change) && found ? [found] : [];
  });
  const [whole, administration] = await Promise.all([
    inParallel(rewritten, (profile) => withLists(profile, looking)),
    readAdministration(live, looking),
  ]);
  return { live: whole, administration };
}

const lists = {
  Applications: 'ListSecurityProfileApplications',
  AllowedFlowModules: 'ListSecurityProfileFlowModules',
  AllowedAIAgents: 'ListSecurityProfileAIAgents',
} as const;
type ListCall = (typeof lists)[keyof typeof lists];
export const listCalls: readonly ListCall[] = Object.values(lists);

/** What else a profile allows, by its names in UpdateSecurityProfile; without lists that are empty. */
export async function readLists(
  id: string,
  { send, signal }: Pick<LookIntoContext, 'send' | 'signal'>,
): Promise<{ readonly [member: string]: readonly Json[] }> {
  const found = await Promise.all(
    Object.entries(lists).map(async ([member, call]): Promise<readonly [string, readonly Json[]]> => {
      const items: Json[] = [];
      const input = { SecurityProfileId: id, MaxResults: 100 };
      for await (const page of pages(send, call, input, { signal })) {
        items.push(...((page as OutputOf<ListCall> & { readonly [name: string]: readonly Json[] })[member] ?? []));
      }
      return [member, items];
    }),
  );
  return Object.fromEntries(found.filter(([, items]) => items.length > 0));
}

async function withLists(profile: LiveResource, looking: LookIntoContext): Promise<LiveResource> {
  const { others = {} } = profile.carried as CarriedProfile;
  return { ...profile, carried: { others: { ...others, ...(await readLists(profile.id, looking)) } } };
}
