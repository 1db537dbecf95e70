/** One change of a user, and the calls that make it: which, with what, and with nothing of what is not managed lost. */
import { describe, expect, test } from 'vitest';
import { sequence } from '../../../src/kinds/operation.ts';
import type { UserAttributes } from '../../../src/kinds/user/attributes.ts';
import { operations } from '../../../src/kinds/user/writing/operations.ts';
import { changeOf, liveUser, withIds } from '../../support/users.ts';

const everyChannel = <T>(value: T) => ({ VOICE: value, CHAT: value, TASK: value, EMAIL: value });
const jane = { kind: 'user', key: 'jane' } as const;
const live = liveUser(
  'jane',
  {
    ...{ firstName: 'Jane', lastName: 'Doe', email: 'j@example.com', secondaryEmail: 's@example.com', mobile: '+4930' },
    ...{ routingProfile: 'Basic', securityProfiles: ['Agent'], hierarchyGroup: 'A/B' },
    phoneConfig: {
      ...{ phoneType: 'DESK_PHONE', deskPhoneNumber: '+1', persistentConnection: true, voiceEnhancement: 'NONE' },
      ...{ autoAccept: everyChannel(false), afterContactWorkTimeLimit: { VOICE: 60, CHAT: 15 } },
    },
    tags: { keep: '1', old: '2' },
  },
  { agentFirstCallbackAutoAccept: true },
);

type Calls = readonly (readonly [call: string, input: object])[];
function lowered(asked: UserAttributes, there?: typeof live): Calls {
  return sequence(operations(changeOf(asked, there), there)).operations.map((one) => {
    expect(one.address).toEqual(jane);
    return [one.call, withIds(one) as object];
  });
}

const UserId = 'user:jane';
const whole = {
  ...{ FirstName: 'Jane', LastName: 'Doe', Email: 'j@example.com', SecondaryEmail: 's@example.com', Mobile: '+4930' },
};

const updates: { readonly [sentence: string]: readonly [asked: UserAttributes, calls: Calls] } = {
  'a name goes with the whole identity': [
    { lastName: 'Dorn' },
    [['UpdateUserIdentityInfo', { UserId, IdentityInfo: { ...whole, LastName: 'Dorn' } }]],
  ],
  'several parts of an identity go in one call': [
    { firstName: 'J', email: 'new@example.com', secondaryEmail: 'x@example.com', mobile: '+1' },
    [
      [
        'UpdateUserIdentityInfo',
        {
          UserId,
          IdentityInfo: {
            ...whole,
            FirstName: 'J',
            Email: 'new@example.com',
            SecondaryEmail: 'x@example.com',
            Mobile: '+1',
          },
        },
      ],
    ],
  ],
  'one channel goes with all channels of its list, and with what is carried': [
    { phoneConfig: { autoAccept: { CHAT: true } } },
    [
      [
        'UpdateUserConfig',
        {
          UserId,
          AutoAcceptConfigs: [
            { Channel: 'VOICE', AutoAccept: false, AgentFirstCallbackAutoAccept: true },
            { Channel: 'CHAT', AutoAccept: true },
            { Channel: 'TASK', AutoAccept: false },
            { Channel: 'EMAIL', AutoAccept: false },
          ],
        },
      ],
    ],
  ],
  'a channel without a value is not made up': [
    { phoneConfig: { afterContactWorkTimeLimit: { CHAT: 0 } } },
    [
      [
        'UpdateUserConfig',
        {
          UserId,
          AfterContactWorkConfigs: [
            { Channel: 'VOICE', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 60 } },
            { Channel: 'CHAT', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } },
          ],
        },
      ],
    ],
  ],
  'a phone number goes with its live type': [
    { phoneConfig: { deskPhoneNumber: '+2' } },
    [
      [
        'UpdateUserConfig',
        { UserId, PhoneNumberConfigs: [{ Channel: 'VOICE', PhoneType: 'DESK_PHONE', PhoneNumber: '+2' }] },
      ],
    ],
  ],
  'several settings of the phone go in one call': [
    { phoneConfig: { persistentConnection: false, voiceEnhancement: 'VOICE_ISOLATION', phoneType: 'DESK_PHONE' } },
    [
      [
        'UpdateUserConfig',
        {
          UserId,
          PersistentConnectionConfigs: [{ Channel: 'VOICE', PersistentConnection: false }],
          VoiceEnhancementConfigs: [{ Channel: 'VOICE', VoiceEnhancementMode: 'VOICE_ISOLATION' }],
        },
      ],
    ],
  ],
  'a routing profile goes by its id': [
    { routingProfile: 'Tier 2' },
    [['UpdateUserRoutingProfile', { UserId, RoutingProfileId: 'routingProfile:Tier 2' }]],
  ],
  'security profiles replace all': [
    { securityProfiles: ['Admin', 'Agent'] },
    [
      [
        'UpdateUserSecurityProfiles',
        { UserId, SecurityProfileIds: ['securityProfile:Admin', 'securityProfile:Agent'] },
      ],
    ],
  ],
  'a group goes by its id': [
    { hierarchyGroup: 'A/C' },
    [['UpdateUserHierarchy', { UserId, HierarchyGroupId: 'hierarchyGroup:A/C' }]],
  ],
  'a group with a slash in its name likewise': [
    { hierarchyGroup: ['A', 'C/D'] },
    [['UpdateUserHierarchy', { UserId, HierarchyGroupId: 'hierarchyGroup:A/C\\/D' }]],
  ],
  'null takes the user out of its group': [{ hierarchyGroup: null }, [['UpdateUserHierarchy', { UserId }]]],
  'only tags that differ are set, and by ARN': [
    { tags: { keep: '1', old: '3', new: '4' } },
    [['TagResource', { resourceArn: 'arn:user:jane', tags: { old: '3', new: '4' } }]],
  ],
  'only tags that are cleared are removed': [
    { tags: { old: null, never: null } },
    [['UntagResource', { resourceArn: 'arn:user:jane', tagKeys: ['old'] }]],
  ],
  'a tag makes room before another comes': [
    { tags: { old: null, new: '1' } },
    [
      ['UntagResource', { resourceArn: 'arn:user:jane', tagKeys: ['old'] }],
      ['TagResource', { resourceArn: 'arn:user:jane', tags: { new: '1' } }],
    ],
  ],
};

