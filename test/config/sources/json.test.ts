import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, type Json } from '../../../src/base/json.ts';
import { isJsonProblem, type JsonDocument, readJson } from '../../../src/config/sources/json.ts';

function read(text: string): JsonDocument {
  const document = readJson(text);
  if (isJsonProblem(document)) throw new Error(document.message);
  return document;
}

test('where values are written', () => {
  const { at } = read('{"Report_Entry": [\n  {"id": "1", "a": {"b": [true, -1.5e3]}},\r\n  {"id":"2"} ] }');
  const place = (...path: (string | number)[]): string => Object.values(at(path)).join(':');
  expect(place()).toBe('1:1');
  expect(place('Report_Entry', 0)).toBe('2:3');
  expect(place('Report_Entry', 0, 'a', 'b', 1)).toBe('2:33');
  expect(place('Report_Entry', 1, 'id')).toBe('3:9');
  // What is not written stands for what it would be in.
  expect(place('Report_Entry', 1, 'email')).toBe('3:3');
  expect(place('Report_Entry', 0, 'id', 'first')).toBe('2:10');
  expect(place('Report_Entry', 0, 'a', 'b', 0, 'first')).toBe('2:27');
  expect(place('Report_Entry', 7)).toBe('1:18');
  expect(place('Report_Entry', 'id')).toBe('1:18');
});

describe('what is not JSON', () => {
  test.each([
    ['{"a": 1,, "b": 2}', '1:9 json-syntax The file is not JSON: ", \\"b\\": 2}" is not expected here.'],
    ['{"a": 01}', '1:7 json-syntax The file is not JSON: "01}" is not expected here.'],
    ["{'a': 1}", `1:2 json-syntax The file is not JSON: "'a': 1}" is not expected here.`],
    ['[1, 2] x', '1:8 json-syntax The file is not JSON: "x" is not expected here.'],
    ['["a\tb"]', '1:2 json-syntax The file is not JSON: "\\"a\\tb\\"]" is not expected here.'],
    ['[{"a": 1},\n{"a"', '2:5 json-syntax The file ends in the middle: it is not complete JSON.'],
    ['[1,\n<<<<<<< HEAD\n2]', '2:1 merge-conflict This is a mark of a merge conflict; settle it.'],
    [' \n', '1:1 empty-file The file is empty.'],
    ['1 2', '1:3 json-syntax The file is not JSON: "2" is not expected here.'],
    ['[]]', '1:3 json-syntax The file is not JSON: "]" is not expected here.'],
    ['{}}', '1:3 json-syntax The file is not JSON: "}" is not expected here.'],
    ['[}', '1:2 json-syntax The file is not JSON: "}" is not expected here.'],
    ['{]', '1:2 json-syntax The file is not JSON: "]" is not expected here.'],
    ['[1}', '1:3 json-syntax The file is not JSON: "}" is not expected here.'],
    ['{"a": 1]', '1:8 json-syntax The file is not JSON: "]" is not expected here.'],
    ['[,]', '1:2 json-syntax The file is not JSON: ",]" is not expected here.'],
    ['[1,]', '1:4 json-syntax The file is not JSON: "]" is not expected here.'],
    ['{"a": 1,}', '1:9 json-syntax The file is not JSON: "}" is not expected here.'],
    ['{,}', '1:2 json-syntax The file is not JSON: ",}" is not expected here.'],
    ['{"a" 1}', '1:6 json-syntax The file is not JSON: "1}" is not expected here.'],
    ['{"a": }', '1:7 json-syntax The file is not JSON: "}" is not expected here.'],
    ['{"a": "b" "c": 1}', '1:11 json-syntax The file is not JSON: "\\"c\\": 1}" is not expected here.'],
    ['{"a": "b": 1}', '1:10 json-syntax The file is not JSON: ": 1}" is not expected here.'],
    ['{1: 2}', '1:2 json-syntax The file is not JSON: "1: 2}" is not expected here.'],
    ['{"a": {"b": 1} "c"}', '1:16 json-syntax The file is not JSON: "\\"c\\"}" is not expected here.'],
    ['[[1] [2]]', '1:6 json-syntax The file is not JSON: "[2]]" is not expected here.'],
    ['[true, yes]', '1:8 json-syntax The file is not JSON: "yes]" is not expected here.'],
    ['[nullx]', '1:2 json-syntax The file is not JSON: "nullx]" is not expected here.'],
    ['[1.]', '1:2 json-syntax The file is not JSON: "1.]" is not expected here.'],
    ['["a\\x"]', '1:2 json-syntax The file is not JSON: "\\"a\\\\x\\"]" is not expected here.'],
    ['["a', '1:4 json-syntax The file ends in the middle: it is not complete JSON.'],
    ['["a\\', '1:5 json-syntax The file ends in the middle: it is not complete JSON.'],
    ['{"a":', '1:6 json-syntax The file ends in the middle: it is not complete JSON.'],
    ['{"a": 1,', '1:9 json-syntax The file ends in the middle: it is not complete JSON.'],
    ['>>>>>>> b', '1:1 merge-conflict This is a mark of a merge conflict; settle it.'],
    ['[=======', '1:2 merge-conflict This is a mark of a merge conflict; settle it.'],
    ['[x <<<<<<<', '1:2 json-syntax The file is not JSON: "x <<<<<<<" is not expected here.'],
    ['['.repeat(300), '1:300 json-syntax The file nests lists and maps more than 200 levels deep.'],
  ])('%j', (text, expected) => {
    const problem = readJson(text);
    const said = isJsonProblem(problem) ? `${problem.line}:${problem.column} ${problem.code} ${problem.message}` : '';
    expect(said).toBe(expected);
  });
});

