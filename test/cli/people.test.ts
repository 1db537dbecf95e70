/** People of an HR system's export as somebody meets them on the command line: the command against an emulator. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emulated, folder } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';

const day = 86_400_000;
const dayText = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);

const person = (id: string, name: string, more: object = {}): object => ({
  ...{
    Employee_ID: id,
    Status: 'Active',
    Work_Email: `${name}@example.com`,
    First: 'Jo',
    Last: `Of ${name}`,
    Job: 'CSR',
  },
  ...{ Hire_Date: '2020-01-01', End: '' },
  ...more,
});

const configuration = `version: 1
instance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }
owner: emea
policy: { removed: park, parkFor: 10d, limits: { delete: 1 } }
parked: { securityProfiles: [QualityAnalyst] }
roles:
  agent: { routingProfile: Basic Routing Profile, securityProfiles: [Agent] }
sources:
  - file: hr.json
    where: { Status: Active }
    key: Employee_ID
    user:
      username: \${Work_Email|before:'@'|lower}
      firstName: \${First}
      lastName: \${Last|trim}
      from: \${Hire_Date}
      until: \${End}
    rules:
      - when: { Job: CSR }
        set: { role: agent }
`;

const team = [
  person('1', 'ann', { End: dayText(3) }),
  person('2', 'bob', { Hire_Date: dayText(2) }),
  person('3', 'cid'),
  person('4', 'dan'),
  person('5', 'eve'),
];

test('joins, is due, is explained, is parked, comes back, and is refused', async () => {
  const { env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': configuration, 'hr.json': JSON.stringify(team, null, 1) });
  const connectSync = (...argv: string[]) => run(argv, { cwd, env });
  const write = (people: readonly object[]): void =>
    writeFileSync(join(cwd, 'hr.json'), JSON.stringify(people, null, 1));

  expect((await connectSync('validate')).stdout).toBe('connect-sync.yaml is valid: 5 users in 2 files.\n');
  const applied = await connectSync('apply', '--auto-approve');
  expect(applied.stdout).toContain('Apply complete! Resources: 4 added, 0 changed, 0 destroyed.');
  const planned = await connectSync('plan');
  expect(planned.stdout).toContain('Due soon: 1 to add, 0 to remove, 1 to park.');
  expect(planned.stdout).toContain('No changes.');
  const document = JSON.parse((await connectSync('plan', '--format', 'json')).stdout);
  expect(document.upcoming).toEqual([
    { address: 'user/bob', action: 'create', at: `${dayText(2)}T00:00:00Z` },
    { address: 'user/ann', action: 'park', at: `${dayText(4)}T00:00:00Z` },
  ]);

  const then = JSON.parse((await connectSync('plan', '--as-of', dayText(4), '--format', 'json')).stdout);
  expect(then.summary).toMatchObject({ create: 1, update: 0, delete: 0, park: 1, unchanged: 3 });
  expect(then.changes).toMatchObject([
    { address: 'user/ann', action: 'update', leaving: { parkedOn: dayText(4), deleteOn: dayText(14) } },
    { address: 'user/bob', action: 'create' },
  ]);
  const wrong = await connectSync('plan', '--as-of', '2026-02-30');
  expect([wrong.code, wrong.stdout]).toEqual([64, '']);

  const explained = await connectSync('explain', 'user/ann', '--live');
  expect(explained.stdout).toMatch(/^user\/ann \(key 1\) is managed at /);
  expect(explained.stdout).toMatch(/routingProfile +"Basic Routing Profile" +role agent +connect-sync\.yaml:7:28\n/);
  expect(explained.stdout).toMatch(/lastName +"Of ann" +record: \$\{Last\|trim\}, from Last +hr\.json:\d+:\d+\n/);
  expect(explained.stdout).toContain('\nAmazon Connect has it as the files ask.\n');
  const asJson = JSON.parse((await connectSync('explain', 'user/bob', '--format', 'json')).stdout);
  expect(asJson).toMatchObject({ formatVersion: '1.0', standing: 'notYet', source: 'hr.json', key: '2' });

  // One goes: parked, under the limit of deletions. Two more would be too many.
  const left = team.map((one, at) => (at === 2 ? { ...one, Status: 'Terminated' } : one));
  write(left);
  const parked = await connectSync('apply', '--auto-approve');
  expect(parked.stdout).toContain('~ user/cid  (parked since');
  expect(parked.stdout).toContain('Plan: 0 to add, 0 to change, 0 to destroy, 1 to park.');
  expect((await connectSync('plan')).stdout).toContain('1 account on the way out: user/cid (parked since');
  expect((await connectSync('explain', 'user/cid')).stdout).toContain('where leaves it out: Status is "Terminated"');
  write(left.slice(0, 3));
  const refused = await connectSync('apply', '--auto-approve');
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('would be parked; the limit is 1.');
  expect(refused.stderr).toContain('since they are in no record of hr.json');

  write(team);
  const back = await connectSync('apply', '--auto-approve');
  expect(back.stdout).toMatch(/- tags\.connect-sync:parked: "\d{4}-\d\d-\d\d"/);
  expect((await connectSync('plan')).stdout).toContain('No changes.');
}, 120_000);
