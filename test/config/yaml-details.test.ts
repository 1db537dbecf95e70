/** Less usual YAML: tags of lists and maps, merges of several maps, marks of conflicts, and where all of that is written. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import type { ValuePath } from '../../src/config/yaml/positions.ts';
import { readYaml } from '../../src/config/yaml/read-yaml.ts';
import { schemaLine, writeConfiguration } from '../../src/config/yaml/write-yaml.ts';

const read = (text: string) => {
  const { document, problems } = readYaml(text);
  return {
    value: document?.value,
    problems: problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`),
  };
};
const unknownTag = (place: string, tag: string): string =>
  `${place} yaml-tag The YAML tag ${tag} is not known here; leave it out.`;
const noMerge = (place: string): string => `${place} yaml-merge A merge key << takes a map or a list of maps.`;
const twice = (place: string, key: string, first: number): string =>
  `${place} duplicate-key The key "${key}" is written twice in one map (first on line ${first}).`;

test.each<[string, string, Json, readonly string[]]>([
  ['a list and a map may say what they are', 'a: !!seq [1]\nb: !!map {c: 2}', { a: [1], b: { c: 2 } }, []],
  ['a list is no map', 'a: !!map [1]', { a: [1] }, [unknownTag('1:4', '!!map')]],
  ['a map is no list', '- !!seq {c: 2}', [{ c: 2 }], [unknownTag('1:3', '!!seq')]],
  ['a list of a kind of its own', 'a: !Ref [1]', { a: [1] }, [unknownTag('1:4', '!Ref')]],
  ['a text that is empty by its tag is a document', '!!str', '', []],
  ['a text that may be true is one in quotes', "[true, 'true', !!bool true]", [true, 'true', true], []],
  [
    'a list of maps may be merged by one alias',
    'l: &l [{a: 1}, {b: 2}]\nm: {<<: *l}',
    { l: [{ a: 1 }, { b: 2 }], m: { a: 1, b: 2 } },
    [],
  ],
  ['a list of maps and something else is not merged', 'm: {<<: [{a: 1}, 2]}', { m: {} }, [noMerge('1:5')]],
  ['an empty list is not merged', 'm: {<<: [], a: 1}', { m: { a: 1 } }, [noMerge('1:5')]],
  [
    'a repeated key is found behind lists and maps',
    'l: [1, [2]]\nm: {p: [1], q: {r: 1}}\nd: 1\ne: {d: 3}\nd: 2',
    { l: [1, [2]], m: { p: [1], q: { r: 1 } }, d: 1, e: { d: 3 } },
    [twice('5:1', 'd', 3)],
  ],
  ['an anchor of an empty text', 'a: &x\nb: *x', { a: null, b: null }, []],
  [
    'a map that names itself in a key',
    '&k a: 1\n*k : 2',
    undefined as never,
    ['2:1 yaml-syntax A key must be plain text, not a list, a map or an alias; quote it if it begins with {, [ or *.'],
  ],
])('%s', (_, text, value, problems) => {
  expect(read(text)).toEqual({ value, problems });
});

describe('a mark of a merge conflict', () => {
  const ends = 'choose one of its sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.';
  test.each<[string, string, readonly string[]]>([
    [
      'begins one for each of its sides',
      'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n<<<<<<< HEAD\n',
      [
        `2:1 merge-conflict A merge conflict begins here; ${ends}`,
        `7:1 merge-conflict A merge conflict begins here; ${ends}`,
      ],
    ],
    [
      'is told once where only its ends are left',
      'a: 1\r\n=======\r\nb: 2\r\n>>>>>>> other\r\n',
      [`2:1 merge-conflict This is a mark of a merge conflict; ${ends}`],
    ],
    [
      'may be that of the common ancestor',
      'a: 1\r||||||| base\r',
      [`2:1 merge-conflict This is a mark of a merge conflict; ${ends}`],
    ],
    ['is none inside a line', 'a: "<<<<<<< b"\nc: d >>>>>>> e', []],
    ['is none where it is indented', 'a: |\n  =======\n  >>>>>>> b', []],
    ['is none of another length', '"<<<<<<": 1\n"=": 1\n<<<<<<<<: 1\n>>>>>>>>: 2', []],
  ])('%s', (_, text, problems) => {
    const found = read(text).problems.filter((problem) => problem.includes('merge-conflict'));
    expect(found).toEqual(problems);
  });
});

test.each([
  ['an expression that is not closed has a hint', 'a: { b: ${c', ' Put the expression in quotes: "${c".'],
  ['one in quotes has none', 'a: "${b}" c', undefined],
])('%s', (_, text, hint) => {
  const [problem = ''] = read(text).problems;
  expect(problem).toContain('yaml-syntax');
  expect(/ Put the expression.*/.exec(problem)?.[0]).toBe(hint);
});

