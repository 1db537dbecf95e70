/** Waiting for a lock and keeping it, on a manual clock and a lock as a script. */
import { expect, test } from 'vitest';
import { type Holder, hold, type Lease, type Lock, type LockClaim, type Loss, leaseTime } from '../../src/keep/lock.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { actor, instanceId, noon } from '../support/recording.ts';

const claim: LockClaim = { instance: { id: instanceId }, command: 'apply', by: actor };
const holder = (user: string): Holder => ({
  ...{ ...claim, by: { ...actor, user } },
  ...{ since: noon, expires: noon + leaseTime },
});

type Renewal = 'renewed' | 'trouble' | Loss;

/** `heldBy` says who has the lock at a time; `renewals` what each renewal comes to, the last one for ever. */
function bench({
  heldBy = () => undefined,
  renewals = ['renewed'],
}: {
  readonly heldBy?: (time: number) => string | undefined;
  readonly renewals?: readonly Renewal[];
} = {}) {
  const clock = makeManualClock(noon);
  const log: string[] = [];
  const note = (text: string): void => void log.push(`${(clock.now() - noon) / 1000} ${text}`);
  let renewed = 0;
  let seen: 'ours' | Loss | Error = 'ours';
  const lock: Lock = {
    async acquire() {
      const user = heldBy(clock.now() - noon);
      if (user !== undefined) return { type: 'held', holder: holder(user) };
      note('acquired');
      const times = { since: clock.now(), expires: clock.now() + leaseTime };
      return { type: 'acquired', lease: { number: 1, token: 't', claim, ...times } };
    },
    async renew(lease: Lease) {
      const result = renewals[Math.min(renewed++, renewals.length - 1)] ?? 'renewed';
      note(typeof result === 'string' ? result : result.type);
      if (result === 'trouble') throw new Error('disk full');
      if (result !== 'renewed') return { type: 'lost', loss: result };
      return { type: 'renewed', lease: { ...lease, expires: clock.now() + leaseTime } };
    },
    look: async () => (seen instanceof Error ? Promise.reject(seen) : seen),
    async release() {
      note('released');
    },
  };
  const stop = new AbortController();
  const lost: Loss[] = [];
  const start = (timeout = 0) =>
    hold(lock, claim, {
      ...{ clock, signal: stop.signal, timeout },
      waiting: ({ by }) => note(`waits for ${by?.user}`),
      lost: (loss) => {
        lost.push(loss);
        note('lost');
      },
    });
  const take = async () => {
    const got = await start();
    if (got.type === 'held') throw new Error('It is held.');
    return got.held;
  };
  const see = (what: typeof seen): void => {
    seen = what;
  };
  return { clock, log, lost, stop, start, take, see };
}

test('without a wish to wait, a holder is the answer at once', async () => {
  const { start, log } = bench({ heldBy: () => 'omar' });
  expect(await start()).toMatchObject({ type: 'held', holder: { by: { user: 'omar' } } });
  expect(log).toEqual([]);
});

test('it waits as long as it may, and says once who holds it', async () => {
  const { clock, start, log } = bench({ heldBy: (time) => (time < 3000 ? 'omar' : 'li') });
  expect(await clock.run(start(10_000))).toMatchObject({ type: 'held', holder: { by: { user: 'li' } } });
  expect(clock.now()).toBe(noon + 10_000);
  expect(log).toEqual(['0 waits for omar', '3 waits for li']);
});

test('it goes on as soon as the lock is free', async () => {
  const { clock, start, log } = bench({ heldBy: (time) => (time < 2500 ? 'omar' : undefined) });
  expect(await clock.run(start(60_000))).toMatchObject({ type: 'acquired' });
  expect(log).toEqual(['0 waits for omar', '3 acquired']);
});

test('waiting ends when it is interrupted', async () => {
  const { clock, start, stop } = bench({ heldBy: () => 'omar' });
  const waiting = start(60_000);
  const refused = expect(waiting).rejects.toThrow('enough');
  await clock.advance(5_000);
  stop.abort(new Error('enough'));
  await refused;
  expect(clock.sleepers()).toBe(0);
});

test('it is renewed every 15 seconds until it is released, and then never', async () => {
  const { clock, take, log } = bench();
  const held = await take();
  await clock.advance(46_000);
  expect(await held.check()).toBe(true);
  await held.release();
  await held.release();
  await clock.advance(600_000);
  expect(log).toEqual(['0 acquired', '15 renewed', '30 renewed', '45 renewed', '46 released']);
  expect(clock.sleepers()).toBe(0);
});

test('what goes wrong once is tried again soon', async () => {
  const { clock, take, log, lost } = bench({ renewals: ['trouble', 'trouble', 'renewed'] });
  const held = await take();
  await clock.advance(41_000);
  expect(log).toEqual(['0 acquired', '15 trouble', '20 trouble', '25 renewed', '40 renewed']);
  expect({ lost, may: await held.check() }).toEqual({ lost: [], may: true });
});

test('a holder that cannot renew stops half a lease before others may take it', async () => {
  const { clock, take, lost } = bench({ renewals: ['renewed', 'trouble'] });
  const held = await take();
  await clock.advance(15_000 + leaseTime / 2 - 1);
  expect({ lost, may: await held.check() }).toEqual({ lost: [], may: true });
  await clock.advance(1);
  expect({ lost, may: await held.check() }).toEqual({ lost: [{ type: 'late', error: 'disk full' }], may: false });
  await clock.advance(600_000);
  expect(lost).toHaveLength(1);
  expect(clock.sleepers()).toBe(0);
});

test.each<Loss>([{ type: 'gone' }, { type: 'taken' }])('a lock that is $type is lost at once', async (loss) => {
  const { clock, take, lost, log } = bench({ renewals: [loss] });
  const held = await take();
  await clock.advance(15_000);
  expect({ lost, may: await held.check() }).toEqual({ lost: [loss], may: false });
  await held.release();
  expect(log).not.toContain('15 released');
});

test('a holder that was paused finds out before its next call', async () => {
  const { clock, take, lost } = bench();
  const held = await take();
  // Timers of a machine that sleeps come late; the clock does not.
  const paused = clock.now;
  clock.now = () => paused() + leaseTime;
  expect(await held.check()).toBe(false);
  expect(lost).toEqual([{ type: 'late' }]);
});

test.each([
  ['taken', { type: 'taken', by: claim }, { type: 'taken', by: claim }],
  ['deleted', { type: 'gone' }, { type: 'gone' }],
  ['not to be seen', new Error('no such device'), { type: 'unseen', error: 'no such device' }],
] as const)('a lock that is %s is seen at the next call, long before it would be renewed', async (_, found, loss) => {
  const { clock, take, lost, see } = bench();
  const held = await take();
  await clock.advance(1000);
  expect(await held.check()).toBe(true);
  see(found);
  expect(lost).toEqual([]);
  expect({ may: await held.check(), lost }).toEqual({ may: false, lost: [loss] });
  see('ours');
  expect(await held.check()).toBe(false);
  await clock.advance(600_000);
  expect(lost).toHaveLength(1);
});
