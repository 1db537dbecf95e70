/** Fields that no record has, and what is said of them. */
import { expect, describe as group, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { csvProblems, jane, problems, user } from './support.ts';

const columns = (count: number): string => Array.from({ length: count }, (_, at) => `c${at}`).join(',');
const anybody = 'user: { username: x, firstName: y }\n';

group('a column that a CSV export lacks', () => {
  test.each<[sentence: string, settings: string, header: string, problem: string]>([
    [
      'is told with those that are there',
      `${anybody}expect: { fields: [zzz] }`,
      columns(10),
      '5:22 unknown-field There is no column "zzz" in hr.csv (the first record is at hr.csv:2:1); there is c0, c1, c2, c3, c4, c5, c6, c7, c8, c9.',
    ],
    [
      'is told with ten of those that are there',
      `${anybody}expect: { fields: [zzz] }`,
      columns(11),
      '5:22 unknown-field There is no column "zzz" in hr.csv (the first record is at hr.csv:2:1); there is c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, ….',
    ],
    [
      'cannot be excused by a default, since a CSV file has its columns whatever is in them',
      `user: { username: x, firstName: "\${frist|default:'y'}" }`,
      'first,last',
      '4:36 unknown-field There is no column "frist" in hr.csv (the first record is at hr.csv:2:1); did you mean first?',
    ],
    [
      'is told at the test of a rule',
      `${anybody}unmatched: skip\nrules: [{ when: { jobb: A }, set: {} }]`,
      'user,job',
      '6:21 unknown-field There is no column "jobb" in hr.csv (the first record is at hr.csv:2:1); did you mean job?',
    ],
    [
      'is told at what duplicates prefers',
      `${anybody}duplicates: { prefer: { stats: A } }`,
      'user,job',
      '5:27 unknown-field There is no column "stats" in hr.csv (the first record is at hr.csv:2:1); there is user, job.',
    ],
    [
      'is told at what duplicates compares',
      `${anybody}duplicates: { latest: strat }`,
      'user,start',
      '5:25 unknown-field There is no column "strat" in hr.csv (the first record is at hr.csv:2:1); did you mean start?',
    ],
    [
      'has a name with a dot, which an expression has to quote',
      'user: { username: x, firstName: "${Job.Code}" }',
      'user,Job.Code',
      '4:36 unknown-field Job.Code is read as a path, but in hr.csv it is one name; write it as "Job.Code".',
    ],
    [
      'has a name with a dot, whose quotes YAML must not take away',
      `${anybody}expect: { fields: ["Job.Code"] }`,
      'user,Job.Code',
      `5:22 unknown-field Job.Code is read as a path, but in hr.csv it is one name; write it as '"Job.Code"'.`,
    ],
    [
      'is nearly one with a dot',
      `user: { username: x, firstName: '\${"Job.Cod"}' }`,
      'user,Job.Code',
      '4:36 unknown-field There is no column "Job.Cod" in hr.csv (the first record is at hr.csv:2:1); did you mean "Job.Code"?',
    ],
    [
      'is taken for a path, as JSON would have it',
      'user: { username: x, firstName: "${job.code}" }',
      'user,code',
      '4:36 unknown-field There is no column "job.code" in hr.csv (the first record is at hr.csv:2:1); there is user, code.',
    ],
  ])('%s', (_, settings, header, problem) => {
    expect(csvProblems(settings, [header, header])).toEqual([`connect-sync.yaml:${problem}`]);
  });

  test('is told where there is no record at all', () => {
    expect(csvProblems(`${user}  email: \${mial}`, ['user,first,last'])).toEqual([
      'connect-sync.yaml:9:12 unknown-field There is no column "mial" in hr.csv; there is user, first, last.',
    ]);
  });

  test.each(['\'"Job.Code"\'', '\'${"Job.Code"}\''])('is found by its quoted name, %s', (key) => {
    expect(csvProblems(`key: ${key}${user}`, ['user,first,last,Job.Code', 'jane,Jane,Doe,A'])).toEqual([]);
  });
});

group('a field that no record of a JSON export has', () => {
  const wayOut = " Where it may be in no record, add |default:''.";

  test.each<[field: string, work: Json, rest: string]>([
    ['work.mial', { mail: 'x', phone: 1 }, '; did you mean work.mail?'],
    ['work.address', { mail: 'x', phone: 1 }, '; there is work.mail, work.phone.'],
    ['work.address', ['x'], '.'],
    ['work.address', null, '.'],
    ['work.address', 'x', '.'],
    ['work[1]', ['x'], '.'],
  ])('%s, where work is %j', (field, work, rest) => {
    expect(problems(`${user}  email: \${${field}}`, [{ ...jane, work }])).toEqual([
      `connect-sync.yaml:9:12 unknown-field No record of hr.json has "${field}" (the first record is at hr.json:2:1)${rest}${wayOut}`,
    ]);
  });

  test('is told with the names that any record has', () => {
    const records = [
      { ...jane, work: { mail: 'x' } },
      { ...jane, user: 'omar', work: { city: 'y' } },
    ];
    expect(problems(`${user}  email: \${work.address}`, records)).toEqual([
      `connect-sync.yaml:9:12 unknown-field No record of hr.json has "work.address" (the first record is at hr.json:2:1); there is work.mail, work.city.${wayOut}`,
    ]);
    expect(problems(`${user}  email: \${work.city}`, records)).toEqual([]);
  });

  test('is told for each way of an expression, and not where there is a default', () => {
    expect(problems(`${user}  email: \${mial ?? user}`, [jane])).toHaveLength(1);
    expect(problems(`${user}  email: \${user ?? mial}`, [jane])).toHaveLength(1);
    expect(problems(`${user}  email: \${mial|lower}`, [jane])).toHaveLength(1);
    expect(problems(`${user}  email: \${mial|lower|default:''}`, [jane])).toEqual([]);
  });

  test('may be what a condition is about, unless another one was meant', () => {
    expect(problems(`where: { dismissed: { not: "yes" } }${user}`, [jane])).toEqual([]);
    expect(problems(`where: { sitee: { not: "200" } }${user}`, [jane])).toEqual([
      'connect-sync.yaml:4:12 unknown-field No record of hr.json has "sitee" (the first record is at hr.json:2:1); did you mean site?',
    ]);
    expect(problems(`where: { job.code: { not: A } }${user}`, [{ ...jane, 'job.code': 'B' }])).toEqual([
      `connect-sync.yaml:4:12 unknown-field job.code is read as a path, but in hr.json it is one name; write it as '"job.code"'.`,
    ]);
  });

  test.each(['${job.code}', "${job.code|default:''}"])(
    'has a dot in its name, as in %s, whatever may be missing',
    (text) => {
      expect(problems(`${user}  email: ${text}`, [{ ...jane, 'job.code': 'B' }])).toEqual([
        'connect-sync.yaml:9:12 unknown-field job.code is read as a path, but in hr.json it is one name; write it as "job.code".',
      ]);
      expect(problems(`${user}  email: ${text}`, [{ ...jane, 'job.code': 'B', job: { code: 'C' } }])).toEqual([]);
    },
  );

  test('is nothing to tell of an export without records', () => {
    expect(problems(`where: { sitee: "100" }\nkey: ID${user}`, [])).toEqual([]);
  });
});
