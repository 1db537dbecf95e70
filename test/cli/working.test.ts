import { expect, test } from 'vitest';
import { whileWorking } from '../../src/cli/working.ts';
import type { World } from '../../src/cli/world.ts';
import { makeManualClock } from '../support/manual-clock.ts';

function bench(terminal: boolean) {
  const clock = makeManualClock();
  const log: string[] = [];
  const stop = new AbortController();
  const note = (text: string): void => void log.push(`${clock.now()} ${text}`);
  const world: Pick<World, 'clock' | 'signal' | 'terminal' | 'err' | 'status' | 'columns'> = {
    ...{ clock, signal: stop.signal, terminal: { out: terminal, err: terminal } },
    ...{ err: note, status: (text) => note(`[${text}]`), columns: () => 99 },
  };
  const working = whileWorking(world as World, (columns) => `at work, ${columns} columns`);
  return { clock, log, stop, working };
}

test('in a pipe there is a line every ten seconds', async () => {
  const { clock, log, working } = bench(false);
  await clock.advance(25_000);
  working.stop();
  await clock.advance(60_000);
  const line = 'at work, undefined columns\n';
  expect(log).toEqual([`10000 ${line}`, `20000 ${line}`, '25000 []']);
  expect(clock.sleepers()).toBe(0);
});

test('on a terminal a status is drawn five times a second, and taken away in the end', async () => {
  const { clock, log, working } = bench(true);
  await clock.advance(500);
  working.stop();
  expect(log).toEqual(['200 [at work, 99 columns]', '400 [at work, 99 columns]', '500 []']);
});

test('once the work is interrupted, nothing is said of how far it is', async () => {
  const { clock, log, stop } = bench(false);
  stop.abort(new Error('enough'));
  await clock.advance(60_000);
  expect(log).toEqual([]);
});
