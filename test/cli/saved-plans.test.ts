/** `plan --out` and `apply PLANFILE`, by the command: applied as reviewed, or not at all. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { emulated, folder } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';

const id = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
const head = `version: 1\ninstance: { id: ${id} }\n`;
const user = (username: string, firstName = 'First', more = ''): string =>
  `\n  - { username: ${username}, firstName: ${firstName}, lastName: Last, routingProfile: Basic Routing Profile, securityProfiles: [Agent]${more} }`;
const three = `${head}users:${user('ann')}${user('ben')}${user('cid')}\n`;

const writes = (emulator: Emulator): readonly string[] =>
  emulator
    .requests()
    .map(({ operation }) => operation)
    .filter((name) => !/^(List|Search|Describe|Get)/.test(name));

/** A folder with a configuration and its saved plan, which nobody has applied yet. */
async function reviewed(files = three, options: Parameters<typeof emulated>[0] = {}) {
  const { emulator, env } = await emulated(options);
  const cwd = folder({ 'connect-sync.yaml': files });
  const at = { cwd, env };
  const { code, stderr } = await run(['plan', '--out', 'plan.json'], at);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: '\nSaved the plan as plan.json. To make exactly these changes: connect-sync apply plan.json\n',
  });
  const file = join(cwd, 'plan.json');
  return {
    ...{ emulator, at, file },
    edit: (text: string) => writeFileSync(join(cwd, 'connect-sync.yaml'), text),
    apply: (...more: readonly string[]) => run(['apply', 'plan.json', ...more], at),
  };
}

