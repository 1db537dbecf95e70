/** What doctor says of machines and instances that something is wrong with, in this process, on an emulator. */
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkCredentials } from '../../src/app/doctor/credentials.ts';
import { type DoctorOptions, examine } from '../../src/app/doctor/doctor.ts';
import { checkNode } from '../../src/app/doctor/machine.ts';
import { makeAbort } from '../../src/app/host/abort.ts';
import type { Host } from '../../src/app/host/host.ts';
import { placesOf } from '../../src/app/instance/connection.ts';
import { systemClock } from '../../src/app/machine/system-clock.ts';
import { planConfiguration } from '../../src/app/plan.ts';
import { type Check, isFine } from '../../src/base/checkup.ts';
import { CallError } from '../../src/base/errors.ts';
import { calls } from '../../src/connect/calls.ts';
import type { ReadCall } from '../../src/connect/port.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { hold } from '../../src/keep/lock.ts';
import { lockFolder, makeFileLock } from '../../src/keep/lock-files.ts';
import { folder } from '../support/binary.ts';
import { hurried } from '../support/instance.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a-secret-that-nobody-sees' };

/** Everything is managed, a user is new and moves others, and one predefined attribute may go. */
const everything = `owner: me
policy: { removed: { predefinedAttributes: delete, users: delete } }
hierarchy: { levels: [Region], groups: { EMEA: } }
predefinedAttributes: [{ name: Skill, values: [Billing] }]
routingProfiles: [{ name: Basic Routing Profile }]
securityProfiles: [{ name: Agent }]
users:
  - username: zoe
    firstName: Zoe
    lastName: L
    routingProfile: Basic Routing Profile
    securityProfiles: [Agent]
    proficiencies: { Skill: { Billing: 3 } }
`;

async function setUp(files = everything, { env = {}, ahead = 0 }: { env?: Host['env']; ahead?: number } = {}) {
  const emulator = await startEmulator({ throttle: false, users: 3 });
  onTestFinished(() => emulator.close());
  const { id = '' } = emulator.instances[0] ?? {};
  const cwd = folder({
    'connect-sync.yaml': `version: 1\ninstance: { id: ${id}, region: ${emulator.region} }\n${files}`,
  });
  const stateDir = join(cwd, 'state');
  mkdirSync(stateDir, { mode: 0o700 });
  const host: Host = {
    ...{ env, cwd, log: () => {}, signal: makeAbort().signal },
    clock: { ...hurried, now: () => systemClock.now() - ahead },
  };
  const options = {
    file: join(cwd, 'connect-sync.yaml'),
    elsewhere: { endpoint: emulator.url, credentials },
    stateDir,
  };
  const look = (more: Partial<DoctorOptions> = {}) => examine({ ...options, for: 'apply', ...more }, host);
  return { emulator, id, cwd, stateDir, host, options, look };
}

const by = (checks: readonly Check[], name: string): Check => {
  const found = checks.find((check) => check.name === name);
  if (!found) throw new Error(`There is no check ${name} among ${checks.map((check) => check.name).join(', ')}`);
  return found;
};
const failures = (checks: readonly Check[]) =>
  checks.filter(({ status }) => status === 'failed').map(({ name }) => name);

test('where nothing is wrong every check is fine, and nothing is written anywhere', async () => {
  const { look, emulator, cwd } = await setUp();
  const before = readdirSync(cwd, { recursive: true });
  const checks = await look();
  expect(checks.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual(
    process.versions.node.startsWith('20.') ? ['node', 'writes'] : ['writes'],
  );
  expect(isFine(checks)).toBe(true);
  expect(by(checks, 'credentials').message).toContain('AKIA…MPLE');
  expect(JSON.stringify(checks)).not.toMatch(/AKIAIOSFODNN7EXAMPLE|a-secret/);
  expect(by(checks, 'writes').message).toMatch(/not tried.*CreateUser, .*UpdateUserConfig/);
  expect(by(checks, 'identityManagement').message).toBe('SAML');
  const asked = emulator.requests().map(({ operation }) => operation);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.filter((operation) => calls[operation as ReadCall].access !== 'read')).toEqual([]);
  expect(readdirSync(cwd, { recursive: true })).toEqual(before);
  // What it tries is what it tells of, and who the caller is.
  const told = checks.map(({ name }) => name);
  expect(asked.filter((operation) => !told.includes(operation))).toEqual(['GetFederationToken']);
});

const triedBefore = new Set<string>();

