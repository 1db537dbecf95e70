import { describe, expect, test } from 'vitest';
import { makeAdaptiveRate } from '../../src/connect/adaptive-rate.ts';
import { makeRateLimiter } from '../../src/connect/rate-limiter.ts';
import { newThrottle } from '../../src/emulator/throttle.ts';
import { type ManualClock, makeManualClock } from '../support/manual-clock.ts';

const second = 1000;

/** Lets so many seconds pass, with a call let through in each. */
function pass(rate: ReturnType<typeof makeAdaptiveRate>, from: number, seconds: number): number {
  for (let at = from; at < from + seconds * second; at += second) rate.passed(at);
  return from + seconds * second;
}

describe('what a rate learns', () => {
  test('nothing, while all goes well', () => {
    const rate = makeAdaptiveRate(10);
    pass(rate, 0, 1000);
    expect(rate.now()).toBe(10);
  });

  test('a refusal halves it, and it climbs back to a little below what was refused', () => {
    const rate = makeAdaptiveRate(10);
    rate.refused(0, -50);
    expect(rate.now()).toBe(5);
    rate.passed(0);
    expect(rate.now()).toBeCloseTo(5.45);
    pass(rate, 1, 20);
    expect(rate.now()).toBe(9);
  });

  test('refusals of calls that were sent before the fall are no news', () => {
    const rate = makeAdaptiveRate(10);
    rate.refused(100, 0);
    for (const sentAt of [0, 50, 100]) rate.refused(150, sentAt);
    expect(rate.now()).toBe(5);
    rate.refused(200, 101);
    expect(rate.now()).toBe(2.5);
  });

  test('it never stands still', () => {
    for (const bound of [0.1, 1, 2, 10, 100]) {
      const rate = makeAdaptiveRate(bound);
      for (let at = 0; at < 100; at++) rate.refused(at, at - 0.5);
      expect(rate.now()).toBeGreaterThanOrEqual(Math.min(0.2, bound * 0.1));
    }
  });

  test('after half a minute that went well it tries more, and is back at the bound before long', () => {
    const rate = makeAdaptiveRate(2);
    rate.refused(0, -1);
    pass(rate, 0, 29);
    expect(rate.now()).toBeCloseTo(1.8);
    pass(rate, 29 * second, 4);
    expect(rate.now()).toBeGreaterThan(1.8);
    pass(rate, 33 * second, 30);
    expect(rate.now()).toBe(2);
  });

  test('a limit that is really there is run into ever more rarely', () => {
    const rate = makeAdaptiveRate(10);
    const refusals: number[] = [];
    for (let at = 0; at < 3600 * second; at += second / 4) {
      if (rate.now() > 2) {
        rate.refused(at, at);
        refusals.push(at);
      } else rate.passed(at);
    }
    const inQuarters = [0, 1, 2, 3].map(
      (quarter) => refusals.filter((at) => Math.floor(at / (900 * second)) === quarter).length,
    );
    expect(inQuarters[0]).toBeGreaterThan(inQuarters[3] ?? 0);
    expect(inQuarters[3]).toBeLessThan(12);
  });
});

