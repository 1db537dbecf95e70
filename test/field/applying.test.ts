/** Cases of exports, applies and watches, by the built command. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { start } from '../support/binary.ts';
import { entry, field, instanceId, usersOf } from './field.ts';

test('A5, F1: what an export writes of odd live users, validate and plan take', async () => {
  const odd = [
    { username: 'invisible', firstName: 'Jo\u200bhn', lastName: 'Doe' },
    { username: 'tabbed', firstName: 'Zoe', lastName: 'Tab\there' },
    { username: 'blank', firstName: 'Jane', lastName: ' ' },
    { username: 'tagged', firstName: 'Jane', lastName: 'Doe', tags: { 'k,v': 'x', site: 'dublin' } },
  ];
  const { command, cwd } = await field(usersOf('ann'), { seed: { version: 1, instances: [{ users: odd }] } });
  const exported = await command('export', '--instance', instanceId);
  expect(exported.code).toBe(0);
  for (const { username } of odd) expect(exported.stdout).toContain(`username: ${username}`);
  expect(exported.stderr).toContain('A value of user/invisible is left out, since a file may not have it');
  writeFileSync(join(cwd, 'connect-sync.yaml'), exported.stdout);
  expect(await command('validate')).toMatchObject({ code: 0 });
  expect(await command('plan')).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes.') });
});

describe('A5: for a plan a value equal to the live one is no error,', () => {
  const live = {
    routingProfiles: [{ name: 'Tier\u200b 2' }, { name: 'Zu\u0308rich' }],
    hierarchy: { levels: ['Reg\u200bion', 'Site'], groups: { 'Zu\u0308rich': { 'Te\u200bam': {} } } },
    users: [
      { username: 'jane', firstName: 'Jo\u200bhn', lastName: 'Doe', tags: { 'k,v': 'x' } },
      { username: 'ben', firstName: 'Ben', lastName: ' ', secondaryEmail: 'a..b@example.com' },
    ],
  };
  const profile = `  - { name: "Tier\\u200b 2", description: "Tier\\u200b 2", defaultOutboundQueue: BasicQueue, mediaConcurrencies: [{ channel: VOICE, concurrency: 1 }], queues: [] }\n`;
  const byHand = `hierarchy:
  levels: ["Reg\\u200bion", Site]
  groups: { "Zu\\u0308rich": ["Te\\u200bam"] }
routingProfiles:
${profile}users:
  - { username: jane, firstName: "Jo\\u200bhn", tags: { "k,v": x } }
  - { username: ben, lastName: " ", secondaryEmail: a..b@example.com }
`;
  const seed = { version: 1, instances: [live] };

  test('which validate judges all the same; any other is one', async () => {
    const { command, edit, writes } = await field(byHand, { seed });
    const judged = await command('validate');
    expect(judged.code).toBe(7);
    expect(judged.stderr.match(/:\d+: error: /g)).toHaveLength(9);
    for (const argv of [['plan'], ['apply', '--auto-approve'], ['get', 'user/jane']]) {
      expect(await command(...argv)).toMatchObject({ code: 0, stderr: '' });
    }
    // Beside another change it is one no more than without.
    edit(byHand.replace('lastName: " "', 'firstName: Benn, lastName: " "'));
    expect(await command('plan')).toMatchObject({ code: 0, stdout: expect.stringContaining('"Ben" -> "Benn"') });
    for (const [before, after, message] of [
      ['"Jo\\u200bhn"', '"J\\u200bohn"', 'firstName contains the invisible character U+200B'],
      ['k,v": x', 'k,v": y', 'The tag "k,v" may have only'],
      ['lastName: " "', 'lastName: "  "', 'lastName must not be blank'],
      ['a..b@', 'b..a@', 'secondaryEmail must not have two dots in a row'],
      ['username: ben', 'username: new', 'lastName must not be blank'],
      ['Te\\u200bam', 'T\\u200beam', 'hierarchy.groups.Zu\u0308rich[0] contains the invisible character'],
      ['"Reg\\u200bion"', '"Re\\u200bgion"', 'hierarchy.levels[0] contains the invisible character'],
      ['name: "Tier\\u200b 2"', 'name: "Tie\\u200br 2"', 'name contains the invisible character'],
    ] as const) {
      edit(byHand.replace(before, after));
      const { code, stderr } = await command('plan');
      expect({ after, code }).toEqual({ after, code: 7 });
      expect(stderr).toContain(message);
    }
    expect(writes()).toEqual([]);
  });

  test('nor of a record that people come from, however many are alike', async () => {
    const zoe = 'Zo\u200be';
    const usernames = Array.from({ length: 12 }, (_, index) => `u${index}`);
    const users = usernames.map((username) => ({ username, firstName: zoe, lastName: 'Doe' }));
    const user = '{ username: "${Name}", firstName: "${First}" }';
    const { command, cwd } = await field(`sources: [{ file: people.json, user: ${user} }]\n`, {
      seed: { version: 1, instances: [{ users }] },
    });
    const write = (firstOf: (name: string) => string) =>
      writeFileSync(
        join(cwd, 'people.json'),
        JSON.stringify(usernames.map((Name) => ({ Name, First: firstOf(Name) }))),
      );
    write(() => zoe);
    expect(await command('validate')).toMatchObject({ code: 7, stderr: expect.stringContaining('U+200B') });
    expect(await command('plan')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No changes.'),
      stderr: '',
    });
    write((name) => (name === 'u11' ? 'Am\u200belie' : zoe));
    const { code, stderr } = await command('plan');
    expect({ code, errors: stderr.match(/ error: /g)?.length }).toEqual({ code: 7, errors: 1 });
    expect(stderr).toContain('2 more records have a mistake like it.');
  });

  test('and an export leaves out what has a name that a file may not have, and keeps what points at it', async () => {
    const users = [
      {
        username: 'jane',
        firstName: 'Jane',
        lastName: 'Doe',
        routingProfile: 'Tier\u200b 2',
        hierarchyGroup: ['Zu\u0308rich', 'Te\u200bam'],
      },
    ];
    const { command, cwd } = await field('', { seed: { version: 1, instances: [{ ...live, users }] } });
    const exported = await command('export', '--instance', instanceId);
    expect(exported.stderr.match(/ is left out, since a file may not name it: /g)).toHaveLength(5);
    writeFileSync(join(cwd, 'connect-sync.yaml'), exported.stdout);
    expect(exported.stdout).toContain('routingProfile: "Tier\\u200b 2"');
    expect(await command('validate')).toMatchObject({ code: 0 });
    expect((await command('plan')).stdout).toContain('No changes.');
  });
});

test('A2: an existing directory takes names at creation; an export leaves them out', async () => {
  const { command, emulator } = await field(usersOf('new'), { identityManagement: 'EXISTING_DIRECTORY', users: 2 });
  const exported = await command('export', '--instance', instanceId, '--only', 'users');
  expect(exported.stdout.match(/- username: /g)).toHaveLength(2);
  expect(exported.stdout).not.toMatch(/firstName|lastName|email/);
  expect(await command('apply', '--auto-approve')).toMatchObject({ code: 0 });
  expect(emulator.requests().find(({ operation }) => operation === 'CreateUser')?.input).toMatchObject({
    IdentityInfo: { FirstName: 'First', LastName: 'Last' },
  });
});

test('A11, F4: a list that is rewritten in two halves deletes nobody', async () => {
  const policy = 'owner: staff\npolicy: { removed: delete, limits: { delete: 5 } }\n';
  const { cwd, env, command, edit, writes, emulator } = await field(policy + usersOf('ann', 'ben', 'cid', 'dan'));
  await command('apply', '--auto-approve');
  const watch = start(['watch', '--interval', '1h'], { cwd, env });
  onTestFinished(async () => {
    watch.stop('SIGKILL');
    await watch.finished;
  });
  const outcome = async (): Promise<unknown> =>
    JSON.parse(await watch.logged(/\{[^\n]*"outcome":[^\n]*\}(?=\n)/)).outcome;
  expect(await outcome()).toBe('in-sync');
  emulator.clearRequests();
  edit(policy + usersOf('ann', 'ben'));
  expect(await outcome()).toBe('waiting');
  appendFileSync(join(cwd, 'connect-sync.yaml'), entry('cid') + entry('dan'));
  expect(await outcome()).toBe('in-sync');
  expect(writes()).toEqual([]);
});

describe('what is pointless is not sent:', () => {
  const people = Array.from({ length: 40 }, (_, index) => `u${index}`);

  test('A9, F12: a full quota ends creations at once, and says which quota and how many were not tried', async () => {
    const { command, calls } = await field(usersOf(...people), { quotas: { users: 5 } });
    const { code, stdout } = await command('apply', '--auto-approve');
    expect(code).toBe(4);
    const creations = calls().filter((name) => name === 'CreateUser').length;
    expect(creations).toBeLessThan(20);
    expect(stdout).toContain('The quota of the instance for CreateUser is full; ');
    expect(stdout).toMatch(
      /; \d+ changes not tried\. Raise the quota in Service Quotas, or make room, then apply again\./,
    );
    expect(stdout).not.toContain('Run apply again to continue');
  });

  test('A9, F13: credentials that expire end all calls at once, and that is said', async () => {
    const { command, calls, emulator } = await field(usersOf(...people));
    emulator.faults.add({ operation: 'CreateUser', nth: 3, error: 'ExpiredTokenException' });
    const { code, stdout } = await command('apply', '--auto-approve');
    expect(code).toBe(4);
    expect(calls().filter((name) => name === 'CreateUser').length).toBeLessThan(10);
    expect(stdout).toContain('ExpiredTokenException');
    expect(stdout).toMatch(/; \d+ changes not tried\. Refresh the credentials, then apply again\./);
  });
});
