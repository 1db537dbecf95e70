import { describe, expect, test } from 'vitest';
import type { ChangeResult } from '../../src/reconciler/events.ts';
import { type AllFailing, delayAfter, failingAfter, leftAloneAt } from '../../src/watch/backoff.ts';
import { failure, result } from '../support/results.ts';

const minute = 60_000;

test('delays double up to their cap, and are at least half of that', () => {
  const delays = { base: 5000, cap: 300_000 };
  const most = [1, 2, 3, 6, 7, 8, 1000].map((failures) => delayAfter(failures, delays, () => 1));
  expect(most).toEqual([5000, 10_000, 20_000, 160_000, 300_000, 300_000, 300_000]);
  expect(delayAfter(3, delays, () => 0)).toBe(10_000);
});

const address = (key: string) => ({ kind: 'user', key });
const refused = (key: string, more = {}): ChangeResult =>
  result({ address: address(key), outcome: 'errored', done: [], failures: [failure(more)] });
const made = (key: string, done = ['UpdateUserIdentityInfo']): ChangeResult => result({ address: address(key), done });
const following = (...passes: readonly (readonly ChangeResult[])[]): AllFailing =>
  passes.reduce(
    (failing: AllFailing, results) =>
      failingAfter(failing, results, { now: 0, interval: 10 * minute, random: () => 1 }),
    new Map(),
  );

describe('a resource is left alone', () => {
  const alone = (failing: AllFailing, now = 0) =>
    leftAloneAt(failing, now).map((one) => `${one.address.key} ${one.until / minute}`);

  test('after its third failure in a row, for a time that doubles up to the interval', () => {
    const pass = [refused('jane'), made('omar')];
    expect(alone(following(pass, pass))).toEqual([]);
    expect(alone(following(pass, pass, pass))).toEqual(['jane 1']);
    expect(alone(following(pass, pass, pass, pass))).toEqual(['jane 2']);
    expect(alone(following(...Array<typeof pass>(12).fill(pass)))).toEqual(['jane 10']);
  });

  test('until its time', () => {
    const failing = following([refused('jane')], [refused('jane')], [refused('jane')]);
    expect(alone(failing, minute - 1)).toEqual(['jane 1']);
    expect(alone(failing, minute)).toEqual([]);
  });

  test('not where it was made in between; passes that do not try it change nothing', () => {
    const pass = [refused('jane')];
    expect(alone(following(pass, pass, [made('jane')], pass))).toEqual([]);
    expect(alone(following(pass, pass, [made('omar')], pass))).toEqual(['jane 1']);
  });

  test.each<[string, readonly ChangeResult[], boolean]>([
    ['Connect refuses this change', [refused('jane')], true],
    ['permission is missing', [refused('jane', { denied: true })], false],
    ['a call was given up that works for others', [refused('jane', { attempts: 5 }), made('omar')], true],
    [
      'a call was given up that works for nobody',
      [refused('jane', { attempts: 5 }), refused('omar', { attempts: 5 })],
      false,
    ],
    [
      'a call was given up and others made other calls',
      [refused('jane', { attempts: 5 }), made('omar', ['TagResource'])],
      false,
    ],
    [
      'Connect refuses the API as a whole',
      [
        refused('jane'),
        result({
          ...{ address: address('omar'), outcome: 'skipped', done: [] },
          skipped: { type: 'pointless', call: 'UpdateUserIdentityInfo', error: 'LimitExceededException' },
        }),
      ],
      false,
    ],
    ['it was skipped', [result({ address: address('jane'), outcome: 'skipped', done: [] })], false],
  ])('where %s', (_, pass, expected) => {
    expect(alone(following(pass, pass, pass)).some((one) => one.startsWith('jane'))).toBe(expected);
  });
});
