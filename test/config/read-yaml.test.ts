import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import type { ValuePath } from '../../src/config/yaml/positions.ts';
import { readYaml } from '../../src/config/yaml/read-yaml.ts';

const dataOf = (text: string): Json | undefined => readYaml(text).document?.value;
const problemsOf = (text: string): readonly string[] =>
  readYaml(text).problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);

test.each([
  [
    'tags: { id: ${ID} }',
    'A comma is missing between the entries of a list in [ ] or a map in { }. Put the expression in quotes: "${ID}".',
  ],
  ["a: ${x|default:'b: c'}", `needs quotes. Put the expression in quotes: "\${x|default:'b: c'}".`],
])('an expression that YAML takes for something else: %s', (text, message) => {
  expect(readYaml(text).problems.map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
});

describe('values follow the core schema of YAML 1.2', () => {
  test.each<[string, string, Json]>([
    ['yes and no are texts', '[yes, no, on, off]', ['yes', 'no', 'on', 'off']],
    ['true, True and TRUE are true', '[true, True, TRUE]', [true, true, true]],
    ['nothing, ~ and null are null', '[~, null, Null]', [null, null, null]],
    ['an octal 0o17, a hexadecimal 0x1F and 012 are numbers', '[0o17, 0x1F, 012]', [15, 31, 12]],
    ['a date is a text', '[2024-01-01]', ['2024-01-01']],
    ['a number in quotes is a text', '["1", \'2\', !!str 3, ! 4]', ['1', '2', '3', '4']],
    [
      'keys are taken letter for letter',
      '{012: a, 1.10: b, true: c, ~: d, null: e}',
      { '012': 'a', '1.10': 'b', true: 'c', '~': 'd', null: 'e' },
    ],
    [
      'names of JavaScript are names like any other',
      '{constructor: 1, toString: 2, hasOwnProperty: 3}',
      { constructor: 1, toString: 2, hasOwnProperty: 3 },
    ],
    ['a byte order mark is no part of the text', '\uFEFFa: 1', { a: 1 }],
    ['a document may be marked', '%YAML 1.2\n---\na: 1\n...\n', { a: 1 }],
    ['lines may end in CR LF', 'a: 1\r\nb:\r\n  - 2\r\n', { a: 1, b: [2] }],
    ['JSON is YAML', '{"a": [1, "x", null, {"b": true}]}', { a: [1, 'x', null, { b: true }] }],
  ])('%s', (_, text, value) => {
    expect(readYaml(text).problems).toEqual([]);
    expect(dataOf(text)).toEqual(value);
  });
});

describe('aliases and merge keys', () => {
  test.each<[string, string, Json]>([
    ['an alias stands for its value', 'a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['the last anchor of a name counts', 'a: &x 1\nb: &x 2\nc: *x', { a: 1, b: 2, c: 2 }],
    ['a key can have an anchor', '&k key: 1\nb: *k', { key: 1, b: 'key' }],
    [
      "a map's own keys win over merged ones",
      'a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}',
      { a: { p: 1, q: 2 }, b: { p: 1, q: 3 } },
    ],
    ['own keys win also when they stand first', 'a: &x {q: 2}\nb: {q: 3, <<: *x}', { a: { q: 2 }, b: { q: 3 } }],
    [
      'the first of several merged maps wins',
      'a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y]}',
      { a: { p: 1 }, b: { p: 2, q: 2 }, c: { p: 1, q: 2 } },
    ],
    [
      'a merged map may have merged itself',
      'a: &x {p: 1}\nb: &y {<<: *x}\nc: {<<: *y}',
      { a: { p: 1 }, b: { p: 1 }, c: { p: 1 } },
    ],
    ['in quotes << is a key', '"<<": 1', { '<<': 1 }],
  ])('%s', (_, text, value) => {
    expect(readYaml(text).problems).toEqual([]);
    expect(dataOf(text)).toEqual(value);
  });
});

/** Nine times nine times nine …: few bytes that stand for 9^30 values. */
const bomb = Array.from(
  { length: 30 },
  (_, at) => `a${at}: &a${at} [${Array(9).fill(at === 0 ? 'x' : `*a${at - 1}`)}]`,
).join('\n');
/** Each list holds the list before it, one level deeper. */
const ladder = Array.from({ length: 100 }, (_, at) => `a${at}: &a${at} [${at === 0 ? 'x' : `*a${at - 1}`}]`).join('\n');
const mergeBomb = `${Array.from({ length: 2_000 }, (_, at) => `${at === 0 ? 'm: &m\n' : ''}  k${at}: 1`).join('\n')}\nu:\n${'  - <<: *m\n'.repeat(2_000)}`;

describe('what is refused', () => {
  test.each<[string, string, readonly string[]]>([
    ['an empty file', '', ['1:1 empty-file The file is empty; write the configuration into it, or do not name it.']],
    [
      'a file of comments',
      '# nothing\n',
      ['1:1 empty-file The file is empty; write the configuration into it, or do not name it.'],
    ],
    [
      'an empty document',
      '---\n',
      ['1:1 empty-file The file is empty; write the configuration into it, or do not name it.'],
    ],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      ['2:1 multiple-documents A file holds one document; put what follows "---" into a file of its own.'],
    ],
    [
      'a tab as indentation',
      'a:\n\t- b',
      ['2:1 yaml-syntax A tab is used for indentation; YAML allows only blanks there.'],
    ],
    [
      'an open quote',
      'a: "x\nb: 1\n',
      [
        '2:1 yaml-syntax This line must be indented further than the key it belongs to, or a quote or bracket above it is not closed.',
      ],
    ],
    ['an open list', 'a: [1, 2', ['1:9 yaml-syntax A list in [ ] or a map in { } is not closed: a ] or } is missing.']],
    [
      'a colon inside a text',
      'a: b: c',
      [
        '1:5 yaml-syntax This does not fit into the map above it: the indentation is off, or a text with ": " or a special first character needs quotes.',
      ],
    ],
    [
      'a template',
      'a: {{ name }}',
      [
        '1:5 yaml-syntax A key must be plain text, not a list, a map or an alias; quote it if it begins with {, [ or *.',
      ],
    ],
    ['a NUL byte', 'a: \0', ['1:4 yaml-syntax The file contains a NUL byte; it is not a text file in UTF-8.']],
    [
      'a value nested too deeply',
      `${'['.repeat(70)}${']'.repeat(70)}`,
      ['1:64 yaml-syntax Lists and maps are nested too deeply here; 64 levels are the limit.'],
    ],
    [
      'every repeated key',
      'a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n',
      [
        '2:11 duplicate-key The key "c" is written twice in one map (first on line 2).',
        '3:1 duplicate-key The key "a" is written twice in one map (first on line 1).',
        '4:1 duplicate-key The key "a" is written twice in one map (first on line 1).',
      ],
    ],
    [
      'a key that is repeated with an escape',
      '"a": 1\n"\\u0061": 2',
      ['2:1 duplicate-key The key "a" is written twice in one map (first on line 1).'],
    ],
    [
      'a second merge key',
      'a: &x {p: 1}\nb:\n  <<: *x\n  <<: *x\n',
      ['4:3 duplicate-key The key "<<" is written twice in one map (first on line 3).'],
    ],
    ['a merge of something else', 'a: {<<: 1}', ['1:5 yaml-merge A merge key << takes a map or a list of maps.']],
    ['the key __proto__', 'a: {__proto__: {admin: true}}', ['1:5 forbidden-key The key "__proto__" is not allowed.']],
    ['an unknown tag', 'a: !vault x', ['1:4 yaml-tag The YAML tag !vault is not known here; leave it out.']],
    ['a tag that does not fit', 'a: !!int x', ['1:4 yaml-tag This value does not fit its YAML tag !!int.']],
    ['an alias without an anchor', 'a: *x', ['1:4 yaml-alias The alias *x has no anchor &x above it.']],
    [
      'an alias inside its own value',
      'a: &x [*x]',
      ['1:8 yaml-alias The alias *x stands inside the very value it names.'],
    ],
    [
      'a bomb of aliases',
      bomb,
      ['7:10 yaml-alias The aliases of this file stand for more than 1,000,000 values; write them out, or use roles.'],
    ],
    [
      'a bomb of merges',
      mergeBomb,
      [
        '2502:9 yaml-alias The aliases of this file stand for more than 1,000,000 values; write them out, or use roles.',
      ],
    ],
    [
      'aliases that nest too deeply',
      ladder,
      ['64:12 yaml-alias The aliases here nest lists and maps too deeply; write the values out.'],
    ],
  ])('%s', (_, text, problems) => {
    // One that was followed to its end would take longer than any test may.
    expect(problemsOf(text)).toEqual(problems);
  });

  test('a forbidden key changes nothing but is left out', () => {
    const value = dataOf('a: {__proto__: {admin: true}, b: 1}') as { a: { admin?: boolean } };
    expect(value).toEqual({ a: { b: 1 } });
    expect(value.a.admin).toBeUndefined();
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

const text = `# comment
version: 1
"quo ted": 'it''s'
base: &base { k: v, 012: +4930 }
alias: *base
empty:
list:
  - name: |
      block
    <<: [*base, { m: 1 }]
    k: own
  - [a, "b"]
  - # nothing
  -
wide: [${Array.from({ length: 40 }, (_, at) => at)}]
`;

describe('positions', () => {
  test.each<[string, ValuePath, string, string]>([
    ['a value and its key', ['version'], '2:10', '2:1'],
    ['a quoted text begins with its quote', ['quo ted'], '3:12', '3:1'],
    ['a value in braces', ['base', 'k'], '4:18', '4:15'],
    ['what is reached by an alias is where it is written', ['alias', '012'], '4:26', '4:21'],
    ['the alias itself', ['alias'], '5:8', '5:1'],
    ['an empty value is shown at its key', ['empty'], '6:1', '6:1'],
    ['an entry of a list begins behind its dash', ['list', 0], '8:5', '8:5'],
    ['a block text begins with its first letter', ['list', 0, 'name'], '9:7', '8:5'],
    ['a merged value is where it is written', ['list', 0, '012'], '4:26', '4:21'],
    ['the second of merged maps', ['list', 0, 'm'], '10:22', '10:19'],
    ['an own key before a merged one', ['list', '0', 'k'], '11:8', '11:5'],
    ['an entry of a list in brackets', ['list', 1, 1], '12:9', '12:9'],
    ['an empty entry is shown at its dash', ['list', 2], '13:3', '13:3'],
    ['an empty entry after an empty entry', ['list', 3], '14:3', '14:3'],
    ['what is not written stands for what is', ['list', 1, 7, 'x'], '12:5', '12:5'],
    ['what is nowhere stands for the document', ['nope'], '2:1', '2:1'],
    ['a long list', ['wide', 39], '15:115', '15:115'],
  ])('%s', (_, path, at, ofKey) => {
    const { positions } = readYaml(text).document!;
    const print = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;
    expect([print(positions.at(path)), print(positions.ofKey(path))]).toEqual([at, ofKey]);
  });

  test('a value without quotes is known as it is written', () => {
    const { positions } = readYaml(text).document!;
    expect(positions.writtenAs(['alias', '012'])).toBe('+4930');
    expect(positions.writtenAs(['quo ted'])).toBeUndefined();
    expect(positions.writtenAs(['empty'])).toBeUndefined();
  });
});

const leaves = (value: Json, path: ValuePath = []): readonly (readonly [ValuePath, Json])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]))
    : [[path, value]];

describe('laws', () => {
  const json = fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('__proto__'));

  test('JSON text is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
        const written = JSON.stringify(value, null, indent);
        fc.pre(written !== undefined);
        expect(readYaml(written).problems).toEqual([]);
        expect(dataOf(written)).toEqual(JSON.parse(written));
      }),
      { numRuns: 500 },
    );
  });

  test('the text at the position of a value is that value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = JSON.stringify(value, null, 1);
        const { positions } = readYaml(written).document!;
        const lines = written.split('\n');
        for (const [path, leaf] of leaves(JSON.parse(written))) {
          const { line, column } = positions.at(path);
          expect(lines[line - 1]?.slice(column - 1).startsWith(JSON.stringify(leaf))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('whatever the text, reading ends in a document or in problems', () => {
    const fragments = fc.constantFrom(
      'a: ',
      '- ',
      '\n',
      '  ',
      '&x ',
      '*x',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|',
      '<<: ',
      '?',
      ': ',
      '#',
      ',',
      '---',
      '!!str ',
      'b',
      '1',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fragments, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (any) => {
          const { document, problems } = readYaml(any);
          expect(document !== undefined || problems.length > 0).toBe(true);
          for (const { line, column } of problems) expect(line > 0 && column > 0).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
