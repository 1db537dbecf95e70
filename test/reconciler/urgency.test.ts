/** What goes first, how soon, and that its price was told beforehand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRateLimiter, withRateLimit } from '../../src/connect/rate-limiter.ts';
import { makeRates, usableBurst } from '../../src/connect/rates.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { rules } from '../../src/kinds/registry.ts';
import { forecast, type PaceOf } from '../../src/plan/timing/schedule.ts';
import { toSteps } from '../../src/reconciler/sending/steps.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { type Answers, failed, script } from '../support/script.ts';
import { liveUsers, run, timed, type Work, work } from '../support/work.ts';

const well: Answers = {
  CreateUser: ({ Username }) => ({ UserId: `id of ${Username}`, UserArn: `arn/${Username}` }),
  ...{ TagResource: {}, UpdateUserIdentityInfo: {}, UpdateUserRoutingProfile: {}, DeleteUser: {} },
};
const rateOf = makeRates();
const pace: PaceOf = (call) => ({ perSecond: rateOf(call).perSecond, atOnce: usableBurst(rateOf(call)) });

/** Runs the work through the real rate limit and retry. `delay` is how long an answer takes, in milliseconds. */
async function limited(some: readonly Work[], { answers = well, delay = 0 } = {}) {
  const clock = makeManualClock();
  const { send, log } = timed(clock, () => delay, script(answers).send);
  const layered = withRetry(withRateLimit(send, makeRateLimiter(clock, rateOf)), clock, () => 1);
  const live = liveUsers('jane', ...some.map(({ change }) => change.address.key));
  const { results, events } = await run(some, layered, { clock, live, pace });
  return { results, events, log, seconds: clock.now() / 1000 };
}

const several = (count: number, make: (index: number) => Work) => Array.from({ length: count }, (_, at) => make(at));

describe('in the line of an API', () => {
  test('what others wait for goes first, whatever its place in the plan', async () => {
    const crowd = several(20, (index) => work(`n${index}`, ['create']));
    const urgent = work('urgent', ['create']);
    const { log } = await limited([...crowd, urgent, work('jane', ['rename'], { after: [urgent] })]);
    expect(log[0]).toBe('0 CreateUser urgent');
    expect(log).toContain('0 UpdateUserIdentityInfo jane');
  });

  test('a call that becomes ready later overtakes all but the one that has its turn', async () => {
    const crowd = several(40, (index) => work(`n${index}`, ['create']));
    const first = work('first', ['route']);
    const urgent = work('urgent', ['create'], { after: [first] });
    const last = work('last', ['create'], { after: [urgent] });
    const { log } = await limited([...crowd, first, urgent, last], { delay: 3000 });
    const sent = log.filter((line) => line.includes('CreateUser'));
    // Ready after three seconds; the next token but one is its own.
    expect(sent.findIndex((line) => line.endsWith('urgent'))).toBeLessThan(13);
    expect(Number(sent.find((line) => line.endsWith('urgent'))?.split(' ')[0])).toBeLessThanOrEqual(4000);
  });

  test('a failed call that is tried again does not hold up the others', async () => {
    const answers: Answers = { ...well, CreateUser: (_, nth) => (nth === 1 ? failed('transient') : {}) };
    const { results, seconds } = await limited(
      several(20, (index) => work(`n${index}`, ['create'])),
      { answers },
    );
    expect(results.every(({ outcome }) => outcome === 'complete')).toBe(true);
    expect(seconds).toBe(8.5);
  });
});

describe('what is said of a call', () => {
  test('is that it starts when it is sent, not when it gets in line', async () => {
    const clock = makeManualClock();
    const { send } = timed(clock, () => 0, script(well).send);
    const layered = withRateLimit(send, makeRateLimiter(clock, rateOf));
    const starts: number[] = [];
    const noting: typeof layered = (call, input, options) =>
      layered(call, input, {
        ...options,
        async before() {
          starts.push(clock.now());
          await options?.before?.();
        },
      });
    await run(
      several(6, (index) => work(`n${index}`, ['create'])),
      noting,
      { clock, pace },
    );
    expect(starts).toEqual([0, 0, 0, 0, 500, 1000]);
  });

  test('is one start and one end, however often it is tried', async () => {
    const answers: Answers = { ...well, CreateUser: (_, nth) => (nth < 4 ? failed('throttled') : {}) };
    const { events } = await limited([work('new', ['create'])], { answers });
    expect(events.map(({ type }) => type)).toEqual([
      ...['changeStarted', 'callStarted', 'callRetried', 'callRetried', 'callRetried', 'callEnded', 'changeEnded'],
    ]);
  });
});

describe('the price that was told', () => {
  const verbs = ['rename', 'route', 'tag'] as const;
  /** Creates, updates and deletions that wait for earlier ones, and adoptions. */
  const plans = fc
    .array(
      fc.record({
        sort: fc.constantFrom('create', 'update', 'remove', 'adopt'),
        aspects: fc.subarray([...verbs], { minLength: 1 }),
        after: fc.array(fc.nat(60), { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 60 },
    )
    .map((drafts) => {
      const made: Work[] = [];
      for (const [index, { sort, aspects, after }] of drafts.entries()) {
        const before = [...new Set(after.filter((one) => one < index))].flatMap((one) => made[one] ?? []);
        const some = before.filter(({ adoption }) => !adoption);
        const name = `u${index}`;
        if (sort === 'adopt') made.push(work(name, ['tag'], { adoption: true }));
        else if (sort === 'create') made.push(work(name, ['create'], { after: some }));
        else if (sort === 'remove') made.push(work(name, ['remove'], { after: some }));
        else made.push(work(name, aspects, { after: some }));
      }
      return made;
    });

  test('is the time it takes, within a hundredth', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (some) => {
        const told = forecast(toSteps(some, rules), pace);
        const { seconds } = await limited(some);
        expect(Math.abs(seconds - told)).toBeLessThanOrEqual(0.01 * told + 1e-6);
      }),
      { numRuns: 40 },
    );
  });
});

test('fifty thousand changes begin at once', async () => {
  const some = several(50_000, (index) => work(`n${index}`, ['create']));
  const stop = new AbortController();
  let sent = 0;
  const { results } = await run(
    some,
    async () => {
      sent += 1;
      stop.abort();
      return {};
    },
    { signal: stop.signal },
  );
  expect(sent).toBe(1);
  expect(results).toHaveLength(50_000);
});
