/** The built command: what was asked for, what it exits with, and on which stream it says so. */
import { expect, test } from 'vitest';
import { emulated, folder, run, start } from '../support/binary.ts';

const id = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
const head = `version: 1\ninstance: { id: ${id} }\n`;
const user = (username: string, more = ''): string => `
  - username: ${username}
    firstName: First
    lastName: ${username}
    routingProfile: Basic Routing Profile
    securityProfiles: [Agent]
${more}`;
const jane = `${head}users:${user('jane')}`;

test.each([
  ['an unknown command', ['bogus'], 'unknown command'],
  ['an unknown option', ['plan', '--bogus'], 'unknown option'],
  ['an option without its value', ['plan', '--file'], 'argument missing'],
  ['a format that there is not', ['plan', '--format', 'xml'], 'Allowed choices are text, json'],
  ['a port that is none', ['emulator', '--port', '70000'], 'whole number'],
  ['a file without -f', ['validate', 'x.yaml'], 'A configuration is named with -f: connect-sync validate -f x.yaml'],
  ['a word too many', ['runs', 'show', 'one', 'two'], 'too many arguments'],
  ['an instance that is none', ['export', '--instance', 'no id'], "takes an instance's id, ARN or alias"],
  ['an apply that cannot ask', ['apply'], '--auto-approve'],
  ['no command at all', [], 'Usage: connect-sync'],
])('%s is wrong usage', async (_, argv, message) => {
  const { code, stdout, stderr } = await run(argv);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain(message);
});

test('wrong usage is JSON too where JSON was asked for', async () => {
  const plan = await run(['plan', '--format', 'json', '--nope']);
  expect(plan.code).toBe(64);
  expect(JSON.parse(plan.stdout)).toMatchObject({ formatVersion: '1.0', error: { code: 'usage' } });
  const apply = await run(['apply', '--format', 'json']);
  expect(apply.code).toBe(64);
  const events = apply.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ type }) => type)).toEqual(['version', 'error', 'summary']);
  expect(events[2]).toMatchObject({ exitCode: 64 });
});

test.each([['--help'], ['--version'], ['plan', '--help'], ['emulator', '--help']])(
  '%s %s is a success',
  async (...argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toBe('');
  },
);

test('validate needs neither credentials nor network', async () => {
  const cwd = folder({ 'connect-sync.yaml': jane });
  expect(await run(['validate'], { cwd })).toEqual({
    code: 0,
    stdout: 'connect-sync.yaml is valid: 1 user in 1 file.\n',
    stderr: '',
  });
});

test('a wrong file is exit 7 with every problem, and nothing is sent', async () => {
  const { emulator, env } = await emulated();
  const wrong = `${head}users:\n  - username: a\n    mobile: +49301234\n    emial: x\n  - username: A\n`;
  const cwd = folder({ 'connect-sync.yaml': wrong });
  for (const argv of [['validate'], ['plan'], ['apply', '--auto-approve'], ['export']]) {
    const { code, stdout, stderr } = await run(argv, { cwd, env });
    expect({ argv, code, stdout }).toEqual({ argv, code: 7, stdout: '' });
    for (const place of ['5:13', '6:5', '7:15']) expect(stderr).toContain(`connect-sync.yaml:${place}: error: `);
  }
  expect(emulator.requests()).toEqual([]);
});

test('an export that is told of no instance says how to name one', async () => {
  const { code, stderr } = await run(['export'], { cwd: folder({}) });
  expect(code).toBe(7);
  expect(stderr).toContain('name one with --instance ID, or such a file with -f');
});

