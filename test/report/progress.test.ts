import { describe, expect, test } from 'vitest';
import type { Counts } from '../../src/plan/cost.ts';
import { makeProgress, makeReadProgress } from '../../src/report/progress.ts';

const address = { kind: 'user', key: 'jane' };

describe('how far an apply is', () => {
  function bench(calls: Counts, perSecond: (call: string) => number = () => 2) {
    const progress = makeProgress(perSecond);
    progress.on({ type: 'applyBegins', calls });
    const end = (call: string, times: number) => {
      for (let time = 0; time < times; time++) progress.on({ type: 'callEnded', address, call, outcome: 'done' });
    };
    return { progress, end };
  }

  test('is told in calls and in time', () => {
    const { progress, end } = bench({ CreateUser: 1000, TagResource: 10 });
    expect(progress.line()).toBe('0 of 1010 calls, about 8 min left');
    end('CreateUser', 900);
    expect(progress.line()).toBe('900 of 1010 calls, about 50 s left');
  });
  test('goes by the API that takes longest', () => {
    const { progress } = bench({ Fast: 100, Slow: 60 }, (call) => (call === 'Fast' ? 10 : 1));
    expect(progress.line()).toBe('0 of 160 calls, about 1 min left');
  });
  test('goes by what is let through at the moment', () => {
    let perSecond = 2;
    const { progress } = bench({ CreateUser: 100 }, () => perSecond);
    perSecond = 1;
    expect(progress.line()).toBe('0 of 100 calls, about 2 min left');
  });
  test('is one call for one call', () =>
    expect(bench({ CreateUser: 1 }).progress.line()).toBe('0 of 1 call, about 1 s left'));
  test('is not thrown off by what does not concern it', () => {
    const { progress } = bench({ CreateUser: 1 });
    progress.on({ type: 'read', kind: 'user', count: 3 });
    progress.on({ type: 'callEnded', address, call: 'AnotherCall', outcome: 'done' });
    expect(progress.line()).toBe('1 of 1 call, about 1 s left');
  });
});

describe('how far reading is', () => {
  test('is told in calls, and in time once a long stretch is known', () => {
    const sent: { [call: string]: number } = { ListUsers: 2 };
    const progress = makeReadProgress(
      () => sent,
      () => 10,
    );
    expect(progress.line()).toBe('Reading Amazon Connect: 2 calls so far');
    progress.on({ type: 'readAhead', call: 'DescribeUser', times: 300 });
    expect(progress.line()).toBe('Reading Amazon Connect: 2 calls so far, about 30 s left');
    sent['DescribeUser'] = 100;
    expect(progress.line()).toBe('Reading Amazon Connect: 102 calls so far, about 20 s left');
    sent['DescribeUser'] = 301;
    expect(progress.line()).toBe('Reading Amazon Connect: 303 calls so far');
  });
  test('counts a stretch from where it begins', () => {
    const progress = makeReadProgress(
      () => ({ DescribeUser: 50 }),
      () => 10,
    );
    progress.on({ type: 'readAhead', call: 'DescribeUser', times: 100 });
    expect(progress.line()).toBe('Reading Amazon Connect: 50 calls so far, about 10 s left');
  });
});
