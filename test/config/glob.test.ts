import { describe, expect, test } from 'vitest';
import { type FolderEntry, type Glob, parseGlob, search } from '../../src/config/files/glob.ts';

type Tree = { readonly [name: string]: Tree | 'file' };

const tree: Tree = {
  'a.yaml': 'file',
  'b.json': 'file',
  '.hidden.yaml': 'file',
  'x*.yaml': 'file',
  people: {
    'a.yaml': 'file',
    'b.yml': 'file',
    '[c].yaml': 'file',
    emea: { 'd.yaml': 'file', dublin: { 'e.yaml': 'file' } },
    '.git': { 'f.yaml': 'file' },
  },
};

/** What there is at the end of a way down, if it is a folder. */
function at(names: readonly string[]): Tree {
  return names.reduce<Tree>((folder, name) => {
    const next = Object.hasOwn(folder, name) ? folder[name] : undefined;
    return next === 'file' || next === undefined ? {} : next;
  }, tree);
}

async function find(pattern: string): Promise<readonly string[]> {
  const globs = parseGlob(pattern);
  if ('refused' in globs) return [globs.refused];
  const found = await Promise.all(globs.map((glob) => searchTree(glob)));
  return [...new Set(found.flat())].sort();
}

async function searchTree(glob: Glob): Promise<readonly string[]> {
  const start = glob.start === '.' ? [] : glob.start.split('/');
  if (glob.steps.length === 0) return [glob.start];
  const list = async (folder: readonly string[]): Promise<readonly FolderEntry[]> =>
    Object.entries(at([...start, ...folder])).map(([name, what]) => ({
      name,
      type: what === 'file' ? 'file' : 'folder',
    }));
  return (await search(glob, list)).map((names) => [...start, ...names].join('/'));
}

describe('a pattern of include matches', () => {
  test.each<[string, string, readonly string[]]>([
    ['a plain name, which is not searched for', 'people/none.yaml', ['people/none.yaml']],
    ['a star: names, without those that begin with a dot', '*.yaml', ['a.yaml', 'x*.yaml']],
    ['a dot that is written', '.*.yaml', ['.hidden.yaml']],
    ['a question mark: one character', 'people/?.yaml', ['people/a.yaml']],
    ['a set', 'people/[ab].y*', ['people/a.yaml', 'people/b.yml']],
    ['a range', '[a-b].*', ['a.yaml', 'b.json']],
    ['a set that is turned round', '[!b].*', ['a.yaml']],
    [
      'two stars: any folders, none too',
      '**/*.yaml',
      [...['a.yaml', 'people/[c].yaml', 'people/a.yaml', 'people/emea/d.yaml', 'people/emea/dublin/e.yaml', 'x*.yaml']],
    ],
    ['two stars in the middle', 'people/**/dublin/*.yaml', ['people/emea/dublin/e.yaml']],
    ['two stars at the end: all that is below', 'people/emea/**', ['people/emea/d.yaml', 'people/emea/dublin/e.yaml']],
    ['braces: each of the names', '{a,b}.{yaml,json}', ['a.json', 'a.yaml', 'b.json', 'b.yaml']],
    ['braces with slashes and in braces', '{people/{a,b},none/*}.y*', ['people/a.yaml', 'people/b.yml']],
    ['braces without a comma are letters', '{a}.*', []],
    ['an escaped star is a star', 'x\\*.*', ['x*.yaml']],
    ['a bracket that is not closed is a letter', 'people/[c*', ['people/[c].yaml']],
    ['no folder', 'people/*', ['people/[c].yaml', 'people/a.yaml', 'people/b.yml']],
  ])('%s', async (_, pattern, expected) => {
    expect(await find(pattern)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['".." after a star', '*/../../**/*.pem', 'has ".." after a wildcard; name the folder that is meant.'],
    ['".." in braces', 'a*/{..,b}/*', 'has ".." after a wildcard; name the folder that is meant.'],
    ['".." with an escape', 'a*/\\.\\./*', 'has ".." after a wildcard; name the folder that is meant.'],
    ['more than anybody writes', '{a,b}'.repeat(11), 'stands for more than 1,000 patterns; use fewer braces.'],
    ['a pattern without end', '*a'.repeat(32_768), 'is longer than 4,096 characters.'],
    ['braces in braces without end', `${'{a,'.repeat(1365)}b`, ''],
  ])('%s is refused', async (_, pattern, expected) => {
    const globs = parseGlob(pattern);
    expect('refused' in globs ? globs.refused : '').toBe(expected);
  });
});

test('fifty stars end at once, whatever the names are like', async () => {
  const steps = parseGlob(`${'*a'.repeat(50)}b`);
  if ('refused' in steps) throw new Error(steps.refused);
  const list = async (): Promise<readonly FolderEntry[]> =>
    Array.from({ length: 1_000 }, (_, index) => ({ name: 'a'.repeat(200) + index, type: 'file' }));
  expect(await search(steps[0]!, list)).toEqual([]);
});

test('fifty times any folders end at once, too', async () => {
  const globs = parseGlob(`${'**/a/'.repeat(50)}b`);
  if ('refused' in globs) throw new Error(globs.refused);
  const list = async (folder: readonly string[]): Promise<readonly FolderEntry[]> =>
    folder.length < 200 ? [{ name: 'a', type: 'folder' }] : [{ name: 'c', type: 'file' }];
  expect(await search(globs[0]!, list)).toEqual([]);
});
