import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/load.ts';
import { locate } from '../../src/plan/model/origin.ts';
import { type Files, head, load, memory, personSchema, print } from './memory.ts';

const messages = async (files: Files): Promise<readonly string[]> => (await load(files)).diagnostics.map(print);
const jane = 'users: [{ username: jane }]\n';

describe('the file itself', () => {
  test.each<[string, Files, string]>([
    ['is missing', {}, '1:1 file-not-found There is no such file; create it, or name one with -f.'],
    ['is a folder', { 'connect-sync.yaml/x': '' }, '1:1 not-a-file This is a folder; name a file in it.'],
    [
      'may not be read',
      { 'connect-sync.yaml': { fails: 'EACCES' } },
      '1:1 unreadable-file The file may not be read; its permissions forbid it.',
    ],
    [
      'is not UTF-8',
      { 'connect-sync.yaml': { fails: 'ERR_ENCODING_INVALID_ENCODED_DATA' } },
      '1:1 not-utf8 The file is not text in UTF-8; save it as UTF-8.',
    ],
    [
      'is too large',
      { 'connect-sync.yaml': { fails: 'EFBIG' } },
      '1:1 file-too-large The file is larger than 64 MiB; split it with include.',
    ],
    [
      'is on a broken disk',
      { 'connect-sync.yaml': { fails: 'EIO' } },
      '1:1 unreadable-file The file cannot be read (EIO).',
    ],
    [
      'is empty',
      { 'connect-sync.yaml': '' },
      '1:1 empty-file The file is empty; write the configuration into it, or do not name it.',
    ],
  ])('%s', async (_, files, expected) => {
    const { diagnostics, files: names, desired } = await load(files);
    expect(diagnostics.map(print)).toEqual([`connect-sync.yaml:${expected}`]);
    expect(names).toEqual(['connect-sync.yaml']);
    expect(desired.size).toBe(0);
  });

  test('a bug of the file system is no diagnostic', async () => {
    const system = { readFile: () => Promise.reject(new TypeError('bug')), glob: async () => [] };
    await expect(loadConfiguration('a.yaml', personSchema, system)).rejects.toThrow('bug');
  });

  test.each([
    ['conf.yml', 'conf.yaml'],
    ['conf.yaml', 'conf.yml'],
  ])('%s is missing, and %s is there', async (name, other) => {
    const { diagnostics } = await load({ [other]: head }, name);
    expect(diagnostics.map(print)).toEqual([
      `${name}:1:1 file-not-found There is no such file, but there is ${other}; name it with -f ${other}.`,
    ]);
  });

  test('one without a suffix of YAML has no other', async () => {
    const { diagnostics } = await load({}, 'conf.json');
    expect(diagnostics.map(print)).toEqual([
      'conf.json:1:1 file-not-found There is no such file; create it, or name one with -f.',
    ]);
  });

  test('is named as the user names it', async () => {
    const { files } = await load(
      {
        'conf/dev.yaml': `${head}include: [people/*.yaml, ../shared/*.yaml]`,
        'conf/people/a.yaml': jane,
        'shared/b.yaml': 'roles: {}',
      },
      './conf/dev.yaml',
    );
    expect(files).toEqual(['conf/dev.yaml', 'conf/people/a.yaml', 'shared/b.yaml']);
  });
});

