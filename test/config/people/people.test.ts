import { expect, describe as group, test } from 'vitest';
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

  test('as values of a field, without a filter', () => {
    expect(
      problems(`${user}  email: x \${id}`, [
        { ...jane, id: 2 ** 60 },
        { ...jane, user: 'b', id: ['x'] },
      ]),
    ).toEqual([
      'hr.json:2:7 unfit-value ${id} (connect-sync.yaml:9:14) is a number of more digits than can be read exactly ("1152921504606847000"); have it exported as text.',
      'hr.json:3:7 unfit-value ${id} (connect-sync.yaml:9:14) is a list; join it, and here a text is wanted.',
    ]);
  });

  test('each with its own count of sentences', () => {
    const records = Array.from({ length: 15 }, (_, at) => ({
      ...jane,
      user: `u${at}`,
      site: `s${at}`,
      start: `t${at}`,
    }));
    const found = problems(`${user}  email: \${site|map:site}\n  from: \${start|map:site|addDays:1}`, records);
    expect(found).toHaveLength(20);
    const rest = 'add it to the table, or "*" for all others; 5 more records have other values like it.';
    expect(found.filter((one) => one.includes('more records'))).toEqual([
      `hr.json:11:58 map-without-value The filter map of \${site|map:site} (connect-sync.yaml:9:12) has no "s9"; ${rest}`,
      `hr.json:11:71 map-without-value The filter map of \${start|map:site|addDays:1} (connect-sync.yaml:10:11) has no "t9"; ${rest}`,
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
  test('keys of those that where leaves out are kept, as far as they have any', () => {
    const left = { ...jane, site: '900' };
    const records = [jane, { ...left, id: ' 2 ' }, { ...left, id: '' }, { ...left, id: null }, { ...left, id: 3 }];
    const { people, leftOut, all } = mapPeople(`where: { site: "100" }\nkey: id${user}`, {
      text: JSON.stringify(records),
    });
    expect(people.map(({ name, key }) => `${name} ${key}`)).toEqual(['jane 1']);
    expect(leftOut).toEqual(new Set(['2', '3']));
    expect(all).toEqual([]);
  });

  test('without a key nobody has one', () => {
    const { people, leftOut } = mapPeople(`where: { site: "100" }${user}`, {
      text: JSON.stringify([jane, { ...jane, site: '900' }]),
    });
    expect(people.map((one) => 'key' in one)).toEqual([false]);
    expect(leftOut).toEqual(new Set());
  });

  test('a key that a filter cannot make is told of records that count alone', () => {
    const settings = `where: { first: Jane }\nkey: \${site|map:site}${user}`;
    const records = [jane, { ...jane, user: 'x', site: '300' }, { ...jane, first: 'Omar', site: '400' }];
    expect(problems(settings, records)).toEqual([
      'hr.json:3:57 map-without-value The filter map of ${site|map:site} (connect-sync.yaml:5:8) has no "300"; add it to the table, or "*" for all others.',
      'hr.json:3:1 no-key The record has nothing for the key.',
    ]);
  });

  test('all of them, where the column of the username is not there, are told by that', () => {
    const rows = ['1,Jane,Doe', '2,Omar,Haddad'];
    expect(csvProblems(user, ['id,first,last', ...rows])).toEqual([
      'connect-sync.yaml:6:15 unknown-field There is no column "user" in hr.csv (the first record is at hr.csv:2:1); there is id, first, last.',
    ]);
    expect(csvProblems(`${user}  email: \${mail}`, ['user,first,last', ',Jane,Doe', 'omar,Omar,Haddad'])).toEqual([
      'connect-sync.yaml:9:12 unknown-field There is no column "mail" in hr.csv (the first record is at hr.csv:2:1); there is user, first, last.',
      'hr.csv:2:1 no-username The record has nothing for the username.',
    ]);
    expect(csvProblems(user, ['user,first,last', ',Jane,Doe', ',Omar,Haddad'])).toEqual([
      'hr.csv:2:1 no-username The record has nothing for the username; so in 1 more record.',
    ]);
  });

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
    const way = 'add a rule, leave them out with where, or say unmatched: skip.';
    expect([1, 2, 3].flatMap((count) => problems(rules, records.slice(0, count)))).toEqual([
      `hr.json:2:1 unmatched-record No rule matches this record; ${way}`,
      `hr.json:2:1 unmatched-record No rule matches this record, nor hr.json:3:1; ${way}`,
      `hr.json:2:1 unmatched-record No rule matches this record, nor hr.json:3:1 and hr.json:4:1; ${way}`,
    ]);
  });
});
