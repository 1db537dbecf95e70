import { describe, expect, test } from 'vitest';
import { afresh, conclude, type History, nextDue, noHistory } from '../../src/watch/history.ts';
import { withReport } from '../../src/watch/record.ts';
import { remaining } from '../../src/watch/remaining.ts';
import type { PassReport } from '../../src/watch/status.ts';
import { failed, type Verdict } from '../../src/watch/verdict.ts';
import { changes, create, plan } from '../support/plans.ts';
import { failure, result } from '../support/results.ts';

const minute = 60_000;
const inSync: Verdict = { outcome: 'in-sync', results: [], diagnostics: [], plan: plan(), key: '' };
const noNetwork = failed({ reason: 'ListUsers failed: ECONNREFUSED (request 1).', key: 'ECONNREFUSED' });
const steady = { interval: 5 * minute, random: () => 1 };
const user = (key: string) => ({ kind: 'user', key });

/** A history of passes, a minute apart, and of each whether it is news. */
function following(...verdicts: readonly Verdict[]): { readonly history: History; readonly news: readonly boolean[] } {
  const news: boolean[] = [];
  const history = verdicts.reduce((before, verdict, index) => {
    const at = index * minute;
    const concluded = conclude(before, { verdict, trigger: 'interval', startedAt: at, endedAt: at }, steady);
    news.push(concluded.isNews);
    return concluded.history;
  }, noHistory);
  return { history, news };
}

const errored = (key: string): Verdict => ({
  ...{ outcome: 'partial', diagnostics: [], plan: plan({ changes: [create(key, {})] }), key: `${key} refused` },
  reason: '1 of 2 changes were not made.',
  results: [result({ address: user(key), outcome: 'errored', done: [], failures: [failure()] })],
});

describe('news', () => {
  test('is what is said for the first time, and again once something else was said', () => {
    const denied = failed({ reason: 'denied', key: 'ExpiredToken' });
    const { news } = following(
      inSync,
      inSync,
      noNetwork,
      noNetwork,
      { ...noNetwork, reason: 'request 2' },
      denied,
      inSync,
    );
    expect(news).toEqual([true, false, true, false, false, true, true]);
  });

  test('is every change that was made', () => {
    const applied: Verdict = { ...inSync, outcome: 'applied', results: [result()] };
    expect(following(applied, applied).news).toEqual([true, true]);
  });

  test('is the same change that fails again only once', () => {
    expect(following(errored('jane'), errored('jane'), errored('omar')).news).toEqual([true, false, true]);
  });
});

describe('a resource that is left alone', () => {
  const { history } = following(errored('jane'), errored('jane'), errored('jane'));

  test('ends the repetitions', () => {
    expect(history.failures).toBe(0);
  });

  test('keeps the rest from counting as success, and is told once', () => {
    const ended = { verdict: inSync, trigger: 'interval', startedAt: 2 * minute, endedAt: 2 * minute } as const;
    const first = conclude(history, ended, steady);
    expect(first.report).toMatchObject({
      outcome: 'partial',
      reason: expect.stringContaining('user/jane failed again'),
    });
    expect(first.history.lastSuccessAt).toBeUndefined();
    expect(first.isNews).toBe(true);
    expect(conclude(first.history, ended, steady).isNews).toBe(false);
  });

  test('is tried again with other files', () => {
    expect(afresh(history)).toMatchObject({ failures: 0, failing: new Map() });
  });
});

