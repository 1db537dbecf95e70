import { duplicate, limitExceeded, notFound } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { find, refer } from '../../rules/references.ts';
import {
  checkDirectoryUserId,
  checkIdentity,
  checkPassword,
  checkUsername,
  definedOnly,
  directoryUserIdOf,
} from '../../rules/users/identity.ts';
import {
  checkConflicts,
  DEFAULT_PHONE,
  phoneConfigOf,
  phoneListsOf,
  withPhoneConfig,
  withPhoneLists,
} from '../../rules/users/phone.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { deleteUser, type Instance, putUser, usernameKey } from '../../state/instance.ts';
import type { Identity, User } from '../../state/records/resources.ts';

export const users = {
  CreateUser({ account }, input) {
    const user = createUser(account, findInstance(account, input.InstanceId), input);
    return { UserId: user.id, UserArn: user.arn };
  },

  /** Documented: a user who was just created may not be found yet. All other calls know the user at once. */
  DescribeUser({ account, now, describeLag }, { InstanceId, UserId }) {
    const user = find(findInstance(account, InstanceId).users, UserId, 'User');
    if (now < user.created + describeLag) throw notFound(`User ${UserId} was not found`);
    return {
      User: {
        Id: user.id,
        Arn: user.arn,
        Username: user.name,
        IdentityInfo: { ...user.identity },
        PhoneConfig: phoneConfigOf(user.phone),
        ...phoneListsOf(user.phone),
        DirectoryUserId: directoryUserIdOf(user),
        SecurityProfileIds: [...user.securityProfileIds],
        RoutingProfileId: user.routingProfileId,
        HierarchyGroupId: user.hierarchyGroupId,
        Tags: user.tags,
        LastModifiedTime: new Date(user.modified),
        LastModifiedRegion: account.region,
      },
    };
  },

  DeleteUser({ account, now }, { InstanceId, UserId }) {
    const instance = findInstance(account, InstanceId);
    deleteUser(instance, find(instance.users, UserId, 'User').id, now);
    return {};
  },

  ListUsers({ account, page }, { InstanceId }) {
    const { items, NextToken } = page(findInstance(account, InstanceId).users.values(), ({ order }) => order);
    return {
      UserSummaryList: items.map((user) => ({
        Id: user.id,
        Arn: user.arn,
        Username: user.name,
        LastModifiedTime: new Date(user.modified),
        LastModifiedRegion: account.region,
      })),
      NextToken,
    };
  },
} satisfies Operations;

/** Creates a user under all rules of CreateUser; seeds go this way too. */
export function createUser(account: Account, instance: Instance, input: Omit<Input<'CreateUser'>, 'InstanceId'>): User {
  const management = instance.identityManagement;
  const now = account.now();
  checkUsername(input.Username, management, account.guesses);
  checkPassword(input.Password, management);
  checkDirectoryUserId(input.DirectoryUserId, management);
  const identity = newIdentity(instance, input);
  checkIdentity(identity, management, account.guesses);
  checkConflicts(input.PhoneConfig, input);
  const phone = withPhoneLists(
    input.PhoneConfig ? withPhoneConfig(DEFAULT_PHONE, input.PhoneConfig) : DEFAULT_PHONE,
    input,
    'merge',
  );
  refer(instance.routingProfiles, input.RoutingProfileId, 'Routing profile');
  for (const id of input.SecurityProfileIds) refer(instance.securityProfiles, id, 'Security profile');
  if (input.HierarchyGroupId !== undefined) refer(instance.hierarchyGroups, input.HierarchyGroupId, 'Hierarchy group');
  if (instance.users.named(usernameKey(input.Username)))
    throw duplicate(`A user with the name ${input.Username} already exists`);
  if (instance.users.size >= account.quotas.users)
    throw limitExceeded('The instance has as many users as its quota allows');
  const id = account.newId();
  const user: User = {
    id,
    arn: `${instance.arn}/agent/${id}`,
    name: input.Username,
    identity,
    ...definedOnly({ directoryUserId: newDirectoryUserId(instance, input.DirectoryUserId, id) }),
    securityProfileIds: [...new Set(input.SecurityProfileIds)],
    routingProfileId: input.RoutingProfileId,
    ...definedOnly({ hierarchyGroupId: input.HierarchyGroupId }),
    phone,
    tags: input.Tags ?? {},
    created: now,
    modified: now,
    order: account.nextOrder(),
  };
  putUser(instance, user, now);
  return user;
}

/** Where a directory manages identities it knows everybody: who comes without a name gets one from it. */
function newIdentity(
  { identityManagement }: Instance,
  { IdentityInfo, Username }: Pick<Input<'CreateUser'>, 'IdentityInfo' | 'Username'>,
): Identity {
  if (identityManagement !== 'EXISTING_DIRECTORY') return { ...IdentityInfo };
  const [first = Username, last = Username] = Username.replace(/@.*$/, '').split('.');
  return {
    FirstName: capital(first),
    LastName: capital(last),
    Email: `${Username}@directory.example.com`,
    ...IdentityInfo,
  };
}

function newDirectoryUserId({ identityManagement }: Instance, given: string | undefined, id: string) {
  return (
    given ??
    (identityManagement === 'EXISTING_DIRECTORY' ? `S-1-5-21-${Number.parseInt(id.slice(0, 8), 16)}` : undefined)
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
