/** What is told while calls are sent. */
import { describe, expect, test } from 'vitest';
import { makeManualClock } from '../support/manual-clock.ts';
import { type Answers, failed, script } from '../support/script.ts';
import { run, timed, work } from '../support/work.ts';

const well: Answers = { CreateUser: {}, UpdateUserIdentityInfo: {}, UpdateUserRoutingProfile: {} };

/** Every call takes a second. */
async function onTheClock(some: Parameters<typeof run>[0], answers: Answers = well) {
  const clock = makeManualClock();
  const { send } = timed(clock, () => 1000, script(answers).send);
  return run(some, send, { clock });
}

describe('events', () => {
  test('tell the start, each call and the end of a change', async () => {
    const { events, results } = await onTheClock([work('jane', ['rename', 'route'])]);
    const address = { kind: 'user', key: 'jane' };
    expect(events).toEqual([
      { type: 'changeStarted', address, action: 'update' },
      { type: 'callStarted', address, call: 'UpdateUserIdentityInfo' },
      { type: 'callStarted', address, call: 'UpdateUserRoutingProfile' },
      { type: 'callEnded', address, call: 'UpdateUserIdentityInfo', outcome: 'done' },
      { type: 'callEnded', address, call: 'UpdateUserRoutingProfile', outcome: 'done' },
      { type: 'changeEnded', result: results[0] },
    ]);
  });

  test('tell each retry, and of which resource', async () => {
    const retry = { attempt: 1, delay: 500, error: 'ThrottlingException' };
    const { events } = await onTheClock([work('jane', ['rename'])], {
      ...well,
      UpdateUserIdentityInfo: (_, __, { onRetry }) => {
        onRetry?.(retry);
        return {};
      },
    });
    expect(events).toContainEqual({
      ...{ type: 'callRetried', address: { kind: 'user', key: 'jane' }, call: 'UpdateUserIdentityInfo' },
      ...retry,
    });
  });

  test('tell of a call that failed why it did', async () => {
    const { events, results } = await onTheClock([work('jane', ['rename'])], {
      ...well,
      UpdateUserIdentityInfo: failed('refused'),
    });
    const address = { kind: 'user', key: 'jane' };
    const call = 'UpdateUserIdentityInfo';
    expect(events).toEqual([
      { type: 'changeStarted', address, action: 'update' },
      { type: 'callStarted', address, call },
      { type: 'callEnded', address, call, outcome: 'failed', failure: results[0]?.failures[0] },
      { type: 'changeEnded', result: results[0] },
    ]);
  });

  test('end a change once, of however many failures it depends', async () => {
    const before = [work('a', ['create']), work('b', ['create'])];
    const { events, outcomes } = await onTheClock(
      [...before, work('c', ['create'], { after: before }), work('jane', ['rename'])],
      {
        ...well,
        CreateUser: failed('refused'),
      },
    );
    expect(outcomes).toEqual(['errored', 'errored', 'skipped', 'complete']);
    const ended = events.flatMap((event) => (event.type === 'callEnded' ? [event.address.key] : []));
    expect(ended).toEqual(['a', 'b', 'c', 'jane'].sort((x, y) => ended.indexOf(x) - ended.indexOf(y)));
  });

  test('end each change once, also what failed and what was skipped', async () => {
    const a = work('a', ['create']);
    const { events } = await onTheClock([a, work('b', ['create'], { after: [a] })], { CreateUser: failed('refused') });
    const ended = events.flatMap((event) => (event.type === 'changeEnded' ? [event.result.address.key] : []));
    expect(ended).toEqual(['a', 'b']);
    expect(events.filter(({ type }) => type === 'changeStarted')).toHaveLength(1);
  });
});
