import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

const asked = (attributes: Attributes) => desiredState({ 'pet/Rex': attributes });
const live = (attributes: Attributes) => liveState({ 'pet/Rex': attributes });
const changes = (wanted: Attributes, found: Attributes) => diff(asked(wanted), live(found), rules);

/** What is asked for, what there is, and what differs: path, before, after. */
type Row = readonly [wanted: Attributes, found: Attributes, differences: readonly (readonly unknown[])[]];

const rows: { readonly [sentence: string]: Row } = {
  'the same is no change': [{ room: 'den' }, { room: 'den' }, []],
  'another value is a change': [{ room: 'den' }, { room: 'attic' }, [['room', 'attic', 'den']]],
  'a value where there was none is a change': [{ room: 'den' }, {}, [['room', null, 'den']]],
  'what the files do not mention is not compared': [{}, { room: 'attic', tags: { a: '1' } }, []],
  'null asks for it to be unset': [{ room: null }, { room: 'attic' }, [['room', 'attic', null]]],
  'null and not set are the same': [{ room: null }, {}, []],
  'null and null are the same': [{ room: null }, { room: null }, []],
  'false, 0 and empty text are values': [
    { good: false, age: 0, name: '' },
    { good: true, age: 1, name: 'x' },
    [
      ['good', true, false],
      ['age', 1, 0],
      ['name', 'x', ''],
    ],
  ],
  'false is not unset': [{ good: false }, {}, [['good', null, false]]],
  'a number is not its text': [{ age: 1 }, { age: '1' }, [['age', '1', 1]]],
  'a map is compared key by key': [
    { tags: { a: '1', b: '2' } },
    { tags: { a: '1', b: '3', c: '4' } },
    [['tags.b', '3', '2']],
  ],
  'a key of a map is taken away by null': [{ tags: { a: null } }, { tags: { a: '1' } }, [['tags.a', '1', null]]],
  'an empty map asks for nothing': [{ tags: {} }, { tags: { a: '1' } }, []],
  'a map where there was none is all new': [{ tags: { a: '1' } }, {}, [['tags.a', null, '1']]],
  'a map where there was a value replaces it': [{ tags: { a: '1' } }, { tags: 'x' }, [['tags.a', null, '1']]],
  'a value where there was a map replaces it': [{ tags: 'x' }, { tags: { a: '1' } }, [['tags', { a: '1' }, 'x']]],
  'maps are compared at every depth': [
    { food: { morning: { grams: 1 } } },
    { food: { morning: { grams: 2, kind: 'dry' } } },
    [['food.morning.grams', 2, 1]],
  ],
  'a list is one value, and its order counts': [
    { path: ['a', 'b'] },
    { path: ['b', 'a'] },
    [['path', ['b', 'a'], ['a', 'b']]],
  ],
  'the order of a set does not count': [{ tricks: ['sit', 'beg'] }, { tricks: ['beg', 'sit'] }, []],
  'nor how often a set names one thing': [{ tricks: ['sit', 'sit'] }, { tricks: ['sit'] }, []],
  'a set with one more is a change': [
    { tricks: ['sit', 'beg'] },
    { tricks: ['sit'] },
    [['tricks', ['sit'], ['sit', 'beg']]],
  ],
  'a list is not the text of a list': [{ path: ['a'] }, { path: '["a"]' }, [['path', '["a"]', ['a']]]],
  'what is taken at creation only is not compared': [{ chip: { env: 'CHIP' }, room: 'den' }, { room: 'den' }, []],
  'a key with a dot is one key': [{ tags: { 'a.b': '1' } }, { tags: { 'a.b': '2' } }, [['tags.a.b', '2', '1']]],
};

describe('an update', () => {
  test.each(Object.entries(rows))('%s', (_, [wanted, found, differences]) => {
    const [change, ...others] = changes(wanted, found);
    const got = change?.action === 'update' ? change.attributes : [];
    expect(got.map(({ path, before, after }) => [path, before, after])).toEqual(differences);
    expect(change === undefined).toBe(differences.length === 0);
    expect(others).toEqual([]);
  });

  test('holds only what differs, in the shape of the resource', () => {
    const wanted = { room: null, age: 3, tags: { a: '1', b: null, c: '3' }, food: { dry: 1 }, tricks: ['sit'] };
    const found = { room: 'den', tags: { b: '2', c: '3' }, food: { dry: 1 }, tricks: ['sit'], owner: 'Ann' };
    const [change] = changes(wanted, found);
    expect(change?.action === 'update' && [change.before, change.after]).toEqual([
      { room: 'den', tags: { b: '2' } },
      { room: null, age: 3, tags: { a: '1', b: null } },
    ]);
  });

  test('is addressed as Connect spells it', () => {
    const found = liveState({ 'pet/REX': { room: 'attic' } });
    expect(diff(asked({ room: 'den' }), found, rules)).toMatchObject([{ address: { kind: 'pet', key: 'REX' } }]);
  });
});

