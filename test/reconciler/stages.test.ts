/** A change that adds a part and takes another away, made in two where somebody moves from the one to the other in between. */
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import type { Change } from '../../src/plan/model/change.ts';
import type { Attributes, LiveResource } from '../../src/plan/model/state.ts';
import { callsOf, callsToWaitFor, lower } from '../../src/reconciler/lower.ts';
import { type More, makeHousehold, operation, ours, pass, rulesOf, type Table } from '../support/household.ts';
import { addressOf, desiredState, found, liveState } from '../support/states.ts';

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** A room has books, and pets read some of them. What is sent of a room is what it has before and after, and what is known of it. */
const library: More = {
  room: {
    references: () => [],
    attributes: { books: { compareAs: 'set' } },
    parts: { noun: 'book', of: ({ books }) => texts(books) },
    complete: ({ books, ...asked }, live) => ({
      ...asked,
      books: [...new Set([...texts(live['books']), ...texts(books)])],
    }),
    operations(change, live) {
      const books = (attributes: Attributes | undefined) => texts(attributes?.['books']).join('+');
      if (change.action !== 'update') return operation('MakeRoom', change, { After: books({}) });
      const text = `${books(change.before)} > ${books(change.after)} (${books(live?.attributes)})`;
      return operation('ChangeRoom', change, { Books: text });
    },
  },
  pet: {
    references: ({ reads, follows }) => [
      ...texts(reads).map((part) => ({ path: ['reads'], address: addressOf('room/den'), part })),
      ...texts(follows).map((key) => ({ path: ['follows'], address: { kind: 'pet', key } })),
    ],
  },
};

function lowered(asked: Table, there: Table, more: More = library) {
  const live = liveState(there);
  const kinds = makeHousehold(live, more);
  const rules = rulesOf(kinds);
  const changes = diff(desiredState(asked), live, rules);
  const work = lower(changes, live, { rules, kinds: new Map(kinds.map((kind) => [kind.name, kind])) });
  return { changes, work, live, kinds };
}

const asked: Table = { 'room/den': { books: ['b'] }, 'pet/Rex': { reads: ['b'] } };
const there: Table = { 'room/den': { books: ['a'], lamp: 'on' }, 'pet/Rex': { reads: ['a'] } };

describe('a change that waits for itself', () => {
  const { room, pet } = { room: 1, pet: 0 };

  test('is made in two, one that adds and one that takes away', () => {
    const { changes, work, live, kinds } = lowered(asked, there);
    const change = changes[room] as Extract<Change, { action: 'update' }>;
    const address = addressOf('room/den');
    expect(work[room]).toEqual({
      ...{ change, kind: kinds[0], planned: live.get('room/den'), after: [changes[pet]], adoption: false },
      stages: {
        adds: { ...change, after: { books: ['a', 'b'] } },
        takesAway: { ...change, before: { books: ['a', 'b'] } },
      },
      operations: [
        { call: 'ChangeRoom', address, input: { Books: 'a > a+b (a)' } },
        { call: 'ChangeRoom', address, input: { Books: 'a+b > b (a+b)' } },
      ],
      needs: [[], [0]],
    });
    expect(Object.keys(work[pet] ?? {})).not.toContain('stages');
  });
  test('is waited for until it has added', () => {
    const { work } = lowered(asked, there);
    expect(work.map(callsToWaitFor)).toEqual([1, 1]);
    const twice = { ...library['room'], operations: two } as NonNullable<More[string]>;
    const more = lowered(asked, there, { ...library, room: twice }).work;
    expect(more.map(({ operations }) => operations.length)).toEqual([1, 4]);
    expect(more.map(callsToWaitFor)).toEqual([1, 2]);
  });
  test('is sent so that nobody is without a book in between', async () => {
    const mine = (table: Table): Table =>
      Object.fromEntries(Object.entries(table).map(([text, attributes]) => [text, ours(attributes)]));
    const { sent } = await pass(asked, mine(there), { more: library });
    expect(sent).toEqual(['ChangeRoom a > a+b (a)', 'ChangePet id of pet/Rex', 'ChangeRoom a+b > b (a+b)']);
  });
  test('has the calls that what is seen of the resource by now makes of it', () => {
    const one = lowered(asked, there).work[room] as ReturnType<typeof lowered>['work'][0];
    const calls = (now: LiveResource | undefined) => JSON.stringify(callsOf(one, now));
    const now = found(addressOf('room/den'), { books: ['a', 'c'] });
    expect(calls(now)).toMatch(/"a > a\+b \(a\+c\)".*"a\+b > b \(a\+c\+b\)"/);
    expect(calls(undefined)).toMatch(/"a > a\+b \(\)".*"a\+b > b \(\)"/);
  });
  const two = (change: Change) => ({ inOrder: [operation('A', change, {}), operation('B', change, {})] });
});

describe('a change is made as it is', () => {
  const stages = (...given: Parameters<typeof lowered>) => lowered(...given).work.flatMap((one) => one.stages ?? []);

  test('where nobody moves in between', () => {
    expect(stages(asked, { ...there, 'pet/Rex': { reads: [] } })).toEqual([]);
  });
  test('where its kind does not say what it is with all of its parts', () => {
    const { complete: _, ...room } = library['room'] ?? {};
    const partless = { ...library, room: { ...room, complete: undefined } } as unknown as More;
    expect(stages(asked, there, partless)).toEqual([]);
  });
  test('where it makes something', () => {
    const complete = (attributes: Attributes) => attributes;
    const more: More = { ...library, pet: { ...library['pet'], complete } };
    expect(stages({ 'pet/A': { follows: ['B'] }, 'pet/B': { follows: ['A'] } }, {}, more)).toEqual([]);
  });
});

test('a change knows the resource as it was read, unless it makes it', () => {
  const { work, live } = lowered(
    { 'pet/Rex': { reads: [] }, 'pet/New': {} },
    { 'pet/Rex': { reads: ['a'] }, 'room/den': {} },
  );
  expect(work.map(({ change, planned }) => [change.action, change.address.key, planned])).toEqual([
    ['create', 'New', undefined],
    ['update', 'Rex', live.get('pet/rex')],
    ['delete', 'den', live.get('room/den')],
  ]);
  expect(work.map((one) => Object.hasOwn(one, 'planned'))).toEqual([false, true, true]);
});

test('a resource that is to be made is none that is there, even under its own name', () => {
  const kinds = makeHousehold();
  const create: Change = { action: 'create', address: addressOf('pet/Rex'), after: {} };
  const work = lower([create], liveState({ 'pet/rex': {} }), {
    ...{ rules: rulesOf(kinds), kinds: new Map(kinds.map((kind) => [kind.name, kind])) },
  });
  expect(work.map((one) => Object.hasOwn(one, 'planned'))).toEqual([false]);
});
