/** The built `watch` in real time, on real files: what wakes it, what it does, and how it leaves. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { emulated, folder, run, start } from '../support/binary.ts';

const head = 'version: 1\ninstance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }\n';
const entry = (username: string, lastName = 'Doe', more = ''): string =>
  `  - { username: ${username}, firstName: First, lastName: ${lastName}, routingProfile: Basic Routing Profile, securityProfiles: [Agent]${more} }\n`;
const users = (...entries: readonly string[]): string => `users:\n${entries.join('')}`;
const isRead = /^(List|Search|Describe|Get)/;

const writes = (emulator: Emulator): readonly string[] =>
  emulator.requests().flatMap(({ operation }) => (isRead.test(operation) ? [] : [operation]));

interface Options {
  readonly options?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  readonly emulator?: Parameters<typeof emulated>[0];
}

/** A watch of these files that has made its first pass. */
async function watching(cwd: string, { options = [], env = {}, emulator: settings = {} }: Options = {}) {
  const { emulator, env: found } = await emulated(settings);
  const watch = start(['watch', '--interval', '1h', ...options], { cwd, env: { ...found, ...env } });
  onTestFinished(async () => {
    watch.stop('SIGKILL');
    await watch.finished;
  });
  const pass = async (): Promise<{ readonly [fact: string]: unknown }> =>
    JSON.parse(await watch.logged(/\{[^\n]*"outcome":[^\n]*\}(?=\n)/));
  return { emulator, watch, pass };
}

const simple = (text: string): string => folder({ 'connect-sync.yaml': head + text });

