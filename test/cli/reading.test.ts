/** The command and what it takes to look: cold and warm, in bulk and one by one. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placesOf } from '../../src/app/instance/connection.ts';
import { emulated, folder } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';

const id = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';

/** Ten people whose e-mail addresses are managed, exported by the command itself. */
async function managed() {
  const { emulator, env } = await emulated({ users: 10, identityManagement: 'CONNECT_MANAGED' });
  const cwd = folder({});
  const at = { cwd, env: { ...env, XDG_CACHE_HOME: join(cwd, 'cache') } };
  const counted = async (...argv: readonly string[]) => {
    emulator.clearRequests();
    const finished = await run(argv, at);
    const described = emulator.requests().filter(({ operation }) => operation === 'DescribeUser').length;
    return {
      ...finished,
      described,
      written: emulator.requests().filter(({ operation }) => /^(Cre|Upd)/.test(operation)),
    };
  };
  const { arn = '' } = emulator.instances[0] ?? {};
  const { place } = placesOf({ id, arn, region: emulator.region }, emulator.url);
  const file = join(cwd, 'cache/connect-sync', place, 'described-users.json');
  return { emulator, cwd, file, counted };
}
const inSync = 'No changes. Amazon Connect matches the configuration.';

test('who was described once is described again only when they have changed', async () => {
  const { counted, file, cwd } = await managed();
  const exported = await counted('export', '--only', 'users', '--instance', id, '--out', 'connect-sync.yaml');
  expect({ code: exported.code, described: exported.described }).toEqual({ code: 0, described: 10 });
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const warm = await counted('plan');
  expect(warm.stdout).toBe(`${inSync}\nRead: 6 API calls; 10 resources remembered from earlier runs.\n`);
  expect(warm.described).toBe(0);

  const yaml = readFileSync(join(cwd, 'connect-sync.yaml'), 'utf8');
  const [, email = ''] = /email: (\S+)/.exec(yaml) ?? [];
  writeFileSync(join(cwd, 'connect-sync.yaml'), yaml.replace(email, 'moved@example.com'));
  const applied = await counted('apply', '--auto-approve');
  // Before an identity is changed the user is described, whatever is remembered: for the plan, and right before the call.
  expect({ code: applied.code, described: applied.described }).toEqual({ code: 0, described: 2 });
  expect((await counted('plan')).described).toBe(1);
  expect((await counted('plan')).described).toBe(0);
});

test('a damaged cache costs reads and changes nothing else', async () => {
  const { counted, file } = await managed();
  await counted('export', '--only', 'users', '--instance', id, '--out', 'connect-sync.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('@', '!'));
  const { code, described, stdout, written } = await counted('plan');
  expect({ code, described, written }).toEqual({ code: 0, described: 10, written: [] });
  expect(stdout).toContain(inSync);
});

test('--no-cache reads anew and keeps nothing, --cache-dir keeps it elsewhere', async () => {
  const { counted, file, cwd } = await managed();
  await counted('export', '--only', 'users', '--instance', id, '--out', 'connect-sync.yaml', '--no-cache');
  expect((await counted('plan', '--no-cache')).described).toBe(10);
  expect(existsSync(file)).toBe(false);
  expect((await counted('plan', '--cache-dir', 'mine')).described).toBe(10);
  expect((await counted('plan', '--cache-dir', 'mine')).described).toBe(0);
  expect(readdirSync(join(cwd, 'mine'))).toEqual([expect.stringContaining(id)]);
});

test('a cache that cannot be written is a warning', async () => {
  const { counted, cwd } = await managed();
  writeFileSync(join(cwd, 'file'), '');
  const { code, stderr } = await counted(
    'export',
    '--only',
    'users',
    '--instance',
    id,
    '--out',
    'x.yaml',
    '--cache-dir',
    'file',
  );
  expect(code).toBe(0);
  expect(stderr).toMatch(/^warning: what was read is not kept for the next run: /);
});

test('--read describe does without a search; a search that is denied is told and done without', async () => {
  const profiles = { routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] };
  const users = ['jane', 'omar'].map((username) => ({ username, firstName: 'F', lastName: 'L', ...profiles }));
  const hierarchy = { levels: ['Region'], groups: { EMEA: {} } };
  const { emulator, env } = await emulated({ seed: { version: 1, instances: [{ users, hierarchy }] } });
  const at = { cwd: folder({}), env };
  await run(['export', '--instance', id, '--out', 'connect-sync.yaml', '--read', 'describe'], at);
  emulator.clearRequests();
  const plan = await run(['plan', '--read', 'describe'], at);
  expect({ code: plan.code, stderr: plan.stderr }).toEqual({ code: 0, stderr: '' });
  expect(plan.stdout).toContain(inSync);
  expect(emulator.requests().filter(({ operation }) => operation.startsWith('Search'))).toEqual([]);

  emulator.faults.add({ operation: 'SearchUsers', times: 9, error: 'AccessDeniedException' });
  const denied = await run(['plan'], at);
  expect(denied.stdout).toContain(inSync);
  expect(denied.stderr).toMatch(
    /^SearchUsers is denied, so it takes 2 calls .*\nwarning: SearchUsers is denied, .* allow connect:SearchUsers/,
  );
});

test('what does not add up is exit 1 with what does not, and nothing is written', async () => {
  const { emulator, env } = await emulated({ users: 30 });
  const at = { cwd: folder({}), env };
  await run(['export', '--instance', id, '--out', 'connect-sync.yaml'], at);
  emulator.clearRequests();
  emulator.faults.add({ operation: 'SearchUsers', times: 99, page: { items: 10, token: 'drop' } });
  const { code, stdout, stderr } = await run(['apply', '--auto-approve'], at);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(
    `error: connect-sync-local (${id}, us-west-2): SearchUsers says that there are 30, but its pages hold 10. Nothing is planned from half a list; try again. [CS5003]\n`,
  );
  expect(emulator.requests().filter(({ operation }) => !/^(List|Search|Describe)/.test(operation))).toEqual([]);
});
