/** A clock that is set back in the middle of an apply: nothing takes less than no time, and nothing old counts as new. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import type { Send } from '../../src/connect/port.ts';
import { eventLine, summaryLine } from '../../src/report/json/events-json.ts';
import { heldText } from '../../src/report/text/lock-text.ts';
import { secondsOf } from '../../src/report/text/runs-text.ts';
import { startInstance } from '../support/instance.ts';

const mark = { 'connect-sync:owner': 'us' };
const person = (username: string, more: object = {}) => ({ username, firstName: 'First', lastName: 'Last', ...more });
const policy = { removed: 'delete', limits: { delete: '100%' }, keepAtLeast: { Admin: 0 } };
const configuration = (users: readonly object[]): string =>
  JSON.stringify({ version: 1, instance: { alias: 'any' }, owner: 'us', policy, users });

/** A clock that somebody sets. */
function settable(): Clock & { setBack(ms: number): void } {
  let back = 0;
  return {
    now: () => Date.now() - back,
    sleep: async () => void (await setImmediate()),
    setBack(ms) {
      back += ms;
    },
  };
}

test('T19: a clock that is set back at each call makes no negative seconds', async () => {
  const clock = settable();
  const instance = await startInstance({
    seed: { version: 1, instances: [{ users: [person('jane', { tags: mark }), person('omar', { tags: mark })] }] },
    clock,
    below:
      (send: Send): Send =>
      async (call, input, options) => {
        clock.setBack(60_000);
        return send(call, input, options);
      },
  });
  instance.emulator.faults.add({ operation: 'UpdateUserIdentityInfo', error: 'ThrottlingException', retryAfter: 1 });
  const begun = clock.now();
  const outcome = await instance.apply(configuration([person('jane', { lastName: 'Dorn' })]));
  expect(outcome).toMatchObject({ type: 'applied', results: [{ outcome: 'complete' }, { outcome: 'complete' }] });
  const tool = { name: 'connect-sync', version: '1' };
  const lines = instance.events.map((event) => eventLine(event, { tool, mask: (data) => data }));
  expect(lines.filter((line) => line.includes('econds'))).not.toEqual([]);
  const sums = { create: 0, update: 1, delete: 1, adopt: 0, failed: 0, skipped: 0 };
  for (const line of [...lines, summaryLine(sums, clock.now() - begun, 0)]) expect(line).not.toMatch(/econds":-/);
});

test('T19: neighbour: what was seen of somebody before the clock was set back is looked at again', async () => {
  const clock = settable();
  let given = 0;
  const instance = await startInstance({
    seed: { version: 1, instances: [{ users: [person('jane', { tags: mark }), person('omar', { tags: mark })] }] },
    clock,
    below:
      (send: Send): Send =>
      async (call, input, options) => {
        if (call === 'DeleteUser' && given === 0) {
          given += 1;
          clock.setBack(3_600_000);
          const { UserSummaryList: [jane] = [] } = await send('ListUsers', {});
          await send('TagResource', { resourceArn: jane?.Arn, tags: { 'connect-sync:owner': 'them' } });
        }
        return send(call, input, options);
      },
  });
  const outcome = await instance.apply(configuration([person('omar')]));
  expect(outcome).toMatchObject({ results: [{ outcome: 'skipped', skipped: { type: 'overtaken' } }] });
  expect(instance.emulator.instances[0]?.users).toBe(2);
});

test('T19: neighbours: a record that ends before it began, and a lock that is held since tomorrow, took no time', () => {
  const [early, late] = ['2026-11-25T12:00:00.000Z', '2026-11-25T13:00:00.000Z'];
  expect(secondsOf({ run: { time: late }, lastTime: early } as Parameters<typeof secondsOf>[0])).toBe(0);
  const noon = Date.parse(early);
  expect(heldText({ since: noon + 86_400_000, expires: noon }, noon)).toMatch(/UTC \(0 s\)$/);
});
