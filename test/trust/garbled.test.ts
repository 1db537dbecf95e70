/**
 * Answers that are not Connect's, given by what stands between it and the real SDK: never believed, whether or not the call
 * was performed. Through the whole of an apply they end neither in a change that is said to be made and was not, nor in one
 * that is said to have failed and was made; and the next apply ends as the files say.
 */
import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Applied, type ApplyView, applyConfiguration } from '../../src/app/apply.ts';
import { makeAbort } from '../../src/app/host/abort.ts';
import type { Host } from '../../src/app/host/host.ts';
import { CallError } from '../../src/base/errors.ts';
import { makeClient } from '../../src/connect/client.ts';
import type { Send } from '../../src/connect/port.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { format } from '../../src/plan/model/address.ts';
import { folder } from '../support/binary.ts';
import { makeLeapingClock } from '../support/chaos/process.ts';
import { garbles, interfering, type When } from '../support/garbling-proxy.ts';
import { startInstance } from '../support/instance.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const whens: readonly When[] = ['before', 'after'];
const cases = Object.entries(garbles).flatMap(([what, garble]) => whens.map((when) => [what, when, garble] as const));

test('T7, T8: the ways are forty, and all different', () => {
  expect(new Set(Object.values(garbles)).size).toBe(40);
});

/** Calls by the real SDK; once told to, the proxy garbles each answer in this way. */
async function connected() {
  const emulator = await startEmulator({ throttle: false });
  onTestFinished(() => emulator.close());
  let garbling: { readonly garble: string; readonly when: When } | undefined;
  const endpoint = await interfering(emulator.url, () => garbling);
  const client = makeClient({ region: emulator.region, endpoint, credentials, requestTimeout: 5_000 });
  onTestFinished(() => client.close());
  const send = client.bind(emulator.instances[0]?.id);
  const { RoutingProfileSummaryList: [profile] = [] } = await send('ListRoutingProfiles', {});
  const { SecurityProfileSummaryList: [security] = [] } = await send('ListSecurityProfiles', {});
  const create = (Username = 'jane') =>
    send('CreateUser', {
      Username,
      IdentityInfo: { FirstName: 'Jane', LastName: 'Doe' },
      PhoneConfig: { PhoneType: 'SOFT_PHONE' },
      RoutingProfileId: profile?.Id ?? '',
      SecurityProfileIds: [security?.Id ?? ''],
    });
  return {
    ...{ send, create, emulator },
    garble(garble: string, when: When) {
      garbling = { garble, when };
    },
    stop() {
      garbling = undefined;
    },
  };
}

test('T8: a call whose answer is garbled says neither that it was made nor that it was not', {
  timeout: 120_000,
}, async () => {
  const { send, create, emulator, garble: begin, stop } = await connected();
  for (const [what, when, garble] of cases) {
    const { UserId = '' } = await create('jane');
    begin(garble, when);
    const calls = [
      create(`joiner${what}`.replace(/\W/g, '')),
      send('UpdateUserIdentityInfo', { UserId, IdentityInfo: { LastName: 'Dorn' } }),
    ];
    for (const call of calls) {
      await expect(call, what).rejects.toMatchObject({ facts: { failure: 'transient', uncertain: true } });
    }
    await expect(send('DeleteUser', { UserId }), what).rejects.toMatchObject({ facts: { uncertain: true } });
    await expect(send('ListUsers', {}), what).rejects.toMatchObject({ facts: { failure: 'transient' } });
    stop();
    expect({ what, when, users: emulator.instances[0]?.users }).toEqual({ what, when, users: 1 });
    const { UserSummaryList = [] } = await send('ListUsers', {});
    for (const { Id } of UserSummaryList) await send('DeleteUser', { UserId: Id });
  }
});

