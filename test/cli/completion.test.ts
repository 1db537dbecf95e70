/** What a shell completes, asked as the shells ask it: by the scripts that `completion` prints. */
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, run } from '../support/binary.ts';
import { runHere } from '../support/here.ts';

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

const scriptOf = new Map<string, Promise<string>>();
/** What `completion` prints for a shell, asked once. */
function scriptFor(shell: string): Promise<string> {
  const script = scriptOf.get(shell) ?? run(['completion', shell]).then(({ stdout }) => stdout);
  scriptOf.set(shell, script);
  return script;
}

/** What bash has in COMPREPLY once a person has typed these words; the last one is under the cursor. */
async function inBash(typed: readonly string[], { cwd, env } = place()): Promise<readonly string[]> {
  const quoted = typed.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const script = `${await scriptFor('bash')}
COMP_WORDS=(connect-sync ${quoted}); COMP_CWORD=${typed.length}
_connect_sync
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const told = execFileSync('bash', ['--norc', '-c', script], { cwd, env, encoding: 'utf8' });
  return told.split('\n').filter(Boolean);
}

test.each([
  ['commands', ['ex'], ['explain', 'export']],
  ['values right after =, which bash gives as a word of its own', ['apply', '--format', '='], ['text', 'json']],
  ['addresses with blanks, quoted', ['plan', '--target', 'routingProfile/T'], ['routingProfile/Tier\\ 2']],
  ['addresses that are quoted so far', ['plan', '--target', 'routingProfile/Tier\\ '], ['routingProfile/Tier\\ 2']],
])('bash completes %s', async (_, typed, expected) => {
  expect(await inBash(typed)).toEqual(expected);
});

/** The answer to a shell: its first line is the sort, the others are words. */
async function answer(typed: readonly string[]): Promise<readonly string[]> {
  const { code, stdout } = await runHere(['__complete', ...typed]);
  expect(code).toBe(0);
  return stdout.trimEnd().split('\n');
}

test('what may follow what was typed', async () => {
  const cwd = folder(files);
  const at = (name: string): string => join(cwd, name);
  const main = ['-f', at('connect-sync.yaml')];
  const words = async (...typed: readonly string[]): Promise<readonly string[]> => {
    const [sort, ...found] = await answer(typed);
    expect(sort).toBe('words');
    return found;
  };
  // Commands within a command; options; values of an option, also after = as a word of its own; values of an argument.
  expect(await words('runs', '')).toEqual(['show']);
  expect(await words('plan', '--ta')).toEqual(['--target']);
  expect(await words('plan', '--format', 'j')).toEqual(['json']);
  expect(await words('plan', '--format', '=', 'm')).toEqual(['markdown']);
  expect(await words('plan', '--format=j')).toEqual(['--format=json']);
  expect(await words('doctor', '--for', '')).toEqual(['plan', 'apply', 'watch']);
  expect(await words('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  // Addresses, of included files, of what there is one of, of another file; none where files cannot be read.
  expect(await words('plan', ...main, '--target', 'user/')).toEqual([
    'user/jane.doe',
    'user/omar.haddad',
    'user/li.na',
  ]);
  expect(await words('explain', ...main, 'hierarchyGroup/EMEA/')).toEqual([
    ...['hierarchyGroup/EMEA/Dublin', 'hierarchyGroup/EMEA/Cork'],
  ]);
  expect(await words('plan', ...main, '--target', 'hierarchyS')).toEqual(['hierarchyStructure']);
  expect(await words('plan', '-f', at('other.yaml'), '--target', 'user/')).toEqual(['user/zoe', 'user/jan']);
  expect(await words('plan', '-f', at('none.yaml'), '--target', 'user/')).toEqual([]);
  // Anything may stand there, or a path, which the shell completes.
  expect(await words('apply', '--deadline', '')).toEqual([]);
  expect(await answer(['plan', '-f', ''])).toEqual(['files']);
  expect(await answer(['apply', ''])).toEqual(['files']);
});

test.each([
  ['bash', ['-n']],
  ['zsh', ['-n']],
  ['fish', ['--no-config', '-n']],
])('%s takes its script', async (shell, options) => {
  const cwd = folder({ script: await scriptFor(shell) });
  expect(
    execFileSync(shell, [...options, join(cwd, 'script')], { env: { ...process.env, HOME: cwd }, encoding: 'utf8' }),
  ).toBe('');
});

test('fish completes by its script', async () => {
  const { cwd, env } = place();
  const asked = ['pl', 'plan --target user/', 'plan --format=j'].map((typed) => `complete -C 'connect-sync ${typed}'`);
  const script = [await scriptFor('fish'), ...asked].join('\n');
  const told = execFileSync('fish', ['--no-config', '-c', script], { cwd, env, encoding: 'utf8' });
  expect(told.trim().split('\n').sort()).toEqual([
    ...['--format=json', 'plan', 'user/jane.doe', 'user/li.na', 'user/omar.haddad'],
  ]);
});

/** A zsh on a terminal of its own, in which somebody types, presses Tab, and sees what the line has become. */
const inZsh = String.raw`
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1= ; autoload -Uz compinit && compinit -u -d dump; source <(connect-sync completion zsh)
show() { print -r -- "<<$BUFFER>>"; exit }; zle -N show; bindkey "^X" show; bindkey "^I" complete-word; print rea""dy'
zpty -r -m shell out '*ready*'
zpty -n -w shell "connect-sync $1"$'\t\x18'
zpty -r -m shell out '*<<*>>*'
print -rn -- "${'$'}{${'$'}{out##*<<}%>>*}"
`;

test.each([
  ['plan --target user/ja', 'plan --target user/jane.doe '],
  ['plan --target routingProfile/T', 'plan --target routingProfile/Tier\\ 2 '],
  ['plan -f oth', 'plan -f other.yaml '],
])('zsh completes %s by its script', (typed, expected) => {
  const { cwd, env } = place();
  writeFileSync(join(cwd, 'type.zsh'), inZsh);
  const told = execFileSync('zsh', ['-f', 'type.zsh', typed], { cwd, env, encoding: 'utf8', timeout: 60_000 });
  expect(told).toBe(`connect-sync ${expected}`);
});
