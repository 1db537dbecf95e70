/**
 * An HR system's export of 5,000 people over a night: joiners, movers, leavers, a marriage, a re-hire with a stale end, a
 * contractor who becomes an employee. The plan is what one would expect, and each person can be explained. Then each fault
 * that exports have been seen with, alone: refused, at its place, and nothing is written.
 */
import { describe, expect, test } from 'vitest';
import { explainAddress } from '../../src/app/address/explain.ts';
import { isMap, type Json } from '../../src/base/json.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { format, parse } from '../../src/plan/model/address.ts';
import type { Outcome } from '../../src/reconciler/reconcile.ts';
import { asCsv, asReport, type HrRecord, hrConfiguration, hrRecord, hrRecords } from '../support/hr-export.ts';
import { type Files, startInstance } from '../support/instance.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 29, 12);
const size = 5_000;
const yesterday = hrRecords(size);
const policy = 'policy: { removed: delete }\n';

const filesOf = (records: readonly HrRecord[], more = policy): Files => ({
  'connect-sync.yaml': hrConfiguration('hr.json', more),
  'hr.json': asReport(records),
});
const csvOf = (text: string, more = policy): Files => ({
  'connect-sync.yaml': hrConfiguration('hr.csv', more),
  'hr.csv': text,
});

const read = async (files: Files) =>
  loadConfiguration('connect-sync.yaml', standardSchema, {
    readFile: async (path) => (files as Readonly<Record<string, string>>)[path] ?? '',
    glob: async () => [],
  });

