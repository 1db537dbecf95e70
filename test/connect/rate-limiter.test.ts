import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Interrupted } from '../../src/base/errors.ts';
import { makeRateLimiter, withRateLimit } from '../../src/connect/rate-limiter.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';

const rate = { perSecond: 2, burst: 5 };

/** A limiter on a clock of its own, and when it let each caller through. */
function bench(rateOf = () => rate) {
  const clock = makeManualClock();
  const limiter = makeRateLimiter(clock, rateOf);
  const passes: { readonly name: string; readonly at: number }[] = [];
  const acquire = async (name: string, signal?: AbortSignal, call = 'ListUsers'): Promise<void> => {
    await limiter.acquire(call, signal);
    passes.push({ name, at: clock.now() });
  };
  const times = () => passes.map(({ at }) => at);
  return { clock, limiter, acquire, passes, times };
}

const several = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index));

describe('a bucket', () => {
  test('lets all but one of its burst through at once, and the others at its rate', async () => {
    const { clock, acquire, times } = bench();
    await clock.run(Promise.all(several(8).map((name) => acquire(name))));
    expect(times()).toEqual([0, 0, 0, 0, 500, 1000, 1500, 2000]);
  });

  test('fills again while nobody comes, but not above its burst', async () => {
    const { clock, acquire, times } = bench();
    await clock.run(Promise.all(several(6).map((name) => acquire(name))));
    await clock.advance(60_000);
    await clock.run(Promise.all(several(6).map((name) => acquire(name))));
    expect(times().slice(6)).toEqual([61_000, 61_000, 61_000, 61_000, 61_500, 62_000]);
  });

  test('with a burst of one still lets one through', async () => {
    const { clock, acquire, times } = bench(() => ({ perSecond: 1, burst: 1 }));
    await clock.run(Promise.all(several(3).map((name) => acquire(name))));
    expect(times()).toEqual([0, 1000, 2000]);
  });

  test('of one API has nothing to do with that of another', async () => {
    const { clock, acquire, passes } = bench();
    const crowd = several(20).map((name) => acquire(name));
    await clock.run(acquire('other', undefined, 'DescribeUser'));
    expect(passes.at(-1)).toEqual({ name: 'other', at: 0 });
    await clock.run(Promise.all(crowd));
  });

  test('keeps back what passes in half a second, where that is more than one call', async () => {
    const { clock, acquire, times } = bench(() => ({ perSecond: 30, burst: 40 }));
    await clock.run(Promise.all(several(38).map((name) => acquire(name))));
    expect(times().filter((at) => at === 0)).toHaveLength(25);
  });

  test('asks for the rate of its own API', async () => {
    const asked: string[] = [];
    const limiter = makeRateLimiter(makeManualClock(), (call) => {
      asked.push(call);
      return rate;
    });
    await limiter.acquire('ListUsers');
    await limiter.acquire('ListUsers');
    expect(asked).toEqual(['ListUsers']);
  });
});

/** Milliseconds between one caller and the next. */
const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_000 })), { minLength: 1, maxLength: 25 });

test('no span of t seconds holds more than burst + rate * t, and who comes first goes first', async () => {
  await fc.assert(
    fc.asyncProperty(gaps, async (waits) => {
      const { clock, acquire, passes, times } = bench();
      const waiting: Promise<void>[] = [];
      for (const [index, wait] of waits.entries()) {
        waiting.push(acquire(String(index)));
        await clock.advance(wait);
      }
      await clock.run(Promise.all(waiting));
      expect(passes.map(({ name }) => name)).toEqual(several(waits.length));
      const at = times();
      for (const [first, from] of at.entries()) {
        for (const [last, to] of at.entries()) {
          const allowed = rate.burst + (rate.perSecond * (to - from)) / 1000;
          if (last >= first) expect(last - first + 1).toBeLessThanOrEqual(allowed);
        }
      }
    }),
  );
});