test('lists and maps may be 200 levels deep', () => {
  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  expect(isJsonProblem(readJson(deep(200)))).toBe(false);
  expect(isJsonProblem(readJson(deep(201)))).toBe(true);
  const maps = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  expect(isJsonProblem(readJson(maps(200)))).toBe(false);
  expect(isJsonProblem(readJson(maps(201)))).toBe(true);
  expect(isJsonProblem(readJson(`[${'[[]],{"a":["[[["]},'.repeat(200)}"{{{"]`))).toBe(false);
});

test('of the deepest places the first one is told', () => {
  const deep = `${'['.repeat(201)}${']'.repeat(201)}`;
  expect(readJson(`[[], ${deep}, ${deep}]`)).toMatchObject({ column: 206 });
});

test('items of long lists are found as those of short ones are', () => {
  const items = Array.from({ length: 40 }, (_, at) => `{"id": ${at}}`);
  const { at } = read(`[\n${items.join(',\n')}\n]`);
  expect([39, 0, 16, 39].map((index) => at([index, 'id']).line)).toEqual([41, 2, 18, 41]);
});

/** All paths of a value with what is there. */
function* leaves(
  value: Json,
  path: readonly (string | number)[] = [],
): Generator<[readonly (string | number)[], Json]> {
  yield [path, value];
  if (Array.isArray(value)) for (const [at, item] of value.entries()) yield* leaves(item, [...path, at]);
  if (isMap(value)) for (const [name, item] of Object.entries(value)) yield* leaves(item, [...path, name]);
}

test('at each place stands what is at its path', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const { at } = read(text);
      const lines = text.split('\n');
      for (const [path, item] of leaves(JSON.parse(text) as Json)) {
        const { line, column } = at(path);
        const rest = [lines[line - 1]?.slice(column - 1), ...lines.slice(line)].join('\n');
        const [first] = JSON.stringify(item) ?? '';
        expect(rest.startsWith(typeof item === 'object' && item !== null ? (first ?? '') : JSON.stringify(item))).toBe(
          true,
        );
      }
    }),
  );
});

test('any text is JSON or a problem with a place', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((text) => text.slice(0, -1)),
      ),
      (text) => {
        const document = readJson(text);
        if (isJsonProblem(document)) expect(document.line).toBeGreaterThan(0);
        else expect(document.value).toEqual(JSON.parse(text));
      },
    ),
  );
});
