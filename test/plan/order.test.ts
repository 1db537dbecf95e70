import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { format } from '../../src/plan/model/address.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { merge } from '../../src/plan/model/merge.ts';
import { keyOf } from '../../src/plan/model/rules.ts';
import type { Attributes, LiveState } from '../../src/plan/model/state.ts';
import { order } from '../../src/plan/timing/order.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };

/** Each change that waits, with those it waits for. */
function waits(asked: Table, there: Table): { readonly [address: string]: readonly string[] } {
  const live = liveState(there);
  const graph = order(diff(desiredState(asked), live, rules), live, rules);
  return Object.fromEntries([...graph].map(([change, before]) => [name(change), before.map(name).sort()]));
}
const name = ({ action, address }: Change): string => `${action} ${format(address)}`;

const rows: { readonly [sentence: string]: readonly [asked: Table, there: Table, waits: object] } = {
  'changes that have nothing to do with each other do not wait': [{ 'pet/a': {}, 'pet/b': {}, 'room/den': {} }, {}, {}],
  'a create waits for what it points at to be created': [
    { 'pet/a': { room: 'den' }, 'room/den': {} },
    {},
    { 'create pet/a': ['create room/den'] },
  ],
  'and not for what is there already': [{ 'pet/a': { room: 'den' }, 'room/den': {} }, { 'room/den': {} }, {}],
  'nor for what is only changed': [{ 'pet/a': { room: 'den' }, 'room/den': { colour: 'red' } }, { 'room/den': {} }, {}],
  'an update waits for what it will point at to be created': [
    { 'pet/a': { room: 'den' }, 'room/den': {} },
    { 'pet/a': {} },
    { 'update pet/a': ['create room/den'] },
  ],
  'creates wait in a chain': [
    { 'pet/a': { room: 'den' }, 'room/den': { inside: 'hall' }, 'room/hall': {} },
    {},
    { 'create pet/a': ['create room/den'], 'create room/den': ['create room/hall'] },
  ],
  'a delete waits until nothing points at the resource': [
    { 'pet/a': { room: null } },
    { 'pet/a': { room: 'den' }, 'room/den': {} },
    { 'delete room/den': ['update pet/a'] },
  ],
  'but not for who holds on to it: that is a mistake, and no reason to wait for ever': [
    { 'pet/a': { colour: 'red' } },
    { 'pet/a': { room: 'den' }, 'room/den': {} },
    {},
  ],
  'or to be deleted': [
    {},
    { 'pet/a': { room: 'den' }, 'room/den': { inside: 'hall' }, 'room/hall': {} },
    { 'delete room/den': ['delete pet/a'], 'delete room/hall': ['delete room/den'] },
  ],
  'who moves from what goes to what comes stands between the two': [
    { 'pet/a': { room: 'new' }, 'room/new': {} },
    { 'pet/a': { room: 'old' }, 'room/old': {} },
    { 'update pet/a': ['create room/new'], 'delete room/old': ['update pet/a'] },
  ],
  'names are found whatever their case, where their kind does not mind': [
    { 'pet/a': { follows: 'REX' }, 'pet/rex': {} },
    {},
    { 'create pet/a': ['create pet/rex'] },
  ],
  'a thing that points at itself does not wait for itself': [{ 'pet/a': { follows: 'a' } }, {}, {}],
};

test.each(Object.entries(rows))('%s', (_, [asked, there, expected]) => {
  expect(waits(asked, there)).toEqual(expected);
});

describe('whatever the states', () => {
  /** A room is inside one with a lower number, so nothing goes in a circle. Pets follow likewise. */
  const table = fc
    .record({
      rooms: fc.array(fc.option(fc.record({ inside: fc.nat(9) }), { nil: null }), { minLength: 5, maxLength: 5 }),
      pets: fc.array(fc.option(fc.record({ room: fc.nat(9), follows: fc.nat(9) }), { nil: null }), {
        minLength: 5,
        maxLength: 5,
      }),
    })
    .map(({ rooms, pets }): Table => {
      const lower = (to: number, from: number) => (to < from ? String(to) : null);
      const entries = [
        ...rooms.flatMap((one, at) => (one ? [[`room/${at}`, { inside: lower(one.inside, at) }] as const] : [])),
        ...pets.flatMap((one, at) =>
          one ? [[`pet/${at}`, { room: lower(one.room, 5), follows: lower(one.follows, at) }] as const] : [],
        ),
      ];
      return Object.fromEntries(entries);
    });
  const states = fc.tuple(
    table.map((one) => desiredState(one)),
    table.map((one) => liveState(one)),
  );

  /** What a resource with these attributes points at. */
  const targets = (change: Change, attributes: Attributes): readonly string[] =>
    (rules.get(change.address.kind)?.references(attributes) ?? []).map(({ address }) => keyOf(rules, address));
  const foundOf = (change: Change, live: LiveState): Attributes =>
    live.get(keyOf(rules, change.address))?.attributes ?? {};

  test('nothing is made before what it points at, and nothing is taken away from under somebody', () => {
    fc.assert(
      fc.property(states, ([asked, live]) => {
        const changes = diff(asked, live, rules);
        const graph = order(changes, live, rules);
        const byKey = new Map(changes.map((change) => [keyOf(rules, change.address), change]));
        for (const change of changes) {
          const before = foundOf(change, live);
          const after = change.action === 'delete' ? [] : targets(change, merge(before, change.after));
          for (const key of after) {
            const target = byKey.get(key);
            if (target?.action === 'create') expect(graph.get(change)).toContain(target);
          }
          for (const key of targets(change, before).filter((one) => !after.includes(one))) {
            const target = byKey.get(key);
            if (target?.action === 'delete') expect(graph.get(target)).toContain(change);
          }
        }
      }),
    );
  });

  test('no change waits for itself, not even through others', () => {
    fc.assert(
      fc.property(states, ([asked, live]) => {
        const changes = diff(asked, live, rules);
        const graph = order(changes, live, rules);
        const done = new Set<Change>();
        for (let round = 0; round < changes.length; round++) {
          for (const change of changes) {
            if ((graph.get(change) ?? []).every((before) => done.has(before))) done.add(change);
          }
        }
        expect(done.size).toBe(changes.length);
      }),
    );
  });

  test('a change waits only for changes of the same plan, and not twice for one', () => {
    fc.assert(
      fc.property(states, ([asked, live]) => {
        const changes = diff(asked, live, rules);
        for (const [change, before] of order(changes, live, rules)) {
          expect(changes).toContain(change);
          expect(before.length).toBeGreaterThan(0);
          expect(new Set(before).size).toBe(before.length);
          for (const one of before) expect(changes).toContain(one);
        }
      }),
    );
  });
});
