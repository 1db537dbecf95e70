/** One user, asked for by name: a search for the name, a description, and what the user is proficient in. */
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../../src/kinds/kind.ts';
import { readUsers } from '../../../../src/kinds/user/reading/read.ts';
import { onlyWith, reading } from '../../../support/reading.ts';
import { type Answer, type Answers, failed, script } from '../../../support/script.ts';
import { describedUser } from '../../../support/users.ts';

/** Everybody can be described but `old`, who is gone. */
const describing: Answer<'DescribeUser'> = ({ UserId = '' }) => {
  const IdentityInfo = { FirstName: 'First', Email: 'a@example.com' };
  return UserId === 'id-old'
    ? failed('not-found')
    : { User: describedUser(UserId.replace('id-', ''), { IdentityInfo }) };
};
const found = (...names: readonly string[]) => ({
  Users: names.map((name) => ({ Id: `id-${name}`, Username: name })),
  ApproximateTotalCount: names.length,
});
const listed = (...names: readonly string[]) => ({
  UserSummaryList: names.map((name) => ({ Id: `id-${name}`, Username: name })),
});
const proficient = {
  UserProficiencyList: [{ AttributeName: 'Skill', AttributeValue: 'Billing', Level: 3 }],
};
/** As it is read, with proficiencies only where there are some. */
const whole = (key: string, more: object = {}) => ({
  ...{ address: { kind: 'user', key }, id: `id-${key}`, arn: `arn-${key}`, carried: {} },
  attributes: {
    ...{ firstName: 'First', email: 'a@example.com', routingProfile: 'Basic', securityProfiles: ['Agent'], tags: {} },
    ...more,
  },
});
const nameOnly = (key: string) => ({
  ...{ address: { kind: 'user', key }, id: `id-${key}`, arn: '', attributes: {}, carried: {} },
});

async function readJane(answers: Answers, more: Partial<Reading> = {}) {
  const standard = { DescribeUser: describing, ListUserProficiencies: { UserProficiencyList: [] } };
  const { send, sent, calls } = script({ ...standard, ...answers });
  const warned: unknown[] = [];
  const { signal } = new AbortController();
  const warn = (code: string, message: string): void => void warned.push([code, message]);
  const only = { kind: 'user', key: 'Jane' };
  const users = await readUsers(reading(onlyWith(signal, send), { only, warn, signal, ...more }));
  return { users, sent, calls: calls(), warned };
}

test('takes three calls, however many users there are', async () => {
  expect(await readJane({ SearchUsers: found('jane'), ListUserProficiencies: proficient })).toMatchObject({
    users: [whole('jane', { proficiencies: { Skill: { Billing: 3 } } })],
    sent: [
      {
        call: 'SearchUsers',
        input: {
          MaxResults: 10,
          SearchCriteria: { StringCondition: { FieldName: 'Username', Value: 'Jane', ComparisonType: 'EXACT' } },
        },
      },
      { call: 'DescribeUser', input: { UserId: 'id-jane' } },
      { call: 'ListUserProficiencies', input: { UserId: 'id-jane', MaxResults: 100 } },
    ],
    warned: [],
  });
});

test('nothing is said of proficiencies where the user has none', async () => {
  expect((await readJane({ SearchUsers: found('jane') })).users).toEqual([whole('jane')]);
});

test('where proficiencies are denied, the rest is shown and that is said', async () => {
  const answers = { SearchUsers: found('jane'), ListUserProficiencies: failed('denied') };
  expect(await readJane(answers)).toMatchObject({
    users: [whole('jane')],
    warned: [['proficiencies-denied', 'ListUserProficiencies is denied, so proficiencies are not shown.']],
  });
});

test('any other failure of theirs is told, not taken for none', async () => {
  const answers = { SearchUsers: found('jane'), ListUserProficiencies: failed('transient') };
  await expect(readJane(answers)).rejects.toMatchObject({ facts: { failure: 'transient' } });
});

describe('the user is looked for in the list', () => {
  const bySearch = ['SearchUsers', 'ListUsers', 'DescribeUser', 'ListUserProficiencies'];
  const rows: { readonly [sentence: string]: readonly [answers: Answers, calls: readonly string[]] } = {
    'where the search finds nobody, since its index lags behind': [{ SearchUsers: found() }, bySearch],
    'where it may not be searched': [{ SearchUsers: failed('denied') }, bySearch],
    'where Connect does not take such a search': [{ SearchUsers: failed('refused') }, bySearch],
    'where the search finds a user who is gone': [
      { SearchUsers: found('old') },
      ['SearchUsers', 'DescribeUser', 'ListUsers', 'DescribeUser', 'ListUserProficiencies'],
    ],
    'where the search finds a user who has another name by now': [
      { SearchUsers: found('janet') },
      ['SearchUsers', 'DescribeUser', 'ListUsers', 'DescribeUser', 'ListUserProficiencies'],
    ],
  };
  test.each(Object.entries(rows))('%s', async (_, [answers, calls]) => {
    expect(await readJane({ ...answers, ListUsers: listed('janet', 'JANE', 'omar') })).toMatchObject({
      users: [whole('JANE')],
      calls,
    });
  });

  test('and is not searched for where nothing is to be searched', async () => {
    const { users, calls } = await readJane({ ListUsers: listed('JANE') }, { method: 'describe' });
    expect(users).toEqual([whole('JANE')]);
    expect(calls).toEqual(['ListUsers', 'DescribeUser', 'ListUserProficiencies']);
  });

  test('but a search that fails otherwise is told', async () => {
    await expect(readJane({ SearchUsers: failed('transient') })).rejects.toMatchObject({
      facts: { failure: 'transient' },
    });
  });
});

describe('where there is no such user, the names of all are returned, for a suggestion', () => {
  test('without users whose name the list does not say', async () => {
    const ListUsers = {
      UserSummaryList: [...listed('janet').UserSummaryList, { Id: 'nameless' }, ...listed('Omar').UserSummaryList],
    };
    expect(await readJane({ SearchUsers: found(), ListUsers })).toMatchObject({
      users: [nameOnly('janet'), nameOnly('Omar')],
      calls: ['SearchUsers', 'ListUsers'],
    });
  });

  test('but not the name of a user who was deleted meanwhile, who would seem to be there', async () => {
    const answers = {
      SearchUsers: found(),
      ListUsers: [listed('jane', 'omar'), listed('omar')],
      DescribeUser: failed('not-found'),
    };
    expect((await readJane(answers)).users).toEqual([nameOnly('omar')]);
  });
});
