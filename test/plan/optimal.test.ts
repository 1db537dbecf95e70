/** The order in which calls are sent, against every other order there is, on forests small enough to try them all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecast, type Step } from '../../src/plan/timing/schedule.ts';

/** One call a second of each API, as the forecast has it, and nothing saved up. */
const pace = () => ({ perSecond: 1, atOnce: 1 });

/** Seconds until the last call is sent, where a line lets the first of `order` go that is ready. */
function secondsOf(steps: readonly Step[], order: readonly number[]): number {
  const sentAt = new Map<number, number>();
  for (let now = 0; sentAt.size < steps.length; now++) {
    const busy = new Set<string>();
    for (let next: number | undefined = 0; next !== undefined; ) {
      next = order.find((index) => {
        const { call, needs } = steps[index] as Step;
        return !sentAt.has(index) && !busy.has(call) && needs.every((need) => sentAt.has(need));
      });
      if (next === undefined) break;
      sentAt.set(next, now);
      busy.add((steps[next] as Step).call);
    }
  }
  return Math.max(...sentAt.values());
}

function* ordersOf(items: readonly number[]): Generator<readonly number[]> {
  if (items.length === 0) yield [];
  for (const one of items) {
    for (const rest of ordersOf(items.filter((other) => other !== one))) yield [one, ...rest];
  }
}

/** Each step waits for none or one of those before it. */
const forest = (calls: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...calls), fc.nat()), { minLength: 1, maxLength: 6 }).map((given) =>
    given.map(([call, parent], index): Step => {
      const need = parent % (index + 1);
      return { call, needs: need === index ? [] : [need], last: false };
    }),
  );

const bestOf = (steps: readonly Step[]): number =>
  Math.min(...[...ordersOf([...steps.keys()])].map((order) => secondsOf(steps, order)));

test('no order of the calls of one API is faster than ours', () => {
  fc.assert(
    fc.property(forest(['A']), (steps) => {
      expect(forecast(steps, pace)).toBe(bestOf(steps));
    }),
    { numRuns: 60 },
  );
});

test('nor by more than one turn where there are two APIs', () => {
  fc.assert(
    fc.property(forest(['A', 'B']), (steps) => {
      expect(forecast(steps, pace)).toBeLessThanOrEqual(bestOf(steps) + 1);
    }),
    { numRuns: 60 },
  );
});

test('which may be so where two lines fill up together', () => {
  const step = (call: string, ...needs: readonly number[]): Step => ({ call, needs, last: false });
  const steps = [step('A'), step('A', 0), step('A'), step('B', 1), step('B', 2), step('B', 2)];
  expect([forecast(steps, pace), bestOf(steps)]).toEqual([3, 2]);
});
