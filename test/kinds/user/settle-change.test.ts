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

test('a deletion was made where the user is gone, and only there', async () => {
  const sent = { call: 'DeleteUser', input: { UserId } } as const;
  expect(await user.settle?.(sent, script({ DescribeUser: failed('not-found') }).send)).toBe('done');
  expect(await user.settle?.(sent, script({ DescribeUser: { User: jane } }).send)).toBeUndefined();
});