test('errors in JSON are JSON on stdout', async () => {
  const { env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': `${head}users:\n  - username: a\n    routingProfile: Basic\n` });
  const { code, stdout, stderr } = await run(['plan', '--format', 'json'], { cwd, env });
  expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
  const { formatVersion, error } = JSON.parse(stdout);
  expect(formatVersion).toBe('1.0');
  expect(error).toMatchObject({ code: 'invalid-configuration', message: expect.any(String) });
  expect(error.diagnostics[0]).toMatchObject({
    ...{ severity: 'error', file: 'connect-sync.yaml', line: 4, column: 5, address: 'user/a' },
  });
});

test('a plan with changes is 0, and 2 where that is asked for; after the apply there are none', async () => {
  const { env } = await emulated();
  const at = { cwd: folder({ 'connect-sync.yaml': jane }), env };
  expect((await run(['plan'], at)).code).toBe(0);
  expect((await run(['plan', '--detailed-exitcode'], at)).code).toBe(2);
  const applied = await run(['apply', '--auto-approve'], at);
  expect({ code: applied.code, stderr: applied.stderr }).toEqual({ code: 0, stderr: '' });
  expect(applied.stdout).toMatch(/\nApply complete! Resources: 1 added, 0 changed, 0 destroyed\.\n$/);
  expect(await run(['plan', '--detailed-exitcode'], at)).toEqual({
    code: 0,
    stdout: 'No changes. Amazon Connect matches the configuration.\nRead: 6 API calls.\n',
    stderr: '',
  });
});

test('an apply in JSON begins with the version and ends with the summary', async () => {
  const { env } = await emulated();
  const at = { cwd: folder({ 'connect-sync.yaml': jane }), env };
  const { code, stdout } = await run(['apply', '--auto-approve', '--format', 'json'], at);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(events.map(({ type }) => type)).toEqual(['version', 'plan', 'applyStart', 'applyComplete', 'summary']);
  expect(events[0]).toEqual({ type: 'version', ui: '1.0' });
  expect(events[3]).toMatchObject({ address: 'user/jane', action: 'create' });
  expect(events[4]).toEqual({
    ...{ type: 'summary', create: 1, update: 0, delete: 0, adopt: 0, failed: 0, skipped: 0, exitCode: 0 },
    seconds: expect.any(Number),
  });
});

test('some made and some refused is exit 4', async () => {
  const { emulator, env } = await emulated();
  emulator.faults.add({ operation: 'CreateUser', nth: 1, error: 'InvalidParameterException', message: 'No.' });
  const cwd = folder({ 'connect-sync.yaml': `${head}users:${user('jane')}${user('omar')}` });
  const { code, stdout } = await run(['apply', '--auto-approve'], { cwd, env });
  expect(code).toBe(4);
  expect(stdout).toContain('failed: CreateUser: InvalidParameterException: No.');
  expect(stdout).toContain(
    'Apply incomplete. Resources: 1 added, 0 changed, 0 destroyed; 1 resource failed, 0 skipped.',
  );
});

test('access denied is exit 8 where nothing was written, 4 where something was', async () => {
  const { emulator, env } = await emulated();
  const at = { cwd: folder({ 'connect-sync.yaml': `${head}users:${user('jane')}${user('omar')}` }), env };
  emulator.faults.add({ operation: 'ListUsers', error: 'AccessDeniedException' });
  expect((await run(['plan'], at)).code).toBe(8);
  emulator.faults.clear();
  emulator.faults.add({ operation: 'CreateUser', times: 9, error: 'AccessDeniedException' });
  expect((await run(['apply', '--auto-approve'], at)).code).toBe(8);
  emulator.faults.clear();
  emulator.faults.add({ operation: 'CreateUser', nth: 2, times: 9, error: 'AccessDeniedException' });
  expect((await run(['apply', '--auto-approve'], at)).code).toBe(4);
});

test('without credentials it is exit 8', async () => {
  const { emulator } = await emulated();
  const env = {
    AWS_ENDPOINT_URL_CONNECT: emulator.url,
    AWS_REGION: 'us-west-2',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  };
  const { code, stderr } = await run(['plan'], { cwd: folder({ 'connect-sync.yaml': jane }), env });
  expect(code).toBe(8);
  expect(stderr).toContain('Refresh the credentials');
});

test('an initial password that is not set is a warning of plan and exit 7 of apply, before the first write', async () => {
  const { emulator, env } = await emulated({ identityManagement: 'CONNECT_MANAGED' });
  const password = '    email: jane@example.com\n    initialPassword: { env: JANE_PW }\n';
  const at = { cwd: folder({ 'connect-sync.yaml': `${head}users:${user('jane', password)}` }), env };
  const planned = await run(['plan'], at);
  expect(planned.code).toBe(0);
  expect(planned.stderr).toContain('connect-sync.yaml:10:22: warning: The environment variable JANE_PW is not set');
  const applied = await run(['apply', '--auto-approve'], at);
  expect(applied.code).toBe(7);
  expect(emulator.requests().some(({ operation }) => operation === 'CreateUser')).toBe(false);
  const secret = 'Hunter2-hunter2';
  emulator.faults.add({ operation: 'CreateUser', error: 'InvalidParameterException', message: `Not ${secret}.` });
  const refused = await run(['apply', '--auto-approve', '-v'], { ...at, env: { ...env, JANE_PW: secret } });
  expect(refused.stdout + refused.stderr).not.toContain(secret);
  const { code, stdout, stderr } = await run(['apply', '--auto-approve', '-v'], {
    ...at,
    env: { ...env, JANE_PW: secret },
  });
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain(secret);
});

test('interrupted, an apply reports what it did and exits 130', async () => {
  const { emulator, env } = await emulated();
  const everyone = Array.from({ length: 40 }, (_, index) => user(`agent${index}`)).join('');
  const cwd = folder({ 'connect-sync.yaml': `${head}users:${everyone}` });
  const apply = start(['apply', '--auto-approve'], { cwd, env });
  await apply.printed(': created');
  apply.stop('SIGINT');
  const { code, stdout } = await apply.finished;
  expect(code).toBe(130);
  expect(stdout.match(/: created/g)).toHaveLength(emulator.instances[0]?.users ?? 0);
  expect(stdout).toMatch(/ 0 resources failed, [1-9]\d* skipped\. /);
  expect(stdout).toMatch(/Run apply again to continue\.\n$/);
});

test('a result that cannot be printed stops an apply, and what was done is told on stderr', async () => {
  const { emulator, env } = await emulated();
  emulator.faults.add({ operation: 'CreateUser', times: 99, latency: 50 });
  const everyone = Array.from({ length: 40 }, (_, index) => user(`agent${index}`)).join('');
  const cwd = folder({ 'connect-sync.yaml': `${head}users:${everyone}` });
  const { code, stderr } = await run(['apply', '--auto-approve'], { cwd, env, stdoutTo: '/dev/full' });
  const made = emulator.instances[0]?.users ?? 0;
  expect(made).toBeLessThan(40);
  expect(code).toBe(made > 0 ? 4 : 1);
  expect(stderr).toContain('Cannot print results: ');
  expect(stderr).toContain(`Resources: ${made} added`);
});

test('a wrong name in a role is one mistake', async () => {
  const { env } = await emulated();
  const roles =
    'roles:\n  agent: { routingProfile: Nope }\nusers:\n  - { username: a, role: agent }\n  - { username: b, role: agent }\n';
  const { stderr } = await run(['plan'], { cwd: folder({ 'connect-sync.yaml': `${head}${roles}` }), env });
  expect(stderr.match(/There is no routing profile "Nope"/g)).toHaveLength(1);
});

test('A26: the emulator prints both variables for the Region, and runs until it is told to stop', async () => {
  const emulator = start(['emulator', '--port', '0', '--users', '20']);
  await emulator.printed('export AWS_ACCESS_KEY_ID');
  emulator.stop('SIGTERM');
  const { code, stdout } = await emulator.finished;
  expect(code).toBe(0);
  expect(stdout).toContain('20 users');
  expect(stdout).toContain('export AWS_REGION=us-west-2 AWS_DEFAULT_REGION=us-west-2\n');
});
