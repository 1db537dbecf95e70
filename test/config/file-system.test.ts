import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileSystem } from '../../src/config/files/file-system.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { head, personSchema } from './memory.ts';

const { realPath: _, ...anywhere } = fileSystem;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connect-sync-'));
  await mkdir(join(folder, 'main/people/deep'), { recursive: true });
  await mkdir(join(folder, 'main/folder.yaml'));
  const files = {
    'main/connect-sync.yaml': `${head}include: ["people/**/*.{yaml,json}", ../*.yaml]\n`,
    'main/people/a.yaml': '\uFEFFusers: [{ username: a }]\r\n',
    'main/people/deep/b.json': '{ "users": [{ "username": "b", "firstName": "Zoë" }] }',
    'main/people/(c) [1].yaml': 'users: [{ username: c }]',
    'main/people/.hidden.yaml': 'users: [{ username: hidden }]',
    'outside.yaml': 'users: [{ username: d }]',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, 'latin1'), Buffer.from('users: [{ username: Zo\xEB }]', 'latin1'));
  await writeFile(join(folder, 'huge'), '');
  await truncate(join(folder, 'huge'), 65 * 1024 * 1024);
});
afterAll(() => rm(folder, { recursive: true }));

describe('the real file system', () => {
  test.each([
    ['a missing file', 'none', 'ENOENT'],
    ['a folder', 'main', 'EISDIR'],
    ['a file that is not UTF-8', 'latin1', 'ERR_ENCODING_INVALID_ENCODED_DATA'],
    ['a file of more than 64 MiB', 'huge', 'EFBIG'],
  ])('%s fails with its code', async (_, name, code) => {
    await expect(fileSystem.readFile(join(folder, name))).rejects.toMatchObject({ code });
  });

  test('a device that never ends is left', async () => {
    await expect(fileSystem.readFile('/dev/zero')).rejects.toMatchObject({ code: 'EFBIG' });
  });

  test('a pipe can be read', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('sh', ['-c', `echo "users: []" > "${pipe}"`]);
    expect(await fileSystem.readFile(pipe)).toBe('users: []\n');
    writer.kill();
  });

  test.each([
    ['a name', 'people/a.yaml', ['people/a.yaml']],
    ['a star leaves out folders and hidden files', 'people/*', ['people/(c) [1].yaml', 'people/a.yaml']],
    ['two stars', '**/*.json', ['people/deep/b.json']],
    ['outside', '../*.yaml', ['../outside.yaml']],
    ['a folder is no match', 'people', []],
    ['a folder that is not there', 'nowhere/*', []],
    ['a file in place of a folder', 'connect-sync.yaml/*', []],
    ['a name longer than any may be', `${'x'.repeat(300)}/*`, []],
    ['a file that is not there', 'people/z.yaml', []],
    ['a pattern that is refused', '*/../*.yaml', []],
    ['one of several', '{people/a.yaml,people/z.yaml,people/deep/*}', ['people/a.yaml', 'people/deep/b.json']],
    ['a folder with a suffix is no match', '*.yaml', ['connect-sync.yaml']],
  ])('glob: %s', async (_, pattern, expected) => {
    expect([...(await fileSystem.glob(pattern, join(folder, 'main')))].sort()).toEqual(expected);
  });

  test('a configuration of several files, in YAML and JSON, here and elsewhere', async () => {
    const { files, desired, diagnostics } = await loadConfiguration(
      join(folder, 'main/connect-sync.yaml'),
      personSchema,
      anywhere,
    );
    expect(diagnostics).toEqual([]);
    expect(files.map((file) => file.slice(folder.length + 1))).toEqual([
      'main/connect-sync.yaml',
      'main/people/(c) [1].yaml',
      'main/people/a.yaml',
      'main/people/deep/b.json',
      'outside.yaml',
    ]);
    expect([...desired.keys()]).toEqual(['user/c', 'user/a', 'user/b', 'user/d']);
    expect(desired.get('user/b')?.attributes).toEqual({ firstName: 'Zoë' });
  });

  test('a name with brackets can be included as it is', async () => {
    await writeFile(join(folder, 'brackets.yml'), `${head}include: ["main/people/(c) [1].yaml"]\n`);
    const { desired, diagnostics } = await loadConfiguration(join(folder, 'brackets.yml'), personSchema, fileSystem);
    expect(diagnostics).toEqual([]);
    expect([...desired.keys()]).toEqual(['user/c']);
  });
});
