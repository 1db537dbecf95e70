/** Who is there, by three calls that need not agree: ListUsers, SearchUsers and, where it takes that, DescribeUser. */
import type { User, UserSearchSummary } from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { Attributes } from '../../../src/plan/state.ts';
import type { Reading } from '../../../src/resources/kind.ts';
import { readUsers } from '../../../src/resources/user/read.ts';
import { reading } from '../../support/reading.ts';
import { type Answer, type Answers, failed, script } from '../../support/script.ts';
import { describedUser, desiredUsers } from '../../support/users.ts';

const now = Date.UTC(2026, 0, 1, 12);
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000);
const longAgo = minutesAgo(1_000);

const listed = (...users: readonly (string | readonly [string, Date])[]) => ({
  UserSummaryList: users.map((user) => {
    const [Username, LastModifiedTime] = typeof user === 'string' ? [user, longAgo] : user;
    return { Id: `id-${Username}`, Username, LastModifiedTime };
  }),
});
/** As SearchUsers gives users: without e-mail and the like. */
const searched = (...users: readonly (string | UserSearchSummary)[]) => ({
  Users: users.map((user) => (typeof user === 'string' ? (describedUser(user) as UserSearchSummary) : user)),
  ApproximateTotalCount: users.length,
});

/** Everybody answers a description with their name and an e-mail, but those who are gone. */
const describing =
  (gone: readonly string[] = [], more: Partial<User> = {}): Answer<'DescribeUser'> =>
  ({ UserId }) => {
    const name = (UserId ?? '').replace('id-', '');
    const IdentityInfo = { FirstName: 'First', LastName: name, Email: `${name}@example.com` };
    return gone.includes(name) ? failed('not-found') : { User: describedUser(name, { IdentityInfo, ...more }) };
  };

interface Options extends Partial<Pick<Reading, 'identityManagement' | 'announce'>> {
  readonly asked?: { readonly [username: string]: Attributes };
}
async function read(answers: Answers, { asked = {}, ...more }: Options = {}) {
  const { send, calls, inputsOf } = script({ DescribeUser: describing(), ...answers });
  const live = await readUsers(reading(send, { desired: desiredUsers(asked), now, ...more }));
  return {
    live,
    names: live.map(({ address }) => address.key).sort(),
    calls: calls(),
    described: inputsOf('DescribeUser'),
  };
}

test('a thousand a call and five hundred a call, and no description of anybody', async () => {
  const { send, sent } = script({ ListUsers: listed('jane', 'omar'), SearchUsers: searched('jane', 'omar') });
  const live = await readUsers(reading(send, { now }));
  expect(live.map(({ address }) => address.key)).toEqual(['jane', 'omar']);
  expect(sent).toEqual([
    { call: 'ListUsers', input: { MaxResults: 1000 } },
    { call: 'SearchUsers', input: { MaxResults: 500 } },
  ]);
});

describe('where the two disagree', () => {
  test('who is listed and not found is described', async () => {
    const { names, described } = await read({ ListUsers: listed('jane', 'new'), SearchUsers: searched('jane') });
    expect(names).toEqual(['jane', 'new']);
    expect(described).toEqual([{ UserId: 'id-new' }]);
  });

  test('who is listed, not found and gone meanwhile is not there', async () => {
    const answers = {
      ListUsers: listed('jane', 'gone'),
      SearchUsers: searched('jane'),
      DescribeUser: describing(['gone']),
    };
    expect((await read(answers)).names).toEqual(['jane']);
  });

  test('who is found and not listed was made meanwhile, which a second list shows', async () => {
    const answers = { ListUsers: [listed('jane'), listed('jane', 'new')], SearchUsers: searched('jane', 'new') };
    expect(await read(answers)).toMatchObject({
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
    expect(await read(answers)).toMatchObject({ names: ['jane'], described: [{ UserId: 'id-gone' }] });
  });

  test('or else the list is cut short, and is no basis for a plan', async () => {
    const answers = { ListUsers: listed('jane'), SearchUsers: searched('jane', 'omar') };
    await expect(read(answers)).rejects.toThrow('ListUsers leaves out users that exist, such as omar.');
  });

  test('a search that is cut short is no basis either', async () => {
    const short = { ...searched('jane'), ApproximateTotalCount: 2 };
    await expect(read({ ListUsers: listed('jane', 'omar'), SearchUsers: short })).rejects.toThrow('half a list');
  });

  test('what cannot be described is no user that is gone', async () => {
    const answers = { ListUsers: listed('new'), SearchUsers: searched(), DescribeUser: failed('denied') };
    await expect(read(answers)).rejects.toMatchObject({ facts: { failure: 'denied' } });
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
    const { described, live } = await read(answers, { asked: { jane: asked } });
    expect(described).toEqual(expected ? [{ UserId: 'id-Jane' }] : []);
    const jane = live.find(({ address }) => address.key === 'Jane');
    expect(jane?.attributes['email']).toBe(expected ? 'Jane@example.com' : undefined);
  });

  test('and nobody else', async () => {
    const answers = { ListUsers: listed('jane', 'omar'), SearchUsers: searched('jane', 'omar') };
    const asked = { jane: { email: 'x@example.com' }, omar: {} };
    expect((await read(answers, { asked })).described).toEqual([{ UserId: 'id-jane' }]);
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
    read({ ListUsers: listed(['jane', changed]), SearchUsers: searched('jane') }, { asked: wanted });
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
  await read({ ListUsers: listed('jane', 'a', 'b'), SearchUsers: searched('jane') }, { announce });
  expect(announced).toEqual([['DescribeUser', 2]]);
});

test('after-contact work is read in milliseconds from a search and in seconds from a description', async () => {
  const PhoneConfig = { PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: 30_000 } as const;
  const inSeconds = { PhoneConfig: { ...PhoneConfig, AfterContactWorkTimeLimit: 30 } };
  const { live } = await read({
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
  const names = {
    nameOf(): never {
      throw new Error('unknown id');
    },
  };
  await expect(readUsers(reading(send, { names }))).rejects.toThrow('unknown id');
});
