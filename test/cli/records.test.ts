/** What an apply leaves on this machine, and what `runs` tells of it; by the command. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placesOf } from '../../src/app/instance/connection.ts';
import { readLine } from '../../src/keep/record.ts';
import { emulated, folder, type RunOptions, run as runBuilt, start } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';
import { configuration, instanceId, people, person } from '../support/people.ts';

/** A folder with a configuration, and a state folder of its own. */
function place(users: readonly object[], env: { readonly [name: string]: string }, more: object = {}) {
  const cwd = folder({ 'connect-sync.yaml': configuration(users, more) });
  const state = join(cwd, 'state');
  // The emulator's account, and where it listens, are part of the name.
  const region = env['AWS_REGION'] ?? '';
  const arn = `arn:aws:connect:${region}:123456789012:instance/${instanceId}`;
  const kept = placesOf({ id: instanceId, arn, region }, env['AWS_ENDPOINT_URL_CONNECT']);
  const own = join(state, 'connect-sync', kept.place);
  const runs = join(own, 'runs');
  return {
    ...{ cwd, state, own, at: { cwd, env: { ...env, XDG_STATE_HOME: state } } satisfies RunOptions },
    configure: (next: readonly object[]) => writeFileSync(join(cwd, 'connect-sync.yaml'), configuration(next, more)),
    /** Texts of the records, in the order of their runs. */
    records: () =>
      existsSync(runs)
        ? readdirSync(runs)
            .sort()
            .map((name) => readFileSync(join(runs, name), 'utf8'))
        : [],
  };
}

const apply = ['apply', '--auto-approve'];
const linesIn = (record: string) => record.split('\n').flatMap((line) => readLine(line) ?? []);

test('A25: an apply is recorded, listed and told; one without changes is not', { timeout: 120_000 }, async () => {
  const { env } = await emulated();
  const { at, configure, records } = place([person('jane', { tags: { site: 'a' } })], env, { owner: 'emea' });
  expect((await run(apply, at)).code).toBe(0);
  configure([person('jane', { tags: { site: 'b' }, lastName: 'Dorn' }), person('li.na', { firstName: '娜' })]);
  expect((await run(apply, at)).code).toBe(0);
  expect((await run(apply, at)).code).toBe(0);
  expect(records()).toHaveLength(2);

  const offline = { ...at, env: { XDG_STATE_HOME: at.env['XDG_STATE_HOME'] ?? '' } };
  const list = await run(['runs'], offline);
  expect(list.code).toBe(0);
  const [head, ...rows] = list.stdout.trimEnd().split('\n');
  expect(head).toMatch(/^RUN +BEGUN +TOOK +INSTANCE +BY +COMMAND +RESULT +CHANGES$/);
  expect(rows.map((row) => row.replace(/^\S+ +\S+ \S+ UTC +.* s +connect-sync-local +\S+@\S+ +/, ''))).toEqual([
    'apply    complete  1 added, 1 changed',
    'apply    complete  1 added',
  ]);

  const shown = await run(['runs', 'show', 'latest'], offline);
  expect(shown.stdout).toContain('~ user/jane\n    ~ lastName: "jane" -> "Dorn"\n    ~ tags.site: "a" -> "b"\n');
  expect(shown.stdout).toMatch(/user\/jane: updated \((?:UpdateUserIdentityInfo, TagResource|TagResource, .*)\)/);
  expect(shown.stdout).toContain('Owner:    emea\n');
  expect(shown.stdout).toMatch(/\nApply complete! Resources: 1 added, 1 changed, 0 destroyed\.\n$/);

  const history = await run(['runs', '--user', 'JANE'], offline);
  expect(
    history.stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.replace(/^.*@\S+ +/, '')),
  ).toEqual(['update user/jane  complete  lastName, tags', 'create user/jane  complete  CreateUser']);
  // Who has applied it, and where.
  expect(history.stdout).toMatch(/ connect-sync-local +\S+@\S+ +update user\/jane/);
  expect((await run(['runs', '--user', 'nobody'], offline)).stdout).toBe('No run here has changed nobody.\n');
  const told = JSON.parse((await run(['runs', '--user', 'user/li.na', '--format', 'json'], offline)).stdout);
  expect(told.changes).toMatchObject([
    { address: 'user/li.na', action: 'create', outcome: 'complete', command: 'apply' },
  ]);

  const [newer = '', id = ''] = rows.map((row) => row.split(' ')[0] ?? '');
  const shared = [...id].findIndex((character, index) => character !== newer[index]);
  for (const name of [id, id.slice(0, shared + 1)]) {
    const json = JSON.parse((await run(['runs', 'show', name, '--format', 'json'], offline)).stdout);
    expect(json).toMatchObject({
      ...{ formatVersion: '1.0', run: { id, result: 'complete', exitCode: 0, owner: 'emea' }, unanswered: [] },
      changes: [
        { address: 'user/jane', action: 'create', before: null, calls: [{ call: 'CreateUser', outcome: 'done' }] },
      ],
    });
  }
  const { runs } = JSON.parse((await run(['runs', '--format', 'json', '--limit', '1'], offline)).stdout);
  expect(runs).toMatchObject([{ state: 'ended', counts: { create: 1, update: 1 }, by: { pid: expect.any(Number) } }]);
});

