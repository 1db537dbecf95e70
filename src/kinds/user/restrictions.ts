import type { Diagnostic } from '../../base/diagnostic.ts';
import { format } from '../../plan/model/address.ts';
import { locate } from '../../plan/model/origin.ts';
import type { DesiredResource } from '../../plan/model/state.ts';
import type { Transition } from '../kind.ts';
import { restricts } from '../security-profile/attributes.ts';
import type { UserAttributes } from './attributes.ts';

/**
 * "Users can be assigned a maximum of two security profiles that enforce granular access control", and those "act as a
 * union" (administrator guide, "Apply hierarchy-based access control", Configuration limitations).
 */
const maxRestricted = 2;

/** More restricted profiles than Connect takes of one user; together they also restrict less than each of them. */
export function checkRestrictions(
  { address, attributes, origins }: DesiredResource<UserAttributes>,
  planned: Transition['planned'],
): readonly Diagnostic[] {
  const { securityProfiles = [] } = attributes;
  // Nearly everybody has one or two, so that nothing needs to be known of these.
  if (securityProfiles.length <= maxRestricted) return [];
  const restricted = securityProfiles.filter((key) => restricts(planned({ kind: 'securityProfile', key })));
  if (restricted.length <= maxRestricted) return [];
  const names = restricted.map((name) => JSON.stringify(name)).join(', ');
  const message = `${address.key} has ${restricted.length} security profiles that restrict by tags or hierarchy (${names}); Amazon Connect documents at most ${maxRestricted} for a user, and what any of them allows is allowed.`;
  const source = locate(origins, ['securityProfiles']);
  return [{ severity: 'warning', code: 'restricted-profiles', message, source, address: format(address) }];
}
