import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { IdentityManagement } from '../../src/emulator/index.ts';
import { createUser, describeUser, errorOf, newUser, start } from './support.ts';

type Change = Partial<sdk.CreateUserRequest>;

const NAMES = { FirstName: 'Jane', LastName: 'Doe' };
const MANAGED: Change = {
  Password: 'Aa345678',
  IdentityInfo: { ...NAMES, Email: 'jane@example.com' },
};

/** Creates jane.doe with this change and gives the error, or OK. */
async function attempt(identityManagement: IdentityManagement, change: Change): Promise<string> {
  const started = await start({ identityManagement });
  const call = started.client.send(newUser(started, change));
  return call.then(
    () => 'OK',
    (error: Error) => error.name,
  );
}

describe('who may be created where identities are SAML', () => {
  const cases: readonly (readonly [string, Change, string])[] = [
    ['a person with first and last name', {}, 'OK'],
    ['not without a first name', { IdentityInfo: { LastName: 'Doe' } }, 'InvalidParameterException'],
    ['not without a last name', { IdentityInfo: { FirstName: 'Jane' } }, 'InvalidParameterException'],
    ['not with an empty first name', { IdentityInfo: { ...NAMES, FirstName: '' } }, 'InvalidParameterException'],
    ['not with an e-mail', { IdentityInfo: { ...NAMES, Email: 'jane@example.com' } }, 'InvalidRequestException'],
    ['with a secondary e-mail', { IdentityInfo: { ...NAMES, SecondaryEmail: 'jane@example.com' } }, 'OK'],
    [
      'not with a secondary e-mail that is none',
      { IdentityInfo: { ...NAMES, SecondaryEmail: 'jane@example' } },
      'InvalidParameterException',
    ],
    ['with a mobile number', { IdentityInfo: { ...NAMES, Mobile: '+4915112345678' } }, 'OK'],
    [
      'not with a mobile number that is not E.164',
      { IdentityInfo: { ...NAMES, Mobile: '0151 12345678' } },
      'InvalidParameterException',
    ],
    ['not with a password', { Password: 'Aa345678' }, 'InvalidRequestException'],
    ['not with a directory user id', { DirectoryUserId: 'S-1-5-21' }, 'InvalidRequestException'],
    ['a username of 64 characters', { Username: 'a'.repeat(64) }, 'OK'],
    ['not a username of 65 characters', { Username: 'a'.repeat(65) }, 'InvalidParameterException'],
    ['a username with all that is allowed', { Username: 'CORP\\Jane_D-o.e1' }, 'OK'],
    ['a username that is an e-mail address', { Username: 'jane.doe@example.com' }, 'OK'],
    ['not a username that is half an e-mail address', { Username: 'jane@example' }, 'InvalidParameterException'],
    ['not a username with two @', { Username: 'jane@doe@example.com' }, 'InvalidParameterException'],
    ['not a username with a space', { Username: 'jane doe' }, 'InvalidParameterException'],
    ['not a username beyond ASCII', { Username: 'jörg' }, 'InvalidParameterException'],
    ['a first name of 255 characters', { IdentityInfo: { ...NAMES, FirstName: '𝔍'.repeat(255) } }, 'OK'],
    [
      'not a first name of 256 characters',
      { IdentityInfo: { ...NAMES, FirstName: 'J'.repeat(256) } },
      'InvalidParameterException',
    ],
    ['a last name of 300 characters', { IdentityInfo: { ...NAMES, LastName: 'D'.repeat(300) } }, 'OK'],
    [
      'not a last name of 301 characters',
      { IdentityInfo: { ...NAMES, LastName: 'D'.repeat(301) } },
      'InvalidParameterException',
    ],
    ['a name in Normalization Form C', { IdentityInfo: { ...NAMES, FirstName: 'Zoé'.normalize('NFC') } }, 'OK'],
    [
      'not a name in Normalization Form D',
      { IdentityInfo: { ...NAMES, FirstName: 'Zoé'.normalize('NFD') } },
      'InvalidParameterException',
    ],
  ];

  test.each(cases)('%s', async (_sentence, change, outcome) => {
    expect(await attempt('SAML', change)).toBe(outcome);
  });
});