describe('plan --out', () => {
  test('saves what --format json prints, for its owner alone, and leaves nothing else behind', async () => {
    const { at, file } = await reviewed();
    const { stdout } = await run(['plan', '--format', 'json', '--out', 'again.json'], at);
    expect(readFileSync(file, 'utf8')).toBe(stdout);
    expect(readFileSync(join(at.cwd, 'again.json'), 'utf8')).toBe(stdout);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(at.cwd).sort()).toEqual(['again.json', 'connect-sync.yaml', 'plan.json']);
  });

  test('replaces an older plan, also one that others could read', async () => {
    const { at, file } = await reviewed();
    writeFileSync(file, 'old', { mode: 0o644 });
    await run(['plan', '--out', 'plan.json'], at);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ formatVersion: '1.0' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('that cannot be written is exit 7 and prints no plan', async () => {
    const { at } = await reviewed();
    mkdirSync(join(at.cwd, 'folder'));
    for (const [out, reason] of [
      ['none/plan.json', 'its folder does not exist'],
      ['folder', 'it is there already, and is no file'],
      ['/dev/null', 'it is there already, and is no file'],
      ['x'.repeat(300), 'its name is too long'],
    ] as const) {
      const { code, stdout, stderr } = await run(['plan', '--out', out], at);
      expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
      expect(stderr).toContain(`Cannot write ${out}: ${reason}.`);
    }
    expect(readdirSync(at.cwd).sort()).toEqual(['connect-sync.yaml', 'folder', 'plan.json']);
  });

  test('never replaces the configuration itself', async () => {
    const { at } = await reviewed();
    expect(await run(['plan', '--out', './connect-sync.yaml'], at)).toMatchObject({ code: 64, stdout: '' });
    expect(readFileSync(join(at.cwd, 'connect-sync.yaml'), 'utf8')).toBe(three);
  });

  test('of a wrong configuration saves nothing', async () => {
    const { at, edit } = await reviewed();
    edit(`${head}users: [{ username: 7 }]\n`);
    expect((await run(['plan', '--out', 'new.json'], at)).code).toBe(7);
    expect(readdirSync(at.cwd)).not.toContain('new.json');
  });
});

describe('apply PLANFILE', () => {
  test('A12: makes the reviewed changes without a question', async () => {
    const { apply, at } = await reviewed();
    const { code, stdout } = await apply();
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nApply complete! Resources: 3 added, 0 changed, 0 destroyed\.\n$/);
    expect((await run(['plan', '--detailed-exitcode'], at)).code).toBe(0);
  });

  test('in JSON likewise', async () => {
    const { apply } = await reviewed();
    const { code, stdout } = await apply('--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      type: 'summary',
      create: 3,
      exitCode: 0,
    });
  });

  test('with nothing to do is a success', async () => {
    const { apply, emulator } = await reviewed(`${head}users: []\n`);
    const { code, stdout } = await apply();
    expect({ code, writes: writes(emulator) }).toEqual({ code: 0, writes: [] });
    expect(stdout).toContain('No changes.');
  });

  const others: { readonly [what: string]: readonly [edited: string, told: readonly string[]] } = {
    'with another value': [
      three.replace('ben, firstName: First', 'ben, firstName: Fürst'),
      ['user/ben: warning: firstName: reviewed "First", now "Fürst".', '0 new, 0 gone, 1 different'],
    ],
    'with one more': [
      `${three.trimEnd()}${user('dan')}\n`,
      ['user/dan: warning: Its creation is new, and nobody has reviewed it.', '1 new, 0 gone, 0 different'],
    ],
    'with one less': [
      `${head}users:${user('ann')}${user('ben')}\n`,
      ['user/cid: warning: Its reviewed creation is not needed any more.', '0 new, 1 gone, 0 different'],
    ],
  };
  test.each(Object.entries(others))(
    'A20: %s is exit 6, says what differs, and writes nothing',
    async (_, [edited, told]) => {
      const { apply, edit, emulator } = await reviewed();
      edit(edited);
      const { code, stdout, stderr } = await apply();
      expect({ code, stdout, writes: writes(emulator) }).toEqual({ code: 6, stdout: '', writes: [] });
      for (const words of told) expect(stderr).toContain(words);
      expect(stderr).toContain('Nothing was written to Amazon Connect.');
      const json = await apply('--format', 'json', '--auto-approve');
      const events = json.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(events.map(({ type }) => type)).toEqual(['version', 'plan', 'error', 'summary']);
      expect(events[2].error).toMatchObject({ code: 'plan-outdated' });
      expect({ code: json.code, exitCode: events[3].exitCode, writes: writes(emulator) }).toEqual({
        code: 6,
        exitCode: 6,
        writes: [],
      });
    },
  );

  test('A20: that has been made already is exit 0, and writes nothing', async () => {
    const { apply, emulator } = await reviewed();
    expect((await apply()).code).toBe(0);
    emulator.clearRequests();
    const { code, stderr } = await apply();
    expect({ code, stderr, writes: writes(emulator) }).toEqual({ code: 0, stderr: '', writes: [] });
  });

  test('A20: of which some has been made goes on with the rest', async () => {
    const { apply, at, edit, emulator } = await reviewed();
    expect(await run(['apply', '--target', 'user/ben', '--auto-approve'], at)).toMatchObject({ code: 0 });
    emulator.clearRequests();
    const { code } = await apply();
    expect({ code, writes: writes(emulator) }).toEqual({ code: 0, writes: ['CreateUser', 'CreateUser'] });
    edit(`${head}users:${user('ann')}${user('ben')}\n`);
    const { code: outdated, stderr } = await apply();
    expect(outdated).toBe(6);
    expect(stderr).toContain('0 new, 1 gone, 0 different');
  });

  test('A20: goes on with what is left of one user, and with deletions', async () => {
    const people = (files: string) =>
      `${head.trimEnd()}\nowner: staff\npolicy: { removed: delete, limits: { delete: 3 } }\n${files}`;
    const { apply, at, edit, emulator } = await reviewed(people(`users:${user('ann')}${user('ben')}${user('cid')}\n`));
    await apply();
    const reorganised = people(
      `users:${user('ann', 'New', ', phoneConfig: { afterContactWorkTimeLimit: 9 }')}${user('ben')}\n`,
    );
    edit(reorganised);
    expect(await run(['plan', '--out', 'plan.json'], at)).toMatchObject({ code: 0 });
    edit(people(`users:${user('ann', 'New')}${user('ben')}\n`));
    expect(await run(['apply', '--auto-approve'], at)).toMatchObject({ code: 0 });
    emulator.clearRequests();
    edit(reorganised);
    expect(await apply()).toMatchObject({ code: 0 });
    expect(writes(emulator)).toEqual(['UpdateUserConfig']);
    emulator.clearRequests();
    edit(people(`users:${user('ann')}${user('ben')}\n`));
    expect(await apply()).toMatchObject({ code: 6 });
    expect(writes(emulator)).toEqual([]);
  });

  test('of another instance or Region is exit 6', async () => {
    const { apply, emulator, file } = await reviewed();
    const saved = readFileSync(file, 'utf8');
    for (const [what, edited] of [
      ['instanceId', saved.replace(id, '99a4c4eb-f57e-4d4c-b602-bf39176ced07')],
      ['region', saved.replace('"us-west-2"', '"eu-west-2"')],
    ] as const) {
      writeFileSync(file, edited);
      const { code, stderr } = await apply();
      expect({ code, writes: writes(emulator) }).toEqual({ code: 6, writes: [] });
      expect(stderr).toContain(`The reviewed ${what} is `);
      expect(stderr).toContain('is a plan for another instance; name its configuration with -f.');
    }
  });

  test('of another format is exit 6, a damaged one exit 7, before anything is asked of Connect', async () => {
    const { apply, at, emulator, file } = await reviewed();
    const saved = readFileSync(file, 'utf8');
    emulator.clearRequests();
    for (const [expected, content, message] of [
      [6, saved.replace('"1.0"', '"2.0"'), 'is a plan of another format'],
      [7, saved.replace('First', 'Evil'), 'it was edited after it was made'],
      [7, saved.slice(0, 200), 'it was cut short'],
      [7, Buffer.from([0xff, 0xfe, 0x00]), 'not text in UTF-8'],
    ] as const) {
      writeFileSync(file, content);
      const { code, stderr } = await apply();
      expect({ message, code }).toEqual({ message, code: expected });
      expect(stderr).toContain(message);
    }
    const json = await apply('--format', 'json');
    expect(JSON.parse(json.stdout.split('\n')[1] ?? '')).toMatchObject({
      type: 'error',
      error: { code: expect.any(String) },
    });
    for (const [path, message] of [
      ['none.json', 'There is no such file; save a plan with plan --out.'],
      ['.', 'EISDIR'],
    ] as const) {
      const { code, stderr } = await run(['apply', path], at);
      expect({ path, code }).toEqual({ path, code: 7 });
      expect(stderr).toContain(message);
    }
    expect(emulator.requests()).toEqual([]);
  });

  test('takes no --target of its own, and --partial no less than a plan', async () => {
    expect(await run(['apply', 'plan.json', '--target', 'user/a'])).toMatchObject({ code: 64, stdout: '' });
    expect(await run(['apply', '--partial', '--auto-approve'])).toMatchObject({ code: 64, stdout: '' });
  });

  test('does not stand in for the passwords that are missing', async () => {
    const people = user('ann', 'First', ', email: a@example.com, initialPassword: { env: ANN_PW }');
    const { emulator, env } = await emulated({ identityManagement: 'CONNECT_MANAGED' });
    const at = { cwd: folder({ 'connect-sync.yaml': `${head}users:${people}\n` }), env };
    await run(['plan', '--out', 'plan.json'], at);
    expect(await run(['apply', 'plan.json'], at)).toMatchObject({ code: 7 });
    expect(writes(emulator)).toEqual([]);
    const applied = await run(['apply', 'plan.json'], { ...at, env: { ...env, ANN_PW: 'Hunter2-hunter2' } });
    expect(applied.code).toBe(0);
  });
});

