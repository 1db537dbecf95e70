/** What becomes of a call by the look before it: not sent, sent later, or sent by another look. */
import { describe, expect, test } from 'vitest';
import { Interrupted } from '../../src/base/errors.ts';
import type { Send } from '../../src/connect/port.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { lookedAt, looking } from '../support/looking.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';
import { liveUser } from '../support/users.ts';
import { run, work } from '../support/work.ts';

const answers = {
  DescribeUser: { User: {} },
  UpdateUserIdentityInfo: {},
  UpdateUserRoutingProfile: {},
  TagResource: {},
  DeleteUser: {},
};

describe('a change that a look forbids', () => {
  const address = { kind: 'user', key: 'jane' };
  const objecting = (key: string) => (change: { readonly address: { readonly key: string } }) =>
    change.address.key === key ? 'it is protected by now' : undefined;

  test('is not made, with the reason, and the others are', async () => {
    const { send, calls } = script(answers);
    const people = ['jane', 'omar'].map((key) => looking(key, ['rename']));
    const { results, events } = await run(people, send, { objection: objecting('jane') });
    expect(results).toEqual([
      {
        ...{ address, action: 'update', adoption: false, outcome: 'skipped', done: [], failures: [], milliseconds: 0 },
        ...{ left: ['UpdateUserIdentityInfo'], skipped: { type: 'overtaken', why: 'it is protected by now' } },
      },
      {
        ...{ address: { kind: 'user', key: 'omar' }, action: 'update', adoption: false, outcome: 'complete' },
        ...{ done: ['UpdateUserIdentityInfo'], failures: [], milliseconds: 0 },
      },
    ]);
    expect(events.filter((event) => 'address' in event && event.address.key === 'jane')).toEqual([
      { type: 'callEnded', address, call: 'UpdateUserIdentityInfo', outcome: 'skipped' },
    ]);
    expect(calls()).toEqual(['DescribeUser', 'DescribeUser', 'UpdateUserIdentityInfo']);
  });

  test('is not made where it would take other calls by now', async () => {
    const { send, calls } = script(answers);
    const one = lookedAt(work('jane', ['rename']), {}, { operations: () => ({ together: [] }) });
    const { results } = await run([one], send);
    const why = 'it has changed since the plan was made';
    expect(results).toMatchObject([{ outcome: 'skipped', skipped: { type: 'overtaken', why } }]);
    expect(calls()).toEqual(['DescribeUser']);
  });
});

describe('a look in vain', () => {
  const lost = failed('transient', { call: 'DescribeUser', message: 'No answer.', attempts: 5, requestId: 'r-1' });
  const failure = {
    ...{ call: 'DescribeUser', error: 'InternalServiceException', message: 'No answer.', denied: false },
    ...{ attempts: 5, uncertain: false, requestId: 'r-1' },
  };

  test('is told of the first of its calls, and the others wait for that one', async () => {
    const { results, events } = await run(
      [looking('jane', ['rename', 'route'])],
      script({ ...answers, DescribeUser: lost }).send,
    );
    const address = { kind: 'user', key: 'jane' };
    expect(results).toEqual([
      {
        ...{ address, action: 'update', adoption: false, outcome: 'errored', done: [], failures: [failure] },
        ...{ left: ['UpdateUserIdentityInfo', 'UpdateUserRoutingProfile'], milliseconds: 0 },
      },
    ]);
    expect(events).toEqual([
      { type: 'callEnded', address, call: 'UpdateUserIdentityInfo', outcome: 'failed', failure },
      { type: 'callEnded', address, call: 'UpdateUserRoutingProfile', outcome: 'skipped' },
      { type: 'changeEnded', result: results[0] },
    ]);
  });

  test('since the pass is to stop is no failure', async () => {
    const stop = new AbortController();
    const DescribeUser = () => {
      stop.abort(new Interrupted('SIGINT'));
      return new Interrupted('SIGINT');
    };
    const { send, calls } = script({ ...answers, DescribeUser });
    const { results } = await run([looking('jane', ['rename'])], send, { signal: stop.signal });
    expect(results).toMatchObject([{ outcome: 'skipped', failures: [], skipped: { type: 'interrupted' } }]);
    expect(calls()).toEqual(['DescribeUser']);
  });

  test('because of a bug is thrown', async () => {
    const { send } = script({ ...answers, DescribeUser: new TypeError('a bug') });
    await expect(run([looking('jane', ['rename'])], send)).rejects.toThrow('a bug');
  });
});

test('a denial of the call after the look makes the same call of the others pointless', async () => {
  const { send, calls } = script({ ...answers, UpdateUserIdentityInfo: failed('denied') });
  const people = Array.from({ length: 30 }, (_, index) => `u${index}`);
  const live = new Map(people.map((key) => [`user/${key}`, liveUser(key, {})]));
  const { results } = await run(
    people.map((key) => looking(key, ['rename'])),
    send,
    { live },
  );
  expect(results[0]).toMatchObject({
    outcome: 'errored',
    failures: [{ call: 'UpdateUserIdentityInfo', denied: true }],
  });
  const reason = { type: 'pointless', call: 'UpdateUserIdentityInfo', error: 'AccessDeniedException' };
  expect(results.at(-1)?.skipped).toEqual({ ...reason, obstacle: 'permission' });
  expect(calls().filter((call) => call === 'UpdateUserIdentityInfo').length).toBeLessThanOrEqual(8);
});

