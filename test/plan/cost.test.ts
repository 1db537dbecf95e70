import { describe, expect, test } from 'vitest';
import { cost, count, slowestOf } from '../../src/plan/timing/cost.ts';
import type { PaceOf, Step } from '../../src/plan/timing/schedule.ts';

const paceOf: PaceOf = (call) => (call === 'Fast' ? { perSecond: 10, atOnce: 9 } : { perSecond: 2, atOnce: 4 });
const perSecond = (call: string): number => paceOf(call).perSecond;
const times = (call: string, how: number, last = false): readonly Step[] =>
  Array.from({ length: how }, () => ({ call, needs: [], last }));
const costOf = (...steps: readonly Step[]) => cost(steps, { List: 3 }, paceOf);

test('nothing to do costs nothing', () => {
  expect(costOf()).toEqual({ calls: {}, seconds: 0, bottleneck: null, readCalls: { List: 3 } });
});

test('calls are counted by API', () => {
  expect(costOf(...times('Slow', 1), ...times('Fast', 1), ...times('Slow', 1)).calls).toEqual({ Slow: 2, Fast: 1 });
});

test('what fits into the burst takes no time, and the slowest is what takes most of it', () => {
  expect(costOf(...times('Fast', 4), ...times('Slow', 2))).toMatchObject({ seconds: 0, bottleneck: 'Slow' });
});

test('APIs do not wait for each other: the slowest tells the time', () => {
  expect(costOf(...times('Slow', 10), ...times('Fast', 29))).toMatchObject({ seconds: 3, bottleneck: 'Slow' });
});

test('the slowest is not the one with the most calls, nor the one with the lowest rate', () => {
  expect(costOf(...times('Slow', 12), ...times('Fast', 65))).toMatchObject({ seconds: 5.6, bottleneck: 'Fast' });
});

test('what waits until the rest is done adds its own time, with a full bucket', () => {
  expect(costOf(...times('Slow', 8), ...times('Fast', 19, true))).toMatchObject({ seconds: 3, bottleneck: 'Slow' });
});

test('seconds have one decimal', () => {
  expect(costOf(...times('Slow', 4), ...times('Fast', 16))).toMatchObject({
    seconds: 0.7,
    spans: { Slow: { from: 0, to: 0 }, Fast: { from: 0, to: 0.7 } },
  });
});

test('A30: what is read right before the calls counts, and is named where it is the slowest', () => {
  const looks = times('Slow', 12).map((step) => ({ ...step, look: true as const }));
  expect(costOf(...looks, ...times('Fast', 12))).toEqual({
    ...{ calls: { Fast: 12 }, looks: { Slow: 12 }, readCalls: { List: 3, Slow: 12 }, bottleneck: 'Slow', seconds: 4 },
    spans: { Slow: { from: 0, to: 4 }, Fast: { from: 0, to: 0.3 } },
  });
});

test('where nothing is read right before the calls, no reads are named', () => {
  expect(costOf(...times('Slow', 6))).toEqual({
    ...{ calls: { Slow: 6 }, readCalls: { List: 3 }, bottleneck: 'Slow', seconds: 1 },
    spans: { Slow: { from: 0, to: 1 } },
  });
});

test('the slowest is the one that takes longest beyond its burst', () => {
  expect(costOf(...times('Slow', 5), ...times('Fast', 19))).toMatchObject({ seconds: 1, bottleneck: 'Fast' });
});

describe('counting', () => {
  test('takes any name', () => {
    expect(count(['constructor', '__proto__', 'constructor'])).toEqual(
      Object.fromEntries([
        ['constructor', 2],
        ['__proto__', 1],
      ]),
    );
  });
  test('of two that take as long, the first is named', () => {
    expect(slowestOf({ A: 2, B: 2 }, perSecond)).toEqual({ call: 'A', seconds: 1 });
  });
  test('no calls have no slowest', () => expect(slowestOf({}, perSecond)).toEqual({ call: null, seconds: 0 }));
});
