import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecast, type PaceOf, rank, type Step, timetable } from '../../src/plan/timing/schedule.ts';

const paceOf: PaceOf = (call) => (call === 'Fast' ? { perSecond: 10, atOnce: 9 } : { perSecond: 2, atOnce: 4 });
const step = (call: string, needs: readonly number[] = [], last = false): Step => ({ call, needs, last });
const several = (count: number, make: (index: number) => Step): readonly Step[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Positions of the steps, most urgent first. */
const urgent = (steps: readonly Step[]): readonly number[] =>
  [...rank(steps, paceOf).entries()].sort(([, a], [, b]) => a - b).map(([index]) => index);

describe('first in line is', () => {
  const rows: { readonly [sentence: string]: readonly [steps: readonly Step[], urgent: readonly number[]] } = {
    'what is first in the plan, where nothing waits': [
      [step('A'), step('A'), step('A')],
      [0, 1, 2],
    ],
    'what something waits for': [
      [step('A'), step('A'), step('B', [1])],
      [1, 0, 2],
    ],
    'what the longer chain waits for': [
      [step('A'), step('A'), step('B', [0]), step('B', [1]), step('B', [3])],
      [1, 0, 3, 2, 4],
    ],
    'the chain that takes longer, not the one with more calls': [
      [step('A'), step('A'), step('Fast', [0]), step('Fast', [2]), step('B', [1])],
      [1, 0, 2, 3, 4],
    ],
    'what more wait for: they stand in line themselves': [
      [step('A'), step('A'), step('B', [0]), step('B', [1]), step('B', [1])],
      [1, 0, 2, 3, 4],
    ],
    'but not where they stand in different lines': [
      [step('A'), step('A'), step('B', [0]), step('B', [0]), step('B', [1]), step('C', [1]), step('D', [1])],
      [0, 1, 2, 3, 4, 5, 6],
    ],
    'what is waited for in a better order: the longest chain of those that wait goes first': [
      [
        ...[step('A'), step('A'), step('B', [0]), step('B', [0]), step('C', [3])],
        ...[step('D', [1]), step('E', [5]), step('Fast', [6])],
      ],
      [1, 0, 5, 3, 6, 2, 4, 7],
    ],
    'the one with the longest chain of all, where what waits goes in its best order': [
      [
        ...[step('A'), step('A'), step('B', [0]), step('B', [0]), step('C', [2]), step('C', [3]), step('D', [4])],
        ...[step('E', [1]), step('F', [7]), step('G', [8]), step('Fast', [9])],
      ],
      [1, 0, 7, 2, 8, 3, 4, 9, 5, 6, 10],
    ],
    'what the same deletion waits for as the one before': [
      [step('A'), step('A'), step('A'), step('A'), step('D', [1, 3]), step('D', [0, 2])],
      [1, 3, 0, 2, 4, 5],
    ],
  };
  test.each(Object.entries(rows))('%s', (_, [steps, expected]) => expect(urgent(steps)).toEqual(expected));
});

test('steps that wait for each other are a bug, and named as one', () => {
  const message = 'Some calls wait for each other, so that none of them can be first.';
  expect(() => rank([step('A', [1]), step('A', [0])], paceOf)).toThrow(message);
  expect(() => rank([step('A', [1]), step('A', [0]), step('B', [0])], paceOf)).toThrow(message);
});

describe('a forecast', () => {
  const rows: { readonly [sentence: string]: readonly [steps: readonly Step[], seconds: number] } = {
    'of nothing is nothing': [[], 0],
    'of a burst is nothing': [several(4, () => step('A')), 0],
    'beyond the burst goes at the rate': [several(10, () => step('A')), 3],
    'of several APIs is that of the slowest': [
      [...several(10, () => step('A')), ...several(69, () => step('Fast'))],
      6,
    ],
    'of a chain within one burst is nothing': [several(4, (index) => step('A', index > 0 ? [index - 1] : [])), 0],
    'of a chain adds what its parts have to wait': [
      [...several(10, () => step('A')), ...several(6, () => step('B', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))],
      4,
    ],
    'fills the bucket while nobody comes': [
      [...several(10, () => step('A')), step('B', [9]), ...several(4, () => step('B')), step('B', [10])],
      3,
    ],
    'of what comes last begins when the rest is over': [
      [...several(10, () => step('A')), ...several(5, () => step('B', [], true))],
      3.5,
    ],
    'of what comes last, where there is nothing else': [several(5, () => step('B', [], true)), 0.5],
  };
  test.each(Object.entries(rows))('%s', (_, [steps, seconds]) =>
    expect(forecast(steps, paceOf)).toBeCloseTo(seconds, 6),
  );

  /** Steps that need only earlier ones. */
  const graphs = fc
    .array(fc.record({ call: fc.constantFrom('A', 'B', 'Fast'), needs: fc.array(fc.nat(30), { maxLength: 3 }) }), {
      maxLength: 60,
    })
    .map((drafts) =>
      drafts.map(({ call, needs }, index) => step(call, [...new Set(needs.filter((need) => need < index))])),
    );

  test('is never less than the slowest API allows, and never more than one call after the other', () => {
    fc.assert(
      fc.property(graphs, (steps) => {
        const seconds = forecast(steps, paceOf);
        for (const call of ['A', 'B', 'Fast']) {
          const { perSecond, atOnce } = paceOf(call);
          const calls = steps.filter((one) => one.call === call).length;
          expect(seconds + 1e-6).toBeGreaterThanOrEqual((calls - atOnce) / perSecond);
        }
        const serial = steps.reduce((sum, { call }) => sum + 1 / paceOf(call).perSecond, 0);
        expect(seconds).toBeLessThanOrEqual(serial + 1e-6);
      }),
    );
  });
});

test('a timetable says from when to when the calls of each API are sent', () => {
  const steps = [...several(10, () => step('A')), ...several(6, () => step('B', [0])), step('Fast', [], true)];
  expect([...timetable(steps, paceOf)]).toEqual([
    ['A', { from: 0, to: 3 }],
    ['B', { from: 0, to: 1 }],
    ['Fast', { from: 3, to: 3 }],
  ]);
});

test('the call that others wait for goes before those that nobody waits for', () => {
  const steps = [...several(11, () => step('A')), ...several(8, () => step('B', [5]))];
  expect([...timetable(steps, paceOf)]).toEqual([
    ['A', { from: 0, to: 3.5 }],
    ['B', { from: 0, to: 2 }],
  ]);
});

test('what comes last waits for all the rest, and for what it needs of the last', () => {
  const rest = several(10, () => step('A'));
  const last = [...several(6, () => step('B', [0], true)), step('C', [10, 11, 12, 13, 14, 15], true)];
  expect([...timetable([...rest, ...last], paceOf)]).toEqual([
    ['A', { from: 0, to: 3 }],
    ['B', { from: 3, to: 4 }],
    ['C', { from: 4, to: 4 }],
  ]);
});

test('fifty thousand calls are ordered and priced in no time, however they hang together', () => {
  const steps = [
    step('A'),
    ...several(30_000, () => step('B', [0])),
    ...several(20_000, (index) => step('Fast', [index, index + 1])),
  ];
  expect(forecast(steps, paceOf)).toBeCloseTo((30_000 - 4) / 2, -1);
});
