/** What files and Amazon Connect say reaches a terminal and a pull request as text, and as nothing else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emulated, type Finished, folder } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';

const id = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
/** Colour, a C1 escape, a hidden line, a title, a direction, a new line. */
const nasty = 'x\u001b[31m\u009b31m\r\u001b]0;owned\u0007\u202Edlrow\u2066\nError: all is lost';
const yaml = JSON.stringify;

const seed = {
  version: 1,
  instances: [
    {
      alias: `a${nasty}`.slice(0, 45),
      routingProfiles: [{ name: `Tier ${nasty}`, description: 'x' }],
      users: [
        {
          ...{ username: 'jane', firstName: nasty, lastName: 'Doe', routingProfile: `Tier ${nasty}` },
          tags: { [nasty]: nasty, 'connect-sync:owner': nasty },
        },
      ],
    },
  ],
};

/** Characters that a terminal obeys or that nobody sees, but for the end of a line. */
const active = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const expectInert = ({ stdout, stderr }: Finished): void => {
  expect(JSON.stringify(active.exec(stdout + stderr)?.[0])).toBeUndefined();
  expect(stdout + stderr).not.toMatch(/^Error: all is lost/m);
};

async function world(body: string, more: { readonly [name: string]: string } = {}) {
  const { emulator, env } = await emulated({ seed });
  const cwd = folder({ 'connect-sync.yaml': `version: 1\ninstance: { id: ${id} }\n${body}` });
  mkdirSync(join(cwd, 'people'));
  for (const [name, text] of Object.entries(more)) writeFileSync(join(cwd, 'people', name), text);
  return { emulator, run: (...argv: readonly string[]) => run(argv, { cwd, env }) };
}

const jane = `users: [{ username: jane, firstName: Jane, tags: { site: x } }]\n`;

test.each(['text', 'json', 'markdown'])('names in Connect, in a plan as %s', async (format) => {
  const at = await world(jane);
  const planned = await at.run('plan', '--format', format);
  expect(planned.code).toBe(0);
  expect(planned.stdout).toContain('31m');
  expectInert(planned);
});

test('names in Connect, in an export', async () => {
  const exported = await (await world(jane)).run('export');
  expect(exported.code).toBe(0);
  expect(exported.stdout).toContain('routingProfile: "Tier x\\e[31m');
  expectInert(exported);
});

describe('in errors:', () => {
  test('an alias that is not there, with those that are', async () => {
    const { env } = await emulated({ seed });
    const cwd = folder({ 'connect-sync.yaml': 'version: 1\ninstance: { alias: none }\nusers: []\n' });
    const { code, stderr, stdout } = await run(['plan'], { cwd, env });
    expect(code).toBe(7);
    expect(stderr).toContain('There are: ax\\u{1b}[31m');
    expectInert({ code, stderr, stdout });
  });

  test('an owner, a name to confuse with, and a target', async () => {
    const at = await world(`owner: me\nusers: [{ username: jane, routingProfile: ${yaml('Tier x')} }]\n`);
    expectInert(await at.run('plan'));
    expectInert(await at.run('plan', '--format', 'json'));
    expectInert(await at.run('plan', '--format', 'markdown'));
    expectInert(await at.run('plan', '--target', `user/${nasty}`));
  });

  test('a file of such a name, and a value in it', async () => {
    const name = '\u001b[31m\u202Efile.yaml';
    const at = await world('include: [people/*]\n', {
      [name]: `users: [{ username: ${yaml(nasty)}, rotingProfile: x }]\n`,
    });
    const validated = await at.run('validate');
    expect(validated.code).toBe(7);
    expect(validated.stderr).toContain('people/\\u{1b}[31m\\u{202e}file.yaml:1:');
    expectInert(validated);
    expectInert(await at.run('validate', '--format', 'json'));
    expectInert(await at.run('validate', '-f', `people/${name}`));
  });

  test('messages of Connect, for a read and for a write', async () => {
    const at = await world(jane);
    at.emulator.faults.add({ operation: 'ListUsers', error: 'InvalidParameterException', message: nasty });
    const read = await at.run('plan', '-v');
    expect(read.code).toBe(1);
    expect(read.stderr).toContain('\\u{1b}[31m');
    expectInert(read);
    at.emulator.faults.add({
      operation: 'UpdateUserIdentityInfo',
      times: 2,
      error: 'InvalidParameterException',
      message: nasty,
    });
    const text = await at.run('apply', '--auto-approve');
    expect(text.code).toBe(4);
    expect(text.stdout).toContain('failed: UpdateUserIdentityInfo: InvalidParameterException: x\\u{1b}[31m');
    expectInert(text);
    const json = await at.run('apply', '--auto-approve', '--format', 'json');
    expectInert(json);
    expect(json.stdout).toContain('applyErrored');
  });
});

test('an include that leads outside is exit 7 at its line, reads nothing there, and may be allowed', async () => {
  const outside = folder({ 'secret.yaml': 'password: hunter2\n' });
  const at = await world(`include:\n  - people/*.yaml\n  - ${outside}/secret.yaml\nusers: []\n`, {
    'a.yaml': 'users: []\n',
  });
  for (const command of ['validate', 'plan', 'export', 'apply']) {
    const refused = await at.run(command, ...(command === 'apply' ? ['--auto-approve'] : []));
    expect(refused.code).toBe(7);
    expect(refused.stderr).toContain('connect-sync.yaml:5:5: error: ');
    expect(refused.stderr).toContain("leads out of the configuration's folder");
    expect(refused.stderr).not.toContain('hunter2');
    expect(refused.stderr).not.toContain('Unknown key');
  }
  expect(at.emulator.requests()).toEqual([]);
  const allowed = await at.run('validate', '--allow-outside-includes');
  expect(allowed.stderr).toContain('secret.yaml:1:1: error: Unknown key "password"');
});
