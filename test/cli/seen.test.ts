/** A built watch on the emulator, seen from outside: endpoints, page, metrics, notices. */
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emulated, folder, run, start } from '../support/binary.ts';
import { browserIsMissing, startBrowser, visit } from '../support/browser.ts';
import { readExposition } from '../support/exposition.ts';
import { receiver } from '../support/receiver.ts';

const head = 'version: 1\ninstance: { id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07 }\n';
const users = (...lastNames: readonly string[]): string =>
  `users:\n${lastNames.map((lastName, n) => `  - { username: user${n}, firstName: First, lastName: ${lastName}, routingProfile: Basic Routing Profile, securityProfiles: [Agent] }\n`).join('')}`;

/** A watch of this file that listens, and where. */
async function seen(
  text: string,
  some: { readonly env?: Record<string, string>; readonly options?: readonly string[] } = {},
) {
  const cwd = folder({ 'connect-sync.yaml': text });
  const { emulator, env } = await emulated();
  const argv = ['watch', '--interval', '1h', '--listen', '127.0.0.1:0', ...(some.options ?? [])];
  const watch = start(argv, { cwd, env: { ...env, ...some.env } });
  onTestFinished(async () => {
    watch.stop('SIGKILL');
    await watch.finished;
  });
  const url = (await watch.logged(/http:\/\/127\.0\.0\.1:\d+(?=\/)/)).trim();
  const get = async (path: string): Promise<string> => (await fetch(url + path)).text();
  const state = async (): Promise<unknown> => JSON.parse(await get('/status')).state;
  return {
    ...{ emulator, watch, url, get, state },
    post: (path: string) => fetch(url + path, { method: 'POST' }),
    write: (changed: string) => writeFileSync(join(cwd, 'connect-sync.yaml'), changed),
    figure: async (name: string, labels = {}) =>
      readExposition(await get('/metrics'))
        .get(`connect_sync_${name}`)
        ?.samples.find((one) => JSON.stringify(one.labels) === JSON.stringify(labels))?.value,
  };
}

const eventually = { timeout: 15_000, interval: 50 };

test('the life of a watch, as its endpoints tell it', async () => {
  const { emulator, watch, get, post, write, state, figure } = await seen(head + users('Doe', 'Haddad'));
  await expect.poll(state, eventually).toBe('in-sync');
  expect(await get('/healthz')).toBe('ok\n');
  expect(await get('/readyz')).toBe('ok\n');
  expect(JSON.parse(await get('/status'))).toMatchObject({
    ...{ mode: 'apply', ready: true, suspended: false, files: { names: ['connect-sync.yaml'] } },
    instance: { id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07', region: 'us-west-2', identityManagement: 'SAML' },
    lastPass: { number: 1, trigger: 'start', outcome: 'applied', results: { create: 2 } },
  });
  expect(await figure('changes_total', { kind: 'user', action: 'create', result: 'complete' })).toBe(2);
  expect(await figure('api_requests_total', { operation: 'CreateUser', code: 'ok' })).toBe(2);
  expect(await figure('rate_limit', { operation: 'CreateUser' })).toBe(2);
  expect(await figure('last_pass_status', { status: 'applied' })).toBe(1);
  expect(emulator.requests().filter(({ operation }) => operation === 'CreateUser')).toHaveLength(2);

  expect((await post('/suspend')).status).toBe(200);
  emulator.clearRequests();
  write(head + users('Doe', 'Haddad', 'Li'));
  await expect.poll(() => figure('drift_objects'), eventually).toBe(1);
  expect(await state()).toBe('suspended');
  expect(await figure('suspended')).toBe(1);
  expect(JSON.parse(await get('/status')).pending.changes[0]).toMatchObject({
    address: 'user/user2',
    action: 'create',
  });
  expect(await get('/')).toContain('user/user2');
  expect(emulator.requests().map(({ operation }) => operation)).not.toContain('CreateUser');

  expect((await post('/resume')).status).toBe(200);
  await expect.poll(state, eventually).toBe('in-sync');
  expect(emulator.instances[0]?.users).toBe(3);

  const passes = async (): Promise<number> => JSON.parse(await get('/status')).lastPass.number;
  const before = await passes();
  expect((await post('/reconcile')).status).toBe(202);
  await expect.poll(passes, eventually).toBe(before + 1);

  write('version: 1\n');
  await expect.poll(state, eventually).toBe('invalid');
  expect(await get('/')).toContain('connect-sync.yaml:1:1');
  expect(await get('/readyz')).toBe('ok\n');

  watch.stop('SIGTERM');
  expect((await watch.finished).code).toBe(0);
});

test('an observing watch shows what it would do and does none of it', async () => {
  const { emulator, get, state } = await seen(head + users('Doe'), { options: ['--mode', 'observe'] });
  await expect.poll(state, eventually).toBe('pending');
  expect(JSON.parse(await get('/status'))).toMatchObject({ mode: 'observe', pendingChanges: { create: 1 } });
  expect(await get('/')).toContain('This watch only observes');
  expect(emulator.requests().map(({ operation }) => operation)).not.toContain('CreateUser');
});

test.skipIf(browserIsMissing())('a person sees it change, and suspends it', { timeout: 60_000 }, async () => {
  const { url, state, write } = await seen(head + users('Doe'));
  const browser = await startBrowser();
  onTestFinished(() => browser.close());
  await expect.poll(state, eventually).toBe('in-sync');
  const { page, complaints, strangers } = await visit(browser, url);
  await page.getByRole('heading', { level: 1, name: 'In sync' }).waitFor();
  await page.getByRole('button', { name: 'Suspend' }).click();
  write(head + users('Dorn'));
  await page.getByText('lastName: "Doe" -> "Dorn"').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('heading', { level: 1, name: 'In sync' }).waitFor();
  expect({ complaints, strangers }).toEqual({ complaints: [], strangers: [] });
});

test('notices: of a change, of wrong files and of their correction', async () => {
  const { received, url } = await receiver();
  const { write, watch } = await seen(
    `${head}notices: [{ webhook: { env: HOOK }, secret: { env: SECRET } }, { slack: { env: HOOK } }]\n${users('Doe')}`,
    { env: { HOOK: url, SECRET: 'hush' } },
  );
  const signed = () => received.filter(({ headers }) => headers['x-connect-sync-signature'] !== undefined);
  const events = () => signed().map(({ body }) => JSON.parse(body).event);
  await expect.poll(events, eventually).toEqual(['changed']);
  await expect.poll(() => received.length, eventually).toBe(2);
  const { headers, body } = signed()[0]!;
  expect(headers['x-connect-sync-signature']).toBe(`sha256=${createHmac('sha256', 'hush').update(body).digest('hex')}`);
  expect(JSON.parse(body)).toMatchObject({
    resources: [{ address: 'user/user0', action: 'create', outcome: 'complete' }],
    counts: { create: 1, failed: 0 },
  });
  expect(received.map((one) => one.body).join()).toContain('• `user/user0`: created');
  write('version: 1\n');
  await expect.poll(events, eventually).toEqual(['changed', 'invalid']);
  write(`${head}notices: [{ webhook: { env: HOOK }, secret: { env: SECRET } }]\n${users('Doe')}`);
  await expect.poll(events, eventually).toEqual(['changed', 'invalid', 'recovered']);
  watch.stop('SIGTERM');
  const { code, stderr } = await watch.finished;
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/hush|s3cr3t/);
});