test.each(['search', 'describe'] as const)(
  'each read that is denied is told; where doctor fails the plan fails as well, by %s',
  async (read) => {
    const { look, emulator, options, host } = await setUp();
    const checks = await look({ for: 'plan', read });
    const reads = checks.map(({ name }) => name).filter((name): name is ReadCall => name in calls);
    expect(reads.length).toBeGreaterThan(13);
    // What both methods call is tried once.
    for (const denied of read === 'search' ? reads : reads.filter((name) => !triedBefore.has(name))) {
      triedBefore.add(denied);
      emulator.settings.patch({ allow: Object.keys(calls).filter((call) => call !== denied) });
      const checks = await look({ for: 'plan', read });
      const told = by(checks, denied);
      expect(told.message, denied).toContain(`not authorized to perform: connect:${denied}`);
      expect(told.fix, denied).toContain(`Allow connect:${denied} on the instance`);
      expect(by(checks, 'credentials').message).toContain(denied === 'DescribeInstance' ? ', as arn:aws:' : 'from');
      const others = reads.filter((name) => name !== denied);
      expect(
        others.filter((name) => by(checks, name).status !== 'ok'),
        denied,
      ).toEqual([]);
      const rate = { '*': { rate: 1000, burst: 1000 } };
      const planned = await planConfiguration({ ...options, read, rate, cache: false }, host, {
        begin: () => () => {},
        planned: () => {},
      }).catch((error: unknown) => error);
      const refused = planned instanceof CallError && planned.facts.call === denied;
      // Whether a plan needs these depends on what there is, and what it changes.
      if (/^List(SecurityProfile[AF]|RoutingProfileManual)|QuickConnect|^DescribeUser$/.test(denied))
        expect(told.status).not.toBe('ok');
      else
        expect(told.status, `${denied}: ${planned instanceof Error ? planned.message : ''}`).toBe(
          refused ? 'failed' : 'warning',
        );
    }
  },
  60_000,
);

test('a search that is denied fails where what replaces it is denied too', async () => {
  const { look, emulator } = await setUp();
  const without = ['SearchUserHierarchyGroups', 'ListUserHierarchyGroups'];
  emulator.settings.patch({ allow: Object.keys(calls).filter((call) => !without.includes(call)) });
  expect(by(await look(), 'SearchUserHierarchyGroups')).toMatchObject({
    status: 'failed',
    fix: expect.stringMatching(/^Allow connect:SearchUserHierarchyGroups .* Or allow connect:ListUserHierarchyGroups,/),
  });
});

test('throttled, denied and not there are told apart', async () => {
  const { look, emulator } = await setUp();
  emulator.faults.add({ operation: 'ListUsers', error: 'TooManyRequestsException', times: 1 });
  emulator.faults.add({ operation: 'SearchUsers', error: 'AccessDeniedException', times: 1 });
  emulator.faults.add({ operation: 'ListRoutingProfiles', error: 'ResourceNotFoundException', times: 1 });
  emulator.faults.add({ operation: 'ListSecurityProfiles', error: 'InternalServiceException', times: 1 });
  const checks = await look();
  expect(by(checks, 'ListUsers')).toMatchObject({ status: 'warning', message: expect.stringMatching(/^throttled/) });
  expect(by(checks, 'SearchUsers')).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/^denied.*far more calls$/),
  });
  expect(by(checks, 'ListRoutingProfiles')).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(/^not there/),
  });
  expect(by(checks, 'ListSecurityProfiles')).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(/^failed/),
  });
});

test('reads that the files do not need are not tried', async () => {
  const { look } = await setUp('hierarchy: { groups: { EMEA: } }\n');
  const names = (await look({ for: 'plan' })).map(({ name }) => name).filter((name) => name in calls);
  expect(names).toEqual(['DescribeInstance', 'DescribeUserHierarchyStructure', 'SearchUserHierarchyGroups']);
});

