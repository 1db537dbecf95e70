import type { LookAgain } from '../kind.ts';
import { type CarriedProfile, type ProfileAttributes, toLive } from './attributes.ts';
import { findProfile } from './read.ts';

/**
 * DescribeSecurityProfile tells all that an update sends back but the permissions and the lists of what else is allowed,
 * which stay as they were read for the plan.
 */
export const lookAgain: LookAgain<ProfileAttributes, CarriedProfile> = {
  call: 'DescribeSecurityProfile',
  async read({ id, attributes: { permissions = [] }, carried: { others = {} } }, looking) {
    const found = await findProfile(id, looking);
    if (!found) return undefined;
    const now = toLive(found, permissions, looking.names);
    return { ...now, carried: { others: { ...others, ...now.carried.others } } };
  },
};
