/** What an entry of `sources` means. */
import { expect, describe as group, test } from 'vitest';
import { isMap, type Json } from '../../../src/base/json.ts';
import { type SourceFile, sourceFile } from '../../../src/config/files/source-file.ts';
import { nameOfField, readSettings, type SourceSettings, spanWithin } from '../../../src/config/people/settings.ts';
import { parseFieldPath } from '../../../src/config/sources/path.ts';
import { readYaml } from '../../../src/config/yaml/read-yaml.ts';

function fileOf(yaml: string): SourceFile {
  const { document, problems } = readYaml(yaml);
  if (!document) throw new Error(JSON.stringify(problems));
  return sourceFile({ file: 'connect-sync.yaml', isRoot: true, document });
}

/** An entry that begins in line 2, in column 3. */
function read(entry: string, ...tables: string[]): ReturnType<typeof readSettings> {
  const config = fileOf(`sources:\n- ${entry.trim().replaceAll('\n', '\n  ')}\n`);
  const { value } = config.document;
  const sources = isMap(value) && Array.isArray(value['sources']) ? value['sources'] : [];
  const first: Json = sources[0] ?? null;
  if (!isMap(first)) throw new Error('The entry is no map.');
  return readSettings(first, { config, path: ['sources', 0], tables: new Set(tables) });
}

/** Without the file itself. */
const settingsOf = (entry: string): Omit<SourceSettings, 'config'> => {
  const { config: _, ...settings } = read(entry).settings;
  return settings;
};

test('an entry with a file and a user has these defaults', () => {
  expect(settingsOf('file: hr.json\nuser: { username: x }')).toEqual({
    file: 'hr.json',
    where: [],
    expect: { fields: [], blanks: { type: 'share', hundredths: 500 } },
    user: { type: 'constant', value: { username: 'x' } },
    userPath: ['sources', 0, 'user'],
    rules: [],
    unmatched: 'error',
    samePerson: new Set(),
    path: ['sources', 0],
  });
});

test('an entry with everything; codes keep the zeros with which they are written', () => {
  const entry = `
file: hr.csv
records: data.people
encoding: windows-1252
delimiter: ";"
where: { status: 001 }
key: work.id
expect: { minRecords: 5, fields: [a, b.c], exportedAt: meta.made, maxAge: 26h, blanks: 10 }
user: { username: x }
rules:
- when: { job: 007 }
  set: { role: agent }
- set: { role: other }
unmatched: skip
duplicates: { prefer: { status: 01 }, latest: start }
samePerson: [0012, x, 7]
`;
  const at = (...path: (string | number)[]) => ['sources', 0, ...path];
  expect(settingsOf(entry)).toEqual({
    file: 'hr.csv',
    records: ['data', 'people'],
    encoding: 'windows-1252',
    delimiter: ';',
    where: [{ field: ['status'], texts: new Set(['001']), inverted: false, path: at('where', 'status') }],
    key: { type: 'field', field: ['work', 'id'], path: at('key') },
    expect: {
      minRecords: 5,
      fields: [
        { field: ['a'], path: at('expect', 'fields', 0) },
        { field: ['b', 'c'], path: at('expect', 'fields', 1) },
      ],
      exportedAt: ['meta', 'made'],
      maxAge: 26 * 3_600_000,
      blanks: { type: 'count', count: 10 },
    },
    user: { type: 'constant', value: { username: 'x' } },
    userPath: at('user'),
    rules: [
      {
        number: 1,
        when: [{ field: ['job'], texts: new Set(['007']), inverted: false, path: at('rules', '0', 'when', 'job') }],
        set: { type: 'constant', value: { role: 'agent' } },
        setPath: at('rules', 0, 'set'),
      },
      {
        number: 2,
        when: [],
        set: { type: 'constant', value: { role: 'other' } },
        setPath: at('rules', 1, 'set'),
      },
    ],
    unmatched: 'skip',
    duplicates: {
      prefer: [
        { field: ['status'], texts: new Set(['01']), inverted: false, path: at('duplicates', 'prefer', 'status') },
      ],
      latest: { type: 'field', field: ['start'], path: at('duplicates', 'latest') },
    },
    samePerson: new Set(['0012', 'x', '7']),
    path: at(),
  });
});

test('the delimiter tab is the character', () => {
  expect(settingsOf('file: hr.csv\ndelimiter: tab\nuser: { username: x }').delimiter).toBe('\t');
});