test.each([
  ['far ahead', -10 * 60_000, 'failed', /^10 min( 1 s)? ahead of AWS's; requests are refused/],
  ['far behind', 10 * 60_000, 'failed', /^(10 min|9 min 59 s)( 1 s)? behind AWS's/],
  ['somewhat behind', 2 * 60_000, 'warning', /behind/],
  ['a little behind', 20_000, 'ok', /behind/],
])('a clock that is %s', async (_, ahead, status, message) => {
  const { look } = await setUp(everything, { ahead });
  expect(by(await look(), 'clock')).toMatchObject({ status, message: expect.stringMatching(message) });
});

test('a page in place of Connect is no network, and what depends on it is not checked', async () => {
  const portal = createServer((_, response) => response.end('<html>Please sign in</html>'));
  await new Promise<void>((done) => portal.listen(0, '127.0.0.1', done));
  onTestFinished(() => void portal.close());
  const { look } = await setUp();
  const endpoint = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  const checks = await look({ elsewhere: { endpoint, credentials } });
  expect(failures(checks)).toEqual(['network']);
  expect(by(checks, 'network').message).toContain('something else answers in place of');
  expect(by(checks, 'clock').message).toBe('not checked, because Amazon Connect cannot be reached');
  expect(by(checks, 'ListUsers').message).toBe('not checked, because Amazon Connect cannot be reached');
});

test('credentials that are refused end what depends on them', async () => {
  const { look, emulator } = await setUp();
  emulator.faults.add({ operation: '*', error: 'ExpiredTokenException', times: 1000 });
  const checks = await look();
  expect(failures(checks)).toEqual(['credentials']);
  expect(by(checks, 'credentials').message).toContain('refused: ExpiredTokenException');
  expect(by(checks, 'clock').status).toBe('ok');
  expect(by(checks, 'ListUsers').message).toBe('not checked, because the credentials are refused');
});

test('an instance that does not exist, or not in this Region', async () => {
  const { look, id, emulator } = await setUp();
  const { region } = emulator;
  const nobody = await look({ region, instance: id.replace(/^./, (first) => (first === '0' ? '1' : '0')) });
  expect(failures(nobody)).toEqual(['instance']);
  const elsewhere = await look({ instance: id, region: 'eu-central-1' });
  expect(by(elsewhere, 'instance').message).toContain('eu-central-1');
  expect(by(elsewhere, 'lock').status).toBe('skipped');
  expect(by(elsewhere, 'ListUsers').message).toBe('not checked, because there is no such instance');
  const unnamed = await look({ region, instance: 'no-such-alias' });
  expect(by(unnamed, 'instance')).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('has the alias'),
  });
});

test('files that do not validate are a failed check, and the rest goes on as far as it can', async () => {
  const { look } = await setUp(`${everything}    colour: blue\n`);
  const checks = await look();
  expect(failures(checks)).toEqual(['files']);
  expect(by(checks, 'files').message).toMatch(/connect-sync\.yaml:\d+:\d+: .*colour/);
  expect(by(checks, 'instance').status).toBe('ok');
});

test('without files and without an instance, network and clock are checked all the same', async () => {
  const { look, cwd } = await setUp();
  const checks = await look({ file: join(cwd, 'none.yaml') });
  expect(failures(checks)).toContain('files');
  expect(by(checks, 'reads').message).toBe('not checked, because it is not known what the files manage');
});

test('a lock that is held, a state folder that others may read or that is none', async () => {
  const { look, id, stateDir, emulator, cwd } = await setUp();
  const { arn = '' } = emulator.instances[0] ?? {};
  const { place } = placesOf({ id, arn, region: emulator.region }, emulator.url);
  const lock = makeFileLock(lockFolder(stateDir, place), { clock: systemClock, stateOf: () => 'running' });
  const by4242 = { user: 'jane', host: 'host-1', pid: 4242 };
  const held = await hold(
    lock,
    { instance: { id }, command: 'watch', by: by4242 },
    {
      ...{ clock: systemClock, signal: new AbortController().signal, timeout: 0 },
      ...{ waiting: () => {}, lost: () => {} },
    },
  );
  if (held.type === 'acquired') onTestFinished(() => held.held.release());
  const found = by(await look(), 'lock');
  expect(found).toMatchObject({ status: 'warning', fix: expect.stringContaining('connect-sync unlock ') });
  expect(found.message).toContain('watch by jane on host-1 (process 4242)');
  expect(by(await look({ for: 'plan' }), 'lock').status).toBe('ok');

  chmodSync(stateDir, 0o755);
  expect(by(await look(), 'stateFolder')).toMatchObject({ status: 'warning', fix: `chmod 700 ${stateDir}` });
  writeFileSync(join(cwd, 'file'), '');
  expect(by(await look({ stateDir: join(cwd, 'file') }), 'stateFolder').status).toBe('failed');
  expect(by(await look({ stateDir: join(cwd, 'later/state') }), 'stateFolder').message).toContain(
    'first apply makes it',
  );
  expect(by(await look({ stateDir: join(cwd, 'later'), for: 'plan' }), 'stateFolder').status).toBe('warning');
});

test.each([
  ['18.20.0', 'failed'],
  ['20.18.9', 'failed'],
  ['20.19.0', 'warning'],
  ['22.1.0', 'ok'],
])('Node.js %s is %s', (version, status) => {
  expect(checkNode(version).status).toBe(status);
});

test.each([
  ['that have expired', -1000, 'failed', /, expired$/],
  ['that expire soon', 60_000, 'warning', /, for another 1 min$/],
  ['for an hour', 3_600_000, 'ok', /, for another 1 h$/],
])('credentials %s', (_, left, status, message) => {
  const facts = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sources: ['CREDENTIALS_PROFILE_SSO'], expires: 1000 + left };
  const check = checkCredentials(facts, { now: 1000, profile: 'work', identity: undefined });
  expect(check.status).toBe(status);
  expect(check.message).toMatch(message);
  expect(check.message).toContain('a profile with single sign-on (AWS_PROFILE=work)');
});
