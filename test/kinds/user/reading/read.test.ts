/** Who is there, by three calls that need not agree: ListUsers, SearchUsers and, where it takes that, DescribeUser. */
import type { User, UserSearchSummary } from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { Pointer } from '../../../../src/kinds/kind.ts';
import { readUsers } from '../../../../src/kinds/user/reading/read.ts';
import { reading } from '../../../support/reading.ts';
import { describing, listed, longAgo, now, readAll, searched } from '../../../support/reading-users.ts';
import { deferred, failed, script } from '../../../support/script.ts';
import { describedUser, idFor, names } from '../../../support/users.ts';

test('a thousand a call and five hundred a call, and no description of anybody', async () => {
  const { send, sent } = script({ ListUsers: listed('jane', 'omar'), SearchUsers: searched('jane', 'omar') });
  const live = await readUsers(reading(send, { now }));
  expect(live.map(({ address }) => address.key)).toEqual(['jane', 'omar']);
  expect(sent).toEqual([
    { call: 'ListUsers', input: { MaxResults: 1000 } },
    { call: 'SearchUsers', input: { MaxResults: 500 } },
  ]);
});

test('names are asked for of all that anybody points at, by search and by description', async () => {
  const asked: unknown[] = [];
  const known = async (pointers: Iterable<Pointer>) => {
    asked.push([...pointers].map(({ kind, id }) => [kind, id]));
    return names;
  };
  const at = (profile: string): Partial<User> => ({
    RoutingProfileId: idFor('routingProfile', profile),
    SecurityProfileIds: [],
  });
  const answers = {
    ListUsers: listed('jane', 'omar', 'new'),
    SearchUsers: searched(...['jane', 'omar'].map((name) => describedUser(name, at(name)) as UserSearchSummary)),
    DescribeUser: describing([], at('new')),
  };
  await readAll(answers, { names: known });
  expect(asked).toEqual([
    [
      ['routingProfile', 'routingProfile:jane'],
      ['routingProfile', 'routingProfile:omar'],
    ],
    [['routingProfile', 'routingProfile:new']],
  ]);
});

test('a search does not wait for the list, nor the list for the search', async () => {
  const both = deferred();
  let begun = 0;
  const together = async <T>(answer: T): Promise<T> => {
    if (++begun === 2) both.resolve();
    await both.promise;
    return answer;
  };
  const { names } = await readAll({
    ListUsers: () => together(listed('jane')),
    SearchUsers: () => together(searched('jane')),
  });
  expect(names).toEqual(['jane']);
});

describe('where the two disagree', () => {
  test('who is listed and not found is described', async () => {
    const { names, described } = await readAll({ ListUsers: listed('jane', 'new'), SearchUsers: searched('jane') });
    expect(names).toEqual(['jane', 'new']);
    expect(described).toEqual([{ UserId: 'id-new' }]);
  });

  test('who is listed, not found and gone meanwhile is not there', async () => {
    const answers = {
      ListUsers: [listed('jane', 'gone'), listed('jane')],
      SearchUsers: searched('jane'),
      DescribeUser: describing(['gone']),
    };
    expect((await readAll(answers)).names).toEqual(['jane']);
  });

  test('who is named otherwise by the search than by the list is described', async () => {
    const searchedAs = { ...describedUser('omar'), Id: 'id-jane' } as UserSearchSummary;
    const { names, described } = await readAll({ ListUsers: listed('jane'), SearchUsers: searched(searchedAs) });
    expect(names).toEqual(['jane']);
    expect(described).toEqual([{ UserId: 'id-jane' }]);
  });

  test('a list that does not say names agrees with any', async () => {
    const nameless = { UserSummaryList: [{ Id: 'id-jane', LastModifiedTime: longAgo }] };
    expect((await readAll({ ListUsers: nameless, SearchUsers: searched('jane') })).described).toEqual([]);
  });

  test('who is found and not listed was made meanwhile, which a second list shows', async () => {
    const answers = { ListUsers: [listed('jane'), listed('jane', 'new')], SearchUsers: searched('jane', 'new') };
    expect(await readAll(answers)).toMatchObject({
      names: ['jane', 'new'],
      calls: ['ListUsers', 'SearchUsers', 'ListUsers'],
    });
  });

  test('or was deleted, and the index lags', async () => {
    const answers = {
      ListUsers: listed('jane'),
      SearchUsers: searched('jane', 'gone'),
      DescribeUser: describing(['gone']),
    };
    expect(await readAll(answers)).toMatchObject({ names: ['jane'], described: [{ UserId: 'id-gone' }] });
  });

  test('or else the list is cut short, and is no basis for a plan', async () => {
    const answers = { ListUsers: listed('jane'), SearchUsers: searched('jane', 'omar') };
    await expect(readAll(answers)).rejects.toThrow('ListUsers leaves out users that exist, such as omar.');
  });

  test('and is read again before it is refused', async () => {
    const answers = {
      ListUsers: [listed('jane'), listed('jane'), listed('jane', 'omar')],
      SearchUsers: searched('jane', 'omar'),
    };
    expect((await readAll(answers)).names).toEqual(['jane', 'omar']);
  });

  test('a search that is cut short is no basis either', async () => {
    const short = { ...searched('jane'), ApproximateTotalCount: 2 };
    const answers = { ListUsers: listed('jane', 'omar'), SearchUsers: short };
    await expect(readAll(answers)).rejects.toThrow('SearchUsers says that there are 2, but its pages hold 1.');
    expect((await readAll({ ...answers, SearchUsers: [short, short, searched('jane', 'omar')] })).described).toEqual(
      [],
    );
  });

  test('nor is one that has everybody who is listed: both may have been cut short', async () => {
    const short = { ...searched('jane'), ApproximateTotalCount: 2 };
    await expect(readAll({ ListUsers: listed('jane'), SearchUsers: short })).rejects.toThrow('there are 2');
  });

  test('a list that fails is told, also where the search fails first', async () => {
    const answers = { ListUsers: () => Promise.reject(failed('denied')), SearchUsers: failed('transient') };
    await expect(readAll(answers)).rejects.toMatchObject({ name: 'CallError' });
  });

  test('what cannot be described is no user that is gone', async () => {
    const answers = { ListUsers: listed('new'), SearchUsers: searched(), DescribeUser: failed('denied') };
    await expect(readAll(answers)).rejects.toMatchObject({ facts: { failure: 'denied' } });
  });
});

