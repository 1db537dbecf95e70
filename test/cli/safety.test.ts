/** The safety rules as a pipeline meets them: the command, its exit codes and streams, and what reached Connect. */
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { emulated, type Finished, folder } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';

const id = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
const head = `version: 1\ninstance: { id: ${id} }\n`;

const isRead = /^(List|Search|Describe|Get)/;

/** The command at work on an emulator of its own, on whatever the configuration is at the time. */
async function at(options: EmulatorOptions = {}) {
  const { emulator, env } = await emulated(options);
  return {
    emulator,
    on: (text: string, argv: readonly string[], more: { readonly [name: string]: string } = {}): Promise<Finished> =>
      run(argv, { cwd: folder({ 'connect-sync.yaml': text }), env: { ...env, ...more } }),
    writes: (): readonly string[] =>
      emulator
        .requests()
        .map(({ operation }) => operation)
        .filter((operation) => !isRead.test(operation)),
  };
}

const team = (size: number, more: object = {}) =>
  Array.from({ length: size }, (_, index) => ({ username: `agent${index}`, firstName: 'A', lastName: 'B', ...more }));
/** Everybody was made long ago, so that nobody has to be described because the search may lag. */
const longAgo = { now: () => Date.now() - 3_600_000 };
const instance = (users: readonly object[], more: object = {}) => ({
  ...longAgo,
  seed: { version: 1, instances: [{ id, users, ...more }] },
  quotas: { users: 2_000 },
});
const listed = (users: readonly object[]): string => `users: ${JSON.stringify(users)}\n`;
const names = (size: number) => team(size).map(({ username }) => ({ username }));
const deleting = `${head}policy: { removed: delete, scope: instance }\n`;

describe('an export of 1,000 users cut to 300 lines', () => {
  test('deletes nobody', async () => {
    const { on, writes } = await at({ users: 1_000, ...longAgo });
    const everyone = (await on(head, ['export', '--only', 'users'])).stdout;
    const cut = everyone.split('\n').slice(0, 300).join('\n');
    const left = cut.match(/- username:/g)?.length ?? 0;
    const text = cut.replace(/^version: 1$/m, 'version: 1\npolicy: { removed: delete, scope: instance }');
    expect(left).toBeGreaterThan(5);

    const planned = await on(text, ['plan']);
    expect(planned.code).toBe(3);
    const gone = 1_000 - left;
    expect(planned.stdout).toContain(`Plan: 0 to add, 0 to change, ${gone} to destroy.`);
    expect(planned.stdout).toContain(`${gone} users will be deleted for good: `);
    expect(planned.stderr).toContain(
      `error: limits.delete: ${gone} of 1000 users would be deleted; the limit is 5% (50). Acknowledge with --accept delete=${gone}.`,
    );
    expect(planned.stderr).toMatch(/Nothing was written to Amazon Connect\.\n$/);
    for (const format of ['text', 'json']) {
      const applied = await on(text, ['apply', '--auto-approve', '--format', format]);
      expect(applied.code).toBe(3);
    }
    expect(writes()).toEqual([]);
  }, 60_000);
});

test('a role edit that moves 500 of 1,000 agents is refused, and made when somebody says so', async () => {
  const { on, writes } = await at(instance(team(1_000), { routingProfiles: [{ name: 'Tier 2' }] }));
  const roles = 'roles:\n  night: { routingProfile: Tier 2 }\n  day: { routingProfile: Basic Routing Profile }\n';
  const users = names(1_000).map((user, index) => ({ ...user, role: index % 2 ? 'day' : 'night' }));
  const text = `${head}${roles}${listed(users)}`;
  const { code, stdout, stderr } = await on(text, ['apply', '--auto-approve']);
  expect(code).toBe(3);
  expect(stdout).toContain('Plan: 0 to add, 500 to change, 0 to destroy.');
  expect(stderr).toContain('limits.update: 500 of 1000 users would be updated; the limit is 30% (300).');
  expect(writes()).toEqual([]);
  expect((await on(text, ['plan', '--accept', 'update=500'])).code).toBe(0);
  expect((await on(text, ['plan', '--accept', 'update=500', '--detailed-exitcode'])).code).toBe(2);
}, 60_000);