test('a key and the latest day may be expressions', () => {
  const { key, duplicates } = settingsOf(
    'file: a.json\nkey: a-${id}\nduplicates: { latest: "${start}" }\nuser: { username: x }',
  );
  expect(key).toMatchObject({ type: 'template', text: 'a-${id}', path: ['sources', 0, 'key'], attribute: [] });
  expect(duplicates).toMatchObject({
    prefer: [],
    latest: { type: 'template', text: '${start}', path: ['sources', 0, 'duplicates', 'latest'] },
  });
});

group('what is wrong with expressions', () => {
  const problems = (entry: string, ...tables: string[]): readonly string[] =>
    read(`file: a.json\n${entry}`, ...tables).diagnostics.map(
      ({ severity, code, message, source }) => `${severity} ${source?.line}:${source?.column} ${code} ${message}`,
    );

  test.each<[sentence: string, entry: string, problem: string]>([
    [
      'in a field of the user',
      'user:\n  username: ${id|uper}',
      'error 4:20 unknown-filter There is no filter "uper"; did you mean upper?',
    ],
    [
      'in quotes',
      'user: { username: "x ${id|uper}" }',
      'error 3:29 unknown-filter There is no filter "uper"; did you mean upper?',
    ],
    [
      'in the item of a list',
      'user: { username: x, securityProfiles: [Agent, "${id|uper}"] }',
      'error 3:56 unknown-filter There is no filter "uper"; did you mean upper?',
    ],
    [
      'in what a rule sets',
      'user: { username: x }\nrules:\n- set: {}\n- when: {}\n  set: { role: "${id|uper}" }',
      'error 7:24 unknown-filter There is no filter "uper"; did you mean upper?',
    ],
    [
      'in the key',
      'user: { username: x }\nkey: ${id|uper}',
      'error 4:13 unknown-filter There is no filter "uper"; did you mean upper?',
    ],
    [
      'in the latest day',
      'user: { username: x }\nduplicates: { latest: "${id|uper}" }',
      'error 4:31 unknown-filter There is no filter "uper"; did you mean upper?',
    ],
    [
      'over several lines, where only the beginning is told',
      'user:\n  username: ${id\n    |uper}',
      'error 4:15 unknown-filter There is no filter "uper"; did you mean upper?',
    ],
    [
      'in the name of a field',
      'user: { username: x, tags: { "${id}": x } }',
      'error 3:41 expression-syntax A key cannot be an expression, as "${id}" is; where YAML made a key of a text, quote the text.',
    ],
  ])('%s', (_, entry, problem) => {
    expect(problems(entry)).toEqual([problem]);
  });

  test.each<[sentence: string, entry: string, place: string]>([
    ['the user', 'user: { username: "${id|map:sites}" }', '3:27'],
    ['a list of the user', 'user: { username: x, securityProfiles: [ "${id|map:sites}", y ] }', '3:50'],
    ['a rule', 'user: { username: x }\nrules: [{ set: { role: "${id|trim|map:sites}" } }]', '4:37'],
    ['the key', 'user: { username: x }\nkey: ${id|map:sites}', '4:13'],
    ['the latest day', 'user: { username: x }\nduplicates: { latest: "${id|map:sites}" }', '4:31'],
  ])('a table that is not there, in %s', (_, entry, place) => {
    expect(problems(entry)).toEqual([`error ${place} unknown-table There is no table "sites"; there are no tables.`]);
    expect(problems(entry, 'site', 'role')).toEqual([
      `error ${place} unknown-table There is no table "sites"; there are site, role.`,
    ]);
    expect(problems(entry, 'sites')).toEqual([]);
  });

  test('of many tables ten are named', () => {
    const names = Array.from({ length: 11 }, (_, at) => `t${at}`);
    expect(problems('user: { username: "${id|map:x}" }', ...names)).toEqual([
      'error 3:27 unknown-table There is no table "x"; there are t0, t1, t2, t3, t4, t5, t6, t7, t8, t9.',
    ]);
  });
});

test.each<[sentence: string, yaml: string, column: number]>([
  ['without quotes', 'a: x ${id}', 6],
  ['within quotes', 'a: "x ${id}"', 7],
  ['within single quotes', "a: 'x ${id}'", 7],
])('the third character of a text %s', (_, yaml, column) => {
  expect(spanWithin(fileOf(yaml), ['a'], 2)).toEqual({ file: 'connect-sync.yaml', line: 1, column });
});

test.each([
  ['"Cost Centre"', 'Cost Centre'],
  ['Cost Centre', 'Cost Centre'],
  ['work."Cost Centre"', 'work."Cost Centre"'],
  ['jobs[0].title', 'jobs[0].title'],
])('the field %s is named %s', (text, name) => {
  expect(nameOfField(parseFieldPath(text))).toBe(name);
});
