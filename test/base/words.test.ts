import { describe, expect, test } from 'vitest';
import { about, moment, plural, some, span } from '../../src/base/words.ts';

describe('about how long', () => {
  test.each([
    [0, 'about 1 s'],
    [0.4, 'about 1 s'],
    [1.5, 'about 2 s'],
    [59.4, 'about 59 s'],
    [59.5, 'about 1 min'],
    [89, 'about 1 min'],
    [90, 'about 2 min'],
    [3569, 'about 59 min'],
    [3570, 'about 1 h'],
    [3600, 'about 1 h'],
    [4800, 'about 1 h 20 min'],
    [7190, 'about 2 h'],
    [360_000, 'about 100 h'],
  ])('%d s are %s', (seconds, words) => expect(about(seconds)).toBe(words));
});

describe('how many', () => {
  test.each([
    [0, '0 calls'],
    [1, '1 call'],
    [2, '2 calls'],
    [1234, '1234 calls'],
  ])('%d are %s', (count, words) => expect(plural(count, 'call')).toBe(words));
  test('where the word has a form of its own', () => {
    expect([1, 2].map((count) => plural(count, 'resource is', 'resources are'))).toEqual([
      '1 resource is',
      '2 resources are',
    ]);
  });
});

describe('some of a list', () => {
  test.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a, b'],
    [['a', 'b', 'c'], 'a, b and 1 more'],
    [['a', 'b', 'c', 'd'], 'a, b and 2 more'],
  ])('%j: %s', (items, words) => expect(some(items, 2)).toBe(words));
});

describe('how long something took', () => {
  test.each([
    [-1, '0 s'],
    [0.4, '0 s'],
    [12, '12 s'],
    [60, '1 min'],
    [200, '3 min 20 s'],
    [3605, '1 h'],
    [7500, '2 h 5 min'],
    [273_600, '3 d 4 h'],
  ])('%d s', (seconds, words) => expect(span(seconds)).toBe(words));
});

test('a moment is told in UTC, and what is none is not', () => {
  expect(moment(Date.UTC(2026, 10, 25, 17, 15, 0, 999))).toBe('2026-11-25 17:15:00 UTC');
  expect(moment(Number.NaN)).toBe('an unknown time');
});