test('what failed and what waited in vain is told with its reason', async () => {
  const { emulator, env } = await emulated();
  const { at } = place([person('jane'), person('omar')], env);
  emulator.faults.add({ operation: 'CreateUser', nth: 1, error: 'InvalidParameterException', message: 'No.' });
  expect((await run(apply, at)).code).toBe(4);
  const { stdout } = await run(['runs', 'show', 'latest'], at);
  expect(stdout).toMatch(/: failed: CreateUser: InvalidParameterException: No\. \(request [\w-]+\)/);
  expect(stdout).toMatch(/1 resource failed, 0 skipped\. Run apply again to continue\.\nExit code 4\.\n$/);
  expect((await run(['runs'], at)).stdout).toMatch(/ incomplete +1 added, 1 failed\n$/);
});

test('no password is in a record, whatever Connect repeats of it', async () => {
  const { emulator, env } = await emulated({ identityManagement: 'CONNECT_MANAGED' });
  const secret = 'Hunter2-hunter2';
  const jane = person('jane', { email: 'jane@example.com', initialPassword: { env: 'JANE_PW' } });
  const { at, records } = place([jane], { ...env, JANE_PW: secret });
  emulator.faults.add({ operation: 'CreateUser', error: 'InvalidParameterException', message: `Not ${secret}.` });
  await run(apply, at);
  await run(apply, at);
  expect(records()).toHaveLength(2);
  for (const record of records()) {
    expect(record).not.toContain(secret);
    expect(record).toContain('"initialPassword":{"env":"JANE_PW"}');
  }
});

describe('killed at any moment', () => {
  test.each([1, 5, 9])('after %i answers, the record is true, and the next apply completes', async (answers) => {
    const { emulator, env } = await emulated();
    const { at, records } = place(people(12), env);
    emulator.faults.add({ operation: 'CreateUser', times: 999, latency: 15 });
    const killed = start(apply, at);
    await expect
      .poll(() => (records()[0] ?? '').split('"outcome":"done"').length - 1, { interval: 1, timeout: 15_000 })
      .toBeGreaterThanOrEqual(answers);
    killed.stop('SIGKILL');
    expect((await killed.finished).code).toBeNull();

    const [record = ''] = records();
    const lines = linesIn(record);
    // All lines are whole but for the last one.
    expect(record.split('\n').length - lines.length).toBeLessThanOrEqual(1);
    const calls = (phase: string) => lines.filter((line) => line.type === 'call' && line.phase === phase);
    const made = emulator.instances[0]?.users ?? 0;
    const [begun, done] = [calls('begin').length, calls('end').length];
    expect(done).toBeLessThanOrEqual(made);
    expect(made).toBeLessThanOrEqual(begun);

    const listed = await run(['runs'], at);
    expect(listed.stdout).toMatch(/ killed +\d+ added\n$/);
    const told = await run(['runs', 'show', 'latest'], at);
    const unanswered = `${begun - done} call${begun - done === 1 ? ' was' : 's were'} begun and never answered:`;
    expect(told.stdout.includes(unanswered)).toBe(begun > done);
    const asJson = JSON.parse((await run(['runs', 'show', 'latest', '--format', 'json'], at)).stdout);
    expect(asJson).toMatchObject({ run: { state: 'killed', exitCode: null, endedAt: null } });
    expect(asJson.unanswered).toHaveLength(begun - done);

    // It does not have to wait for the lock of the dead.
    expect((await run(apply, at)).code).toBe(0);
    expect(emulator.instances[0]?.users).toBe(12);
    expect((await run(['plan', '--detailed-exitcode'], at)).code).toBe(0);
    expect((await run(['runs'], at)).stdout).toMatch(/ complete .*\n.* killed /);
  });
});

