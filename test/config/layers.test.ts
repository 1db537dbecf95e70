import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, type Json } from '../../src/base/json.ts';
import { type Layer, mergeAttributes, mergeLayers } from '../../src/config/layers.ts';
import { locate, type Origin } from '../../src/plan/model/origin.ts';
import type { Attributes } from '../../src/plan/model/state.ts';

const byKey = (field: string): boolean => field === 'phoneConfig' || field === 'tags';

const layer = (file: string, attributes: Attributes): Layer => ({
  attributes,
  origin: { type: 'entry', path: [], source: { at: (path) => ({ file, line: 1, column: path.length }) } },
});

const merge = (...maps: readonly [Attributes, ...Attributes[]]) => {
  const [first, ...others] = maps.map((attributes, at) => layer(String(at), attributes));
  return mergeLayers([first!, ...others], byKey);
};

describe('an entry over a role', () => {
  test.each<[string, Attributes, Attributes, Attributes]>([
    ['what only the role has comes from it', {}, { routingProfile: 'A' }, { routingProfile: 'A' }],
    ["the entry's own fields win", { routingProfile: 'B' }, { routingProfile: 'A' }, { routingProfile: 'B' }],
    ['lists are replaced', { securityProfiles: ['B'] }, { securityProfiles: ['A', 'C'] }, { securityProfiles: ['B'] }],
    ['null wins, too', { hierarchyGroup: null }, { hierarchyGroup: 'A/B' }, { hierarchyGroup: null }],
    ['null wins over a map', { tags: null }, { tags: { a: '1' } }, { tags: null }],
    [
      'phoneConfig is merged field by field',
      { phoneConfig: { phoneType: 'DESK_PHONE' } },
      { phoneConfig: { phoneType: 'SOFT_PHONE', autoAccept: true } },
      { phoneConfig: { phoneType: 'DESK_PHONE', autoAccept: true } },
    ],
    [
      'a map inside such a map is replaced',
      { phoneConfig: { autoAccept: { CHAT: true } } },
      { phoneConfig: { autoAccept: { VOICE: true } } },
      { phoneConfig: { autoAccept: { CHAT: true } } },
    ],
    [
      'tags are merged key by key',
      { tags: { a: '1', b: null } },
      { tags: { b: '2', c: '3' } },
      { tags: { a: '1', b: null, c: '3' } },
    ],
    [
      'other maps are replaced',
      { initialPassword: { env: 'X' } },
      { initialPassword: { generate: true } },
      { initialPassword: { env: 'X' } },
    ],
  ])('%s', (_, entry, role, merged) => {
    expect(merge(role, entry).attributes).toEqual(merged);
    expect(mergeAttributes([layer('0', role), layer('1', entry)], byKey)).toEqual(merged);
  });
});

const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string() as fc.Arbitrary<Json>, {
  noNullPrototype: true,
});
const fields = fc.dictionary(
  fc.constantFrom('routingProfile', 'tags', 'phoneConfig', 'constructor'),
  fc.oneof(values, fc.string()),
  { noNullPrototype: true },
);

test('laws: an empty layer changes no value, nor does the same again; nothing is changed in place', () => {
  fc.assert(
    fc.property(fields, fields, (below, above) => {
      const before = JSON.stringify([below, above]);
      expect(merge({}, above).attributes).toEqual(above);
      expect(merge(below, {}).attributes).toEqual(below);
      expect(merge(above, above).attributes).toEqual(above);
      expect(JSON.stringify([below, above])).toBe(before);
    }),
  );
});

test('law: every value, down to the keys that are merged, is what the layer of its origin says', () => {
  fc.assert(
    fc.property(fields, fields, fields, (...layers) => {
      const { attributes, origins } = merge(...layers);
      for (const [name, value] of Object.entries(attributes)) {
        const keys = byKey(name) && isMap(value) ? Object.keys(value) : [];
        for (const path of keys.length === 0 ? [[name]] : keys.map((key) => [name, key])) {
          const winner = layers[Number(locate(origins, path).file)];
          expect(valueAt(winner ?? {}, path)).toEqual(valueAt(attributes, path));
        }
      }
    }),
  );
});

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, step) => (isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined),
    value,
  );
}

describe('a value from a record', () => {
  const record: Origin = {
    type: 'record',
    path: ['Report_Entry', 7],
    source: { at: (path) => ({ file: 'hr.json', line: path.length, column: 1 }) },
    by: {
      path: ['sources', 0, 'user'],
      source: { at: (path) => ({ file: 'connect-sync.yaml', line: path.length, column: 1 }) },
      fieldOf: ([name]) => (name === 'firstName' ? ['Name', 'First'] : undefined),
      written: () => undefined,
    },
  };
  test.each<[string, readonly string[], { readonly file: string; readonly line: number }]>([
    ['is where its field is', ['firstName'], { file: 'hr.json', line: 4 }],
    [
      'is where the configuration has it, if it is made of no field',
      ['routingProfile'],
      { file: 'connect-sync.yaml', line: 4 },
    ],
  ])('%s', (_, path, expected) => {
    expect(locate(record, path)).toMatchObject(expected);
  });
  test('is, as a whole, where the record is', () => {
    expect(locate(record)).toMatchObject({ file: 'hr.json', line: 2 });
  });
});

test('three layers keep the origin of each key of a map', () => {
  const { origins } = merge({ tags: { a: '1', b: '1', c: '1' } }, { tags: { b: '2', c: '2' } }, { tags: { c: '3' } });
  const fileOf = (path: readonly string[]): string => locate(origins, path).file;
  expect([['tags', 'a'], ['tags', 'b'], ['tags', 'c'], ['tags'], []].map(fileOf)).toEqual(['0', '1', '2', '2', '2']);
});

test('one layer alone is what it is', () => {
  const only = layer('0', { tags: { a: '1' } });
  expect(mergeLayers([only], byKey)).toEqual({ attributes: only.attributes, origins: only.origin });
});
