import { describe, expect, test } from 'vitest';
import { type Latch, makeLatch } from '../../src/watch/latch.ts';
import type { Trigger } from '../../src/watch/status.ts';
import { makeManualClock } from '../support/manual-clock.ts';

const hour = 3_600_000;

/** Takes turns and notes them, as the loop of a watch does. */
function consume(latch: Latch, clock: { now(): number }, pass: () => Promise<void> = async () => {}) {
  const passes: string[] = [];
  let running = 0;
  let most = 0;
  const end = (async () => {
    for (;;) {
      const trigger = await latch.next({ at: clock.now() + hour, trigger: 'interval' });
      most = Math.max(most, ++running);
      passes.push(`${trigger} at ${clock.now() / 1000}`);
      await pass();
      running -= 1;
    }
  })().catch((reason) => reason);
  return { passes, end, most: () => most };
}

describe('the latch', () => {
  test('gives what is due when it is time, again and again', async () => {
    const clock = makeManualClock();
    const { passes } = consume(makeLatch(clock), clock);
    await clock.advance(2.5 * hour);
    expect(passes).toEqual(['interval at 3600', 'interval at 7200']);
  });

  test('gives what is asked for at once, and what is due only an interval later', async () => {
    const clock = makeManualClock();
    const latch = makeLatch(clock);
    const { passes } = consume(latch, clock);
    await clock.advance(1000);
    latch.lookAgain('files');
    await clock.advance(hour);
    expect(passes).toEqual(['files at 1', 'interval at 3601']);
  });

  test('lets one more pass follow one that runs, however often it is asked, and it is for the most that was asked', async () => {
    const clock = makeManualClock();
    const latch = makeLatch(clock);
    const { passes, most } = consume(latch, clock, () => clock.sleep(60_000));
    latch.lookAgain('files');
    await clock.advance(1000);
    for (const trigger of ['interval', 'files', 'request', 'window', 'files'] satisfies Trigger[])
      latch.lookAgain(trigger);
    await clock.advance(200_000);
    expect(passes).toEqual(['files at 0', 'request at 60']);
    expect(most()).toBe(1);
  });

  test('is woken at any moment of a long sleep', async () => {
    const clock = makeManualClock();
    const latch = makeLatch(clock);
    const waiting = latch.next({ at: 100 * 24 * hour, trigger: 'window' });
    await clock.advance(30 * 24 * hour);
    expect(clock.sleepers()).toBe(1);
    latch.lookAgain('signal');
    expect(await waiting).toBe('signal');
    expect(clock.sleepers()).toBe(0);
  });

  test('does not wait again where the clock was set back', async () => {
    const clock = makeManualClock(hour);
    let offset = 0;
    const latch = makeLatch({ now: () => clock.now() + offset, sleep: clock.sleep });
    const waiting = latch.next({ at: hour + 60_000, trigger: 'interval' });
    await clock.advance(30_000);
    offset = -hour;
    await clock.advance(30_000);
    expect(await waiting).toBe('interval');
  });

  test('closed, it gives nothing more, not even what was asked for', async () => {
    const clock = makeManualClock();
    const latch = makeLatch(clock);
    const { passes, end } = consume(latch, clock);
    await clock.advance(1);
    latch.lookAgain('files');
    latch.close('bye');
    expect(await end).toBe('bye');
    expect(passes).toEqual([]);
    expect(clock.sleepers()).toBe(0);
  });
});