describe('a state folder that cannot be used', () => {
  test('is exit 7 where it was asked for, before the first write', async () => {
    const { emulator, env } = await emulated();
    const { at, cwd } = place([person('jane')], env);
    writeFileSync(join(cwd, 'taken'), '');
    const { code, stderr } = await run([...apply, '--state-dir', 'taken'], at);
    expect(code).toBe(7);
    expect(stderr).toContain(`The state folder cannot be used. Cannot read ${cwd}/taken/`);
    expect(emulator.requests().filter(({ operation }) => operation === 'CreateUser')).toEqual([]);
  });
  test.each([
    ['is a file', { XDG_STATE_HOME: '/dev/null' }, 'Cannot read /dev/null/'],
    ['has no home', { XDG_STATE_HOME: '', HOME: '' }, 'There is no home folder'],
  ])('is a warning where it is the default and %s', async (_, more, reason) => {
    const { emulator, env } = await emulated();
    const { at } = place([person('jane')], env);
    const { code, stderr } = await run(apply, { ...at, env: { ...env, ...more } });
    expect({ code, users: emulator.instances[0]?.users }).toEqual({ code: 0, users: 1 });
    expect(stderr.match(/warning: no record of this run is kept, and no lock/g)).toHaveLength(1);
    expect(stderr).toContain(reason);
  });
  test('but for records only is locked all the same, and says what is missing', async () => {
    const { emulator, env } = await emulated();
    const { at, state, own } = place([person('jane')], env);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'runs'), 'a file in the place of a folder');
    const asked = await run([...apply, '--state-dir', join(state, 'connect-sync')], at);
    expect({ code: asked.code, users: emulator.instances[0]?.users }).toEqual({ code: 7, users: 0 });
    const { code, stderr } = await run(apply, at);
    expect({ code, users: emulator.instances[0]?.users }).toEqual({ code: 0, users: 1 });
    expect(stderr).toMatch(/^warning: no record of this run is kept\. Cannot make the folder .*\n$/);
    expect(readdirSync(join(own, 'lock'))).not.toEqual([]);
  });
  test('that is full in mid-run stops the apply: no call is sent of which nobody would know', async () => {
    const { emulator, env } = await emulated();
    const { at, records } = place(people(12), env);
    emulator.faults.add({ operation: 'CreateUser', times: 999, latency: 10 });
    const main = join(import.meta.dirname, '../../dist/main.js');
    // No file may grow beyond 4 KiB, which says the same as a full disk.
    const limited = `ulimit -f 4; trap '' XFSZ; exec "$0" ${main} apply --auto-approve`;
    const { PATH = '' } = process.env;
    const child = spawn('bash', ['-c', limited, process.execPath], { cwd: at.cwd, env: { PATH, ...at.env } });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    const made = emulator.instances[0]?.users ?? 0;
    expect({ code, some: made > 0 && made < 12 }).toEqual({ code: 4, some: true });
    expect(stderr).toMatch(
      /The record of this run cannot be kept\. Cannot write .*ndjson: EFBIG.* Finishing the calls/,
    );
    expect(stdout).toContain(`Resources: ${made} added`);
    const lines = linesIn(records()[0] ?? '');
    const begun = lines.filter((line) => line.type === 'call' && line.phase === 'begin').length;
    const sent = emulator.requests().filter(({ operation }) => operation === 'CreateUser').length;
    expect(sent).toBeLessThanOrEqual(begun);
    expect((await run(apply, at)).code).toBe(0);
    expect(emulator.instances[0]?.users).toBe(12);
  });
});

