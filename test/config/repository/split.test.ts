/** What an export is split into says what the whole says: whatever the people, the hierarchy and the names. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { loadConfiguration } from '../../../src/config/load.ts';
import { slug, uniqueNames } from '../../../src/config/repository/file-names.ts';
import { findSites } from '../../../src/config/repository/find-sites.ts';
import { splitConfiguration } from '../../../src/config/repository/split.ts';
import { standardSchema, standardSchemaText } from '../../../src/config/schema/standard.ts';
import { writeConfiguration } from '../../../src/config/yaml/write-yaml.ts';
import { managedKinds } from '../../../src/kinds/registry.ts';
import { memory } from '../memory.ts';

const instance = { id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07', region: 'us-west-2' };
const whole = (users: readonly object[], more: object = {}) => ({
  document: { version: 1, instance, ...more, users } as unknown as Json,
  kinds: managedKinds,
  schema: standardSchema,
  schemaText: standardSchemaText(),
  notes: [],
  instance,
  header: 'An instance.',
  keepAtLeast: new Map([['Admin', 1]]),
});
const agent = (username: string, more: object = {}) => ({
  ...{ username, firstName: 'A', lastName: 'B', routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] },
  ...more,
});
const filesOf = (input: ReturnType<typeof whole>) =>
  Object.fromEntries(splitConfiguration(input).files.map(({ path, text }) => [path, text]));
const load = (files: { readonly [path: string]: string }) =>
  loadConfiguration('connect-sync.yaml', standardSchema, memory(files));
const asked = async (files: { readonly [path: string]: string }) => {
  const { desired, diagnostics } = await load(files);
  return { diagnostics, desired: new Map([...desired].map(([key, { attributes }]) => [key, attributes])) };
};

test('a role has what most of its people have, and they keep what is different', () => {
  const files = filesOf(
    whole(
      [
        agent('ann', {
          hierarchyGroup: 'EMEA/Dublin/Alpha',
          phoneConfig: { phoneType: 'SOFT_PHONE', autoAccept: true },
        }),
        agent('bob', { hierarchyGroup: 'EMEA/Dublin', phoneConfig: { phoneType: 'SOFT_PHONE', autoAccept: true } }),
        agent('cid', { hierarchyGroup: 'EMEA/Cork', phoneConfig: { phoneType: 'SOFT_PHONE', autoAccept: false } }),
        agent('eve', { securityProfiles: ['Admin'] }),
      ],
      { hierarchy: { levels: ['Region', 'Site', 'Team'], groups: { EMEA: { Cork: {}, Dublin: ['Alpha'] } } } },
    ),
  );
  expect(Object.keys(files)).toEqual([
    'connect-sync.yaml',
    'roles.yaml',
    'hierarchy.yaml',
    'people/cork.yaml',
    'people/dublin.yaml',
    'people/elsewhere.yaml',
    'schemas/connect-sync.schema.json',
  ]);
  expect(files['roles.yaml']).toContain(`roles:
  agent-basic-routing-profile:
    securityProfiles: [Agent]
    routingProfile: Basic Routing Profile
    phoneConfig:
      phoneType: SOFT_PHONE
      autoAccept: true
`);
  expect(files['people/dublin.yaml']).toBe(`# yaml-language-server: $schema=../schemas/connect-sync.schema.json
# EMEA / Dublin: 2 users.

users:
  - username: ann
    role: agent-basic-routing-profile
    firstName: A
    lastName: B
    hierarchyGroup: EMEA/Dublin/Alpha

  - username: bob
    role: agent-basic-routing-profile
    firstName: A
    lastName: B
    hierarchyGroup: EMEA/Dublin
`);
  expect(files['people/cork.yaml']).toContain('    phoneConfig: {autoAccept: false}\n');
  expect(files['people/elsewhere.yaml']).not.toContain('role:');
});

test('nobody at all, and no hierarchy, is one file of people', async () => {
  for (const users of [[], [agent('ann'), agent('bob'), agent('cid')]]) {
    const files = filesOf(whole(users));
    expect(Object.keys(files)).toContain('people/everyone.yaml');
    const { desired, diagnostics } = await asked(files);
    expect(diagnostics).toEqual([]);
    expect(desired.size).toBe(users.length);
  }
});

test('a comment goes with its entry', () => {
  const users = [agent('ann', { hierarchyGroup: 'X' }), agent('bob', { hierarchyGroup: 'Y' })];
  const files = filesOf({ ...whole(users), notes: [{ entry: ['users', 1], text: 'Left out: it.\nNot me' }] } as never);
  expect(files['people/x.yaml']).not.toContain('Left out');
  expect(files['people/y.yaml']).toContain('  # Left out: it. Not me\n  - username: bob\n');
});

describe('the files', () => {
  const three = ['ann', 'bob', 'cid'].map((name) => agent(name, { hierarchyGroup: 'EMEA/Dublin', phoneConfig: {} }));
  const input = {
    ...whole([...three, agent('eve', { routingProfile: 'Late' })], {
      hierarchy: { levels: ['Region', 'Site'], groups: { EMEA: ['Dublin'] } },
      routingProfiles: [{ name: 'Late' }],
      predefinedAttributes: [{ name: 'Skill' }],
    }),
    notes: [
      { entry: ['predefinedAttributes', 0], text: 'Of a skill.' },
      { entry: ['routingProfiles', 0], text: 'Of a profile.' },
      { entry: ['users', 3], text: 'Of Eve.' },
    ],
  } as never;
  const { files, grouped } = splitConfiguration(input);
  const textOf = (path: string): string | undefined => files.find((file) => file.path === path)?.text;

  test('are named after their sections, and included by the main file', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'connect-sync.yaml',
      'roles.yaml',
      'predefined-attributes.yaml',
      'hierarchy.yaml',
      'routing-profiles.yaml',
      'people/dublin.yaml',
      'people/elsewhere.yaml',
      'schemas/connect-sync.schema.json',
    ]);
    expect(/^include:(?:.*\n)(?: .*\n)*/m.exec(textOf('connect-sync.yaml') ?? '')?.[0]).toBe(`include:
  - roles.yaml
  - predefined-attributes.yaml
  - hierarchy.yaml
  - routing-profiles.yaml
  - people/*.yaml
`);
  });
  test('have the comments of their own section alone', () => {
    expect(
      textOf('predefined-attributes.yaml'),
    ).toBe(`# yaml-language-server: $schema=./schemas/connect-sync.schema.json

predefinedAttributes:
  # Of a skill.
  - name: Skill
`);
    expect(textOf('routing-profiles.yaml')).toContain('  # Of a profile.\n  - name: Late\n');
    expect(textOf('people/elsewhere.yaml')).toBe(`# yaml-language-server: $schema=../schemas/connect-sync.schema.json
# 1 user.

users:
  # Of Eve.
  - username: eve
    firstName: A
    lastName: B
    routingProfile: Late
    securityProfiles: [Agent]
`);
  });
  test('say what a role is', () => {
    expect(textOf('roles.yaml')).toBe(`# yaml-language-server: $schema=./schemas/connect-sync.schema.json
# What users share who have the same securityProfiles and routingProfile. The own entry of a user wins.

roles:
  agent-basic-routing-profile:
    securityProfiles: [Agent]
    routingProfile: Basic Routing Profile
`);
  });
  test('are told in a sentence', () => {
    expect(grouped).toBe(
      '4 users in 2 files by level 2 of the hierarchy (Site); 1 role for 3 of them, by securityProfiles and routingProfile.',
    );
    expect(splitConfiguration(whole([agent('ann')])).grouped).toBe(
      '1 user in 1 file; 0 roles for 0 of them, by securityProfiles and routingProfile.',
    );
    const nameless = whole([agent('ann', { hierarchyGroup: 'EMEA' })]);
    expect(splitConfiguration(nameless).grouped).toContain('1 user in 1 file by level 1 of the hierarchy; 0 roles');
  });
  test('of a configuration without people are those of its sections', () => {
    const kinds = managedKinds.filter(({ grouping }) => grouping === undefined);
    const { users: _, ...document } = whole([]).document as { users: Json; [key: string]: Json };
    const split = splitConfiguration({ ...whole([]), document: { ...document, routingProfiles: [] }, kinds });
    expect(split.grouped).toBeUndefined();
    expect(split.files.map(({ path }) => path)).toEqual([
      'connect-sync.yaml',
      'routing-profiles.yaml',
      'schemas/connect-sync.schema.json',
    ]);
    expect(split.files[0]?.text).toContain('include: [routing-profiles.yaml]\n');
  });
});

