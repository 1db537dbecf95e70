import { describe, expect, test } from 'vitest';
import { type AccountLimits, makeRates, type RateLimits, usableBurst } from '../../src/connect/rates.ts';

test.each([
  ['CreateUser', 2, 5],
  ['SearchUsers', 2, 5],
  ['UpdateUserConfig', 2, 5],
  ['ListUsers', 10, 10],
  ['DescribeUser', 10, 10],
  ['DescribeUserHierarchyStructure', 10, 10],
  ['ListRoutingProfileQueues', 2, 5],
  ['an API of tomorrow', 2, 5],
  ['constructor', 2, 5],
])('%s: %i a second, %i at once', (call, perSecond, burst) => {
  expect(makeRates()(call)).toEqual({ perSecond, burst });
});

describe('limits of the account', () => {
  const rows: {
    readonly [sentence: string]: readonly [
      account: Partial<AccountLimits>,
      given: RateLimits,
      call: string,
      perSecond: number,
      burst: number,
    ];
  } = {
    'an API that is named has what is said of it': [{ byCall: { X: { rate: 10, burst: 20 } } }, {}, 'X', 10, 20],
    'others keep theirs': [{ byCall: { X: { rate: 10, burst: 20 } } }, {}, 'Y', 2, 5],
    'a burst that is left out is one second': [{ byCall: { X: { rate: 10 } } }, {}, 'X', 10, 10],
    'but at least one call': [{ byCall: { X: { rate: 0.5 } } }, {}, 'X', 0.5, 1],
    'a rate that is left out stays': [{ byCall: { ListUsers: { burst: 3 } } }, {}, 'ListUsers', 10, 3],
    'the general limit is for all others': [{ general: { rate: 4, burst: 6 } }, {}, 'X', 4, 6],
    'but for those that have a figure of their own': [{ general: { rate: 4 } }, {}, 'ListUsers', 10, 10],
    'what is named wins over it': [{ general: { rate: 4 }, byCall: { X: { rate: 3 } } }, {}, 'X', 3, 3],
    'a share is of the rate and of the burst': [{ share: 0.8, byCall: { X: { rate: 10, burst: 20 } } }, {}, 'X', 8, 16],
    "a share is of AWS's own figures too": [{ share: 0.5 }, {}, 'X', 1, 2.5],
    'a share leaves one call at once': [{ share: 0.01 }, {}, 'X', 0.02, 1],
    'the command line wins, without a share': [
      { share: 0.5, byCall: { X: { rate: 10 } } },
      { X: { rate: 3, burst: 4 } },
      'X',
      3,
      4,
    ],
    'its * is every API that it does not name': [
      { byCall: { X: { rate: 10 } } },
      { '*': { rate: 7 }, Y: { rate: 1 } },
      'X',
      7,
      7,
    ],
    'also those with a figure of their own': [{}, { '*': { rate: 7 } }, 'ListUsers', 7, 7],
    'what it names wins over its *': [{}, { '*': { rate: 7 }, X: { rate: 1 } }, 'X', 1, 1],
    'names are names': [{ byCall: {} }, {}, '__proto__', 2, 5],
  };
  test.each(Object.entries(rows))('%s', (_, [account, given, call, perSecond, burst]) => {
    expect(makeRates({ share: 1, byCall: {}, ...account }, given)(call)).toEqual({ perSecond, burst });
  });
});

test.each([
  [{ perSecond: 2, burst: 5 }, 4],
  [{ perSecond: 10, burst: 10 }, 5],
  [{ perSecond: 50, burst: 100 }, 75],
  [{ perSecond: 50, burst: 3 }, 1],
  [{ perSecond: 2, burst: 1 }, 1],
])('of %j, %i calls at once are made', (rate, calls) => expect(usableBurst(rate)).toBe(calls));
