/** Cases of exports, applies and watches, by the built command. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { start } from '../support/binary.ts';
import { entry, field, instanceId, usersOf } from './field.ts';

test('F1: what an export writes of odd live users, validate and plan take', async () => {
  const odd = [
    { username: 'invisible', firstName: 'Jo\u200bhn', lastName: 'Doe' },
    { username: 'tabbed', firstName: 'Zoe', lastName: 'Tab\there' },
    { username: 'blank', firstName: 'Jane', lastName: ' ' },
    { username: 'tagged', firstName: 'Jane', lastName: 'Doe', tags: { 'k,v': 'x', site: 'dublin' } },
  ];
  const { command, cwd } = await field(usersOf('ann'), { seed: { version: 1, instances: [{ users: odd }] } });
  const exported = await command('export', '--instance', instanceId);
  expect(exported.code).toBe(0);
  for (const { username } of odd) expect(exported.stdout).toContain(`username: ${username}`);
  expect(exported.stderr).toContain('A value of user/invisible is left out, since a file may not have it');
  writeFileSync(join(cwd, 'connect-sync.yaml'), exported.stdout);
  expect(await command('validate')).toMatchObject({ code: 0 });
  expect(await command('plan')).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes.') });
});

test('F4: a list that is rewritten in two halves deletes nobody', async () => {
  const policy = 'owner: staff\npolicy: { removed: delete, limits: { delete: 5 } }\n';
  const { cwd, env, command, edit, writes, emulator } = await field(policy + usersOf('ann', 'ben', 'cid', 'dan'));
  await command('apply', '--auto-approve');
  const watch = start(['watch', '--interval', '1h'], { cwd, env });
  onTestFinished(async () => {
    watch.stop('SIGKILL');
    await watch.finished;
  });
  const outcome = async (): Promise<unknown> =>
    JSON.parse(await watch.logged(/\{[^\n]*"outcome":[^\n]*\}(?=\n)/)).outcome;
  expect(await outcome()).toBe('in-sync');
  emulator.clearRequests();
  edit(policy + usersOf('ann', 'ben'));
  expect(await outcome()).toBe('waiting');
  appendFileSync(join(cwd, 'connect-sync.yaml'), entry('cid') + entry('dan'));
  expect(await outcome()).toBe('in-sync');
  expect(writes()).toEqual([]);
});

describe('what is pointless is not sent:', () => {
  const people = Array.from({ length: 40 }, (_, index) => `u${index}`);

  test('F12: a full quota ends creations at once, and says which quota and how many were not tried', async () => {
    const { command, calls } = await field(usersOf(...people), { quotas: { users: 5 } });
    const { code, stdout } = await command('apply', '--auto-approve');
    expect(code).toBe(4);
    const creations = calls().filter((name) => name === 'CreateUser').length;
    expect(creations).toBeLessThan(20);
    expect(stdout).toContain('The quota of the instance for CreateUser is full; ');
    expect(stdout).toMatch(
      /; \d+ changes not tried\. Raise the quota in Service Quotas, or make room, then apply again\./,
    );
    expect(stdout).not.toContain('Run apply again to continue');
  });

  test('F13: credentials that expire end all calls at once, and that is said', async () => {
    const { command, calls, emulator } = await field(usersOf(...people));
    emulator.faults.add({ operation: 'CreateUser', nth: 3, error: 'ExpiredTokenException' });
    const { code, stdout } = await command('apply', '--auto-approve');
    expect(code).toBe(4);
    expect(calls().filter((name) => name === 'CreateUser').length).toBeLessThan(10);
    expect(stdout).toContain('ExpiredTokenException');
    expect(stdout).toMatch(/; \d+ changes not tried\. Refresh the credentials, then apply again\./);
  });
});
