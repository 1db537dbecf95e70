import { limitExceeded } from '../../protocol/errors.ts';
import { accessOf, allowedOf, checkAccess } from '../../rules/access.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { checkFree } from '../../rules/names.ts';
import { find } from '../../rules/references.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';
import type { SecurityProfile } from '../../state/records/resources.ts';

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
  checkAccess(instance, input);
  checkFree(instance.securityProfiles, input.SecurityProfileName, 'security profile');
  if (instance.securityProfiles.size >= account.quotas.securityProfiles)
    throw limitExceeded('The instance has as many security profiles as its quota allows');
  const profile: SecurityProfile = {
    ...newResource(account, instance, { kind: 'security-profile', name: input.SecurityProfileName, tags: input.Tags }),
    description: input.Description,
    permissions: [...new Set(input.Permissions ?? [])],
    access: accessOf(input),
    allowed: allowedOf(input),
  };
  instance.securityProfiles.put(profile);
  return profile;
}
