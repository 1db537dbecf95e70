/** One writer per instance, by the command. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { emulated, folder, start } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';
import { configuration, instanceId, people } from '../support/people.ts';

type At = { readonly cwd: string; readonly env: { readonly [name: string]: string } };

/** What is kept of the only instance. */
function kept({ env }: At): string {
  const folder = join(env['XDG_STATE_HOME'] ?? '', 'connect-sync');
  return join(folder, readdirSync(folder)[0] ?? '');
}

const apply = ['apply', '--auto-approve'];
const writes = (emulator: Emulator): number =>
  emulator.requests().filter(({ operation }) => operation === 'CreateUser').length;

/** An apply of so many people that takes a while, and has begun to write. */
async function busy(users: number) {
  const { emulator, env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': configuration(people(users)), 'few.yaml': configuration(people(2)) });
  const at = { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, 'state') } };
  const first = start(apply, at);
  await first.printed(': created');
  return { emulator, at, first };
}

test('A29: a second apply says who holds the lock and since when, and reads and writes nothing', async () => {
  const { emulator, at, first } = await busy(40);
  emulator.clearRequests();
  const second = await run([...apply, '-f', 'few.yaml'], at);
  expect({ code: second.code, stdout: second.stdout }).toEqual({ code: 5, stdout: '' });
  expect(second.stderr).toMatch(
    new RegExp(
      `^error: Instance connect-sync-local \\(${instanceId}, us-west-2\\) is locked: apply by \\S+ on \\S+ \\(process \\d+\\) since \\d{4}-.* UTC \\(\\d+ s\\)\\.`,
    ),
  );
  expect(second.stderr).toContain('--lock-timeout');
  expect(second.stderr).toMatch(/remove its lock with connect-sync unlock [0-9a-f]{16}\. \[CS6001\]\n$/);
  expect(emulator.requests().filter(({ operation }) => /^(?:List|Search)/.test(operation))).toEqual([]);
  const asJson = await run([...apply, '--format', 'json'], at);
  const events = asJson.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events).toMatchObject([{ type: 'version' }, { type: 'error', error: { code: 'locked' } }, { exitCode: 5 }]);
  // Who only looks needs no lock.
  expect((await run(['plan', '-f', 'few.yaml'], at)).code).toBe(0);
  first.stop('SIGTERM');
  expect((await first.finished).code).toBe(143);
});

test('with --lock-timeout it waits, says who holds it, and then sees what the first has done', async () => {
  const { emulator, at, first } = await busy(20);
  const second = await run([...apply, '--lock-timeout', '1m'], at);
  expect(second.code).toBe(0);
  expect(second.stderr).toMatch(/^Waiting for the lock of this instance: apply by .*\n$/);
  expect(second.stdout).toContain('No changes.');
  expect((await first.finished).code).toBe(0);
  expect(writes(emulator)).toBe(20);
}, 60_000);

test('of a killed holder it is there at once', async () => {
  const { at, first } = await busy(40);
  first.stop('SIGKILL');
  await first.finished;
  expect(await run([...apply, '-f', 'few.yaml'], at)).toMatchObject({ code: 0, stderr: '' });
});

test('a holder whose lock was taken away stops writing, reports what it did, and exits 4', async () => {
  const { emulator, at, first } = await busy(50);
  const refused = await run(['unlock'], at);
  expect(refused.code).toBe(64);
  expect(refused.stderr).toMatch(
    /There is nobody to ask: give the lock's id \(connect-sync unlock [0-9a-f]{16}\), or say --force/,
  );
  const unlocked = await run(['unlock', '--force'], at);
  expect(unlocked.code).toBe(0);
  expect(unlocked.stdout).toMatch(/^Removed the lock of instance .*: apply by \S+ on \S+ \(process \d+\) since /);
  const { code, stdout, stderr } = await first.finished;
  expect(code).toBe(4);
  expect(stderr).toMatch(/The lock of the instance was taken away \(unlock by .*\)\. Finishing the calls in flight/);
  const made = emulator.instances[0]?.users ?? 0;
  expect(made).toBeLessThan(50);
  expect(stdout).toContain(
    `Resources: ${made} added, 0 changed, 0 destroyed; 0 resources failed, ${50 - made} skipped`,
  );
  expect((await run(['runs'], at)).stdout).toMatch(/ incomplete +\d+ added, \d+ skipped\n$/);
}, 60_000);

test('one whose lock is taken away before its first write exits 5, and writes nothing', async () => {
  const { emulator, env } = await emulated();
  emulator.faults.add({ operation: 'ListUsers', latency: 2_000 });
  const cwd = folder({ 'connect-sync.yaml': configuration(people(2)) });
  const at = { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, 'state') } };
  const first = start(apply, at);
  await expect.poll(() => emulator.requests().length, { timeout: 15_000 }).toBeGreaterThan(1);
  expect((await run(['unlock', '--force'], at)).stdout).toContain('Removed the lock');
  const { code, stderr } = await first.finished;
  expect(code).toBe(5);
  expect(stderr).toContain('The lock of the instance was taken away (unlock by ');
  expect(writes(emulator)).toBe(0);
}, 60_000);

