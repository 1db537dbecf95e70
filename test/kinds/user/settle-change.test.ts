/** Calls whose answers were all lost: what there is now says whether they were made. */
import { expect, test } from 'vitest';
import { user } from '../../../src/kinds/user/index.ts';
import { failed, script } from '../../support/script.ts';
import { describedUser } from '../../support/users.ts';

const jane = describedUser('jane', {
  Tags: { team: 'a' },
  HierarchyGroupId: 'g',
  AutoAcceptConfigs: [
    { Channel: 'VOICE', AutoAccept: true },
    { Channel: 'CHAT', AutoAccept: false },
  ],
});
const UserId = 'id-jane';
const resourceArn = 'arn:aws:connect:us-east-1:111122223333:instance/i/agent/id-jane';
const [profile] = jane.SecurityProfileIds ?? [];

test.each([
  [
    'UpdateUserIdentityInfo',
    { UserId, IdentityInfo: { LastName: 'jane' } },
    { UserId, IdentityInfo: { LastName: 'x' } },
  ],
  [
    'UpdateUserConfig',
    { UserId, AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true }] },
    { UserId, AutoAcceptConfigs: [{ Channel: 'CHAT', AutoAccept: true }] },
  ],
  [
    'UpdateUserRoutingProfile',
    { UserId, RoutingProfileId: jane.RoutingProfileId },
    { UserId, RoutingProfileId: 'other' },
  ],
  ['UpdateUserSecurityProfiles', { UserId, SecurityProfileIds: [profile] }, { UserId, SecurityProfileIds: ['other'] }],
  ['UpdateUserHierarchy', { UserId, HierarchyGroupId: 'g' }, { UserId }],
  ['TagResource', { resourceArn, tags: { team: 'a' } }, { resourceArn, tags: { team: 'b' } }],
  ['UntagResource', { resourceArn, tagKeys: ['other'] }, { resourceArn, tagKeys: ['team'] }],
] as const)('%s was made where the user is so, and only there', async (call, made, notMade) => {
  const { send } = script({ DescribeUser: { User: jane } });
  expect(await user.settle?.({ call, input: made }, send)).toBe('done');
  expect(await user.settle?.({ call, input: notMade }, send)).toBeUndefined();
});

test('not all of what was asked is not made', async () => {
  const chat = { Channel: 'CHAT', AutoAccept: false };
  const later = { Channel: 'CHAT', AutoAccept: true };
  const voice = { Channel: 'VOICE', AutoAccept: true };
  const PhoneNumberConfigs = [{ Channel: 'VOICE', PhoneType: 'SOFT_PHONE' }];
  const rows = [
    ['UpdateUserConfig', { UserId, AutoAcceptConfigs: [voice, chat] }, 'done'],
    ['UpdateUserConfig', { UserId, AutoAcceptConfigs: [voice, later] }, undefined],
    ['UpdateUserConfig', { UserId, AutoAcceptConfigs: [voice], PhoneNumberConfigs }, undefined],
    ['UpdateUserIdentityInfo', { UserId, IdentityInfo: { LastName: 'jane', Mobile: '+4930' } }, undefined],
    ['UpdateUserSecurityProfiles', { UserId, SecurityProfileIds: [profile, 'other'] }, undefined],
    ['TagResource', { resourceArn, tags: { team: 'a', more: '1' } }, undefined],
    ['UntagResource', { resourceArn, tagKeys: ['other', 'team'] }, undefined],
  ] as const;
  for (const [call, input, settled] of rows) {
    const { send, sent } = script({ DescribeUser: { User: jane } });
    expect(await user.settle?.({ call, input }, send)).toBe(settled);
    expect(sent).toEqual([{ call: 'DescribeUser', input: { UserId } }]);
  }
});

test('a user without tags has none that was to go, and none that was to come', async () => {
  const { Tags: _, ...User } = jane;
  const { send } = script({ DescribeUser: { User } });
  expect(await user.settle?.({ call: 'UntagResource', input: { resourceArn, tagKeys: ['team'] } }, send)).toBe('done');
  expect(
    await user.settle?.({ call: 'TagResource', input: { resourceArn, tags: { team: 'a' } } }, send),
  ).toBeUndefined();
});

test('of a user who is gone nothing was made', async () => {
  const { send } = script({ DescribeUser: failed('not-found') });
  expect(await user.settle?.({ call: 'TagResource', input: { resourceArn, tags: {} } }, send)).toBeUndefined();
});

test('a call about proficiencies is settled by the proficiencies of the user', async () => {
  const billing = { AttributeName: 'Skill', AttributeValue: 'Billing', Level: 3 };
  const { send, sent } = script({ ListUserProficiencies: { UserProficiencyList: [billing] } });
  const input = { UserId, UserProficiencies: [billing] };
  expect(await user.settle?.({ call: 'AssociateUserProficiencies', input }, send)).toBe('done');
  expect(sent).toEqual([{ call: 'ListUserProficiencies', input: { UserId, MaxResults: 100 } }]);
});

test.each([
  ['DeleteQuickConnect', { QuickConnectId: 'q' }],
  ['TagResource', { resourceArn: 'arn:aws:connect:us-east-1:111122223333:instance/i/queue/q', tags: {} }],
] as const)('%s of something that is no user is not settled here', async (call, input) => {
  const { send, sent } = script({});
  expect(await user.settle?.({ call, input }, send)).toBeUndefined();
  expect(sent).toEqual([]);
});

test('a deletion was made where the user is gone, and only there', async () => {
  const sent = { call: 'DeleteUser', input: { UserId } } as const;
  expect(await user.settle?.(sent, script({ DescribeUser: failed('not-found') }).send)).toBe('done');
  expect(await user.settle?.(sent, script({ DescribeUser: { User: jane } }).send)).toBeUndefined();
});