describe('T7: neighbours: what Connect answers is believed only where it fits the call:', () => {
  const id = 'x-amzn-RequestId: 1';
  const ok = (body: string): string =>
    `HTTP/1.1 200 OK\r\n${id}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;

  test('a user that was created has an id', async () => {
    const { create, garble } = await connected();
    garble(ok('{}'), 'after');
    await expect(create()).rejects.toMatchObject({ facts: { failure: 'transient', uncertain: true } });
  });
  test('the instance is the one that was asked for', async () => {
    const { send, garble } = await connected();
    garble(ok('{"Instance":{"Id":"another"}}'), 'before');
    await expect(send('DescribeInstance', {})).rejects.toThrow('about another instance than the one asked for');
  });
  test('and so is what else is described', async () => {
    const { send, garble } = await connected();
    garble(ok('{"HierarchyGroup":{"Id":"other"}}'), 'before');
    await expect(send('DescribeUserHierarchyGroup', { HierarchyGroupId: 'g' })).rejects.toThrow('about another');
    garble(ok('{"QuickConnect":{"QuickConnectId":"other"}}'), 'before');
    await expect(send('DescribeQuickConnect', { QuickConnectId: 'q' })).rejects.toThrow('about another');
    garble(ok('{"PredefinedAttribute":{"Name":"Other"}}'), 'before');
    await expect(send('DescribePredefinedAttribute', { Name: 'Skill' })).rejects.toThrow('about another');
    garble(ok('{}'), 'before');
    await expect(send('DescribeUser', { UserId: 'u' })).rejects.toThrow('about another');
  });
  test('an update answers with an empty body, as AWS documents, or with an empty map', async () => {
    const { send, garble } = await connected();
    for (const body of ['', '{}']) {
      garble(ok(body), 'before');
      await expect(send('UpdateUserHierarchy', { UserId: 'u' })).resolves.toBeDefined();
    }
  });
});

const mark = { 'connect-sync:owner': 'us' };
const line = {
  ...{ defaultOutboundQueue: 'BasicQueue', mediaConcurrencies: [{ channel: 'VOICE', concurrency: 1 }] },
  queues: [{ queue: 'BasicQueue', channel: 'VOICE', priority: 1, delay: 0 }],
};
const person = (username: string, more: object = {}) => ({
  ...{ username, firstName: 'First', lastName: 'Last' },
  ...{ routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'], ...more },
});

/** Of each kind one that is to go, one that is to change in several ways, and one that is to come. */
const seed = {
  version: 1,
  instances: [
    {
      identityManagement: 'SAML' as const,
      users: [person('leaver', { tags: mark }), person('jane', { tags: mark })],
      routingProfiles: [
        { name: 'Old', description: 'Old', tags: mark },
        { name: 'Line', description: 'Line', tags: mark },
      ],
      securityProfiles: [{ name: 'Floor', permissions: ['BasicAgentAccess'], tags: mark }],
    },
  ],
};
const files = {
  ...{ version: 1, owner: 'us' },
  policy: {
    removed: { users: 'delete', routingProfiles: 'delete' },
    limits: { delete: '100%' },
    configurationLimits: { delete: '100%' },
    keepAtLeast: { Admin: 0 },
  },
  routingProfiles: [
    { name: 'Line', description: 'Another', ...line },
    { name: 'New', description: 'New', ...line },
  ],
  securityProfiles: [
    { name: 'Floor', description: 'Floor', permissions: ['BasicAgentAccess', 'OutboundCallAccess'] },
    { name: 'Desk', description: 'Desk', permissions: ['BasicAgentAccess'] },
  ],
  users: [
    person('jane', {
      ...{ lastName: 'Dorn', routingProfile: 'New', securityProfiles: ['Agent', 'Desk'], tags: { site: 'cork' } },
      phoneConfig: { autoAccept: true },
    }),
    person('joiner', { routingProfile: 'Line' }),
  ],
};

/** Which call a request is, whatever it is about. */
const callOf = ({ method, url = '' }: IncomingMessage): string =>
  `${method} ${url.replace(/\?.*/, '').replace(/^(\/tags\/).*|[0-9a-f]{8}-[0-9a-f-]{27}/g, '$1*')}`;
const isWrite = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'PUT' || method === 'DELETE' || (method === 'POST' && !url.startsWith('/search-'));

interface Garbling {
  readonly garble: string;
  readonly when: When;
  /** `once`: the first answer to each call, reads too; `always`: each answer to a write. */
  readonly how: 'once' | 'always';
}

/** An apply whose answers are garbled; then what is left to do, another apply, and what is left then. */
async function applyWhere({ garble, when, how }: Garbling, cwd: string) {
  const emulator = await startEmulator({ throttle: false, seed });
  const file = join(cwd, 'connect-sync.yaml');
  writeFileSync(
    file,
    JSON.stringify({ ...files, instance: { id: emulator.instances[0]?.id, region: emulator.region } }),
  );
  const seen = new Set<string>();
  const proxy = await interfering(emulator.url, (request) => {
    const call = callOf(request);
    const isGarbled = how === 'always' ? isWrite(request) : !seen.has(call);
    seen.add(call);
    return isGarbled ? { garble, when } : undefined;
  });
  const run = async (endpoint: string, yes: boolean): Promise<Applied> => {
    const host: Host = { env: {}, cwd, clock: makeLeapingClock(), signal: makeAbort().signal, log: () => {} };
    const view: ApplyView = { begin: () => () => {}, planned: () => {}, approve: async () => yes, afresh: () => {} };
    return applyConfiguration({ file, elsewhere: { endpoint, credentials }, cache: false }, host, view);
  };
  const leftOf = (applied: Applied): readonly string[] | undefined =>
    'plan' in applied ? applied.plan?.changes.map(({ address }) => format(address)) : undefined;
  try {
    const first = await run(proxy, true);
    const left = leftOf(await run(emulator.url, false));
    if (left?.length === 0) return { first, left, leftAtLast: left };
    await run(emulator.url, true);
    return { first, left, leftAtLast: leftOf(await run(emulator.url, false)) };
  } finally {
    await emulator.close();
  }
}

describe.each(['once', 'always'] as const)('T7, T8: through an apply, where answers are garbled %s', (how) => {
  test('nothing is said to be made that was not, nor to have failed for certain that was', {
    timeout: 300_000,
  }, async () => {
    const cwd = folder({});
    // Each way before the call or after it, in turns, where that takes all attempts.
    const some = how === 'once' ? cases : cases.filter((_, index) => index % 4 === 0 || index % 4 === 3);
    for (const [what, when, garble] of some) {
      const { first, left, leftAtLast } = await applyWhere({ garble, when, how }, cwd);
      if (first.type !== 'applied') throw new Error(`${what}, ${when}: ${JSON.stringify(first)}`);
      const made = first.results.filter(({ outcome }) => outcome === 'complete').map(({ address }) => format(address));
      const certain = first.results.flatMap(({ failures, address }) =>
        failures.filter(({ uncertain }) => !uncertain).map((failure) => ({ address: format(address), failure })),
      );
      expect({ what, when, falselyDone: made.filter((address) => left?.includes(address)), certain }).toEqual({
        ...{ what, when, falselyDone: [], certain: [] },
      });
      // Whose answers come at the second attempt has all of it made at once.
      if (how === 'once') expect({ what, when, made: made.length, left }).toEqual({ what, when, made: 8, left: [] });
      expect({ what, when, leftAtLast }).toEqual({ what, when, leftAtLast: [] });
    }
  });
});

test('T8: neighbour: a user of that name that somebody else has made while the answer was lost is not taken for ours', async () => {
  for (const theirs of [
    { Tags: { 'connect-sync:owner': 'them' } },
    { IdentityInfo: { FirstName: 'O', LastName: 'L' } },
  ]) {
    let attempts = 0;
    const instance = await startInstance({
      below:
        (wire: Send): Send =>
        async (call, input, options) => {
          attempts += call === 'CreateUser' ? 1 : 0;
          if (call !== 'CreateUser' || attempts > 1) return wire(call, input, options);
          await wire(call, { ...input, ...theirs });
          const lost = { call, error: 'ECONNRESET', failure: 'transient', uncertain: true } as const;
          const rest = { message: 'The answer was lost.', attempts: 1, requestId: undefined, retryAfter: undefined };
          throw new CallError({ ...lost, ...rest });
        },
    });
    const users = [person('joiner')];
    const outcome = await instance.apply(
      JSON.stringify({ version: 1, instance: { alias: 'any' }, owner: 'us', users }),
    );
    expect(outcome).toMatchObject({ results: [{ outcome: 'errored' }] });
  }
});
