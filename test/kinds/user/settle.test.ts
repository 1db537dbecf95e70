/** Was it our own lost call that took the name? */

import type { User } from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { user } from '../../../src/kinds/user/index.ts';
import { type Answers, failed, script } from '../../support/script.ts';
import { describedUser } from '../../support/users.ts';

const ours = describedUser('Jane');
const input = {
  Username: 'jane',
  RoutingProfileId: ours.RoutingProfileId,
  SecurityProfileIds: ours.SecurityProfileIds,
};
const summary = { Id: 'id-Jane', Arn: 'arn-Jane', Username: 'Jane' };
const identity = { id: 'id-Jane', arn: 'arn-Jane' };

const listed: Answers = { ListUsers: { UserSummaryList: [{ Id: 'id-Omar', Username: 'omar' }, summary] } };
const settle = (answers: Answers, given: object = input) =>
  user.settle?.({ call: 'CreateUser', input: given }, script(answers).send);
const having = (more: Partial<User>): Answers => ({ ...listed, DescribeUser: { User: { ...ours, ...more } } });

describe('it was', () => {
  test('where the user of that name, in any case, is as it was asked for', async () => {
    const { send, sent } = script(having({}));
    expect(await user.settle?.({ call: 'CreateUser', input: { ...input, Username: 'JANE' } }, send)).toEqual(identity);
    expect(sent).toEqual([
      { call: 'ListUsers', input: { MaxResults: 1000 } },
      { call: 'DescribeUser', input: { UserId: 'id-Jane' } },
    ]);
  });
  test.each<readonly [string, object, Partial<User>]>([
    ['our mark, among other tags', { Tags: { owner: 'us' } }, { Tags: { owner: 'us', more: '1' } }],
    ['the name and more', { IdentityInfo: { FirstName: 'First', LastName: 'Jane' } }, {}],
    [
      'another name, which its account has in the directory',
      { DirectoryUserId: 'S-1', IdentityInfo: { FirstName: 'x' } },
      {},
    ],
    ['no name, where none was given', {}, { IdentityInfo: undefined }],
  ])('where that user has %s', async (_, given, more) => {
    expect(await settle(having(more), { ...input, ...given })).toEqual(identity);
  });
  test('where the security profiles come in another order', async () => {
    const given = { ...input, SecurityProfileIds: ['b', 'a', 'c'] };
    expect(await settle(having({ SecurityProfileIds: ['c', 'b', 'a'] }), given)).toEqual(identity);
  });
  test('where the user is listed and so new that it cannot be described', async () => {
    expect(await settle({ ...listed, DescribeUser: failed('not-found') })).toEqual(identity);
  });
  test('also where the user is on a later page', async () => {
    const pages = [{ UserSummaryList: [], NextToken: 't' }, { UserSummaryList: [summary] }];
    expect(await settle({ ...having({}), ListUsers: pages })).toEqual(identity);
  });
});

describe('it was not', () => {
  test.each<readonly [string, Partial<User>]>([
    ['another routing profile', { RoutingProfileId: 'other' }],
    ['other security profiles', { SecurityProfileIds: ['other'] }],
    ['more security profiles', { SecurityProfileIds: [...(ours.SecurityProfileIds ?? []), 'other'] }],
    ['a group', { HierarchyGroupId: 'g' }],
  ])('where that user has %s', async (_, more) => expect(await settle(having(more))).toBeUndefined());

  test.each<readonly [string, object, Partial<User>]>([
    ['another mark', { Tags: { owner: 'us' } }, { Tags: { owner: 'them' } }],
    ['other tags', { Tags: { owner: 'us' } }, { Tags: { more: '1' } }],
    ['no tags', { Tags: { owner: 'us' } }, { Tags: undefined }],
    ['another first name', { IdentityInfo: { FirstName: 'J', LastName: 'Jane' } }, {}],
    ['another last name', { IdentityInfo: { FirstName: 'First', LastName: 'Doe' } }, {}],
    ['no name', { IdentityInfo: { FirstName: 'First' } }, { IdentityInfo: undefined }],
  ])('where that user has %s', async (_, given, more) => {
    expect(await settle(having(more), { ...input, ...given })).toBeUndefined();
  });

  test('where nobody has that name', async () => {
    expect(
      await settle({ ListUsers: { UserSummaryList: [{ Id: 'nameless' }, { Id: 'id-Omar', Username: 'omar' }] } }),
    ).toBeUndefined();
    expect(await settle({ ListUsers: {} })).toBeUndefined();
  });
});

test('a call that makes nothing has nothing to settle', async () => {
  const { send, sent } = script({});
  expect(await user.settle?.({ call: 'UpdateUserConfig', input: {} }, send)).toBeUndefined();
  expect(sent).toEqual([]);
});

test('what cannot be found out is an error, not an answer', async () => {
  await expect(settle({ ...listed, DescribeUser: failed('denied') })).rejects.toMatchObject({
    facts: { failure: 'denied' },
  });
});

test('the identity of a user is in the answer of its create, and in no other', () => {
  expect(user.identify?.({ UserId: 'u', UserArn: 'a' }, { call: 'CreateUser', input: {} })).toEqual({
    id: 'u',
    arn: 'a',
  });
  expect(user.identify?.({}, { call: 'TagResource', input: {} })).toBeUndefined();
});
