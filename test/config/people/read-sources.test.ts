/** From the files of `sources` to people. */
import { resolve } from 'node:path/posix';
import { expect, describe as group, test } from 'vitest';
import { type FileSystem, makeBounds } from '../../../src/config/files/file-access.ts';
import { sourceFile } from '../../../src/config/files/source-file.ts';
import { readSources, type SourcesRead } from '../../../src/config/people/read-sources.ts';
import { readYaml } from '../../../src/config/yaml/read-yaml.ts';
import { type Files, memory, print } from '../memory.ts';

const user = 'user: { username: "${user}" }';
const jane = '[{ "user": "jane" }]';

/** Reads the `sources` of these configurations, of which the first is the main file. */
async function read(
  configurations: { readonly [path: string]: string },
  exports: Files,
  { system = memory(exports), broken = [] }: { readonly system?: FileSystem; readonly broken?: readonly string[] } = {},
): Promise<SourcesRead> {
  const files = Object.entries(configurations).map(([file, yaml], at) => {
    const { document, problems } = readYaml(yaml);
    if (!document) throw new Error(JSON.stringify(problems));
    return { source: sourceFile({ file, isRoot: at === 0, document }), broken: new Set(at === 0 ? broken : []) };
  });
  return readSources(files, {
    system,
    bounds: makeBounds(files[0]?.source.file ?? '', system),
    mapping: {
      tables: new Map(),
      convert: (_, value) => value,
      zone: 'UTC',
      nameField: 'username',
      fold: (name) => name,
      namesOf: () => [],
    },
  });
}

/** Of one source in `conf/main.yaml`. */
const readOne = (file: string, exports: Files, system?: FileSystem): Promise<SourcesRead> =>
  read({ 'conf/main.yaml': `sources:\n- file: ${file}\n  ${user}\n` }, exports, system && { system });

const names = ({ sources }: SourcesRead): readonly string[] =>
  sources.flatMap(({ file, people }) => people.map(({ name }) => `${file} ${name}`));

test('sources of all files, in order, each relative to the file that names it', async () => {
  const found = await read(
    {
      'main.yaml': `sources:\n- { file: hr/a.json, ${user} }\n- { file: /exports/../exports/b.csv, ${user} }\n`,
      'sites/none.yaml': 'version: 1\n',
      'sites/cork.yaml': `sources:\n- { file: ../hr/c.yml, ${user} }\n`,
    },
    { 'hr/a.json': jane, '/exports/b.csv': 'user\nomar\nada\n', 'hr/c.yml': '- user: mia\n' },
  );
  expect(names(found)).toEqual(['hr/a.json jane', '/exports/b.csv omar', '/exports/b.csv ada', 'hr/c.yml mia']);
  expect(found).toMatchObject({
    complete: true,
    diagnostics: [],
    files: ['hr/a.json', '/exports/b.csv', 'hr/c.yml'],
  });
});

test('an export that two sources read was opened as one file', async () => {
  const entry = (where: string): string => `- { file: a.json, where: { user: ${where} }, ${user} }\n`;
  const found = await read(
    { 'main.yaml': `sources:\n${entry('jane')}${entry('omar')}` },
    {
      'a.json': '[{ "user": "jane" }, { "user": "omar" }]',
    },
  );
  expect(names(found)).toEqual(['a.json jane', 'a.json omar']);
  expect(found.files).toEqual(['a.json']);
});

test('an age that is limited is kept with the people', async () => {
  const yaml = `sources:\n- file: a.json\n  records: all\n  expect: { exportedAt: made, maxAge: 1d }\n  ${user}\n`;
  const { sources } = await read({ 'main.yaml': yaml }, { 'a.json': '{ "made": "2026-11-28", "all": [] }' });
  expect(sources.map(({ age }) => age)).toEqual([
    { made: Date.parse('2026-11-28'), maxAge: 86_400_000, at: { file: 'a.json', line: 1, column: 11 } },
  ]);
  const [unlimited] = (await readOne('a.json', { 'conf/a.json': jane })).sources;
  expect(Object.keys(unlimited ?? {})).not.toContain('age');
});

group('nobody is thought to be gone where', () => {
  const told = (found: SourcesRead): unknown => {
    expect(found.complete).toBe(false);
    expect(found.sources).toEqual([]);
    return [found.diagnostics.map(({ severity, ...one }) => `${severity} ${print({ severity, ...one })}`), found.files];
  };

  test.each<[sentence: string, file: string, exports: Files, problem: string]>([
    [
      'a file is no export',
      'hr.xlsx',
      { 'conf/hr.xlsx': 'x' },
      '2:9 unknown-export "hr.xlsx" is no export that can be read; it has to end in .json, .yaml or .csv.',
    ],
    [
      'there is no such file',
      'hr/a.json',
      {},
      '2:9 source-not-found There is no file "conf/hr/a.json"; the path is relative to conf/main.yaml.',
    ],
    [
      'the file may not be read',
      'a.json',
      { 'conf/a.json': { fails: 'EACCES' } },
      '2:9 unreadable-file The file may not be read; its permissions forbid it.',
    ],
    ['the file is a folder', 'a.json', { 'conf/a.json/b': '' }, '2:9 not-a-file This is a folder; name a file in it.'],
  ])('%s', async (_, file, exports, problem) => {
    expect(told(await readOne(file, exports))).toEqual([[`error conf/main.yaml:${problem}`], []]);
  });

  test('the file leads out of the configuration', async () => {
    const exports = { 'hr/a.json': jane };
    const system = { ...memory(exports), realPath: async (path: string) => resolve('/home', path) };
    expect(told(await readOne('../hr/a.json', exports, system))).toEqual([
      [
        `error conf/main.yaml:2:9 source-outside "../hr/a.json" leads out of the configuration's folder; move it there, or allow it with --allow-outside-includes.`,
      ],
      [],
    ]);
    const within = { 'conf/a.json': jane };
    const inside = { ...memory(within), realPath: async (path: string) => resolve('/home', path) };
    expect(names(await readOne('a.json', within, inside))).toEqual(['conf/a.json jane']);
  });

  test('the file is no JSON', async () => {
    const found = await readOne('a.json', { 'conf/a.json': '[' });
    expect(told(found)).toEqual([[expect.stringMatching(/^error conf\/a\.json:1:2 /)], ['conf/a.json']]);
  });

  test('the schema refused an entry', async () => {
    const yaml = `sources:\n- { file: a.json, ${user} }\n- { file: b.json, ${user} }\n- text\n`;
    const exports = { 'a.json': jane, 'b.json': '[{ "user": "omar" }]' };
    const found = await read({ 'main.yaml': yaml }, exports, { broken: ['sources/0'] });
    expect([names(found), found.complete, found.diagnostics]).toEqual([['b.json omar'], false, []]);
  });

  test('an entry is no map', async () => {
    const found = await read({ 'main.yaml': 'sources: [text]\n' }, {});
    expect(told(found)).toEqual([[], []]);
  });
});

test('a record with a mistake may be missing, but everybody else in its export is there', async () => {
  const found = await readOne('a.json', { 'conf/a.json': '[{ "user": "jane" }, { "user": "" }]' });
  expect(names(found)).toEqual(['conf/a.json jane']);
  expect(found.complete).toBe(true);
  expect(found.diagnostics.map(print)).toEqual([
    'conf/a.json:1:32 no-username The record has nothing for the username.',
  ]);
});

test('an error without a code is a bug, and thrown', async () => {
  const system = { ...memory({}), readFile: () => Promise.reject(new Error('bug')) };
  await expect(readOne('a.json', {}, system)).rejects.toThrow('bug');
});