describe('who may be created where Amazon Connect manages identities', () => {
  const cases: readonly (readonly [string, Change, string])[] = [
    ['a person with names, e-mail and password', MANAGED, 'OK'],
    ['not without a password', { IdentityInfo: MANAGED.IdentityInfo }, 'InvalidParameterException'],
    ['a person without an e-mail', { ...MANAGED, IdentityInfo: NAMES }, 'OK'],
    [
      'not with an e-mail that is none',
      { ...MANAGED, IdentityInfo: { ...NAMES, Email: 'jane' } },
      'InvalidParameterException',
    ],
    ['not without names', { ...MANAGED, IdentityInfo: { Email: 'jane@example.com' } }, 'InvalidParameterException'],
    ['a username of 20 characters', { ...MANAGED, Username: 'a'.repeat(20) }, 'OK'],
    ['a username of 100 characters', { ...MANAGED, Username: 'a'.repeat(100) }, 'OK'],
    ['not a username of 101 characters', { ...MANAGED, Username: 'a'.repeat(101) }, 'InvalidParameterException'],
    [
      'not a last name of 257 characters',
      { ...MANAGED, IdentityInfo: { ...MANAGED.IdentityInfo, LastName: 'D'.repeat(257) } },
      'InvalidParameterException',
    ],
    ['not a password of 7 characters', { ...MANAGED, Password: 'Aa34567' }, 'InvalidParameterException'],
    ['a password of 64 characters', { ...MANAGED, Password: `Aa3${'x'.repeat(61)}` }, 'OK'],
    ['not a password of 65 characters', { ...MANAGED, Password: `Aa3${'x'.repeat(62)}` }, 'InvalidParameterException'],
    ['not a password without a digit', { ...MANAGED, Password: 'Aaaaaaaa' }, 'InvalidParameterException'],
    ['not a password without a capital', { ...MANAGED, Password: 'aa345678' }, 'InvalidParameterException'],
  ];

  test.each(cases)('%s', async (_sentence, change, outcome) => {
    expect(await attempt('CONNECT_MANAGED', change)).toBe(outcome);
  });
});

describe('who may be created where a directory manages identities', () => {
  const cases: readonly (readonly [string, Change, string])[] = [
    ['a person without a name', { IdentityInfo: undefined }, 'OK'],
    ['a person with a directory user id', { DirectoryUserId: 'S-1-5-21-1' }, 'OK'],
    ['not with a password', { Password: 'Aa345678' }, 'InvalidRequestException'],
    ['a username of 42 characters', { Username: 'a'.repeat(42) }, 'OK'],
  ];

  test.each(cases)('%s', async (_sentence, change, outcome) => {
    expect(await attempt('EXISTING_DIRECTORY', change)).toBe(outcome);
  });

  test('and who comes without a name gets it from the directory', async () => {
    const started = await start({ identityManagement: 'EXISTING_DIRECTORY' });
    const user = await describeUser(started, await createUser(started, { IdentityInfo: undefined }));
    expect(user.IdentityInfo).toEqual({
      FirstName: 'Jane',
      LastName: 'Doe',
      Email: 'jane.doe@directory.example.com',
    });
    expect(user.DirectoryUserId).toMatch(/^S-1-5-21-\d+$/);
  });
});

describe('what a new user refers to must exist', () => {
  const cases: readonly (readonly [string, Change])[] = [
    ['routing profile', { RoutingProfileId: 'unknown' }],
    ['security profile', { SecurityProfileIds: ['unknown'] }],
    ['hierarchy group', { HierarchyGroupId: 'unknown' }],
  ];

  test.each(cases)('%s', async (_sentence, change) => {
    expect(await attempt('SAML', change)).toBe('InvalidParameterException');
  });

  test('and the instance', async () => {
    expect(await attempt('SAML', { InstanceId: 'unknown' })).toBe('ResourceNotFoundException');
  });

  test.each([
    [0, 'InvalidParameterException'],
    [11, 'InvalidParameterException'],
  ])('%i security profiles are refused', async (count, outcome) => {
    expect(await attempt('SAML', { SecurityProfileIds: Array(count).fill('x') })).toBe(outcome);
  });
});

