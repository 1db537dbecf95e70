/** A pass that is to stop: what is under way is awaited, and nothing else is sent. */
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { DeadlinePassed, Interrupted } from '../../src/base/errors.ts';
import type { Event } from '../../src/reconciler/events.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';
import { run, timed, work } from '../support/work.ts';

const several = (count: number) => Array.from({ length: count }, (_, index) => work(`n${index}`, ['create']));

describe('out of time', () => {
  test('nothing more is sent, and that is the reason told', async () => {
    const stop = new AbortController();
    const clock = makeManualClock();
    const { send } = timed(clock, () => 1000, script({ CreateUser: {} }).send);
    clock.sleep(500).then(() => stop.abort(new DeadlinePassed('over')));
    const { results } = await run(several(10), send, { clock, signal: stop.signal });
    expect(results.slice(0, 8).every(({ outcome }) => outcome === 'complete')).toBe(true);
    expect(results.slice(8).map(({ skipped }) => skipped)).toEqual(Array(2).fill({ type: 'deadline' }));
  });

  test('a call that waits to be tried again is skipped for that reason', async () => {
    const stop = new AbortController();
    const clock = makeManualClock();
    clock.sleep(700).then(() => stop.abort(new DeadlinePassed('over')));
    const answers = { CreateUser: { UserId: 'u', UserArn: 'a' }, TagResource: failed('not-found') };
    const { results } = await run([work('new', ['create', 'tag'])], script(answers).send, {
      ...{ clock, signal: stop.signal },
    });
    expect(results).toEqual([
      {
        ...{ address: { kind: 'user', key: 'new' }, action: 'create', adoption: false, outcome: 'skipped' },
        ...{ done: ['CreateUser'], left: ['TagResource'], failures: [], skipped: { type: 'deadline' } },
        milliseconds: 700,
      },
    ]);
  });

  test('a request that was given up may have been made', async () => {
    const error = failed('refused', { error: 'DeadlinePassed', uncertain: true });
    const { results } = await run(several(1), script({ CreateUser: error }).send);
    expect(results).toMatchObject([{ outcome: 'errored', failures: [{ error: 'DeadlinePassed', uncertain: true }] }]);
  });
});

describe('interrupted', () => {
  test('calls in flight are awaited and reported, the rest is skipped', async () => {
    const stop = new AbortController();
    const clock = makeManualClock();
    const { send, log } = timed(clock, () => 1000, script({ CreateUser: { UserId: 'u', UserArn: 'a' } }).send);
    clock.sleep(500).then(() => stop.abort(new Interrupted('SIGTERM')));
    const creates = several(10);
    const dependent = work('jane', ['rename'], { after: creates.slice(0, 1) });
    const adoption = work('li', ['tag'], { adoption: true });
    const { results, outcomes } = await run([...creates, dependent, adoption], send, { clock, signal: stop.signal });
    expect(log).toEqual(creates.slice(0, 8).map(({ change }) => `0 CreateUser ${change.address.key}`));
    expect(outcomes.slice(0, 8)).toEqual(Array(8).fill('complete'));
    expect(results.slice(8).map(({ skipped }) => skipped)).toEqual(Array(4).fill({ type: 'interrupted' }));
  });

  test('the rest is told as skipped at once, not when it would have had its turn', async () => {
    const stop = new AbortController();
    const clock = makeManualClock();
    const { send } = timed(clock, () => 1000, script({ CreateUser: { UserId: 'u', UserArn: 'a' } }).send);
    clock.sleep(500).then(() => stop.abort(new Interrupted('SIGTERM')));
    const told: string[] = [];
    const hear = (event: Event): void => {
      if (event.type === 'callEnded') told.push(`${clock.now()} ${event.outcome} ${event.address.key}`);
    };
    await run(several(10), send, { clock, signal: stop.signal, hear });
    expect(told).toEqual([
      ...['500 skipped n8', '500 skipped n9'],
      ...Array.from({ length: 8 }, (_, index) => `1000 done n${index}`),
    ]);
  });

  test('a listener that fails meanwhile is a bug that is thrown', async () => {
    const stop = new AbortController();
    const clock = makeManualClock();
    const { send } = timed(clock, () => 1000, script({ CreateUser: {} }).send);
    clock.sleep(500).then(() => stop.abort(new Interrupted('SIGTERM')));
    const hear = (event: Event): void => {
      if (event.type === 'callEnded' && event.outcome === 'skipped') throw new TypeError('a bug');
    };
    await expect(run(several(10), send, { clock, signal: stop.signal, hear })).rejects.toThrow('a bug');
    await clock.advance(60_000);
  });

  test('before it began, it sends nothing', async () => {
    const { send, sent } = script({});
    const signal = AbortSignal.abort(new Interrupted('SIGINT'));
    const { results, events } = await run(several(2), send, { signal });
    expect(sent).toEqual([]);
    expect(results).toMatchObject([{ skipped: { type: 'interrupted' } }, { skipped: { type: 'interrupted' } }]);
    expect(events.map(({ type }) => type).filter((type) => type !== 'callEnded')).toEqual([
      'changeEnded',
      'changeEnded',
    ]);
  });

  test('while a call waits for its turn, that call is skipped', async () => {
    const stop = new AbortController();
    const { send } = script({
      CreateUser: () => {
        stop.abort(new Interrupted('SIGINT'));
        return new Interrupted('SIGINT');
      },
    });
    const { results } = await run(several(1), send, { signal: stop.signal });
    expect(results).toMatchObject([{ outcome: 'skipped', skipped: { type: 'interrupted' }, failures: [] }]);
  });

  test('a call that fails meanwhile is a failure', async () => {
    const stop = new AbortController();
    const { send } = script({
      CreateUser: () => {
        stop.abort(new Interrupted('SIGINT'));
        return failed('transient');
      },
    });
    const { results } = await run(several(1), send, { signal: stop.signal });
    expect(results).toMatchObject([{ outcome: 'errored', failures: [{ error: 'InternalServiceException' }] }]);
  });

  test('in the middle of a create, what was made is told', async () => {
    const stop = new AbortController();
    const { send, calls } = script({
      CreateUser: () => {
        stop.abort(new Interrupted('SIGINT'));
        return { UserId: 'u', UserArn: 'a' };
      },
    });
    const { results } = await run([work('new', ['create', 'tag'])], send, { signal: stop.signal });
    expect(calls()).toEqual(['CreateUser']);
    expect(results).toMatchObject([{ outcome: 'skipped', done: ['CreateUser'], skipped: { type: 'interrupted' } }]);
  });
});

describe('nothing listens to the signal any more', () => {
  test.each([
    ['when everything is sent', {}],
    ['after a bug', new TypeError('a bug')],
  ])('%s', async (_, answer) => {
    const { signal } = new AbortController();
    await run(several(2), script({ CreateUser: answer }).send, { signal }).catch(() => {});
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