describe('--accept', () => {
  test('takes the exact number and no other', async () => {
    const { on, writes } = await at(instance(team(40)));
    const text = `${deleting}${listed(names(37))}`;
    const wrong = await on(text, ['apply', '--auto-approve', '--accept', 'delete=4']);
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain('--accept delete=4 is not that number. Acknowledge with --accept delete=3.');
    expect(writes()).toEqual([]);
    const right = await on(text, ['apply', '--auto-approve', '--accept', 'delete=3', '--accept', 'update=1']);
    expect(right.code).toBe(0);
    expect(right.stdout).toContain('the limit is 5% (2). Acknowledged.');
    expect(right.stderr).toContain('warning: --accept update=1 is not needed: no rule asks for it.');
    expect(writes()).toEqual(['DeleteUser', 'DeleteUser', 'DeleteUser']);
  });

  test.each([
    [
      ['--accept', 'delete'],
      'It is written as delete=37, with one of create, update, delete, privilege, coverage, configurationCreate',
    ],
    [['--accept', 'delete=all'], 'It is written as delete=37'],
    [['--accept', 'delete=-1'], 'It is written as delete=37'],
    [['--accept', 'delete=5%'], 'It is written as delete=37'],
    [['--accept', 'toString=1'], 'It is written as delete=37'],
    [['--accept', 'Delete=1'], 'It is written as delete=37'],
    [['--accept', 'delete=1', '--accept', 'delete=2'], 'It was given as delete=1 before.'],
    [['--accept'], 'argument missing'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, stdout, stderr } = await run(['apply', '--auto-approve', ...argv]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('for programs', () => {
  test('a refused plan is a whole plan document on stdout', async () => {
    const { on } = await at(instance(team(40)));
    const { code, stdout, stderr } = await on(`${deleting}${listed(names(37))}`, ['plan', '--format', 'json']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const { safety, changes, digest } = JSON.parse(stdout);
    expect(digest).toMatch(/^sha256:/);
    expect(changes).toHaveLength(3);
    expect(changes[0]).toMatchObject({ action: 'delete', risk: 'irreversible', calls: ['DeleteUser'] });
    expect(safety).toContainEqual({
      ...{ acceptable: 'delete=3', rule: 'limits.delete', limit: '5%', value: 3, result: 'fail' },
      message: '3 of 40 users would be deleted; the limit is 5% (2). Acknowledge with --accept delete=3.',
    });
    expect(safety.filter(({ result }: { result: string }) => result === 'fail')).toHaveLength(1);
  });

  test('a refused apply is its plan, an error and a summary', async () => {
    const { on, writes } = await at(instance(team(40)));
    const argv = ['apply', '--auto-approve', '--format', 'json'];
    const { code, stdout, stderr } = await on(`${deleting}${listed(names(37))}`, argv);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual(['version', 'plan', 'error', 'summary']);
    expect(events[2].error).toMatchObject({
      code: 'safety',
      message: 'The plan is refused by the safety rule limits.delete; nothing was written.',
      diagnostics: [{ severity: 'error', code: 'safety-rule' }],
    });
    expect(events[3]).toMatchObject({ delete: 0, failed: 0, skipped: 0, exitCode: 3 });
    expect(writes()).toEqual([]);
  });
});

test('an empty list, the last Admin, a privilege and the own identity: each is refused by its name', async () => {
  const root = { username: 'root', firstName: 'A', lastName: 'B', securityProfiles: ['Admin'] };
  const { on, writes } = await at(instance([...team(40), root]));
  const generous = 'limits: { delete: "100%" }, removed: delete, scope: instance';
  const cases: readonly (readonly [text: string, rules: readonly string[]])[] = [
    [`${head}policy: { ${generous} }\nusers: []\n`, ['emptyList', 'keepAtLeast.Admin', 'ownIdentity']],
    [`${deleting}${listed(names(40))}`, ['keepAtLeast.Admin']],
    [`${head}users: [{ username: ROOT, securityProfiles: [Agent] }]\n`, ['keepAtLeast.Admin']],
    [
      `${head}policy: { privilege: confirm }\nusers: [{ username: agent0, securityProfiles: [Admin] }]\n`,
      ['privilege'],
    ],
    [
      `${head}policy: { keepAtLeast: { Admin: 0 } }\nusers: [{ username: agent1, securityProfiles: [Admin] }]\n`,
      ['ownIdentity'],
    ],
  ];
  for (const [text, rules] of cases) {
    const { code, stderr } = await on(text, ['apply', '--auto-approve'], { AWS_ACCESS_KEY_ID: 'agent1' });
    expect([...stderr.matchAll(/error: ([\w.]+): /g)].map(([, rule]) => rule)).toEqual(rules);
    expect(code).toBe(3);
  }
  expect(writes()).toEqual([]);
}, 30_000);

test('a policy that is wrong is exit 7 with its place, and nothing is sent', async () => {
  const { on, emulator } = await at();
  const wrong = `${head}policy:\n  limits: { delete: 5.5 }\n  protectd: [x]\n  window: never\n`;
  for (const argv of [['validate'], ['plan'], ['apply', '--auto-approve']]) {
    const { code, stderr } = await on(wrong, argv);
    expect(code).toBe(7);
    for (const place of ['4:21', '5:3', '6:11']) expect(stderr).toContain(`connect-sync.yaml:${place}: error: `);
  }
  expect(emulator.requests()).toEqual([]);
});

test('what the identity management of an instance forbids is an error at its line, not a failed call', async () => {
  const { on, writes } = await at({ identityManagement: 'SAML' });
  const text = `${head}users:\n  - username: jane@localhost\n    email: j@x.co\n    initialPassword: { generate: true }\n`;
  const { code, stderr } = await on(text, ['apply', '--auto-approve']);
  expect(code).toBe(7);
  expect(stderr).toContain('connect-sync.yaml:4:15: error: A username of a SAML instance');
  expect(stderr).toContain('connect-sync.yaml:5:12: error: email is not kept by a SAML instance');
  expect(stderr).toContain('connect-sync.yaml:6:22: error: initialPassword is only for instances');
  expect(writes()).toEqual([]);
});

test.each([
  ['as it is', (secret: string) => `Not ${secret}.`],
  ['as JSON', (secret: string) => `Bad request: ${JSON.stringify({ Password: secret })}`],
  ['as JSON within JSON', (secret: string) => JSON.stringify({ body: JSON.stringify({ Password: secret }) })],
  ['in base64', (secret: string) => `body ${Buffer.from(secret).toString('base64')}`],
  ['in some other way', (secret: string) => `Password: ${secret.replaceAll('"', '&quot;')}`],
  ['as part of an address', (secret: string) => `?Password=${encodeURIComponent(secret)}`],
])('a password that Connect repeats %s is not shown', async (_, echo) => {
  const { on, emulator } = await at({ identityManagement: 'CONNECT_MANAGED' });
  const secret = 'Hunt"erty\\2/é&%<x>';
  const jane =
    '{ username: jane, firstName: J, lastName: D, email: j@x.co, routingProfile: Basic Routing Profile, securityProfiles: [Agent], initialPassword: { env: JANE_PW } }';
  for (const format of ['text', 'json']) {
    emulator.faults.add({ operation: 'CreateUser', error: 'InvalidParameterException', message: echo(secret) });
    const argv = ['apply', '--auto-approve', '-v', '--format', format];
    const { code, stdout, stderr } = await on(`${head}users: [${jane}]\n`, argv, { JANE_PW: secret });
    expect(code).toBe(1);
    expect(stdout).toContain('(sensitive');
    // Its beginning has no character that any way of writing changes.
    expect(stdout + stderr).not.toContain('Hunt');
  }
});