describe('the telephone of a new user', () => {
  const voice = <T extends object>(settings: T) => [{ Channel: 'VOICE' as const, ...settings }];
  const cases: readonly (readonly [string, Change, string])[] = [
    ['may be left out', {}, 'OK'],
    ['may be a desk phone', { PhoneConfig: { PhoneType: 'DESK_PHONE', DeskPhoneNumber: '+12065550123' } }, 'OK'],
    ['is no desk phone without a number', { PhoneConfig: { PhoneType: 'DESK_PHONE' } }, 'InvalidParameterException'],
    [
      'has no number that is not E.164',
      { PhoneConfig: { PhoneType: 'DESK_PHONE', DeskPhoneNumber: '2065550123' } },
      'InvalidParameterException',
    ],
    [
      'has no after-contact work of less than nothing',
      { PhoneConfig: { AfterContactWorkTimeLimit: -1 } },
      'InvalidParameterException',
    ],
    ['may have after-contact work of 24 days', { PhoneConfig: { AfterContactWorkTimeLimit: 2_000_000 } }, 'OK'],
    [
      'has no after-contact work of more than that',
      { PhoneConfig: { AfterContactWorkTimeLimit: 2_000_001 } },
      'InvalidParameterException',
    ],
    [
      'takes no AutoAccept twice',
      { PhoneConfig: { AutoAccept: true }, AutoAcceptConfigs: voice({ AutoAccept: true }) },
      'InvalidParameterException',
    ],
    [
      'takes no after-contact work twice',
      {
        PhoneConfig: { AfterContactWorkTimeLimit: 5 },
        AfterContactWorkConfigs: voice({ AfterContactWorkConfig: { AfterContactWorkTimeLimit: 5 } }),
      },
      'InvalidParameterException',
    ],
    [
      'takes no phone type twice',
      { PhoneConfig: { PhoneType: 'SOFT_PHONE' }, PhoneNumberConfigs: voice({ PhoneType: 'SOFT_PHONE' as const }) },
      'InvalidParameterException',
    ],
    [
      'takes no number twice',
      {
        PhoneConfig: { DeskPhoneNumber: '+12065550123' },
        PhoneNumberConfigs: voice({ PhoneType: 'SOFT_PHONE' as const }),
      },
      'InvalidParameterException',
    ],
    [
      'takes no persistent connection twice',
      {
        PhoneConfig: { PersistentConnection: true },
        PersistentConnectionConfigs: voice({ PersistentConnection: true }),
      },
      'InvalidParameterException',
    ],
    [
      'takes a field of PhoneConfig with the list of another',
      { PhoneConfig: { PhoneType: 'SOFT_PHONE' }, AutoAcceptConfigs: voice({ AutoAccept: true }) },
      'OK',
    ],
    [
      'has a channel once in a list',
      { AutoAcceptConfigs: [...voice({ AutoAccept: true }), ...voice({ AutoAccept: false })] },
      'InvalidParameterException',
    ],
    [
      'has a number for VOICE only',
      { PhoneNumberConfigs: [{ Channel: 'CHAT', PhoneType: 'SOFT_PHONE' }] },
      'InvalidParameterException',
    ],
    [
      'has voice enhancement for VOICE only',
      { VoiceEnhancementConfigs: [{ Channel: 'TASK', VoiceEnhancementMode: 'NONE' }] },
      'InvalidParameterException',
    ],
    [
      'accepts agent-first callbacks for VOICE only',
      { AutoAcceptConfigs: [{ Channel: 'CHAT', AutoAccept: true, AgentFirstCallbackAutoAccept: true }] },
      'InvalidParameterException',
    ],
    [
      'has no channel that there is not',
      { AutoAcceptConfigs: [{ Channel: 'FAX' as 'CHAT', AutoAccept: true }] },
      'InvalidParameterException',
    ],
  ];

  test.each(cases)('%s', async (_sentence, change, outcome) => {
    expect(await attempt('SAML', change)).toBe(outcome);
  });
});

test('a new user is described as it was made', async () => {
  const time = 1_700_000_000_000;
  const started = await start({ now: () => time });
  const { InstanceId, ids, emulator } = started;
  const UserId = await createUser(started, {
    IdentityInfo: { ...NAMES, Mobile: '+4915112345678' },
    SecurityProfileIds: [ids.agent, ids.admin, ids.agent],
    Tags: { site: 'dublin' },
  });
  expect(await describeUser(started, UserId)).toMatchObject({
    Id: UserId,
    Arn: `arn:aws:connect:us-west-2:123456789012:instance/${InstanceId}/agent/${UserId}`,
    Username: 'jane.doe',
    IdentityInfo: { ...NAMES, Mobile: '+4915112345678' },
    RoutingProfileId: ids.routingProfile,
    SecurityProfileIds: [ids.agent, ids.admin],
    Tags: { site: 'dublin' },
    LastModifiedTime: new Date(time),
    LastModifiedRegion: 'us-west-2',
  });
  expect(emulator.instances[0]?.users).toBe(1);
});

test('a username is taken without regard to case, until its user is deleted', async () => {
  const started = await start();
  const UserId = await createUser(started, { Username: 'Jane.Doe' });
  expect(await errorOf(createUser(started, { Username: 'jane.DOE' }))).toBe('DuplicateResourceException');
  await started.client.send(new sdk.DeleteUserCommand({ InstanceId: started.InstanceId, UserId }));
  expect(await createUser(started, { Username: 'jane.doe' })).not.toBe(UserId);
});

test('a deleted user is gone', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const UserId = await createUser(started);
  await client.send(new sdk.DeleteUserCommand({ InstanceId, UserId }));
  expect(await errorOf(describeUser(started, UserId))).toBe('ResourceNotFoundException');
  expect(await errorOf(client.send(new sdk.DeleteUserCommand({ InstanceId, UserId })))).toBe(
    'ResourceNotFoundException',
  );
});

test('more users than the quota are refused with a LimitExceededException, which is HTTP 429', async () => {
  const started = await start({ quotas: { users: 1 } });
  await createUser(started);
  const outcome = started.client.send(newUser(started, { Username: 'one.more' }));
  await expect(outcome).rejects.toMatchObject({ name: 'LimitExceededException', $metadata: { httpStatusCode: 429 } });
});
