/** What cannot be written: whole or not at all, never without a word, and never in the place of something else. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emulated, folder, run } from '../support/binary.ts';
import { bash } from '../support/shell.ts';

const head = 'version: 1\ninstance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }\n';
/** What is tested is not the rate. */
const fast = '--rate *=1000/1000';
const main = join(import.meta.dirname, '../../dist/main.js');

/** An instance of so many people, and a shell in which no file may be larger than 8 kB, as on a disk that becomes full. */
async function setUp(users: number) {
  const { env } = await emulated({ users });
  const cwd = folder({ 'connect-sync.yaml': `${head}users: []\n` });
  const at = { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, '.state'), XDG_CACHE_HOME: join(cwd, '.cache') } };
  const shell = (command: string) =>
    bash(`ulimit -f 8; connect-sync() { "${process.execPath}" "${main}" "$@"; }; ${command}`, cwd, at.env);
  return { ...at, shell };
}

test('A17, T1: any command whose output is a full disk exits 1 and says so', async () => {
  const { cwd, env } = await setUp(3);
  for (const command of [
    ...['--help', '--version', 'version', 'validate', 'validate --format json', 'plan', 'plan --format json'],
    ...['plan --format markdown', 'plan --format html', 'plan --detailed-exitcode', 'apply --auto-approve'],
    ...['apply --auto-approve --format json', 'runs', `export ${fast}`, 'unlock', 'explain CS1001', 'completion bash'],
  ]) {
    const { code, stderr } = await run(command.split(' '), { cwd, env, stdoutTo: '/dev/full' });
    expect({ command, code, stderr }).toEqual({
      ...{ command, code: 1 },
      stderr: expect.stringContaining('error: Cannot print results: '),
    });
  }
}, 120_000);

test('T1: a disk that takes the beginning and not the rest, of an export, and of a plan that is appended to a file', async () => {
  const { shell, cwd } = await setUp(400);
  for (const command of [`export ${fast} > file`, `plan ${fast} --format html >> file`]) {
    const { code, stderr } = await shell(`connect-sync ${command}`);
    expect({ command, code }).toEqual({ command, code: 1 });
    expect(stderr).toContain('error: Cannot print results: ');
    expect(statSync(join(cwd, 'file')).size).toBeGreaterThan(4096);
  }
});

test('T1: neighbours: a folder of files on a disk that becomes full, a file beside the output, and a log', async () => {
  const { shell, cwd } = await setUp(400);
  const before = readdirSync(cwd);
  const split = await shell(`connect-sync export ${fast} --split there`);
  expect(split).toMatchObject({ code: 1, stderr: expect.stringMatching(/larger than a file may be.*left behind/) });
  const beside = await shell(`connect-sync plan ${fast} --out-html plan.html`);
  expect(beside).toMatchObject({ code: 1, stderr: expect.stringContaining('Cannot write plan.html: ') });
  const log = await shell(`head -c 8192 /dev/zero > log; connect-sync plan ${fast} -v 2>> log`);
  expect(log.code).toBe(1);
  expect(readdirSync(cwd).sort()).toEqual(expect.arrayContaining(before));
  expect(readdirSync(cwd)).not.toContain('there');
  expect(readdirSync(cwd)).not.toContain('plan.html');
});

test('A17, T1: neighbour: a reader that leaves early is no error', async () => {
  const { shell } = await setUp(400);
  const { code, stdout } = await shell(`set -o pipefail; connect-sync export ${fast} | head -1`);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^# yaml-language-server.*\n$/) });
});

test('A14, A19, T11: an export is for its owner only, says what it wrote, and replaces a file only when told to', async () => {
  const { env, cwd } = await setUp(3);
  const out = join(cwd, 'everyone.yaml');
  const first = await run(['export', ...fast.split(' '), '--out', 'everyone.yaml'], { cwd, env });
  expect(first).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(/^Wrote \d+ resources to everyone\.yaml\.\n$/),
  });
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(readFileSync(out, 'utf8')).toMatch(/^# yaml-language-server: \$schema=/);
  writeFileSync(out, 'mine');
  chmodSync(out, 0o644);
  const again = await run(['export', ...fast.split(' '), '--out', 'everyone.yaml'], { cwd, env });
  expect(again.code).toBe(7);
  expect(again.stderr).toContain('it exists already; name another file, or replace it with --force');
  expect(readFileSync(out, 'utf8')).toBe('mine');
  expect((await run(['export', ...fast.split(' '), '--out', 'everyone.yaml', '--force'], { cwd, env })).code).toBe(0);
  expect(readFileSync(out, 'utf8')).toContain('users:');
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(readdirSync(cwd).filter((name) => name.includes('everyone'))).toEqual(['everyone.yaml']);
});

test('A14, A17, T11: a disk that becomes full leaves the old file as it was', async () => {
  const { shell, cwd } = await setUp(400);
  writeFileSync(join(cwd, 'everyone.yaml'), 'mine');
  const { code, stderr } = await shell(`connect-sync export ${fast} --out everyone.yaml --force`);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Cannot write everyone.yaml: ') });
  expect(readFileSync(join(cwd, 'everyone.yaml'), 'utf8')).toBe('mine');
  expect(readdirSync(cwd).filter((name) => name.includes('everyone'))).toEqual(['everyone.yaml']);
});

test('A14, T11: neighbours: the file that names the instance, by another way or a link; a link to nothing; a folder', async () => {
  const { env, cwd } = await setUp(3);
  symlinkSync('connect-sync.yaml', join(cwd, 'link.yaml'));
  symlinkSync('nowhere.yaml', join(cwd, 'dangling.yaml'));
  mkdirSync(join(cwd, 'folder'));
  const before = readFileSync(join(cwd, 'connect-sync.yaml'), 'utf8');
  for (const out of ['connect-sync.yaml', './connect-sync.yaml', 'link.yaml']) {
    const { code, stderr } = await run(['export', '--out', out, '--force'], { cwd, env });
    expect({ out, code }).toEqual({ out, code: 7 });
    expect(stderr).toContain('which names the instance; --force does not allow that');
  }
  expect(readFileSync(join(cwd, 'connect-sync.yaml'), 'utf8')).toBe(before);
  const isFolder = await run(['export', '--out', 'folder', '--force', ...fast.split(' ')], { cwd, env });
  expect({ code: isFolder.code, stderr: isFolder.stderr }).toEqual({
    code: 7,
    stderr: expect.stringContaining('it is there already, and is no file'),
  });
  expect((await run(['export', ...fast.split(' '), '--out', 'dangling.yaml'], { cwd, env })).code).toBe(7);
  expect(readlinkSync(join(cwd, 'dangling.yaml'))).toBe('nowhere.yaml');
});

test('T11: neighbour: a plan is saved through a link that is named, and the link stays one', async () => {
  const { env, cwd } = await setUp(3);
  symlinkSync('real.json', join(cwd, 'plan.json'));
  writeFileSync(join(cwd, 'real.json'), '');
  expect((await run(['plan', '--out', 'plan.json'], { cwd, env })).code).toBe(0);
  expect(lstatSync(join(cwd, 'plan.json')).isSymbolicLink()).toBe(true);
  expect(JSON.parse(readFileSync(join(cwd, 'real.json'), 'utf8'))).toMatchObject({ formatVersion: '1.0' });
});
