/** One resource of both sides, attribute by attribute. */
import { expect, test } from 'vitest';
import { type Beside, type BesideRow, rowsOf } from '../../src/plan/compare/beside.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

const target = { region: 'us-west-2', instanceId: '10a4c4eb', identityManagement: 'SAML' };

/** A resource as it is shown: `undefined` where one of the two sides does not know it. */
function beside(live: Attributes | undefined, desired: Attributes | undefined, kind = 'pet'): Beside {
  const address = `${kind}/Rex`;
  const asked = desired && desiredState({ [address]: desired });
  const there = live && liveState({ [address]: live });
  const [change] = asked ? diff(asked, there ?? new Map(), rules) : [];
  return {
    ...{ address, target },
    ...(live && { live: { id: '1', arn: 'arn:1', attributes: live } }),
    ...(desired && { desired }),
    ...(change && { change }),
  };
}

type Row = readonly [path: string, live: BesideRow['live'], desired: BesideRow['desired'], differs?: 'differs'];
interface Case {
  readonly live?: Attributes;
  readonly desired?: Attributes;
  readonly kind?: string;
  readonly rows: readonly Row[];
}

const cases: { readonly [sentence: string]: Case } = {
  'the same on both sides does not differ': {
    live: { room: 'den' },
    desired: { room: 'den' },
    rows: [['room', 'den', 'den']],
  },
  'another value differs': {
    live: { room: 'den' },
    desired: { room: 'attic' },
    rows: [['room', 'den', 'attic', 'differs']],
  },
  'what Connect has comes first and in its order, and what only the files have after it': {
    live: { room: 'den', age: 3 },
    desired: { name: 'Rex', age: 3, room: 'den' },
    rows: [
      ['room', 'den', 'den'],
      ['age', 3, 3],
      ['name', undefined, 'Rex', 'differs'],
    ],
  },
  'what the files do not mention does not differ': {
    live: { room: 'den', age: 3 },
    desired: { room: 'den' },
    rows: [
      ['room', 'den', 'den'],
      ['age', 3, undefined],
    ],
  },
  'each key of a map has a row': {
    live: { tags: { a: '1', b: '2' } },
    desired: { tags: { b: '3', c: '4' } },
    rows: [
      ['tags.a', '1', undefined],
      ['tags.b', '2', '3', 'differs'],
      ['tags.c', undefined, '4', 'differs'],
    ],
  },
  'maps are taken apart at every depth': {
    live: { food: { morning: { grams: 1, kind: 'dry' } } },
    desired: { food: { morning: { grams: 2 } } },
    rows: [
      ['food.morning.grams', 1, 2, 'differs'],
      ['food.morning.kind', 'dry', undefined],
    ],
  },
  'a key that begins as another does, up to a dot, is another key': {
    live: { tags: { cost: '1', 'cost.center': 'A' } },
    desired: { tags: { cost: '2', 'cost.center': 'A' } },
    rows: [
      ['tags.cost', '1', '2', 'differs'],
      ['tags.cost.center', 'A', 'A'],
    ],
  },
  'an empty map is a value': {
    live: { tags: {} },
    desired: {},
    rows: [['tags', {}, undefined]],
  },
  'a map beside something else is a value, and differs': {
    live: { tags: 'x' },
    desired: { tags: { a: '1' } },
    rows: [['tags', 'x', { a: '1' }, 'differs']],
  },
  'a map that is to be unset is a value': {
    live: { tags: { a: '1' } },
    desired: { tags: null },
    rows: [['tags', { a: '1' }, null, 'differs']],
  },
  'a list is one value, and a set in another order does not differ': {
    live: { tricks: ['sit', 'beg'] },
    desired: { tricks: ['beg', 'sit'] },
    rows: [['tricks', ['sit', 'beg'], ['beg', 'sit']]],
  },
  'all that is in something that goes differs': {
    live: { furniture: { bed: { pillows: 2, legs: 4 }, bedside: { lamps: 1 } } },
    desired: { furniture: { bedside: { lamps: 1 } } },
    kind: 'room',
    rows: [
      ['furniture.bed.pillows', 2, undefined, 'differs'],
      ['furniture.bed.legs', 4, undefined, 'differs'],
      ['furniture.bedside.lamps', 1, 1],
    ],
  },
  'a name that every object has is a name like others': {
    live: { tags: { a: '1' } },
    desired: { constructor: 'x' },
    rows: [
      ['tags.a', '1', undefined],
      ['constructor', undefined, 'x', 'differs'],
    ],
  },
  'of something that Connect does not have, only the files say anything': {
    desired: { room: 'den', tags: { a: '1' } },
    rows: [
      ['room', undefined, 'den'],
      ['tags.a', undefined, '1'],
    ],
  },
  'of something that no file lists, only Connect says anything': {
    live: { room: 'den' },
    rows: [['room', 'den', undefined]],
  },
  'of something unknown, there is nothing to say': { rows: [] },
};

test.each(Object.entries(cases))('%s', (_, { live, desired, kind, rows }) => {
  expect(rowsOf(beside(live, desired, kind))).toEqual(
    rows.map(([path, has, asked, differs]) => ({ path, live: has, desired: asked, differs: differs !== undefined })),
  );
});
