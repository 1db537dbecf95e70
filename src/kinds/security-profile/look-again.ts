import { failedAs } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import type { LookAgain } from '../kind.ts';
import { type CarriedProfile, type LiveProfile, type ProfileAttributes, toLive } from './attributes.ts';
import { listCalls, readLists } from './look-into.ts';
import { rewrites } from './operations.ts';
import { findProfile, listPermissions, withoutLostGroup } from './read.ts';

/** UpdateSecurityProfile sends a whole profile, so all that there is of one is read before; for other calls its tags do. */
export const lookAgain: LookAgain<ProfileAttributes, CarriedProfile> = {
  calls: (change) => [
    'DescribeSecurityProfile',
    ...(rewrites(change) ? ['ListSecurityProfilePermissions' as const, ...listCalls] : []),
  ],
  async read(planned, looking) {
    try {
      const profile = await findProfile(planned.id, looking);
      if (!profile) return undefined;
      const found = await withoutLostGroup(profile, looking.names, looking);
      if (!rewrites(looking.change)) return toLive(found, planned.attributes.permissions ?? [], looking.names);
      const [permissions, lists] = await Promise.all([
        listPermissions(planned.id, looking),
        readLists(planned.id, looking),
      ]);
      const { carried, ...now } = withGroupById(toLive(found, permissions, looking.names), found);
      return { ...now, carried: { others: { ...carried.others, ...lists } } };
    } catch (error) {
      // Deleted between one call and the next.
      if (failedAs(error, 'not-found')) return undefined;
      throw error;
    }
  },
};

/** The group that a profile is restricted to is sent back by its id: somebody may have made it since the plan. */
function withGroupById(
  profile: LiveProfile,
  { AllowedAccessControlHierarchyGroupId }: { readonly AllowedAccessControlHierarchyGroupId?: string | undefined },
): LiveProfile {
  const { allowedAccessControlHierarchyGroup: _, ...attributes } = profile.attributes;
  const others = { ...profile.carried.others, ...present({ AllowedAccessControlHierarchyGroupId }) };
  return { ...profile, attributes, carried: { others } };
}
