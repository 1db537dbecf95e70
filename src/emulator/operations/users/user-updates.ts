import type { Call, Operations } from '../../rules/call.ts';
import { find, refer } from '../../rules/references.ts';
import { checkIdentity, keepDirectoryIdentity } from '../../rules/users/identity.ts';
import { withPhoneConfig, withPhoneLists } from '../../rules/users/phone.ts';
import { findInstance } from '../../state/account.ts';
import { type Instance, putUser } from '../../state/instance.ts';
import type { Identity, User } from '../../state/records/resources.ts';

export const userUpdates = {
  UpdateUserIdentityInfo(call, input) {
    return update(call, input, (user, instance) => {
      const given: Identity = { ...input.IdentityInfo };
      const wanted = call.account.guesses.identityInfo === 'merge' ? { ...user.identity, ...given } : given;
      const directory = instance.identityManagement === 'EXISTING_DIRECTORY';
      const identity = directory ? keepDirectoryIdentity(wanted, user.identity) : wanted;
      checkIdentity(identity, instance.identityManagement, call.account.guesses);
      return { ...user, identity };
    });
  },

  UpdateUserPhoneConfig(call, input) {
    return update(call, input, (user) => ({ ...user, phone: withPhoneConfig(user.phone, input.PhoneConfig) }));
  },

  UpdateUserConfig(call, input) {
    const mode = call.account.guesses.userConfigLists;
    return update(call, input, (user) => ({ ...user, phone: withPhoneLists(user.phone, input, mode) }));
  },

  UpdateUserRoutingProfile(call, input) {
    return update(call, input, (user, { routingProfiles }) => {
      const { id } = refer(routingProfiles, input.RoutingProfileId, 'Routing profile');
      return { ...user, routingProfileId: id };
    });
  },

  UpdateUserSecurityProfiles(call, input) {
    return update(call, input, (user, { securityProfiles }) => {
      const ids = input.SecurityProfileIds.map((id) => refer(securityProfiles, id, 'Security profile').id);
      return { ...user, securityProfileIds: [...new Set(ids)] };
    });
  },

  UpdateUserHierarchy(call, input) {
    return update(call, input, (user, { hierarchyGroups }) => {
      const { hierarchyGroupId: _before, ...rest } = user;
      if (input.HierarchyGroupId === undefined) return rest;
      return { ...rest, hierarchyGroupId: refer(hierarchyGroups, input.HierarchyGroupId, 'Hierarchy group').id };
    });
  },
} satisfies Operations;

interface Target {
  readonly InstanceId: string;
  readonly UserId: string;
}

function update(
  { account, now }: Call,
  { InstanceId, UserId }: Target,
  change: (user: User, instance: Instance) => User,
): Record<string, never> {
  const instance = findInstance(account, InstanceId);
  const user = find(instance.users, UserId, 'User');
  putUser(instance, { ...change(user, instance), modified: now }, now);
  return {};
}
