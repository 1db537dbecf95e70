/** A watch runs for months: what it keeps may not grow with its passes. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Log } from '../../src/app/host/host.ts';
import type { Connection } from '../../src/app/instance/connection.ts';
import { assembleWatch } from '../../src/app/watch/assemble-watch.ts';
import { noDesk } from '../../src/app/watch/watch-desk.ts';
import { watchKeepingNothing } from '../../src/app/watch/watch-keeping.ts';
import { watchedFiles } from '../../src/app/watch/watched-files.ts';
import type { Clock } from '../../src/base/clock.ts';
import { logEvent, makeTeller } from '../../src/cli/watch-log.ts';
import type { Call, Send, SendOptions } from '../../src/connect/port.ts';
import { makeRateLimiter, withRateLimit } from '../../src/connect/rate-limiter.ts';
import { makeRates } from '../../src/connect/rates.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { memory } from '../config/memory.ts';
import { failed } from '../support/script.ts';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

/** Users in Connect; each look finds some of them changed, and some calls fail. */
function connect(clock: Clock): Send {
  let nth = 0;
  const users = Array.from({ length: 6 }, (_, index) => ({
    Id: `id${index}`,
    Arn: `arn${index}`,
    Username: `agent${index}`,
  }));
  const user = (index: number) => ({
    ...{ ...users[index], RoutingProfileId: 'r', SecurityProfileIds: ['s'] },
    ...{ IdentityInfo: { FirstName: 'First', LastName: 'Drift' }, LastModifiedTime: new Date(clock.now()) },
  });
  const answers: { readonly [C in Call]?: (input: { readonly UserId?: string }) => object } = {
    ListUsers: () => ({
      UserSummaryList: users.map((one, index) => ({ ...one, LastModifiedTime: new Date(index < 2 ? clock.now() : 0) })),
    }),
    SearchUsers: () => ({ Users: users.map((_, index) => user(index)), ApproximateTotalCount: users.length }),
    DescribeUser: ({ UserId = '' }) => ({ User: user(Number(UserId.slice(2))) }),
    ListRoutingProfiles: () => ({ RoutingProfileSummaryList: [{ Id: 'r', Arn: 'r', Name: 'Basic' }] }),
    ListSecurityProfiles: () => ({ SecurityProfileSummaryList: [{ Id: 's', Arn: 's', Name: 'Agent' }] }),
    SearchUserHierarchyGroups: () => ({ UserHierarchyGroups: [], ApproximateTotalCount: 0 }),
  };
  const send = async (call: Call, input: object, options?: SendOptions): Promise<object> => {
    await options?.before?.();
    nth += 1;
    if (nth % 97 === 0) throw failed('transient', { call });
    if (call === 'UpdateUserIdentityInfo' && nth % 3 === 0) throw failed('refused', { call });
    return answers[call]?.(input) ?? {};
  };
  return send as Send;
}

test('the heap is after 10,000 passes what it was after 2,000', { timeout: 120_000 }, async () => {
  let now = Date.UTC(2026, 0, 5);
  // Time flies: a sleeper wakes at once, and later.
  const clock: Clock = {
    now: () => now,
    async sleep(ms, signal) {
      await new Promise(setImmediate);
      signal?.throwIfAborted();
      now += Math.ceil(ms);
    },
  };
  const limiter = makeRateLimiter(clock, makeRates());
  const connection: Connection = {
    place: 'i',
    formerPlace: 'i',
    instance: { id: 'i', arn: 'a', region: 'r', identityManagement: 'SAML' },
    send: withRetry(withRateLimit(connect(clock), limiter), clock, Math.random),
    ...{ perSecond: () => 2, perSecondNow: () => 2, pace: () => ({ perSecond: 2, atOnce: 4 }), calls: () => ({}) },
    close() {},
  };
  const stop = new AbortController();
  const files: { [path: string]: string } = {};
  const write = (lastName: string): void => {
    const entry = (index: number) =>
      `{ username: agent${index}, lastName: ${lastName}, routingProfile: Basic, securityProfiles: [Agent] }`;
    files['connect-sync.yaml'] =
      `{ version: 1, instance: { alias: any }, users: [${Array.from({ length: 6 }, (_, index) => entry(index)).join(', ')}] }`;
  };
  write('Doe');
  let passes = 0;
  let early = 0;
  const log: Log = (_, message) => {
    if (message !== 'Looking.') return;
    passes += 1;
    if (passes % 100 === 0) write(`Doe${passes}`);
    if (passes === 2000) early = heap();
    if (passes === 10_000) stop.abort(new Error('enough'));
  };
  const watch = assembleWatch(
    {
      host: { clock, env: {}, cwd: '.', signal: stop.signal, log },
      tell: (event) => logEvent(event, log),
      emit: makeTeller(log),
      readFiles: watchedFiles('connect-sync.yaml', { system: memory(files), clock }).read,
      connection: { use: (_, work) => work(connection), instance: () => connection.instance, close() {} },
      reading: { cache: false, file: 'connect-sync.yaml' },
      keeping: watchKeepingNothing,
      desk: noDesk,
    },
    { mode: 'apply', interval: 300_000, fullReadInterval: 3_600_000, random: Math.random },
  );
  await watch.run(stop.signal);
  expect(passes).toBe(10_000);
  expect((heap() - early) / 1024 / 1024).toBeLessThan(3);
});
