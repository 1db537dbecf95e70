/** An invented company's people, as its HR system exports them: always the same for the same numbers. */
import type { Json } from '../../src/base/json.ts';

export type HrRecord = { readonly [field: string]: Json };

const first = 'Aoife Bram Chiara Dilara Émile Fatou Gábor Hana Ingrid Jürgen Katarzyna Lars Mei Noor Oisín Paula'.split(
  ' ',
);
const last =
  'Ahern Brandão Costa Dvořák Eriksen Fischer García Haddad Ivanova Jónsson Kowalska Müller Nguyen Okafor'.split(' ');
export const sites = ['100', '200', '300'];
const jobs = ['CSR1', 'CSR2', 'LEAD'];

/** The person with this number. Nobody has the e-mail address of another. */
export function hrRecord(number: number): HrRecord {
  const [given = '', family = ''] = [first[number % first.length], last[Math.floor(number / 3) % last.length]];
  const login = `u${number}.${family}`.normalize('NFD').replace(/[^A-Za-z0-9.]/g, '');
  return {
    Employee_ID: String(100_000 + number),
    Worker_Status: number % 23 === 0 ? 'On Leave' : 'Active',
    Work_Email: `${login}@example.com`,
    Legal_First_Name: given,
    // Workday leaves out what is empty.
    ...(number % 7 === 0 && { Preferred_First_Name: `${given}-Jo` }),
    Legal_Last_Name: `${family} `,
    Site: sites[number % sites.length] ?? '',
    Job_Code: jobs[number % 50 === 0 ? 2 : number % 2] ?? '',
    Hire_Date: `20${String(10 + (number % 15))}-0${1 + (number % 9)}-15`,
    Is_Manager: number % 50 === 0 ? '1' : '0',
    ...(number % 500 === 1 && { Termination_Date: '2031-01-31' }),
    Skills: number % 2 === 0 ? 'Billing; Refunds' : 'Billing',
    Notes: 'x'.repeat(40),
  };
}

export const hrRecords = (count: number): HrRecord[] => Array.from({ length: count }, (_, number) => hrRecord(number));

/** As a report of Workday. */
export const asReport = (records: readonly HrRecord[], generated = '2026-11-28T06:00:00Z'): string =>
  JSON.stringify({ generated, Report_Entry: records }, null, 1);

/** As a CSV file with a column for every field. */
export function asCsv(records: readonly HrRecord[], delimiter = ','): string {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const write = (value: Json | undefined): string => {
    const text = value === undefined || value === null ? '' : String(value);
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = records.map((record) => columns.map((column) => write(record[column])).join(delimiter));
  return `${[columns.join(delimiter), ...rows].join('\r\n')}\r\n`;
}

/** A configuration that makes users of them, for the file that holds them. */
export const hrConfiguration = (file: string, more = ''): string => `version: 1
instance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }
owner: emea
timeZone: Europe/Dublin
${more}roles:
  agent: { routingProfile: Basic Routing Profile, securityProfiles: [Agent], phoneConfig: { phoneType: SOFT_PHONE, autoAccept: true } }
  lead: { routingProfile: Basic Routing Profile, securityProfiles: [Agent, CallCenterManager] }
tables:
  site: { "100": EMEA/Dublin, "200": EMEA/Cork, "300": EMEA/Galway }
sources:
  - file: ${file}
${file.endsWith('.json') ? '    records: Report_Entry\n' : ''}    where: { Worker_Status: [Active, On Leave] }
    key: Employee_ID
    expect: { minRecords: 10, fields: [Employee_ID, Work_Email] }
    duplicates: { prefer: { Worker_Status: [Active, On Leave] }, latest: Hire_Date }
    user:
      username: \${Work_Email|before:'@'|lower}
      firstName: \${Preferred_First_Name ?? Legal_First_Name}
      lastName: \${Legal_Last_Name|trim}
      hierarchyGroup: \${Site|map:site}
      tags: { employeeId: "\${Employee_ID}", skills: "\${Skills|split:';'|trim|join:' '}" }
      from: \${Hire_Date|addDays:-1}
      until: \${Termination_Date|default:''}
    rules:
      - when: { Job_Code: [CSR1, CSR2] }
        set: { role: agent }
      - when: { Job_Code: LEAD }
        set: { role: lead }
`;
