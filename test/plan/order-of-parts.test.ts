/** Which change waits for which where one thing points at a part of another: a book on a shelf, a reader of the book. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { format } from '../../src/plan/model/address.ts';
import type { Change } from '../../src/plan/model/change.ts';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { order, waitsForItself } from '../../src/plan/timing/order.ts';
import { desiredState, liveState } from '../support/states.ts';

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const kind = (name: string, more: Partial<KindRules>): KindRules => ({
  ...{ name, noun: name, ownership: 'tag', counts: 'configuration', attributes: {}, references: () => [] },
  fold: (key) => key,
  ...more,
});

/** A shelf has books; a reader reads some of them. Readers of no book of the shelf may point at the shelf itself. */
const rules: Rules = new Map([
  [
    'shelf',
    kind('shelf', {
      attributes: { books: { compareAs: 'set' } },
      parts: { noun: 'book', of: ({ books }) => texts(books) },
    }),
  ],
  [
    'reader',
    kind('reader', {
      attributes: { reads: { compareAs: 'set' } },
      references: ({ reads, sitsBy }) => [
        ...texts(reads).map((part) => ({ path: ['reads'], address: { kind: 'shelf', key: 's' }, part })),
        ...(typeof sitsBy === 'string' ? [{ path: ['sitsBy'], address: { kind: 'shelf', key: sitsBy } }] : []),
      ],
    }),
  ],
]);

type Table = { readonly [address: string]: Attributes };

function waits(asked: Table, there: Table): { readonly [change: string]: readonly string[] } {
  const live = liveState(there);
  const name = ({ action, address }: Change): string => `${action} ${format(address)}`;
  const graph = order(diff(desiredState(asked), live, rules), live, rules);
  return Object.fromEntries([...graph].map(([change, before]) => [name(change), before.map(name).sort()]));
}

const rows: { readonly [sentence: string]: readonly [asked: Table, there: Table, waits: object] } = {
  'a reader waits for a book that is added': [
    { 'shelf/s': { books: ['a', 'b'] }, 'reader/r': { reads: ['b'] } },
    { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: ['a'] } },
    { 'update reader/r': ['update shelf/s'] },
  ],
  'a new reader does as well': [
    { 'shelf/s': { books: ['a', 'b'] }, 'reader/r': { reads: ['b'] } },
    { 'shelf/s': { books: ['a'] } },
    { 'create reader/r': ['update shelf/s'] },
  ],
  'and not for a book that was there': [
    { 'shelf/s': { books: ['a', 'b'] }, 'reader/r': { reads: ['a'] } },
    { 'shelf/s': { books: ['a'] } },
    {},
  ],
  'nor does one who sits by the shelf': [
    { 'shelf/s': { books: ['a', 'b'] }, 'reader/r': { sitsBy: 's' } },
    { 'shelf/s': { books: ['a'] } },
    {},
  ],
  'a shelf waits for the readers of a book that it loses': [
    { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: ['a'] } },
    { 'shelf/s': { books: ['a', 'b'] }, 'reader/r': { reads: ['b'] } },
    { 'update shelf/s': ['update reader/r'] },
  ],
  'and for those who are deleted': [
    { 'shelf/s': { books: ['a'] } },
    { 'shelf/s': { books: ['a', 'b'] }, 'reader/r': { reads: ['b'] } },
    { 'update shelf/s': ['delete reader/r'] },
  ],
  'not for those who put away a book that it keeps': [
    { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: [] } },
    { 'shelf/s': { books: ['a', 'b'] }, 'reader/r': { reads: ['a'] } },
    {},
  ],
  'nor for those who still read it: Connect refuses that': [
    { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: ['b'], sitsBy: 's' } },
    { 'shelf/s': { books: ['a', 'b'] }, 'reader/r': { reads: ['b'] } },
    {},
  ],
  'a shelf that is made is waited for, whatever is read of it': [
    { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: ['a'] } },
    {},
    { 'create reader/r': ['create shelf/s'] },
  ],
  'a shelf that is taken down waits for its readers': [
    { 'reader/r': { reads: [] } },
    { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: ['a'] } },
    { 'delete shelf/s': ['update reader/r'] },
  ],
};

test.each(Object.entries(rows))('%s', (_, [asked, there, expected]) => {
  expect(waits(asked, there)).toEqual(expected);
});

test('whatever is read and put on the shelf, the order is that of the two rules', () => {
  const some = fc.subarray(['a', 'b', 'c']);
  fc.assert(
    fc.property(fc.record({ had: some, has: some, read: some, reads: some }), ({ had, has, read, reads }) => {
      const found = waits(
        { 'shelf/s': { books: has }, 'reader/r': { reads } },
        { 'shelf/s': { books: had }, 'reader/r': { reads: read } },
      );
      const differs = (one: readonly string[], other: readonly string[]): boolean => one.join() !== other.join();
      const both = differs(had, has) && differs(read, reads);
      const needsNew = both && reads.some((book) => has.includes(book) && !had.includes(book));
      const letsGo = both && read.some((book) => !reads.includes(book) && had.includes(book) && !has.includes(book));
      expect(found).toEqual({
        ...(needsNew && { 'update reader/r': ['update shelf/s'] }),
        ...(letsGo && { 'update shelf/s': ['update reader/r'] }),
      });
    }),
  );
});

test('a shelf whose reader goes from a book that it loses to one that it gets waits for itself, by whatever way', () => {
  const both = (asked: Table, there: Table): readonly string[] => {
    const live = liveState(there);
    const changes = diff(desiredState(asked), live, rules);
    const graph = order(changes, live, rules);
    return changes.filter((change) => waitsForItself(change, graph)).map(({ address }) => format(address));
  };
  const swap = { 'shelf/s': { books: ['b'] }, 'reader/r': { reads: ['b'] } };
  expect(both(swap, { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: ['a'] } })).toEqual(['reader/r', 'shelf/s']);
  expect(both(swap, { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: [] } })).toEqual([]);
  const others = { 'shelf/s': { books: ['b'] }, 'reader/r': { reads: ['b'] }, 'reader/q': { reads: [] } };
  expect(
    both(others, { 'shelf/s': { books: ['a'] }, 'reader/r': { reads: [] }, 'reader/q': { reads: ['a'] } }),
  ).toEqual([]);
});

test('a change that waits for others which wait for each other does not wait for itself', () => {
  const [one, two, three] = ['1', '2', '3'].map(
    (key): Change => ({ action: 'create', address: { kind: 'shelf', key }, after: {} }),
  ) as [Change, Change, Change];
  const graph = new Map([
    [one, [two]],
    [two, [three]],
    [three, [two]],
  ]);
  expect([one, two, three].map((change) => waitsForItself(change, graph))).toEqual([false, true, true]);
});
