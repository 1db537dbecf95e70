import { describe, expect, test } from 'vitest';
import { CallError, type FailureClass, Interrupted } from '../../src/base/errors.ts';
import type { Retry, SendOptions } from '../../src/connect/port.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';

/** Sends one call through the layer against a script; what it came to, and everything on the way. */
async function attempt(
  answers: readonly (object | Error)[],
  { random = 0.5, ...options }: SendOptions & { random?: number } = {},
) {
  const clock = makeManualClock();
  const { send, sent } = script({ CreateUser: (_, nth) => answers[nth - 1] ?? answers.at(-1) ?? {} });
  const retries: Retry[] = [];
  const call = withRetry(send, clock, () => random)('CreateUser', input, {
    onRetry: (one) => retries.push(one),
    ...options,
  });
  const outcome = await clock.run(
    call.then(
      (output) => ({ output }),
      (error: unknown) => ({ error }),
    ),
  );
  const facts = 'error' in outcome && outcome.error instanceof CallError ? outcome.error.facts : undefined;
  return { ...outcome, facts, retries, attempts: sent.length, waited: clock.now(), sent };
}
/** Answers that take their time. */
async function slowly(failure: FailureClass, milliseconds: number): Promise<number> {
  const clock = makeManualClock();
  let attempts = 0;
  const send = withRetry(
    async () => {
      attempts += 1;
      await clock.sleep(milliseconds);
      throw failed(failure);
    },
    clock,
    () => 1,
  );
  await clock.run(send('CreateUser', input).catch(() => {}));
  return attempts;
}

const input = { Username: 'jane', SecurityProfileIds: [], RoutingProfileId: 'r' };
const answer = { UserId: 'u' };

describe('how often a call is tried', () => {
  test.each<readonly [FailureClass, number]>([
    ['throttled', 12],
    ['transient', 5],
    ['quota', 1],
    ['denied', 1],
    ['not-found', 1],
    ['duplicate', 1],
    ['refused', 1],
  ])('%s: %i times', async (failure, attempts) => {
    const outcome = await attempt([failed(failure)]);
    expect(outcome.attempts).toBe(attempts);
    expect(outcome.facts).toMatchObject({ failure, attempts });
    expect(outcome.retries).toHaveLength(attempts - 1);
  });

  test('once, where it succeeds', async () => {
    expect(await attempt([answer])).toMatchObject({ output: answer, attempts: 1, waited: 0, retries: [] });
  });

  test('until it succeeds, each time with the same input', async () => {
    const outcome = await attempt([failed('throttled'), failed('transient'), answer]);
    expect(outcome).toMatchObject({ output: answer, attempts: 3 });
    for (const { input: given } of outcome.sent) expect(given).toBe(input);
  });

  test('the last failure decides whether once more', async () => {
    const outcome = await attempt([failed('throttled'), failed('quota'), answer]);
    expect(outcome.facts).toMatchObject({ failure: 'quota', attempts: 2 });
  });

  test('a bug is not repeated, and passes through as it is', async () => {
    const bug = new TypeError('a bug');
    expect(await attempt([bug])).toMatchObject({ error: bug, attempts: 1 });
  });
});

describe('how long it is tried', () => {
  test('a failing call for two minutes from its first failure', async () => {
    expect(await slowly('transient', 50_000)).toBe(4);
  });
  test('a throttled call for ten', async () => {
    expect(await slowly('throttled', 100_000)).toBe(7);
  });
  test('but the first attempt may take what it takes', async () => {
    expect(await slowly('transient', 1_000_000)).toBe(2);
  });
});

