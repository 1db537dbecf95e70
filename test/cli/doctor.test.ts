/** What the built command says and exits with; test/app/doctor.test.ts has what is checked. */
import { expect, test } from 'vitest';
import { emulated, folder, run } from '../support/binary.ts';

test('without anything, with an instance, with files: a line each, a fix where something fails, and an exit code', async () => {
  const cwd = folder({});
  const nothing = await run(['doctor'], { cwd, env: { HOME: cwd } });
  expect(nothing).toMatchObject({ code: 1, stderr: '' });
  expect(nothing.stdout).toMatch(/^failed {3}files .*There is no such file.*\n {9}fix: Name the main file with -f/m);
  expect(nothing.stdout).toMatch(/^failed {3}credentials .*\n {9}fix: /m);
  expect(nothing.stdout).toMatch(/^skipped {2}clock +not checked, because no Region is known$/m);
  expect(nothing.stdout).toMatch(/^\d+ checks: .* 3 failed, \d+ skipped\.$/m);

  const { emulator, env } = await emulated({ users: 2 });
  const { id = '' } = emulator.instances[0] ?? {};
  const fine = await run(['doctor', '--instance', id, '--state-dir', 'state'], { cwd, env });
  expect(fine).toMatchObject({ code: 0, stderr: '' });
  expect(fine.stdout).toMatch(/^ok {7}credentials +from the environment \(AWS_ACCESS_KEY_ID\)$/m);
  expect(fine.stdout).toMatch(/^ok {7}SearchUsers +allowed \(users\)$/m);

  emulator.settings.patch({ allow: ['DescribeInstance'] });
  const files = folder({ 'connect-sync.yaml': `version: 1\ninstance: { id: ${id} }\nusers: []\n` });
  const denied = await run(['doctor', '--for', 'plan', '--format', 'json'], { cwd: files, env });
  expect(denied.code).toBe(1);
  const { formatVersion, ok, checks } = JSON.parse(denied.stdout);
  expect({ formatVersion, ok }).toEqual({ formatVersion: '1.0', ok: false });
  expect(checks).toContainEqual({
    ...{ name: 'ListUsers', status: 'failed' },
    message: expect.stringContaining('not authorized to perform: connect:ListUsers'),
    fix: 'Allow connect:ListUsers on the instance; docs/SECURITY.md has the least policy of each command.',
  });

  expect(checks).toContainEqual({
    ...{ name: 'credentials', status: 'ok' },
    message: expect.stringMatching(/^from the environment \(AWS_ACCESS_KEY_ID\), as arn:aws:/),
  });

  expect(await run(['doctor', '--for', 'export'], { cwd, env })).toMatchObject({ code: 64 });
});
