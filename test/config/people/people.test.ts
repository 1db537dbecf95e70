import { expect, describe as group, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { csvProblems, describe, jane, mapPeople, print, problems, tables, user } from './support.ts';

const source = `
records: Report_Entry
where: { Status: [Active, On Leave] }
key: ID
user:
  username: \${Email|before:'@'|lower}
  firstName: \${Preferred ?? First}
  lastName: \${Last|trim}
  hierarchyGroup: \${Site|map:site}
  routingProfile: Basic
  tags: { employeeId: "\${ID}" }
  until: \${End|default:''}
rules:
- when: { Job: [CSR1, CSR2] }
  set: { role: agent, securityProfiles: [Agent] }
- when: { Job: { not: [CSR1, CSR2] } }
  set: { role: other }
- when: { Job: CSR2 }
  set: { routingProfile: "\${Line ?? Job}", tags: { line: second } }
`;

const text = `{"Report_Entry": [
 {"ID": 4711, "Status": "Active", "Email": "Jane.Doe@example.com", "First": "Jane", "Last": "Doe ", "Preferred": "", "Site": "100", "Job": "CSR2", "Line": null},
 {"ID": 4712, "Status": "Terminated", "Email": "x@example.com", "First": "X", "Last": "Y", "Site": "999", "Job": "CSR1"},
 {"ID": 4713, "Status": "On Leave", "Email": "omar@example.com", "First": "Omar", "Last": "Haddad", "Job": "Lead"}
]}`;

test('records become people, with the place of every value', () => {
  const { people, leftOut, all } = mapPeople(source, { text, tables });
  expect(all.map(print)).toEqual([]);
  expect([...leftOut]).toEqual(['4712']);
  expect(people.map(({ name, key, blanks }) => ({ name, key, blanks }))).toEqual([
    { name: 'jane.doe', key: '4711', blanks: [['until']] },
    { name: 'omar', key: '4713', blanks: [['hierarchyGroup'], ['until']] },
  ]);
  expect(describe(people[0]!)).toEqual({
    username: '"jane.doe" hr.json:2:44',
    firstName: '"Jane" hr.json:2:77',
    lastName: '"Doe" hr.json:2:93',
    hierarchyGroup: '"EMEA/Dublin" hr.json:2:126',
    routingProfile: '"CSR2" hr.json:2:140',
    tags: '{"employeeId":4711,"line":"second"} connect-sync.yaml:22:52',
    role: '"agent" connect-sync.yaml:18:18',
    securityProfiles: '["Agent"] connect-sync.yaml:18:43',
  });
  expect(describe(people[1]!)['routingProfile']).toBe('"Basic" connect-sync.yaml:13:21');
});

group('expressions that cannot be used', () => {
  test('are told once, at the first record, with how many others', () => {
    const records = Array.from({ length: 30 }, (_, at) => ({
      ...jane,
      user: `u${at}`,
      site: at < 10 ? '100' : '300',
      start: 'soon',
    }));
    expect(problems(`${user}  hierarchyGroup: \${site|map:site}\n  from: \${start|addDays:-1}`, records)).toEqual([
      'hr.json:2:72 unfit-value The filter addDays of ${start|addDays:-1} (connect-sync.yaml:10:11) takes a day such as 2026-12-01, not "soon"; so in 29 more records.',
      'hr.json:12:59 map-without-value The filter map of ${site|map:site} (connect-sync.yaml:9:21) has no "300"; add it to the table, or "*" for all others; so in 19 more records.',
    ]);
  });

  test('of many values, in some lines', () => {
    const records = Array.from({ length: 500 }, (_, at) => ({ ...jane, user: `u${at}`, site: `${1000 + at}` }));
    const found = problems(`${user}  hierarchyGroup: \${site|map:site}`, records);
    expect(found).toHaveLength(10);
    expect(found.at(-1)).toContain(
      'has no "1009"; add it to the table, or "*" for all others; 490 more records have other values like it.',
    );
  });

  test.each<[line: string, problem: string]>([
    [
      'email: ${mial}',
      'connect-sync.yaml:9:12 unknown-field No record of hr.json has "mial" (the first record is at hr.json:2:1); there is id, user, first, last, site, start. Where it may be in no record, add |default:\'\'.',
    ],
    [
      'email: ${lst}',
      'connect-sync.yaml:9:12 unknown-field No record of hr.json has "lst" (the first record is at hr.json:2:1); did you mean last? Where it may be in no record, add |default:\'\'.',
    ],
    [
      'email: "x ${lst}"',
      'connect-sync.yaml:9:15 unknown-field No record of hr.json has "lst" (the first record is at hr.json:2:1); did you mean last? Where it may be in no record, add |default:\'\'.',
    ],
    ['email: ${last|lowre}', 'connect-sync.yaml:9:19 unknown-filter There is no filter "lowre"; did you mean lower?'],
    ['email: ${site|map:sites}', 'connect-sync.yaml:9:19 unknown-table There is no table "sites"; there are site.'],
    [
      "email: ${last|join:' #'}",
      'connect-sync.yaml:9:12 expression-syntax The expression "${last|join:\'" has no end; where it has a : or # or quotes in it, YAML may have cut it: quote the whole value.',
    ],
  ])('%s', (line, problem) => {
    expect(problems(`${user}  ${line}`, [jane])).toEqual([problem]);
  });

  test('a field that may be in no record', () => {
    expect(problems(`${user}  until: \${end|default:''}`, [jane])).toEqual([]);
  });

  test('a column that was renamed, wherever it is used', () => {
    expect(
      csvProblems(`where: { Status: Active }\nkey: Employee_ID${user}`, [
        'Employee ID,user,first,last,Statis',
        '1,jane,Jane,Doe,Active',
      ]),
    ).toEqual([
      'connect-sync.yaml:5:8 unknown-field There is no column "Employee_ID" in hr.csv (the first record is at hr.csv:2:1); did you mean "Employee ID"?',
      'connect-sync.yaml:4:12 unknown-field There is no column "Status" in hr.csv (the first record is at hr.csv:2:1); did you mean Statis?',
    ]);
  });
});

group('records that do not count', () => {
  test('no username, and no key', () => {
    expect(
      problems(`key: id${user}`, [
        { ...jane, user: '' },
        { ...jane, id: null },
      ]),
    ).toEqual([
      'hr.json:3:7 no-key The record has nothing for the key.',
      'hr.json:2:18 no-username The record has nothing for the username.',
    ]);
  });

  test('none of the rules matches', () => {
    const rules = `${user}rules:\n- when: { site: "200" }\n  set: { role: agent }`;
    const records = Array.from({ length: 5 }, (_, at) => ({ ...jane, user: `u${at}` }));
    expect(problems(rules, records)).toEqual([
      'hr.json:2:1 unmatched-record No rule matches this record, nor hr.json:3:1 and hr.json:4:1 and 2 more records; add a rule, leave them out with where, or say unmatched: skip.',
    ]);
    expect(problems(`${rules}\nunmatched: skip`, records)).toEqual([]);
  });
});

group('two records', () => {
  const one = { ...jane, start: '2026-01-01', status: 'Terminated' };
  const two = { ...jane, user: 'jane.doe', start: '2026-12-01', status: 'Active' };
  const usernames = (duplicates: string, ...records: Json[]): readonly string[] =>
    mapPeople(`key: id${user}duplicates: ${duplicates}`, { text: JSON.stringify(records) }).people.map(
      ({ name }) => name,
    );

  test('with one key, and with one username, are told with both places', () => {
    expect(problems(`key: id${user}`, [one, two])).toEqual([
      'hr.json:3:7 duplicate-key The key "1" is in two records: here and at hr.json:2:7; say which one counts: duplicates: { prefer: …, latest: … }.',
    ]);
    expect(problems(`key: id${user}`, [one, { ...two, id: '2', user: 'JANE' }])).toEqual([
      'hr.json:3:1 duplicate-username The username "jane" is in two records: here and at hr.json:2:1; say which one counts: duplicates: { prefer: …, latest: … }.',
    ]);
  });

  test.each([
    ['{ prefer: { status: Active } }', 'jane.doe'],
    ['{ latest: start }', 'jane.doe'],
    ['{ prefer: { status: Terminated }, latest: start }', 'jane'],
    ['{ prefer: { status: Nothing }, latest: start }', 'jane.doe'],
  ])('of one person, by %s', (duplicates, username) => {
    expect(usernames(duplicates, one, two)).toEqual([username]);
  });

  test('of which none is preferred to the other', () => {
    expect(problems(`key: id${user}duplicates: { latest: start }`, [one, { ...two, start: one.start }])).toEqual([
      'hr.json:3:7 duplicate-key The key "1" is in two records: here and at hr.json:2:7; duplicates does not tell them apart.',
    ]);
    expect(problems(`key: id${user}duplicates: { latest: start }`, [one, { ...two, start: '31.12.2026' }])[0]).toMatch(
      /^hr.json:3:78 invalid-day duplicates.latest needs a day such as 2026-12-01 here/,
    );
  });

  test('of one username and two names are two people, whatever is preferred', () => {
    expect(
      problems(`key: id${user}duplicates: { latest: start }`, [one, { ...two, id: '2', user: 'jane', first: 'Jack' }]),
    ).toEqual([
      'hr.json:3:1 duplicate-username The username "jane" is in two records: here and at hr.json:2:1; they are two people with two names; give one of them another username.',
    ]);
  });

  test('of a contractor who becomes an employee, with two keys and one name', () => {
    expect(usernames('{ latest: start }', one, { ...two, id: 'E2', user: 'jane' })).toEqual(['jane']);
  });
});
