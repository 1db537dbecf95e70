import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { createUser, describeUser, errorOf, type Started, start } from './support.ts';

interface One extends Started {
  readonly UserId: string;
}

/** An emulator with one user. */
async function startWithOne(options: EmulatorOptions = {}, change: Partial<sdk.CreateUserRequest> = {}): Promise<One> {
  const started = await start(options);
  return { ...started, UserId: await createUser(started, change) };
}

const target = ({ InstanceId, UserId }: One) => ({ InstanceId, UserId });

const identify = (one: One, IdentityInfo: sdk.UserIdentityInfo) =>
  one.client.send(new sdk.UpdateUserIdentityInfoCommand({ ...target(one), IdentityInfo }));

const configure = (one: One, lists: Omit<sdk.UpdateUserConfigRequest, 'InstanceId' | 'UserId'>) =>
  one.client.send(new sdk.UpdateUserConfigCommand({ ...target(one), ...lists }));

const setPhone = (one: One, PhoneConfig: sdk.UserPhoneConfig) =>
  one.client.send(new sdk.UpdateUserPhoneConfigCommand({ ...target(one), PhoneConfig }));

const work = (Channel: sdk.Channel, AfterContactWorkTimeLimit: number) => ({
  Channel,
  AfterContactWorkConfig: { AfterContactWorkTimeLimit },
});

/** Seconds of after-contact work by channel. */
function limitsOf({ AfterContactWorkConfigs = [] }: sdk.User): Record<string, number | undefined> {
  return Object.fromEntries(
    AfterContactWorkConfigs.map((entry) => [entry.Channel, entry.AfterContactWorkConfig?.AfterContactWorkTimeLimit]),
  );
}

describe('UpdateUserIdentityInfo', () => {
  const names = { FirstName: 'Jane', LastName: 'Roe' };

  test('replaces the identity as a whole', async () => {
    const one = await startWithOne({}, { IdentityInfo: { ...names, Mobile: '+4915112345678' } });
    await identify(one, { ...names, SecondaryEmail: 'jane@example.com' });
    expect((await describeUser(one, one.UserId)).IdentityInfo).toEqual({
      ...names,
      SecondaryEmail: 'jane@example.com',
    });
  });

  test('keeps what is left out, by the other guess', async () => {
    const one = await startWithOne({ identityInfo: 'merge' }, { IdentityInfo: { ...names, Mobile: '+4915112345678' } });
    await identify(one, { LastName: 'Poe' });
    expect((await describeUser(one, one.UserId)).IdentityInfo).toEqual({
      FirstName: 'Jane',
      LastName: 'Poe',
      Mobile: '+4915112345678',
    });
  });

  test.each([
    ['names left out', { FirstName: 'Jane' }, 'InvalidParameterException'],
    ['an e-mail where identities are SAML', { ...names, Email: 'jane@example.com' }, 'InvalidRequestException'],
    ['a name that is not NFC', { ...names, FirstName: 'Zoé'.normalize('NFD') }, 'InvalidParameterException'],
  ])('refuses %s', async (_sentence, identity, error) => {
    expect(await errorOf(identify(await startWithOne(), identity))).toBe(error);
  });

  test('leaves to the directory what belongs to it', async () => {
    const one = await startWithOne({ identityManagement: 'EXISTING_DIRECTORY' }, { IdentityInfo: undefined });
    expect(await errorOf(identify(one, { FirstName: 'June' }))).toBe('InvalidRequestException');
    await identify(one, { Mobile: '+4915112345678' });
    expect((await describeUser(one, one.UserId)).IdentityInfo).toMatchObject({
      FirstName: 'Jane',
      LastName: 'Doe',
      Mobile: '+4915112345678',
    });
  });
});

