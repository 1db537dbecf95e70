/** What is said of reading that takes longer than usual. */
import { expect, onTestFinished, test } from 'vitest';
import { start } from '../support/binary.ts';
import { entry, field, usersOf } from './field.ts';

const denied = { operation: 'SearchUsers', error: 'AccessDeniedException', times: 1_000_000 } as const;

test('A27: a denied SearchUsers is said at once, with what the slow way will take', async () => {
  const { emulator, cwd, env } = await field(usersOf('ann'), { users: 200 });
  emulator.faults.add(denied);
  const plan = start(['plan'], { cwd, env });
  await plan.logged(
    /SearchUsers is denied, so it takes 200 calls of DescribeUser instead, about 20 s\. Allow connect:SearchUsers to be quicker\.\n/,
  );
  const described = emulator.requests().filter(({ operation }) => operation === 'DescribeUser').length;
  expect(described).toBeLessThan(200);
  plan.stop('SIGTERM');
  expect(await plan.finished).toMatchObject({ code: 143, stdout: '' });
});

test('A27: so it is in the log of a watch', async () => {
  const { emulator, cwd, env } = await field(usersOf('ann'), { users: 3 });
  emulator.faults.add(denied);
  const watch = start(['watch', '--mode', 'observe'], { cwd, env });
  onTestFinished(async () => {
    watch.stop('SIGKILL');
    await watch.finished;
  });
  await watch.logged(/"level":"warn","message":"SearchUsers is denied, so it takes 3 calls of DescribeUser instead\./);
});

test('A28: a plan right after an apply says why it describes users again', async () => {
  const people = ['ann', 'ben', 'cid'].map((username) =>
    entry(username, `email: ${username}@example.com, initialPassword: { generate: true }`),
  );
  const { command, edit, calls } = await field(`users:\n${people.join('')}`, { identityManagement: 'CONNECT_MANAGED' });
  await command('apply', '--auto-approve');
  edit(`users:\n${people.join('').replaceAll('First', 'New')}`);
  await command('apply', '--auto-approve');
  calls();
  const { stdout } = await command('plan');
  expect(calls().filter((name) => name === 'DescribeUser')).toHaveLength(3);
  expect(stdout).toMatch(
    /^No changes\..*\nRead: \d+ API calls \(.*DescribeUser 3.*\)\.\n3 resources described one by one: changed in the last minutes, which a search may not show\.\n$/,
  );
  const json = JSON.parse((await command('plan', '--no-cache', '--format', 'json')).stdout);
  expect(json.cost).toMatchObject({ changedLately: 3 });
});