test('a clock that is set back costs nothing', async () => {
  let now = 10_000_000;
  const slept: number[] = [];
  const clock = { now: () => now, sleep: async (ms: number) => void slept.push(ms) };
  const limiter = makeRateLimiter(clock, () => rate);
  await limiter.acquire('ListUsers');
  now -= 3_600_000;
  await limiter.acquire('ListUsers');
  expect(slept).toEqual([]);
});

describe('who is interrupted', () => {
  test('while waiting hears the reason at once, and leaves the turn to others', async () => {
    const { clock, acquire, times } = bench();
    await clock.run(Promise.all(several(4).map((name) => acquire(name))));
    const stop = new AbortController();
    const waiting = acquire('gives up', stop.signal);
    await clock.advance(100);
    stop.abort(new Interrupted('SIGINT'));
    await expect(waiting).rejects.toThrow('Interrupted by SIGINT.');
    await clock.run(acquire('next'));
    expect(times().at(-1)).toBe(500);
    expect(clock.sleepers()).toBe(0);
  });

  test('in the middle of a line takes nothing from those who stay', async () => {
    const { clock, acquire, times } = bench();
    const stop = new AbortController();
    await clock.run(Promise.all(several(4).map((name) => acquire(name))));
    const leaving = several(20).map((name) => acquire(name, stop.signal).catch(() => {}));
    const staying = several(20).map((name) => acquire(name));
    stop.abort(new Interrupted('SIGINT'));
    await Promise.all(leaving);
    await clock.run(Promise.all([...staying, ...several(20).map((name) => acquire(name))]));
    expect(times().slice(4)).toEqual(several(40).map((index) => 500 * (Number(index) + 1)));
  });

  test('before it came takes nothing', async () => {
    const { clock, acquire, times } = bench();
    await expect(acquire('late', AbortSignal.abort(new Interrupted('SIGTERM')))).rejects.toThrow('SIGTERM');
    await clock.run(Promise.all(several(4).map((name) => acquire(name))));
    expect(times()).toEqual([0, 0, 0, 0]);
  });
});