describe('include', () => {
  test('reads in the order of the patterns, then of the names, an included file before its neighbour', async () => {
    const { files, desired, diagnostics } = await load({
      'connect-sync.yaml': `${head}include: [z.yaml, "people/*.yaml"]`,
      'people/b.yaml': 'users: [{ username: b }]',
      'people/a.yaml': 'include: [more/*.yaml]\nusers: [{ username: a }]',
      'people/more/c.yaml': 'users: [{ username: c }]',
      'z.yaml': 'users: [{ username: z }]',
    });
    expect(diagnostics).toEqual([]);
    expect(files).toEqual(['connect-sync.yaml', 'z.yaml', 'people/a.yaml', 'people/more/c.yaml', 'people/b.yaml']);
    expect([...desired.keys()]).toEqual(['user/z', 'user/a', 'user/c', 'user/b']);
  });

  test('reads a file once, however often it is named, and in a circle too', async () => {
    const system = memory({
      'connect-sync.yaml': `${head}include: [a.yaml, ./a.yaml, "*.yaml", "**/*.yaml"]`,
      'a.yaml': 'include: [connect-sync.yaml, a.yaml, b.yaml]\nusers: [{ username: a }]',
      'b.yaml': 'include: [a.yaml]',
    });
    const { diagnostics } = await loadConfiguration('./connect-sync.yaml', personSchema, system);
    expect(diagnostics).toEqual([]);
    expect(system.reads).toEqual(['connect-sync.yaml', 'a.yaml', 'b.yaml']);
  });

  test.each<[string, string, Files, string]>([
    [
      'a pattern without a match',
      '"people/*.yml"',
      { 'people/a.yaml': jane },
      '3:11 include-matches-nothing No file matches "people/*.yml"; patterns are relative to the file they stand in.',
    ],
    [
      'a name that is not there',
      'people.yaml',
      {},
      '3:11 include-matches-nothing No file matches "people.yaml"; patterns are relative to the file they stand in.',
    ],
    [
      'a folder',
      'people/',
      { 'people/a.yaml': jane },
      '3:11 include-matches-nothing "people/" is a folder; name its files: "people/*.yaml".',
    ],
    ['a file that may not be read', 'a.yaml', { 'a.yaml': { fails: 'EACCES' } }, 'unreadable-file'],
  ])('%s', async (_, pattern, files, expected) => {
    const found = await messages({ ...files, 'connect-sync.yaml': `${head}include: [${pattern}]` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test('a folder that cannot be searched, and a bug in the search', async () => {
    const files = memory({ 'connect-sync.yaml': `${head}include: ["people/*.yaml"]` });
    const failing = (error: Error) =>
      loadConfiguration('connect-sync.yaml', personSchema, { ...files, glob: () => Promise.reject(error) });
    const { diagnostics } = await failing(Object.assign(new Error('denied'), { code: 'EACCES' }));
    expect(diagnostics.map(print)).toEqual([
      'connect-sync.yaml:3:11 unreadable-file A folder that "people/*.yaml" leads into cannot be read (EACCES).',
    ]);
    await expect(failing(new TypeError('bug'))).rejects.toThrow('bug');
  });

  test('an entry that is empty or no text is told by the schema alone', async () => {
    const found = await messages({ 'connect-sync.yaml': `${head}include: ["", " ", 12, a.yaml]`, 'a.yaml': jane });
    expect(found.map((message) => message.split(' ')[1])).toEqual(['invalid-value', 'invalid-value', 'unquoted-text']);
  });

  test('a folder named with several slashes is named with one', async () => {
    const found = await messages({ 'connect-sync.yaml': `${head}include: [people//]`, 'people/a.yaml': jane });
    expect(found[0]).toContain('"people//" is a folder; name its files: "people/*.yaml".');
  });

  test('a pattern that is refused says why', async () => {
    expect(await messages({ 'connect-sync.yaml': `${head}include: ["*/../*.yaml"]` })).toEqual([
      expect.stringMatching(/^connect-sync\.yaml:3:11 include-refused "\*\/\.\.\/\*\.yaml" ./),
    ]);
  });

  test('a name with brackets is a name where no file matches it as a pattern', async () => {
    const { files } = await load({ 'connect-sync.yaml': `${head}include: ["[dublin].yaml"]`, '[dublin].yaml': jane });
    expect(files).toEqual(['connect-sync.yaml', '[dublin].yaml']);
  });

  test('the main keys belong in the main file', async () => {
    expect(
      await messages({
        'conf.yaml': '',
        'connect-sync.yaml': `${head}include: [a.yaml]`,
        'a.yaml': 'version: 1\ninstance: { alias: x, y: z }\nowner: me\nusres: []\n',
      }),
    ).toEqual([
      'a.yaml:1:1 misplaced-key version belongs in connect-sync.yaml only; remove it here.',
      'a.yaml:2:1 misplaced-key instance belongs in connect-sync.yaml only; remove it here.',
      'a.yaml:2:23 unknown-key Unknown key "y"; known here: id, alias and region.',
      'a.yaml:3:1 misplaced-key owner belongs in connect-sync.yaml only; remove it here.',
      'a.yaml:4:1 unknown-key Unknown key "usres"; did you mean users?',
    ]);
  });

  test('A4: every broken file is told of in one run', async () => {
    expect(
      await messages({
        'connect-sync.yaml': `${head}include: [b.yaml, a.yaml, none.yaml, c.yaml]\nusers:\n  - { username: x, role: elsewhere }\n`,
        'a.yaml': 'users: [',
        'b.yaml': '',
        'c.yaml': 'users: [{ username: X }]',
      }),
    ).toEqual([
      'connect-sync.yaml:3:27 include-matches-nothing No file matches "none.yaml"; patterns are relative to the file they stand in.',
      'b.yaml:1:1 empty-file The file is empty; write the configuration into it, or do not name it.',
      'a.yaml:1:9 yaml-syntax A list in [ ] or a map in { } is not closed: a ] or } is missing.',
      'c.yaml:1:21 duplicate-user The user "X" is listed twice: here and at connect-sync.yaml:5:17, as "x" (case does not matter).',
    ]);
  });
});

describe('what is managed', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing without a section', '', []],
    ['users where there are some', jane, ['user']],
    ['users where the list is empty', 'users: []', ['user']],
  ])('%s', async (_, body, expected) => {
    const { managed, diagnostics } = await load({ 'connect-sync.yaml': head + body });
    expect(diagnostics).toEqual([]);
    expect([...managed]).toEqual(expected);
  });

  test('a section in an included file counts', async () => {
    const { managed } = await load({ 'connect-sync.yaml': `${head}include: [a.yaml]`, 'a.yaml': 'users: []' });
    expect([...managed]).toEqual(['user']);
  });
});

describe('users', () => {
  test('are keyed as their kind folds them and addressed as they are written', async () => {
    const { desired } = await load({ 'connect-sync.yaml': `${head}users: [{ username: Jane.Doe, firstName: Jane }]` });
    expect([...desired].map(([key, { address, attributes }]) => ({ key, address, attributes }))).toEqual([
      { key: 'user/jane.doe', address: { kind: 'user', key: 'Jane.Doe' }, attributes: { firstName: 'Jane' } },
    ]);
  });

  test('listed twice are told with both places, in one file and across files', async () => {
    expect(
      await messages({
        'connect-sync.yaml': `${head}include: [a.yaml]\nusers:\n  - username: Jane\n  - username: jane\n    emial: x\n`,
        'a.yaml': 'users:\n  - username: Jane\n',
      }),
    ).toEqual([
      'connect-sync.yaml:6:15 duplicate-user The user "jane" is listed twice: here and at connect-sync.yaml:5:15, as "Jane" (case does not matter).',
      'connect-sync.yaml:7:5 unknown-key Unknown key "emial"; did you mean email?',
      'a.yaml:2:15 duplicate-user The user "Jane" is listed twice: here and at connect-sync.yaml:5:15.',
    ]);
  });

  test('with a mistake are left out, the others are there', async () => {
    const { desired } = await load({
      'connect-sync.yaml': `${head}users: [{ username: a, emial: x }, { username: b }, { username: B }]`,
    });
    expect([...desired.keys()]).toEqual(['user/b']);
  });

  test('100,000 users are read', { timeout: 120_000 }, async () => {
    const users = Array.from({ length: 100_000 }, (_, at) => `  - { username: u${at}, role: agent }\n`).join('');
    const { desired, diagnostics } = await load({
      'connect-sync.yaml': `${head}roles: { agent: { routingProfile: Basic } }\nusers:\n${users}`,
    });
    expect(diagnostics).toEqual([]);
    expect(desired.size).toBe(100_000);
    expect([...desired.values()].reduce((sum, { origins }) => sum + locate(origins, ['routingProfile']).line, 0)).toBe(
      300_000,
    );
  });
});
