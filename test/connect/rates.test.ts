import { expect, test } from 'vitest';
import { rateOf } from '../../src/connect/rates.ts';

test.each([
  ['CreateUser', 2, 5],
  ['SearchUsers', 2, 5],
  ['UpdateUserConfig', 2, 5],
  ['ListUsers', 10, 10],
  ['DescribeUser', 10, 10],
  ['an API of tomorrow', 2, 5],
  ['constructor', 2, 5],
])('%s: %i a second, %i at once', (call, perSecond, burst) => {
  expect(rateOf(call)).toEqual({ perSecond, burst });
});
