/** What was described before, or seen by the read before, is not asked for again while it is sure to be so. */
import { describe, expect, test } from 'vitest';
import type { Pointer, ReadCache, Recollection } from '../../../../src/kinds/kind.ts';
import type { Attributes } from '../../../../src/plan/model/state.ts';
import {
  describing,
  listed,
  longAgo,
  minutesAgo,
  now,
  type Options,
  readAll,
  searched,
} from '../../../support/reading-users.ts';
import type { Answers } from '../../../support/script.ts';
import { describedUser, names } from '../../../support/users.ts';

/** A cache in memory, and what was put into it. */
function makeCache(entries: { readonly [id: string]: readonly [modified: number, attributes: Attributes] } = {}) {
  const kept = new Map(Object.entries(entries));
  const cache: ReadCache = {
    recall: (id, modified) => (kept.get(id)?.[0] === modified ? kept.get(id)?.[1] : undefined),
    remember: (id, modified, attributes) => void kept.set(id, [modified, attributes]),
  };
  return { cache, kept };
}

describe('what was described before', () => {
  const answers = { ListUsers: listed('jane', 'omar'), SearchUsers: searched('jane', 'omar') };
  const asked = { jane: { email: 'jane@example.com' }, omar: { mobile: null } };
  const known = (modified: Date, attributes: Attributes = { email: 'jane@example.com' }) =>
    makeCache({ 'id-jane': [modified.getTime(), attributes], 'id-omar': [modified.getTime(), {}] });

  test('is not described again', async () => {
    const { live, described } = await readAll(answers, { asked, ...known(longAgo) });
    expect(described).toEqual([]);
    expect(live[0]?.attributes['email']).toBe('jane@example.com');
  });
  test('is, where the user was changed since', async () => {
    expect((await readAll(answers, { asked, ...known(minutesAgo(1_001)) })).described).toHaveLength(2);
  });
  test('is, where the identity is to change: a memory authorises no write', async () => {
    const { cache } = known(longAgo, { email: 'old@example.com' });
    const { live, described } = await readAll(answers, { asked, cache });
    expect(described).toEqual([{ UserId: 'id-jane' }]);
    expect(live.at(-1)?.attributes['email']).toBe('jane@example.com');
  });
  test('is remembered, with nothing of what is not set', async () => {
    const { cache, kept } = makeCache();
    const DescribeUser = [
      ...[
        { User: describedUser('jane', { IdentityInfo: { FirstName: 'J', Email: 'j@example.com', Mobile: '+4930' } }) },
      ],
      ...[{ User: describedUser('omar') }],
    ];
    await readAll({ ...answers, DescribeUser }, { asked, cache });
    expect(Object.fromEntries(kept)).toStrictEqual({
      'id-jane': [longAgo.getTime(), { email: 'j@example.com', mobile: '+4930' }],
      'id-omar': [longAgo.getTime(), {}],
    });
  });
  test.each([
    ['who was changed between the list and the description', longAgo, minutesAgo(1)],
    ['whose last change is in this second, of which another would not show', minutesAgo(0), minutesAgo(0)],
  ])('is not remembered of someone %s', async (_, time, LastModifiedTime) => {
    const { cache, kept } = makeCache();
    const describes = describing([], { LastModifiedTime });
    const jane = { ListUsers: listed(['jane', time]), SearchUsers: searched('jane') };
    await readAll({ ...jane, DescribeUser: describes }, { asked, cache });
    expect([...kept.keys()]).toEqual([]);
  });
  test.each([
    ['just now, at a time that has milliseconds', new Date(now - 1)],
    ['five seconds ago', new Date(now - 5_000)],
  ])('is remembered of someone who was changed %s', async (_, LastModifiedTime) => {
    const { cache, kept } = makeCache();
    const jane = { ListUsers: listed(['jane', LastModifiedTime]), SearchUsers: searched('jane') };
    await readAll({ ...jane, DescribeUser: describing([], { LastModifiedTime }) }, { asked, cache });
    expect([...kept]).toEqual([['id-jane', [LastModifiedTime.getTime(), { email: 'jane@example.com' }]]]);
  });
  test('counts for nothing where the list does not say when anybody was changed', async () => {
    const { cache, kept } = makeCache({ 'id-jane': [0, { email: 'jane@example.com' }] });
    const ListUsers = { UserSummaryList: [{ Id: 'id-jane', Username: 'jane' }] };
    const DescribeUser = { User: describedUser('jane') };
    const { described } = await readAll({ ListUsers, SearchUsers: searched('jane'), DescribeUser }, { asked, cache });
    expect(described).toEqual([{ UserId: 'id-jane' }]);
    expect([...kept]).toEqual([['id-jane', [0, { email: 'jane@example.com' }]]]);
  });
});