describe('a refusal', () => {
  const refuse = ({ clock, limiter }: Pick<ReturnType<typeof bench>, 'clock' | 'limiter'>, retryAfter?: number) =>
    limiter.refused('ListUsers', { sentAt: clock.now(), retryAfter });

  test('empties the bucket and halves its rate', async () => {
    const { clock, limiter, acquire, times } = bench();
    await acquire('first');
    refuse({ clock, limiter });
    expect(limiter.rateNow('ListUsers')).toBe(1);
    await clock.run(acquire('second'));
    expect(times()[1]).toBe(1000);
  });

  test('slows those who wait already, and recovery lets nobody overtake them', async () => {
    const { clock, limiter, acquire, passes } = bench();
    for (const _ of several(10)) {
      refuse({ clock, limiter });
      await clock.advance(1);
    }
    const early = ['a', 'b', 'c', 'd'].map((name) => acquire(name));
    for (const _ of several(50)) limiter.passed('ListUsers');
    await clock.advance(1000);
    await clock.run(Promise.all([...early, acquire('e'), acquire('f')]));
    expect(passes.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('slows its own API only', async () => {
    const { clock, limiter } = bench();
    refuse({ clock, limiter });
    expect(limiter.rateNow('DescribeUser')).toBe(2);
  });

  test('is forgotten by and by, and not beyond what is configured', async () => {
    const { clock, limiter } = bench();
    refuse({ clock, limiter });
    limiter.passed('ListUsers');
    expect(limiter.rateNow('ListUsers')).toBeCloseTo(1.09);
    for (const _ of several(100)) {
      limiter.passed('ListUsers');
      await clock.advance(1000);
    }
    expect(limiter.rateNow('ListUsers')).toBe(2);
  });

  test('that says how long to wait closes the bucket for all that long', async () => {
    const { clock, limiter, acquire, times } = bench();
    await acquire('first');
    refuse({ clock, limiter }, 3000);
    await clock.run(Promise.all([acquire('second'), acquire('third')]));
    expect(times()).toEqual([0, 4000, 5000]);
  });

  test('that asks for a day closes it for a minute', async () => {
    const { clock, limiter, acquire, times } = bench();
    refuse({ clock, limiter }, 86_400_000);
    await clock.run(acquire('first'));
    expect(times()).toEqual([61_000]);
  });

  test('does not close it for longer because the clock was set back', async () => {
    let now = 10_000_000;
    const slept: number[] = [];
    const sleep = async (ms: number): Promise<void> => {
      slept.push(ms);
      now += ms;
    };
    const limiter = makeRateLimiter({ now: () => now, sleep }, () => rate);
    limiter.refused('ListUsers', { sentAt: now, retryAfter: 5000 });
    now -= 3_600_000;
    await limiter.acquire('ListUsers');
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(62_000);
  });
});

describe('every call through the layer', () => {
  test('waits for its API, and is sent as it came', async () => {
    const clock = makeManualClock();
    const { send, sent } = script({ ListUsers: { UserSummaryList: [] } });
    const limited = withRateLimit(
      send,
      makeRateLimiter(clock, () => ({ perSecond: 1, burst: 2 })),
    );
    await clock.run(Promise.all([limited('ListUsers', { MaxResults: 1 }), limited('ListUsers', { MaxResults: 2 })]));
    expect(clock.now()).toBe(1000);
    expect(sent).toEqual([
      { call: 'ListUsers', input: { MaxResults: 1 } },
      { call: 'ListUsers', input: { MaxResults: 2 } },
    ]);
  });

  test.each([
    ['throttled', 1],
    ['transient', 2],
    ['quota', 2],
    ['refused', 2],
  ] as const)('that is %s leaves a rate of %s', async (failure, left) => {
    const clock = makeManualClock();
    const limiter = makeRateLimiter(clock, () => rate);
    const limited = withRateLimit(script({ ListUsers: failed(failure) }).send, limiter);
    await expect(limited('ListUsers', {})).rejects.toThrow();
    expect(limiter.rateNow('ListUsers')).toBeCloseTo(left);
  });

  test('is not sent where it is interrupted between its turn and its sending', async () => {
    const stop = new AbortController();
    const { send, sent } = script({ ListUsers: {} });
    const limiter = makeRateLimiter(makeManualClock(), () => rate);
    const turn = async (call: string, signal?: AbortSignal): Promise<number> => {
      const at = await limiter.acquire(call, signal);
      stop.abort(new Interrupted('SIGINT'));
      return at;
    };
    const limited = withRateLimit(send, { ...limiter, acquire: turn });
    await expect(limited('ListUsers', {}, { signal: stop.signal })).rejects.toBeInstanceOf(Interrupted);
    expect(sent).toEqual([]);
  });

  test('that is refused with a Retry-After closes the bucket for that long', async () => {
    const clock = makeManualClock();
    const { send } = script({ ListUsers: [failed('throttled', { retryAfter: 7000 }), {}] });
    const limited = withRateLimit(
      send,
      makeRateLimiter(clock, () => rate),
    );
    await expect(limited('ListUsers', {})).rejects.toThrow();
    await clock.run(limited('ListUsers', {}));
    expect(clock.now()).toBe(8000);
  });

  test('is not sent once it is interrupted', async () => {
    const { send, sent } = script({ ListUsers: {} });
    const limited = withRateLimit(
      send,
      makeRateLimiter(makeManualClock(), () => rate),
    );
    const signal = AbortSignal.abort(new Interrupted('SIGINT'));
    await expect(limited('ListUsers', {}, { signal })).rejects.toBeInstanceOf(Interrupted);
    expect(sent).toEqual([]);
  });
});
