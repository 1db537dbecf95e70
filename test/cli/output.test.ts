/** What cannot be written, and what must not be overwritten. */
import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
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

test.each(
  [
    ['--help'],
    ['--version'],
    ['version'],
    ['validate'],
    ['validate', '--format', 'json'],
    ['plan'],
    ['plan', '--format', 'json'],
    ['plan', '--format', 'markdown'],
    ['plan', '--detailed-exitcode'],
    ['apply', '--auto-approve'],
    ['apply', '--auto-approve', '--format', 'json'],
    ['runs'],
    ['export'],
  ].map((argv) => ({ argv, command: argv.join(' ') })),
)('$command to a full disk is exit 1 and says so', async ({ argv }) => {
  const { env, cwd } = await setUp();
  const { code, stderr } = await run(argv, { cwd, env, stdoutTo: '/dev/full' });
  expect(stderr).toContain('error: Cannot print results: ');
  expect(code).toBe(1);
});

test('an export says what it wrote, for its owner only, and replaces a file only when told to', async () => {
  const { env, cwd } = await setUp();
  const out = join(cwd, 'everyone.yaml');
  const first = await run(['export', '--out', 'everyone.yaml'], { cwd, env });
  expect(first).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(/^Wrote \d+ resources to everyone\.yaml\.\n$/),
  });
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(readFileSync(out, 'utf8')).toMatch(/^# yaml-language-server: \$schema=/);
  writeFileSync(out, 'mine');
  const again = await run(['export', '--out', 'everyone.yaml'], { cwd, env });
  expect(again.code).toBe(7);
  expect(again.stderr).toContain('it exists already; name another file, or replace it with --force');
  expect(readFileSync(out, 'utf8')).toBe('mine');
  expect((await run(['export', '--out', 'everyone.yaml', '--force'], { cwd, env })).code).toBe(0);
  expect(readFileSync(out, 'utf8')).toContain('users:');
  expect(readdirSync(cwd).sort()).toEqual(['connect-sync.yaml', 'everyone.yaml']);
});

test.each(['connect-sync.yaml', './connect-sync.yaml', 'link.yaml'])(
  'an export never replaces the file that names its instance, called %s',
  async (out) => {
    const { env, cwd } = await setUp();
    symlinkSync('connect-sync.yaml', join(cwd, 'link.yaml'));
    const before = readFileSync(join(cwd, 'connect-sync.yaml'), 'utf8');
    const { code, stderr } = await run(['export', '--out', out, '--force'], { cwd, env });
    expect(code).toBe(7);
    expect(stderr).toContain('which names the instance; --force does not allow that');
    expect(readFileSync(join(cwd, 'connect-sync.yaml'), 'utf8')).toBe(before);
  },
);

test('a plan is saved through a link that is named, and the link stays one', async () => {
  const { env, cwd } = await setUp();
  symlinkSync('real.json', join(cwd, 'plan.json'));
  writeFileSync(join(cwd, 'real.json'), '');
  expect((await run(['plan', '--out', 'plan.json'], { cwd, env })).code).toBe(0);
  expect(lstatSync(join(cwd, 'plan.json')).isSymbolicLink()).toBe(true);
  expect(JSON.parse(readFileSync(join(cwd, 'real.json'), 'utf8'))).toMatchObject({ formatVersion: '1.0' });
});

test('a masked plan keeps the digest of the plan as it is', async () => {
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
])('%j says what to type', async (argv, typed) => {
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
