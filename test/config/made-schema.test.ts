/** What a schema knows of the files, and what it makes of values and texts. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { composeSchema } from '../../src/config/schema/compose.ts';
import { makeConvert } from '../../src/config/schema/convert.ts';
import { formatsOf } from '../../src/config/schema/formats.ts';
import { repeatedBy } from '../../src/config/schema/repeats.ts';
import { isNeeded, makeSchema, type Schema, secretAt } from '../../src/config/schema/schema.ts';
import { sentencesOf } from '../../src/config/schema/sentences.ts';
import { managedKinds } from '../../src/kinds/registry.ts';

const made = (): Schema => makeSchema(managedKinds, composeSchema(managedKinds, ['ListUsers']));

describe('a schema', () => {
  test('knows the keys of main and of included files', () => {
    const schema = made();
    const [root, included] = [schema.topKeys('root'), schema.topKeys('included')];
    expect(root.filter((key) => !included.includes(key))).toEqual([
      'version',
      'instance',
      'owner',
      'policy',
      'throttle',
      'renamed',
      'notices',
      'timeZone',
      'parked',
    ]);
    expect(included).toEqual(
      expect.arrayContaining(['include', 'roles', 'users', 'sources', 'overrides', 'hierarchy']),
    );
  });

  test('knows whose entries a section has', () => {
    const schema = made();
    expect(['users', 'routingProfiles', 'hierarchy', 'policy', 'nope'].map(schema.entryDefinition)).toEqual([
      'user',
      'routingProfile',
      undefined,
      undefined,
      undefined,
    ]);
    expect(schema.definitionNamed('toString')).toBeUndefined();
    expect(schema.definitionNamed('user')).toMatchObject({ type: 'object' });
    expect(schema.entrySections).toEqual(
      expect.arrayContaining(['roles', 'users', 'overrides', 'sources', 'routingProfiles', 'securityProfiles']),
    );
    expect(schema.entrySections).not.toContain('hierarchy');
  });

  test('knows what is a person’s own', () => {
    expect(made().personalKeys).toEqual([
      'username',
      'role',
      'firstName',
      'lastName',
      'email',
      'secondaryEmail',
      'mobile',
      'from',
      'until',
      'initialPassword',
      'directoryUserId',
    ]);
  });

  test.each<[readonly string[], string | undefined, readonly string[]]>([
    [['users', '12', 'email'], 'user', ['email']],
    [['users', '12'], 'user', []],
    [['users', 'x12', 'email'], undefined, []],
    [['users', '1x', 'email'], undefined, []],
    [['users'], undefined, []],
    [['overrides', '0', 'tags', 'a'], 'user', ['tags', 'a']],
    [['sources', '0', 'user', 'email'], 'user', ['email']],
    [['sources', '0', 'rules', '3', 'set', 'role'], 'user', ['role']],
    [['sources', '0', 'rules', '3', 'when', 'role'], undefined, []],
    [['routingProfiles', '0', 'queues'], 'routingProfile', ['queues']],
    [['predefinedAttributes', '0', 'user', 'email'], 'predefinedAttribute', ['user', 'email']],
    [['hierarchy', 'groups'], undefined, []],
  ])('of %j says whose entry it is', (path, kind, within) => {
    const place = made().placeOf(path);
    expect(place?.kind.name).toBe(kind);
    expect(place?.within ?? []).toEqual(within);
  });

  test('knows the kind of a whole section', () => {
    const schema = made();
    const names = [['users'], ['hierarchy', 'groups'], ['hierarchy', 'levels'], ['hierarchy'], ['users', '0']];
    expect(names.map((path) => schema.sectionAt(path)?.name)).toEqual([
      'user',
      'hierarchyGroup',
      'hierarchyStructure',
      undefined,
      undefined,
    ]);
  });

  test('knows where secrets are, however deep a path goes', () => {
    const schema = made();
    expect(secretAt(schema, ['users', '0', 'initialPassword', 'env'])).toMatchObject({
      field: 'initialPassword',
      path: ['users', '0', 'initialPassword'],
      secret: { noun: 'password' },
    });
    expect(secretAt(schema, ['users', '0', 'email'])).toBeUndefined();
    expect(secretAt(schema, ['routingProfiles', '0', 'initialPassword'])).toBeUndefined();
    expect(secretAt(schema, ['policy'])).toBeUndefined();
  });

  test.each<[readonly string[], boolean]>([
    [['version'], true],
    [['instance'], true],
    [['owner'], false],
    [['instance', 'alias'], false],
    [['users', '0', 'username'], true],
    [['users', '0', 'email'], false],
    [['users', '0', 'tags', 'username'], false],
    [['routingProfiles', '0', 'name'], true],
  ])('of %j says whether it is needed: %s', (path, needed) => {
    expect(isNeeded(made(), path)).toBe(needed);
  });

  test('finds what is wrong in an entry, with the way to it', () => {
    const schema = made();
    const wrong = schema.check({ users: [{ username: 'jane' }, { username: 12, nope: 1 }] }, 'included');
    expect(wrong.map(({ instancePath, keyword }) => [instancePath, keyword])).toEqual(
      expect.arrayContaining([
        ['/users/1/username', 'type'],
        ['/users/1', 'additionalProperties'],
      ]),
    );
    expect(wrong.every(({ instancePath }) => instancePath.startsWith('/users/1'))).toBe(true);
    expect(schema.check('text', 'included')[0]).toMatchObject({ instancePath: '', keyword: 'type' });
    expect(schema.check({ users: 'text' }, 'included')).toMatchObject([{ instancePath: '/users', keyword: 'type' }]);
    expect(schema.checkEntry('user', { username: 'jane' })).toEqual([]);
    expect(schema.checkEntry('user', { nope: 1 })).toMatchObject([
      { keyword: 'required' },
      { params: { additionalProperty: 'nope' } },
    ]);
  });

  test('tells of each entry that a list has twice', () => {
    const schema = made();
    const queues = [
      { queue: 'Q', channel: 'VOICE', priority: 1, delay: 0 },
      { queue: 'Q', channel: 'CHAT', priority: 1, delay: 0 },
      { queue: 'Q', channel: 'VOICE', priority: 2, delay: 5 },
      { queue: 'Q', channel: 'VOICE', priority: 3, delay: 5 },
    ];
    const errors = schema.check({ routingProfiles: [{ name: 'Support', queues }] }, 'included');
    const facts = { writtenAs: () => undefined, rootFile: 'a.yaml', schema, sort: 'included' as const };
    const told = sentencesOf(errors, facts).map(({ code, message, path }) => [code, message, path.join('/')]);
    expect(told).toEqual([
      ['duplicate-value', 'queues lists "Q VOICE" twice; remove one.', 'routingProfiles/0/queues/2'],
      ['duplicate-value', 'queues lists "Q VOICE" twice; remove one.', 'routingProfiles/0/queues/3'],
    ]);
  });
});

test.each<[string, readonly Json[], readonly number[]]>([
  [
    'alike in all fields',
    [
      { a: 1, b: 2 },
      { a: 1, b: 2, c: 3 },
    ],
    [1],
  ],
  [
    'alike in one of two fields',
    [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
    [],
  ],
  [
    'every repetition',
    [
      { a: 1, b: 1 },
      { a: 2, b: 1 },
      { a: 1, b: 1 },
      { a: 1, b: 1 },
    ],
    [2, 3],
  ],
  ['without one of the fields', [{ a: 1 }, { a: 1 }, { b: 1 }, { b: 1 }], []],
  ['no maps', ['a', 'a', null, null, [1], [1]], []],
  [
    'other types',
    [
      { a: 1, b: 1 },
      { a: '1', b: 1 },
    ],
    [],
  ],
])('entries are repeated where they are %s', (_, list, positions) => {
  expect(repeatedBy(['a', 'b'], list)).toEqual(positions);
});

describe('a value of an export becomes what the schema wants', () => {
  const definitions: { readonly [name: string]: Json } = {
    entry: {
      properties: {
        text: { type: 'string' },
        count: { type: 'integer' },
        flag: { type: 'boolean' },
        either: { type: ['string', 'integer'] },
        flags: { $ref: '#/definitions/flags' },
        names: { type: 'array', items: { type: 'string' } },
        nested: { properties: { text: { type: 'string' } }, additionalProperties: { type: 'integer' } },
        anything: {},
        open: true,
      },
    },
    flags: { type: 'array', items: { type: 'boolean' } },
  };
  const convert = makeConvert({ definitionNamed: (name: string) => definitions[name] } as Schema, 'entry');
  test.each<[readonly (string | number)[], Json, Json]>([
    [['text'], 12, '12'],
    [['text'], true, 'true'],
    [['text'], 'true', 'true'],
    [['text'], '12', '12'],
    [['text'], null, null],
    [['count'], '12', 12],
    [['count'], '-12', -12],
    [['count'], '1234567890123456', '1234567890123456'],
    [['count'], 'a12', 'a12'],
    [['count'], '12a', '12a'],
    [['count'], '1.5', '1.5'],
    [['count'], 'true', 'true'],
    [['flag'], 'TRUE', true],
    [['flag'], 'False', false],
    [['flag'], 'untrue', 'untrue'],
    [['flag'], 'truest', 'truest'],
    [['flag'], '1', '1'],
    [['flag'], 1, 1],
    [['either'], '12', '12'],
    [['flags'], ['true', 'x', false], [true, 'x', false]],
    [['flags', '10'], 'true', true],
    [['flags', 'x1'], 'true', 'true'],
    [['flags', '1x'], 'true', 'true'],
    [['names'], [1, 'a', null], ['1', 'a', null]],
    [['nested'], { text: 1, more: '2' }, { text: '1', more: 2 }],
    [['nested', 'more'], '2', 2],
    [['nested', '0'], '2', 2],
    [['anything'], '12', '12'],
    [['open'], 12, 12],
    [['open', 'deeper'], 12, 12],
    [['nope'], 12, 12],
    [['text'], [1], [1]],
    [['text'], { a: 1 }, { a: 1 }],
  ])('at %j, %j becomes %j', (path, value, expected) => {
    expect(convert(path as readonly string[], value)).toEqual(expected);
  });
});

describe('a text is', () => {
  const rules = formatsOf(managedKinds);
  const aTime = '; a time needs its offset, such as Z or +01:00 (for the day alone: |left:10)';
  const notADay = (text: string, hint = ''): string =>
    `must be a day such as 2026-12-01, or a time with an offset such as 2026-12-01T09:00:00+01:00, not "${text}"${hint}`;
  test.each<[string, string, string | undefined]>([
    ['tagKey', 'team', undefined],
    ['tagKey', 'Connect-Sync:owner', 'is written by connect-sync itself; remove it'],
    ['tagKey', 'my:connect-sync:owner', undefined],
    ['tagKey', 'AWS:x', 'is reserved by AWS; remove it'],
    ['tagKey', 'my:aws:x', undefined],
    ['duration', '90m', undefined],
    ['duration', '366d', undefined],
    ['duration', '367d', 'must not be longer than 366d; it is "367d"'],
    ['duration', '0m', 'must be longer than nothing; it is "0m"'],
    ['duration', 'soon', 'must be a span of time such as 10h, 90m or 1h30m; it is "soon"'],
    ['cron', '0 20 * * 1-5', undefined],
    ['cron', '0 0 29 2 *', undefined],
    [
      'cron',
      '0 0 30 2 *',
      'names a day that never comes; write minute, hour, day, month and weekday, such as "0 20 * * 1-5", not "0 0 30 2 *"',
    ],
    [
      'cron',
      '* * *',
      'is not a schedule of cron; write minute, hour, day, month and weekday, such as "0 20 * * 1-5", not "* * *"',
    ],
    ['timeZone', 'Europe/Dublin', undefined],
    ['timeZone', '+02:00', 'must be a time zone of the IANA database, such as Europe/Dublin, not "+02:00"'],
    [
      'timeZone',
      '1Europe/Dublin',
      'must be a time zone of the IANA database, such as Europe/Dublin, not "1Europe/Dublin"',
    ],
    [
      'timeZone',
      'America/New_Yrok',
      'must be a time zone of the IANA database, such as America/New_York, not "America/New_Yrok"',
    ],
    ['dayOrTime', '2026-12-01', undefined],
    ['dayOrTime', '2026-12-01T09:00:00+01:00', undefined],
    ['dayOrTime', '2026-12-01T09:00', notADay('2026-12-01T09:00', aTime)],
    ['dayOrTime', '0000-00-00', notADay('0000-00-00', "; where it stands for no day, write |replace:'0000-00-00',''")],
    ['dayOrTime', 'x0000-00-00', notADay('x0000-00-00')],
    ['dayOrTime', 'at 2026-12-01T09:00', notADay('at 2026-12-01T09:00')],
    ['dayOrTime', '2026-12-01T09:00 sharp', notADay('2026-12-01T09:00 sharp')],
    ['encoding', 'windows-1252', undefined],
    ['encoding', 'klingon', 'must be an encoding such as windows-1252 or utf-8, not "klingon"'],
  ])('a %s or not: %s', (rule, text, message) => {
    expect(rules[rule]?.(text)?.message).toBe(message);
  });
});
