import { expect, test } from 'vitest';
import { writeConfiguration } from '../../src/config/yaml/write-yaml.ts';
import type { IdentityManagement, Instance } from '../../src/connect/port.ts';
import type { ManagedKind } from '../../src/kinds/kind.ts';
import { kinds, rules } from '../../src/kinds/registry.ts';
import { user } from '../../src/kinds/user/index.ts';
import { readLive } from '../../src/reconciler/read-live.ts';
import { hurried, startInstance, type TestInstance } from '../support/instance.ts';

const instance: Omit<Instance, 'identityManagement'> = { id: 'i', arn: 'a', region: 'us-west-2' };
const managed: ManagedKind = user;

async function exported({ send }: TestInstance, identityManagement: IdentityManagement): Promise<string> {
  const { live } = await readLive({
    ...{ send, kinds, rules, identityManagement, method: 'search' },
    clock: hurried,
    wanted: new Set(['user']),
    detailed: new Set(['user']),
    emit: () => {},
  });
  const found = [...live.values()].filter(({ address }) => address.kind === 'user');
  const users = managed.describe(found, { ...instance, identityManagement });
  return writeConfiguration({ version: 1, instance: { alias: 'any' }, users });
}

test.each(['SAML', 'CONNECT_MANAGED', 'EXISTING_DIRECTORY'] as const)(
  'a plan on the export of 500 users of a %s instance finds nothing',
  async (identityManagement) => {
    const instance = await startInstance({ users: 500, identityManagement });
    const outcome = await instance.plan(await exported(instance, identityManagement));
    expect(outcome).toMatchObject({
      type: 'declined',
      plan: { changes: [], summary: { unchanged: 500, unmanaged: 0 } },
    });
  },
);

test('after-contact work is the same whether SearchUsers gives its channels in milliseconds or in seconds', async () => {
  const inMilliseconds = await startInstance({ users: 50, searchUsersChannelUnits: 'milliseconds' });
  const inSeconds = await startInstance({ users: 50, searchUsersChannelUnits: 'seconds' });
  const text = await exported(inMilliseconds, 'SAML');
  expect(text).toMatch(/afterContactWorkTimeLimit: [1-9]/);
  expect(text).not.toMatch(/afterContactWorkTimeLimit: \d+000\b/);
  expect(await exported(inSeconds, 'SAML')).toBe(text);
});

test('1,000 users without e-mail are read in at most 10 calls, none of them a DescribeUser', async () => {
  const instance = await startInstance({ users: 1000 });
  const files = await exported(instance, 'SAML');
  instance.emulator.clearRequests();
  expect(await instance.plan(files)).toMatchObject({ plan: { changes: [] } });
  const operations = instance.emulator.requests().map(({ operation }) => operation);
  expect(operations.length).toBeLessThanOrEqual(9); // and the command's own DescribeInstance
  expect(operations).not.toContain('DescribeUser');
});

test('what Connect has and nobody would write comes back as it is', async () => {
  const tags = { 'AWS:x': '1', 'Connect-Sync:foo': '2', two: 'a\tb\nc', constructor: '3' };
  const jane = { username: 'jane', firstName: 'Jane ', lastName: ' Doe', routingProfile: 'Tier 2 ', tags };
  const instance = await startInstance({
    seed: {
      version: 1,
      instances: [
        {
          routingProfiles: [{ name: 'Tier 2 ' }],
          hierarchy: { levels: ['Site'], groups: { 'Cork ': {} } },
          users: [{ ...jane, hierarchyGroup: ['Cork '] }],
        },
      ],
    },
  });
  expect(await instance.plan(await exported(instance, 'SAML'))).toMatchObject({ plan: { changes: [] } });
});

test.each([
  ['merge', 'replace'],
  ['replace', 'merge'],
] as const)('nothing is lost whether lists %s and identities %s', async (userConfigLists, identityInfo) => {
  const instance = await startInstance({
    users: 20,
    identityManagement: 'CONNECT_MANAGED',
    userConfigLists,
    identityInfo,
  });
  const before = await exported(instance, 'CONNECT_MANAGED');
  const changed = before
    .replaceAll(/lastName: .*/g, 'lastName: Same')
    .replaceAll(/autoAccept: (true|false)$/gm, 'autoAccept: {VOICE: true, CHAT: false, TASK: true, EMAIL: false}');
  // Only the names and one channel are managed; the rest must come through unharmed.
  const managed = changed.replaceAll(
    /^ {4}(email|mobile|secondaryEmail|routingProfile|securityProfiles|hierarchyGroup): .*\n/gm,
    '',
  );
  const everybody = `${managed}policy: { limits: { update: "100%" } }\n`;
  expect(await instance.apply(everybody)).toMatchObject({ type: 'applied' });
  expect(await instance.plan(changed)).toMatchObject({ plan: { changes: [] } });
});
