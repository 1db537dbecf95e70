/** One writer: a watch and the lock of its instance, through the built command. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emulated, folder, run, start } from '../support/binary.ts';

const head = 'version: 1\ninstance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }\n';
const jane = (lastName: string): string =>
  `${head}users: [{ username: jane, firstName: Jane, lastName: ${lastName}, routingProfile: Basic Routing Profile, securityProfiles: [Agent] }]\n`;
const isRead = /^(List|Search|Describe|Get)/;

async function setting() {
  const { emulator, env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': jane('Doe') });
  const state = folder({});
  const begin = (...options: readonly string[]) => {
    const watch = start(['watch', '--interval', '1h', '--state-dir', state, ...options], { cwd, env });
    onTestFinished(async () => {
      watch.stop('SIGKILL');
      await watch.finished;
    });
    return watch;
  };
  const writes = () => emulator.requests().filter(({ operation }) => !isRead.test(operation)).length;
  return { emulator, env, cwd, state, begin, writes };
}

test('a second watch says who holds the lock and ends with 5; one that observes needs none', async () => {
  const { begin, writes } = await setting();
  const first = begin();
  await first.logged(/"outcome":"applied"/);
  const second = await begin().finished;
  expect(second.code).toBe(5);
  expect(second.stderr).toMatch(
    /"error","message":"Instance connect-sync-local \(10a4c4eb\S+ us-west-2\) is locked: watch by /,
  );
  const observing = begin('--mode', 'observe');
  await observing.logged(/"outcome":"in-sync"/);
  expect(writes()).toBe(1);
});

test('an apply waits for a watch, and a watch that waits goes on when the holder is killed', async () => {
  const { begin, env, cwd, state } = await setting();
  const first = begin();
  await first.logged(/"outcome":"applied"/);
  expect((await run(['apply', '--auto-approve', '--state-dir', state], { cwd, env })).code).toBe(5);
  const second = begin('--lock-timeout', '5m', '--listen', '127.0.0.1:0');
  const [url] = /http:[^"]*(?=\/")/.exec(await second.logged(/"Status page: [^"]*"/)) ?? [];
  await second.logged(/Waiting for the lock of this instance: watch by /);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${url}/status`)).json()).toMatchObject({
    ...{ state: 'starting', message: expect.stringContaining('Waiting for the lock') },
    running: { waitsFor: expect.stringContaining('watch by ') },
  });
  first.stop('SIGKILL');
  await second.logged(/"outcome":"in-sync"/);
  second.stop('SIGTERM');
  expect((await second.finished).code).toBe(0);
  expect((await run(['apply', '--auto-approve', '--state-dir', state], { cwd, env })).code).toBe(0);
});

test('a watch whose lock was taken away writes nothing until it has it again', async () => {
  const { begin, cwd, state, env, writes } = await setting();
  const watch = begin();
  await watch.logged(/"outcome":"applied"/);
  expect((await run(['unlock', '--force', '--state-dir', state], { cwd, env })).code).toBe(0);
  const other = begin();
  await other.logged(/"outcome":"in-sync"/);
  await watch.logged(/Nothing is applied until it is held again/);
  other.stop('SIGSTOP');
  onTestFinished(() => other.stop('SIGCONT'));
  writeFileSync(join(cwd, 'connect-sync.yaml'), jane('Dorn'));
  await watch.logged(/is locked: watch by [^\n]*"outcome":"failed"/);
  expect(writes()).toBe(1);
  other.stop('SIGKILL');
  await watch.logged(/"outcome":"applied"/);
  expect(writes()).toBe(2);
}, 60_000);

test('every pass that writes is a run with its record', async () => {
  const { begin, cwd, state, env } = await setting();
  const watch = begin();
  await watch.logged(/"outcome":"applied"/);
  writeFileSync(join(cwd, 'connect-sync.yaml'), jane('Dorn'));
  await watch.logged(/"outcome":"applied"/);
  watch.stop('SIGHUP');
  await watch.logged(/"outcome":"in-sync"/);
  const { stdout } = await run(['runs', '--format', 'json', '--state-dir', state], { cwd, env });
  expect(stdout.match(/"command": ?"watch"/g)).toHaveLength(2);
});

test('a state folder that was chosen and cannot be used is exit 7, before anything is read of the users', async () => {
  const { begin, state, emulator } = await setting();
  rmSync(state, { recursive: true });
  writeFileSync(state, '');
  const { code, stderr } = await begin().finished;
  expect(code).toBe(7);
  expect(stderr).toContain('The state folder cannot be used');
  expect(emulator.requests().some(({ operation }) => operation === 'ListUsers')).toBe(false);
});
