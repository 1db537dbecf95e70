import { expect, test } from 'vitest';
import { duration } from '../../src/cli/duration.ts';

test.each([
  ['90s', 90_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['1h1m1s', 3_661_000],
  ['0s', 0],
])('%s is %i ms', (text, milliseconds) => expect(duration(text)).toBe(milliseconds));

test.each(['', '5', 'm', '5 m', '-5m', '1.5h', '5m1h', '5M', '5ms', '9999999h', '5m '])('%j is no time', (text) =>
  expect(() => duration(text)).toThrow('a time such as'),
);
