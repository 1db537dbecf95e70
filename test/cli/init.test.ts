/** `init`: from an instance to a repository on which a plan only adopts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectClient, CreateInstanceCommand } from '@aws-sdk/client-connect';
import { expect, test, vi } from 'vitest';
import { init } from '../../src/cli/commands/init.ts';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { emulated, folder, run } from '../support/binary.ts';
import { instanceId } from '../support/people.ts';
import { terminal } from '../support/terminal.ts';

const fast = ['--rate', '*=1000/1000', '--no-cache'];

test.each<[string, EmulatorOptions, adopted: number]>([
  ['500 users, SAML', { users: 500 }, 561],
  ['40 users, managed by Connect', { users: 40, identityManagement: 'CONNECT_MANAGED' }, 101],
  ['40 users of an existing directory', { users: 40, identityManagement: 'EXISTING_DIRECTORY' }, 101],
  ['nobody', { users: 0 }, 5],
])(
  '%s: a repository that only adopts, and then nothing',
  async (_, options, adopted) => {
    const { env } = await emulated(options);
    const cwd = folder({});
    const made = await run(['init', '--dir', 'repository', '--owner', 'centre', '--yes', ...fast], { cwd, env });
    expect(made.code).toBe(0);
    expect(made.stdout).toBe(
      `A plan on these files changes nothing but marks: ${adopted} to adopt as "centre". To set them: connect-sync apply -f repository/connect-sync.yaml\n`,
    );
    const repository = join(cwd, 'repository');
    expect(readdirSync(repository)).toEqual(
      expect.arrayContaining(['.github', 'README.md', 'connect-sync.yaml', 'people']),
    );
    expect(readFileSync(join(repository, 'README.md'), 'utf8').trim().split('\n').length).toBeLessThanOrEqual(12);
    const applied = await run(['apply', '--auto-approve', ...fast], { cwd: repository, env });
    expect(applied.code).toBe(0);
    const planned = await run(['plan', '--detailed-exitcode', ...fast], { cwd: repository, env });
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes.') });
  },
  120_000,
);

test('without a terminal it names the options that it needs, and writes nothing', async () => {
  const { env } = await emulated({ users: 2 });
  const cwd = folder({});
  const alone = await run(['init'], { cwd, env });
  expect(alone).toMatchObject({ code: 64, stderr: expect.stringMatching(/--yes, --region .*--instance/) });
  const { AWS_REGION: _, ...nowhere } = env;
  const lost = await run(['init', '--yes', ...fast], { cwd, env: nowhere });
  expect(lost).toMatchObject({ code: 64, stderr: expect.stringContaining('--region') });
  const wrong = await run(['init', '--yes', '--owner', ' x', ...fast], { cwd, env });
  expect(wrong.code).toBe(64);
  expect(readdirSync(cwd)).toEqual([]);
});

test('of several instances one has to be named', async () => {
  const { env, emulator } = await emulated({ users: 2 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new ConnectClient({ endpoint: emulator.url, region: emulator.region, credentials });
  const { Id } = await client.send(
    new CreateInstanceCommand({
      ...{
        IdentityManagementType: 'SAML',
        InstanceAlias: 'second',
        InboundCallsEnabled: true,
        OutboundCallsEnabled: true,
      },
    }),
  );
  client.destroy();
  const cwd = folder({});
  const { code, stderr } = await run(['init', '--yes', ...fast], { cwd, env });
  expect(code).toBe(64);
  expect(stderr).toContain('There are 2 instances in us-west-2: ');
  expect(stderr).toContain(`second (${Id})`);
  expect(readdirSync(cwd)).toEqual([]);
  const named = await run(['init', '--yes', '--instance', instanceId, '--ci', 'none', ...fast], { cwd, env });
  expect(named.code).toBe(0);
});

test('files that are there stay as they are, all of them named, before anything is read', async () => {
  const { env, emulator } = await emulated({ users: 2 });
  const cwd = folder({ 'README.md': 'mine\n', '.gitlab-ci.yml': 'mine\n' });
  const before = emulator.requests().length;
  const { code, stderr } = await run(['init', '--yes', '--ci', 'gitlab', ...fast], { cwd, env });
  expect({ code, stderr }).toMatchObject({ code: 7, stderr: expect.stringContaining('README.md, .gitlab-ci.yml') });
  expect(emulator.requests().length).toBe(before);
  expect(readdirSync(cwd).sort()).toEqual(['.gitlab-ci.yml', 'README.md']);
});

test('what another configuration has marked is said to be left', async () => {
  const { env } = await emulated({ users: 12 });
  const cwd = folder({});
  await run(['init', '--dir', 'theirs', '--owner', 'theirs', '--yes', ...fast], { cwd, env });
  await run(['apply', '-f', 'theirs/connect-sync.yaml', '--auto-approve', ...fast], { cwd, env });
  const { code, stderr } = await run(['init', '--dir', 'ours', '--owner', 'ours', '--yes', ...fast], { cwd, env });
  expect(code).toBe(7);
  expect(stderr).toContain('The files are written. What is left:');
  expect(stderr).toContain('is managed by "theirs"');
});

test('in a terminal it asks for Region and instance until it has them, and whether to write', async () => {
  const { env } = await emulated({ users: 2 });
  const { AWS_REGION = '', ...others } = env;
  for (const [name, value] of Object.entries(others)) vi.stubEnv(name, value);
  const dir = join(folder({}), 'new');
  const options = { dir, ci: 'none', cache: false, rate: { '*': { rate: 1000, burst: 1000 } } } as const;
  const cautious = terminal(others, [AWS_REGION, '2', 'first', '1', 'no']);
  expect(await init(options, cautious)).toBe(1);
  expect(cautious.said.join('')).toContain('Cancelled. Nothing was written.');
  expect(() => readdirSync(dir)).toThrow('ENOENT');

  const willing = terminal(others, [AWS_REGION, '1', 'yes']);
  expect(await init(options, willing)).toBe(0);
  expect(willing.said.join('')).toContain('  1  connect-sync-local  10a4c4eb');
  expect(readdirSync(dir)).toContain('connect-sync.yaml');

  await expect(init({ ...options, dir: join(dir, 'x') }, terminal(env, ['']))).rejects.toThrow(
    'No instance was chosen',
  );
  vi.unstubAllEnvs();
});
