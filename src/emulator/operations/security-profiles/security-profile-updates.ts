import { inUse } from '../../protocol/errors.ts';
import { accessOf, allowedOf, checkAccess } from '../../rules/access.ts';
import type { Operations } from '../../rules/call.ts';
import { find } from '../../rules/references.ts';
import { findInstance } from '../../state/account.ts';
import { justLeft } from '../../state/departures.ts';

export const securityProfileUpdates = {
  /** What is left out stays; a list that is there replaces the list. */
  UpdateSecurityProfile({ account, now }, input) {
    const instance = findInstance(account, input.InstanceId);
    const profile = find(instance.securityProfiles, input.SecurityProfileId, 'Security profile');
    checkAccess(instance, input);
    const { AllowedAccessControlHierarchyGroupId: groupId, ...access } = profile.access;
    const keepsGroup = input.AllowedAccessControlHierarchyGroupId === undefined && groupId !== undefined;
    instance.securityProfiles.put({
      ...profile,
      description: input.Description ?? profile.description,
      permissions: input.Permissions ? [...new Set(input.Permissions)] : profile.permissions,
      access: {
        ...access,
        ...(keepsGroup ? { AllowedAccessControlHierarchyGroupId: groupId } : {}),
        ...accessOf(input),
      },
      allowed: { ...profile.allowed, ...allowedOf(input) },
      modified: now,
    });
    return {};
  },

  DeleteSecurityProfile({ account, now, inUseLag }, { InstanceId, SecurityProfileId }) {
    const instance = findInstance(account, InstanceId);
    const { id, name } = find(instance.securityProfiles, SecurityProfileId, 'Security profile');
    const holder = [...instance.users.values()].find(({ securityProfileIds }) => securityProfileIds.includes(id));
    if (holder) throw inUse(`${name} is assigned to users`, { ResourceType: 'USER', ResourceId: holder.id });
    if (justLeft(instance, id, { now, lag: inUseLag })) throw inUse(`${name} is assigned to users`);
    instance.securityProfiles.delete(id);
    return {};
  },
} satisfies Operations;
