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
    [{ file: 'a.csv' }, 'a,b\n1', 'a.csv:2:1 csv-fields The row has 1 field'],
    [{ file: 'a.json' }, '[', 'a.json:1:2 json-syntax The file ends in the middle: it is not complete JSON.'],
  ])('%j %s', (form, text, problem) => {
    const found = problems(text, form);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
