import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-connect';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { type EmulatorOptions, SeedError, startEmulator } from '../../src/emulator/index.ts';
import { problemsOf } from '../../src/emulator/seed/schema.ts';
import { describeUser, idNamed, start } from './support.ts';

const SEED = {
  version: 1,
  instances: [
    {
      tags: { stage: 'test' },
      hoursOfOperation: [{ name: 'Nights', timeZone: 'Europe/Berlin' }],
      queues: [{ name: 'Orders', description: 'New orders', hoursOfOperation: 'Nights' }],
      routingProfiles: [
        {
          name: 'Tier 2',
          mediaConcurrencies: { VOICE: 1, CHAT: 3 },
          queues: [{ queue: 'Orders', channel: 'CHAT', priority: 2, delay: 10 }],
        },
      ],
      securityProfiles: [{ name: 'Agent Plus', permissions: ['BasicAgentAccess'] }],
      hierarchy: { levels: ['Region', 'Site'], groups: { EMEA: { 'Dublin/Cork': {} }, APAC: {} } },
      users: [
        { username: 'jane.doe', firstName: 'Jane', lastName: 'Doe' },
        {
          username: 'omar.haddad',
          firstName: 'عمر',
          lastName: 'حداد',
          secondaryEmail: 'omar@example.com',
          mobile: '+4915112345678',
          routingProfile: 'Tier 2',
          securityProfiles: ['Agent', 'Agent Plus'],
          hierarchyGroup: ['EMEA', 'Dublin/Cork'],
          phoneType: 'DESK_PHONE',
          deskPhoneNumber: '+12065550123',
          persistentConnection: true,
          voiceEnhancement: 'VOICE_ISOLATION',
          autoAccept: { VOICE: true },
          afterContactWork: { VOICE: 60, CHAT: 15 },
          tags: { site: 'dublin' },
        },
      ],
    },
    {
      alias: 'second',
      identityManagement: 'CONNECT_MANAGED',
      users: [{ username: 'li.wang', firstName: 'Li', lastName: 'Wang', email: 'li@example.com' }],
    },
  ],
} as const;

type Change = (seed: Draft) => void;
type Draft = { instances: [Record<string, unknown>, Record<string, unknown>]; [key: string]: unknown };

/** The seed above with something changed. */
function changed(change: Change): unknown {
  const seed = structuredClone(SEED) as unknown as Draft;
  change(seed);
  return seed;
}

describe('a seed', () => {
  test('brings instances with all that is in them, by name', async () => {
    const started = await start({ seed: SEED });
    const { emulator, client, InstanceId } = started;
    expect(emulator.instances).toMatchObject([
      { alias: 'connect-sync-local', identityManagement: 'SAML', users: 2 },
      { alias: 'second', identityManagement: 'CONNECT_MANAGED', users: 1 },
    ]);
    const { Users } = await client.send(new sdk.SearchUsersCommand({ InstanceId }));
    const routing = await client.send(new sdk.ListRoutingProfilesCommand({ InstanceId }));
    const security = await client.send(new sdk.ListSecurityProfilesCommand({ InstanceId }));
    const groups = await client.send(new sdk.ListUserHierarchyGroupsCommand({ InstanceId }));
    const securityProfiles = security.SecurityProfileSummaryList;
    expect(await describeUser(started, Users?.[1]?.Id ?? '')).toMatchObject({
      Username: 'omar.haddad',
      IdentityInfo: { FirstName: 'عمر', SecondaryEmail: 'omar@example.com', Mobile: '+4915112345678' },
      RoutingProfileId: idNamed(routing.RoutingProfileSummaryList, 'Tier 2'),
      SecurityProfileIds: [idNamed(securityProfiles, 'Agent'), idNamed(securityProfiles, 'Agent Plus')],
      HierarchyGroupId: idNamed(groups.UserHierarchyGroupSummaryList, 'Dublin/Cork'),
      PhoneConfig: { PhoneType: 'DESK_PHONE', DeskPhoneNumber: '+12065550123', AfterContactWorkTimeLimit: 60 },
      VoiceEnhancementConfigs: [{ Channel: 'VOICE', VoiceEnhancementMode: 'VOICE_ISOLATION' }],
      Tags: { site: 'dublin' },
    });
  });

  test('leaves the defaults of a new instance to users who say nothing', async () => {
    const { client, InstanceId, ids } = await start({ seed: SEED });
    const { Users } = await client.send(new sdk.SearchUsersCommand({ InstanceId }));
    expect(Users?.[0]).toMatchObject({ RoutingProfileId: ids.routingProfile, SecurityProfileIds: [ids.agent] });
  });

  test('may be joined by people, with or without a hierarchy of its own', async () => {
    const { emulator } = await start({ seed: SEED, users: 10 });
    expect(emulator.instances.map(({ users }) => users)).toEqual([12, 1]);
    const bare = await start({ seed: { version: 1, instances: [{}] }, users: 10 });
    expect(bare.emulator.instances.map(({ users }) => users)).toEqual([10]);
  });

  const wrong: readonly (readonly [string, Change, string])[] = [
    ['of a strange version', (seed) => Object.assign(seed, { version: 2 }), '/version must be one of 1'],
    ['without instances', (seed) => Object.assign(seed, { instances: [] }), '/instances must have at least 1 entries'],
    [
      'with a member there is not',
      ({ instances }) => Object.assign(instances[0], { agents: [] }),
      '/instances/0 must not have agents',
    ],
    [
      'with a user without a name',
      ({ instances }) => Object.assign(instances[0], { users: [{}] }),
      '/instances/0/users/0 must have username',
    ],
    [
      'with a number in the wrong place',
      ({ instances }) => Object.assign(instances[0], { alias: 5 }),
      '/instances/0/alias must be a string',
    ],
    [
      'with a user who would be refused',
      ({ instances }) => Object.assign(instances[0], { users: [{ username: 'jane.doe', firstName: 'Jane' }] }),
      '/instances/0/users jane.doe: LastName is required',
    ],
    [
      'with the same user twice',
      ({ instances }) =>
        Object.assign(instances[1], { users: [SEED.instances[1].users[0], SEED.instances[1].users[0]] }),
      '/instances/1/users li.wang: A user with the name li.wang already exists',
    ],
    [
      'with a profile there is not',
      ({ instances }) =>
        Object.assign(instances[0], {
          users: [{ username: 'j', firstName: 'J', lastName: 'D', routingProfile: 'Tier 9' }],
        }),
      '/instances/0/users j: there is no routing profile Tier 9',
    ],
    [
      'with a queue twice',
      ({ instances }) => Object.assign(instances[1], { queues: [{ name: 'BasicQueue' }] }),
      '/instances/1/queues BasicQueue: there is one of this name already',
    ],
    [
      'with groups deeper than the levels',
      ({ instances }) =>
        Object.assign(instances[1], { hierarchy: { levels: ['Region'], groups: { EMEA: { Cork: {} } } } }),
      '/instances/1/hierarchy Cork: The hierarchy has 1 levels: there is no level 2',
    ],
  ];

  test.each(wrong)('%s is refused with a sentence', async (_sentence, change, problem) => {
    const outcome = await startEmulator({ seed: changed(change) }).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(SeedError);
    expect((outcome as SeedError).problems).toContain(problem);
  });

  test('is refused with all that is wrong at once', async () => {
    const users = [{ username: 'a b' }, { username: 'c' }];
    const options: EmulatorOptions = { seed: { version: 1, instances: [{ users }] } };
    const outcome = await startEmulator(options).catch((error: unknown) => error);
    expect((outcome as SeedError).problems).toHaveLength(2);
  });
});

