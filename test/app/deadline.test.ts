import { expect, test } from 'vitest';
import { startDeadline } from '../../src/app/instance/deadline.ts';
import { DeadlinePassed } from '../../src/base/errors.ts';
import { makeManualClock } from '../support/manual-clock.ts';

test.each([
  ['a long one', 1_200_000, 1_195_000],
  ['a short one', 10_000, 9_000],
])('%s stops a little before it is over, and then cuts off', async (_, time, stopsAt) => {
  const clock = makeManualClock();
  const { stop, cut } = startDeadline(time, { clock });
  await clock.advance(stopsAt - 1);
  expect(stop.aborted).toBe(false);
  await clock.advance(1);
  expect([stop.aborted, cut.aborted]).toEqual([true, false]);
  await clock.advance(time - stopsAt);
  expect(cut.aborted).toBe(true);
  expect([stop.reason, cut.reason]).toEqual([expect.any(DeadlinePassed), expect.any(DeadlinePassed)]);
});

test('one that is taken back does nothing, and leaves no timer behind', async () => {
  const clock = makeManualClock();
  const { stop, end } = startDeadline(10_000, { clock });
  end();
  await clock.advance(20_000);
  expect(stop.aborted).toBe(false);
  expect(clock.sleepers()).toBe(0);
});
