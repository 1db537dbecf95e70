import { request } from 'node:http';
import * as sdk from '@aws-sdk/client-connect';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { createUser, errorOf, newUser, type Started, start } from './support.ts';

const NOW = 1_700_000_000_000;

interface Controlled extends Started {
  control(method: string, path: string, document?: unknown): Promise<{ status: number; body: unknown }>;
}

async function startControlled(options: EmulatorOptions = {}): Promise<Controlled> {
  const started = await start({ controlPort: 0, now: () => NOW, ...options });
  return {
    ...started,
    async control(method, path, document) {
      const body = document === undefined || typeof document === 'string' ? document : JSON.stringify(document);
      const init = body === undefined ? { method } : { method, body };
      const response = await fetch(`${started.emulator.controlUrl}${path}`, init);
      return { status: response.status, body: await response.json() };
    },
  };
}

const list = ({ client, InstanceId }: Started) => client.send(new sdk.ListUsersCommand({ InstanceId }));

test('the control address is not there unless it is asked for, and never on the port of the API', async () => {
  expect((await start()).emulator.controlUrl).toBeUndefined();
  const { emulator } = await startControlled();
  expect(emulator.controlUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(emulator.controlUrl).not.toBe(emulator.url);
  expect((await fetch(`${emulator.url}/settings`)).status).toBe(404);
});

test('health says what runs', async () => {
  const { control, emulator } = await startControlled();
  expect(await control('GET', '/health')).toEqual({
    status: 200,
    body: { status: 'ok', url: emulator.url, region: 'us-west-2', instances: 1 },
  });
});

test('instances shows those that are there now', async () => {
  const { control, emulator, client } = await startControlled({ users: 2 });
  const InstanceAlias = 'second';
  const flags = { InboundCallsEnabled: true, OutboundCallsEnabled: true };
  await client.send(new sdk.CreateInstanceCommand({ InstanceAlias, IdentityManagementType: 'SAML', ...flags }));
  const { body } = await control('GET', '/instances');
  expect(body).toEqual(emulator.instances);
  expect(body).toMatchObject([{ users: 2 }, { alias: 'second', users: 0 }]);
});

describe('settings', () => {
  test('are shown, patched, replaced and put back, and every answer shows them as they are then', async () => {
    const { control } = await startControlled({ settings: { searchLag: 5 } });
    expect((await control('GET', '/settings')).body).toMatchObject({ searchLag: 5, throttle: false, faults: [] });
    const patched = await control('PATCH', '/settings', { describeLag: 7, quotas: { users: 3 } });
    expect(patched).toMatchObject({ status: 200, body: { searchLag: 5, describeLag: 7, quotas: { users: 3 } } });
    const replaced = await control('PUT', '/settings', { pageCaps: { ListUsers: 2 } });
    expect(replaced.body).toMatchObject({ searchLag: 0, describeLag: 0, pageCaps: { ListUsers: 2 }, throttle: true });
    expect((await control('DELETE', '/settings')).body).toMatchObject({ searchLag: 5, pageCaps: {}, throttle: false });
  });

  test('take hold with the next call', async () => {
    const started = await startControlled({ users: 3 });
    await started.control('PATCH', '/settings', { pageCaps: { ListUsers: 2 } });
    expect((await list(started)).UserSummaryList).toHaveLength(2);
  });
});

describe('faults', () => {
  const fault = { operation: 'ListUsers', error: 'InternalServiceException' };

  test('are added, shown, replaced and taken back', async () => {
    const started = await startControlled();
    const { control } = started;
    expect(await control('POST', '/faults', fault)).toEqual({ status: 200, body: [fault] });
    expect((await control('POST', '/faults', { operation: '*', latency: 1 })).body).toHaveLength(2);
    expect(await errorOf(list(started))).toBe('InternalServiceException');
    expect((await control('PUT', '/faults', [fault, fault])).body).toEqual([fault, fault]);
    expect(await errorOf(list(started))).toBe('InternalServiceException');
    expect(await control('DELETE', '/faults')).toEqual({ status: 200, body: [] });
    await list(started);
  });

  test('that a test has added without end are shown as JSON can say it', async () => {
    const { control, emulator } = await startControlled();
    emulator.faults.add({ ...fault, times: Number.POSITIVE_INFINITY });
    expect((await control('GET', '/faults')).body).toEqual([{ ...fault, probability: 1 }]);
  });
});

describe('requests', () => {
  test('are shown in the order of their answers, without passwords', async () => {
    const started = await startControlled({ identityManagement: 'CONNECT_MANAGED' });
    await createUser(started, { Password: 'Aa345678' });
    await errorOf(started.client.send(newUser(started, { Password: 'Aa345678' })));
    const { body } = await started.control('GET', '/requests?limit=1');
    const error = 'DuplicateResourceException';
    expect(body).toMatchObject([{ operation: 'CreateUser', status: 409, error, at: NOW, input: { Password: '***' } }]);
    expect(JSON.stringify(body)).not.toContain('Aa345678');
  });

  test('are chosen by operation, by time and by number, and cleared', async () => {
    let time = NOW;
    const started = await startControlled({ now: () => time++ });
    started.emulator.clearRequests();
    const from = time;
    await list(started);
    await createUser(started);
    await list(started);
    const chosen = async (query: string) => {
      const { body } = await started.control('GET', `/requests?${query}`);
      return (body as { operation: string }[]).map(({ operation }) => operation);
    };
    const second = started.emulator.requests()[1]?.at ?? 0;
    expect(from).toBeLessThan(second);
    expect(await chosen('')).toEqual(['ListUsers', 'CreateUser', 'ListUsers']);
    expect(await chosen('operation=CreateUser')).toEqual(['CreateUser']);
    expect(await chosen('operation=CreateUser&operation=ListUsers')).toHaveLength(3);
    expect(await chosen(`since=${second}`)).toEqual(['CreateUser', 'ListUsers']);
    expect(await chosen(`since=${new Date(second).toISOString()}`)).toEqual(['CreateUser', 'ListUsers']);
    expect(await chosen('limit=1')).toEqual(['ListUsers']);
    expect((await started.control('DELETE', '/requests')).body).toEqual([]);
    expect(started.emulator.requests()).toEqual([]);
  });
});

test('any document is taken as a whole or refused with a sentence', async () => {
  const { control } = await startControlled();
  const keys = ['throttle', 'rates', 'retryAfter', 'quotas', 'pageCaps', 'latencies', 'searchLag', 'guesses', 'faults'];
  const inner = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.dictionary(fc.constantFrom('*', 'users', 'x'), fc.nat()));
  const document = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...keys, '__proto__'), inner, { maxKeys: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('PUT', 'PATCH', 'POST'), document, async (method, value) => {
      const path = method === 'POST' ? '/faults' : '/settings';
      const before = await control('GET', path);
      const { status, body } = await control(method, path, JSON.stringify(value));
      expect([200, 400]).toContain(status);
      if (status === 200) return;
      expect(body).toEqual({ error: expect.stringMatching(/\w/) });
      expect(await control('GET', path)).toEqual(before);
    }),
    { numRuns: 200, seed: 20_260_101 },
  );
});

