/** What dates bring within a week, and what they have to do with a change. */
import { describe, expect, test } from 'vitest';
import type { Parked } from '../../src/plan/compare/scope.ts';
import { isWanted, nextTurn, wantedAt } from '../../src/plan/days/period.ts';
import { onTheWay, upcoming } from '../../src/plan/days/upcoming.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { ownerTag, parkedTag } from '../../src/plan/model/own-tags.ts';
import type { Period } from '../../src/plan/model/person.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import { keyOf } from '../../src/plan/model/rules.ts';
import type { Attributes, DesiredState } from '../../src/plan/model/state.ts';
import { addressOf, desiredState, liveState, rules, wanted } from '../support/states.ts';
import type { Table } from '../support/verdicts.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 28);
/** So many days from now. */
const inDays = (days: number): number => now + days * day;

const ours = (more: Attributes = {}): Attributes => ({ tags: { [ownerTag]: 'us' }, ...more });
const parkedOne: Attributes = { tags: { [ownerTag]: 'us', [parkedTag]: '2026-11-20' } };

/** Those with a period are wanted for that time alone. */
const listing = (asked: Table, periods: { readonly [address: string]: Period }): DesiredState =>
  new Map(
    [...desiredState(asked)].map(([key, one]) => {
      const period = periods[`${one.address.kind}/${one.address.key}`];
      return [key, period ? { ...one, period } : one];
    }),
  );

/** People on their way out, by the moment at which they are deleted. */
const parkedUntil = (table: { readonly [address: string]: number }): ReadonlyMap<string, Parked> =>
  new Map(
    Object.entries(table).map(([text, deletedAt]) => {
      const parked = { parkedOn: '2026-11-20', deleteOn: '2026-12-20', resource: wanted(addressOf(text), {}) };
      return [keyOf(rules, addressOf(text)), { ...parked, deletedAt }];
    }),
  );

interface Given {
  readonly asked?: Table;
  readonly periods?: { readonly [address: string]: Period };
  readonly there?: Table;
  readonly parked?: { readonly [address: string]: number };
  readonly policy?: Partial<Policy>;
}

/** `park pet/Rex 2`: in two days. */
function coming({ asked, periods = {}, there = {}, parked = {}, policy }: Given): readonly string[] {
  const listed = listing(asked ?? Object.fromEntries(Object.keys(periods).map((address) => [address, {}])), periods);
  const scoping = { at: now, owner: 'us', managed: new Set(['pet', 'room']) };
  const found = upcoming(
    { listed, live: liveState(there), parked: parkedUntil(parked) },
    { ...scoping, policy: { ...defaultPolicy, removed: 'delete', ...policy } },
    rules,
  );
  return found.map(({ action, address, at }) => `${action} ${address.kind}/${address.key} ${(at - now) / day}`);
}

describe('somebody whose time begins', () => {
  const begins = (days: number) => ({ periods: { 'pet/Rex': { from: inDays(days) } } });
  test.each<[what: string, Given, readonly string[]]>([
    ['within the week is made', begins(3), ['create pet/Rex 3']],
    ['at the end of the week is made', begins(7), ['create pet/Rex 7']],
    ['later is not told yet', begins(7.001), []],
    ['now is made by the plan itself', begins(0), []],
    ['earlier is made by the plan itself', begins(-1), []],
    ['and is there already is not made', { ...begins(3), there: { 'pet/rex': ours() } }, []],
    [
      'and is parked is restored',
      { ...begins(3), there: { 'pet/rex': parkedOne }, parked: { 'pet/rex': inDays(4) } },
      ['restore pet/Rex 3'],
    ],
    [
      'and is parked is restored, though it is not said until when',
      { ...begins(3), there: { 'pet/rex': parkedOne } },
      ['restore pet/Rex 3'],
    ],
    [
      'and is parked until before that is deleted, and made again',
      { ...begins(3), there: { 'pet/rex': parkedOne }, parked: { 'pet/rex': inDays(2) } },
      ['delete pet/rex 2', 'create pet/Rex 3'],
    ],
    [
      'in the moment in which they would be deleted is made',
      { ...begins(3), there: { 'pet/rex': parkedOne }, parked: { 'pet/rex': inDays(3) } },
      ['create pet/Rex 3'],
    ],
    [
      'and ends within the week is made and not yet told to go',
      { periods: { 'pet/Rex': { from: inDays(1), until: inDays(2) } } },
      ['create pet/Rex 1'],
    ],
  ])('%s', (_, given, expected) => expect(coming(given)).toEqual(expected));
});

