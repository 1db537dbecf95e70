import { describe, expect, test } from 'vitest';
import { type ExportForm, readExport, sortOf } from '../../../src/config/sources/read-source.ts';

const read = (text: string, form: ExportForm) => readExport(new TextEncoder().encode(text), form);
const problems = (text: string, form: ExportForm): readonly string[] =>
  read(text, form).diagnostics.map(
    ({ source, code, message }) => `${source?.file}:${source?.line}:${source?.column} ${code} ${message}`,
  );

test.each([
  ['people.csv', 'csv'],
  ['HR/People.JSON', 'json'],
  ['a.yml', 'yaml'],
  ['a.yaml', 'yaml'],
  ['a.xlsx', undefined],
  ['csv', undefined],
])('%s is %s', (file, sort) => {
  expect(sortOf(file)).toBe(sort);
});

describe('one record in each form, and where its fields are', () => {
  test.each<[ExportForm, text: string, places: readonly string[]]>([
    [{ file: 'a.csv' }, '\ufeffid;name\n1;Jane\n', ['2:1', '2:3', '2:1']],
    [{ file: 'a.json', records: ['all'] }, '{"all":\n [{"id": "1", "name": "Jane"}]}', ['2:10', '2:23', '2:3']],
    [{ file: 'a.json' }, '[{"id": "1", "name": "Jane"}]', ['1:9', '1:22', '1:2']],
    [{ file: 'a.yaml', records: ['all'] }, 'all:\n- id: "1"\n  name: Jane\n', ['2:7', '3:9', '2:3']],
  ])('%j', (form, text, places) => {
    const { read: exported, diagnostics } = read(text, form);
    expect(diagnostics).toEqual([]);
    expect(exported?.records).toEqual([{ id: '1', name: 'Jane' }]);
    const spans = [exported?.at(0, ['id']), exported?.at(0, ['name']), exported?.at(0)];
    expect(spans.map((span) => `${span?.line}:${span?.column}`)).toEqual(places);
  });
});

test('a CSV file has columns, and a place for each field, for what is missing and for what is outside', () => {
  const { read: exported } = read('id,,name,\n1,x,Jane,\n2,y,Omar,\n', { file: 'a.csv' });
  expect(exported?.columns).toEqual(['id', 'name']);
  expect(exported?.records).toEqual([
    { id: '1', name: 'Jane' },
    { id: '2', name: 'Omar' },
  ]);
  expect(exported).not.toHaveProperty('document');
  const file = 'a.csv';
  expect(exported?.at(1, ['name'])).toEqual({ file, line: 3, column: 5 });
  expect(exported?.at(1, ['nothing'])).toEqual({ file, line: 3, column: 1 });
  expect(exported?.at(1)).toEqual({ file, line: 3, column: 1 });
  expect(exported?.outside(['made'])).toEqual({ file, line: 1, column: 1 });
});

test('a JSON file has its whole document, and a place for what is outside its records', () => {
  const { read: exported } = read('{"made": "today",\n "all": []}', { file: 'a.json', records: ['all'] });
  expect(exported).toMatchObject({ file: 'a.json', records: [], document: { made: 'today', all: [] } });
  expect(exported).not.toHaveProperty('columns');
  expect(exported?.outside(['made'])).toEqual({ file: 'a.json', line: 1, column: 10 });
});

test('a delimiter and an encoding that are said', () => {
  const { read: exported } = readExport(Buffer.from('id;name\n1;J\xfcrgen, x\n', 'latin1'), {
    file: 'a.csv',
    delimiter: ';',
    encoding: 'windows-1252',
  });
  expect(exported?.records).toEqual([{ id: '1', name: 'Jürgen, x' }]);
});

test.each([
  ['a.csv', 'add the line "encoding: windows-1252" to the source, or export it as UTF-8'],
  ['a.json', 'save it as UTF-8'],
  ['a.yaml', 'save it as UTF-8'],
])('of %s that is not UTF-8 nothing is read', (file, way) => {
  expect(readExport(Buffer.from('[\n"J\xfcrgen"]', 'latin1'), { file })).toEqual({
    diagnostics: [
      {
        severity: 'error',
        code: 'not-utf8',
        message: `The file is not UTF-8; it looks like windows-1252 ("Jürgen"); ${way}.`,
        source: { file, line: 2, column: 1 },
      },
    ],
  });
});

