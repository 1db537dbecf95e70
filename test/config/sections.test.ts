/** Sections of every shape, of kinds made up for it. */

import { describe, expect, test } from 'vitest';
import { isMap, type Json } from '../../src/base/json.ts';
import { declareAll } from '../../src/config/declare.ts';
import { sourceFile } from '../../src/config/files/source-file.ts';
import { makeSchema } from '../../src/config/schema/schema.ts';
import type { CheckedFile } from '../../src/config/surroundings.ts';
import { readYaml } from '../../src/config/yaml/read-yaml.ts';
import type { Declared, ManagedKind } from '../../src/kinds/kind.ts';
import type { Section } from '../../src/kinds/section.ts';
import { format } from '../../src/plan/model/address.ts';
import { locate } from '../../src/plan/model/origin.ts';
import { print } from './memory.ts';

type At = readonly (string | number)[];

/** Every name in a map of maps or lists, as a path. */
function branches(value: Json, path: readonly string[], at: At): readonly Declared[] {
  const declared = (name: string, inner: Json, here: At): readonly Declared[] => [
    { key: [...path, name].join('/'), attributes: { depth: path.length }, at: here },
    ...branches(inner, [...path, name], here),
  ];
  if (Array.isArray(value)) {
    return value.flatMap((one: Json, index) =>
      typeof one === 'string' ? declared(one, null, [...at, index]) : branches(one, path, [...at, index]),
    );
  }
  return isMap(value) ? Object.entries(value).flatMap(([name, inner]) => declared(name, inner, [...at, name])) : [];
}

const kind = (section: Section, declare: ManagedKind['declare']): ManagedKind =>
  ({
    ...{ name: 'thing', noun: 'thing', ownership: 'declared', counts: 'configuration', attributes: {}, readAfter: [] },
    ...{ section, declare, fold: (key: string) => key.toLowerCase(), references: () => [] },
    ...{ read: async () => [], describe: () => null, check: () => [], operations: () => [] },
  }) as unknown as ManagedKind;

const list = kind({ key: 'things', shape: 'list' }, (entry) => [
  { key: String(isMap(entry) ? entry['name'] : ''), attributes: isMap(entry) ? entry : {} },
]);
const tree = kind({ key: 'forest', path: ['woods', 'forest'], shape: 'tree' }, (entry) => branches(entry, [], []));
const single = kind({ key: 'sky', shape: 'single' }, (entry) => [{ key: 'sky', attributes: { is: entry } }]);

function declareFrom(of: ManagedKind, ...texts: readonly string[]) {
  const files = texts.map((text, index): CheckedFile => {
    const { document } = readYaml(text);
    if (!document) throw new Error(`${text} is no YAML.`);
    return { source: sourceFile({ file: `${index}.yaml`, document, isRoot: index === 0 }), broken: new Set() };
  });
  const { managed, resources, diagnostics } = declareAll(of, files, {
    schema: makeSchema([of], {}),
    roles: new Map(),
    rolesComplete: true,
    ownTags: 0,
    zone: 'UTC',
  });
  return {
    managed,
    found: resources.map(({ address, origins }) => {
      const { file, line, column } = locate(origins);
      return `${format(address)} ${file}:${line}:${column}`;
    }),
    diagnostics: diagnostics.map(print),
  };
}

describe('a list', () => {
  test('of several files is one list', () => {
    expect(declareFrom(list, 'things: [{ name: a }]', 'things:\n  - name: b')).toEqual({
      managed: true,
      found: ['thing/a 0.yaml:1:10', 'thing/b 1.yaml:2:5'],
      diagnostics: [],
    });
  });

  test('has nobody twice', () => {
    expect(declareFrom(list, 'things: [{ name: a }]', 'things: [{ name: A }]').diagnostics).toEqual([
      '1.yaml:1:18 duplicate-thing The thing "A" is listed twice: here and at 0.yaml:1:18, as "a" (case does not matter).',
    ]);
  });
});

describe('a tree', () => {
  test('declares each of its branches, where its name is', () => {
    const text =
      'woods:\n  forest:\n    Oak:\n      Low: [Twig, { Branch: { Leaf: } }]\n    Elm: {}\n    Fir: []\n    Yew:\n';
    expect(declareFrom(tree, text).found).toEqual([
      'thing/Oak 0.yaml:3:5',
      'thing/Oak/Low 0.yaml:4:7',
      'thing/Oak/Low/Twig 0.yaml:4:13',
      'thing/Oak/Low/Branch 0.yaml:4:21',
      'thing/Oak/Low/Branch/Leaf 0.yaml:4:31',
      'thing/Elm 0.yaml:5:5',
      'thing/Fir 0.yaml:6:5',
      'thing/Yew 0.yaml:7:5',
    ]);
  });

  test('of several files is one tree, whose branches they may share', () => {
    const read = declareFrom(tree, 'woods: { forest: { Oak: [Twig] } }', 'woods: { forest: { Oak: [Leaf] } }');
    expect(read.diagnostics).toEqual([]);
    expect(read.found).toEqual(['thing/Oak 0.yaml:1:20', 'thing/Oak/Twig 0.yaml:1:26', 'thing/Oak/Leaf 1.yaml:1:26']);
  });

  test('has no branch twice in one file, in whatever case', () => {
    expect(declareFrom(tree, 'woods: { forest: { Oak: [Twig, twig] } }').diagnostics).toEqual([
      '0.yaml:1:32 duplicate-thing The thing "Oak/twig" is listed twice: here and at 0.yaml:1:26, as "Oak/Twig" (case does not matter).',
    ]);
  });
});

describe('a section that is one resource', () => {
  test('is where its key is', () => {
    expect(declareFrom(single, 'a: 1\nsky: [blue]\n').found).toEqual(['thing/sky 0.yaml:2:1']);
  });

  test('stands in one file only', () => {
    expect(declareFrom(single, 'sky: blue', 'sky: blue').diagnostics).toEqual([
      '1.yaml:1:1 duplicate-thing The thing "sky" is listed twice: here and at 0.yaml:1:1.',
    ]);
  });
});

describe('what is managed', () => {
  test.each<[string, ManagedKind, string, boolean]>([
    ['an empty list', list, 'things: []', true],
    ['an empty tree', tree, 'woods: { forest: {} }', true],
    ['a tree that is left empty', tree, 'woods: { forest: }', true],
    ['a tree as an empty list', tree, 'woods: { forest: [] }', true],
    ['no tree', tree, 'woods: {}', false],
    ['another section', list, 'others: []', false],
  ])('%s', (_, of, text, managed) => {
    expect(declareFrom(of, text)).toEqual({ managed, found: [], diagnostics: [] });
  });

  test.each<[string, ManagedKind, string, string]>([
    ['a list that is a map', list, 'things: {}', '0.yaml:1:9 wrong-type things must be a list.'],
    ['a list that is nothing', list, 'things:', '0.yaml:1:1 wrong-type things must be a list.'],
    ['a tree that is a text', tree, 'woods: { forest: x }', '0.yaml:1:18 wrong-type woods.forest must be a map.'],
  ])('%s is a mistake, and never a section that is not there', (_, of, text, expected) => {
    expect(declareFrom(of, text)).toEqual({ managed: true, found: [], diagnostics: [expected] });
  });
});
