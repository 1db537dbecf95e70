import { describe, expect, test } from 'vitest';
import type { CallCounts } from '../../src/plan/model/plan.ts';
import { makeProgress, makeReadProgress } from '../../src/report/text/progress.ts';
import { widthOf } from '../../src/report/text/shorten.ts';
import { result } from '../support/results.ts';

const address = { kind: 'user', key: 'jane' };

describe('how far an apply is', () => {
  function bench(calls: CallCounts, perSecond: (call: string) => number = () => 2) {
    let time = 5_000;
    const progress = makeProgress(perSecond, () => time);
    progress.on({ type: 'applyBegins', calls });
    return {
      progress,
      end(call: string, times: number, outcome: 'done' | 'skipped' = 'done') {
        for (let nth = 0; nth < times; nth++) progress.on({ type: 'callEnded', address, call, outcome });
      },
      begin: (key: string) => progress.on({ type: 'changeStarted', address: { kind: 'user', key }, action: 'update' }),
      finish: (key: string) => progress.on({ type: 'changeEnded', result: result({ address: { kind: 'user', key } }) }),
      pass(milliseconds: number) {
        time += milliseconds;
      },
    };
  }

  test('is told in calls and in time', () => {
    const { progress, end } = bench({ CreateUser: 1000, TagResource: 10 });
    expect(progress.line()).toBe('Applying: 0 of 1010 calls, about 8 min left');
    end('CreateUser', 900);
    expect(progress.line()).toBe('Applying: 900 of 1010 calls, about 50 s left');
  });
  test('goes by the API that takes longest', () => {
    const { progress } = bench({ Fast: 100, Slow: 60 }, (call) => (call === 'Fast' ? 10 : 1));
    expect(progress.line()).toBe('Applying: 0 of 160 calls, about 1 min left');
  });
  test('goes by what is let through at the moment', () => {
    let perSecond = 2;
    const { progress } = bench({ CreateUser: 100 }, () => perSecond);
    perSecond = 1;
    expect(progress.line()).toBe('Applying: 0 of 100 calls, about 2 min left');
  });
  test('is one call for one call', () =>
    expect(bench({ CreateUser: 1 }).progress.line()).toBe('Applying: 0 of 1 call, about 1 s left'));
  test('is not thrown off by what does not concern it', () => {
    const { progress, end } = bench({ CreateUser: 1 });
    progress.on({ type: 'read', kind: 'user', count: 3 });
    end('AnotherCall', 1);
    expect(progress.line()).toBe('Applying: 1 of 1 call, about 1 s left');
  });
  test('has the rate of the last ten seconds, skipped calls left out', () => {
    const { progress, end, pass } = bench({ CreateUser: 100 });
    pass(500);
    expect(progress.line()).not.toContain('a second');
    end('CreateUser', 6);
    end('CreateUser', 10, 'skipped');
    pass(1500);
    expect(progress.line()).toContain('16 of 100 calls, 3.0 a second, ');
    pass(20_000);
    end('CreateUser', 5);
    expect(progress.line()).toContain(', 0.5 a second, ');
  });

  test('is a bar on a terminal, with the names of what is being changed', () => {
    const { progress, end, begin, finish, pass } = bench({ CreateUser: 40 });
    expect(progress.line(100)).toBe('[>                   ] 0/40 calls, about 20 s left');
    begin('jane');
    begin('omar');
    pass(5_000);
    end('CreateUser', 10);
    expect(progress.line(100)).toBe('[=====>              ] 10/40 calls, 2.0/s, about 15 s left: jane, omar');
    finish('jane');
    end('CreateUser', 30);
    expect(progress.line(100)).toMatch(/^\[={20}\] 40\/40 calls, .* left: omar$/);
  });
  test.each([30, 59, 60, 79, 100])('fits a terminal of %i columns, whatever the names', (columns) => {
    const { progress, begin } = bench({ CreateUser: 40 });
    for (const key of [
      '李娜李娜李娜李娜李娜',
      '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦',
      'e\u0301'.repeat(40),
      'evil\u001b[2J\u202e',
    ])
      begin(key);
    const line = progress.line(columns);
    expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(line).toMatch(/^(?:\[>? *\] )?0\/40 calls/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    expect(line).not.toMatch(/[\u0000-\u001f\u202e]/);
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