const text = fc.constantFrom('x', 'y', 'Ångström', 'no', '1e3', '12:30:45', 'a: b', '#', "it's");
const groupName = fc.constantFrom(
  'EMEA',
  'emea',
  'São Paulo',
  'Sao Paulo',
  '../x',
  'CON',
  'nul',
  '東京',
  '🦆',
  '.',
  'a/b',
  'x'.repeat(90),
);
const user = fc.record(
  {
    firstName: text,
    lastName: text,
    routingProfile: fc.constantFrom('Tier 2', 'Basic Routing Profile', 'Tier\u200b 2'),
    securityProfiles: fc.constantFrom(['Agent'], ['Agent', 'Admin'], ['true']),
    hierarchyGroup: fc.array(groupName, { minLength: 1, maxLength: 5 }),
    phoneConfig: fc.record(
      {
        phoneType: fc.constant('SOFT_PHONE'),
        autoAccept: fc.oneof(fc.boolean(), fc.constantFrom({ VOICE: true }, { VOICE: true, CHAT: false })),
        afterContactWorkTimeLimit: fc.constantFrom(0, 30),
      },
      { requiredKeys: [] },
    ),
    tags: fc.dictionary(fc.constantFrom('site', 'team', 'null'), text, { maxKeys: 3 }),
    proficiencies: fc.constantFrom({ Skill: { Billing: 3 } }, { Skill: { Billing: 3, Über: 1 } }),
  },
  { requiredKeys: ['routingProfile', 'securityProfiles'] },
);