describe('the next look', () => {
  const rhythm = { now: 1000, interval: 5 * minute, opening: undefined, random: () => 0.5 };
  const dueAfter = (history: History, more = {}) => {
    const { at, trigger } = nextDue(history, { ...rhythm, ...more });
    return `${trigger} in ${(at - 1000) / 1000}`;
  };

  test('comes after the interval, give or take a tenth', () => {
    expect(dueAfter(noHistory)).toBe('interval in 300');
    expect(dueAfter(noHistory, { random: () => 0 })).toBe('interval in 270');
    expect(dueAfter(noHistory, { random: () => 1 })).toBe('interval in 330');
  });

  test('comes sooner after a failure, then ever later, never later than the interval', () => {
    const random = () => 1;
    const delays = [1, 2, 3, 4, 20].map((failures) => dueAfter({ ...noHistory, failures }, { random }));
    expect(delays).toEqual(['retry in 5', 'retry in 10', 'retry in 20', 'retry in 40', 'retry in 300']);
    expect(dueAfter({ ...noHistory, failures: 20 }, { random, interval: 30_000 })).toBe('retry in 30');
  });

  test('comes when a window opens, and not when one closes', () => {
    expect(dueAfter(noHistory, { opening: { open: false, changesAt: 61_000 } })).toBe('window in 60');
    expect(dueAfter(noHistory, { opening: { open: true, changesAt: 61_000 } })).toBe('interval in 300');
    expect(dueAfter(noHistory, { opening: { open: false } })).toBe('interval in 300');
  });

  test('comes when a resource has been left alone for long enough', () => {
    const failing = new Map([['user/jane', { address: user('jane'), failures: 3, until: 31_000 }]]);
    expect(dueAfter({ ...noHistory, failing })).toBe('retry in 30');
  });
});

describe('a refused plan', () => {
  const refused: Verdict = { ...inSync, outcome: 'refused', reason: 'limits.delete: 37 of 100.', key: 'limits.delete' };
  test('stays refused until nothing is left to do, or the files are others', () => {
    expect(following(refused, noNetwork).history.tripped).toBe('limits.delete: 37 of 100.');
    expect(following(refused, inSync).history.tripped).toBeUndefined();
    expect(afresh(following(refused).history).tripped).toBeUndefined();
  });
});

describe('what is remembered', () => {
  const report = (number: number, results: number): PassReport => ({
    ...{ number, trigger: 'interval', startedAt: 0, endedAt: 0, outcome: 'applied', diagnostics: [], plan: plan() },
    results: Array.from({ length: results }, () => result()),
  });
  const passesAfter = (...reports: readonly PassReport[]) =>
    reports.reduce((before: readonly PassReport[], one) => withReport(one, before), []);

  test('is fifty passes, the newest first, and the plan of the newest', () => {
    const passes = passesAfter(...Array.from({ length: 60 }, (_, index) => report(index + 1, 1)));
    expect(passes.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => 60 - index));
    expect(passes.filter((one) => one.plan)).toEqual([passes[0]]);
  });

  test('is no more than 2,000 results, but the newest pass whole', () => {
    expect(passesAfter(report(1, 900), report(2, 900), report(3, 900)).map(({ number }) => number)).toEqual([3, 2]);
    expect(passesAfter(report(1, 900), report(2, 5000)).map(({ results }) => results.length)).toEqual([5000]);
  });
});

describe('what is left of a plan', () => {
  const whole = plan({ changes: [changes.create, changes.update, changes.remove] });
  const left = (...results: Parameters<typeof remaining>[1]) => remaining(whole, results);

  test('is the plan where nothing was made, and nothing where all was', () => {
    expect(left()).toBe(whole);
    expect(left(...['omar', 'jane', 'zoe'].map((key) => result({ address: user(key) })))).toBeUndefined();
    expect(remaining(plan(), [])).toBeUndefined();
  });

  test('are the changes that failed, with their sums and calls', () => {
    const some = left(result({ address: user('omar') }), result({ address: user('jane'), outcome: 'errored' }));
    expect(some?.changes.map(({ address }) => address.key)).toEqual(['jane', 'zoe']);
    expect(some?.summary).toMatchObject({ create: 0, update: 1, delete: 1, unchanged: 1 });
    expect(some?.cost.calls).toEqual({ UpdateUserIdentityInfo: 1, DeleteUser: 1 });
  });
});
