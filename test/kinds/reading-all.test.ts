/** What every read stands on: pages, searches that count themselves, and a bounded number of requests at once. */
import { describe, expect, test } from 'vitest';
import { PartialRead } from '../../src/base/errors.ts';
import { pages, readWhole } from '../../src/kinds/reading/paging.ts';
import { inParallel } from '../../src/kinds/reading/parallel.ts';
import { searchOnce, searchOrDescribe } from '../../src/kinds/reading/search.ts';
import { reading } from '../support/reading.ts';
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
  test('whose token is not taken (they expire) are refused', async () => {
    await expect(read([page('a', '1'), failed('refused')])).rejects.toThrow(
      'ListUsers does not go on after a page: InvalidParameterException: It was refused..',
    );
  });
  test('that are refused from the beginning are what they are', async () => {
    await expect(read([failed('refused')])).rejects.toMatchObject({ facts: { failure: 'refused' } });
  });
  test('of which one fails are no pages', async () => {
    await expect(read([page('a', '1'), failed('denied')])).rejects.toMatchObject({ facts: { failure: 'denied' } });
  });
});

describe('what does not add up', () => {
  const inTurn = (...outcomes: readonly (string | Error)[]) => {
    let times = 0;
    return readWhole(async () => {
      const outcome = outcomes[times++] ?? 'too often';
      if (outcome instanceof Error) throw outcome;
      return `${outcome} after ${times}`;
    });
  };
  const short = new PartialRead('It was short.');
  test('is read again', async () => expect(await inTurn(short, short, 'whole')).toBe('whole after 3'));
  test('is refused in the end', async () => {
    await expect(inTurn(short, short, short)).rejects.toThrow(
      'It was short. Nothing is planned from half a list; try again.',
    );
  });
  test('is not read again for any other reason', async () => {
    await expect(inTurn(failed('denied'), 'whole')).rejects.toMatchObject({ facts: { failure: 'denied' } });
  });
});

describe('a search', () => {
  const search = async (answers: Answers['SearchUsers']) => {
    const { send } = script({ SearchUsers: answers } as Answers);
    const asked = { call: 'SearchUsers', input: { MaxResults: 500 } } as const;
    const { found, total } = await searchOnce(reading(send), asked, (one) => one.Users);
    return { ids: [...found.keys()], total };
  };
  const users = (ids: string, ApproximateTotalCount?: number, NextToken?: string) => ({
    Users: [...ids].map((Id) => ({ Id })),
    ...(ApproximateTotalCount !== undefined && { ApproximateTotalCount }),
    ...(NextToken !== undefined && { NextToken }),
  });

  test('finds what its pages hold, each once, and says how much there is', async () => {
    expect(await search([users('ab', 3, '1'), users('bc', 3)])).toEqual({ ids: ['a', 'b', 'c'], total: 3 });
  });
  test('that says nothing of its number says nothing', async () => {
    expect(await search([users('ab')])).toEqual({ ids: ['a', 'b'], total: 0 });
  });

  const either = async (method: 'search' | 'describe', searching: () => Promise<string>) => {
    const warnings: string[] = [];
    const warn = (code: string): void => void warnings.push(code);
    const ways = { search: searching, describe: async () => 'described' };
    const result = await searchOrDescribe(reading(script({}).send, { method, warn }), 'SearchUsers', ways);
    return { result, warnings };
  };
  test('is made where it may be', async () => {
    expect(await either('search', async () => 'found')).toEqual({ result: 'found', warnings: [] });
  });
  test('is not made where it is not wanted', async () => {
    const never = () => Promise.reject(new Error('it searched'));
    expect(await either('describe', never)).toEqual({ result: 'described', warnings: [] });
  });
  test('that is denied gives way to descriptions, with a warning', async () => {
    expect(await either('search', () => Promise.reject(failed('denied')))).toEqual({
      result: 'described',
      warnings: ['search-denied'],
    });
  });
  test('that fails otherwise fails', async () => {
    await expect(either('search', () => Promise.reject(failed('throttled')))).rejects.toMatchObject({
      facts: { failure: 'throttled' },
    });
  });
});

describe('in parallel', () => {
  test('results come in the order of the items, whichever is first', async () => {
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
