/** Who is described beside the search: where something is asked that only a description tells, or the index may lag behind. */
import { describe, expect, test } from 'vitest';
import { readUsers } from '../../../../src/kinds/user/reading/read.ts';
import type { Attributes } from '../../../../src/plan/model/state.ts';
import { reading } from '../../../support/reading.ts';
import { describing, listed, minutesAgo, type Options, readAll, searched } from '../../../support/reading-users.ts';
import { script } from '../../../support/script.ts';
import { desiredUser } from '../../../support/users.ts';

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

  test.each([
    ['a mobile that an export has lost, since whether there was one tells a lost column', 'mobile', true],
    ['but nothing else that it has lost', 'lastName', false],
  ])('%s', async (_, blank, expected) => {
    const record = { source: 'hr.csv', blanks: [[blank]] };
    const desired = new Map([['user/jane', { ...desiredUser('jane', {}), record }]]);
    const { described } = await readAll({ ListUsers: listed('jane'), SearchUsers: searched('jane') }, { desired });
    expect(described).toEqual(expected ? [{ UserId: 'id-jane' }] : []);
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
    expect((await readAt(minutesAgo(5))).described).toEqual([]);
  });
  test('is not looked at where there is none', async () => {
    expect((await readAt(minutesAgo(1), { jane: { routingProfile: 'Basic' } })).described).toEqual([]);
    expect((await readAt(minutesAgo(1), {})).described).toEqual([]);
  });
  test('is not looked at for proficiencies, of which a description says nothing', async () => {
    const { described, live } = await readAll(
      {
        ListUsers: listed(['jane', minutesAgo(1)]),
        SearchUsers: searched('jane'),
        ListUserProficiencies: { UserProficiencyList: [] },
      },
      { asked: { jane: { routingProfile: 'Basic', proficiencies: { Skill: { Billing: 3 } } } } },
    );
    expect(described).toEqual([]);
    expect(live[0]?.attributes).toMatchObject({ lastName: 'jane', proficiencies: {} });
  });
});

test('a long stretch of descriptions is announced before it begins, and how many are due to a recent change', async () => {
  const announced: unknown[] = [];
  const announce = (...all: readonly unknown[]): void => void announced.push(all);
  const lists = listed('jane', 'a', ['b', minutesAgo(4)]);
  await readAll({ ListUsers: lists, SearchUsers: searched('jane') }, { announce });
  expect(announced).toEqual([['DescribeUser', 2, { changed: 1 }]]);
  await readAll({ ListUsers: listed('jane'), SearchUsers: searched('jane') }, { announce });
  expect(announced).toHaveLength(1);
});