describe('PhoneConfig and the lists per channel are two views of the same settings', () => {
  test('PhoneConfig of CreateUser shows in every channel', async () => {
    const one = await startWithOne({}, { PhoneConfig: { AutoAccept: true, AfterContactWorkTimeLimit: 30 } });
    const user = await describeUser(one, one.UserId);
    expect(limitsOf(user)).toEqual({ VOICE: 30, CHAT: 30, TASK: 30, EMAIL: 30 });
    expect(user.AutoAcceptConfigs?.map(({ AutoAccept }) => AutoAccept)).toEqual([true, true, true, true]);
    expect(user.PhoneConfig).toEqual({
      PhoneType: 'SOFT_PHONE',
      AutoAccept: true,
      AfterContactWorkTimeLimit: 30,
      DeskPhoneNumber: '',
      PersistentConnection: false,
    });
  });

  test('PhoneConfig shows what VOICE has', async () => {
    const one = await startWithOne();
    await configure(one, {
      AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true }],
      AfterContactWorkConfigs: [work('VOICE', 60), work('CHAT', 15)],
      PhoneNumberConfigs: [{ Channel: 'VOICE', PhoneType: 'DESK_PHONE', PhoneNumber: '+12065550123' }],
      PersistentConnectionConfigs: [{ Channel: 'VOICE', PersistentConnection: true }],
      VoiceEnhancementConfigs: [{ Channel: 'VOICE', VoiceEnhancementMode: 'NOISE_SUPPRESSION' }],
    });
    expect(await describeUser(one, one.UserId)).toMatchObject({
      PhoneConfig: {
        PhoneType: 'DESK_PHONE',
        DeskPhoneNumber: '+12065550123',
        AutoAccept: true,
        AfterContactWorkTimeLimit: 60,
        PersistentConnection: true,
      },
      PhoneNumberConfigs: [{ Channel: 'VOICE', PhoneType: 'DESK_PHONE', PhoneNumber: '+12065550123' }],
      PersistentConnectionConfigs: [{ Channel: 'VOICE', PersistentConnection: true }],
      VoiceEnhancementConfigs: [{ Channel: 'VOICE', VoiceEnhancementMode: 'NOISE_SUPPRESSION' }],
    });
  });

  test('UpdateUserPhoneConfig sets the same limit for all channels and keeps voice enhancement', async () => {
    const one = await startWithOne({}, { AfterContactWorkConfigs: [work('VOICE', 60), work('CHAT', 15)] });
    await configure(one, { VoiceEnhancementConfigs: [{ Channel: 'VOICE', VoiceEnhancementMode: 'VOICE_ISOLATION' }] });
    await setPhone(one, { PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: 20 });
    const user = await describeUser(one, one.UserId);
    expect(limitsOf(user)).toEqual({ VOICE: 20, CHAT: 20, TASK: 20, EMAIL: 20 });
    expect(user.VoiceEnhancementConfigs).toEqual([{ Channel: 'VOICE', VoiceEnhancementMode: 'VOICE_ISOLATION' }]);
  });

  test('UpdateUserPhoneConfig puts back to the default what it leaves out', async () => {
    const one = await startWithOne({}, { PhoneConfig: { PhoneType: 'DESK_PHONE', DeskPhoneNumber: '+12065550123' } });
    await setPhone(one, {});
    expect((await describeUser(one, one.UserId)).PhoneConfig).toEqual({
      PhoneType: 'SOFT_PHONE',
      AutoAccept: false,
      AfterContactWorkTimeLimit: 0,
      DeskPhoneNumber: '',
      PersistentConnection: false,
    });
  });
});

describe('UpdateUserConfig', () => {
  const limits = { AfterContactWorkConfigs: [work('VOICE', 60), work('CHAT', 15)] };

  test('changes only the channels of a list', async () => {
    const one = await startWithOne({}, limits);
    await configure(one, { AfterContactWorkConfigs: [work('CHAT', 5)] });
    expect(limitsOf(await describeUser(one, one.UserId))).toEqual({ VOICE: 60, CHAT: 5, TASK: 0, EMAIL: 0 });
  });

  test('replaces all channels of a list, by the other guess', async () => {
    const one = await startWithOne({ userConfigLists: 'replace' }, limits);
    await configure(one, { AfterContactWorkConfigs: [work('CHAT', 5)] });
    expect(limitsOf(await describeUser(one, one.UserId))).toEqual({ VOICE: 0, CHAT: 5, TASK: 0, EMAIL: 0 });
  });

  test.each(['merge', 'replace'] as const)(
    'leaves alone the lists that are not there (%s)',
    async (userConfigLists) => {
      const one = await startWithOne({ userConfigLists }, limits);
      await configure(one, { AutoAcceptConfigs: [{ Channel: 'EMAIL', AutoAccept: true }] });
      expect(limitsOf(await describeUser(one, one.UserId))).toEqual({ VOICE: 60, CHAT: 15, TASK: 0, EMAIL: 0 });
    },
  );

  test('has settings of their own for agent-first callbacks', async () => {
    const one = await startWithOne();
    const AfterContactWorkConfigs = [
      { ...work('VOICE', 60), AgentFirstCallbackAfterContactWorkConfig: { AfterContactWorkTimeLimit: 90 } },
    ];
    const AutoAcceptConfigs = [{ Channel: 'VOICE' as const, AutoAccept: false, AgentFirstCallbackAutoAccept: true }];
    await configure(one, { AfterContactWorkConfigs, AutoAcceptConfigs });
    const user = await describeUser(one, one.UserId);
    expect(user.AfterContactWorkConfigs?.[0]).toEqual(AfterContactWorkConfigs[0]);
    expect(user.AutoAcceptConfigs?.[0]).toEqual(AutoAcceptConfigs[0]);
  });

  test('refuses a desk phone without a number', async () => {
    const one = await startWithOne();
    const PhoneNumberConfigs = [{ Channel: 'VOICE' as const, PhoneType: 'DESK_PHONE' as const }];
    expect(await errorOf(configure(one, { PhoneNumberConfigs }))).toBe('InvalidParameterException');
  });
});