test('what is asked for wrongly is said', async () => {
  const { env } = await emulated();
  const { at, configure } = place([person('jane')], env);
  await run(apply, at);
  configure([person('jane'), person('omar')]);
  await run(apply, at);
  const nobody = '00000000-0000-0000-0000-000000000000';
  for (const [argv, code, message] of [
    [['show', '2001'], 7, 'There is no run "2001" here'],
    [['show', 'latest', '--instance', nobody], 7, 'No runs are recorded here'],
    [['show', '20'], 7, '"20" is the beginning of several runs: 20'],
    [['--instance', '-x'], 64, "takes an instance's id, ARN or alias"],
    [['--state-dir', 'nowhere'], 7, 'There is no folder '],
    [['--limit', '0'], 64, 'whole number'],
    [['-f', 'nope.yaml'], 7, 'nope.yaml'],
  ] as const) {
    const ended = await run(['runs', ...argv], at);
    expect({ argv, code: ended.code, stdout: ended.stdout }).toEqual({ argv, code, stdout: '' });
    expect(ended.stderr).toContain(message);
  }
});

test('runs are of the instance of a configuration, by id or alias, and a spoilt record is passed over', async () => {
  const { emulator, env } = await emulated();
  const { at, cwd, own } = place([person('jane')], env);
  await run(apply, at);
  const alias = emulator.instances[0]?.alias ?? '';
  writeFileSync(join(cwd, 'alias.yaml'), JSON.stringify({ version: 1, instance: { alias, region: 'us-west-2' } }));
  writeFileSync(
    join(cwd, 'other.yaml'),
    JSON.stringify({ version: 1, instance: { alias: 'other', region: 'us-west-2' } }),
  );
  for (const [file, rows] of [
    ['connect-sync.yaml', 2],
    ['alias.yaml', 2],
    ['other.yaml', 1],
  ] as const) {
    expect((await run(['runs', '-f', file], at)).stdout.trimEnd().split('\n')).toHaveLength(rows);
  }
  writeFileSync(join(own, 'runs', '20991125T120000Z-0000.ndjson'), '\0\0\n{"type":"r');
  const { code, stdout, stderr } = await run(['runs'], at);
  expect({ code, rows: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, rows: 2 });
  expect(stderr).toContain('warning: these are no records of runs: ');
});

test('the demo keeps nothing', async () => {
  const state = folder({});
  expect((await runBuilt(['demo'], { env: { XDG_STATE_HOME: state } })).code).toBe(0);
  expect(readdirSync(state)).toEqual([]);
}, 60_000);

test('A21: a state folder that is named and not there: plan says what is off, apply makes it, runs and unlock refuse', async () => {
  const { env } = await emulated();
  const { at, cwd } = place([person('jane')], env);
  const there = ['--state-dir', 'kept'];
  const planned = await run(['plan', ...there], at);
  expect(planned.code).toBe(0);
  expect(planned.stderr).toContain(`There is no folder ${join(cwd, 'kept')}, so the limits over time`);
  for (const command of [['runs'], ['unlock', '--force']]) {
    const { code, stderr } = await run([...command, ...there], at);
    expect({ command, code }).toEqual({ command, code: 7 });
    expect(stderr).toContain(`There is no folder ${join(cwd, 'kept')}.`);
  }
  expect(existsSync(join(cwd, 'kept'))).toBe(false);
  const applied = await run([...apply, ...there], at);
  expect(applied.code).toBe(0);
  expect(applied.stderr).toContain(`The state folder ${join(cwd, 'kept')} is made.`);
  expect((await run(['runs', ...there], at)).stdout).toContain('complete');
  const watch = start(['watch', '--state-dir', 'other'], at);
  await watch.logged(new RegExp(`The state folder ${join(cwd, 'other')} is made\\.`));
  watch.stop('SIGTERM');
  expect((await watch.finished).code).toBe(0);
});
