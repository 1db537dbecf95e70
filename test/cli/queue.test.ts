/** The command against a throttled Amazon Connect: limits, failures, deadlines, interruptions. */
import { expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { emulated, folder, start } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';

const head = 'version: 1\ninstance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }\n';
const people = (count: number, more = ''): string =>
  `users:\n${Array.from(
    { length: count },
    (_, index) =>
      `  - { username: agent${index}, firstName: F, lastName: L, routingProfile: Basic Routing Profile, securityProfiles: [Agent]${more} }\n`,
  ).join('')}`;
const eventsIn = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const times = (emulator: Emulator, operation: string): readonly number[] =>
  emulator.requests().flatMap((one) => (one.operation === operation ? [one.at] : []));
const isWrite = ({ operation }: { readonly operation: string }): boolean =>
  /^(Create|Update|Delete|Tag|Untag)/.test(operation);

test.each([
  ['an API that is never called', ['--rate', 'UpdateUserCnfig=1'], 'did you mean UpdateUserConfig?'],
  ['a rate that is none', ['--rate', 'CreateUser=0'], 'from 0.01 to 1000 calls a second'],
  ['a burst that is none', ['--rate', 'CreateUser=1/0'], 'at least 1 at once'],
  ['a deadline that is none', ['--deadline', '20'], 'a time such as 90s, 20m or 1h30m'],
  ['no time at all', ['--deadline', '0s'], 'a time such as 90s, 20m or 1h30m'],
])('%s is wrong usage, and nothing is sent', async (_, words, message) => {
  const { emulator, env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': head + people(1) });
  const { code, stdout, stderr } = await run(['apply', '--auto-approve', ...words], { cwd, env });
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain(message);
  expect(emulator.requests()).toEqual([]);
});

test('at the documented rates nothing is refused', async () => {
  const { emulator, env } = await emulated({ throttle: true });
  const cwd = folder({ 'connect-sync.yaml': head + people(10) });
  const { code, stdout } = await run(['apply', '--auto-approve', '--format', 'json'], { cwd, env });
  expect(code).toBe(0);
  expect(emulator.requests().filter(({ error }) => error !== undefined)).toEqual([]);
  const plan = eventsIn(stdout).find(({ type }) => type === 'plan');
  expect(plan.cost).toMatchObject({ calls: { CreateUser: 10 }, seconds: 3, bottleneck: 'CreateUser' });
});

test('the configuration and the command line tell other limits, and the price knows them', async () => {
  const { env } = await emulated();
  const throttle = 'throttle: { share: 50%, CreateUser: { rate: 8, burst: 10 } }\n';
  const at = { cwd: folder({ 'connect-sync.yaml': head + throttle + people(44) }), env };
  const priced = async (...words: readonly string[]) =>
    (await run(['plan', ...words], at)).stdout.split('\n').find((line) => line.startsWith('Cost:'));
  expect(await priced()).toBe('Cost: 44 API calls, about 10 s; slowest CreateUser (44 calls at 4/s).');
  expect(await priced('--rate', 'CreateUser=2/5')).toBe(
    'Cost: 44 API calls, about 20 s; slowest CreateUser (44 calls at 2/s).',
  );
  expect(await priced('--rate', '*=20/40')).toBe(
    'Cost: 44 API calls, about 1 s; slowest CreateUser (44 calls at 20/s).',
  );
});

test('calls go at the rate that was told', async () => {
  const { emulator, env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': head + people(12) });
  const { code } = await run(['apply', '--auto-approve', '--rate', 'CreateUser=5/3'], { cwd, env });
  expect(code).toBe(0);
  const at = times(emulator, 'CreateUser');
  // Two at once, and ten more at five a second.
  expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(1900);
});

test('a failure is told with its address, API, error, message and request id, in text and in JSON', async () => {
  const { emulator, env } = await emulated();
  const at = { cwd: folder({ 'connect-sync.yaml': head + people(2) }), env };
  const fault = { operation: 'CreateUser', times: 2, error: 'InvalidParameterException', message: 'Not that.' };
  emulator.faults.add({ ...fault, times: 1 });
  const text = await run(['apply', '--auto-approve'], at);
  expect(text.code).toBe(4);
  expect(text.stdout).toMatch(
    /user\/agent\d: failed: CreateUser: InvalidParameterException: Not that\. \(request [0-9a-f-]{36}\)\n/,
  );
  emulator.faults.add(fault);
  const json = await run(['apply', '--auto-approve', '--format', 'json'], at);
  expect(json.code).toBe(1);
  const errored = eventsIn(json.stdout).find(({ type }) => type === 'applyErrored');
  expect(errored).toMatchObject({
    address: expect.stringMatching(/^user\/agent\d$/),
    errors: [
      { call: 'CreateUser', error: 'InvalidParameterException', message: 'Not that.', requestId: expect.any(String) },
    ],
  });
});

test('a quota is told at once and not asked again', async () => {
  const { emulator, env } = await emulated({ quotas: { users: 3 }, throttle: true });
  const cwd = folder({ 'connect-sync.yaml': head + people(30) });
  const { code, stdout } = await run(['apply', '--auto-approve'], { cwd, env });
  expect(code).toBe(4);
  expect(stdout).toContain('failed: CreateUser: LimitExceededException');
  expect(stdout).toContain(
    'skipped: not tried, since a quota of the instance is full (CreateUser: LimitExceededException)',
  );
  expect(times(emulator, 'CreateUser').length).toBeLessThan(8);
});

test('a deadline stops in time, tells what is left, and exits 4; the next apply goes on', async () => {
  const { emulator, env } = await emulated();
  const at = { cwd: folder({ 'connect-sync.yaml': head + people(40) }), env };
  const { code, stdout } = await run(['apply', '--auto-approve', '--deadline', '6s'], at);
  expect(code).toBe(4);
  const made = emulator.instances[0]?.users ?? 0;
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(40);
  expect(stdout.match(/: created/g)).toHaveLength(made);
  expect(stdout).toContain(`The deadline left ${40 - made} changes to do: user/agent`);
  expect(stdout).toContain(
    `Resources: ${made} added, 0 changed, 0 destroyed; 0 resources failed, ${40 - made} skipped.`,
  );
  const next = await run(['apply', '--auto-approve', '--rate', '*=1000'], at);
  expect(next.code).toBe(0);
  expect(emulator.instances[0]?.users).toBe(40);
});

test('a deadline gives up a request that is not answered, and says that it may have been made', async () => {
  const { emulator, env } = await emulated();
  emulator.faults.add({ operation: 'CreateUser', nth: 2, times: 99, hang: true });
  const cwd = folder({ 'connect-sync.yaml': head + people(20) });
  const words = ['--deadline', '5s', '--rate', '*=100', '--format', 'json'];
  const { code, stdout, stderr } = await run(['apply', '--auto-approve', ...words], { cwd, env });
  expect({ code, stderr }).toEqual({ code: 4, stderr: '' });
  const errored = eventsIn(stdout).find(({ type }) => type === 'applyErrored');
  expect(errored.errors).toMatchObject([{ error: 'DeadlinePassed', uncertain: true }]);
});

test('a deadline that comes before any change could be made is exit 4 too', async () => {
  const { emulator, env } = await emulated();
  // A caller that is told to wait a minute waits a minute.
  emulator.faults.add({ operation: 'CreateUser', times: 9, error: 'ThrottlingException', retryAfter: 60 });
  const cwd = folder({ 'connect-sync.yaml': head + people(3) });
  const { code, stdout } = await run(['apply', '--auto-approve', '--deadline', '5s', '--format', 'json'], { cwd, env });
  expect(code).toBe(4);
  expect(eventsIn(stdout).at(-1)).toMatchObject({ type: 'summary', create: 0, skipped: 3, exitCode: 4 });
  expect(eventsIn(stdout).filter(({ type }) => type === 'applySkipped')).toMatchObject(
    Array(3).fill({ reason: 'the deadline came first' }),
  );
  expect(emulator.instances[0]?.users).toBe(0);
});

test('A24: a read that does not end in time is exit 4 with a sentence, and nothing is written', async () => {
  const { emulator, env } = await emulated();
  emulator.faults.add({ operation: 'SearchUsers', times: 9, hang: true });
  const cwd = folder({ 'connect-sync.yaml': head + people(2) });
  const { code, stderr } = await run(['apply', '--auto-approve', '--deadline', '2s'], { cwd, env });
  expect(code).toBe(4);
  expect(stderr).toBe(
    'error: The deadline came before Amazon Connect was read to the end; nothing was written. [CS6005]\n',
  );
  expect(emulator.requests().filter(isWrite)).toEqual([]);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s: no new calls, those in flight are reported, exit %i; a second one leaves at once',
  async (signal, exit) => {
    const { emulator, env } = await emulated();
    const cwd = folder({ 'connect-sync.yaml': head + people(40) });
    emulator.faults.add({ operation: 'CreateUser', nth: 4, latency: 1000 });
    const once = start(['apply', '--auto-approve'], { cwd, env });
    await once.printed(': created');
    once.stop(signal);
    const { code, stdout } = await once.finished;
    expect(code).toBe(exit);
    const made = emulator.instances[0]?.users ?? 0;
    expect(made).toBeLessThan(10);
    expect(stdout.match(/: created/g)).toHaveLength(made);
    emulator.faults.clear();
    emulator.faults.add({ operation: 'CreateUser', times: 99, nth: 2, hang: true });
    const twice = start(['apply', '--auto-approve'], { cwd, env });
    await twice.printed(': created');
    twice.stop(signal);
    await new Promise((resolve) => setTimeout(resolve, 200));
    twice.stop(signal);
    expect((await twice.finished).code).toBe(exit);
  },
);

test('killed outright, an apply leaves nothing that the next one does not complete', async () => {
  const { emulator, env } = await emulated();
  const at = { cwd: folder({ 'connect-sync.yaml': head + people(30) }), env };
  const first = start(['apply', '--auto-approve'], at);
  await first.printed(': created');
  first.stop('SIGKILL');
  expect((await first.finished).code).toBeNull();
  const made = emulator.instances[0]?.users ?? 0;
  expect(made).toBeLessThan(30);
  const { code, stdout } = await run(['apply', '--auto-approve', '--rate', '*=1000'], at);
  expect(code).toBe(0);
  expect(stdout.match(/: created/g)?.length).toBeLessThanOrEqual(30 - made);
  expect(emulator.instances[0]?.users).toBe(30);
  const again = await run(['plan', '--detailed-exitcode'], at);
  expect(again.code).toBe(0);
});

test('where Connect allows less than is configured, everything is done all the same', async () => {
  const { emulator, env } = await emulated({ throttle: true });
  const cwd = folder({ 'connect-sync.yaml': head + people(20) });
  const { code, stdout } = await run(['apply', '--auto-approve', '--rate', '*=10/10'], { cwd, env });
  expect(code).toBe(0);
  expect(stdout.match(/: created/g)).toHaveLength(20);
  expect(emulator.instances[0]?.users).toBe(20);
});
