import { describe, expect, test } from 'vitest';
import { suggestions } from '../../src/config/roles.ts';
import { locate, originOf } from '../../src/plan/model/origin.ts';
import { head, load, print, problems } from './memory.ts';

const files = {
  'connect-sync.yaml': `${head}include: [roles.yaml]
users:
  - username: jane
    role: agent
    routingProfile: Own
    phoneConfig:
      autoAccept: { CHAT: true }
    tags: { a: x }
    hierarchyGroup: [A, B]
  - username: omar
    phoneConfig: { autoAccept: true }
`,
  'roles.yaml': `roles:
  agent:
    routingProfile: Basic
    securityProfiles: [Agent, Admin]
    phoneConfig:
      autoAccept: { VOICE: true }
      phoneType: SOFT_PHONE
    tags: { b: y }
`,
};

describe('locate', () => {
  test.each<[string, string, readonly string[] | undefined, string]>([
    ['the resource is where its entry begins', 'jane', undefined, 'connect-sync.yaml:5:5'],
    ['an own field', 'jane', ['routingProfile'], 'connect-sync.yaml:7:21'],
    ["the role's field", 'jane', ['securityProfiles', '1'], 'roles.yaml:4:31'],
    ["the role's field of a map that both have", 'jane', ['phoneConfig', 'phoneType'], 'roles.yaml:7:18'],
    ['an own field of a map that both have', 'jane', ['phoneConfig', 'autoAccept', 'CHAT'], 'connect-sync.yaml:9:27'],
    [
      'what the own field has replaced is the own field',
      'jane',
      ['phoneConfig', 'autoAccept', 'VOICE'],
      'connect-sync.yaml:9:19',
    ],
    ["the role's tag", 'jane', ['tags', 'b'], 'roles.yaml:8:16'],
    ['a tag that nobody has is where tags are', 'jane', ['tags', 'z'], 'connect-sync.yaml:10:11'],
    ['a path deeper than what is written', 'jane', ['hierarchyGroup', '1', 'x'], 'connect-sync.yaml:11:25'],
    ['a field that nobody has is the entry', 'jane', ['email'], 'connect-sync.yaml:5:5'],
    ['one value for all channels', 'omar', ['phoneConfig', 'autoAccept', 'VOICE'], 'connect-sync.yaml:13:32'],
    ['without a role', 'omar', ['tags', 'b'], 'connect-sync.yaml:12:5'],
  ])('%s', async (_, name, path, expected) => {
    const { desired, diagnostics } = await load(files);
    expect(diagnostics).toEqual([]);
    const { file, line, column } = locate(desired.get(`user/${name}`)!.origins, path);
    expect(`${file}:${line}:${column}`).toBe(expected);
  });

  test.each<[string, string, readonly string[], object]>([
    ['an own field', 'jane', ['routingProfile'], { type: 'entry', path: ['users', 0] }],
    ["the role's field", 'jane', ['securityProfiles'], { type: 'role', name: 'agent', path: ['roles', 'agent'] }],
    ["the role's tag", 'jane', ['tags', 'b'], { type: 'role', name: 'agent' }],
    ['an own tag', 'jane', ['tags', 'a'], { type: 'entry' }],
    ['everything of somebody without a role', 'omar', ['phoneConfig', 'autoAccept'], { type: 'entry' }],
  ])('the origin is told by its kind: %s', async (_, name, path, expected) => {
    const { desired } = await load(files);
    expect(originOf(desired.get(`user/${name}`)!.origins, path)).toMatchObject(expected);
  });

  test('the attributes are merged', async () => {
    expect((await load(files)).desired.get('user/jane')?.attributes).toEqual({
      routingProfile: 'Own',
      securityProfiles: ['Agent', 'Admin'],
      phoneConfig: { autoAccept: { CHAT: true }, phoneType: 'SOFT_PHONE' },
      tags: { a: 'x', b: 'y' },
      hierarchyGroup: ['A', 'B'],
    });
  });
});