describe('a process that has read before', () => {
  /** Reads in turn, each time from these answers, with one memory. */
  async function inTurn(...reads: readonly (readonly [Answers, Options?])[]) {
    const recollection: Recollection = { touched: new Set() };
    const results: Awaited<ReturnType<typeof readAll>>[] = [];
    for (const [answers, options] of reads) results.push(await readAll(answers, { recollection, ...options }));
    return { last: results.at(-1)!, results, recollection };
  }
  const first: readonly [Answers] = [{ ListUsers: listed('jane', 'omar'), SearchUsers: searched('jane', 'omar') }];

  test('lists, and no more, where nobody has changed', async () => {
    const { last } = await inTurn(first, [{ ListUsers: listed('jane', 'omar') }]);
    expect(last).toMatchObject({ names: ['jane', 'omar'], calls: ['ListUsers'] });
  });
  test('describes who has changed or is new', async () => {
    const { last } = await inTurn(first, [{ ListUsers: listed(['jane', minutesAgo(1)], 'omar', 'new') }]);
    expect(last.names).toEqual(['jane', 'new', 'omar']);
    expect(last.described).toEqual([{ UserId: 'id-jane' }, { UserId: 'id-new' }]);
  });
  test('asks of who is no longer listed, lest the list was cut short', async () => {
    const answers = { ListUsers: listed('jane'), DescribeUser: describing(['omar']) };
    const { last } = await inTurn(first, [answers], [{ ListUsers: listed('jane') }]);
    expect(last).toMatchObject({ names: ['jane'], calls: ['ListUsers'] });
    await expect(inTurn(first, [{ ListUsers: listed('jane') }])).rejects.toThrow('such as omar');
  });
  test('describes users that it has changed itself, whatever their time says', async () => {
    const recollection: Recollection = { touched: new Set() };
    await readAll(first[0], { recollection });
    recollection.touched.add('id-omar');
    const { described } = await readAll({ ListUsers: listed('jane', 'omar') }, { recollection });
    expect(described).toEqual([{ UserId: 'id-omar' }]);
    expect((await readAll({ ListUsers: listed('jane', 'omar') }, { recollection })).described).toEqual([]);
  });
  test('describes whose e-mail is asked for only now', async () => {
    const asked = { jane: { email: 'x@example.com' } };
    const { last } = await inTurn(first, [{ ListUsers: listed('jane', 'omar') }, { asked }]);
    expect(last.described).toEqual([{ UserId: 'id-jane' }]);
  });
  test('describes nobody again who was described, as long as nothing changes', async () => {
    const asked = { jane: { email: 'jane@example.com' } };
    const { last } = await inTurn([...first, { asked }], [{ ListUsers: listed('jane', 'omar') }, { asked }]);
    expect(last.described).toEqual([]);
    expect(last.live[0]?.attributes).toMatchObject({ email: 'jane@example.com' });
  });
  test('lists no proficiencies again that are as they are asked', async () => {
    const asked = { jane: { proficiencies: { Skill: { Billing: 3 } } } };
    const billing = { AttributeName: 'Skill', AttributeValue: 'Billing', Level: 3 };
    const ListUserProficiencies = { UserProficiencyList: [billing] };
    const { last } = await inTurn(
      [{ ...first[0], ListUserProficiencies }, { asked }],
      [{ ListUsers: listed('jane', 'omar') }, { asked }],
    );
    expect(last.calls).toEqual(['ListUsers']);
    expect(last.live[0]?.attributes).toMatchObject({ lastName: 'jane', ...asked.jane });
  });
  test('describes ten who have changed', async () => {
    const ten = Array.from({ length: 10 }, (_, index) => `u${index}`);
    const before = { ListUsers: listed(...ten), SearchUsers: searched(...ten) };
    const after = { ListUsers: listed(...ten.map((name) => [name, minutesAgo(60)] as const)) };
    expect((await inTurn([before], [after])).last.described).toHaveLength(10);
  });
  test('searches again where more have changed', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `u${index}`);
    const before = { ListUsers: listed(...many), SearchUsers: searched(...many) };
    const after = {
      ListUsers: listed(...many.map((name) => [name, minutesAgo(60)] as const)),
      SearchUsers: searched(...many),
    };
    expect((await inTurn([before], [after])).last.calls).toEqual(['ListUsers', 'SearchUsers']);
  });
  test('looks again at who changed while the index was behind, which a description tells', async () => {
    const lately = minutesAgo(1);
    const list = { ListUsers: listed(['jane', lately], 'omar') };
    const behind = {
      ...list,
      SearchUsers: searched('jane', 'omar'),
      DescribeUser: describing([], { Tags: { a: '1' } }),
    };
    const { results } = await inTurn([behind], [behind], [list]);
    expect(results.map(({ calls }) => calls)).toEqual([
      ['ListUsers', 'SearchUsers', 'DescribeUser'],
      ['ListUsers', 'DescribeUser'],
      ['ListUsers'],
    ]);
    const caughtUp = await inTurn([{ ...behind, DescribeUser: describing() }], [list]);
    expect(caughtUp.last.calls).toEqual(['ListUsers']);
  });
  test.each([
    ['first', [['jane', minutesAgo(1)] as const, ['omar', minutesAgo(2)] as const]],
    ['last', [['omar', minutesAgo(2)] as const, ['jane', minutesAgo(1)] as const]],
  ])('describes the one who was changed last, wherever the list has them: %s', async (_, users) => {
    const answers = { ListUsers: listed(...users), SearchUsers: searched('jane', 'omar') };
    const { results } = await inTurn([answers], [{ ListUsers: listed(...users) }]);
    expect(results.map(({ described }) => described)).toEqual([[{ UserId: 'id-jane' }], []]);
  });
  test('is not sure of the index where that one is gone meanwhile', async () => {
    const ListUsers = listed(['jane', minutesAgo(2)], ['gone', minutesAgo(1)]);
    const answers = { ListUsers, SearchUsers: searched('jane', 'gone'), DescribeUser: describing(['gone']) };
    const { last } = await inTurn(
      [answers],
      [{ ListUsers: listed(['jane', minutesAgo(2)]), DescribeUser: describing(['gone']) }],
    );
    expect(last).toMatchObject({ names: ['jane'], described: [{ UserId: 'id-gone' }, { UserId: 'id-jane' }] });
  });
  test('knows the names of what that one points at by now', async () => {
    const asked: string[][] = [];
    const known = async (pointers: Iterable<Pointer>) => {
      asked.push([...pointers].map(({ id }) => id));
      return names;
    };
    const now = { RoutingProfileId: 'routingProfile:New', SecurityProfileIds: [] };
    const answers = { ListUsers: listed(['jane', minutesAgo(1)]), SearchUsers: searched('jane') };
    await inTurn([{ ...answers, DescribeUser: describing([], now) }, { names: known }]);
    const searchedAs = ['routingProfile:Basic', 'securityProfile:Agent'];
    expect(asked).toEqual([searchedAs, [...searchedAs, 'routingProfile:New']]);
  });
});