describe('apply PLANFILE --partial', () => {
  test('A12: counts for the deadline', async () => {
    const { apply, emulator } = await reviewed();
    emulator.faults.add({ operation: 'ListUsers', hang: true, times: 100 });
    const { code, stderr } = await apply('--partial', '--deadline', '2s');
    expect(code).toBe(4);
    expect(stderr).toContain('The deadline came before Amazon Connect was read to the end; nothing was written.');
    expect(writes(emulator)).toEqual([]);
  });

  test('makes what is as reviewed, reports the rest and is exit 4', async () => {
    const { apply, edit, emulator } = await reviewed();
    edit(`${three.replace('ben, firstName: First', 'ben, firstName: Other').trimEnd()}${user('dan')}\n`);
    const { code, stdout, stderr } = await apply('--partial');
    expect(code).toBe(4);
    expect(writes(emulator)).toEqual(['CreateUser', 'CreateUser']);
    expect(stdout).toContain('user/ben: skipped: not as reviewed: firstName: reviewed "First", now "Other".');
    expect(stdout).toContain('user/dan: skipped: not as reviewed: its creation is new, and nobody has reviewed it.');
    expect(stdout).toContain('Resources: 2 added, 0 changed, 0 destroyed; 0 resources failed, 2 skipped.');
    expect(stderr).toContain('plan and review it again');
  });

  test('tells in JSON what was skipped, and what was not needed any more', async () => {
    const { apply, edit } = await reviewed();
    edit(`${head}users:${user('ann')}${user('ben', 'Other')}\n`);
    const { code, stdout } = await apply('--partial', '--format', 'json');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(4);
    expect(events.map(({ type, address }) => [type, address])).toEqual([
      ['version', undefined],
      ['plan', undefined],
      ['applyStart', 'user/ann'],
      ['applyComplete', 'user/ann'],
      ['applySkipped', 'user/ben'],
      ['diagnostic', 'user/cid'],
      ['summary', undefined],
    ]);
    expect(events.at(-1)).toMatchObject({ create: 1, skipped: 1, exitCode: 4 });
  });

  test('with nothing left out is exit 0, also where the rest was made already', async () => {
    const { apply, edit, emulator } = await reviewed();
    edit(`${head}users:${user('ann')}\n`);
    expect((await apply('--partial')).code).toBe(0);
    expect(writes(emulator)).toEqual(['CreateUser']);
    emulator.clearRequests();
    expect((await apply('--partial')).code).toBe(0);
    expect(writes(emulator)).toEqual([]);
  });

  test('of which nothing is as reviewed is exit 6', async () => {
    const { apply, edit, emulator } = await reviewed();
    edit(three.replaceAll('First', 'Other'));
    const { code, stderr } = await apply('--partial');
    expect({ code, writes: writes(emulator) }).toEqual({ code: 6, writes: [] });
    expect(stderr).toContain('0 new, 0 gone, 3 different');
  });
});

