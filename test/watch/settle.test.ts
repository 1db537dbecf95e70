import { expect, test } from 'vitest';
import { makeSettling } from '../../src/watch/settle.ts';
import { makeManualClock } from '../support/manual-clock.ts';

function settling() {
  const clock = makeManualClock();
  const reports: number[] = [];
  return { clock, reports, ...makeSettling(clock, () => reports.push(clock.now())) };
}

test('one event is reported once it is quiet', async () => {
  const { clock, reports, poke } = settling();
  poke();
  await clock.advance(299);
  expect(reports).toEqual([]);
  await clock.advance(10_000);
  expect(reports).toEqual([300]);
});

test('a burst is one report, 300 ms after its last event', async () => {
  const { clock, reports, poke } = settling();
  for (let event = 0; event < 20; event++) {
    poke();
    await clock.advance(100);
  }
  await clock.advance(10_000);
  expect(reports).toEqual([2200]);
});

test('files that never rest are reported every five seconds', async () => {
  const { clock, reports, poke } = settling();
  for (let event = 0; event < 120; event++) {
    poke();
    await clock.advance(100);
  }
  expect(reports).toEqual([5000, 10_000]);
});

test('closed, it reports nothing and waits for nothing', async () => {
  const { clock, reports, poke, close } = settling();
  poke();
  await clock.advance(100);
  close();
  poke();
  await clock.advance(10_000);
  expect(reports).toEqual([]);
  expect(clock.sleepers()).toBe(0);
});
