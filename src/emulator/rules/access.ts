// What a security profile gives access to and how it restricts it, besides permissions. Source: CreateSecurityProfile of
// the API reference. Applications, flow modules and AI agents are no part of the emulator: they are taken as they come.

import { invalidParameter } from '../protocol/errors.ts';
import type { Instance } from '../state/instance.ts';
import type { SecurityProfile } from '../state/records/resources.ts';
import type { Input } from './call.ts';
import { refer } from './references.ts';
import { definedOnly } from './users/identity.ts';

export type AccessInput = Omit<Input<'UpdateSecurityProfile'>, 'InstanceId' | 'SecurityProfileId'>;

/** "Following are acceptable ResourceNames: User." */
const HIERARCHY_RESTRICTED = ['User'];

export function checkAccess(instance: Instance, input: AccessInput): void {
  const strange = input.HierarchyRestrictedResources?.find((name) => !HIERARCHY_RESTRICTED.includes(name));
  if (strange !== undefined) throw invalidParameter(`HierarchyRestrictedResources cannot have ${strange}`);
  // An empty id takes the group away: a guess.
  const groupId = input.AllowedAccessControlHierarchyGroupId;
  if (groupId) refer(instance.hierarchyGroups, groupId, 'Hierarchy group');
}

/** The members that are there, as DescribeSecurityProfile gives them back. */
export function accessOf(input: AccessInput): SecurityProfile['access'] {
  return definedOnly({
    AllowedAccessControlTags: input.AllowedAccessControlTags,
    TagRestrictedResources: input.TagRestrictedResources,
    HierarchyRestrictedResources: input.HierarchyRestrictedResources,
    AllowedAccessControlHierarchyGroupId: input.AllowedAccessControlHierarchyGroupId || undefined,
    GranularAccessControlConfiguration: input.GranularAccessControlConfiguration,
  });
}

/** The members that are there, as lists of their own give them back. */
export function allowedOf(input: AccessInput): SecurityProfile['allowed'] {
  return definedOnly({
    Applications: input.Applications,
    AllowedFlowModules: input.AllowedFlowModules,
    AllowedAIAgents: input.AllowedAIAgents,
  });
}
