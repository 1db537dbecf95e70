import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileSystem } from '../../src/config/files/file-system.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { head, personSchema } from './memory.ts';

const { realPath: _, ...anywhere } = fileSystem;

describe('an include stays inside the folder of the configuration', () => {
  let folder: string;
  let home: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-sync-'));
    home = join(folder, 'home');
    await mkdir(join(home, 'people/emea'), { recursive: true });
    await mkdir(join(home, '..data-1'));
    await mkdir(join(folder, 'secrets'));
    const files = {
      'home/people/a.yaml': 'users: [{ username: a }]',
      'home/people/emea/b.yaml': `include: [../a.yaml, ../../people/c.yaml]`,
      'home/people/c.yaml': 'users: [{ username: c }]',
      'home/..data-1/d.yaml': 'users: [{ username: d }]',
      'secrets/e.yaml': 'users: [{ username: e }]',
      'home-too.yaml': 'users: [{ username: f }]',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await symlink(join(folder, 'secrets'), join(home, 'linked'));
    await symlink(join(folder, 'secrets/e.yaml'), join(home, 'people/e.yaml'));
    await symlink('/', join(home, 'people/disk'));
    await symlink('..data-1', join(home, '..data'));
    await symlink('..data/d.yaml', join(home, 'd.yaml'));
    await symlink(home, join(folder, 'link-to-home'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  const outcome = async (
    include: string,
    from = 'home',
    system: Parameters<typeof loadConfiguration>[2] = fileSystem,
  ) => {
    const file = join(folder, from, 'connect-sync.yaml');
    await writeFile(file, `${head}include:\n  - ${JSON.stringify(include)}\n`);
    const { desired, diagnostics } = await loadConfiguration(file, personSchema, system);
    return {
      users: [...desired.keys()],
      codes: diagnostics.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`),
      messages: diagnostics.map(({ message }) => message.replaceAll(`${folder}/`, '')),
    };
  };

  test.each([
    ['a file', 'people/a.yaml', ['user/a']],
    ['a pattern', 'people/[ac].yaml', ['user/a', 'user/c']],
    ['up again, but not out', 'people/emea/b.yaml', ['user/a', 'user/c']],
    ['a link that stays, as Kubernetes makes them', 'd.yaml', ['user/d']],
    ['a roundabout way', 'people/../people/a.yaml', ['user/a']],
  ])('%s may be named', async (_, include, users) => {
    expect(await outcome(include)).toMatchObject({ users, codes: [] });
    expect(await outcome(include, 'link-to-home')).toMatchObject({ users, codes: [] });
  });

  test.each([
    ['a file above', '../home-too.yaml'],
    ['a pattern above', '../*.yaml'],
    ['a folder whose name only begins alike', '../home-too*'],
    ['everything on the disk', '/**'],
    ['an absolute path', '/etc/passwd'],
    ['what is not even there', '../none.yaml'],
    ['a link to a file elsewhere', 'people/e.yaml'],
    ['a link among the matches', 'people/e*.yaml'],
    ['a link to a folder elsewhere', 'linked/e.yaml'],
    ['a pattern behind such a link', 'linked/*.yaml'],
    ['a way out behind a pattern', '*/../../home-too.yaml'],
  ])('%s is an error at its line', async (_, include) => {
    const { users, codes } = await outcome(include);
    expect(users).toEqual([]);
    expect(codes).toEqual([include.startsWith('*/') ? expect.stringMatching(/^include-/) : 'include-outside 4:5']);
  });

  test.each([
    ['../*.yaml', `"../*.yaml" leads out of the configuration's folder; `],
    ['people/e*.yaml', `"people/e*.yaml" leads out of the configuration's folder (home/people/e.yaml); `],
  ])('%s is told with the way to allow it', async (include, beginning) => {
    expect((await outcome(include)).messages).toEqual([
      `${beginning}move the files there, or allow it with --allow-outside-includes.`,
    ]);
  });

  test('patterns do not go into folders that are linked from outside', async () => {
    expect(await outcome('**/[a-d].yaml')).toMatchObject({
      users: ['user/d', 'user/a', 'user/c'],
      codes: [],
    });
  });

  test('unless that is allowed', async () => {
    expect(await outcome('../home-too.yaml', 'home', anywhere)).toMatchObject({ users: ['user/f'], codes: [] });
    expect(await outcome('linked/*.yaml', 'home', anywhere)).toMatchObject({ users: ['user/e'], codes: [] });
  });
});