describe('an update:', () => {
  test.each(Object.entries(updates))('%s', (_, [asked, calls]) => expect(lowered(asked, live)).toEqual(calls));

  test('what is cleared is left out, and said to be, since Connect may not take it so', () => {
    const clearing = (asked: UserAttributes) =>
      sequence(operations(changeOf(asked, live), live)).operations.map((one) => [one.call, one.clears, withIds(one)]);
    const { SecondaryEmail: _, Mobile, ...others } = whole;
    expect(clearing({ secondaryEmail: null })).toEqual([
      [
        'UpdateUserIdentityInfo',
        { secondaryEmail: 'second e-mail address' },
        { UserId, IdentityInfo: { ...others, Mobile } },
      ],
    ]);
    expect(clearing({ secondaryEmail: null, mobile: null, lastName: 'Dorn' })).toEqual([
      [
        'UpdateUserIdentityInfo',
        { secondaryEmail: 'second e-mail address', mobile: 'mobile number' },
        { UserId, IdentityInfo: { ...others, LastName: 'Dorn' } },
      ],
    ]);
    expect(clearing({ mobile: '+1' })).toEqual([
      ['UpdateUserIdentityInfo', undefined, { UserId, IdentityInfo: { ...whole, Mobile: '+1' } }],
    ]);
  });

  test('everything at once is one call an aspect', () => {
    const phoneConfig = { voiceEnhancement: 'VOICE_ISOLATION' } as const;
    const asked = { lastName: 'X', phoneConfig, routingProfile: 'X' };
    const more = { securityProfiles: ['X'], hierarchyGroup: 'X', tags: { old: null, x: '1' } };
    expect(lowered({ ...asked, ...more }, live).map(([call]) => call)).toEqual([
      ...['UpdateUserIdentityInfo', 'UpdateUserConfig', 'UpdateUserRoutingProfile', 'UpdateUserSecurityProfiles'],
      ...['UpdateUserHierarchy', 'UntagResource', 'TagResource'],
    ]);
  });
});

describe('a create:', () => {
  const least = { routingProfile: 'Basic', securityProfiles: ['Agent'] };
  const leastInput = {
    Username: 'jane',
    SecurityProfileIds: ['securityProfile:Agent'],
    RoutingProfileId: 'routingProfile:Basic',
  };

  const rows: { readonly [sentence: string]: readonly [asked: UserAttributes, input: object] } = {
    'the least it takes': [{}, {}],
    'an identity': [{ firstName: 'J', email: 'j@x.co' }, { IdentityInfo: { FirstName: 'J', Email: 'j@x.co' } }],
    'settings of the phone, in lists and never in PhoneConfig': [
      { phoneConfig: { phoneType: 'SOFT_PHONE', autoAccept: { VOICE: true } } },
      {
        AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true }],
        PhoneNumberConfigs: [{ Channel: 'VOICE', PhoneType: 'SOFT_PHONE' }],
      },
    ],
    'a group': [{ hierarchyGroup: 'A/B' }, { HierarchyGroupId: 'hierarchyGroup:A/B' }],
    'no group': [{ hierarchyGroup: null }, {}],
    'nothing of an identity that is to be cleared': [{ secondaryEmail: null, mobile: null }, {}],
    'tags, but those to be cleared': [{ tags: { a: '1', b: null } }, { Tags: { a: '1' } }],
    'no tags at all': [{ tags: { b: null } }, {}],
    'the id in a directory': [{ directoryUserId: 'S-1' }, { DirectoryUserId: 'S-1' }],
    'a password by reference': [{ initialPassword: { env: 'PW' } }, { Password: { secret: { env: 'PW' } } }],
    'a password to be made up': [{ initialPassword: { generate: true } }, { Password: { secret: { generate: true } } }],
  };
  test.each(Object.entries(rows))('%s', (_, [asked, input]) => {
    expect(lowered({ ...least, ...asked })).toEqual([['CreateUser', { ...leastInput, ...input }]]);
  });
});

test('a delete is one call', () => {
  const change = { action: 'delete', address: jane, before: live.attributes } as const;
  expect(sequence(operations(change, live)).operations.map((one) => [one.call, withIds(one)])).toEqual([
    ['DeleteUser', { UserId }],
  ]);
});

test('a delete takes the quick connects along that point at the user, and the user last', () => {
  const change = { action: 'delete', address: jane, before: live.attributes } as const;
  const found = { ...live, carried: { ...live.carried, quickConnects: ['q1', 'q2'] } };
  expect(sequence(operations(change, found)).operations.map((one) => [one.call, withIds(one)])).toEqual([
    ['DeleteQuickConnect', { QuickConnectId: 'q1' }],
    ['DeleteQuickConnect', { QuickConnectId: 'q2' }],
    ['DeleteUser', { UserId }],
  ]);
});
