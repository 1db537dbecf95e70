/** What a kind needs besides its folder. A new one fails here until all of it is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import schema from '../schemas/connect-sync.schema.json' with { type: 'json' };
import type { ManagedKind } from '../src/kinds/kind.ts';
import { kinds, managedKinds, rules } from '../src/kinds/registry.ts';
import type { Section } from '../src/kinds/section.ts';

const root = join(import.meta.dirname, '..');
const yamlIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));

const pathOf = ({ key, path = [key] }: Section): readonly string[] => path;
const at = (document: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);

test.each(managedKinds)('$name has its section in the schema, said in words', ({ section }) => {
  const property = at(
    schema,
    pathOf(section).flatMap((key) => ['properties', key]),
  ) as { description?: string };
  expect(property.description).toMatch(/\w{3}/);
});

test.each(managedKinds)('$name is in an example', ({ section }) => {
  const examples = yamlIn('examples').flatMap((text) => loadAll(text) as Record<string, unknown>[]);
  expect(examples.some((example) => at(example, pathOf(section)) !== undefined)).toBe(true);
});

test.each(managedKinds)('$name is in a scenario', ({ section }) => {
  const scenarios = yamlIn('test/scenarios').map((text) => load(text) as { steps: Record<string, unknown>[] });
  expect(scenarios.some(({ steps }) => steps.some((step) => at(step, pathOf(section)) !== undefined))).toBe(true);
});

test.each(kinds)('$name has a folder of its own, and tests beside it', ({ name }) => {
  const folder = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  expect(readdirSync(join(root, 'src/kinds', folder))).toContain('index.ts');
});

test.each(kinds)('what $name is read after, and what it can point at, are kinds', ({ readAfter, readsToo = [] }) => {
  for (const name of [...readAfter, ...readsToo]) expect(rules.has(name), name).toBe(true);
});

/**
 * Words that say nothing of a kind, by themselves or in one file, and why. Whatever is not here stands in the folder of its
 * kind and in the registry only.
 */
const generic: { readonly [word: string]: string } = {
  name: 'what almost everything has',
  description: 'a keyword of JSON Schema',
  from: 'where or when something begins',
  until: 'when something ends',
  role: 'a section of its own, and what an entry takes from it',
  path: 'steps to a place',
  values: 'what maps have',
  tags: 'what every kind has that can be marked: the mark is one of them',
};
const elsewhere: { readonly [file: string]: { readonly [word: string]: string } } = {
  'app/machine/processes.ts': { user: 'the account of the operating system', username: 'likewise' },
  'cli/program/program.ts': { user: "commander's word for arguments that a person typed" },
  'cli/program/read-commands.ts': { user: 'an option of runs' },
  'cli/commands/emulator.ts': { user: 'people of the emulator', users: 'an option of the emulator' },
  'config/people/passed-over.ts': { user: 'a key of a source' },
  'config/people/people.ts': { user: 'a key of a source' },
  'config/people/settings.ts': { user: 'a key of a source' },
  'config/schema/settings/source.ts': { user: 'a key of a source' },
  'config/settings/notices.ts': { username: 'a part of a URL' },
  'config/sources/json.ts': { levels: 'how deep a text is nested' },
  'keep/record.ts': { user: 'the account that ran it' },
  'notices/notice.ts': { email: 'what is masked' },
  'report/mask.ts': { email: 'what is masked' },
  'report/json/runs-json.ts': { user: 'the account that ran it' },
  'report/text/lock-text.ts': { user: 'the account that ran it' },
  'report/text/runs-text.ts': { user: 'the account that ran it' },
  'config/schema/settings/policy.ts': { users: 'an example in a description' },
};

/** Words of a file that its code means something by: texts, and names of members, whether read, written or declared. */
function wordsIn(text: string): ReadonlySet<string> {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  const found = [
    ...code.matchAll(/['"]([A-Za-z]+)['"]/g),
    ...code.matchAll(/(?<!\.)\.([A-Za-z]+)\b/g),
    ...code.matchAll(/^\s*(?:readonly )?([A-Za-z]+)\??: /gm),
    ...code.matchAll(/[{,]\s*([A-Za-z]+)\s*(?=[,}:])/g),
  ];
  return new Set(found.map(([, word = '']) => word));
}

/** Fields of a section's entries, from its schema. */
function fieldsOf({ section }: ManagedKind): readonly string[] {
  const entry = (schema.definitions as { [name: string]: { properties?: object } })[section.key.replace(/s$/, '')];
  return Object.keys(entry?.properties ?? {});
}

const source = join(root, 'src');
/** Pages of the documentation, whose examples are files as people write them. */
const isPage = (file: string): boolean => file.startsWith('base/codes/');

const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter(
    (file) => file.endsWith('.ts') && !file.startsWith('emulator/') && !isPage(file) && file !== 'kinds/registry.ts',
  )
  .map((file) => ({ file, words: wordsIn(readFileSync(join(source, file), 'utf8')) }));
const folderOf = (name: string): string => `kinds/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}/`;

test.each(managedKinds)(
  'nothing outside its folder and the registry knows $name, its section or a field of it',
  (kind) => {
    const own = [kind.name, kind.section.key];
    const others = [...kinds.map(({ name }) => name), ...managedKinds.map(({ section }) => section.key)];
    const words = [...own, ...Object.keys(kind.attributes), ...fieldsOf(kind)].filter(
      (word) => !Object.hasOwn(generic, word) && (own.includes(word) || !others.includes(word)),
    );
    expect(words.length).toBeGreaterThan(1);
    const hits = sources
      .filter(({ file }) => !file.startsWith(folderOf(kind.name)))
      .flatMap(({ file, words: has }) =>
        words
          .filter((word) => has.has(word) && elsewhere[file]?.[word] === undefined)
          .map((word) => `${file}: ${word}`),
      );
    // A kind may be pointed at by name from another kind's folder, which reads it first.
    const allowed = new Set(
      kinds
        .filter(({ readAfter, readsToo = [] }) => [...readAfter, ...readsToo].includes(kind.name))
        .map(({ name }) => folderOf(name)),
    );
    expect(hits.filter((hit) => ![...allowed].some((folder) => hit.startsWith(folder)))).toEqual([]);
  },
);

test('every exception is needed', () => {
  const unused = Object.entries(elsewhere).flatMap(([file, words]) => {
    const has = sources.find((one) => one.file === file)?.words;
    return Object.keys(words).flatMap((word) => (has?.has(word) ? [] : [`${file}: ${word}`]));
  });
  expect(unused).toEqual([]);
});

test('no kind that is only pointed at is named where a kind is compared with', () => {
  const offenders = sources
    .filter(({ file }) => !file.startsWith('kinds/'))
    .filter(({ file }) => {
      const text = readFileSync(join(source, file), 'utf8');
      return kinds.some(({ name }) => new RegExp(`(kind: |kind === |kind\\s*!==? )'${name}'`).test(text));
    });
  expect(offenders.map(({ file }) => file)).toEqual([]);
});