describe('a call whose turn does not come in time', () => {
  /** A line in which each turn of a call comes `late` milliseconds after it was asked for. */
  function inLine(late: number, scripted: Send) {
    const clock = makeManualClock();
    const send: Send = async (call, input, options) => {
      if (call !== 'DescribeUser') await clock.sleep(late);
      return scripted(call, input, options);
    };
    return { clock, send };
  }

  test.each([
    ['goes by the look that it has, up to ten seconds after it', 10_000, 1],
    ['looks again after more than ten seconds, sixty times, and then goes all the same', 10_001, 60],
  ])('%s', async (_, late, looks) => {
    const { send: scripted, calls } = script(answers);
    const { clock, send } = inLine(late, scripted);
    const { outcomes } = await run([looking('jane', ['remove'])], send, { clock });
    expect(outcomes).toEqual(['complete']);
    expect(calls()).toEqual([...Array(looks).fill('DescribeUser'), 'DeleteUser']);
    expect(clock.now()).toBe(late * looks);
  });

  test('is sent once more by another look where an attempt before it may have been made', async () => {
    const clock = makeManualClock();
    const DeleteUser = [failed('transient', { retryAfter: 11_000 }), {}];
    const { send: scripted, calls } = script({ ...answers, DeleteUser });
    const one = lookedAt(work('jane', ['remove']), {}, { settle: async () => undefined });
    const send = withRetry(scripted, clock, () => 1);
    const { results } = await run([one], send, { clock });
    expect(results).toMatchObject([{ outcome: 'complete', done: ['DeleteUser'], failures: [] }]);
    expect(calls()).toEqual(['DescribeUser', 'DeleteUser', 'DescribeUser', 'DeleteUser']);
  });

  test('is not tried once more where it failed before it was sent', async () => {
    const { send: scripted, calls } = script(answers);
    let tried = 0;
    const send: Send = async (call, ...more) => {
      if (call === 'DescribeUser') return scripted(call, ...more);
      tried += 1;
      throw failed('credentials');
    };
    const { outcomes } = await run([looking('jane', ['remove'])], send);
    expect({ outcomes, tried, calls: calls() }).toEqual({ outcomes: ['errored'], tried: 1, calls: ['DescribeUser'] });
  });

  test('is not sent once more where it failed by a look that was new enough', async () => {
    const { send, calls } = script({ ...answers, DeleteUser: failed('refused') });
    const { outcomes } = await run([looking('jane', ['remove'])], send);
    expect(outcomes).toEqual(['errored']);
    expect(calls()).toEqual(['DescribeUser', 'DeleteUser']);
  });
});

test('a bug in a call that was looked at before is thrown', async () => {
  const { send } = script({ ...answers, DeleteUser: new TypeError('a bug') });
  await expect(run([looking('jane', ['remove'])], send)).rejects.toThrow('a bug');
});

test('the looks of the next calls are made while these are still in line', async () => {
  const clock = makeManualClock();
  const { send: scripted } = script(answers);
  const log: string[] = [];
  let turn = 0;
  const send: Send = async (call, input, options) => {
    const { UserId = '' } = input as { readonly UserId?: string };
    if (call !== 'DescribeUser') {
      turn += 1000;
      await clock.sleep(turn - clock.now());
    }
    log.push(`${clock.now()} ${call} ${UserId.replace(/.*\//, '')}`);
    return scripted(call, input, options);
  };
  const people = ['jane', 'omar', 'li', 'zoe'];
  const live = new Map(people.map((key) => [`user/${key}`, liveUser(key, {})]));
  await run(
    people.map((key) => looking(key, ['remove'])),
    send,
    { clock, live },
  );
  expect(log).toEqual([
    '0 DescribeUser jane',
    '0 DescribeUser omar',
    '0 DescribeUser li',
    '1000 DeleteUser jane',
    '1000 DescribeUser zoe',
    '2000 DeleteUser omar',
    '3000 DeleteUser li',
    '4000 DeleteUser zoe',
  ]);
});

test('after a bug no more looks are made', async () => {
  const { send, calls } = script({ ...answers, DeleteUser: new TypeError('a bug') });
  const clock = makeManualClock();
  const people = Array.from({ length: 30 }, (_, index) => `u${index}`);
  const live = new Map(people.map((key) => [`user/${key}`, liveUser(key, {})]));
  const passing = run(
    people.map((key) => looking(key, ['remove'])),
    send,
    { clock, live },
  );
  await expect(passing).rejects.toThrow('a bug');
  await clock.advance(60_000);
  expect(calls().filter((call) => call === 'DescribeUser').length).toBeLessThanOrEqual(12);
});