test('rows of a CSV file with a mistake are told, and the others are there', () => {
  const { read: exported, diagnostics } = read('id,name\n1\n2,Omar\n', { file: 'a.csv' });
  expect(exported?.records).toEqual([{ id: '2', name: 'Omar' }]);
  expect(diagnostics).toEqual([
    {
      severity: 'error',
      code: 'csv-fields',
      message:
        'The row has 1 field and the header 2 columns; a value may have a line break in it without quotes, or the file is cut short.',
      source: { file: 'a.csv', line: 2, column: 1 },
    },
  ]);
});

test('records that are no maps are told up to 20 times, and the export is not used', () => {
  const wrong = (count: number) => read(`[{}, ${Array(count).fill('7').join(', ')}]`, { file: 'a.json' });
  expect(wrong(1)).toEqual({
    diagnostics: [
      {
        severity: 'error',
        code: 'record-shape',
        message: 'A record must be a map of fields; this one is none.',
        source: { file: 'a.json', line: 1, column: 6 },
      },
    ],
  });
  expect([19, 20, 21, 500].map((count) => wrong(count).diagnostics.length)).toEqual([19, 20, 20, 20]);
});

describe('the list of records that was probably meant', () => {
  const lists = (names: readonly string[]): string => `{${names.map((name) => `"${name}": [{}]`).join(', ')}}`;

  test.each<[text: string, fix: string]>([
    ['{}', 'there is no list of records in the file.'],
    ['{"a": [], "b": [1, "x"], "c": [[{}]], "d": {"e": null}}', 'there is no list of records in the file.'],
    ['{"a": {"b c": [1, {}]}}', 'write records: a."b c".'],
    ['{"a": [{"b": [{}]}]}', 'write records: a.'],
    ['{"a": {"b": {"c": {"d": [{}]}}}}', 'write records: a.b.c.d.'],
    ['{"a": {"b": {"c": {"d": {"e": [{}]}}}}}', 'there is no list of records in the file.'],
    [lists(['a', 'b']), 'write records: a or records: b.'],
    [
      lists(['a', 'b', 'c', 'd', 'e', 'f']),
      'write records: a or records: b or records: c or records: d or records: e.',
    ],
  ])('in %s', (text, fix) => {
    expect(read(text, { file: 'a.json' })).toEqual({
      diagnostics: [
        {
          severity: 'error',
          code: 'no-records',
          message: `The file is no list of records; ${fix}`,
          source: { file: 'a.json', line: 1, column: 1 },
        },
      ],
    });
  });
});

describe('says what is wrong', () => {
  test.each<[ExportForm, text: string, problem: string]>([
    [
      { file: 'a.json' },
      '{"Report_Entry": [{}]}',
      'a.json:1:1 no-records The file is no list of records; write records: Report_Entry.',
    ],
    [
      { file: 'a.json', records: ['data', 'item'] },
      '{"data": {"items": [{}]}}',
      'a.json:1:10 no-records There is no list at "data.item"; write records: data.items.',
    ],
    [
      { file: 'a.json' },
      '7',
      'a.json:1:1 no-records The file is no list of records; there is no list of records in the file.',
    ],
    [{ file: 'a.json' }, '[{}, 7]', 'a.json:1:6 record-shape A record must be a map of fields; this one is none.'],
    [{ file: 'a.yaml' }, 'a: [', 'a.yaml:1:5 yaml-syntax'],
    [{ file: 'a.yaml' }, '- a: 1\n  a: 2', 'a.yaml:2:3 duplicate-key'],
    [{ file: 'a.yaml' }, '# nothing', 'a.yaml:1:1 empty-file The file is empty.'],
    [{ file: 'a.json' }, '', 'a.json:1:1 empty-file The file is empty.'],
    [{ file: 'a.csv' }, '', 'a.csv:1:1 csv-empty The file has no header; its first line names the columns.'],
    [{ file: 'a.csv' }, 'a,b\n1', 'a.csv:2:1 csv-fields The row has 1 field'],
    [{ file: 'a.json' }, '[', 'a.json:1:2 json-syntax The file ends in the middle: it is not complete JSON.'],
  ])('%j %s', (form, text, problem) => {
    const found = problems(text, form);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