/** An emulator whose people are as the records say, made long ago. */
async function instanceOf(records: readonly HrRecord[]) {
  const { desired } = await read(filesOf(records));
  const users = [...desired.values()].map(({ address, attributes }) => {
    const { tags, phoneConfig, hierarchyGroup, ...others } = attributes as { readonly [name: string]: Json };
    return {
      ...{ username: address.key, ...others, hierarchyGroup: String(hierarchyGroup).split('/') },
      tags: { ...(isMap(tags) && tags), 'connect-sync:owner': 'emea' },
      ...(phoneConfig && { phoneType: 'SOFT_PHONE', autoAccept: { VOICE: true, CHAT: true, TASK: true, EMAIL: true } }),
    };
  });
  const groups = { EMEA: { Dublin: {}, Cork: {}, Galway: {} } };
  return startInstance({
    clock: { now: () => now, sleep: async () => {} },
    now: () => now - 30 * day,
    quotas: { users: 20_000 },
    seed: {
      version: 1,
      instances: [
        { id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07', hierarchy: { levels: ['Region', 'Site'], groups }, users },
      ],
    },
  });
}

const at = (records: readonly HrRecord[], index: number): HrRecord => records[index] ?? {};
const changed = (records: readonly HrRecord[], changes: { readonly [index: number]: HrRecord }): readonly HrRecord[] =>
  records.map((record, index) => changes[index] ?? record);

const usernameOf = (record: HrRecord): string => String(record['Work_Email']).replace(/@.*/, '').toLowerCase();
const linesOf = (outcome: Outcome): readonly string[] =>
  'plan' in outcome
    ? outcome.plan.changes.map((change) => `${change.action} ${format(change.address)}`)
    : outcome.diagnostics.map(({ message }) => message);

describe('a night', () => {
  const moved = { ...at(yesterday, 10), Site: at(yesterday, 11)['Site'] ?? '' };
  const married: HrRecord = { ...at(yesterday, 20), Legal_Last_Name: 'Byrne', Work_Email: 'u20.byrne@example.com' };
  const gone = { ...at(yesterday, 30), Worker_Status: 'Terminated' };
  const leaving = { ...at(yesterday, 40), Termination_Date: '2026-11-28' };
  const soon = { ...at(yesterday, 50), Termination_Date: '2026-12-03' };
  const rehired = { ...at(yesterday, 60), Hire_Date: '2026-11-15', Termination_Date: '2025-03-31' };
  const contractor = at(yesterday, 70);
  const employee = { ...contractor, Employee_ID: 'E900', Hire_Date: '2026-11-28' };
  const joiner = { ...hrRecord(size), Hire_Date: '2026-11-29' };
  const later = { ...hrRecord(size + 1), Hire_Date: '2026-12-02' };
  const today = [
    ...changed(yesterday, { 10: moved, 20: married, 30: gone, 40: leaving, 50: soon, 60: rehired }),
    employee,
    joiner,
    later,
  ];

  test('gives the plan one would expect, person by person', async () => {
    const instance = await instanceOf(yesterday);
    expect(linesOf(await instance.plan(filesOf(yesterday)))).toEqual([]);
    const outcome = await instance.plan(filesOf(today));
    expect(linesOf(outcome)).toEqual(
      [
        `update user/${usernameOf(moved)}`,
        `create user/${usernameOf(married)}`,
        `delete user/${usernameOf(at(yesterday, 20))}`,
        `delete user/${usernameOf(gone)}`,
        `delete user/${usernameOf(leaving)}`,
        `create user/${usernameOf(joiner)}`,
        `update user/${usernameOf(employee)}`,
      ].sort((a, b) => a.slice(7).localeCompare(b.slice(7), 'en')),
    );
    if (!('plan' in outcome)) return;
    const { plan } = outcome;
    expect(plan.summary).toMatchObject({ create: 2, update: 2, delete: 3, adopt: 0, unchanged: size - 5 });
    expect(plan.samePerson.map(({ from, to, key }) => [from.key, to.key, key])).toEqual([
      [usernameOf(at(yesterday, 20)), usernameOf(married), married['Employee_ID']],
    ]);
    expect(plan.upcoming.map(({ address, action }) => `${action} ${address.key}`)).toEqual([
      `create ${usernameOf(later)}`,
      `delete ${usernameOf(soon)}`,
    ]);
    expect(plan.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning stale-end']);
    expect(instance.writes()).toEqual({});
  });

  test('can be explained', async () => {
    const configuration = await read(filesOf(today));
    const explain = (record: HrRecord) => explainAddress(parse(`user/${usernameOf(record)}`), configuration, now);
    expect(explain(moved).attributes.find(({ path }) => path === 'hierarchyGroup')).toMatchObject({
      value: { '100': 'EMEA/Dublin', '200': 'EMEA/Cork', '300': 'EMEA/Galway' }[String(moved.Site)],
      from: { type: 'record', expression: '${Site|map:site}', field: 'Site' },
    });
    expect(explain(married)).toMatchObject({ standing: 'managed', key: married['Employee_ID'], source: 'hr.json' });
    expect(explain(gone)).toMatchObject({
      standing: 'notListed',
      reasons: [
        expect.stringMatching(
          /^The record hr\.json:\d+:\d+ does not count: where leaves it out: Worker_Status is "Terminated"/,
        ),
        expect.stringContaining('it is deleted'),
      ],
    });
    expect(explain(leaving)).toMatchObject({
      standing: 'noLonger',
      reasons: [expect.stringContaining('since 2026-11-29 00:00 (Europe/Dublin) (hr.json:'), expect.anything()],
    });
    expect(explain(soon)).toMatchObject({
      standing: 'managed',
      reasons: [expect.stringContaining('until 2026-12-04 00:00 (Europe/Dublin)')],
    });
    expect(explain(rehired)).toMatchObject({ standing: 'managed' });
    expect(explain(employee)).toMatchObject({ standing: 'managed', key: 'E900' });
    expect(explain(later)).toMatchObject({
      standing: 'notYet',
      reasons: [expect.stringContaining('Wanted from 2026-12-01 00:00')],
    });
  });
});

describe('a fault alone', () => {
  const withBlank = (column: string): readonly HrRecord[] => yesterday.map((record) => ({ ...record, [column]: '' }));
  const csv = asCsv(yesterday);

  test.each<[name: string, files: Files, code: string, place: RegExp]>([
    ['a column that is blank', filesOf(withBlank('Site')), 'lost-column', /^connect-sync\.yaml:\d+:\d+$/],
    [
      'a header that was renamed',
      csvOf(csv.replace('Work_Email', 'E-Mail')),
      'unknown-field',
      /^connect-sync\.yaml:15:53$/,
    ],
    [
      'a number that a spreadsheet rounded',
      csvOf(csv.replace('\r\n100002,', '\r\n1.00002E+05,')),
      'spreadsheet-damage',
      /^hr\.csv:4:1$/,
    ],
    [
      'a day that a spreadsheet counted',
      filesOf(changed(yesterday, { 7: { ...at(yesterday, 7), Hire_Date: '46357' } })),
      'unfit-value',
      /^hr\.json:\d+:\d+$/,
    ],
    [
      'a day that there is not',
      filesOf(changed(yesterday, { 7: { ...at(yesterday, 7), Termination_Date: '2026-02-30' } })),
      'invalid-day',
      /^hr\.json:\d+:\d+$/,
    ],
    [
      'a site that the table lacks',
      filesOf(changed(yesterday, { 7: { ...at(yesterday, 7), Site: '400' } })),
      'map-without-value',
      /^hr\.json:\d+:\d+$/,
    ],
    ['a row with a field too many', csvOf(csv.replace('\r\n100002,', '\r\n100002,x,')), 'csv-fields', /^hr\.csv:4:1$/],
    [
      'an export that ends in the middle',
      { ...(filesOf(yesterday) as object), 'hr.json': asReport(yesterday).slice(0, -5_000) },
      'json-syntax',
      /^hr\.json:\d+:\d+$/,
    ],
    [
      'two records of one person',
      filesOf([...yesterday, { ...at(yesterday, 7), Hire_Date: at(yesterday, 7)['Hire_Date'] ?? '' }]),
      'duplicate-key',
      /^hr\.json:\d+:\d+$/,
    ],
    [
      'a job that no rule is for',
      filesOf(changed(yesterday, { 7: { ...at(yesterday, 7), Job_Code: 'CHEF' } })),
      'unmatched-record',
      /^hr\.json:\d+:\d+$/,
    ],
    [
      'a key that was somebody else’s',
      filesOf(
        changed(yesterday, {
          7: { ...at(yesterday, 7), Legal_First_Name: 'Una', Preferred_First_Name: 'Una', Legal_Last_Name: 'Quirke' },
        }),
      ),
      'reused-key',
      /^hr\.json:\d+:\d+$/,
    ],
    [
      'a password',
      csvOf(asCsv(changed(yesterday, { 7: { ...at(yesterday, 7), password: 'Secret123' } }))),
      'password-in-file',
      /^hr\.csv:9:\d+$/,
    ],
  ])('%s is refused at its place', async (_, files, code, place) => {
    const instance = await instanceOf(yesterday);
    const outcome = await instance.apply(files);
    expect(outcome.type).toBe('invalid');
    const found = 'diagnostics' in outcome ? outcome.diagnostics.filter(({ severity }) => severity === 'error') : [];
    expect(found.map((one) => one.code)).toContain(code);
    const { source } = found.find((one) => one.code === code) ?? {};
    expect(`${source?.file}:${source?.line}:${source?.column}`).toMatch(place);
    expect(instance.writes()).toEqual({});
  });

  test('a file that is short, or another where, is refused by the limit, which says what lost them', async () => {
    const instance = await instanceOf(yesterday);
    const short = await instance.apply(filesOf(yesterday.slice(0, 3_000)));
    expect(short.type).toBe('refused');
    const messageOf = (outcome: Outcome) =>
      'plan' in outcome ? outcome.plan.safety.find(({ rule }) => rule === 'limits.delete')?.message : '';
    expect(messageOf(short)).toBe(
      '2000 of 5000 users would be deleted; the limit is 5% (250). Of these, 2000 came from an export and are left out now: 2000 since they are in no record of hr.json. Acknowledge with --accept delete=2000.',
    );
    const files = filesOf(yesterday) as { readonly [path: string]: string };
    const other = {
      ...files,
      'connect-sync.yaml': (files['connect-sync.yaml'] ?? '').replace(
        'where: { Worker_Status: [Active, On Leave] }',
        'where: { Job_Code: CSR1 }',
      ),
    };
    expect(messageOf(await instance.apply(other))).toMatch(
      / came from an export and are left out now: \d+ by where of hr\.json\. /,
    );
    expect(instance.writes()).toEqual({});
  });
});
