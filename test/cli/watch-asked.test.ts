/** What a person may ask of a built watch, and what it says of itself while it writes. */
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emulated, folder, run, start } from '../support/binary.ts';
import { readExposition } from '../support/exposition.ts';

const head = 'version: 1\ninstance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }\nowner: me\n';
const people = (count: number, lastName = 'Doe'): string =>
  `users:\n${Array.from(
    { length: count },
    (_, index) =>
      `  - { username: agent${index}, firstName: First, lastName: ${lastName}, routingProfile: Basic Routing Profile, securityProfiles: [Agent] }\n`,
  ).join('')}`;
const deleting = (more: string): string => `policy: { removed: delete, limits: { delete: ${more} }\n`;
const isRead = /^(List|Search|Describe|Get)/;
const eventually = { timeout: 30_000, interval: 50 };

async function setting(text: string, options: Parameters<typeof emulated>[0] = {}) {
  const { emulator, env } = await emulated(options);
  const cwd = folder({ 'connect-sync.yaml': text });
  const state = folder({});
  const file = join(cwd, 'connect-sync.yaml');
  const at = { cwd, env };
  const begin = async (...options: readonly string[]) => {
    const argv = ['watch', '--interval', '1h', '--state-dir', state, '--listen', '127.0.0.1:0', ...options];
    const watch = start(argv, at);
    onTestFinished(async () => {
      watch.stop('SIGKILL');
      await watch.finished;
    });
    const url = (await watch.logged(/http:\/\/127\.0\.0\.1:\d+(?=\/)/)).trim();
    const status = async () => JSON.parse(await (await fetch(`${url}/status`)).text());
    const post = (path: string, body?: string) =>
      fetch(url + path, { method: 'POST', ...(body !== undefined && { body: new URLSearchParams(body) }) });
    const figure = async (name: string, labels: object) =>
      readExposition(await (await fetch(`${url}/metrics`)).text())
        .get(`connect_sync_${name}`)
        ?.samples.find((one) => JSON.stringify(one.labels) === JSON.stringify(labels))?.value;
    return { ...watch, url, status, post, figure, stateOf: async () => (await status()).state };
  };
  return {
    ...{ emulator, state, file, at, begin },
    users: () => emulator.instances[0]?.users,
    writes: () => emulator.requests().flatMap(({ operation }) => (isRead.test(operation) ? [] : [operation])),
    /** As if nobody had touched it for a while. */
    age: () => utimesSync(file, new Date(), new Date(Date.now() - 3_600_000)),
  };
}

test('A11: a list that is written in two halves deletes nobody; who is really gone is deleted once the files rest', async () => {
  const { file, begin, users, writes } = await setting(`${head}${deleting('"100%" }, settle: 5s')}${people(10)}`);
  const watch = await begin();
  await expect.poll(watch.stateOf, eventually).toBe('in-sync');
  writeFileSync(file, `${head}${deleting('"100%" }, settle: 5s')}${people(5)}`);
  await expect.poll(watch.stateOf, eventually).toBe('pending');
  expect((await watch.status()).message).toContain('5 deletions wait until the files have been unchanged');
  writeFileSync(file, `${head}${deleting('"100%" }, settle: 5s')}${people(9)}\n`);
  await watch.logged(/1 deletion waits/);
  expect(users()).toBe(10);
  await expect.poll(users, eventually).toBe(9);
  expect(writes().filter((call) => call === 'DeleteUser')).toHaveLength(1);
}, 90_000);

test('A16: what was refused is accepted for exactly that plan, by a command or on the page of this machine', async () => {
  const text = (count: number): string => `${head}${deleting('1 }, settle: 1s')}${people(count)}`;
  const { file, begin, users, at, state, age } = await setting(text(8));
  age();
  const watch = await begin();
  await expect.poll(watch.stateOf, eventually).toBe('in-sync');
  const accept = (...argv: readonly string[]) => run(['accept', ...argv, '--state-dir', state], at);
  expect(await accept('delete=3')).toMatchObject({ code: 7, stderr: expect.stringContaining('refused') });
  writeFileSync(file, text(5));
  await expect.poll(watch.stateOf, eventually).toBe('refused');
  await watch.post('/resume');
  await expect.poll(async () => (await watch.status()).lastPass.trigger, eventually).toBe('resume');
  expect(await accept('delete=2')).toMatchObject({ code: 7, stderr: expect.stringContaining('delete=3') });
  expect(users()).toBe(8);
  const accepted = await accept('delete=3');
  expect(accepted).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Accepted delete=3 for the plan sha256:/) });
  await expect.poll(users, eventually).toBe(5);
  await expect.poll(watch.stateOf, eventually).toBe('in-sync');

  writeFileSync(file, text(3));
  await expect.poll(watch.stateOf, eventually).toBe('refused');
  const { digest } = (await watch.status()).pending;
  expect((await watch.post('/accept', `digest=sha256:${'0'.repeat(64)}&delete=2`)).status).toBe(409);
  expect((await watch.post('/accept', 'delete=2')).status).toBe(409);
  expect((await watch.post('/accept', `digest=${digest}&delete=3`)).status).toBe(409);
  expect((await watch.post('/accept', `digest=${digest}&delete=2`)).status).toBe(202);
  await expect.poll(users, eventually).toBe(3);
}, 120_000);

