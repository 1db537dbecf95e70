/** What the `user` of a source makes of one record. */
import { expect, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { describe, jane, mapPeople, print } from './support.ts';

/** The person of one record, by a field of `user`; the blanks, and what is wrong. */
function fill(field: string, more: { readonly [name: string]: Json } = {}): unknown {
  const { people, all } = mapPeople(`user:\n  username: \${user}\n  ${field}`, {
    text: `[${JSON.stringify({ ...jane, ...more })}]`,
  });
  expect(all.map(print)).toEqual([]);
  const [person] = people;
  const { username: _, ...attributes } = person?.layers[0]?.attributes ?? {};
  return [attributes, person?.blanks];
}

test.each<
  [
    sentence: string,
    field: string,
    record: { readonly [name: string]: Json },
    attributes: object,
    blanks: readonly string[][],
  ]
>([
  ['a text', 'role: agent', {}, { role: 'agent' }, []],
  ['a constant of any sort', 'afterContactWorkTimeout: 30', {}, { afterContactWorkTimeout: 30 }, []],
  ['a list', 'securityProfiles: [Agent, Admin]', {}, { securityProfiles: ['Agent', 'Admin'] }, []],
  ['an empty list', 'securityProfiles: []', {}, { securityProfiles: [] }, []],
  ['an empty map', 'tags: {}', {}, { tags: {} }, []],
  ['null, which takes a value back', 'email: null', {}, { email: null }, []],
  ['a field', 'email: ${mail}', { mail: 'j@x.org' }, { email: 'j@x.org' }, []],
  ['a field with nothing in it', 'email: ${mail}', { mail: ' ' }, {}, [['email']]],
  [
    'a list of a record, without its empty items',
    'securityProfiles: ${jobs}',
    { jobs: ['Agent', '', null, ' ', []] },
    { securityProfiles: ['Agent'] },
    [],
  ],
  [
    'a list of a record with nothing in it',
    'securityProfiles: ${jobs}',
    { jobs: ['', null] },
    {},
    [['securityProfiles']],
  ],
  ['a map of a record, as it is', 'tags: ${facts}', { facts: { a: '', b: 'x' } }, { tags: { a: '', b: 'x' } }, []],
  [
    'constants and fields in one list',
    'securityProfiles: [Agent, "${job}"]',
    { job: 'Admin' },
    { securityProfiles: ['Agent', 'Admin'] },
    [],
  ],
  [
    'a field in a list with nothing in it',
    'securityProfiles: [Agent, "${job}"]',
    { job: '' },
    { securityProfiles: ['Agent'] },
    [['securityProfiles', '1']],
  ],
  [
    'a list of fields with nothing in them',
    'securityProfiles: ["${job}"]',
    { job: '' },
    {},
    [['securityProfiles', '0']],
  ],
  ['constants and fields in one map', 'tags: { a: x, b: "${job}" }', { job: 'y' }, { tags: { a: 'x', b: 'y' } }, []],
  [
    'a field in a map with nothing in it',
    'tags: { a: x, b: "${job}" }',
    { job: '' },
    { tags: { a: 'x' } },
    [['tags', 'b']],
  ],
  ['a map of fields with nothing in them', 'tags: { b: "${job}" }', { job: '' }, {}, [['tags', 'b']]],
  [
    'a map within a map',
    'phoneConfig: { a: { b: "${job}" }, c: [ { d: x } ] }',
    { job: 'y' },
    { phoneConfig: { a: { b: 'y' }, c: [{ d: 'x' }] } },
    [],
  ],
  ['an expression that stands for itself', 'email: $${mail}', { mail: 'x' }, { email: '${mail}' }, []],
])('%s', (_, field, record, attributes, blanks) => {
  expect(fill(field, record)).toEqual([attributes, blanks]);
});

test('every value is at the field that it is made of, or where it is written', () => {
  const { people, all } = mapPeople(
    `
user:
  username: \${user}
  firstName: x \${nick ?? first}
  securityProfiles: ["\${job}", Agent]
  email: \${nick ?? mail}
  role: agent
  language: [a, b]
  phoneConfig: { type: "\${phone}" }
`,
    { text: '[\n{"user":"jane","first":"J","job":"A","nick":"","mail":"","phone":"P"},\n{"mail":"x"}]' },
  );
  expect(all.map(print)).toEqual(['hr.json:3:1 no-username The record has nothing for the username.']);
  expect(describe(people[0]!)).toEqual({
    username: '"jane" hr.json:2:9',
    firstName: '"x J" hr.json:2:24',
    securityProfiles: '["A","Agent"] hr.json:2:34',
    role: '"agent" connect-sync.yaml:10:11',
    language: '["a","b"] connect-sync.yaml:11:15',
    phoneConfig: '{"type":"P"} connect-sync.yaml:12:18',
  });
});

test('the text behind an attribute is what an explanation shows', () => {
  const { people } = mapPeople(
    'user: { username: "${user}", role: agent, securityProfiles: ["a ${job}", "${job}"], tags: { b: "${job|trim}", c: x } }',
    { text: '[{"user":"jane","job":"A"}]' },
  );
  const origin = people[0]?.layers[0]?.origin;
  const written = (...path: string[]): string | undefined =>
    origin?.type === 'record' ? origin.by.written(path) : undefined;
  expect(written('username')).toBe('${user}');
  expect(written('tags', 'b')).toBe('${job|trim}');
  expect(written('securityProfiles', '1')).toBe('${job}');
  // A value that the schema finds wrong may be at a place of the list that is written nowhere.
  expect(written('securityProfiles', '5')).toBe('a ${job}');
  expect([written('role'), written('tags', 'c'), written('tags'), written('email'), written()]).toEqual(
    Array.from({ length: 5 }),
  );
});