test('a plan with --target is applied to its targets only', async () => {
  const { emulator, at, edit } = await reviewed();
  await run(['plan', '--target', 'user/ben', '--out', 'plan.json'], at);
  edit(three.replace('ann, firstName: First', 'ann, firstName: Other'));
  const { code } = await run(['apply', 'plan.json'], at);
  expect({ code, writes: writes(emulator) }).toEqual({ code: 0, writes: ['CreateUser'] });
  expect(emulator.requests().find(({ operation }) => operation === 'CreateUser')?.input).toMatchObject({
    Username: 'ben',
  });
});

test('who serves a queue is counted when the plan is applied, with what is left out and with what was accepted', async () => {
  const queues = ['Calls', 'Claims'].map((name) => ({ name }));
  const routingProfiles = queues.map(({ name }) => ({ name, queues: [{ queue: name, channel: 'VOICE' }] }));
  const live = (username: string, routingProfile: string) => ({
    ...{ username, firstName: 'F', lastName: 'L', routingProfile },
  });
  const users = [live('ann@example.com', 'Calls'), live('ben', 'Calls'), live('cid', 'Claims')];
  const seed = { version: 1, instances: [{ queues, routingProfiles, users }] };
  const { emulator, env } = await emulated({ seed });
  const asked = (annGoesTo: string, least: number): string =>
    `${head}policy: { coverage: { Calls: ${least} }, limits: { update: "100%" } }\nusers:
  - { username: ann@example.com, routingProfile: ${annGoesTo} }\n  - { username: cid, routingProfile: Calls }\n`;
  const cwd = folder({ 'connect-sync.yaml': asked('Claims', 2) });
  const at = { cwd, env };
  const sentence =
    'The queue "Calls" may be down to 1 of 2 users while the plan is applied; policy.coverage asks for 2.';
  const refused = await run(['plan', '--mask', '--out', 'plan.json'], at);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(`${sentence} Acknowledge with --accept coverage=1.`);
  expect(refused.stdout).toContain('  Calls VOICE                  2       1       2');
  expect(refused.stdout).toContain('user/a***@example.com');
  expect((await run(['apply', 'plan.json'], at)).code).toBe(3);
  expect(writes(emulator)).toEqual([]);
  const { stdout, code } = await run(['plan', '--accept', 'coverage=1', '--out', 'plan.json'], at);
  expect({ code, accepted: stdout.includes(`${sentence} Acknowledged.`) }).toEqual({ code: 0, accepted: true });
  // Cid has another profile by now, so that change is not as it was reviewed.
  writeFileSync(join(cwd, 'other.yaml'), `${head}users: [{ username: cid, routingProfile: Basic Routing Profile }]\n`);
  expect((await run(['apply', '-f', 'other.yaml', '--auto-approve'], at)).code).toBe(0);
  const partly = await run(['apply', 'plan.json', '--partial', '--mask', '--accept', 'coverage=1'], at);
  expect(partly.code).toBe(4);
  expect(partly.stdout).toContain('  Calls VOICE                  2       1       1');
  expect(partly.stdout).toContain('user/a***@example.com: updated (UpdateUserRoutingProfile)');
});
