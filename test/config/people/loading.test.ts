import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../../src/config/load.ts';
import { loadConfiguration } from '../../../src/config/load.ts';
import { standardSchema } from '../../../src/config/schema/standard.ts';
import { locate } from '../../../src/plan/model/origin.ts';
import { head, memory, print } from '../memory.ts';

const load = (files: Readonly<Record<string, string>>): Promise<Configuration> =>
  loadConfiguration('connect-sync.yaml', standardSchema, memory(files));

const records = [
  {
    id: 4711,
    email: 'Jane.Doe@example.com',
    first: 'Jane',
    last: 'Doe',
    start: '2026-12-01',
    end: '2026-03-31',
    site: '100',
  },
  {
    id: 4712,
    email: 'omar@example.com',
    first: 'Omar',
    last: 'Haddad',
    start: '2020-01-01',
    end: '2026-12-31',
    site: '',
  },
];

const source = `
roles:
  agent: { routingProfile: Basic, securityProfiles: [Agent], tags: { kind: agent, site: none } }
timeZone: Europe/Dublin
tables:
  site: { "100": EMEA/Dublin }
sources:
  - file: hr.json
    key: id
    user:
      username: \${email|before:'@'|lower}
      firstName: \${first}
      lastName: \${last}
      role: agent
      hierarchyGroup: \${site|map:site}
      tags: { employeeId: "\${id}", site: "\${site}" }
      from: \${start}
      until: \${end}
`;

const main = (more: string, file = records as unknown): Readonly<Record<string, string>> => ({
  'connect-sync.yaml': `${head}${source}${more}`,
  'hr.json': JSON.stringify(file, null, 1),
});

const problems = async (more: string, file?: unknown): Promise<readonly string[]> =>
  (await load(main(more, file))).diagnostics.map((one) => `${one.severity} ${print(one)}`);

const moment = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

describe('people of a source', () => {
  test('are users like any other, with the place of each value', async () => {
    const { desired, managed, files, diagnostics } = await load(main(''));
    expect(diagnostics.map((one) => `${one.severity} ${print(one)}`)).toEqual([
      'warning hr.json:8:10 stale-end The end 2026-03-31 is before the beginning 2026-12-01; it is taken for that of an earlier time, and left out.',
    ]);
    expect(managed.has('user')).toBe(true);
    expect(files).toEqual(['connect-sync.yaml', 'hr.json']);
    expect([...desired.keys()]).toEqual(['user/jane.doe', 'user/omar']);
    const jane = desired.get('user/jane.doe');
    expect(jane?.attributes).toEqual({
      firstName: 'Jane',
      lastName: 'Doe',
      routingProfile: 'Basic',
      securityProfiles: ['Agent'],
      hierarchyGroup: 'EMEA/Dublin',
      tags: { kind: 'agent', site: '100', employeeId: '4711', 'connect-sync:key': '4711' },
    });
    const places = [
      [],
      ['firstName'],
      ['routingProfile'],
      ['tags', 'kind'],
      ['tags', 'site'],
      ['tags', 'connect-sync:key'],
    ].map((path) => {
      const { file, line, column } = locate(jane!.origins, path);
      return `${path.join('.')} ${file}:${line}:${column}`;
    });
    expect(places).toEqual([
      ' hr.json:2:2',
      'firstName hr.json:5:12',
      'routingProfile connect-sync.yaml:5:28',
      'tags.kind connect-sync.yaml:5:76',
      'tags.site hr.json:9:11',
      'tags.connect-sync:key hr.json:3:9',
    ]);
  });

  test('are wanted from the first second of a day to the last of another, in the time zone', async () => {
    const { desired } = await load(main(''));
    const [jane, omar] = ['jane.doe', 'omar'].map((name) => desired.get(`user/${name}`));
    expect(moment(jane?.period?.from)).toBe('2026-12-01T00:00:00.000Z');
    expect(jane?.period?.until).toBeUndefined();
    expect(moment(omar?.period?.until)).toBe('2027-01-01T00:00:00.000Z');
    expect(omar?.record).toEqual({ source: 'hr.json', key: '4712', blanks: [['hierarchyGroup'], ['tags', 'site']] });
  });
});

describe('own entries', () => {
  test('add to a person, and win field by field; overrides likewise', async () => {
    const { desired, diagnostics } = await load(
      main(`users:
  - { username: JANE.DOE, lastName: Smith, tags: { site: "900" }, until: "2027-01-31T17:00:00+01:00" }
overrides:
  - { username: omar, routingProfile: Other, until: null }
`),
    );
    expect(diagnostics).toEqual([]);
    expect([...desired.keys()]).toEqual(['user/jane.doe', 'user/omar']);
    const [jane, omar] = [...desired.values()];
    expect(jane?.attributes).toMatchObject({
      firstName: 'Jane',
      lastName: 'Smith',
      tags: { kind: 'agent', site: '900', employeeId: '4711' },
    });
    expect(moment(jane?.period?.until)).toBe('2027-01-31T16:00:00.001Z');
    expect(omar?.attributes).toMatchObject({ routingProfile: 'Other' });
    expect(omar?.period?.until).toBeUndefined();
  });

  test('that no record backs', async () => {
    expect(await problems('users:\n  - username: ops\n  - username: svc\noverrides:\n  - username: gone\n')).toEqual([
      'warning connect-sync.yaml:22:15 entry-alone "ops" is in no record of hr.json, so this entry alone keeps the account. So it is with 1 more entry: svc.',
      'warning connect-sync.yaml:25:15 idle-override The override of "gone" does nothing: no record lists that user; remove it, or list them under users.',
      expect.stringContaining('stale-end'),
    ]);
  });

  test('whose end is before their beginning', async () => {
    expect(await problems('overrides:\n  - { username: omar, from: 2026-12-01, until: 2026-11-30 }\n')).toContain(
      'error connect-sync.yaml:22:48 invalid-period until (2026-11-30) is before from (2026-12-01).',
    );
  });
});

