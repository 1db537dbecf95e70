/** Who is there, by three calls that need not agree: ListUsers, SearchUsers and, where it takes that, DescribeUser. */
import type { UserSearchSummary } from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { readUsers } from '../../../../src/kinds/user/reading/read.ts';
import type { Attributes } from '../../../../src/plan/model/state.ts';
import { reading } from '../../../support/reading.ts';
import {
  describing,
  listed,
  minutesAgo,
  now,
  type Options,
  readAll,
  searched,
} from '../../../support/reading-users.ts';
import { deferred, failed, script } from '../../../support/script.ts';
import { describedUser } from '../../../support/users.ts';

test('a thousand a call and five hundred a call, and no description of anybody', async () => {
  const { send, sent } = script({ ListUsers: listed('jane', 'omar'), SearchUsers: searched('jane', 'omar') });
  const live = await readUsers(reading(send, { now }));
  expect(live.map(({ address }) => address.key)).toEqual(['jane', 'omar']);
  expect(sent).toEqual([
    { call: 'ListUsers', input: { MaxResults: 1000 } },
    { call: 'SearchUsers', input: { MaxResults: 500 } },
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

describe('who is described because of what is asked of them:', () => {
  const rows: { readonly [sentence: string]: readonly [asked: Attributes, described: boolean] } = {
    'nobody for what a search tells': [{ firstName: 'First', routingProfile: 'Other', tags: { a: '1' } }, false],
    'an e-mail': [{ email: 'x@example.com' }, true],
    'a second e-mail': [{ secondaryEmail: 'x@example.com' }, true],
    'a mobile': [{ mobile: '+4930' }, true],
    'a new last name, since an e-mail must go back with it': [{ lastName: 'Other' }, true],
    'a new first name likewise': [{ firstName: 'Other' }, true],
  };
  test.each(Object.entries(rows))('%s', async (_, [asked, expected]) => {
    const answers = { ListUsers: listed('Jane', 'omar'), SearchUsers: searched('Jane', 'omar') };
    const { described, live } = await readAll(answers, { asked: { jane: asked } });
    expect(described).toEqual(expected ? [{ UserId: 'id-Jane' }] : []);
    const jane = live.find(({ address }) => address.key === 'Jane');
    expect(jane?.attributes['email']).toBe(expected ? 'Jane@example.com' : undefined);
  });

  test('and nobody else', async () => {
    const answers = { ListUsers: listed('jane', 'omar'), SearchUsers: searched('jane', 'omar') };
    const asked = { jane: { email: 'x@example.com' }, omar: {} };
    expect((await readAll(answers, { asked })).described).toEqual([{ UserId: 'id-jane' }]);
  });

  test('an export wants every e-mail, where the instance keeps them', async () => {
    const { send, inputsOf } = script({
      ListUsers: listed('jane'),
      SearchUsers: searched('jane'),
      DescribeUser: describing(),
    });
    const { desired: _, ...everything } = reading(send);
    await readUsers({ ...everything, identityManagement: 'CONNECT_MANAGED' });
    expect(inputsOf('DescribeUser')).toHaveLength(1);
    await readUsers(everything);
    expect(inputsOf('DescribeUser')).toHaveLength(1);
  });
});

describe('a difference that may only be the lag of the index', () => {
  const asked = { jane: { routingProfile: 'Tier 2' } };
  const readAt = (changed: Date, wanted: Options['asked'] = asked) =>
    readAll({ ListUsers: listed(['jane', changed]), SearchUsers: searched('jane') }, { asked: wanted });
  test('is looked at, where the user was changed just now', async () => {
    expect((await readAt(minutesAgo(4))).described).toHaveLength(1);
  });
  test('is looked at, where their clock is ahead of ours', async () => {
    expect((await readAt(minutesAgo(-10))).described).toHaveLength(1);
  });
  test('is believed, where the last change is long ago', async () => {
    expect((await readAt(minutesAgo(6))).described).toEqual([]);
  });
  test('is not looked at where there is none', async () => {
    expect((await readAt(minutesAgo(1), { jane: { routingProfile: 'Basic' } })).described).toEqual([]);
    expect((await readAt(minutesAgo(1), {})).described).toEqual([]);
  });
});

test('a long stretch of descriptions is announced before it begins', async () => {
  const announced: unknown[] = [];
  const announce = (call: string, times: number): void => void announced.push([call, times]);
  await readAll({ ListUsers: listed('jane', 'a', 'b'), SearchUsers: searched('jane') }, { announce });
  expect(announced).toEqual([['DescribeUser', 2]]);
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
