/** One person from a record, an entry and an override: what each adds, and what is told of them. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { memory } from './memory.ts';

const head = 'version: 1\ninstance: { alias: acme }\n';
const source = 'sources: [{ file: people.csv, user: { username: "${id}" } }]\n';
const load = (body: string, people = 'jane') =>
  loadConfiguration(
    'connect-sync.yaml',
    standardSchema,
    memory({ 'connect-sync.yaml': head + body, 'people.csv': `id\n${people}\n` }),
  );
const told = ({ severity, code, message, source: at, address }: Diagnostic): string =>
  `${severity} ${at?.line}:${at?.column} ${code} ${address ?? '-'} ${message}`;

describe('a record', () => {
  test('takes what an entry and an override add, the override last', async () => {
    const { desired, diagnostics } = await load(
      `${source}users: [{ username: Jane, firstName: Entry, lastName: Entry }]\noverrides: [{ username: JANE, lastName: Override }]\n`,
    );
    expect(diagnostics.map(told)).toEqual([]);
    expect([...desired.values()].map(({ attributes, record }) => [attributes, record !== undefined])).toEqual([
      [{ firstName: 'Entry', lastName: 'Override' }, true],
    ]);
  });

  test.each([
    [
      'an entry',
      'users: [{ username: jane, emial: x }]\n',
      'error 4:27 unknown-key user/jane Unknown key "emial"; did you mean email?',
    ],
    [
      'an override',
      'overrides: [{ username: jane, emial: x }]\n',
      'error 4:31 unknown-key user/jane Unknown key "emial"; did you mean email?',
    ],
  ])('is not made where %s is wrong', async (_, body, message) => {
    const { desired, diagnostics } = await load(source + body);
    expect(diagnostics.map(told)).toEqual([message]);
    expect(desired.size).toBe(0);
  });
});

describe('an override of somebody who is in no record', () => {
  const override = 'overrides: [{ username: joe, lastName: X }]\n';
  test.each(['users: []\n', source])('is told with %j', async (body) => {
    expect((await load(body + override)).diagnostics.map(told)).toEqual([
      'warning 4:25 idle-override user/joe The override of "joe" does nothing: no record lists that user; remove it, or list them under users.',
    ]);
  });
  test('is not told where an export could not be read', async () => {
    const { diagnostics } = await load(`sources: [{ file: nowhere.csv, user: { username: "\${id}" } }]\n${override}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['source-not-found']);
  });
});

describe('entries that no record lists', () => {
  const entries = (count: number): string =>
    `users:\n${Array.from({ length: count }, (_, at) => `  - username: p${at}\n`).join('')}`;
  const alone = (more: string): string =>
    `warning 5:15 entry-alone user/p0 "p0" is in no record of people.csv, so this entry alone keeps the account.${more}`;
  test.each([
    [1, alone('')],
    [2, alone(' So it is with 1 more entry: p1.')],
    [6, alone(' So it is with 5 more entries: p1, p2, p3, p4, p5.')],
    [7, alone(' So it is with 6 more entries: p1, p2, p3, p4, p5, ….')],
  ])('%d are told in one sentence', async (count, message) => {
    const { diagnostics, desired } = await load(source + entries(count));
    expect(diagnostics.map(told)).toEqual([message]);
    expect(desired.size).toBe(count + 1);
  });
  test('of several exports name them all', async () => {
    const two =
      'sources:\n  - { file: people.csv, user: { username: "${id}" } }\n  - { file: people.csv, user: { username: "x-${id}" } }\n';
    const { diagnostics } = await load(`${two}users: [{ username: p0 }]\n`);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '"p0" is in no record of people.csv or people.csv, so this entry alone keeps the account.',
    ]);
  });
  test('are nothing to tell of where no export is read', async () => {
    expect((await load(`sources: []\n${entries(1)}`)).diagnostics.map(({ code }) => code)).toEqual([]);
  });
});

describe('tags', () => {
  const tags = (count: number): string => `{ ${Array.from({ length: count }, (_, at) => `t${at}: x`).join(', ')} }`;
  test.each([
    ['', 50, []],
    ['owner: hr\n', 49, []],
    [
      'owner: hr\n',
      50,
      [
        'error 4:33 too-many-tags user/jane 50 tags are too many; a user has at most 50, one of which is its ownership mark.',
      ],
    ],
  ])('with %j, %d of them', async (owner, count, messages) => {
    const { diagnostics } = await load(`${owner}users: [{ username: jane, tags: ${tags(count)} }]\n`);
    expect(diagnostics.map(told)).toEqual(messages);
  });
});

test('tags of a role count', async () => {
  const some = (name: string): string => Array.from({ length: 26 }, (_, at) => `${name}${at}: x`).join(', ');
  const { diagnostics } = await load(
    `roles: { a: { tags: { ${some('a')} } } }\nusers: [{ username: jane, role: a, tags: { ${some('b')} } }]\n`,
  );
  expect(diagnostics.map(told)).toEqual([
    'error 4:42 too-many-tags user/jane 52 tags are too many; a user has at most 50.',
  ]);
});

describe('a role that is not declared', () => {
  test('is told with the user, where it is one', async () => {
    const { diagnostics } = await load('users: [{ username: jane, role: agnet }]\n');
    expect(diagnostics.map(told)).toEqual([
      'error 3:33 unknown-role user/jane There is no role "agnet"; no roles are declared.',
    ]);
  });
  test('is told once for several', async () => {
    const { diagnostics } = await load('users: [{ username: a, role: x }, { username: b, role: x }]\n');
    expect(diagnostics.map(told)).toEqual([
      'error 3:30 unknown-role - There is no role "x"; no roles are declared. Used 2 times, also at connect-sync.yaml:3:56.',
    ]);
  });
  test('is not told where roles could not be read', async () => {
    const { diagnostics } = await load('roles: 12\nusers: [{ username: jane, role: x }]\n');
    expect(diagnostics.map(({ code }) => code)).toEqual(['wrong-type']);
  });
  test('with an empty name is told by the schema alone', async () => {
    const { diagnostics } = await load('users: [{ username: jane, role: "" }]\n');
    expect(diagnostics.map(({ code }) => code)).toEqual(['invalid-value']);
  });
});

test.each([
  'user: { username: "${id}", firstName: "${id|nope}" }',
  'user: { username: "${id}", securityProfiles: ["${id|nope}"] }',
  'user: { username: "${id}" }, rules: [{ when: { id: jane }, set: { lastName: "${id|nope}" } }]',
  'key: "${id|nope}", user: { username: "${id}" }',
])('of an expression that is wrong only that is told: %s', async (settings) => {
  const { diagnostics } = await load(`sources: [{ file: people.csv, ${settings} }]\n`);
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-filter']);
});
