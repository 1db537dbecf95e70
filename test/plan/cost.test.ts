import { describe, expect, test } from 'vitest';
import { cost, count, slowestOf } from '../../src/plan/cost.ts';

const perSecond = (call: string): number => (call === 'Fast' ? 10 : 2);
const times = (call: string, how: number): readonly string[] => Array.from({ length: how }, () => call);
const costOf = (first: readonly string[], last: readonly string[] = []) =>
  cost({ first, last }, { List: 3 }, perSecond);

test('nothing to do costs nothing', () => {
  expect(costOf([])).toEqual({ calls: {}, seconds: 0, bottleneck: null, readCalls: { List: 3 } });
});

test('calls are counted by API', () => {
  expect(costOf(['Slow', 'Fast', 'Slow']).calls).toEqual({ Slow: 2, Fast: 1 });
});

test('APIs do not wait for each other: the slowest tells the time', () => {
  expect(costOf([...times('Slow', 10), ...times('Fast', 40)])).toMatchObject({ seconds: 5, bottleneck: 'Slow' });
});

test('the slowest is not the one with the most calls', () => {
  expect(costOf([...times('Slow', 10), ...times('Fast', 60)])).toMatchObject({ seconds: 6, bottleneck: 'Fast' });
});

test('what waits until the rest is done adds its own time', () => {
  expect(costOf(times('Slow', 4), times('Fast', 10))).toMatchObject({ seconds: 3, bottleneck: 'Slow' });
});

test('seconds have one decimal', () => expect(costOf(times('Fast', 7)).seconds).toBe(0.7));

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
