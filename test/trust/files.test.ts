/** Files that nobody would write, and a system that gives little: a sentence and the right exit code, never a stack. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emulated, type Finished, folder, run, start } from '../support/binary.ts';

const head = 'version: 1\ninstance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }\n';

async function validate(text: string): Promise<Finished> {
  const ended = await run(['validate'], { cwd: folder({ 'connect-sync.yaml': text }) });
  expect(ended.stderr.slice(-10_000)).not.toMatch(/\n\s+at |RangeError|TypeError|Unexpected:/);
  return ended;
}

test('T13: 130,000 diagnostics', { timeout: 120_000 }, async () => {
  const users = Array.from({ length: 130_000 }, (_, index) => `  - { username: a${index}, nope: 1 }\n`).join('');
  const { code, stderr } = await validate(`${head}users:\n${users}`);
  expect(code).toBe(7);
  expect(stderr.slice(-80)).toContain('130000 errors. Nothing was written to Amazon Connect.');
});

test('T13: 999,000 aliases', { timeout: 120_000 }, async () => {
  const aliases = Array.from({ length: 999_000 }, () => '*a').join(',');
  const { code, stderr } = await validate(`${head}roles: { a: &a { routingProfile: x } }\nusers: [${aliases}]\n`);
  expect(code).toBe(7);
  expect(stderr).toContain('stand for more than 1,000,000 values; write them out, or use roles.');
});

test('T13: a pattern of 65,536 characters', async () => {
  const { code, stderr } = await validate(`${head}include: ["${'a*'.repeat(32_768)}"]\n`);
  expect(code).toBe(7);
  expect(stderr).toContain('connect-sync.yaml:3:11: error:');
  expect(stderr).toContain('is longer than 4,096 characters.');
});

test('T13: neighbours: expressions that grow without end, lists in lists, and an export of one deep list', async () => {
  const replaces = "|replace:'x','xxxxxxxxxx'".repeat(20);
  const source = (expression: string): string =>
    `${head}sources:\n  - { file: hr.json, key: a, user: { username: "\${a}", lastName: "${expression}" } }\n`;
  const cwd = folder({
    'grows.yaml': source(`\${a${replaces}}`),
    'repeats.yaml': source('${b}'.repeat(100)),
    'hr.json': JSON.stringify([{ a: 'xxx', b: 'y'.repeat(10_000) }]),
    'lists.yaml': `${head}users: ${'['.repeat(100_000)}\n`,
    'deep.yaml': source('x').replace('hr.json', 'deep.json'),
    'deep.json': '['.repeat(100_000),
  });
  const cases = [
    ['grows.yaml', 'makes a text of more than 65,536 characters'],
    ['repeats.yaml', 'makes a text of more than 65,536 characters'],
    ['lists.yaml', 'nested too deeply'],
    ['deep.yaml', 'more than 200 levels deep'],
  ] as const;
  for (const [file, said] of cases) {
    const { code, stderr } = await run(['validate', '-f', file], { cwd });
    expect({ file, code, stderr }).toEqual({ file, code: 7, stderr: expect.stringContaining(said) });
    expect(stderr).not.toMatch(/\n\s+at |RangeError|Unexpected:/);
  }
});

test.each([20, 24, 28])('T13: %i file descriptors', async (limit) => {
  const main = join(import.meta.dirname, '../../dist/main.js');
  const cwd = folder({ 'connect-sync.yaml': `${head}users: []\n` });
  const child = spawn('bash', ['-c', `ulimit -n ${limit}; exec "${process.execPath}" "${main}" validate`], { cwd });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.resume();
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'error: Too many files are open; raise the limit (ulimit -n 1024) and try again.\n',
  });
});

test('T4: patterns of 48 and 200 stars, protected and included, hold up neither a watch nor its probes, and it leaves when told', {
  timeout: 60_000,
}, async () => {
  const stars = `${'*a'.repeat(48)}b`;
  const many = `${'*a'.repeat(200)}b`;
  const users = Array.from({ length: 300 }, (_, index) => ({
    ...{ username: `${'a'.repeat(60)}${index}`, firstName: 'A', lastName: 'A' },
  }));
  const { env } = await emulated({ seed: { version: 1, instances: [{ users }] } });
  const cwd = folder({
    'connect-sync.yaml': `${head}include: ["{q${many},p0}.yaml"]\npolicy: { protected: ["${stars}"] }\nusers: []\n`,
    'p0.yaml': '{}',
    ...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`q${'a'.repeat(100)}${index}.yaml`, '{}'])),
  });
  const watch = start(['watch', '--interval', '10s', '--listen', '127.0.0.1:0', '--mode', 'observe'], { cwd, env });
  const url = await watch.logged(/http:\/\/127\.0\.0\.1:\d+/);
  await watch.logged(/as the files say/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  watch.stop('SIGTERM');
  expect((await watch.finished).code).toBe(0);
});
