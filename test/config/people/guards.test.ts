/** What an export has to be before anybody is made of it. */
import { expect, describe as group, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { csvProblems, jane, mapPeople, print, problems, user } from './support.ts';

group('what an export has to be', () => {
  const expectation = (line: string): string => `expect:\n  ${line}${user}`;
  const whole = (document: Json, line: string): readonly string[] =>
    mapPeople(`records: all\n${expectation(line)}`, { text: JSON.stringify(document) }).all.map(print);

  test.each<[line: string, problem: string | undefined]>([
    ['minRecords: 1', undefined],
    [
      'minRecords: 2',
      'connect-sync.yaml:5:17 too-few-records hr.json has 1 record; expect.minRecords wants 2 or more.',
    ],
    ['fields: [id, first]', undefined],
    [
      'fields: [id, mail]',
      'connect-sync.yaml:5:18 unknown-field No record of hr.json has "mail" (the first record is at hr.json:2:1); there is id, user, first, last, site, start.',
    ],
  ])('%s', (line, problem) => {
    expect(problems(expectation(line), [jane])).toEqual(problem === undefined ? [] : [problem].map((one) => one));
  });

  test('filled in every record that counts', () => {
    const left = { ...jane, user: 'x', first: '', site: '900' };
    expect(problems(`where: { site: "100" }\n${expectation('fields: [first]')}`, [jane, left])).toEqual([]);
    expect(problems(expectation('fields: [first]'), [jane, left, { ...left, user: 'y' }])).toEqual([
      'hr.json:3:30 empty-field first is empty, and expect.fields wants it in every record, and so it is in 1 more record.',
    ]);
    expect(problems(expectation('fields: [first]'), [jane, { ...left, first: null }])).toEqual([
      'hr.json:3:30 empty-field first is empty, and expect.fields wants it in every record.',
    ]);
    expect(problems(expectation('fields: [first, mail]'), [{ ...jane, first: '' }])).toEqual([
      'connect-sync.yaml:5:21 unknown-field No record of hr.json has "mail" (the first record is at hr.json:2:1); there is id, user, first, last, site, start.',
      'hr.json:2:33 empty-field first is empty, and expect.fields wants it in every record.',
    ]);
  });

  test.each<[generated: Json, problem: string | undefined]>([
    ['2026-11-28T12:00:00Z', undefined],
    ['2026-11-28', undefined],
    [
      'yesterday',
      'hr.json:1:14 no-export-time generated is "yesterday", which is no time such as 2026-12-01T06:00:00Z (expect.exportedAt).',
    ],
  ])('made %j', (generated, problem) => {
    const found = whole({ generated, all: [jane] }, 'exportedAt: generated\n  maxAge: 3d');
    expect(found).toEqual(problem === undefined ? [] : [problem]);
  });

  test.each<[sentence: string, generated: Json, age: object | undefined]>([
    ['a moment', '2026-11-28T12:00:00+01:00', { made: Date.parse('2026-11-28T11:00:00Z') }],
    ['a time in the time zone', '2026-11-28T12:00:00', { made: Date.parse('2026-11-28T12:00:00Z') }],
    ['the beginning of a day', '2026-11-28', { made: Date.parse('2026-11-28T00:00:00Z') }],
  ])('made at %s, from which its age counts', (_, generated, age) => {
    const text = JSON.stringify({ generated, all: [jane] });
    const settings = (maxAge: string): string => `records: all\n${expectation(`exportedAt: generated${maxAge}`)}`;
    const at = { file: 'hr.json', line: 1, column: 14 };
    expect(mapPeople(settings('\n  maxAge: 3d'), { text }).age).toEqual({ ...age, maxAge: 3 * 86_400_000, at });
    expect(mapPeople(settings(''), { text }).age).toBeUndefined();
  });

  test('whose age is limited needs a time when it was made', () => {
    expect(whole({ all: [jane] }, 'maxAge: 3d')).toEqual([
      'connect-sync.yaml:6:13 no-export-time expect.maxAge needs expect.exportedAt, the path to when the export was made.',
    ]);
    expect(csvProblems(expectation('exportedAt: generated'), ['user,first,last', 'jane,Jane,Doe'])).toEqual([
      'connect-sync.yaml:5:17 no-export-time expect.exportedAt is for JSON and YAML; a CSV file such as hr.csv has no place for it.',
    ]);
    expect(whole({ generated: {}, all: [jane] }, 'exportedAt: generated')).toEqual([
      'hr.json:1:14 no-export-time generated is a list or a map, which is no time such as 2026-12-01T06:00:00Z (expect.exportedAt).',
    ]);
    expect(whole({ meta: { 'made at': '' }, all: [jane] }, `exportedAt: 'meta."made at"'`)).toEqual([
      'hr.json:1:20 no-export-time meta."made at" is "", which is no time such as 2026-12-01T06:00:00Z (expect.exportedAt).',
    ]);
  });

  test('that says when it was made', () => {
    expect(whole({ all: [jane] }, 'exportedAt: generated')).toEqual([
      'connect-sync.yaml:6:17 no-export-time hr.json has no "generated", which expect.exportedAt says is when it was made.',
    ]);
  });
});

group('passwords', () => {
  test('in a column stop everything, an empty column does not', () => {
    const lines = (password: string): readonly string[] => ['user,first,last,password', `jane,Jane,Doe,${password}`];
    expect(csvProblems(user, lines(''))).toEqual([]);
    expect(csvProblems(user, lines('Secret1!'))).toEqual([
      'hr.csv:2:15 password-in-file The field "password" has passwords in it, which never belong in a file; export it without them, and change those that were there.',
    ]);
  });

  const inJson = (field: string, value: Json): readonly string[] =>
    problems(user, [jane, { ...jane, user: 'omar', [field]: value }]);

  test.each([
    'password',
    'Passwort',
    'pass',
    'initialPassword',
    'Initial_Password',
    'INITIAL PASSWORD',
    'initial-pass',
  ])('in the field %s of any record', (field) => {
    expect(inJson(field, 'Secret1!')).toEqual([
      `hr.json:3:${98 + field.length - 'password'.length} password-in-file The field "${field}" has passwords in it, which never belong in a file; export it without them, and change those that were there.`,
    ]);
  });

  test.each<[field: string, value: Json]>([
    ['password', ''],
    ['password', null],
    ['passport', 'X123'],
    ['passwordChanged', '2026-12-01'],
    ['old password', 'none'],
  ])('are not what %s: %j is', (field, value) => {
    expect(inJson(field, value)).toEqual([]);
  });
});

group('damage by spreadsheets', () => {
  const csv = (...rows: string[]): readonly string[] =>
    csvProblems(`key: id${user}`, ['id,user,first,last,note', ...rows]);

  test.each<[row: string, message: string]>([
    [
      '1.23457E+11,jane,Jane,Doe,',
      'id is "1.23457E+11": a spreadsheet has rounded a long number; have it exported as text, from the HR system itself.',
    ],
    [
      '"1,23457E+11",jane,Jane,Doe,',
      'id is "1,23457E+11": a spreadsheet has rounded a long number; have it exported as text, from the HR system itself.',
    ],
    ['#N/A,jane,Jane,Doe,', `id is "#N/A", the error of a spreadsheet's formula; export from the HR system itself.`],
    [
      '"=""00123""",jane,Jane,Doe,',
      'id is "=\\"00123\\"", a spreadsheet\'s formula; have it exported as text, without "=".',
    ],
  ])('%s', (row, message) => {
    expect(csv(row)).toEqual([`hr.csv:2:1 spreadsheet-damage ${message}`]);
  });

  test('in a column that nobody reads does no harm', () => {
    expect(csv('1,jane,Jane,Doe,#N/A')).toEqual([]);
  });

  test('leading zeros that some have lost', () => {
    expect(csv('00123,a,A,A,', '4711,b,B,B,', '12345,c,C,C,')).toEqual([
      'hr.csv:3:1 spreadsheet-damage id is "4711", and others have 5 digits with zeros in front, as "00123": a spreadsheet has dropped zeros; export from the HR system itself, or write |pad:5,\'0\'.',
    ]);
  });

  test('numbers of several lengths, and zeros that a source fills in itself, are no damage', () => {
    expect(csv('9,a,A,A,', '10,b,B,B,', '0,c,C,C,')).toEqual([]);
    expect(csvProblems(`key: \${id|pad:5,'0'}${user}`, ['id,user,first,last', '00123,a,A,A', '4711,b,B,B'])).toEqual(
      [],
    );
  });

  test('is told once for each column, with how many others, and not of records that where leaves out', () => {
    const rows = ['#N/A,jane,Jane,Doe,', '2,b,B,B,', '#REF!,c,#NV,C,', '4,d,D,D,'];
    expect(csv(...rows)).toEqual([
      `hr.csv:4:9 spreadsheet-damage first is "#NV", the error of a spreadsheet's formula; export from the HR system itself.`,
      `hr.csv:2:1 spreadsheet-damage id is "#N/A", the error of a spreadsheet's formula; export from the HR system itself. So in 1 more row.`,
    ]);
    const header = 'id,user,first,last,note';
    expect(csvProblems(`where: { user: [b, d] }\nkey: id${user}`, [header, ...rows])).toEqual([]);
  });

  test.each(['note', 'last'])('in the column %s, which a condition or expect reads', (column) => {
    const settings = [`where: { ${column}: { not: x } }`, `expect: { fields: [${column}] }`];
    const users = 'user: { username: "${user}", firstName: x }';
    for (const setting of settings) {
      expect(
        csvProblems(
          `${setting}\n${users}`,
          ['user,last,note', 'jane,#N/A,y', 'omar,y,=A1'].map((line) => line),
        ),
      ).toEqual([
        column === 'last'
          ? `hr.csv:2:6 spreadsheet-damage last is "#N/A", the error of a spreadsheet's formula; export from the HR system itself.`
          : `hr.csv:3:8 spreadsheet-damage note is "=A1", a spreadsheet's formula; have it exported as text, without "=".`,
      ]);
    }
  });

  test.each(['E5', 'CASE1E5', '12E+11', '1.5E+11 kg', '#1', 'N/A', 'a=b'])('%s is no damage', (value) => {
    expect(csv(`${value},jane,Jane,Doe,`)).toEqual([]);
  });

  test.each(['-1.2E+11', '4e-7', ' #DIV/0! ', '#######'])('%s is damage', (value) => {
    expect(csv(`"${value}",jane,Jane,Doe,`)).toHaveLength(1);
  });

  test('a JSON export was not in a spreadsheet', () => {
    expect(
      problems(`key: id${user}`, [
        { ...jane, id: '1.23457E+11' },
        { ...jane, id: '#N/A', user: 'x' },
      ]),
    ).toEqual([]);
  });

  test.each<[sentence: string, ids: readonly string[], damaged: string | undefined]>([
    ['shorter numbers beside one with zeros in front', ['00123', '4711', '12345'], '4711'],
    ['an id that is empty beside them', ['00123', '', '4711'], '4711'],
    ['zeros in front of numbers of two lengths', ['00123', '0123', '12'], undefined],
    ['a longer number beside them', ['00123', '4711', '123456'], undefined],
    ['ids with letters', ['00123', '4711', 'E17'], undefined],
    ['ids that end or begin with other characters', ['00123', '4711', '12-3', 'x1'], undefined],
    ['zeros alone', ['0', '00', '7'], '7'],
    ['zeros of one digit', ['0', '7', '12'], undefined],
  ])('dropped zeros: %s', (_, ids, damaged) => {
    const found = csv(...ids.map((id, at) => `${id},u${at},F,L,`)).filter((one) => one.includes('dropped zeros'));
    expect(found.map((one) => /id is "(\d+)"/.exec(one)?.[1])).toEqual(damaged === undefined ? [] : [damaged]);
  });

  test('zeros that are filled in at one place and not at the other are told', () => {
    const lines = ['id,user,first,last', '00123,a,A,A', '4711,b,B,B'];
    const settings = (tag: string): string => `key: \${id|pad:5,'0'}${user}  tags: { id: "\${id${tag}}" }`;
    expect(csvProblems(settings("|trim|pad:5,'0'"), lines)).toEqual([]);
    expect(csvProblems(settings('|trim'), lines)).toEqual([expect.stringContaining('has dropped zeros')]);
    expect(csvProblems(settings(''), lines)).toEqual([expect.stringContaining('has dropped zeros')]);
  });

  test('the number of a day', () => {
    expect(
      csvProblems(`${user}  from: \${start|date:'dd/MM/yyyy'}`, ['user,first,last,start', 'jane,Jane,Doe,46357']),
    ).toEqual([
      `hr.csv:2:15 unfit-value The filter date of \${start|date:'dd/MM/yyyy'} (connect-sync.yaml:9:11) takes a day as dd/MM/yyyy, not "46357", which is a spreadsheet's number for 2026-12-01; have the column exported as text.`,
    ]);
  });
});
