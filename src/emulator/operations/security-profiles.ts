import { duplicate, limitExceeded, notImplemented } from '../protocol/errors.ts';
import { definedOnly } from '../rules/identity.ts';
import { find, refer } from '../rules/references.ts';
import { type Account, findInstance } from '../state/account.ts';
import type { Instance } from '../state/instance.ts';
import { newResource } from '../state/new-instance.ts';
import type { SecurityProfile } from '../state/records.ts';
import type { Input, Operations } from './call.ts';

export const securityProfiles = {
  CreateSecurityProfile({ account }, input) {
    const profile = createSecurityProfile(account, findInstance(account, input.InstanceId), input);
    return { SecurityProfileId: profile.id, SecurityProfileArn: profile.arn };
  },

  /** Does not give the permissions. */
  DescribeSecurityProfile({ account }, { InstanceId, SecurityProfileId }) {
    const instance = findInstance(account, InstanceId);
    const profile = find(instance.securityProfiles, SecurityProfileId, 'Security profile');
    return {
      SecurityProfile: {
        Id: profile.id,
        OrganizationResourceId: instance.id,
        Arn: profile.arn,
        SecurityProfileName: profile.name,
        Description: profile.description,
        Tags: profile.tags,
        ...profile.access,
        LastModifiedTime: new Date(profile.modified),
        LastModifiedRegion: account.region,
      },
    };
  },

  ListSecurityProfiles({ account, page }, { InstanceId }) {
    const profiles = findInstance(account, InstanceId).securityProfiles.values();
    const { items, NextToken } = page(profiles, ({ order }) => order);
    return {
      SecurityProfileSummaryList: items.map((profile) => ({
        Id: profile.id,
        Arn: profile.arn,
        Name: profile.name,
        LastModifiedTime: new Date(profile.modified),
        LastModifiedRegion: account.region,
      })),
      NextToken,
    };
  },
} satisfies Operations;

/** Creates a profile under all rules of CreateSecurityProfile; seeds go this way too. */
export function createSecurityProfile(
  account: Account,
  instance: Instance,
  input: Omit<Input<'CreateSecurityProfile'>, 'InstanceId'>,
): SecurityProfile {
  for (const member of ['Applications', 'AllowedFlowModules', 'GranularAccessControlConfiguration'] as const) {
    if (input[member] !== undefined)
      throw notImplemented(`CreateSecurityProfile with ${member} is not implemented by this emulator`);
  }
  const groupId = input.AllowedAccessControlHierarchyGroupId;
  if (groupId !== undefined) refer(instance.hierarchyGroups, groupId, 'Hierarchy group');
  if (instance.securityProfiles.named(input.SecurityProfileName))
    throw duplicate(`A security profile with the name ${input.SecurityProfileName} already exists`);
  if (instance.securityProfiles.size >= account.quotas.securityProfiles)
    throw limitExceeded('The instance has as many security profiles as its quota allows');
  const { AllowedAccessControlTags, TagRestrictedResources, HierarchyRestrictedResources } = input;
  const profile: SecurityProfile = {
    ...newResource(account, instance, { kind: 'security-profile', name: input.SecurityProfileName, tags: input.Tags }),
    description: input.Description,
    permissions: [...new Set(input.Permissions ?? [])],
    access: definedOnly({
      AllowedAccessControlTags,
      TagRestrictedResources,
      HierarchyRestrictedResources,
      AllowedAccessControlHierarchyGroupId: groupId,
    }),
  };
  instance.securityProfiles.put(profile);
  return profile;
}
