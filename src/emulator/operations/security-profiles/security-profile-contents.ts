import type { Call, Operations } from '../../rules/call.ts';
import { find } from '../../rules/references.ts';
import { findInstance } from '../../state/account.ts';
import type { SecurityProfile } from '../../state/records/resources.ts';

/** The lists that a security profile consists of, each with its call. */
export const securityProfileContents = {
  ListSecurityProfilePermissions(call, input) {
    const { items, ...rest } = list(call, input, ({ permissions }) => permissions);
    return { Permissions: items, ...rest };
  },

  ListSecurityProfileApplications(call, input) {
    const { items, ...rest } = list(call, input, ({ allowed }) => allowed.Applications);
    return { Applications: items, ...rest };
  },

  ListSecurityProfileFlowModules(call, input) {
    const { items, ...rest } = list(call, input, ({ allowed }) => allowed.AllowedFlowModules);
    return { AllowedFlowModules: items, ...rest };
  },

  ListSecurityProfileAIAgents(call, input) {
    const { items, ...rest } = list(call, input, ({ allowed }) => allowed.AllowedAIAgents);
    return { AllowedAIAgents: items, ...rest };
  },
} satisfies Operations;

interface Target {
  readonly InstanceId: string;
  readonly SecurityProfileId: string;
}

function list<T>(
  { account, page }: Call,
  { InstanceId, SecurityProfileId }: Target,
  entriesOf: (profile: SecurityProfile) => readonly T[] | undefined,
) {
  const instance = findInstance(account, InstanceId);
  const profile = find(instance.securityProfiles, SecurityProfileId, 'Security profile');
  const { items, NextToken } = page((entriesOf(profile) ?? []).entries(), ([index]) => index);
  return {
    items: items.map(([, entry]) => entry),
    NextToken,
    LastModifiedTime: new Date(profile.modified),
    LastModifiedRegion: account.region,
  };
}
