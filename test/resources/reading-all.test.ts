/** What every read stands on: pages, searches that count themselves, and a bounded number of requests at once. */
import { describe, expect, test } from 'vitest';
import { pages } from '../../src/resources/paging.ts';
import { inParallel } from '../../src/resources/parallel.ts';
import { searchAll } from '../../src/resources/search-all.ts';
import { type Answers, deferred, failed, script } from '../support/script.ts';

type Page = { readonly UserSummaryList?: readonly { Id: string }[]; readonly NextToken?: string };

describe('pages', () => {
  async function read(given: readonly (Page | Error)[]) {
    const { send, sent } = script({ ListUsers: given } as Answers);
    const ids: string[] = [];
    for await (const page of pages(send, 'ListUsers', { MaxResults: 2 })) {
      for (const { Id } of page.UserSummaryList ?? []) ids.push(Id ?? '');
    }
    return { ids, sent: sent.map(({ input }) => input) };
  }
  const page = (ids: string, NextToken?: string): Page => ({
    UserSummaryList: [...ids].map((Id) => ({ Id })),
    ...(NextToken !== undefined && { NextToken }),
  });

  test('are followed until there is no token, each with the same input and its token', async () => {
    expect(await read([page('ab', '1'), page('c', '2'), page('d')])).toEqual({
      ids: ['a', 'b', 'c', 'd'],
      sent: [{ MaxResults: 2 }, { MaxResults: 2, NextToken: '1' }, { MaxResults: 2, NextToken: '2' }],
    });
  });
  test('that are empty are followed as well', async () => {
    expect((await read([page('', '1'), page('', '2'), page('a')])).ids).toEqual(['a']);
  });
  test('end with an empty token', async () => expect((await read([page('a', '')])).ids).toEqual(['a']));
  test('that come round again are refused', async () => {
    await expect(read([page('a', '1'), page('b', '2'), page('c', '1')])).rejects.toMatchObject({ name: 'PartialRead' });
  });
  test('of which one fails are no pages', async () => {
    await expect(read([page('a', '1'), failed('denied')])).rejects.toMatchObject({ facts: { failure: 'denied' } });
  });
});

describe('a search', () => {
  const search = async (answers: Answers['SearchUsers']) => {
    const { send, sent } = script({ SearchUsers: answers } as Answers);
    const found = await searchAll(send, 'SearchUsers', { MaxResults: 500 }, (one) => one.Users, undefined);
    return { ids: [...found.keys()], calls: sent.length };
  };
  const users = (ids: string, ApproximateTotalCount?: number, NextToken?: string) => ({
    Users: [...ids].map((Id) => ({ Id })),
    ...(ApproximateTotalCount !== undefined && { ApproximateTotalCount }),
    ...(NextToken !== undefined && { NextToken }),
  });

  test('finds what its pages hold', async () => {
    expect(await search([users('ab', 3, '1'), users('c', 3)])).toEqual({ ids: ['a', 'b', 'c'], calls: 2 });
  });
  test('that finds the same twice has it once', async () => {
    expect((await search([users('ab', 3, '1'), users('bc', 3)])).ids).toEqual(['a', 'b', 'c']);
  });
  test('that holds less than it says is asked again', async () => {
    expect(await search([users('a', 2), users('ab', 2)])).toEqual({ ids: ['a', 'b'], calls: 2 });
  });
  test('that was cut short between two pages is asked again from its beginning', async () => {
    expect((await search([users('a', 3, '1'), users('b', 3), users('ab', 3, '1'), users('c', 3)])).ids).toHaveLength(3);
  });
  test('that still holds less is no basis for a plan, and says the numbers', async () => {
    await expect(search(users('a', 2))).rejects.toThrow(
      'SearchUsers says that there are 2, but its pages hold 1. Nothing is planned from half a list; try again.',
    );
  });
  test('that says nothing of its number is believed', async () =>
    expect((await search(users('ab'))).ids).toHaveLength(2));
  test('that holds more than it says is believed: the number is approximate', async () => {
    expect((await search(users('ab', 1))).ids).toHaveLength(2);
  });
  test('that finds nobody finds nobody', async () => expect((await search(users('', 0))).ids).toEqual([]));
});

describe('in parallel', () => {
  test('results come in the order of the items, whoever is first', async () => {
    const gates = [deferred<string>(), deferred<string>(), deferred<string>()];
    const results = inParallel(gates, (gate) => gate.promise);
    for (const [index, gate] of [...gates.entries()].reverse()) gate.resolve(String(index));
    expect(await results).toEqual(['0', '1', '2']);
  });

  test('no more than 16 are under way', async () => {
    let running = 0;
    let most = 0;
    await inParallel(Array.from({ length: 100 }), async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    });
    expect(most).toBe(16);
  });

  test('each item is done once', async () => {
    const done: number[] = [];
    await inParallel([...Array(40).keys()], async (item) => void done.push(item));
    expect(done.sort((a, b) => a - b)).toEqual([...Array(40).keys()]);
  });

  test('nothing is begun after the first failure', async () => {
    const begun: number[] = [];
    const work = inParallel([...Array(100).keys()], async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 3) throw new Error('the third');
    });
    await expect(work).rejects.toThrow('the third');
    expect(begun.length).toBeLessThanOrEqual(32);
  });

  test('nothing to do is done', async () => expect(await inParallel([], async () => 1)).toEqual([]));
});