describe('roles that are wrong', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'one that is not declared',
      'roles: { agent: {}, lead: {} }\nusers: [{ username: a, role: agnet }]',
      ['4:30 unknown-role There is no role "agnet"; did you mean "agent"?'],
    ],
    [
      'one that many take is one mistake',
      'users:\n  - { username: a, role: x }\n  - { username: b, role: x }\n  - { username: c, role: x }\n  - { username: d, role: x }\n',
      [
        '4:26 unknown-role There is no role "x"; no roles are declared. Used 4 times, also at connect-sync.yaml:5:26, connect-sync.yaml:6:26, ….',
      ],
    ],
    [
      'one in another case',
      'roles: { agent: {} }\nusers: [{ username: a, role: Agent }]',
      ['4:30 unknown-role There is no role "Agent"; did you mean "agent"?'],
    ],
    [
      'one that resembles none',
      'roles: { agent: {}, lead: {} }\nusers: [{ username: a, role: supervisor }]',
      ['4:30 unknown-role There is no role "supervisor"; declared are "agent", "lead".'],
    ],
    [
      'one where there are none',
      'users: [{ username: a, role: agent }]',
      ['3:30 unknown-role There is no role "agent"; no roles are declared.'],
    ],
    [
      'one named like a property of JavaScript',
      'roles: { agent: {} }\nusers: [{ username: a, role: constructor }]',
      ['4:30 unknown-role There is no role "constructor"; declared are "agent".'],
    ],
    [
      'a mistake in a role is told once, however many entries take it',
      'roles: { agent: { routingProfil: x } }\nusers: [{ username: a, role: agent }, { username: b, role: agent }]',
      ['3:19 unknown-key Unknown key "routingProfil"; did you mean routingProfile?'],
    ],
    [
      'roles that cannot be read are not missed',
      'roles: [agent]\nusers: [{ username: a, role: agent }]',
      [
        '3:8 wrong-type roles must be a map ("key: value"), not a list; write each role as "name:" with its settings below.',
      ],
    ],
    [
      'a name with a blank',
      'roles: { "agent ": {} }',
      ['3:10 invalid-value The key "agent " must not begin or end with a blank; write "agent".'],
    ],
    [
      'a name that is a number',
      'roles: { 1: {} }\nusers: [{ username: a, role: 1 }, { username: b, role: "1" }]',
      ['4:30 unquoted-text role was read as a number; quote it: "1".'],
    ],
    [
      'a role that is named like a method works',
      'roles: { constructor: { routingProfile: x } }\nusers: [{ username: a, role: constructor }]',
      [],
    ],
    [
      'tags of a role and a user that are too many together',
      `owner: me\nroles: { r: { tags: { ${Array.from({ length: 49 }, (_, at) => `r${at}: x`).join(', ')} } } }\nusers:\n  - { username: a, role: r, tags: { r1: y, gone: null } }\n  - { username: b, role: r, tags: { more: y } }\n`,
      ['7:35 too-many-tags 50 tags are too many; a user has at most 50, one of which is its ownership mark.'],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await problems(body)).toEqual(expected);
  });

  test('one that is declared twice, in two files', async () => {
    const { diagnostics } = await load({
      'connect-sync.yaml': `${head}include: [a.yaml]\nroles: { agent: {} }`,
      'a.yaml': 'roles:\n  lead: {}\n  agent: { email: x }',
    });
    expect(diagnostics.map(print)).toEqual([
      'a.yaml:3:3 duplicate-role Role "agent" is declared twice: here and at connect-sync.yaml:4:10.',
      "a.yaml:3:12 unknown-key A role cannot have email, which is a person's own; write it in the user's entry.",
    ]);
  });
});

describe('a role that is not declared', () => {
  const names = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `role-${at}`);
  test.each<[readonly string[], string, string]>([
    [[], 'agent', 'no roles are declared.'],
    [['agent', 'lead'], 'agnet', 'did you mean "agent"?'],
    [['agent', 'lead'], 'manager', 'declared are "agent", "lead".'],
    [
      names(10),
      'x',
      `declared are ${names(10)
        .map((name) => `"${name}"`)
        .join(', ')}.`,
    ],
    [
      names(11),
      'x',
      `declared are ${names(10)
        .map((name) => `"${name}"`)
        .join(', ')}, ….`,
    ],
  ])('of %j: %s', (declared, name, ending) => {
    const of = suggestions(declared);
    expect([of(name), of(name)]).toEqual([ending, ending]);
  });

  test('is looked for among the others a hundred times at most', () => {
    const of = suggestions(['agent']);
    for (let at = 0; at < 100; at++) of(`other-${at}`);
    expect(of('agnet')).toBe('declared are "agent".');
    expect(of('other-7')).toBe('declared are "agent".');
    const another = suggestions(['agent']);
    for (let at = 0; at < 99; at++) another(`other-${at}`);
    expect([another('agnet'), another('agemt'), another('agnet')]).toEqual([
      'did you mean "agent"?',
      'declared are "agent".',
      'did you mean "agent"?',
    ]);
  });
});