describe('somebody whose time ends', () => {
  const ends = (days: number, more: Given = {}): Given => ({
    ...{ periods: { 'pet/Rex': { until: inDays(days) } }, there: { 'pet/rex': ours() } },
    ...more,
  });
  const inDen = { scope: { type: 'part', part: { room: 'den' } } } as const;
  test.each<[what: string, Given, readonly string[]]>([
    ['within the week is deleted, by the name that is there', ends(2), ['delete pet/rex 2']],
    ['is parked where the policy parks', ends(2, { policy: { removed: 'park' } }), ['park pet/rex 2']],
    ['stays where the policy keeps', ends(2, { policy: { removed: 'keep' } }), []],
    ['stays where the policy protects them', ends(2, { policy: { protected: ['r*'] } }), []],
    ['goes where the policy protects others', ends(2, { policy: { protected: ['k*'] } }), ['delete pet/rex 2']],
    ['at the end of the week is deleted', ends(7), ['delete pet/rex 7']],
    ['later is not told yet', ends(8), []],
    ['now goes by the plan itself', ends(0), []],
    ['and is not there need not go', ends(2, { there: {} }), []],
    ['and is not ours yet will be by then', ends(2, { there: { 'pet/rex': {} } }), ['delete pet/rex 2']],
    [
      'and will be in the part that is managed by then',
      ends(2, { asked: { 'pet/Rex': { room: 'den' } }, policy: inDen }),
      ['delete pet/rex 2'],
    ],
    [
      'and will be in another part by then stays',
      ends(2, { asked: { 'pet/Rex': { room: 'attic' } }, there: { 'pet/rex': ours({ room: 'den' }) }, policy: inDen }),
      [],
    ],
    [
      'and begins after now does not go before it has come',
      {
        periods: { 'pet/Rex': { from: inDays(1), until: inDays(2) } },
        there: { 'pet/rex': ours() },
      },
      [],
    ],
    [
      'is anything with a period',
      { periods: { 'room/den': { until: inDays(2) } }, there: { 'room/den': ours() } },
      ['delete room/den 2'],
    ],
  ])('%s', (_, given, expected) => expect(coming(given)).toEqual(expected));
});

describe('somebody who is parked', () => {
  const parked = { 'pet/Rex': inDays(5) };
  test.each<[what: string, Given, readonly string[]]>([
    ['is deleted when that time is over', { parked }, ['delete pet/Rex 5']],
    ['is not told of before the last week', { parked: { 'pet/Rex': inDays(8) } }, []],
    ['is not told of where the plan itself deletes them', { parked: { 'pet/Rex': now } }, []],
    [
      'is not deleted where they are wanted by then',
      { parked, periods: { 'pet/rex': { from: inDays(4) } } },
      ['create pet/rex 4'],
    ],
    [
      'is deleted where they are wanted only later',
      { parked, periods: { 'pet/rex': { from: inDays(6) } } },
      ['delete pet/Rex 5', 'create pet/rex 6'],
    ],
    [
      'is deleted where they were wanted only before',
      { parked, periods: { 'pet/rex': { until: inDays(-1) } } },
      ['delete pet/Rex 5'],
    ],
    ['is not deleted where they are listed for ever', { parked, asked: { 'pet/rex': {} } }, []],
  ])('%s', (_, given, expected) => expect(coming(given)).toEqual(expected));
});