describe('to the number', () => {
  test.each([
    ['a tenth of the bound', 1, 0.1],
    ['one call in five seconds', 100, 0.2],
  ])('the slowest is %s', (_, bound, least) => {
    const rate = makeAdaptiveRate(bound);
    for (let at = 0; at < 100; at++) rate.refused(at, at - 0.5);
    expect(rate.now()).toBe(least);
  });

  /** Rates right after each call, of calls at these moments. */
  function ratesAt(rate: ReturnType<typeof makeAdaptiveRate>, ...moments: readonly number[]): readonly number[] {
    return moments.map((at) => {
      rate.passed(at);
      return Number(rate.now().toFixed(4));
    });
  }

  /** Back at what it trusts, 9 of 10, half a minute after it was refused at 0. */
  function recovered(): ReturnType<typeof makeAdaptiveRate> {
    const rate = makeAdaptiveRate(10);
    rate.refused(0, -1);
    for (let at = 1; at <= 20; at++) rate.passed(at);
    expect(rate.now()).toBe(9);
    return rate;
  }

  test('it tries a tenth more after exactly half a minute, and back at the bound it stays there', () => {
    const rate = recovered();
    expect(ratesAt(rate, 29_999, 30_000, 30_001, 30_002)).toEqual([9, 9, 9.495, 9.9]);
    expect(ratesAt(rate, 30_003, 45_000, 45_001, 60_000, 600_000)).toEqual([9.9, 9.9, 10, 10, 10]);
  });

  test('each refusal while it tries doubles the wait, up to ten minutes', () => {
    const rate = recovered();
    let at = 30_000;
    for (const wait of [60_000, 120_000, 240_000, 480_000, 600_000, 600_000]) {
      rate.passed(at);
      rate.passed(at + 1);
      rate.refused(at + 2, at + 1);
      const refusedAt = at + 2;
      for (let tick = 3; tick < 100; tick++) rate.passed(at + tick);
      const level = rate.now();
      rate.passed(refusedAt + wait - 1);
      rate.passed(refusedAt + wait - 1);
      expect(rate.now()).toBe(level);
      at = refusedAt + wait;
    }
  });

  test('a refusal of a steady rate does not lengthen the wait', () => {
    const rate = recovered();
    rate.refused(1_000, 999);
    for (let at = 1_001; at <= 1_040; at++) rate.passed(at);
    const level = rate.now();
    rate.passed(30_999);
    expect(rate.now()).toBe(level);
    rate.passed(31_000);
    rate.passed(31_001);
    expect(rate.now()).toBeGreaterThan(level);
  });

  test('steps double while nothing goes wrong, up to a half', () => {
    const rate = makeAdaptiveRate(1000);
    for (let at = 0; at < 20; at++) rate.refused(at, at - 0.5);
    expect(rate.now()).toBe(0.2);
    const trusted: number[] = [];
    let at = 19 + 30_000;
    for (let trial = 0; trial < 6; trial++) {
      for (let tick = 0; tick < 100; tick++) rate.passed(at + tick);
      trusted.push(rate.now());
      at += 15_000;
    }
    const steps = trusted.map((value, index) => value / (trusted[index - 1] ?? 0.2) - 1);
    expect(steps.map((step) => Number(step.toFixed(3)))).toEqual([0.1, 0.2, 0.4, 0.5, 0.5, 0.5]);
  });
});

/** 1,000 calls of which each is repeated until it is let through, sixteen at once, answers after 80 ms. */
async function converge(configured: { perSecond: number; burst: number }, real: { rate: number; burst: number }) {
  const clock: ManualClock = makeManualClock();
  const limiter = makeRateLimiter(clock, () => configured);
  const throttle = newThrottle(() => real);
  let [attempts, refused, left] = [0, 0, 1000];
  const call = async (): Promise<void> => {
    for (;;) {
      const sentAt = await limiter.acquire('X');
      attempts += 1;
      await clock.sleep(40);
      const through = throttle('X', clock.now());
      await clock.sleep(40);
      if (through) return limiter.passed('X');
      refused += 1;
      limiter.refused('X', { sentAt });
    }
  };
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await clock.run(Promise.all(Array.from({ length: 16 }, worker)));
  return { share: refused / attempts, overLeast: clock.now() / second / ((1000 - real.burst) / real.rate) };
}

test.each([
  ['2 a second', { rate: 2, burst: 5 }],
  ['8 a second', { rate: 8, burst: 10 }],
  ['a second, and no burst', { rate: 1, burst: 1 }],
])('10 a second where Connect allows %s: few refusals, and little time lost', async (_, real) => {
  const { share, overLeast } = await converge({ perSecond: 10, burst: 10 }, real);
  expect(share).toBeLessThan(0.05);
  expect(overLeast).toBeLessThan(1.25);
});

test.each([
  ['2 a second', { perSecond: 2, burst: 5 }],
  ['10 a second', { perSecond: 10, burst: 10 }],
  ['30 a second', { perSecond: 30, burst: 30 }],
])('%s where Connect allows just that: no refusal', async (_, configured) => {
  const real = { rate: configured.perSecond, burst: configured.burst };
  const { share, overLeast } = await converge(configured, real);
  expect(share).toBe(0);
  expect(overLeast).toBeLessThan(1.02);
});
