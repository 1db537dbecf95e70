/** docs/adopt.md: what it says to type is typed, from an instance of 500 users to a repository and an empty plan. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emulated, folder } from '../support/binary.ts';
import { bash } from '../support/shell.ts';

const root = join(import.meta.dirname, '../..');

test('500 users are adopted by the guide alone', async () => {
  const text = readFileSync(join(root, 'docs/adopt.md'), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  const { env } = await emulated({ users: 500 });
  const cwd = join(folder({}), 'work');
  mkdirSync(cwd);
  // At the pace that AWS allows the marks take five minutes, which nobody wants to wait for here.
  const script = `#!/bin/sh\ncase "$1" in validate | doctor) set -- "$@" ;; *) set -- "$@" --rate '*=1000/1000' ;; esac\nexec "${process.execPath}" "${join(root, 'dist/main.js')}" "$@"\n`;
  writeFileSync(join(cwd, '../connect-sync'), script, { mode: 0o755 });
  const author = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' };
  const typed = ['set -e', ...blocks.map((block) => `${block}echo "end of block"`)].join('\n');
  const { code, stdout, stderr } = await bash(typed, cwd, { ...env, ...author, ...committer });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const told = stdout.split('end of block\n');
  expect(told).toHaveLength(blocks.length + 1);
  const [checked, written, looked, marked, empty, , changed] = told;
  expect(checked).toMatch(/checks: .* ok/);
  expect(written).toContain('561 to adopt as "contact-centre"');
  expect(looked).toMatch(/500 users.*561 to adopt/s);
  expect(marked).toContain('Apply complete!');
  expect(empty).toContain('No changes.');
  expect(changed).toContain('Plan: 1 to add, 0 to change, 0 to destroy');
  for (const file of ['.github/workflows/connect-sync.yml', 'people/dublin.yaml', '.git']) {
    expect(existsSync(join(cwd, 'contact-centre', file))).toBe(true);
  }
}, 120_000);
