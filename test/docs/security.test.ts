/** The policies of docs/SECURITY.md are enough for what they are for, and no more: an emulator denies all the rest. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Command, neededCalls } from '../../src/app/doctor/needs.ts';
import { makeClient } from '../../src/connect/client.ts';
import type { Emulator } from '../../src/emulator/index.ts';
import type { ReadMethod } from '../../src/kinds/kind.ts';
import { kinds, rules } from '../../src/kinds/registry.ts';
import { defaultPolicy, type Removal } from '../../src/plan/model/policy.ts';
import { emulated, folder } from '../support/binary.ts';
import { runHere } from '../support/here.ts';

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[] }[];
}

const text = readFileSync(join(import.meta.dirname, '../../docs/SECURITY.md'), 'utf8');

/** Operations that the policy below a heading allows. */
function allowedBy(heading: string): readonly string[] {
  const [, section = ''] = text.split(`\n### ${heading}\n`);
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(section) ?? [];
  const { Statement } = JSON.parse(json) as Policy;
  return Statement.flatMap(({ Action }) => Action).map((action) => action.replace(/^connect:/, ''));
}

const reads = allowedBy('plan and export');
const describes = allowedBy('plan and export with --read describe');
const writes = allowedBy('apply');
const alias = allowedBy('An instance that is named by its alias');

const deletes = allowedBy('Users that are deleted');
const hierarchyReads = allowedBy('Hierarchy and predefined attributes');
const hierarchyWrites = allowedBy('Hierarchy and predefined attributes, apply');

const routingReads = allowedBy('Routing profiles');
const routingWrites = allowedBy('Routing profiles, apply');

const profileReads = allowedBy('Security profiles');
const profileWrites = allowedBy('Security profiles, apply');

const head = (instance: string): string => `version: 1\ninstance: ${instance}\nowner: me\n`;
const byId = '{ id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }';

const seed = {
  version: 1,
  instances: [
    {
      identityManagement: 'CONNECT_MANAGED',
      queues: [{ name: 'Calls' }],
      routingProfiles: [{ name: 'Tier 2', description: 'x' }],
      hierarchy: { levels: ['Region'], groups: { EMEA: {} } },
      users: [
        {
          username: 'ann',
          firstName: 'Ann',
          lastName: 'L',
          email: 'ann@example.com',

          tags: { old: 'x' },
        },
      ],
    },
  ],
};

/** Every aspect of a user changes, and one is new. */
const people = `users:
  - username: ann
    firstName: Anna
    email: ann@example.com
    routingProfile: Tier 2
    securityProfiles: [QualityAnalyst]
    hierarchyGroup: EMEA
    phoneConfig: { autoAccept: true }
    proficiencies: { Skill: { Refunds: 4, Orders: 1 } }
    tags: { old: null }
  - username: ben
    firstName: Ben
    lastName: L
    email: ben@example.com
    routingProfile: Basic Routing Profile
    securityProfiles: [Agent]
    initialPassword: { generate: true }
`;

const asked = ({ requests }: Emulator): readonly string[] =>
  [...new Set(requests().map(({ operation }) => operation))].sort();

async function allowing(allow: readonly string[], files: string) {
  const { emulator, env } = await emulated({ seed });
  await teach(emulator);
  emulator.clearRequests();
  emulator.settings.patch({ allow });
  const cwd = folder({ 'connect-sync.yaml': files });
  return { emulator, cwd, run: (...argv: readonly string[]) => runHere(argv, { cwd, env }) };
}