describe("the emulator's own validator agrees with Ajv", () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../schemas/emulator-seed.schema.json', import.meta.url), 'utf8'),
  ) as Record<string, unknown>;
  const accepts = new Ajv({ allErrors: true }).compile(schema);

  const user = (members: object) => ({ version: 1, instances: [{ users: [{ username: 'u', ...members }] }] });
  const cases: readonly unknown[] = [
    SEED,
    null,
    [],
    'seed',
    {},
    { version: 1 },
    { version: '1', instances: [{}] },
    { version: 1, instances: {} },
    { version: 1, instances: [{}], more: true },
    { version: 1, instances: [{ id: 'x' }] },
    { version: 1, instances: [{ id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07' }] },
    { version: 1, instances: [{ tags: { a: 1 } }] },
    { version: 1, instances: [{ tags: { a: 'x'.repeat(257) } }] },
    { version: 1, instances: [{ hierarchy: { levels: ['a', 'b', 'c', 'd', 'e', 'f'] } }] },
    { version: 1, instances: [{ hierarchy: { levels: [], groups: { a: { b: { c: 5 } } } } }] },
    { version: 1, instances: [{ routingProfiles: [{ name: 'r', mediaConcurrencies: { VOICE: 2 } }] }] },
    { version: 1, instances: [{ routingProfiles: [{ name: 'r', mediaConcurrencies: { CHAT: 1.5 } }] }] },
    { version: 1, instances: [{ securityProfiles: [{ name: 'a/b' }] }] },
    JSON.parse('{"version":1,"instances":[{"__proto__":{}}]}'),
    user({}),
    user({ securityProfiles: [] }),
    user({ phoneType: 'FAX' }),
    user({ mobile: '0151' }),
    user({ persistentConnection: 'yes' }),
    user({ afterContactWork: { VOICE: -1 } }),
    user({ afterContactWork: { FAX: 1 } }),
  ];

  test.each(cases.map((value) => [JSON.stringify(value).slice(0, 90), value]))('about %s', (_text, value) => {
    expect(problemsOf(schema, value).length === 0).toBe(accepts(value));
  });

  test('and says so where a schema has a keyword it does not know', () => {
    expect(() => problemsOf({ oneOf: [] }, {})).toThrow('oneOf');
  });
});

describe('A26: a seed given as text', () => {
  const refusal = async (seed: string): Promise<SeedError> => {
    const outcome = await startEmulator({ seed }).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(SeedError);
    return outcome as SeedError;
  };
  const text = (users: string) => `{\n  "version": 1,\n  "instances": [\n    { "users": [\n${users}\n    ] }\n  ]\n}\n`;

  test.each<[string, string, { readonly line: number; readonly column: number }]>([
    [
      'a rule that an entry breaks',
      text('      { "username": "jane" },\n      { "username": "j" }'),
      { line: 5, column: 7 },
    ],
    ['a member that there is not', text('      { "username": "j",\n        "alais": 1 }'), { line: 6, column: 9 }],
    ['a value of the wrong type', text('      { "username": 7 }'), { line: 5, column: 9 }],
    ['what is no JSON', '{\n  "version": 1,\n}', { line: 3, column: 1 }],
    ['a text that ends too early', '{\n  "version": 1', { line: 2, column: 15 }],
  ])('tells the line and column of %s', async (_sentence, seed, position) => {
    const { findings, message } = await refusal(seed);
    expect(findings[0]?.position).toMatchObject({ line: position.line });
    expect(findings[0]?.position).toEqual(position);
    expect(message).toContain(`line ${position.line}, column ${position.column}: `);
  });

  test('is planted as its content is', async () => {
    const emulator = await startEmulator({ seed: '{ "version": 1, "instances": [{ "alias": "from-text" }] }' });
    expect(emulator.instances[0]?.alias).toBe('from-text');
    await emulator.close();
  });
});
