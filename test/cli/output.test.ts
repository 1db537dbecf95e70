/** What is printed and how: masked, in colour, and what to type instead. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emulated, folder, run } from '../support/binary.ts';

const configuration = 'version: 1\ninstance: { alias: emulated }\nusers: []\n';

async function setUp() {
  const { emulator, env } = await emulated({ users: 3 });
  const { id = '', alias = '' } = emulator.instances[0] ?? {};
  const cwd = folder({ 'connect-sync.yaml': configuration.replace('emulated', alias) });
  return { env, cwd, id };
}

test('A14: a masked plan keeps the digest of the plan as it is', async () => {
  const { env, cwd } = await setUp();
  const user = `{ username: a@example.com, firstName: A, lastName: B, routingProfile: Basic Routing Profile, securityProfiles: [Agent] }`;
  const text = readFileSync(join(cwd, 'connect-sync.yaml'), 'utf8').replace('[]', `[${user}]`);
  writeFileSync(join(cwd, 'connect-sync.yaml'), text);
  const plain = JSON.parse((await run(['plan', '--format', 'json'], { cwd, env })).stdout);
  const masked = JSON.parse((await run(['plan', '--format', 'json', '--mask'], { cwd, env })).stdout);
  expect(plain.changes).toHaveLength(1);
  expect(masked).toMatchObject({ masked: true, digest: plain.digest });
  expect(JSON.stringify(masked)).not.toContain('a@example.com');
});

test.each<[string[], string]>([
  [['plan', 'other.yaml'], 'connect-sync plan -f other.yaml'],
  [['-f', 'other.yaml', 'plan', '--mask'], 'connect-sync plan -f other.yaml --mask'],
])('A22: %j says what to type', async (argv, typed) => {
  const { code, stderr } = await run(argv);
  expect(code).toBe(64);
  expect(stderr).toContain(typed);
});

test('colour is as --color says, and shown in the logs of GitHub Actions', async () => {
  const { env, cwd } = await setUp();
  const colour = async (argv: string[], more: { [name: string]: string } = {}): Promise<boolean> =>
    (await run(['plan', '--detailed-exitcode', ...argv], { cwd, env: { ...env, ...more } })).stdout.includes('\u001b[');
  expect(await colour([])).toBe(false);
  expect(await colour(['--color', 'always'])).toBe(true);
  expect(await colour([], { GITHUB_ACTIONS: 'true' })).toBe(true);
  expect(await colour(['--color=never'], { GITHUB_ACTIONS: 'true' })).toBe(false);
});