describe('what is wrong is answered with a sentence', () => {
  const cases: readonly (readonly [string, string, string, unknown, number, string])[] = [
    ['broken JSON', 'PATCH', '/settings', '{', 400, 'The body is not valid JSON in UTF-8.'],
    ['no document', 'PUT', '/settings', undefined, 400, 'The body is not valid JSON in UTF-8.'],
    ['an unknown setting', 'PATCH', '/settings', { lag: 1 }, 400, 'The document must not have lag'],
    [
      'an unknown setting of a list',
      'PUT',
      '/settings',
      { faults: [{ operation: '*', n: 1 }] },
      400,
      '/faults/0 must not have n',
    ],
    ['settings that are no object', 'PUT', '/settings', [], 400, 'The document must be an object'],
    ['an unknown fault', 'POST', '/faults', { operation: 'X' }, 400, '/faults/0: There is no operation X'],
    ['faults that are no list', 'PUT', '/faults', {}, 400, '/faults must be an array'],
    [
      'an unknown filter',
      'GET',
      '/requests?op=x',
      undefined,
      400,
      'There is no filter op; there are operation, since, limit.',
    ],
    ['an unknown operation', 'GET', '/requests?operation=x', undefined, 400, 'There is no operation x.'],
    [
      'a time that is none',
      'GET',
      '/requests?since=soon',
      undefined,
      400,
      'since takes milliseconds since 1970 or a date',
    ],
    ['a number that is none', 'GET', '/requests?limit=0', undefined, 400, 'limit takes a whole number from 1.'],
    ['a query where none is taken', 'GET', '/settings?x=1', undefined, 400, '/settings takes no query.'],
    [
      'an unknown path',
      'GET',
      '/constructor',
      undefined,
      404,
      'There is no /constructor; there are /health, /settings',
    ],
    ['an unknown method', 'POST', '/settings', {}, 405, '/settings takes GET, PUT, PATCH, DELETE.'],
  ];

  test.each(cases)('%s', async (_sentence, method, path, document, status, error) => {
    const { control } = await startControlled();
    const before = await control('GET', '/settings');
    const answer = await control(method, path, document);
    expect(answer).toEqual({ status, body: { error: expect.stringContaining(error) } });
    expect(await control('GET', '/settings')).toEqual(before);
  });

  test.each([
    ['from a web page', { origin: 'https://example.com' }],
    ['by a name that leads here', { host: 'attacker.example.com' }],
  ])('a request %s', async (_sentence, headers) => {
    const { emulator } = await startControlled();
    const status = await new Promise((resolve, reject) => {
      request(`${emulator.controlUrl}/requests`, { headers }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});
