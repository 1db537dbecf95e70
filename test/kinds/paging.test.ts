/** Lists that would never end. */
import { describe, expect, test } from 'vitest';
import { PartialRead } from '../../src/base/errors.ts';
import { listLimits } from '../../src/base/limits.ts';
import { pages, readWhole } from '../../src/kinds/reading/paging.ts';
import { type Answers, script } from '../support/script.ts';

const users = (...ids: readonly string[]) => ids.map((Id) => ({ Id, Username: Id }));

/** Reads the list whose nth page this gives. */
async function read(page: (nth: number) => object) {
  const { send, sent } = script({ ListUsers: (_: unknown, nth: number) => page(nth) } as Answers);
  let count = 0;
  const reading = (async () => {
    for await (const { UserSummaryList = [] } of pages(send, 'ListUsers', {})) count += UserSummaryList.length;
    return count;
  })();
  const error = await reading.then(
    () => undefined,
    (reason) => reason,
  );
  return { count, error, sent: sent.length };
}

describe('a list with ever new tokens ends with a partial read', () => {
  test('where its pages repeat what there was', async () => {
    const { error, sent } = await read((nth) => ({ UserSummaryList: users('a', 'b'), NextToken: `t${nth}` }));
    expect(error).toBeInstanceOf(PartialRead);
    expect(error.message).toBe('ListUsers gave a page that holds nothing new and says that more follows.');
    expect(sent).toBe(2);
  });
  test('where its pages are empty', async () => {
    const { error, sent } = await read((nth) => ({ UserSummaryList: [], NextToken: `t${nth}` }));
    expect(error.message).toContain('100 empty pages in a row');
    expect(sent).toBe(listLimits.emptyPages.max);
  });
  test('where they bring something new without end', async () => {
    const { error, sent } = await read((nth) => ({ UserSummaryList: users(`u${nth}`), NextToken: `t${nth}` }));
    expect(error.message).toBe('ListUsers has not ended after 10,000 pages.');
    expect(sent).toBe(10_000);
  });
});

test('some empty pages on the way, and a user on two pages, are a list like others', async () => {
  const { error, count } = await read((nth) => {
    if (nth === 60) return { UserSummaryList: users('a', 'z') };
    return nth === 1 ? { UserSummaryList: users('a'), NextToken: 't' } : { NextToken: `t${nth}` };
  });
  expect({ error, count }).toEqual({ error: undefined, count: 3 });
});

test('what never adds up is read three times', async () => {
  let reads = 0;
  const reading = readWhole(async () => {
    reads += 1;
    throw new PartialRead('It does not add up.');
  });
  await expect(reading).rejects.toThrow('It does not add up. Nothing is planned from half a list; try again.');
  expect(reads).toBe(3);
});
