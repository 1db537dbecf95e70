/** What an answer other than success means for one operation, where that says so itself. */
import { describe, expect, test } from 'vitest';
import { Interrupted } from '../../src/base/errors.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';
import { run, type Work, work } from '../support/work.ts';

describe('what an operation says itself of an answer', () => {
  const asking = (key: string, verb: 'remove' | 'rename' | 'create', more: object): Work => {
    const one = work(key, [verb]);
    return { ...one, operations: one.operations.map((operation) => ({ ...operation, ...more })) };
  };

  test('"not found" is a failure of a deletion that does not say that it is done', async () => {
    const removal = asking('jane', 'remove', { onNotFound: undefined });
    const { outcomes } = await run([removal], script({ DeleteUser: failed('not-found') }).send);
    expect(outcomes).toEqual(['errored']);
  });

  test('a quota of this resource alone leaves the others their calls', async () => {
    const { send, calls } = script({ CreateUser: failed('quota') });
    const { outcomes } = await run(
      Array.from({ length: 20 }, (_, at) => asking(`u${at}`, 'create', { onQuota: 'only-here' })),
      send,
    );
    expect(calls()).toHaveLength(20);
    expect(new Set(outcomes)).toEqual(new Set(['errored']));
  });

  test('"in use" is tried again until it is free', async () => {
    const clock = makeManualClock();
    const { send, calls } = script({ DeleteUser: (_, nth) => (nth <= 6 ? failed('in-use') : {}) });
    const { outcomes, events } = await run([asking('jane', 'remove', { onInUse: 'wait' })], send, { clock });
    expect(outcomes).toEqual(['complete']);
    expect(calls()).toHaveLength(7);
    expect(clock.now()).toBe(60_000);
    expect(events.filter(({ type }) => type === 'callRetried')).toHaveLength(6);
  });

  test('… for five minutes, and then told', async () => {
    const clock = makeManualClock();
    const { send } = script({ DeleteUser: failed('in-use') });
    const { results } = await run([asking('jane', 'remove', { onInUse: 'wait' })], send, { clock });
    expect(results).toMatchObject([{ outcome: 'errored', failures: [{ error: 'ResourceInUseException' }] }]);
    expect(clock.now()).toBe(300_000);
  });

  test('… and not at all where the operation does not ask for it', async () => {
    const { send, calls } = script({ DeleteUser: failed('in-use') });
    const { outcomes } = await run([work('jane', ['remove'])], send);
    expect({ outcomes, calls: calls() }).toEqual({ outcomes: ['errored'], calls: ['DeleteUser'] });
  });

  test('… nor once the pass is to stop', async () => {
    const { signal, abort } = stopping();
    const clock = makeManualClock();
    const { send, calls } = script({
      DeleteUser() {
        abort();
        return failed('in-use');
      },
    });
    const { results } = await run([asking('jane', 'remove', { onInUse: 'wait' })], send, { clock, signal });
    expect(results).toMatchObject([{ outcome: 'skipped', skipped: { type: 'interrupted' } }]);
    expect(calls()).toEqual(['DeleteUser']);
  });
});

function stopping() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Interrupted('SIGINT')) };
}
