/**
 * What the emulator promises, as checks that run against any Amazon Connect: each does something, tells what it saw, and
 * takes back what it made. They are written for an instance that is for tests.
 */
import * as sdk from '@aws-sdk/client-connect';

export interface Place {
  readonly client: sdk.ConnectClient;
  readonly InstanceId: string;
  readonly management: string;
  readonly routingProfileId: string;
  readonly securityProfileId: string;
  /** The queue of that routing profile. */
  readonly queueId: string;
  /** A name that nothing else has. */
  name(): string;
  /** To be done when the check is over, whatever became of it; the last one first. */
  later(action: () => Promise<unknown>): void;
}

export interface Check {
  readonly id: string;
  readonly operations: readonly string[];
  /** The promise, as a sentence. */
  readonly says: string;
  readonly expected: unknown;
  /** Gives undefined where the instance is of another sort, so that there is nothing to see. */
  readonly see: (place: Place) => Promise<unknown>;
}

/** The name of the error that a call ends with, or OK. */
export const outcomeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'OK',
    (error: unknown) => (error as Error).name,
  );

async function createUser(place: Place, change: Partial<sdk.CreateUserRequest> = {}): Promise<string> {
  const { client, InstanceId, management } = place;
  const { UserId = '' } = await client.send(
    new sdk.CreateUserCommand({
      InstanceId,
      Username: place.name(),
      IdentityInfo: { FirstName: 'Contract', LastName: 'Check' },
      ...(management === 'CONNECT_MANAGED' && { Password: 'Contract-check-1' }),
      RoutingProfileId: place.routingProfileId,
      SecurityProfileIds: [place.securityProfileId],
      ...change,
    }),
  );
  place.later(() => client.send(new sdk.DeleteUserCommand({ InstanceId, UserId })));
  return UserId;
}

async function describeUser({ client, InstanceId }: Place, UserId: string): Promise<sdk.User> {
  return (await client.send(new sdk.DescribeUserCommand({ InstanceId, UserId }))).User ?? {};
}

/** Whether a write moves the LastModifiedTime of a user. */
async function moves(place: Place, write: (user: sdk.User) => Promise<unknown>): Promise<boolean> {
  const user = await describeUser(place, await createUser(place));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await write(user);
  const after = await describeUser(place, user.Id ?? '');
  return after.LastModifiedTime?.getTime() !== user.LastModifiedTime?.getTime();
}

async function createAttribute(place: Place): Promise<string> {
  const { client, InstanceId } = place;
  const Name = place.name();
  const Values = { StringList: ['one', 'two'] };
  await client.send(new sdk.CreatePredefinedAttributeCommand({ InstanceId, Name, Values }));
  place.later(() => client.send(new sdk.DeletePredefinedAttributeCommand({ InstanceId, Name })));
  return Name;
}