const many = (count: number): string => Array.from({ length: count }, (_, at) => `  k${at}: ${at}`).join('\n');
const text = `base: &base
${many(20)}
  k3: again
more: &more { <<: *base, k1: own }
both: { <<: [*more, { late: 1 }], k2: two }
deep: { <<: *more }
list: &list [{ a: 1 }, { b: 2 }]
named: { <<: *list }
word: &word plain
same: *word
`;

describe('in a document with merges', () => {
  const { positions } = readYaml(text).document!;
  const print = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;
  test.each<[string, ValuePath, string, string]>([
    ['the first of a repeated key', ['base', 'k3'], '5:7', '5:3'],
    ['the last key of a long map', ['base', 'k19'], '21:8', '21:3'],
    ['a key that a long map lacks', ['base', 'k20'], '2:3', '2:3'],
    ['a key of its own before the merged one', ['more', 'k1'], '23:30', '23:26'],
    ['a key of the merged map', ['more', 'k4'], '6:7', '6:3'],
    ['the first of several merged maps, which merges another', ['both', 'k5'], '7:7', '7:3'],
    ['the first of several merged maps has its own', ['both', 'k1'], '23:30', '23:26'],
    ['the second of several merged maps', ['both', 'late'], '24:29', '24:23'],
    ['one merged through another', ['deep', 'k6'], '8:7', '8:3'],
    ['one of a list that is merged by its alias', ['named', 'b'], '26:29', '26:26'],
    ['nothing that any of them has', ['named', 'c'], '27:8', '27:8'],
    ['what would be inside a plain value', ['word', 'x'], '28:13', '28:13'],
    ['an entry of a list that is none', ['list', 'x'], '26:13', '26:13'],
  ])('stands %s', (_, path, at, ofKey) => {
    expect([print(positions.at(path)), print(positions.ofKey(path))]).toEqual([at, ofKey]);
  });

  test.each<[ValuePath, string | undefined]>([
    [['word'], 'plain'],
    [['same'], 'plain'],
    [['base', 'k7'], '7'],
    [['base'], undefined],
    [['list'], undefined],
    [['word', 'x'], undefined],
    [['nope'], undefined],
  ])('%j is written as %s', (path, written) => {
    expect(positions.writtenAs(path)).toBe(written);
  });

  test('a byte order mark takes no column', () => {
    expect(print(readYaml('\uFEFFa: 1').document!.positions.at(['a']))).toBe('1:4');
  });

  test('an offset is a place, the beginning of the next line included', () => {
    expect([0, 5, 12].map((offset) => print(positions.ofOffset(offset)))).toEqual(['1:1', '1:6', '2:1']);
  });
});

describe('what is written', () => {
  test.each([
    [undefined, 'yaml-language-server: $schema=./schemas/connect-sync.schema.json'],
    ['a.json', 'yaml-language-server: $schema=./a.json'],
    ['../a.json', 'yaml-language-server: $schema=../a.json'],
    ['./a.json', 'yaml-language-server: $schema=./a.json'],
  ])('names the schema at %s', (path, line) => expect(schemaLine(path)).toBe(line));

  test('has a comment above it, with its empty lines', () => {
    expect(writeConfiguration({ a: 1 }, { header: 'One\r\n\r\ntwo\rthree\n\n' })).toBe(
      '# One\n\n# two\n# three\n\na: 1\n',
    );
  });

  test('has notes above entries of lists, one under the other, each on a line', () => {
    const notes = [
      { entry: ['users', 0], text: 'first  of\n two' },
      { entry: ['users', 0], text: 'second' },
      { entry: ['users', 2], text: 'of a text' },
      { entry: ['users', 9], text: 'of nobody' },
    ] as const;
    expect(writeConfiguration({ users: [{ a: 1 }, { b: 2 }, 'c'] }, { notes })).toBe(
      'users:\n  # first of two\n  # second\n  - a: 1\n\n  - b: 2\n  - c\n',
    );
  });

  test('has a list and a map of 80 characters on one line, and longer ones below each other', () => {
    const fits = ['x'.repeat(36), 'y'.repeat(40)];
    const longer = ['x'.repeat(37), 'y'.repeat(40)];
    expect(writeConfiguration({ fits, longer })).toBe(
      `fits: [${fits.join(', ')}]\n\nlonger:\n  - ${longer[0]}\n  - ${longer[1]}\n`,
    );
    const entry = { [fits[0]!]: fits[1]! };
    expect(writeConfiguration({ list: [{ in: entry }] })).toBe(`list:\n  - in: {${fits.join(': ')}}\n`);
  });

  test('is a text or a list as well as a map', () => {
    expect([writeConfiguration('a'), writeConfiguration([1, 2])]).toEqual(['a\n', '[1, 2]\n']);
  });
});