test('what would leave a queue with too few users waits until exactly that is accepted', async () => {
  const routingProfiles = [
    { name: 'Calls', queues: [{ queue: 'BasicQueue', channel: 'VOICE' }] },
    { name: 'No Calls' },
  ];
  const users = [0, 1].map((index) => ({
    ...{ username: `agent${index}`, firstName: 'First', lastName: 'Doe', routingProfile: 'Calls' },
  }));
  const text = `${head}policy: { coverage: { BasicQueue: 2 } }\nusers: [{ username: agent0, routingProfile: No Calls }]\n`;
  const { begin, writes, at, state } = await setting(text, {
    seed: { version: 1, instances: [{ routingProfiles, users }] },
  });
  const watch = await begin();
  await expect.poll(watch.stateOf, eventually).toBe('refused');
  expect((await watch.status()).breaker.rules).toMatchObject([
    { rule: 'coverage.BasicQueue', acceptable: 'coverage=1' },
  ]);
  expect((await run(['accept', 'coverage=2', '--state-dir', state], at)).code).toBe(7);
  expect(writes()).toEqual([]);
  expect((await run(['accept', 'coverage=1', '--state-dir', state], at)).code).toBe(0);
  await expect.poll(watch.stateOf, eventually).toBe('in-sync');
  expect(writes()).toContain('UpdateUserRoutingProfile');
}, 120_000);

test('A29, T10: a suspension survives the process, until somebody resumes', async () => {
  const { file, begin, users } = await setting(`${head}${people(1)}`);
  const first = await begin();
  await expect.poll(first.stateOf, eventually).toBe('in-sync');
  await first.post('/suspend');
  first.stop('SIGKILL');
  await first.finished;
  writeFileSync(file, `${head}${people(2)}`);
  const second = await begin();
  await expect.poll(second.stateOf, eventually).toBe('suspended');
  expect(users()).toBe(1);
  await second.post('/resume');
  await expect.poll(users, eventually).toBe(2);
  second.stop('SIGTERM');
  await second.finished;
  const third = await begin();
  await expect.poll(third.stateOf, eventually).toBe('in-sync');
}, 120_000);

test('A16: while it writes, everything says so: status, metrics, log; and Look now is heard', async () => {
  const { begin, users } = await setting(`${head}${people(30)}`);
  const watch = await begin('--rate', 'CreateUser=5/1');
  await expect.poll(watch.stateOf, eventually).toBe('applying');
  await watch.logged(/Applying: 30 resources, 30 to add, 0 to change, 0 to destroy; 30 API calls, about \d+ s\./);
  await expect.poll(async () => (await watch.status()).applying?.done, eventually).toBeGreaterThan(1);
  const status = await watch.status();
  expect(status.applying).toMatchObject({ total: 30, secondsLeft: expect.any(Number) });
  expect(status.pendingChanges.create).toBeLessThan(30);
  expect(await watch.figure('drift_objects', {})).toBeLessThan(30);
  expect(await watch.figure('changes_total', { kind: 'user', action: 'create', result: 'complete' })).toBeGreaterThan(
    0,
  );
  expect(await (await fetch(`${watch.url}/`)).text()).toContain('Making changes');
  expect(await (await watch.post('/reconcile')).json()).toMatchObject({ running: true, asked: true });
  expect(await watch.status()).toHaveProperty('askedAt');
  await expect.poll(watch.stateOf, eventually).toBe('in-sync');
  expect(users()).toBe(30);
}, 120_000);
