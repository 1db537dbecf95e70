/** What was described before, or seen by the read before, is not asked for again while it is sure to be so. */
import { describe, expect, test } from 'vitest';
import type { ReadCache, Recollection } from '../../../../src/kinds/kind.ts';
import type { Attributes } from '../../../../src/plan/model/state.ts';
import {
  describing,
  listed,
  longAgo,
  minutesAgo,
  type Options,
  readAll,
  searched,
} from '../../../support/reading-users.ts';
import type { Answers } from '../../../support/script.ts';

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
  test('is remembered, with what is not set', async () => {
    const { cache, kept } = makeCache();
    await readAll(answers, { asked, cache });
    expect(Object.fromEntries(kept)).toEqual({
      'id-jane': [longAgo.getTime(), { email: 'jane@example.com' }],
      'id-omar': [longAgo.getTime(), { email: 'omar@example.com' }],
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
  test('searches again where many have changed', async () => {
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
});