test('all of it is in the order of time, and of addresses where several fall due at once', () => {
  const periods = { 'pet/Z': { from: inDays(2) }, 'pet/A': { from: inDays(3) }, 'pet/M': { until: inDays(2) } };
  expect(coming({ periods, there: { 'pet/M': ours() }, parked: { 'pet/B': inDays(2), 'pet/C': inDays(1) } })).toEqual([
    ...['delete pet/C 1', 'delete pet/B 2', 'delete pet/M 2', 'create pet/Z 2', 'create pet/A 3'],
  ]);
});

describe('a change is told with what dates have to do with it', () => {
  const address = addressOf('pet/Rex');
  const changes = {
    create: { action: 'create', address, after: { room: 'den' } },
    update: { action: 'update', address, before: { room: 'den' }, after: { room: 'attic' }, attributes: [] },
    delete: { action: 'delete', address, before: {} },
  } as const satisfies { readonly [action: string]: Change };
  const leaving = { leaving: { parkedOn: '2026-11-20', deleteOn: '2026-12-20' } };
  const rex = { 'pet/rex': {} };
  const parked = { 'pet/rex': inDays(5) };

  type Row = [what: string, keyof typeof changes, Given, Partial<Change>];
  test.each<Row>([
    ['who is made is made', 'create', { asked: rex, parked }, {}],
    ['who changes and stays changes', 'update', { asked: rex, there: rex }, {}],
    ['who is parked and not listed is on the way out', 'update', { there: rex, parked }, leaving],
    ['who is kept parked is on the way out', 'update', { there: { 'pet/rex': parkedOne }, parked }, leaving],
    [
      'who is parked and listed for another time is so by a date',
      'update',
      { asked: rex, parked },
      { ...leaving, due: true },
    ],
    ['who is deleted and not listed is not so by a date', 'delete', { there: rex }, {}],
    ['who is deleted and not there any more is not so by a date', 'delete', {}, {}],
    ['who is deleted and listed for another time is so by a date', 'delete', { asked: rex, there: rex }, { due: true }],
    ['who is deleted after being parked is so by a date', 'delete', { there: { 'pet/rex': parkedOne } }, { due: true }],
    [
      'who is deleted is no longer on the way out',
      'delete',
      { there: { 'pet/rex': parkedOne }, parked },
      { due: true },
    ],
  ])('%s', (_, action, { asked = {}, there = {}, parked = {} }, more) => {
    const given = { listed: desiredState(asked), live: liveState(there), parked: parkedUntil(parked), rules };
    expect(onTheWay(changes[action], given)).toEqual({ ...changes[action], ...more });
  });
});

describe('what is wanted at a moment', () => {
  const listed = listing(
    { 'pet/A': {}, 'pet/B': {}, 'room/den': {} },
    { 'pet/A': { from: 10, until: 30 }, 'pet/B': { until: 20 } },
  );
  test.each<[at: number, readonly string[]]>([
    [9, ['pet/b', 'room/den']],
    [10, ['pet/a', 'pet/b', 'room/den']],
    [20, ['pet/a', 'room/den']],
    [30, ['room/den']],
  ])('at %i', (at, keys) => expect([...wantedAt(listed, at).keys()]).toEqual(keys));

  test('is the very state, where that is all of it', () => {
    expect(wantedAt(listed, 15)).toBe(listed);
    expect(isWanted(undefined, 15)).toBe(true);
  });
  test('is something else at the next turn, or where something of a plan falls due before that', () => {
    const due = (at: number) => [{ address: addressOf('pet/A'), action: 'delete', at }] as const;
    expect(nextTurn(listed, 10)).toBe(20);
    expect(nextTurn(listed, 10, due(15))).toBe(15);
    expect(nextTurn(listed, 10, due(25))).toBe(20);
    expect(nextTurn(listed, 30, due(45))).toBe(45);
    expect(nextTurn(listed, 30)).toBeUndefined();
  });
});
