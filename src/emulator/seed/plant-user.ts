import { createUser } from '../operations/users/users.ts';
import { definedOnly } from '../rules/users/identity.ts';
import type { Account } from '../state/account.ts';
import type { Instance } from '../state/instance.ts';
import type { Channel } from '../state/records/resources.ts';
import { groupAt, named } from './names-to-ids.ts';
import type { SeedUser } from './seed.ts';

/** A user of a seed by the rules of CreateUser. Nobody logs in here, so a password is made up where one is required. */
export function plantUser(account: Account, instance: Instance, user: SeedUser): void {
  const { routingProfile = 'Basic Routing Profile', securityProfiles = ['Agent'] } = user;
  const managed = instance.identityManagement === 'CONNECT_MANAGED';
  createUser(account, instance, {
    Username: user.username,
    IdentityInfo: definedOnly({
      FirstName: user.firstName,
      LastName: user.lastName,
      Email: user.email,
      SecondaryEmail: user.secondaryEmail,
      Mobile: user.mobile,
    }),
    RoutingProfileId: named(instance.routingProfiles, routingProfile, 'routing profile'),
    SecurityProfileIds: securityProfiles.map((name) => named(instance.securityProfiles, name, 'security profile')),
    ...phoneOf(user),
    ...definedOnly({
      Password: managed ? 'Never-used-1' : undefined,
      DirectoryUserId: user.directoryUserId,
      HierarchyGroupId: user.hierarchyGroup && groupAt(instance, user.hierarchyGroup),
      Tags: user.tags,
    }),
  });
}

function phoneOf(user: SeedUser) {
  return {
    PhoneConfig: definedOnly({
      PhoneType: user.phoneType,
      DeskPhoneNumber: user.deskPhoneNumber,
      PersistentConnection: user.persistentConnection,
    }),
    ...definedOnly({
      VoiceEnhancementConfigs: user.voiceEnhancement && [
        { Channel: 'VOICE' as const, VoiceEnhancementMode: user.voiceEnhancement },
      ],
      AutoAcceptConfigs: user.autoAccept && byChannel(user.autoAccept, (AutoAccept) => ({ AutoAccept })),
      AfterContactWorkConfigs:
        user.afterContactWork &&
        byChannel(user.afterContactWork, (AfterContactWorkTimeLimit) => ({
          AfterContactWorkConfig: { AfterContactWorkTimeLimit },
        })),
    }),
  };
}

function byChannel<V, T>(values: Partial<Record<Channel, V>>, entry: (value: V) => T): ({ Channel: Channel } & T)[] {
  return (Object.entries(values) as [Channel, V][]).map(([Channel, value]) => ({ Channel, ...entry(value) }));
}
