/** `connect-sync get`: one resource as Amazon Connect has it, beside what the files ask for. */
import { describe, expect, test } from 'vitest';
import { entry, field, instanceId } from './field.ts';

const more = `
hierarchy: { levels: [Region, Site, Team], groups: { EMEA: { Dublin: } } }
predefinedAttributes: [{ name: Skill, values: [Billing] }]
routingProfiles:
  - { name: Second Line, description: Second, defaultOutboundQueue: BasicQueue, mediaConcurrencies: [{ channel: VOICE, concurrency: 1 }], queues: [] }
securityProfiles: [{ name: Agent Plus, description: More, permissions: [BasicAgentAccess] }]
`;
const jane = entry(
  'jane.doe',
  'hierarchyGroup: EMEA/Dublin, tags: { site: dublin }, proficiencies: { Skill: { Billing: 3 } }',
);
const files = `owner: staff${more}users:\n${jane}${entry('ben')}`;

const applied = async () => {
  const one = await field(files, { users: 300 });
  expect(await one.command('apply', '--auto-approve')).toMatchObject({ code: 0 });
  one.edit(files.replace('lastName: Last', 'lastName: Dorn').replace('site: dublin', 'site: cork'));
  one.calls();
  return one;
};

describe('A25: a user', () => {
  test('is shown live beside desired, in a few calls, and nothing is written', async () => {
    const { command, calls, writes } = await applied();
    const { code, stdout, stderr } = await command('get', 'user/jane.doe');
    const made = calls();
    expect({ code, stderr, writes: writes() }).toEqual({ code: 0, stderr: '', writes: [] });
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, '  ').trimEnd());
    expect(lines[0]).toMatch(
      new RegExp(`^user/jane\\.doe in connect-sync-local \\(${instanceId}, us-west-2\\), id [0-9a-f-]{36}$`),
    );
    for (const line of [
      '  The files list it (connect-sync.yaml:10:5).',
      '  live  desired',
      '  firstName  "First"  "First"',
      '  ~ lastName  "Last"  "Dorn"',
      '  hierarchyGroup  "EMEA/Dublin"  "EMEA/Dublin"',
      '  phoneConfig.phoneType  "SOFT_PHONE"',
      '  ~ tags.site  "dublin"  "cork"',
      '  proficiencies.Skill.Billing  3  3',
      'Amazon Connect has it otherwise; a plan changes what is marked with ~.',
    ]) {
      expect(lines).toContain(line);
    }
    expect(made.length).toBeLessThan(10);
    expect(made.filter((name) => name === 'DescribeUser')).toHaveLength(1);
  });

  test('as JSON, with what differs', async () => {
    const { command } = await applied();
    const { code, stdout } = await command('get', 'user/JANE.DOE', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: '1.0',
      address: 'user/jane.doe',
      target: { instanceId, alias: 'connect-sync-local', region: 'us-west-2' },
      standing: 'managed',
      live: { lastName: 'Last', hierarchyGroup: 'EMEA/Dublin', proficiencies: { Skill: { Billing: 3 } } },
      desired: { lastName: 'Dorn', tags: { site: 'cork', 'connect-sync:owner': 'staff' } },
      differences: [
        { path: 'lastName', before: 'Last', after: 'Dorn' },
        { path: 'tags.site', before: 'dublin', after: 'cork' },
      ],
    });
  });

  test('a user that only one side has is shown alone', async () => {
    const { command, edit } = await applied();
    edit(`${files}${entry('new')}`);
    const onlyAsked = await command('get', 'user/new');
    expect(onlyAsked).toMatchObject({ code: 0, stderr: '' });
    expect(onlyAsked.stdout).toContain('Amazon Connect does not have it; a plan creates it.');
    edit('users: []');
    const onlyLive = await command('get', 'user/ben', '--format', 'json');
    expect(JSON.parse(onlyLive.stdout)).toMatchObject({
      live: { firstName: 'First' },
      desired: null,
      standing: 'notListed',
    });
    const without = await command('get', 'user/ben', '--instance', 'connect-sync-local');
    expect(without).toMatchObject({ code: 0, stdout: expect.stringContaining('No files were read') });
  });

  test('a user that the search does not find yet is found by the list, also where it may not be searched', async () => {
    const { command, emulator } = await applied();
    emulator.faults.add({ operation: 'SearchUsers', error: 'AccessDeniedException', times: 1000 });
    expect(await command('get', 'user/jane.doe')).toMatchObject({ code: 0, stdout: expect.stringContaining('"Dorn"') });
  });
});

test.each([
  ['hierarchyStructure', ['Region', 'Site']],
  ['hierarchyGroup/EMEA/Dublin', []],
  ['routingProfile/Second Line', ['"Second"', 'BasicQueue']],
  ['securityProfile/Agent Plus', ['BasicAgentAccess']],
  ['predefinedAttribute/Skill', ['Billing']],
])('A25: %s is shown as well', async (address, texts) => {
  const { command } = await applied();
  const { code, stdout, stderr } = await command('get', address);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Amazon Connect has it as the files ask.');
  for (const text of texts) expect(stdout).toContain(text);
});

test.each([
  ['user/jane.do', 7, 'Neither the files nor Amazon Connect have user/jane.do. Did you mean user/jane.doe?'],
  ['user/user-00', 7, 'Neither the files nor Amazon Connect have user/user-00.'],
  ['routingProfile/Secnd Line', 7, 'Did you mean routingProfile/Second Line?'],
  ['user/j*', 64, 'get shows one resource'],
  ['usr/jane.doe', 64, 'did you mean user?'],
  ['queue/BasicQueue', 64, 'not queue'],
])('A25: %s is exit %d', async (address, code, message) => {
  const { command } = await applied();
  const ended = await command('get', address);
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
  expect(ended.stderr).toContain(message);
});