describe('records that would make an invalid user', () => {
  test.each<[fields: object, problem: string]>([
    [{ last: 'x'.repeat(400) }, 'error hr.json:6:11 invalid-value lastName has 400 characters; 300 are the limit.'],
    [
      { start: '2026-02-30' },
      'error hr.json:7:12 invalid-day from must be a day such as 2026-12-01, or a time with an offset such as 2026-12-01T09:00:00+01:00, not "2026-02-30".',
    ],
    [
      { end: '0000-00-00' },
      `error hr.json:8:10 invalid-day until must be a day such as 2026-12-01, or a time with an offset such as 2026-12-01T09:00:00+01:00, not "0000-00-00"; where it stands for no day, write |replace:'0000-00-00',''.`,
    ],
    [
      { end: '46357' },
      `error hr.json:8:10 invalid-day until must be a day such as 2026-12-01, or a time with an offset such as 2026-12-01T09:00:00+01:00, not "46357", which is a spreadsheet's number for 2026-12-01; have the column exported as text.`,
    ],
    [
      { id: 'a#b' },
      'error hr.json:3:9 invalid-key The key "a#b" cannot be kept in Amazon Connect; it takes up to 256 letters, digits, blanks and any of _ . : / = + - @.',
    ],
    [{ first: { a: 1 } }, 'error hr.json:5:12 wrong-type firstName must be a text, not a map.'],
  ])('%j', async (fields, problem) => {
    const found = await problems('', [{ ...records[0], end: '', ...fields }]);
    expect(found).toEqual([problem]);
  });

  test('are told one by one only so far', async () => {
    const many = Array.from({ length: 200 }, (_, at) => ({ ...records[1], id: at, email: `u${at}`, start: 'soon' }));
    const found = await problems('', many);
    expect(found).toHaveLength(10);
    expect(found.filter((one) => one.includes('190 more records have a mistake like it.'))).toHaveLength(1);
  });
});

describe('sources that cannot be used', () => {
  test.each<[file: string, problem: string]>([
    [
      'people.xlsx',
      'error connect-sync.yaml:10:11 unknown-export "people.xlsx" is no export that can be read; it has to end in .json, .yaml or .csv.',
    ],
    [
      'hr/none.json',
      'error connect-sync.yaml:10:11 source-not-found There is no file "hr/none.json"; the path is relative to connect-sync.yaml.',
    ],
  ])('%s', async (file, problem) => {
    const files = main('');
    const text = (files['connect-sync.yaml'] ?? '').replace('hr.json', file);
    const { diagnostics } = await load({ ...files, 'connect-sync.yaml': text });
    expect(diagnostics.map((one) => `${one.severity} ${print(one)}`)).toEqual([problem]);
  });

  test('one key in two sources', async () => {
    const again = source
      .slice(source.indexOf('  - file'))
      .replace('hr.json', 'b.json')
      .replace("before:'@'|lower", 'lower');
    const files = main(again, [{ ...records[0], end: '' }]);
    const { diagnostics } = await load({ ...files, 'b.json': files['hr.json'] ?? '' });
    expect(diagnostics.map(print)).toEqual([
      'b.json:3:9 duplicate-key The key "4711" is in two records: here and at hr.json:3:9; where two HR systems count alike, write key: a-${…}.',
    ]);
  });

  test.each<[line: string, problem: string]>([
    ['sources:\n- { file: a.json, user: { firstName: x } }', '4:25 missing-key user lacks username.'],
    [
      'sources:\n- { file: a.json, user: { username: x, frstName: y } }',
      '4:40 unknown-key Unknown key "frstName"; did you mean firstName?',
    ],
    [
      'timeZone: Europe/Dublyn',
      '3:11 unknown-value timeZone must be a time zone of the IANA database, such as Europe/Dublin, not "Europe/Dublyn".',
    ],
    [
      'sources:\n- { file: a.csv, encoding: winlatin, user: { username: x } }',
      '4:28 unknown-value encoding must be an encoding such as windows-1252 or utf-8, not "winlatin".',
    ],
  ])('%s', async (body, problem) => {
    const { diagnostics } = await load({ 'connect-sync.yaml': `${head}${body}\n` });
    expect(diagnostics.map((one) => print(one).replace('connect-sync.yaml:', ''))).toEqual([problem]);
  });

  test('a password is never written for a source either', async () => {
    const text = 'sources:\n- file: a.csv\n  user:\n    username: x\n    initialPassword: ${password}\n';
    const { diagnostics } = await load({ 'connect-sync.yaml': `${head}${text}` });
    expect(diagnostics.map(print)).toEqual([
      expect.stringContaining('connect-sync.yaml:7:22 password-in-file A password is never written in a file'),
    ]);
  });
});