describe('a create', () => {
  test('holds everything that is asked for, but what it asks to clear', () => {
    const wanted = { room: null, tags: { a: null, b: '1' }, chip: { env: 'CHIP' }, tricks: ['sit'] };
    expect(diff(asked(wanted), new Map(), rules)).toEqual([
      {
        action: 'create',
        address: { kind: 'pet', key: 'Rex' },
        after: { tags: { b: '1' }, chip: { env: 'CHIP' }, tricks: ['sit'] },
      },
    ]);
  });
});

describe('a delete', () => {
  test('holds everything that goes', () => {
    expect(diff(new Map(), live({ room: 'den', tags: { a: '1' } }), rules)).toEqual([
      { action: 'delete', address: { kind: 'pet', key: 'Rex' }, before: { room: 'den', tags: { a: '1' } } },
    ]);
  });
});

test('changes are in the order of their addresses, by code unit', () => {
  const wanted = desiredState({ 'room/b': {}, 'pet/b': {}, 'pet/é': {}, 'pet/Z': {}, 'pet/a': {} });
  const found = liveState({ 'pet/c': {}, 'room/A': {} });
  const addresses = diff(wanted, found, rules).map(({ address: { kind, key } }) => `${kind}/${key}`);
  expect(addresses).toEqual(['pet/Z', 'pet/a', 'pet/b', 'pet/c', 'pet/é', 'room/A', 'room/b']);
});

test('a kind that has no rules is compared value by value', () => {
  const wanted = desiredState({ 'bird/Kiki': { songs: ['a', 'b'] } });
  expect(diff(wanted, liveState({ 'bird/Kiki': { songs: ['b', 'a'] } }), rules)).toHaveLength(1);
});

describe('an exact map', () => {
  const leavesOf = (asked: Attributes, there: Attributes) => {
    const [change] = diff(
      desiredState({ 'room/den': { furniture: asked } }),
      liveState({ 'room/den': { furniture: there } }),
      rules,
    );
    return change?.action === 'update' ? change.attributes : change;
  };
  test('loses the keys that it does not list, at every depth', () => {
    expect(leavesOf({ desk: { legs: 4 } }, { desk: { legs: 4, drawers: 2 }, bed: { pillows: 2 } })).toEqual([
      { path: 'furniture.desk.drawers', before: 2, after: null },
      { path: 'furniture.bed', before: { pillows: 2 }, after: null },
    ]);
  });
  test('that is empty loses all of them', () => {
    expect(leavesOf({}, { bed: 1, desk: 2 })).toEqual([
      { path: 'furniture.bed', before: 1, after: null },
      { path: 'furniture.desk', before: 2, after: null },
    ]);
  });
  test('with the same keys is no difference', () => expect(leavesOf({ bed: 1 }, { bed: 1 })).toBeUndefined());
});

test('a map with exact keys loses those that it does not list, in their order, and merges what is below the others', () => {
  const kind: KindRules = {
    ...(rules.get('room') as KindRules),
    attributes: { furniture: { compareAs: 'exactKeys' } },
  };
  const exact: Rules = new Map([['room', kind]]);
  const asked = desiredState({ 'room/den': { furniture: { desk: { legs: 4 } } } }, exact);
  const there = { desk: { legs: 3, drawers: 2 }, shelf: 1, bed: { pillows: 2 } };
  expect(diff(asked, liveState({ 'room/den': { furniture: there } }, exact), exact)).toEqual([
    {
      action: 'update',
      address: { kind: 'room', key: 'den' },
      before: { furniture: { desk: { legs: 3 }, bed: { pillows: 2 }, shelf: 1 } },
      after: { furniture: { desk: { legs: 4 }, bed: null, shelf: null } },
      attributes: [
        { path: 'furniture.desk.legs', before: 3, after: 4 },
        { path: 'furniture.bed', before: { pillows: 2 }, after: null },
        { path: 'furniture.shelf', before: 1, after: null },
      ],
    },
  ]);
});

test('keys of a map that differ in spelling alone are the same key, as Connect spells it', () => {
  const foldKeys = (key: string) => key.toLowerCase();
  const kind: KindRules = { ...(rules.get('pet') as KindRules), attributes: { skills: { foldKeys } } };
  const folding: Rules = new Map([['pet', kind]]);
  const asked = desiredState({ 'pet/Rex': { skills: { DIG: 3, sit: 5, Roll: 1, Beg: { AM: 1 } } } }, folding);
  const there = liveState({ 'pet/Rex': { skills: { dig: 3, Sit: 4, beg: { am: 1 } } } }, folding);
  const [change] = diff(asked, there, folding);
  expect(change?.action === 'update' && change.attributes).toEqual([
    { path: 'skills.Sit', before: 4, after: 5 },
    { path: 'skills.Roll', before: null, after: 1 },
    { path: 'skills.beg.AM', before: null, after: 1 },
  ]);
});
