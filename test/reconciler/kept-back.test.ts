/** The record and the lock stand before every attempt, retries too: the real layers on a manual clock. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LockLost, RecordLost } from '../../src/base/errors.ts';
import { makeRateLimiter, withRateLimit } from '../../src/connect/rate-limiter.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { hold } from '../../src/keep/lock.ts';
import { makeFileLock } from '../../src/keep/lock-files.ts';
import type { Gate } from '../../src/reconciler/gate.ts';
import type { Journal } from '../../src/reconciler/journal.ts';
import { folder } from '../support/binary.ts';
import { type ManualClock, makeManualClock } from '../support/manual-clock.ts';
import { actor, instanceId, noon } from '../support/recording.ts';
import { type Answers, failed, script } from '../support/script.ts';
import { run, work } from '../support/work.ts';

const rate = { perSecond: 2, burst: 5 };

/** What a change of `jane` comes to, with these answers, a journal and a gate. */
async function applied(
  clock: ManualClock,
  { answers, ...ports }: { readonly answers: Answers; readonly journal?: Journal; readonly gate?: Gate },
) {
  const connect = script(answers);
  const limited = withRateLimit(
    connect.send,
    makeRateLimiter(clock, () => rate),
  );
  const send = withRetry(limited, clock, () => 1);
  const { results, events } = await run([work('jane', ['rename'])], send, { clock, ...ports });
  return { result: results[0], events, sent: connect.sent.filter(({ call }) => call !== 'DescribeUser').length };
}

const rename = (...answers: readonly unknown[]): Answers => ({ UpdateUserIdentityInfo: answers }) as Answers;

test('A13: each attempt is on record before the lock is looked at, and both before it is sent', async () => {
  const clock = makeManualClock(noon);
  const log: string[] = [];
  const answer = (sent: string) => () => {
    log.push(sent);
    return sent === 'sent' ? {} : failed('throttled');
  };
  const { result } = await applied(clock, {
    answers: rename(answer('throttled'), answer('throttled'), answer('sent')),
    journal: { begin: async () => {}, attempt: async ({ number }) => void log.push(`record ${number}`) },
    gate: { pass: async () => void log.push('lock') },
  });
  expect(result?.outcome).toBe('complete');
  expect(log).toEqual([
    ...['record 1', 'lock', 'throttled'],
    ...['record 2', 'lock', 'throttled'],
    ...['record 3', 'lock', 'sent'],
  ]);
});

test('a call whose lock is lost is kept back, and nobody is told that it starts', async () => {
  const { result, events, sent } = await applied(makeManualClock(noon), {
    answers: rename({}),
    gate: { pass: async () => Promise.reject(new LockLost('It is gone.')) },
  });
  expect({ sent, result }).toMatchObject({ sent: 0, result: { outcome: 'skipped', done: [], failures: [] } });
  expect(events.map(({ type }) => type)).toEqual(['callEnded', 'changeEnded']);
});

test('a call that cannot be recorded is kept back', async () => {
  const { result, sent } = await applied(makeManualClock(noon), {
    answers: rename({}),
    journal: { begin: async () => {}, attempt: async () => Promise.reject(new RecordLost('The disk is full.')) },
  });
  expect({ sent, result }).toMatchObject({ sent: 0, result: { outcome: 'skipped' } });
});

test('where an attempt may have been made before the lock was lost, that is what is told', async () => {
  let attempts = 0;
  const { result, sent } = await applied(makeManualClock(noon), {
    answers: { ...rename(failed('transient', { uncertain: true }), {}), DescribeUser: failed('not-found') },
    gate: {
      async pass() {
        attempts += 1;
        if (attempts > 1) throw new LockLost('It is gone.');
      },
    },
  });
  expect({ sent, result }).toMatchObject({ sent: 1, result: { outcome: 'errored', failures: [{ uncertain: true }] } });
});

/** A lock of files on this clock, and the gate that looks at it. */
async function locked(clock: ManualClock) {
  const path = join(folder({}), 'lock');
  const lock = makeFileLock(path, { clock, stateOf: () => 'unknown' });
  const claim = (user: string) => ({ instance: { id: instanceId }, command: 'apply', by: { ...actor, user } });
  const signal = new AbortController().signal;
  const take = (user: string, lost: () => void = () => {}) =>
    hold(lock, claim(user), { clock, signal, timeout: 0, waiting: () => {}, lost });
  const got = await take('jane');
  if (got.type === 'held') throw new Error('It is held.');
  const gate: Gate = {
    async pass() {
      if (!(await got.held.check())) throw new LockLost('It is gone.');
    },
  };
  return { path, lock, take, gate };
}

test('a laptop that sleeps in a retry delay wakes up and sends nothing: another process has the lock', async () => {
  const clock = makeManualClock(noon);
  const { gate, take } = await locked(clock);
  const { now } = clock;
  const answers = rename(async () => {
    // Asleep from here on: the clock of the machine goes on, no timer of the process does.
    clock.now = () => now() + 600_000;
    expect(await take('omar')).toMatchObject({ type: 'acquired' });
    return failed('throttled');
  }, {});
  const { result, sent } = await applied(clock, { answers, gate });
  expect({ sent, outcome: result?.outcome }).toEqual({ sent: 1, outcome: 'skipped' });
});

test.each([
  [
    'is taken away',
    ({ lock }: Awaited<ReturnType<typeof locked>>) =>
      void lock.takeAway({ instance: { id: instanceId }, command: 'unlock', by: actor }),
  ],
  ['is deleted', ({ path }: Awaited<ReturnType<typeof locked>>) => rmSync(path, { recursive: true })],
])('a lock that %s in a retry delay of half a second is missed right after', async (_, lose) => {
  const clock = makeManualClock(noon);
  const one = await locked(clock);
  const answers = rename(() => {
    lose(one);
    return failed('throttled');
  }, {});
  const { result, sent } = await applied(clock, { answers, gate: one.gate });
  expect({ sent, outcome: result?.outcome }).toEqual({ sent: 1, outcome: 'skipped' });
});