describe('the other updates', () => {
  test('UpdateUserRoutingProfile assigns another profile, if there is one', async () => {
    const one = await startWithOne();
    const { RoutingProfileId } = await one.client.send(
      new sdk.CreateRoutingProfileCommand({
        InstanceId: one.InstanceId,
        Name: 'Tier 2',
        Description: 'Second line',
        DefaultOutboundQueueId: one.ids.queue,
        MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
      }),
    );
    const assign = (id: string | undefined) =>
      one.client.send(new sdk.UpdateUserRoutingProfileCommand({ ...target(one), RoutingProfileId: id }));
    await assign(RoutingProfileId);
    expect(await errorOf(assign('unknown'))).toBe('InvalidParameterException');
    expect((await describeUser(one, one.UserId)).RoutingProfileId).toBe(RoutingProfileId);
  });

  test('UpdateUserSecurityProfiles replaces all profiles', async () => {
    const one = await startWithOne();
    const assign = (SecurityProfileIds: string[]) =>
      one.client.send(new sdk.UpdateUserSecurityProfilesCommand({ ...target(one), SecurityProfileIds }));
    await assign([one.ids.admin]);
    expect(await errorOf(assign([]))).toBe('InvalidParameterException');
    expect((await describeUser(one, one.UserId)).SecurityProfileIds).toEqual([one.ids.admin]);
  });

  test('UpdateUserHierarchy assigns a group and, without one, takes it away', async () => {
    const one = await startWithOne();
    const { client, InstanceId } = one;
    const HierarchyStructure = { LevelOne: { Name: 'Region' } };
    await client.send(new sdk.UpdateUserHierarchyStructureCommand({ InstanceId, HierarchyStructure }));
    const { HierarchyGroupId } = await client.send(
      new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name: 'EMEA' }),
    );
    await client.send(new sdk.UpdateUserHierarchyCommand({ ...target(one), HierarchyGroupId }));
    expect((await describeUser(one, one.UserId)).HierarchyGroupId).toBe(HierarchyGroupId);
    await client.send(new sdk.UpdateUserHierarchyCommand(target(one)));
    expect((await describeUser(one, one.UserId)).HierarchyGroupId).toBeUndefined();
  });

  test('every update moves LastModifiedTime, in DescribeUser and in ListUsers', async () => {
    let time = 1_700_000_000_000;
    const one = await startWithOne({ now: () => time });
    time += 1000;
    await setPhone(one, { AutoAccept: true });
    const { UserSummaryList } = await one.client.send(new sdk.ListUsersCommand({ InstanceId: one.InstanceId }));
    expect((await describeUser(one, one.UserId)).LastModifiedTime).toEqual(new Date(time));
    expect(UserSummaryList?.[0]?.LastModifiedTime).toEqual(new Date(time));
  });

  test('an update that is refused changes nothing, not even LastModifiedTime', async () => {
    let time = 1_700_000_000_000;
    const one = await startWithOne({ now: () => time });
    const before = await describeUser(one, one.UserId);
    time += 1000;
    await errorOf(setPhone(one, { AutoAccept: true, PhoneType: 'DESK_PHONE' }));
    expect(await describeUser(one, one.UserId)).toEqual(before);
  });

  test('an unknown user is not found', async () => {
    const one = await startWithOne();
    expect(await errorOf(setPhone({ ...one, UserId: 'unknown' }, {}))).toBe('ResourceNotFoundException');
  });
});