test('after-contact work is read in milliseconds from a search and in seconds from a description', async () => {
  const PhoneConfig = { PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: 30_000 } as const;
  const inSeconds = { PhoneConfig: { ...PhoneConfig, AfterContactWorkTimeLimit: 30 } };
  const { live } = await readAll({
    ListUsers: listed('jane', 'new'),
    SearchUsers: searched({ ...(describedUser('jane') as UserSearchSummary), PhoneConfig }),
    DescribeUser: describing([], inSeconds),
  });
  const limits = live.map(({ attributes }) => attributes['phoneConfig']);
  expect(limits[0]).toMatchObject({ afterContactWorkTimeLimit: { VOICE: 30 } });
  expect(limits[1]).toEqual(limits[0]);
});

test('a user who points at what is not listed is no basis for a plan', async () => {
  const { send } = script({ ListUsers: listed('jane'), SearchUsers: searched('jane') });
  const names = async () => ({
    knows: () => false,
    nameOf(): never {
      throw new Error('unknown id');
    },
  });
  await expect(readUsers(reading(send, { names }))).rejects.toThrow('unknown id');
});

describe('without a search', () => {
  test('everybody is listed twice and described', async () => {
    const result = await readAll({ ListUsers: listed('jane', 'omar') }, { method: 'describe' });
    expect(result).toMatchObject({
      names: ['jane', 'omar'],
      calls: ['ListUsers', 'ListUsers', 'DescribeUser', 'DescribeUser'],
    });
    expect(result.live[0]?.attributes['email']).toBe('jane@example.com');
  });
  test('a list that is another the second time is read once more', async () => {
    const lists = [listed('jane'), listed('jane', 'omar'), listed('jane', 'omar')];
    expect((await readAll({ ListUsers: lists }, { method: 'describe' })).names).toEqual(['jane', 'omar']);
  });
  test('also where it has as many, but others', async () => {
    const lists = [listed('jane', 'omar'), listed('jane', 'ada'), listed('jane', 'ada')];
    expect(await readAll({ ListUsers: lists }, { method: 'describe' })).toMatchObject({
      names: ['ada', 'jane'],
      calls: ['ListUsers', 'ListUsers', 'ListUsers', 'DescribeUser', 'DescribeUser'],
    });
  });
  test('a list that never is the same is no basis for a plan', async () => {
    const lists = [listed('a'), listed('a', 'b'), listed('a'), listed('a', 'b')];
    await expect(readAll({ ListUsers: lists }, { method: 'describe' })).rejects.toThrow(
      'ListUsers, read twice, has other users the second time (1 and 2). Nothing is planned from half a list',
    );
  });
  test('which is also the way where a search is denied, with a warning', async () => {
    const warnings: string[] = [];
    const warn = (code: string, message: string): void => void warnings.push(code, message);
    const { names } = await readAll({ ListUsers: listed('jane'), SearchUsers: failed('denied') }, { warn });
    expect(names).toEqual(['jane']);
    expect(warnings).toEqual(['search-denied', expect.stringContaining('allow connect:SearchUsers')]);
  });
});
