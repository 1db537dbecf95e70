/** `plan --out-html`, `--out-json` and `--out-markdown`: the files beside the text. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { emulated, folder } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';

const jane = `{ username: jane@example.com, firstName: Jane, lastName: Doe, routingProfile: Basic Routing Profile, securityProfiles: [Agent] }`;

async function setUp(rest = `users: [${jane}]\n`) {
  const { emulator, env } = await emulated({ users: 12 });
  const { alias = '' } = emulator.instances[0] ?? {};
  const cwd = folder({ 'connect-sync.yaml': `version: 1\ninstance: { alias: ${alias} }\n${rest}` });
  const plan = (...argv: readonly string[]) => run(['plan', ...argv], { cwd, env });
  const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');
  return { env, cwd, plan, read };
}

const files = ['--out-html', 'plan.html', '--out-json', 'plan.json', '--out-markdown', 'plan.md'];

test('one run writes text, a saved plan and three files, each as its format prints it, for their owner alone', async () => {
  const { cwd, plan, read } = await setUp();
  const { code, stdout } = await plan(...files, '--out', 'saved.json', '--detailed-exitcode');
  expect(code).toBe(2);
  expect(stdout).toContain('Plan: 1 to add, 0 to change, 0 to destroy.');
  expect(read('plan.json')).toBe((await plan('--format', 'json')).stdout);
  expect(read('plan.md')).toBe((await plan('--format', 'markdown')).stdout);
  const page = (await plan('--format', 'html')).stdout;
  const withoutTime = (text: string): string => text.replace(/<time[\s\S]*?<\/time>/g, '');
  expect(withoutTime(read('plan.html'))).toBe(withoutTime(page));
  expect(page).toContain('+ firstName: &quot;Jane&quot;');
  for (const file of ['plan.html', 'plan.json', 'plan.md', 'saved.json']) {
    expect(statSync(join(cwd, file)).mode & 0o777, file).toBe(0o600);
  }
  expect(readdirSync(cwd).sort()).toEqual(['connect-sync.yaml', 'plan.html', 'plan.json', 'plan.md', 'saved.json']);
});

test('all of them are masked where that is asked for, but not the plan that is to be applied', async () => {
  const { plan, read } = await setUp();
  await plan(...files, '--out', 'saved.json', '--mask');
  for (const file of ['plan.html', 'plan.json', 'plan.md']) {
    expect(read(file), file).toContain('j***@example.com');
    expect(read(file), file).not.toContain('jane@example.com');
  }
  expect(read('saved.json')).toContain('jane@example.com');
});

test('a plan that a rule refuses is written too', async () => {
  const { plan, read } = await setUp(
    `users: [${jane}]\npolicy: { removed: delete, scope: instance, limits: { delete: 0 } }\n`,
  );
  expect((await plan(...files)).code).toBe(3);
  expect(read('plan.html')).toContain('Refused: nothing of this will be applied');
  expect(read('plan.md')).toContain('**Refused by ');
  expect(JSON.parse(read('plan.json')).safety).toContainEqual(expect.objectContaining({ result: 'fail' }));
});

test('and so is why there is no plan', async () => {
  const { plan, read } = await setUp(`users: [${jane.replace('[Agent]', '[Agnet]')}]\n`);
  expect((await plan(...files)).code).toBe(7);
  for (const file of ['plan.html', 'plan.md']) expect(read(file)).toContain('There is no plan');
  expect(JSON.parse(read('plan.json')).error.code).toBe('invalid-configuration');
  for (const file of ['plan.html', 'plan.md', 'plan.json']) expect(read(file)).toContain('Agnet');
});

test.each<[sentence: string, argv: readonly string[], message: string]>([
  ['stdout', ['--out-html', '-'], '--out-html takes the name of a file'],
  ['one file twice', ['--out', 'a', '--out-json', './a'], '--out and --out-json name the same file'],
  ['one file twice, through a link', ['--out-html', 'real', '--out-json', 'link'], 'name the same file'],
  ['the configuration', ['--out-markdown', './connect-sync.yaml'], 'would replace the configuration'],
])('%s is wrong usage, and nothing is written', async (_, argv, message) => {
  const cwd = folder({ 'connect-sync.yaml': 'version: 1\n', real: '' });
  symlinkSync('real', join(cwd, 'link'));
  const { code, stderr } = await run(['plan', ...argv], { cwd });
  expect(stderr).toContain(message);
  expect(code).toBe(64);
  expect(readdirSync(cwd).sort()).toEqual(['connect-sync.yaml', 'link', 'real']);
  expect(readFileSync(join(cwd, 'real'), 'utf8')).toBe('');
});

test('a folder that is missing is wrong input, and the plan is not printed as if all were well', async () => {
  const { plan } = await setUp();
  const { code, stdout, stderr } = await plan('--out-html', 'missing/plan.html');
  expect(code).toBe(7);
  expect(stderr).toContain('Cannot write missing/plan.html: its folder does not exist.');
  expect(stdout).toBe('');
});

test('A17: a file that cannot grow is exit 1, and nothing is left of it', async () => {
  const { env, cwd } = await setUp();
  const main = join(import.meta.dirname, '../../dist/main.js');
  // No file may grow beyond 4 KiB, which says the same as a full disk.
  const limited = `ulimit -f 4; trap '' XFSZ; exec "$0" ${main} plan --no-cache --out-html plan.html`;
  const all = { ...env, PATH: process.env['PATH'] ?? '', HOME: cwd };
  const ran = promisify(execFile)('bash', ['-c', limited, process.execPath], { cwd, env: all });
  const outcome = await ran.catch((error: { readonly code: number; readonly stderr: string }) => error);
  expect(outcome.stderr).toContain('error: Cannot write plan.html: ');
  expect(outcome).toMatchObject({ code: 1 });
  expect(existsSync(join(cwd, 'plan.html'))).toBe(false);
});