test('T6: one whose state folder is deleted stops, says that its lock is gone, and exits 4 after writes', async () => {
  const { emulator, at, first } = await busy(50);
  rmSync(at.env['XDG_STATE_HOME'] ?? '', { recursive: true });
  const { code, stderr } = await first.finished;
  expect(stderr).toContain('The lock of the instance was deleted. Finishing the calls in flight');
  expect(code).toBe(4);
  expect(writes(emulator)).toBeLessThan(50);
}, 60_000);

test('T6: one whose state folder is deleted before its first write exits 5, and writes nothing', async () => {
  const { emulator, env } = await emulated();
  emulator.faults.add({ operation: 'ListUsers', latency: 2_000 });
  const cwd = folder({ 'connect-sync.yaml': configuration(people(2)) });
  const first = start(apply, { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, 'state') } });
  await expect.poll(() => emulator.requests().length, { timeout: 15_000 }).toBeGreaterThan(1);
  rmSync(join(cwd, 'state'), { recursive: true });
  const { code, stderr } = await first.finished;
  expect(stderr).toContain('The lock of the instance was deleted.');
  expect(code).toBe(5);
  expect(writes(emulator)).toBe(0);
}, 60_000);

test('unlock of what is not locked says so; by a configuration, an id or an alias', async () => {
  const { emulator, at, first } = await busy(40);
  const alias = emulator.instances[0]?.alias;
  const named = { ...at, cwd: folder({ 'connect-sync.yaml': `version: 1\ninstance: { alias: ${alias} }\n` }) };
  const unlocked = await run(['unlock', '--force'], named);
  expect(unlocked.stdout).toContain(`Removed the lock of instance connect-sync-local (${instanceId}, us-west-2)`);
  for (const argv of [['unlock'], ['unlock', '--instance', instanceId]]) {
    const { code, stdout } = await run(argv, at);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `Instance ${instanceId} is not locked.\n` });
  }
  expect((await first.finished).code).toBe(4);
  for (const [argv, code] of [
    [['unlock', '-f', 'nope.yaml'], 7],
    [['unlock', '--instance', '../..'], 64],
    [[...apply, '--lock-timeout', '5'], 64],
    [[...apply, '--lock-timeout', ''], 64],
  ] as const) {
    expect({ argv, code: (await run(argv, at)).code }).toEqual({ argv, code });
  }
});

test('A29: by its id, unlock takes away that lock and no other', async () => {
  const { at, first } = await busy(40);
  const refused = await run([...apply, '-f', 'few.yaml'], at);
  const [, id = ''] = /connect-sync unlock ([0-9a-f]{16})/.exec(refused.stderr) ?? [];
  const wrong = await run(['unlock', 'feedfacefeedface'], at);
  expect(wrong.code).toBe(7);
  expect(wrong.stderr).toContain(`No lock has the id "feedfacefeedface" any more. A lock is held: apply by `);
  expect(wrong.stderr).toContain(`its id is ${id}`);
  const unlocked = await run(['unlock', id], { ...at, cwd: folder({}) });
  expect(unlocked.code).toBe(0);
  expect(unlocked.stdout).toMatch(/^Removed the lock of instance .*\n.* up to 30 seconds\.\n$/);
  expect((await first.finished).code).toBe(4);
  expect((await run(['unlock', id], at)).stdout).toBe('Nothing is locked.\n');
}, 60_000);

/**
 * An apply that was throttled and waits to try again: stopped like a laptop that sleeps, while its lock goes to another
 * process. Awake again, it must not send its call.
 */
test.each([
  ['taken away', 5, 'lock-lost', (at: At) => run(['unlock', '--force'], at)],
  ['deleted', 5, 'lock-lost', async (at: At) => rmSync(join(kept(at), 'lock'), { recursive: true })],
  ['deleted with the record', 5, 'lock-lost', async (at: At) => rmSync(kept(at), { recursive: true })],
] as const)(
  'A13: a retry is not sent once the lock was %s, while another process writes',
  async (_, code, reason, loseLock) => {
    const { emulator, env } = await emulated();
    emulator.faults.add({ operation: 'CreateUser', error: 'TooManyRequestsException', retryAfter: 3 });
    const cwd = folder({ 'connect-sync.yaml': configuration(people(1)), 'other.yaml': configuration([]) });
    const at: At = { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, 'state') } };
    const first = start([...apply, '--format', 'json'], at);
    await first.printed('TooManyRequestsException');
    first.stop('SIGSTOP');
    await loseLock(at);
    const watch = start(['watch', '-f', 'other.yaml', '--interval', '1h'], at);
    await watch.logged(/"outcome":"in-sync"/);
    first.stop('SIGCONT');
    const ended = await first.finished;
    expect(ended.code).toBe(code);
    expect(ended.stdout).toContain(`"code":"${reason}"`);
    expect(writes(emulator)).toBe(1);
    expect(emulator.instances[0]?.users).toBe(0);
    watch.stop('SIGTERM');
    expect((await watch.finished).code).toBe(0);
    const { runs } = JSON.parse((await run(['runs', '--format', 'json'], at)).stdout);
    expect(runs).toMatchObject([{ exitCode: code }]);
  },
  60_000,
);

test('A12: a deadline that ends while it waits for the lock is exit 5', async () => {
  const { at, first } = await busy(40);
  const waiting = await run([...apply, '--lock-timeout', '5m', '--deadline', '2s'], at);
  expect(waiting.code).toBe(5);
  expect(waiting.stderr).toContain('Waiting for the lock of this instance');
  first.stop('SIGTERM');
  await first.finished;
});
