import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { self, stateOf } from '../../src/app/machine/processes.ts';

test('we run', () => expect(stateOf(self())).toBe('running'));

test('a process of another machine, another boot or another container is unknown', () => {
  const { pid } = self();
  expect(stateOf({ pid })).toBe('unknown');
  expect(stateOf({ ...self(), space: 'elsewhere' })).toBe('unknown');
});

test('an id that was given out anew is another process', () =>
  expect(stateOf({ ...self(), started: '1' })).toBe('gone'));

test('a process that has ended is gone', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  const { pid = 0 } = child;
  await new Promise((resolve) => child.on('close', resolve));
  expect(stateOf({ ...self(), pid })).toBe('gone');
});

test('so is one that nobody has asked how it ended', async () => {
  // The shell becomes a program that never asks for its child.
  const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pid = await new Promise<number>((resolve) => parent.stdout.on('data', (text) => resolve(Number(text))));
  const { started: _, ...mark } = self();
  await expect.poll(() => stateOf({ ...mark, pid })).toBe('gone');
  parent.kill();
});
