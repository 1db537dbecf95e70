/** Passwords and credentials are in no output and in no file, whatever goes wrong and whatever Amazon Connect repeats. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emulated, type Finished, folder, run } from '../support/binary.ts';

const id = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
const password = `Hunter2-"&<>'\\%-Hünter2`;
const token = `IQoJb3JpZ2luX2VjE${'Ab9+'.repeat(60)}`;
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIATESTTESTTEST',
  AWS_SECRET_ACCESS_KEY: 'S3cr3t/S3cr3t',
  AWS_SESSION_TOKEN: token,
};

const person = (username: string, initialPassword: string): string =>
  `\n  - { username: ${username}, firstName: F, lastName: L, email: ${username}@example.com, routingProfile: Basic Routing Profile, securityProfiles: [Agent], initialPassword: ${initialPassword} }`;

/** An instance that wants passwords, and a folder for everything that the command may keep. */
async function world() {
  const { emulator, env } = await emulated({ identityManagement: 'CONNECT_MANAGED' });
  const users = `${person('ann', '{ env: ANN_PW }')}${person('ben', '{ generate: true }')}\n`;
  const cwd = folder({ 'connect-sync.yaml': `version: 1\ninstance: { id: ${id} }\nusers:${users}` });
  const kept = { XDG_STATE_HOME: join(cwd, 'state'), XDG_CACHE_HOME: join(cwd, 'cache') };
  const at = { cwd, env: { ...env, ...credentials, ...kept, ANN_PW: password } };
  return { emulator, cwd, run: (...argv: readonly string[]) => run(argv, at) };
}