test('files say what the whole says, and each has a safe name of its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(user, { maxLength: 40 }), async (people) => {
      const users = people.map((one, index) => ({ username: `user${index}`, ...one }));
      const input = whole(users, { predefinedAttributes: [{ name: 'Skill', values: ['Billing', 'Über'] }] });
      const split = splitConfiguration(input).files;
      for (const { path } of split)
        expect(path).toMatch(/^(?:people\/|schemas\/)?[a-z0-9-]+(?:\.schema)?\.(?:yaml|json)$/);
      expect(new Set(split.map(({ path }) => path.toLowerCase())).size).toBe(split.length);
      const found = await asked(Object.fromEntries(split.map(({ path, text: body }) => [path, body])));
      const expected = await asked({ 'connect-sync.yaml': writeConfiguration(input.document) });
      expect(expected.diagnostics).toEqual([]);
      expect(found.diagnostics).toEqual([]);
      expect(new Map([...found.desired].sort())).toEqual(new Map([...expected.desired].sort()));
    }),
    { numRuns: 150 },
  );
});

describe('names of files', () => {
  test.each([
    ['São Paulo', 'sao-paulo'],
    ['../x', 'x'],
    ['..', ''],
    ['  ', ''],
    ['Wien (Süd)', 'wien-sud'],
    ['a\u202eb\n.yaml', 'ab-yaml'],
    ['\ud800', ''],
  ])('%j is %j', (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  test('are as long as they may be', () => {
    expect(slug('x'.repeat(500))).toHaveLength(60);
  });

  test.each([
    [
      'the last name alone',
      [
        ['EMEA', 'Dublin'],
        ['EMEA', 'Cork'],
      ],
      ['dublin', 'cork'],
    ],
    [
      'the whole path where the last name is not enough',
      [
        ['EMEA', 'A'],
        ['APAC', 'A'],
      ],
      ['emea-a', 'apac-a'],
    ],
    ['a number where the path is not enough', [['a'], ['A'], ['ä'], ['a-2']], ['a', 'a-2', 'a-3', 'a-2-2']],
    ['no device of Windows', [['CON'], ['lpt1'], ['console']], ['site-con', 'site-lpt1', 'console']],
    ['something for nothing', [['/'], ['']], ['site', 'site-2']],
  ])('are %s', (_, paths, expected) => {
    expect(uniqueNames(paths, 'site')).toEqual(expected);
  });
});

describe('people are split by', () => {
  const places = (count: number, ...path: string[]) => Array.from({ length: count }, () => path);

  test('the level that is called Site', () => {
    const { level, sites } = findSites(
      [...places(2, 'EMEA', 'Dublin', 'A'), ...places(1, 'EMEA')],
      ['Region', ' site ', 'Team'],
    );
    expect(level).toBe(2);
    expect(sites.map(({ path }) => path)).toEqual([['EMEA', 'Dublin'], ['EMEA']]);
  });

  test('the highest level at which no file has more than 100', () => {
    const many = [...places(60, 'a', 'x'), ...places(60, 'a', 'y'), ...places(10, 'b', 'z')];
    expect(findSites(many, ['Land', 'Ort'])).toMatchObject({ level: 2 });
    expect(findSites(many.slice(30), ['Land', 'Ort'])).toMatchObject({ level: 1 });
  });

  test('the level with the smallest largest file, where there is no such level', () => {
    expect(findSites([...places(300, 'a', 'x', 'p'), ...places(200, 'a', 'y', 'p')], [])).toMatchObject({ level: 2 });
  });
});
