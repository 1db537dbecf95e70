/** Answers that are not Connect's, between the real SDK and the emulator: never believed, whether or not the call was performed. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeClient } from '../../src/connect/client.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { emulated, folder, run } from '../support/binary.ts';
import { garbles, interfering, type When } from '../support/garbling-proxy.ts';

const instanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

async function connected(garble: string, when: When) {
  const emulator = await startEmulator({ throttle: false });
  onTestFinished(() => emulator.close());
  let garbling = false;
  const endpoint = await interfering(emulator.url, () => (garbling ? { garble, when } : undefined));
  const client = makeClient({ region: emulator.region, endpoint, credentials, requestTimeout: 5_000 });
  onTestFinished(() => client.close());
  const send = client.bind(instanceId);
  const { RoutingProfileSummaryList: [profile] = [] } = await send('ListRoutingProfiles', {});
  const { SecurityProfileSummaryList: [security] = [] } = await send('ListSecurityProfiles', {});
  const create = () =>
    send('CreateUser', {
      Username: 'jane',
      IdentityInfo: { FirstName: 'Jane', LastName: 'Doe' },
      PhoneConfig: { PhoneType: 'SOFT_PHONE' },
      RoutingProfileId: profile?.Id ?? '',
      SecurityProfileIds: [security?.Id ?? ''],
    });
  return {
    ...{ send, create, emulator },
    garble() {
      garbling = true;
    },
  };
}

const whens: readonly When[] = ['before', 'after'];
const cases = Object.entries(garbles).flatMap(([what, garble]) => whens.map((when) => [what, when, garble] as const));

test('the ways are forty, and all different', () => {
  expect(new Set(Object.values(garbles)).size).toBe(40);
});

describe.each(cases)('%s, %s the call was performed', (_, when, garble) => {
  test('says neither that it was made nor that it was not', async () => {
    const { send, create, emulator, garble: begin } = await connected(garble, when);
    const { UserId = '' } = await create();
    await send('DeleteUser', { UserId });
    begin();
    await expect(create()).rejects.toMatchObject({ facts: { failure: 'transient', uncertain: true } });
    const update = send('UpdateUserIdentityInfo', { UserId, IdentityInfo: { LastName: 'Dorn' } });
    await expect(update).rejects.toMatchObject({ facts: { failure: 'transient', uncertain: true } });
    const remove = send('DeleteUser', { UserId });
    await expect(remove).rejects.toMatchObject({ facts: { failure: 'transient', uncertain: true } });
    await expect(send('ListUsers', {})).rejects.toMatchObject({ facts: { failure: 'transient' } });
    expect(emulator.instances[0]?.users).toBe(when === 'after' ? 1 : 0);
  });
});

describe('what Connect answers is believed only where it fits the call:', () => {
  const id = 'x-amzn-RequestId: 1';
  const ok = (body: string): string =>
    `HTTP/1.1 200 OK\r\n${id}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;

  test('a user that was created has an id', async () => {
    const { create, garble } = await connected(ok('{}'), 'after');
    garble();
    await expect(create()).rejects.toMatchObject({ facts: { failure: 'transient', uncertain: true } });
  });
  test('the instance is the one that was asked for', async () => {
    const { send, garble } = await connected(ok('{"Instance":{"Id":"another"}}'), 'before');
    garble();
    await expect(send('DescribeInstance', {})).rejects.toThrow('about another instance than the one asked for');
  });
  test('an update answers with an empty body, as AWS documents, or with an empty map', async () => {
    for (const body of ['', '{}']) {
      const { send, garble } = await connected(ok(body), 'before');
      garble();
      await expect(send('UpdateUserHierarchy', { UserId: 'u' })).resolves.toBeDefined();
    }
  });
});

/** Someone is created, someone changed and someone deleted, and the first answer to each is garbled. */
test.each([
  ['nothing but 200', 'before'],
  ['nothing but 200', 'after'],
  ['a missing resource that is not of Connect', 'before'],
  ['an error that is not of Connect', 'after'],
  ['no HTTP', 'after'],
  ['a header of 100 kB', 'before'],
  ['a part of a body', 'after'],
  ['an expired token that is not of Connect', 'before'],
  ['a gateway that waited in vain', 'after'],
  ['null in JSON', 'before'],
] as const)('through the command: %s, %s the call was performed, ends as the files say', async (what, when) => {
  const person = (username: string, lastName: string) => ({
    ...{ username, firstName: 'A', lastName },
    ...{ routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] },
  });
  const seed = {
    version: 1,
    instances: [{ users: [person('old', 'Leaver'), person('jane', 'Doe')] }],
  };
  const { emulator, env } = await emulated({ seed });
  const garbled = new Set<string>();
  const proxy = await interfering(emulator.url, ({ method = '' }) => {
    if (!['PUT', 'DELETE'].includes(method) && garbled.size > 9) return undefined;
    const isWrite = method === 'PUT' || method === 'DELETE';
    if (!isWrite || garbled.has(method)) return undefined;
    garbled.add(method);
    return { garble: garbles[what] ?? '', when };
  });
  const users = [person('jane', 'Dorn'), person('new', 'Joiner')];
  const cwd = folder({
    'connect-sync.yaml': JSON.stringify({
      ...{ version: 1, instance: { id: emulator.instances[0]?.id } },
      policy: { removed: 'delete', scope: 'instance', limits: { delete: '100%' } },
      users,
    }),
  });
  const at = { cwd, env: { ...env, AWS_ENDPOINT_URL_CONNECT: proxy, XDG_STATE_HOME: `${cwd}/state` } };
  const first = await run(['apply', '--auto-approve'], at);
  expect(garbled.size).toBeGreaterThan(0);
  expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
  const second = await run(['apply', '--auto-approve'], at);
  expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes.') });
  expect(emulator.instances[0]?.users).toBe(2);
});