/** Some part of a secret that no spelling of it changes, or all of it. */
const secrets = ['Hunter2-', 'nter2', 'S3cr3t', token.slice(0, 40), token.slice(-40)];
const expectNoSecrets = (text: string): void => {
  for (const secret of secrets) expect(text).not.toContain(secret);
  // The random one is not known, only where it would stand.
  expect(text).not.toMatch(/"?Password\\?"?\s*[:=]\s*\\?"(?!\(sensitive\))/);
};
const outputOf = ({ stdout, stderr }: Finished): string => stdout + stderr;
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

describe('nothing that is printed or kept has a secret', () => {
  test('of a plan in any format, saved too, and of the apply', async () => {
    const { cwd, run } = await world();
    for (const format of ['text', 'json', 'markdown']) {
      const planned = await run('plan', '--format', format, '--out', `${format}.json`, '-v');
      expect(planned.code).toBe(0);
      expectNoSecrets(outputOf(planned));
    }
    const applied = await run('apply', 'json.json', '-v');
    expect(applied.code).toBe(0);
    expectNoSecrets(outputOf(applied));
    expectNoSecrets(outputOf(await run('export', '-v', '--out', 'export.yaml')));
    for (const file of filesIn(cwd)) expectNoSecrets(readFileSync(file, 'utf8'));
  });

  test.each(['text', 'json'])(
    'where Connect repeats the whole request in its error, as %s',
    async (format) => {
      const { cwd, emulator, run } = await world();
      for (const error of ['InvalidParameterException', 'InvalidSignatureException', 'InternalServiceException']) {
        emulator.faults.clear();
        emulator.faults.add({ operation: 'CreateUser', times: 99, error, message: 'Refused:', echo: true });
        const applied = await run('apply', '--auto-approve', '--format', format, '-v');
        expect(applied.code).not.toBe(0);
        expect(applied.stdout).toContain(error);
        expect(applied.stdout).toContain('(sensitive)');
        expectNoSecrets(outputOf(applied));
      }
      for (const file of filesIn(cwd)) expectNoSecrets(readFileSync(file, 'utf8'));
      expect(emulator.instances[0]?.users).toBe(0);
    },
    60_000,
  );

  test('where it repeats the credentials of a read', async () => {
    const { emulator, run } = await world();
    for (const argv of [['plan'], ['plan', '--format', 'json'], ['plan', '--format', 'markdown'], ['export']]) {
      emulator.faults.clear();
      emulator.faults.add({
        operation: 'ListUsers',
        error: 'InvalidSignatureException',
        message: 'Not so:',
        echo: true,
      });
      const refused = await run(...argv, '-v');
      expect(refused.code).toBe(8);
      expect(outputOf(refused)).toContain('(sensitive)');
      expectNoSecrets(outputOf(refused));
    }
  });

  test('a password that Connect would not take is not shown either', async () => {
    const { emulator, env } = await emulated({ identityManagement: 'CONNECT_MANAGED' });
    const cwd = folder({
      'connect-sync.yaml': `version: 1\ninstance: { id: ${id} }\nusers:${person('ann', '{ env: ANN_PW }')}\n`,
    });
    const at = { cwd, env: { ...env, ANN_PW: 'hunter2-hunter2' } };
    for (const argv of [['plan'], ['apply', '--auto-approve'], ['apply', '--auto-approve', '--format', 'json']]) {
      const finished = await run(argv, at);
      expect(outputOf(finished)).toContain('does not hold a password that Connect takes');
      expect(outputOf(finished)).not.toContain('hunter2');
    }
    expect(emulator.requests().some(({ operation }) => operation === 'CreateUser')).toBe(false);
  });
});

test('a generated password is sent, is another for each user, and is seen nowhere', async () => {
  const { emulator, env } = await emulated({ identityManagement: 'CONNECT_MANAGED' });
  const users = `${person('ann', '{ generate: true }')}${person('ben', '{ generate: true }')}`;
  const cwd = folder({ 'connect-sync.yaml': `version: 1\ninstance: { id: ${id} }\nusers:${users}\n` });
  const { code, stdout } = await run(['apply', '--auto-approve'], { cwd, env });
  expect(code).toBe(0);
  expect(stdout).toContain('initialPassword: (sensitive, made up when applied)');
  const sent = emulator.requests().filter(({ operation }) => operation === 'CreateUser');
  expect(sent.map(({ input }) => (input as { Password?: string }).Password)).toEqual(['***', '***']);
});

describe('--mask', () => {
  const users = `
  - { username: ann@example.com, firstName: Ann, lastName: L, secondaryEmail: ann.private@example.org, mobile: "+4930123456" }
  - { username: ben, phoneConfig: { phoneType: DESK_PHONE, deskPhoneNumber: "+12065550123" } }`;
  const body = `version: 1\ninstance: { id: ${id} }\npolicy: { limits: { update: 2 } }\nroles: {}\nusers:${users}\n`;
  const seed = {
    version: 1,
    instances: [
      {
        users: [
          { username: 'ann@example.com', firstName: 'Ann', lastName: 'L' },
          { username: 'ben', firstName: 'Ben', lastName: 'L' },
        ],
      },
    ],
  };
  const personal = ['ann@', 'ann.private', '0123456', '206555'];
  const expectMasked = (text: string): void => {
    for (const leak of personal) expect(text).not.toContain(leak);
  };

  test('hides e-mail addresses and phone numbers in every output, and not in the file of --out', async () => {
    const { env } = await emulated({ seed });
    const cwd = folder({ 'connect-sync.yaml': body });
    for (const format of ['text', 'json', 'markdown']) {
      const planned = await run(['plan', '--mask', '--format', format, '--out', 'plan.json', '-v'], { cwd, env });
      expect(planned.code).toBe(0);
      expect(planned.stdout).toContain('user/a***@example.com');
      expect(planned.stdout).toContain('+12***23');
      expectMasked(outputOf(planned));
      expect(planned.stderr).toContain('The file is not masked');
    }
    expect(readFileSync(join(cwd, 'plan.json'), 'utf8')).toContain('ann.private@example.org');
    const applied = await run(['apply', 'plan.json', '--mask', '-v'], { cwd, env });
    expect(applied.code).toBe(0);
    expect(applied.stdout).toContain('user/a***@example.com: updated');
    expectMasked(outputOf(applied));
  });

  test('hides them in events, errors and messages of Connect', async () => {
    const { emulator, env } = await emulated({ seed });
    const cwd = folder({ 'connect-sync.yaml': body });
    const message = 'ann@example.com and +4930123456 are taken';
    emulator.faults.add({ operation: 'UpdateUserIdentityInfo', error: 'InvalidParameterException', message });
    const applied = await run(['apply', '--auto-approve', '--mask', '--format', 'json'], { cwd, env });
    expect(applied.code).toBe(4);
    expect(applied.stdout).toContain('a***@example.com and +49***56 are taken');
    expectMasked(outputOf(applied));
    emulator.faults.add({ operation: 'ListUsers', error: 'InvalidParameterException', message });
    expectMasked(outputOf(await run(['plan', '--mask'], { cwd, env })));
    for (const format of ['text', 'json']) {
      const wrong = folder({
        'connect-sync.yaml': `${body}  - { username: "ann@example.com", mobile: "+49 30 123456" }\n`,
      });
      for (const command of ['validate', 'plan']) {
        const refused = await run([command, '--mask', '--format', format], { cwd: wrong, env });
        expect(refused.code).toBe(7);
        expect(outputOf(refused)).toContain('a***@example.com');
        expectMasked(outputOf(refused).replace(/"\+49 30 123456"/, ''));
      }
    }
  });

  test('makes a JSON document that cannot be applied', async () => {
    const { emulator, env } = await emulated({ seed });
    const cwd = folder({ 'connect-sync.yaml': body });
    await run(['plan', '--mask', '--format', 'json'], { cwd, env, stdoutTo: join(cwd, 'masked.json') });
    emulator.clearRequests();
    const { code, stderr } = await run(['apply', 'masked.json'], { cwd, env });
    expect(code).toBe(7);
    expect(stderr).toContain('printed with --mask');
    expect(emulator.requests()).toEqual([]);
  });
});