describe('how long it waits', () => {
  const delays = async (failure: FailureClass, random: number) =>
    (await attempt([failed(failure)], { random })).retries.map(({ delay }) => delay);

  test('at most twice as long each time, up to a cap', async () => {
    expect(await delays('transient', 1)).toEqual([500, 1000, 2000, 4000]);
    expect(await delays('throttled', 1)).toEqual([
      ...[500, 1000, 2000, 4000, 8000, 16_000],
      ...[20_000, 20_000, 20_000, 20_000, 20_000],
    ]);
  });
  test('anything from nothing to that: full jitter', async () => {
    expect(await delays('transient', 0)).toEqual([0, 0, 0, 0]);
    expect(await delays('transient', 0.5)).toEqual([250, 500, 1000, 2000]);
  });
  test('for as long as it says', async () => {
    expect((await attempt([failed('throttled'), failed('throttled'), answer], { random: 1 })).waited).toBe(1500);
  });

  const retryAfter = (milliseconds: number) => failed('throttled', { retryAfter: milliseconds });
  test('not less than Connect asks for', async () => {
    expect((await attempt([retryAfter(3000), answer], { random: 1 })).waited).toBe(3000);
  });
  test('but longer, where its own turn takes longer', async () => {
    expect((await attempt([retryAfter(100), answer], { random: 1 })).waited).toBe(500);
  });
  test('and no more than a minute for whatever is asked', async () => {
    expect((await attempt([retryAfter(86_400_000), answer])).waited).toBe(60_000);
  });
});

test('each repetition is told: which attempt failed, with what, and how long until the next', async () => {
  const { retries } = await attempt([failed('throttled'), failed('transient'), answer], { random: 1 });
  expect(retries).toEqual([
    { attempt: 1, delay: 500, error: 'ThrottlingException' },
    { attempt: 2, delay: 1000, error: 'InternalServiceException' },
  ]);
});

describe('whether a call may have been made', () => {
  test('is remembered over attempts', async () => {
    const outcome = await attempt([failed('transient'), failed('throttled'), failed('duplicate')]);
    expect(outcome.facts).toMatchObject({ failure: 'duplicate', uncertain: true, attempts: 3 });
  });
  test('is not made up', async () => {
    const outcome = await attempt([failed('throttled'), failed('duplicate')]);
    expect(outcome.facts).toMatchObject({ failure: 'duplicate', uncertain: false });
  });
  test('is not carried over to another call', async () => {
    const clock = makeManualClock();
    const { send } = script({ CreateUser: [failed('transient'), {}, failed('duplicate')] });
    const retrying = withRetry(send, clock, () => 0);
    await clock.run(retrying('CreateUser', input));
    await expect(retrying('CreateUser', input)).rejects.toMatchObject({ facts: { uncertain: false } });
  });
});

describe('interrupted', () => {
  test('while it waits for the next attempt, it tells how the last one failed, at once', async () => {
    const stop = new AbortController();
    const clock = makeManualClock();
    const { send, sent } = script({ CreateUser: failed('transient') });
    const call = withRetry(send, clock, () => 1)('CreateUser', input, { signal: stop.signal });
    const settled = expect(call).rejects.toMatchObject({
      facts: { failure: 'transient', attempts: 1, uncertain: true },
    });
    await clock.advance(100);
    stop.abort(new Interrupted('SIGINT'));
    await settled;
    expect(sent).toHaveLength(1);
    expect(clock.now()).toBe(100);
  });

  test('while it waits to be repeated and nothing can have been made, it gives the reason', async () => {
    const stop = new AbortController();
    const clock = makeManualClock();
    const send = withRetry(script({ ListUsers: failed('throttled') }).send, clock, () => 1);
    clock.sleep(10).then(() => stop.abort(new Interrupted('SIGINT')));
    await expect(clock.run(send('ListUsers', {}, { signal: stop.signal }))).rejects.toBeInstanceOf(Interrupted);
  });

  test('while it waits for its turn again, it still says that it may have been made', async () => {
    const { send } = script({ ListUsers: [failed('transient'), new Interrupted('SIGINT')] });
    const clock = makeManualClock();
    const call = withRetry(send, clock, () => 0)('ListUsers', {});
    await expect(clock.run(call)).rejects.toMatchObject({
      facts: { failure: 'transient', uncertain: true, attempts: 1 },
    });
  });

  test('while it waits for its turn the first time, it gives the reason', async () => {
    expect(await attempt([new Interrupted('SIGINT')])).toMatchObject({ error: { name: 'Interrupted' }, attempts: 1 });
  });
});

test('what the SDK threw stays the cause', async () => {
  const cause = new Error('as thrown');
  const { error } = (await attempt([new CallError(failed('refused').facts, cause)])) as { error?: Error };
  expect(error?.cause).toBe(cause);
});
