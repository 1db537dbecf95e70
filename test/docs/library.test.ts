/** docs/library.md: every example runs through the built package as it stands, and its types resolve. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { folder } from '../support/binary.ts';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/library.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);

/** A project that has installed the package. */
function project(files: { readonly [name: string]: string }): string {
  const cwd = folder({ 'package.json': '{ "type": "module" }', ...files });
  mkdirSync(join(cwd, 'node_modules/@types'), { recursive: true });
  symlinkSync(root, join(cwd, 'node_modules/connect-sync'));
  symlinkSync(join(root, 'node_modules/@types/node'), join(cwd, 'node_modules/@types/node'));
  return cwd;
}

async function runNode(argv: readonly string[], cwd: string): Promise<string> {
  const { PATH = '' } = process.env;
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const env = { PATH, ...quiet, XDG_STATE_HOME: join(cwd, 'state'), XDG_CACHE_HOME: join(cwd, 'cache') };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...argv], { cwd, env }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  expect(stderr).toBe('');
  return stdout;
}

const yaml = blocks('yaml')[0] ?? '';
const prints: readonly string[] = [
  '1 to create: user/jane.doe\nuser/jane.doe: CreateUser\nsuccess { create: 1, update: 0, delete: 0, adopt: 0, failed: 0, skipped: 0 }\n',
  '1 created\ndamaged-plan invalid\n',
  'true 0\n',
  'in-sync\n',
];

test('there is an output for each example', () => expect(blocks('js')).toHaveLength(prints.length));

test.each(blocks('js').map((block, index) => ({ block, printed: prints[index], number: index + 1 })))(
  'example $number prints what it should',
  async ({ block, printed }) => {
    const cwd = project({ 'connect-sync.yaml': yaml, 'example.js': block });
    expect(await runNode(['example.js'], cwd)).toBe(printed);
  },
  60_000,
);

test('the examples have the types that they use', async () => {
  const files = blocks('js').map((block, index): [string, string] => [
    `example${index}.ts`,
    // Strict types know that a list may be empty.
    block.replaceAll('instances[0]', 'instances[0]!'),
  ]);
  const cwd = project(Object.fromEntries(files));
  writeFileSync(
    join(cwd, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2023',
        types: ['node'],
        skipLibCheck: true,
      },
    }),
  );
  expect(await runNode([join(root, 'node_modules/typescript/bin/tsc'), '-p', cwd], cwd)).toBe('');
}, 60_000);