test('a webhook that is gone delays nothing, and is told of without its URL', async () => {
  const { received, url } = await receiver([404]);
  const { state, watch } = await seen(`${head}notices: [{ webhook: ${JSON.stringify(url)} }]\n${users('Doe')}`);
  await expect.poll(state, eventually).toBe('in-sync');
  await watch.logged(/A notice to 127\.0\.0\.1:\d+ was not delivered: it answered 404\./);
  expect(received).toHaveLength(1);
  watch.stop('SIGTERM');
  expect((await watch.finished).stderr).not.toContain('s3cr3t');
});

test('a variable that a changed file needs and nobody has set is a mistake of the file', async () => {
  const { write, state, get, emulator } = await seen(head + users('Doe'));
  await expect.poll(state, eventually).toBe('in-sync');
  emulator.clearRequests();
  write(`${head}notices: [{ slack: { env: NOT_SET } }]\n${users('Dorn')}`);
  await expect.poll(state, eventually).toBe('invalid');
  expect(JSON.parse(await get('/status')).lastPass.diagnostics).toEqual([
    expect.objectContaining({
      file: 'connect-sync.yaml',
      line: 3,
      message: expect.stringContaining('NOT_SET is not set'),
    }),
  ]);
  expect(emulator.requests().map(({ operation }) => operation)).not.toContain('UpdateUserIdentityInfo');
});

describe('what is refused before anything begins', () => {
  test('a variable that is not set', async () => {
    const { emulator, env } = await emulated();
    const cwd = folder({ 'connect-sync.yaml': `${head}notices:\n  - slack: { env: NOT_SET }\n${users('Doe')}` });
    const { code, stderr } = await run(['watch'], { cwd, env });
    expect(code).toBe(7);
    expect(stderr).toContain('connect-sync.yaml');
    expect(stderr).toContain('NOT_SET is not set');
    expect(emulator.requests()).toEqual([]);
  });

  test('a port that is taken', async () => {
    const { emulator, env } = await emulated();
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const cwd = folder({ 'connect-sync.yaml': head + users('Doe') });
    const { code, stderr } = await run(['watch', '--listen', `127.0.0.1:${port}`], { cwd, env });
    expect(code).toBe(7);
    expect(stderr).toContain(`Cannot listen on 127.0.0.1:${port}: another program listens there.`);
    expect(emulator.requests()).toEqual([]);
  });

  test.each([
    [['--listen', '9464'], 'It is written as 127.0.0.1:9464, or [::1]:9464.'],
    [['--listen'], 'argument missing'],
    [['--allow-host', 'sync.example.com:443'], 'It takes a name without a port, such as sync.example.com.'],
  ])('%j', async (options, message) => {
    const { code, stderr } = await run(['watch', ...options]);
    expect(code).toBe(64);
    expect(stderr).toContain(message);
  });
});

test('other commands take the section notices and tell nobody', async () => {
  const { received, url } = await receiver();
  const { env } = await emulated();
  const cwd = folder({
    'connect-sync.yaml': `${head}notices: [{ webhook: ${JSON.stringify(url)} }, { slack: { env: NOT_SET } }]\n${users('Doe')}`,
  });
  expect((await run(['apply', '--auto-approve'], { cwd, env })).code).toBe(0);
  expect((await run(['validate'], { cwd })).code).toBe(0);
  expect(received).toEqual([]);
});
