import { expect, test } from 'vitest';
import { parseDuration } from '../../src/base/time.ts';

test.each([
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['3d', 259_200_000],
  ['1d2h3m4s', 93_784_000],
  ['0s', 0],
  ['', undefined],
  ['5', undefined],
  ['5 m', undefined],
  ['m', undefined],
  ['1.5h', undefined],
  ['-5m', undefined],
  ['30m1h', undefined],
  ['5M', undefined],
  ['1e3s', undefined],
  ['99999999999s', undefined],
])('%s is %s ms', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});