/** Skills for everybody, of which ann has two. */
async function teach({ url, region, instances }: Emulator): Promise<void> {
  const client = makeClient({ region, endpoint: url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const send = client.bind(instances[0]?.id ?? '');
  const values = ['Billing', 'Refunds', 'Orders'];
  await send('CreatePredefinedAttribute', { Name: 'Skill', Values: { StringList: values } });
  const { UserSummaryList: [ann] = [] } = await send('ListUsers', {});
  const skill = (AttributeValue: string) => ({ AttributeName: 'Skill', AttributeValue, Level: 3 });
  const UserProficiencies = ['Billing', 'Refunds'].map(skill);
  await send('AssociateUserProficiencies', { UserId: ann?.Id, UserProficiencies });
  client.close();
}

/** What the kinds say that they need, which is what doctor tries, without what `less` needs anyway. */
function needed(
  managed: readonly string[],
  {
    method = 'search',
    command = 'plan',
    removed = 'keep',
    less = [],
  }: {
    readonly method?: ReadMethod;
    readonly command?: Command;
    readonly removed?: Removal | ReadonlyMap<string, Removal>;
    readonly less?: readonly string[];
  } = {},
): readonly string[] {
  const scope = { managed: new Set(managed), desired: new Map(), policy: { ...defaultPolicy, removed } };
  const { reads, writes } = neededCalls(scope, { kinds, rules, method, command });
  const all = new Set([...reads.map(({ call }) => call), ...writes]);
  return [...all].filter((call) => !less.includes(call)).sort();
}

test('the policies are those that the kinds need, which doctor tries', () => {
  const sorted = (calls: readonly string[]): readonly string[] =>
    calls.filter((call) => call !== 'DescribeInstance').sort();
  const marks = ['TagResource', 'UntagResource'];
  const hierarchy = ['hierarchyStructure', 'hierarchyGroup', 'predefinedAttribute'];
  const removed = new Map(hierarchy.map((kind) => [kind, 'delete' as const]));
  const apply = { command: 'apply', less: [...reads, ...marks] } as const;
  expect(sorted(reads)).toEqual(needed(['user']));
  expect(sorted(describes)).toEqual(needed(['user'], { method: 'describe' }));
  expect(sorted(writes)).toEqual(needed(['user'], { command: 'apply', less: reads }));
  expect(sorted(deletes)).toEqual(needed(['user'], { ...apply, removed: 'delete', less: [...reads, ...writes] }));
  expect(sorted(hierarchyReads)).toEqual(needed(hierarchy, { less: reads }));
  expect(sorted(hierarchyWrites)).toEqual(
    needed(hierarchy, { ...apply, removed, less: [...apply.less, ...hierarchyReads] }),
  );
  const profiles = { ...apply, removed: 'delete' } as const;
  // Of what is needed anyway, these are named once more where a section needs them by itself.
  const routing = needed(['routingProfile'], { less: ['ListRoutingProfiles'] });
  expect(sorted(routingReads)).toEqual(routing);
  expect(sorted(routingWrites)).toEqual(
    needed(['routingProfile'], { ...profiles, less: [...profiles.less, ...routing] }),
  );
  const changed = profileWrites.filter((call) => call.startsWith('List'));
  const security = needed(['securityProfile'], { less: [...reads, ...changed] });
  expect(sorted(profileReads)).toEqual(security);
  expect(sorted(profileWrites)).toEqual(
    needed(['securityProfile'], { ...profiles, less: [...profiles.less, ...security] }),
  );
});

test('validate needs none', async () => {
  const { emulator, run } = await allowing([], head(byId) + people);
  expect((await run('validate')).code).toBe(0);
  expect(emulator.requests()).toEqual([]);
  expect((await run('plan')).code).toBe(8);
});

test.each([
  ['searching', reads, []],
  ['describing', describes, ['--read', 'describe']],
])('plan and export by %s need exactly what it says', async (_, allow, options) => {
  const { emulator, run } = await allowing(allow, head(byId) + people);
  expect(await run('plan', '--no-cache', ...options)).toMatchObject({ code: 0 });
  expect(await run('export', '--only', 'users', '--no-cache', ...options)).toMatchObject({ code: 0 });
  expect(asked(emulator)).toEqual([...allow].sort());
});

test('apply needs exactly that, and leaves nothing to do', async () => {
  const { emulator, run } = await allowing([...reads, ...writes], head(byId) + people);
  expect(await run('apply', '--auto-approve')).toMatchObject({ code: 0 });
  expect(asked(emulator)).toEqual([...reads, ...writes].sort());
  expect(await run('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
});

test('the hierarchy and predefined attributes need exactly what it says', async () => {
  const first = `${head(byId)}hierarchy: { levels: [Region, Site], groups: { EMEA: { Cork: } } }
predefinedAttributes: [{ name: Skill, values: [Claims] }, { name: Sport, values: [Chess] }]
policy: { removed: { hierarchyGroups: delete, predefinedAttributes: delete, users: keep } }
renamed: [{ kind: hierarchyGroup, from: EMEA, to: Europe }]\n`;
  const { cwd, emulator, run } = await allowing(
    [...reads, ...hierarchyReads, ...hierarchyWrites, 'TagResource'],
    first,
  );
  const apply = async (files: string): Promise<void> => {
    writeFileSync(join(cwd, 'connect-sync.yaml'), files);
    const options = ['--accept', 'configurationDelete=2'];
    expect(await run('apply', '--auto-approve', ...options)).toMatchObject({ code: 0 });
  };
  const values = 'values: [Claims, Billing, Refunds]';
  await apply(first.replace(/^renamed.*\n/m, '').replace('values: [Claims]', values));
  await apply(
    first
      .replace('EMEA: { Cork: }', 'Europe:')
      .replace('values: [Claims]', values)
      .replace(/, \{ name: Sport.*?\}/, ''),
  );
  expect(await run('export', '--only', 'hierarchy,predefinedAttributes')).toMatchObject({ code: 0 });
  expect(asked(emulator)).toEqual(expect.arrayContaining([...hierarchyReads, ...hierarchyWrites]));
});

test('security profiles need exactly what it says', async () => {
  const first = `${head(byId)}policy: { removed: { securityProfiles: delete } }
securityProfiles: [{ name: Floor, permissions: [BasicAgentAccess] }, { name: Lead, description: x }]\n`;
  const { cwd, emulator, run } = await allowing([...reads, ...profileReads, ...profileWrites, 'TagResource'], first);
  const apply = async (files: string): Promise<void> => {
    writeFileSync(join(cwd, 'connect-sync.yaml'), files);
    expect(await run('apply', '--auto-approve')).toMatchObject({ code: 0 });
  };
  await apply(first);
  await apply(first.replace('[BasicAgentAccess]', '[]').replace(', { name: Lead, description: x }', ''));
  expect(await run('export', '--only', 'securityProfiles')).toMatchObject({ code: 0 });
  expect(asked(emulator)).toEqual(expect.arrayContaining([...profileReads, ...profileWrites]));
});

test('routing profiles need exactly what it says', async () => {
  const profile = (name: string, more: string): string =>
    `{ name: ${name}, description: x, defaultOutboundQueue: BasicQueue, ${more} }`;
  const voice = 'mediaConcurrencies: [{ channel: VOICE, concurrency: 1 }]';
  const both = 'mediaConcurrencies: [{ channel: VOICE, concurrency: 1 }, { channel: CHAT, concurrency: 2 }]';
  const policy = 'policy: { removed: { routingProfiles: delete } }\n';
  const files = (...profiles: readonly string[]): string =>
    `${head(byId)}${policy}routingProfiles: [${profiles.join(', ')}]\n`;
  const queue = (channel: string, more = ''): string => `{ queue: BasicQueue, channel: ${channel}${more} }`;
  const first = files(profile('Line', `${voice}, queues: [${queue('VOICE')}]`), profile('Old', `${voice}, queues: []`));
  const { cwd, emulator, run } = await allowing([...reads, ...routingReads, ...routingWrites, 'TagResource'], first);
  const apply = async (text: string): Promise<void> => {
    writeFileSync(join(cwd, 'connect-sync.yaml'), text);
    expect(await run('apply', '--auto-approve')).toMatchObject({ code: 0 });
  };
  await apply(first);
  const changed = `${both}, queues: [${queue('VOICE', ', priority: 2')}, ${queue('CHAT')}], manualAssignmentQueues: [{ queue: Calls, channel: CHAT }], agentAvailabilityTimer: TIME_SINCE_LAST_INBOUND`;
  await apply(
    `${files(profile('Front', changed))}renamed: [{ kind: routingProfile, from: Line, to: Front }]\n`.replace(
      'defaultOutboundQueue: BasicQueue',
      'defaultOutboundQueue: Calls',
    ),
  );
  await apply(files(profile('Front', `${both}, queues: [${queue('VOICE', ', priority: 2')}]`)));
  expect(await run('export', '--only', 'routingProfiles')).toMatchObject({ code: 0 });
  expect(asked(emulator)).toEqual(expect.arrayContaining([...routingReads, ...routingWrites]));
});

test('deleting a user needs exactly what it says, with the quick connects that point at it', async () => {
  const files = `${head(byId)}policy: { removed: delete, scope: instance }\n${people.replace(/ {2}- username: ann[\s\S]*(?= {2}- username: ben)/, '')}`;
  const { emulator, env } = await emulated({
    seed: { ...seed, instances: [{ ...seed.instances[0], quickConnects: [{ name: 'Ann', user: 'ann' }] }] },
  });
  emulator.settings.patch({ allow: [...reads, ...deletes, 'CreateUser'] });
  const cwd = folder({ 'connect-sync.yaml': files });
  expect(await runHere(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 0 });
  expect(asked(emulator)).toEqual(expect.arrayContaining([...deletes]));
  expect(asked(emulator).filter((call) => ![...reads, 'CreateUser'].includes(call))).toEqual([...deletes].sort());
});

test('an alias needs ListInstances, and a caller without it is told', async () => {
  const { cwd, emulator, run } = await allowing([...reads, ...alias], head('{ alias: connect-sync-local }') + people);
  const [instance] = emulator.instances;
  writeFileSync(join(cwd, 'connect-sync.yaml'), head(`{ alias: ${instance?.alias} }`) + people);
  expect(await run('plan')).toMatchObject({ code: 0 });
  emulator.settings.patch({ allow: reads });
  const { code, stderr } = await run('plan');
  expect(code).toBe(8);
  expect(stderr).toContain('is not authorized to perform: connect:ListInstances');
});

test('with the permission to read alone, an apply writes nothing and is exit 8', async () => {
  const { emulator, run } = await allowing(reads, head(byId) + people);
  const { code, stdout } = await run('apply', '--auto-approve');
  expect(code).toBe(8);
  expect(stdout).toContain('is not authorized to perform: connect:CreateUser');
  expect(emulator.instances[0]?.users).toBe(1);
});