export const checks: readonly Check[] = [
  {
    id: 'managed-without-email',
    operations: ['CreateUser'],
    says: 'a CONNECT_MANAGED user needs no e-mail address',
    expected: 'OK',
    see: async (place) => (place.management === 'CONNECT_MANAGED' ? outcomeOf(createUser(place)) : undefined),
  },
  {
    id: 'long-username',
    operations: ['CreateUser'],
    says: 'usernames of 42 characters are accepted',
    expected: 'OK',
    see: (place) => outcomeOf(createUser(place, { Username: place.name().padEnd(42, 'x') })),
  },
  {
    id: 'saml-email',
    operations: ['CreateUser'],
    says: 'an e-mail address of a SAML user is InvalidRequestException',
    expected: 'InvalidRequestException',
    see: async (place) =>
      place.management === 'SAML'
        ? outcomeOf(createUser(place, { IdentityInfo: { FirstName: 'A', LastName: 'B', Email: 'a@example.com' } }))
        : undefined,
  },
  {
    id: 'duplicate-username',
    operations: ['CreateUser'],
    says: 'usernames are the same without regard to case',
    expected: 'DuplicateResourceException',
    see: async (place) => {
      const Username = place.name();
      await createUser(place, { Username });
      return outcomeOf(createUser(place, { Username: Username.toUpperCase() }));
    },
  },
  {
    id: 'unknown-reference',
    operations: ['CreateUser'],
    says: 'a routing profile that there is not is InvalidParameterException',
    expected: 'InvalidParameterException',
    see: (place) => outcomeOf(createUser(place, { RoutingProfileId: '00000000-0000-4000-8000-000000000000' })),
  },
  {
    id: 'unknown-user',
    operations: ['DescribeUser'],
    says: 'a user that there is not is ResourceNotFoundException',
    expected: 'ResourceNotFoundException',
    see: (place) => outcomeOf(describeUser(place, '00000000-0000-4000-8000-000000000000')),
  },
  {
    id: 'describe-user-members',
    operations: ['DescribeUser'],
    says: 'a user has a DirectoryUserId and, with a soft phone, an empty DeskPhoneNumber',
    expected: { DirectoryUserId: true, DeskPhoneNumber: '' },
    see: async (place) => {
      const user = await describeUser(place, await createUser(place, { PhoneConfig: { PhoneType: 'SOFT_PHONE' } }));
      return {
        DirectoryUserId: user.DirectoryUserId !== undefined,
        DeskPhoneNumber: user.PhoneConfig?.DeskPhoneNumber,
      };
    },
  },
  {
    id: 'config-lists-merge',
    operations: ['UpdateUserConfig'],
    says: 'a list of UpdateUserConfig changes only the channels that it names',
    expected: { VOICE: 10, CHAT: 30 },
    see: async (place) => {
      const { client, InstanceId } = place;
      const work = (Channel: sdk.Channel, seconds: number) => ({
        Channel,
        AfterContactWorkConfig: { AfterContactWorkTimeLimit: seconds },
      });
      const UserId = await createUser(place, { AfterContactWorkConfigs: [work('VOICE', 20), work('CHAT', 30)] });
      const AfterContactWorkConfigs = [work('VOICE', 10)];
      await client.send(new sdk.UpdateUserConfigCommand({ InstanceId, UserId, AfterContactWorkConfigs }));
      const { AfterContactWorkConfigs: after = [] } = await describeUser(place, UserId);
      const limit = (channel: string) =>
        after.find(({ Channel }) => Channel === channel)?.AfterContactWorkConfig?.AfterContactWorkTimeLimit;
      return { VOICE: limit('VOICE'), CHAT: limit('CHAT') };
    },
  },
  {
    id: 'identity-replaced',
    operations: ['UpdateUserIdentityInfo'],
    says: 'what UpdateUserIdentityInfo leaves out is cleared',
    expected: 'cleared',
    see: async (place) => {
      const { client, InstanceId } = place;
      const names = { FirstName: 'Contract', LastName: 'Check' };
      const UserId = await createUser(place, { IdentityInfo: { ...names, Mobile: '+4915112345678' } });
      await client.send(new sdk.UpdateUserIdentityInfoCommand({ InstanceId, UserId, IdentityInfo: names }));
      return (await describeUser(place, UserId)).IdentityInfo?.Mobile ? 'kept' : 'cleared';
    },
  },
  {
    id: 'tags-and-time',
    operations: ['TagResource'],
    says: 'tags do not move LastModifiedTime',
    expected: false,
    see: (place) =>
      moves(place, ({ Arn }) =>
        place.client.send(new sdk.TagResourceCommand({ resourceArn: Arn, tags: { contract: 'check' } })),
      ),
  },
  {
    id: 'proficiencies-and-time',
    operations: ['AssociateUserProficiencies'],
    says: 'proficiencies do not move the LastModifiedTime of the user',
    expected: false,
    see: async (place) => {
      const AttributeName = await createAttribute(place);
      const UserProficiencies = [{ AttributeName, AttributeValue: 'one', Level: 3 }];
      const { client, InstanceId } = place;
      return moves(place, ({ Id: UserId }) =>
        client.send(new sdk.AssociateUserProficienciesCommand({ InstanceId, UserId, UserProficiencies })),
      );
    },
  },
  {
    id: 'attribute-in-use',
    operations: ['DeletePredefinedAttribute'],
    says: 'a predefined attribute that a user is proficient in is ResourceInUseException',
    expected: 'ResourceInUseException',
    see: async (place) => {
      const { client, InstanceId } = place;
      const Name = await createAttribute(place);
      const UserId = await createUser(place);
      const UserProficiencies = [{ AttributeName: Name, AttributeValue: 'one', Level: 3 }];
      await client.send(new sdk.AssociateUserProficienciesCommand({ InstanceId, UserId, UserProficiencies }));
      return outcomeOf(client.send(new sdk.DeletePredefinedAttributeCommand({ InstanceId, Name })));
    },
  },
  {
    id: 'queue-not-associated',
    operations: ['UpdateRoutingProfileQueues'],
    says: 'a queue that is not associated is InvalidRequestException',
    expected: 'InvalidRequestException',
    see: (place) => {
      const QueueReference = { QueueId: place.queueId, Channel: 'EMAIL' as const };
      const QueueConfigs = [{ QueueReference, Priority: 1, Delay: 0 }];
      const input = { InstanceId: place.InstanceId, RoutingProfileId: place.routingProfileId, QueueConfigs };
      return outcomeOf(place.client.send(new sdk.UpdateRoutingProfileQueuesCommand(input)));
    },
  },
  {
    id: 'describe-routing-profile-members',
    operations: ['DescribeRoutingProfile'],
    says: 'a routing profile has a CrossChannelBehavior everywhere and no AssociatedQueueIds',
    expected: { CrossChannelBehavior: true, AssociatedQueueIds: false },
    see: async ({ client, InstanceId, routingProfileId: RoutingProfileId }) => {
      const input = { InstanceId, RoutingProfileId };
      const { RoutingProfile = {} } = await client.send(new sdk.DescribeRoutingProfileCommand(input));
      return {
        CrossChannelBehavior: RoutingProfile.MediaConcurrencies?.every((media) => media.CrossChannelBehavior) ?? false,
        AssociatedQueueIds: RoutingProfile.AssociatedQueueIds !== undefined,
      };
    },
  },
  {
    id: 'forged-token',
    operations: ['ListUsers'],
    says: 'a NextToken that is not Connect’s own is InvalidParameterException',
    expected: 'InvalidParameterException',
    see: ({ client, InstanceId }) =>
      outcomeOf(client.send(new sdk.ListUsersCommand({ InstanceId, NextToken: 'forged' }))),
  },
  {
    id: 'security-profile-update-keeps',
    operations: ['UpdateSecurityProfile', 'ListSecurityProfilePermissions'],
    says: 'permissions that an update leaves out stay',
    expected: ['BasicAgentAccess'],
    see: async (place) => {
      const { client, InstanceId } = place;
      const SecurityProfileName = place.name();
      const made = { InstanceId, SecurityProfileName, Permissions: ['BasicAgentAccess'] };
      const { SecurityProfileId = '' } = await client.send(new sdk.CreateSecurityProfileCommand(made));
      const target = { InstanceId, SecurityProfileId };
      place.later(() => client.send(new sdk.DeleteSecurityProfileCommand(target)));
      await client.send(new sdk.UpdateSecurityProfileCommand({ ...target, Description: 'changed' }));
      return (await client.send(new sdk.ListSecurityProfilePermissionsCommand(target))).Permissions;
    },
  },
  {
    id: 'security-profile-in-use',
    operations: ['DeleteSecurityProfile'],
    says: 'a security profile that a user has is ResourceInUseException',
    expected: 'ResourceInUseException',
    see: async (place) => {
      const { client, InstanceId } = place;
      const made = { InstanceId, SecurityProfileName: place.name() };
      const { SecurityProfileId = '' } = await client.send(new sdk.CreateSecurityProfileCommand(made));
      const target = { InstanceId, SecurityProfileId };
      place.later(() => client.send(new sdk.DeleteSecurityProfileCommand(target)));
      await createUser(place, { SecurityProfileIds: [SecurityProfileId] });
      return outcomeOf(client.send(new sdk.DeleteSecurityProfileCommand(target)));
    },
  },
];
