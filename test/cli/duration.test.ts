import { expect, test } from 'vitest';
import { durationIn } from '../../src/cli/duration.ts';

test.each([
  ['90s', 90_000],
  ['20m', 1_200_000],
  ['1h30m', 5_400_000],
  ['1h0m5s', 3_605_000],
  ['168h', 604_800_000],
  ['169h', undefined],
  ['0s', undefined],
  ['', undefined],
  ['20', undefined],
  ['1h30', undefined],
  ['30m1h', undefined],
  ['1d', undefined],
  ['-5m', undefined],
  ['1.5h', undefined],
  [' 5m', undefined],
  ['5m\n', undefined],
  [`${'9'.repeat(400)}s`, undefined],
])('%j is %s ms', (text, milliseconds) => expect(durationIn(text)).toBe(milliseconds));
