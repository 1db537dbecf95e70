import { describe, expect, test } from 'vitest';
import { isMap } from '../../src/base/json.ts';
import { merge, withoutNulls } from '../../src/plan/model/merge.ts';
import type { Attributes } from '../../src/plan/model/state.ts';

const rows: { readonly [sentence: string]: readonly [base: Attributes, after: Attributes, merged: Attributes] } = {
  'nothing changes nothing': [{ a: 1 }, {}, { a: 1 }],
  'a value is replaced': [{ a: 1, b: 2 }, { a: 3 }, { a: 3, b: 2 }],
  'a value is added': [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  'null takes away': [{ a: 1, b: 2 }, { a: null }, { b: 2 }],
  'null takes away what is not there': [{}, { a: null }, {}],
  'maps are merged key by key': [{ m: { a: 1, b: 2 } }, { m: { b: 3, c: 4 } }, { m: { a: 1, b: 3, c: 4 } }],
  'at every depth': [{ m: { n: { a: 1, b: 2 } } }, { m: { n: { a: null } } }, { m: { n: { b: 2 } } }],
  'a map that loses its last key stays': [{ m: { a: 1 } }, { m: { a: null } }, { m: {} }],
  'a list is replaced whole': [{ l: [1, 2] }, { l: [3] }, { l: [3] }],
  'a map replaces a value': [{ a: 1 }, { a: { b: 2, c: null } }, { a: { b: 2 } }],
  'a value replaces a map': [{ a: { b: 2 } }, { a: 1 }, { a: 1 }],
  'null within a list is left alone': [{}, { l: [null] }, { l: [null] }],
};

test.each(Object.entries(rows))('%s', (_, [base, after, merged]) => {
  expect(merge(base, after)).toEqual(merged);
});

test('without nulls is without what is to be cleared, at every depth', () => {
  expect(withoutNulls({ a: null, m: { b: null, c: 1, n: { d: null } }, l: [null] })).toEqual({
    m: { c: 1, n: {} },
    l: [null],
  });
});

describe('a map is', () => {
  test.each([[{}], [{ a: 1 }]])('%j', (value) => expect(isMap(value)).toBe(true));
  test.each([[null], [undefined], [[]], ['x'], [0], [false]])('not %j', (value) => expect(isMap(value)).toBe(false));
});
