/** The reference in docs/: every key of a configuration and every option of the command is in it, and every link leads somewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { referenceOf } from '../../scripts/reference.ts';
import { exit } from '../../src/report/exit-codes.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];
// The page made from the schema has every key by itself.
const reference = pages
  .filter((page) => page !== 'docs/reference.md')
  .map(read)
  .join('\n');

test('every key of a configuration is in the reference', () => {
  const keys = keysOf(JSON.parse(read('schemas/connect-sync.schema.json')));
  const isThere = (key: string): boolean => new RegExp(`(?<![\\w-])${key}(?![\\w-])`).test(reference);
  expect([...keys].filter((key) => !isThere(key))).toEqual([]);
});

test('the page of all keys is what the schema says; npm run schema writes it anew', () => {
  expect(read('docs/reference.md')).toBe(referenceOf(JSON.parse(read('schemas/connect-sync.schema.json'))));
});

test('every option of a command is in the reference', () => {
  const files = ['read-commands.ts', 'write-commands.ts', 'local-commands.ts', 'options.ts'];
  const flags = [
    ...files
      .map((name) => read(`src/cli/program/${name}`))
      .join('')
      .matchAll(/'(?:-\w, )?(--[a-z-]+)/g),
  ];
  const names = new Set(flags.map(([, flag = '']) => flag));
  expect([...names].filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(reference))).toEqual([]);
});

test('A24: every exit code has its row', () => {
  const page = read('docs/exit-codes.md');
  const codes = [...page.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, row = '']) => row.split(',').map(Number));
  expect(codes.sort((a, b) => a - b)).toEqual([...new Set(Object.values(exit))].sort((a, b) => a - b));
});

test.each(pages)('the links of %s lead somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#([^)\s]+))?\)/g)];
  const dead = links.flatMap(([, path = '', anchor]) => {
    const file = join(dirname(page), path);
    if (!existsSync(join(root, file))) return [path];
    return anchor === undefined || anchorsOf(read(file)).has(anchor) ? [] : [`${path}#${anchor}`];
  });
  expect(dead).toEqual([]);
});

/** Names of properties anywhere in a schema. */
function keysOf(schema: unknown, keys = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return keys;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties' && typeof value === 'object') for (const key of Object.keys(value)) keys.add(key);
    keysOf(value, keys);
  }
  return keys;
}

/** As GitHub makes them of headings. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