describe('a pass is made', () => {
  test('at the start, and again when a file is written', async () => {
    const cwd = simple(users(entry('jane')));
    const { emulator, pass } = await watching(cwd);
    expect(await pass()).toMatchObject({ pass: 1, trigger: 'start', outcome: 'applied' });
    writeFileSync(join(cwd, 'connect-sync.yaml'), head + users(entry('jane', 'Dorn')));
    expect(await pass()).toMatchObject({ pass: 2, trigger: 'files', outcome: 'applied' });
    expect(writes(emulator)).toEqual(['CreateUser', 'UpdateUserIdentityInfo']);
  });

  test('when an editor replaces a file', async () => {
    const cwd = simple(users(entry('jane')));
    const { pass } = await watching(cwd);
    await pass();
    for (const lastName of ['Dorn', 'Dill']) {
      writeFileSync(join(cwd, '.connect-sync.yaml.swp'), head + users(entry('jane', lastName)));
      renameSync(join(cwd, '.connect-sync.yaml.swp'), join(cwd, 'connect-sync.yaml'));
      expect(await pass()).toMatchObject({ trigger: 'files', outcome: 'applied' });
    }
  });

  test('when a file comes that a pattern matches, also in a new folder, and when it goes', async () => {
    const cwd = simple('include: ["people/**/*.yaml"]\n');
    mkdirSync(join(cwd, 'people'));
    writeFileSync(join(cwd, 'people/a.yaml'), users(entry('jane')));
    const { emulator, pass } = await watching(cwd);
    await pass();
    writeFileSync(join(cwd, 'people/b.yaml'), users(entry('omar')));
    expect(await pass()).toMatchObject({ trigger: 'files', outcome: 'applied' });
    mkdirSync(join(cwd, 'people/emea/dublin'), { recursive: true });
    writeFileSync(join(cwd, 'people/emea/dublin/c.yaml'), users(entry('li.na')));
    expect(await pass()).toMatchObject({ trigger: 'files', outcome: 'applied' });
    writeFileSync(join(cwd, 'people/emea/dublin/c.yaml'), users(entry('li.na', 'Li')));
    expect(await pass()).toMatchObject({ trigger: 'files', outcome: 'applied' });
    rmSync(join(cwd, 'people/b.yaml'));
    expect(await pass()).toMatchObject({ trigger: 'files', outcome: 'in-sync' });
    expect(emulator.instances[0]?.users).toBe(3);
  });

  test('when a folder is taken away and comes back', async () => {
    const cwd = simple('include: [people/*.yaml]\n');
    const fill = (lastName: string): void => {
      mkdirSync(join(cwd, 'people'));
      writeFileSync(join(cwd, 'people/a.yaml'), users(entry('jane', lastName)));
    };
    fill('Doe');
    const { pass } = await watching(cwd);
    await pass();
    rmSync(join(cwd, 'people'), { recursive: true });
    expect(await pass()).toMatchObject({ outcome: 'invalid' });
    fill('Dorn');
    expect(await pass()).toMatchObject({ outcome: 'applied' });
    writeFileSync(join(cwd, 'people/a.yaml'), users(entry('jane', 'Dill')));
    expect(await pass()).toMatchObject({ outcome: 'applied' });
  });

  test('when Kubernetes swaps a mounted ConfigMap', async () => {
    const cwd = folder({});
    const publish = (version: string, lastName: string): void => {
      mkdirSync(join(cwd, `..${version}`));
      writeFileSync(join(cwd, `..${version}`, 'connect-sync.yaml'), `${head}include: [people.yaml]\n`);
      writeFileSync(join(cwd, `..${version}`, 'people.yaml'), users(entry('jane', lastName)));
      symlinkSync(`..${version}`, join(cwd, '..data_tmp'));
      renameSync(join(cwd, '..data_tmp'), join(cwd, '..data'));
    };
    publish('2026_1', 'Doe');
    for (const file of ['connect-sync.yaml', 'people.yaml']) symlinkSync(join('..data', file), join(cwd, file));
    const { pass } = await watching(cwd);
    await pass();
    for (const [version, lastName] of [
      ['2026_2', 'Dorn'],
      ['2026_3', 'Dill'],
    ] as const) {
      publish(version, lastName);
      expect(await pass()).toMatchObject({ trigger: 'files', outcome: 'applied' });
    }
    // The kubelet clears away what is no longer pointed at, which changes nothing.
    rmSync(join(cwd, '..2026_1'), { recursive: true });
    publish('2026_4', 'Dunn');
    expect(await pass()).toMatchObject({ pass: 4, trigger: 'files', outcome: 'applied' });
  });

  test('once for a checkout of many files', async () => {
    const cwd = simple('include: [people/*.yaml]\n');
    const git = (...argv: readonly string[]): void => {
      const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...argv], { cwd });
      if (status !== 0) throw new Error(String(stderr));
    };
    const fill = (lastName: string): void => {
      for (let index = 0; index < 100; index++)
        writeFileSync(join(cwd, `people/${index}.yaml`), users(entry(`agent${index}`, lastName)));
    };
    mkdirSync(join(cwd, 'people'));
    git('init', '-q', '-b', 'main');
    fill('Doe');
    git('add', '.');
    git('commit', '-qm', 'one');
    git('checkout', '-qb', 'other');
    fill('Dorn');
    git('commit', '-qam', 'two');
    git('checkout', '-q', 'main');
    const { emulator, pass } = await watching(cwd, { options: ['--mode', 'observe'] });
    await pass();
    git('checkout', '-q', 'other');
    expect(await pass()).toMatchObject({ pass: 2, trigger: 'files', outcome: 'observed' });
    writeFileSync(join(cwd, 'connect-sync.yaml'), `${head}users: []\n`);
    expect(await pass()).toMatchObject({ pass: 3, trigger: 'files' });
    expect(writes(emulator)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('at SIGHUP', async () => {
    const cwd = simple(users(entry('jane')));
    const { watch, pass } = await watching(cwd);
    await pass();
    watch.stop('SIGHUP');
    expect(await pass()).toMatchObject({ trigger: 'signal' });
  });

  test('at every interval, and none for a file that was only touched', async () => {
    const cwd = simple(users(entry('jane')));
    const { emulator, watch, pass } = await watching(cwd, { options: ['--interval', '10s', '--log-level', 'debug'] });
    await pass();
    emulator.clearRequests();
    utimesSync(join(cwd, 'connect-sync.yaml'), 1, 1);
    await watch.logged(/"message":"Looking.","pass":2,"trigger":"files"/);
    expect(await pass()).toMatchObject({ pass: 2, trigger: 'interval', outcome: 'in-sync' });
    expect(emulator.requests().filter(({ operation }) => operation === 'ListUsers')).toHaveLength(1);
  });
});

describe('trouble', () => {
  test('with a file is told with its place, changes nothing, and is over when the file is fixed', async () => {
    const cwd = simple(users(entry('jane')));
    const { emulator, watch, pass } = await watching(cwd);
    await pass();
    const before = emulator.requests().length;
    appendFileSync(join(cwd, 'connect-sync.yaml'), '  - nonsense\n');
    expect(await watch.logged(/connect-sync\.yaml:5:5: /)).toBeTruthy();
    expect(await pass()).toMatchObject({ level: 'error', outcome: 'invalid' });
    expect(emulator.requests()).toHaveLength(before);
    writeFileSync(join(cwd, 'connect-sync.yaml'), head + users(entry('jane', 'Dorn')));
    expect(await pass()).toMatchObject({ outcome: 'applied' });
  });

  test('with the files at its start is exit 7, and nothing is sent', async () => {
    const { emulator, env } = await emulated();
    const cwd = simple('users: [{ username: a, emial: x }]\n');
    const { code, stdout, stderr } = await run(['watch', '--log-format', 'text'], { cwd, env });
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(stderr).toMatch(/ error connect-sync\.yaml:3:24: Unknown key "emial"/);
    expect(stderr).toMatch(/ error The configuration has an error; nothing was written\./);
    expect(emulator.requests()).toEqual([]);
  });

  test('with credentials is told once, and over once there are some', async () => {
    const cwd = folder({ 'connect-sync.yaml': head + users(entry('jane')) });
    const credentials = join(cwd, 'credentials');
    const env = {
      ...{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
      ...{ AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: join(cwd, 'config') },
    };
    const { emulator, watch, pass } = await watching(cwd, { env });
    expect(await pass()).toMatchObject({ level: 'error', trigger: 'start', outcome: 'failed' });
    writeFileSync(credentials, '[default]\naws_access_key_id = a\naws_secret_access_key = b\n');
    expect(await pass()).toMatchObject({ trigger: 'retry', outcome: 'applied' });
    expect(writes(emulator)).toEqual(['CreateUser']);
    watch.stop('SIGTERM');
    expect((await watch.finished).stderr.match(/"outcome":"failed"/g)).toHaveLength(1);
  });

  test('with a password in the files is none in the log', async () => {
    const secret = 'Hunter2-hunter2';
    const cwd = simple(users(entry('jane', 'Doe', ', email: jane@example.com, initialPassword: { env: JANE_PW }')));
    const { emulator, watch, pass } = await watching(cwd, {
      ...{ options: ['--log-level', 'debug'], env: { JANE_PW: secret } },
      emulator: { identityManagement: 'CONNECT_MANAGED' },
    });
    emulator.faults.add({ operation: 'CreateUser', error: 'InvalidParameterException', message: `Not ${secret}.` });
    await pass();
    expect(await pass()).toMatchObject({ outcome: 'applied' });
    watch.stop('SIGTERM');
    const { stdout, stderr } = await watch.finished;
    expect(stdout + stderr).not.toContain(secret);
    expect(stdout + stderr).not.toContain('undefined');
  });
});

test('the limits of the files hold, anew when they change, and those of the command line win', async () => {
  const limited = (rate: number): string =>
    `${head}throttle: { ListUsers: { rate: ${rate} } }\n${users(entry('jane'))}`;
  const cwd = folder({ 'connect-sync.yaml': limited(5) });
  const { watch, pass } = await watching(cwd, {
    options: ['--listen', '127.0.0.1:0', '--rate', 'SearchUsers=7'],
  });
  const [url] = /http:[^"]*(?=\/")/.exec(await watch.logged(/"Status page: [^"]*"/)) ?? [];
  const rates = async () => {
    const status = (await (await fetch(`${url}/status`)).json()) as {
      readonly rates: readonly { readonly operation: string }[];
    };
    return Object.fromEntries(status.rates.map(({ operation, ...rate }) => [operation, rate]));
  };
  await pass();
  expect(await rates()).toMatchObject({
    ListUsers: { allowedPerSecond: 5, requests: 1 },
    SearchUsers: { allowedPerSecond: 7 },
  });
  writeFileSync(join(cwd, 'connect-sync.yaml'), limited(3));
  await pass();
  expect(await rates()).toMatchObject({
    ListUsers: { allowedPerSecond: 3, requests: 2 },
    SearchUsers: { allowedPerSecond: 7 },
  });
});

describe('a plan that a safety rule refuses', () => {
  const people = (count: number): string =>
    users(...Array.from({ length: count }, (_, index) => entry(`agent${index}`)));
  const policy = 'owner: me\npolicy: { removed: delete, settle: 0s, limits: { delete: 1 } }\n';
  const listed = (count: number): string => head + policy + people(count);

  test('is told, changes nothing, and waits for other files', async () => {
    const cwd = folder({ 'connect-sync.yaml': listed(6) });
    const { emulator, pass } = await watching(cwd);
    await pass();
    emulator.clearRequests();
    writeFileSync(join(cwd, 'connect-sync.yaml'), listed(3));
    expect(await pass()).toMatchObject({
      ...{ level: 'error', outcome: 'refused' },
      message: expect.stringMatching(/limits\.delete: 3 of 6 users would be deleted.*--accept delete=3/),
    });
    expect(writes(emulator)).toEqual([]);
    writeFileSync(join(cwd, 'connect-sync.yaml'), listed(5));
    expect(await pass()).toMatchObject({ outcome: 'applied' });
    expect(emulator.instances[0]?.users).toBe(5);
  });

  test('is one, too, that goes beyond a limit together with what its earlier passes changed', async () => {
    const renamed = (count: number): string =>
      `${head}policy: { limits: { update: 3 } }\n` +
      users(...Array.from({ length: 10 }, (_, index) => entry(`agent${index}`, index < count ? 'Dorn' : 'Doe')));
    const cwd = folder({ 'connect-sync.yaml': renamed(0) });
    const { emulator, pass } = await watching(cwd);
    await pass();
    writeFileSync(join(cwd, 'connect-sync.yaml'), renamed(3));
    expect(await pass()).toMatchObject({ outcome: 'applied' });
    emulator.clearRequests();
    writeFileSync(join(cwd, 'connect-sync.yaml'), renamed(4));
    expect(await pass()).toMatchObject({
      ...{ level: 'error', outcome: 'refused' },
      message: expect.stringContaining('limits.update.window: 1 of 10 users would be updated and 3 others were'),
    });
    expect(writes(emulator)).toEqual([]);
  });

  test('is made at the start of one that was told its exact number, and of that number only once', async () => {
    const cwd = folder({ 'connect-sync.yaml': listed(6) });
    const { emulator, env } = await emulated();
    await run(['apply', '--auto-approve'], { cwd, env });
    writeFileSync(join(cwd, 'connect-sync.yaml'), listed(4));
    const watch = start(['watch', '--accept', 'delete=2'], { cwd, env });
    await watch.logged(/"outcome":"applied"/);
    expect(emulator.instances[0]?.users).toBe(4);
    writeFileSync(join(cwd, 'connect-sync.yaml'), listed(2));
    await watch.logged(/"outcome":"refused"/);
    watch.stop('SIGTERM');
    await watch.finished;
    expect(emulator.instances[0]?.users).toBe(4);
  });
});

test.skipIf(process.platform === 'win32')('SIGUSR1 suspends, SIGUSR2 resumes', async () => {
  const cwd = simple(users(entry('jane')));
  const { emulator, watch, pass } = await watching(cwd);
  await pass();
  watch.stop('SIGUSR1');
  await watch.logged(/Suspended/);
  writeFileSync(join(cwd, 'connect-sync.yaml'), head + users(entry('jane', 'Dorn')));
  expect(await pass()).toMatchObject({ outcome: 'waiting' });
  expect(writes(emulator)).toEqual(['CreateUser']);
  watch.stop('SIGUSR2');
  expect(await pass()).toMatchObject({ trigger: 'resume', outcome: 'applied' });
  watch.stop('SIGTERM');
  expect((await watch.finished).stderr).not.toContain('Debugger');
});

test('outside of the windows it reports and waits', async () => {
  const hour = new Date(Date.now() + 12 * 3_600_000).getUTCHours();
  const policy = `policy: { windows: [{ schedule: "0 ${hour} * * *", duration: 1h, timeZone: UTC }] }\n`;
  const { emulator, pass } = await watching(simple(policy + users(entry('jane'))));
  expect(await pass()).toMatchObject({ outcome: 'waiting', message: expect.stringContaining('policy.windows') });
  expect(writes(emulator)).toEqual([]);
});

describe('told to leave', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('by %s, it leaves with 0', async (signal) => {
    const { watch, pass } = await watching(simple(users(entry('jane'))));
    await pass();
    watch.stop(signal);
    const { code, stdout, stderr } = await watch.finished;
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    for (const line of stderr.trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ time: /^\d{4}-/.test(line) ? '' : expect.stringMatching(/Z$/) });
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ message: 'Stopped.' });
  });

  test('in the middle of an apply, it finishes what is under way and tells of it', async () => {
    const many = users(...Array.from({ length: 60 }, (_, index) => entry(`agent${index}`)));
    const { emulator, watch, pass } = await watching(simple(many), {
      emulator: { settings: { latencies: { CreateUser: 100 } } },
    });
    await watch.logged(/: created/);
    watch.stop('SIGTERM');
    expect(await pass()).toMatchObject({ outcome: 'waiting', message: expect.stringContaining('Stopped on the way') });
    const { code, stderr } = await watch.finished;
    expect(code).toBe(0);
    expect(emulator.instances[0]?.users).toBe(stderr.match(/: created/g)?.length);
    expect(emulator.instances[0]?.users).toBeLessThan(60);
  });

  test('while a call is never answered, it ends all the same', async () => {
    const { emulator, watch } = await watching(simple(users(entry('jane'))), {
      emulator: { settings: { faults: [{ operation: 'CreateUser', hang: true }] } },
    });
    await expect.poll(() => writes(emulator), { timeout: 10_000 }).toEqual(['CreateUser']);
    watch.stop('SIGTERM');
    const { code, stderr } = await watch.finished;
    expect(code).toBe(0);
    expect(stderr).toContain('were not answered in time');
  }, 30_000);
});

test.each([
  ['an interval that is too short', ['--interval', '0s'], 'It takes a time from 1s to 7d'],
  ['an interval that is none', ['--interval', 'often'], 'It takes a time from 1s to 7d'],
  ['a mode that there is not', ['--mode', 'guess'], 'Allowed choices are apply, observe'],
  ['a level that there is not', ['--log-level', 'all'], 'Allowed choices are error, warn, info, debug'],
])('%s is wrong usage', async (_, argv, message) => {
  const { code, stderr } = await run(['watch', ...argv]);
  expect(code).toBe(64);
  expect(stderr).toContain(message);
});
