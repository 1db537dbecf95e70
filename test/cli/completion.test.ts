/** What a shell completes, asked as the shells ask it: by the scripts that `completion` prints. */
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, run } from '../support/binary.ts';

const files = {
  'connect-sync.yaml': `version: 1
instance: { alias: x }
include: [people/*.yaml, places.yaml]
routingProfiles:
  - { name: Tier 2, description: Second }
users:
  - username: jane.doe          # the first
    role: agent
  - role: agent
    username: "omar.haddad"
  - { username: li.na, role: agent }
roles: { agent: {} }
`,
  'places.yaml': 'hierarchy:\n  levels: [Region, Site]\n  groups: { EMEA: [Dublin, { Cork: {} }], APAC: }\n',
  'other.yaml': "users:\n- username: 'zoe'\n- username: jan\n",
};

const main = join(import.meta.dirname, '../../dist/main.js');

/** A folder with these files, and the command by its name in a folder of the path. */
function place(): { readonly cwd: string; readonly env: { readonly [name: string]: string } } {
  const cwd = folder(files);
  const bin = folder({});
  writeFileSync(join(bin, 'connect-sync'), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
  chmodSync(join(bin, 'connect-sync'), 0o755);
  return { cwd, env: { PATH: `${bin}:${process.env['PATH']}`, HOME: cwd } };
}

/** What bash has in COMPREPLY once a person has typed these words; the last one is under the cursor. */
async function inBash(typed: readonly string[], { cwd, env } = place()): Promise<readonly string[]> {
  const quoted = typed.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const script = `${(await run(['completion', 'bash'])).stdout}
COMP_WORDS=(connect-sync ${quoted}); COMP_CWORD=${typed.length}
_connect_sync
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const told = execFileSync('bash', ['--norc', '-c', script], { cwd, env, encoding: 'utf8' });
  return told.split('\n').filter(Boolean);
}

test.each([
  ['commands', ['ex'], ['explain', 'export']],
  ['commands within a command', ['runs', ''], ['show']],
  ['options', ['plan', '--ta'], ['--target']],
  ['values of an option', ['plan', '--format', 'j'], ['json']],
  ['values after =, which bash gives as a word of its own', ['plan', '--format', '=', 'm'], ['markdown']],
  ['values right after =', ['apply', '--format', '='], ['text', 'json']],
  ['values of an argument', ['completion', ''], ['bash', 'zsh', 'fish']],
  ['addresses', ['plan', '--target', 'user/'], ['user/jane.doe', 'user/omar.haddad', 'user/li.na']],
  ['addresses with blanks, quoted', ['plan', '--target', 'routingProfile/T'], ['routingProfile/Tier\\ 2']],
  ['addresses that are quoted so far', ['plan', '--target', 'routingProfile/Tier\\ '], ['routingProfile/Tier\\ 2']],
  [
    'branches of a tree in an included file',
    ['explain', 'hierarchyGroup/EMEA/'],
    ['hierarchyGroup/EMEA/Dublin', 'hierarchyGroup/EMEA/Cork'],
  ],
  ['what there is one of', ['plan', '--target', 'hierarchyS'], ['hierarchyStructure']],
  ['addresses of another file', ['plan', '-f', 'other.yaml', '--target', 'user/'], ['user/zoe', 'user/jan']],
  ['nothing where the files cannot be read', ['plan', '-f', 'none.yaml', '--target', 'user/'], []],
  ['nothing where anything may stand', ['apply', '--deadline', ''], []],
])('bash completes %s', async (_, typed, expected) => {
  expect(await inBash(typed)).toEqual(expected);
});

test('where a path may stand the shell completes it', async () => {
  const { stdout } = await run(['__complete', 'plan', '-f', '']);
  expect(stdout).toBe('files\n');
  expect((await run(['__complete', 'apply', ''])).stdout).toBe('files\n');
});

test('zsh and fish give an option and its value as one word', async () => {
  expect((await run(['__complete', 'plan', '--format=j'])).stdout).toBe('words\n--format=json\n');
});

test.each([
  ['bash', ['-n']],
  ['zsh', ['-n']],
  ['fish', ['--no-config', '-n']],
])('%s takes its script', async (shell, options) => {
  const cwd = folder({ script: (await run(['completion', shell])).stdout });
  expect(
    execFileSync(shell, [...options, join(cwd, 'script')], { env: { ...process.env, HOME: cwd }, encoding: 'utf8' }),
  ).toBe('');
});

test('fish completes by its script', async () => {
  const { cwd, env } = place();
  const script = `${(await run(['completion', 'fish'])).stdout}\ncomplete -C 'connect-sync plan --target user/'`;
  const told = execFileSync('fish', ['--no-config', '-c', script], { cwd, env, encoding: 'utf8' });
  expect(told.trim().split('\n').sort()).toEqual(['user/jane.doe', 'user/li.na', 'user/omar.haddad']);
});
