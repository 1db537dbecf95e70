/** Failures that say more than their own call, and failures that are none. */
import { describe, expect, test } from 'vitest';
import { CallError, Interrupted } from '../../src/base/errors.ts';
import { SecretOf } from '../../src/kinds/operation.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { type Answers, failed, script } from '../support/script.ts';
import { run, timed, work } from '../support/work.ts';

const several = (count: number) => Array.from({ length: count }, (_, index) => work(`n${index}`, ['create']));

describe.each(['quota', 'denied'] as const)('a call that fails with %s', (failure) => {
  test('makes the rest of its API pointless, but for what is under way', async () => {
    const { send, sent } = script({ CreateUser: failed(failure) });
    const { results } = await run(several(30), send);
    expect(sent.length).toBeLessThanOrEqual(8);
    expect(results.filter(({ outcome }) => outcome === 'errored')).toHaveLength(sent.length);
    const skipped = results.filter(({ outcome }) => outcome === 'skipped');
    expect(skipped).toHaveLength(30 - sent.length);
    for (const { skipped: why } of skipped)
      expect(why).toEqual({
        type: 'pointless',
        call: 'CreateUser',
        error: failed(failure).facts.error,
        obstacle: failure === 'denied' ? 'permission' : failure,
      });
  });

  test('is counted off with those that will not be sent', async () => {
    const { events } = await run(several(30), script({ CreateUser: failed(failure) }).send);
    expect(events.filter(({ type }) => type === 'callEnded')).toHaveLength(30);
  });

  test('leaves other APIs alone', async () => {
    const { send } = script({ CreateUser: failed(failure), UpdateUserIdentityInfo: {} });
    const { outcomes } = await run([...several(1), work('jane', ['rename'])], send);
    expect(outcomes).toEqual(['errored', 'complete']);
  });

  test('does not hide what the same change could do', async () => {
    const { send } = script({ UpdateUserIdentityInfo: failed(failure), UpdateUserRoutingProfile: {} });
    const rename = Array.from({ length: 20 }, (_, at) => work(`u${at}`, ['rename', 'route']));
    const live = new Map(rename.map(({ change: { address } }) => [`user/${address.key}`, { ...stub, address }]));
    const { results } = await run(rename, send, { live });
    expect(results.at(-1)).toMatchObject({ outcome: 'skipped', done: ['UpdateUserRoutingProfile'] });
  });

  test('is told from others', async () => {
    const { results } = await run(several(1), script({ CreateUser: failed(failure) }).send);
    expect(results[0]?.failures[0]?.denied).toBe(failure === 'denied');
  });
});

test('a denial after a success is about one resource, not about the API', async () => {
  const { send, sent } = script({ CreateUser: (_, nth) => (nth === 5 ? failed('denied') : {}) });
  const { outcomes } = await run(several(30), send);
  expect(sent).toHaveLength(30);
  expect(outcomes.filter((outcome) => outcome === 'errored')).toHaveLength(1);
});

test('a quota that is full after a success is full for all', async () => {
  const { send, sent } = script({ CreateUser: (_, nth) => (nth === 5 ? failed('quota') : {}) });
  const { results } = await run(several(30), send);
  expect(sent.length).toBeLessThanOrEqual(13);
  const error = 'LimitExceededException';
  expect(results.at(-1)?.skipped).toEqual({ type: 'pointless', call: 'CreateUser', error, obstacle: 'quota' });
});

test('a call that may have been made says so', async () => {
  const lost = failed('transient', { uncertain: true });
  const { results } = await run(several(1), script({ CreateUser: lost, ListUsers: lost }).send);
  expect(results[0]?.failures[0]?.uncertain).toBe(true);
});

const stub = { id: 'i', arn: 'a', attributes: {}, carried: {} };

test.each(['refused', 'throttled', 'transient', 'duplicate', 'not-found', 'in-use'] as const)(
  'a call that is %s is a matter of its own',
  async (failure) => {
    const { send, calls } = script({ CreateUser: failed(failure), ListUsers: failed('refused') });
    await run(several(20), send);
    expect(calls().filter((call) => call === 'CreateUser')).toHaveLength(20);
  },
);

describe('what is to go and is not there', () => {
  test('is gone', async () => {
    const { results } = await run([work('jane', ['remove'])], script({ DeleteUser: failed('not-found') }).send);
    expect(results).toMatchObject([{ outcome: 'complete', done: ['DeleteUser'], failures: [] }]);
  });
  test('is not gone where Connect refuses to let it go', async () => {
    const { outcomes } = await run([work('jane', ['remove'])], script({ DeleteUser: failed('refused') }).send);
    expect(outcomes).toEqual(['errored']);
  });
  test('cannot be changed, though', async () => {
    const { outcomes } = await run(
      [work('jane', ['rename'])],
      script({ UpdateUserIdentityInfo: failed('not-found') }).send,
    );
    expect(outcomes).toEqual(['errored']);
  });
});

describe('what this pass has made and Connect does not know everywhere yet', () => {
  const answers = (times: number): Answers => ({
    CreateUser: { UserId: 'u', UserArn: 'a' },
    TagResource: (_, nth) => (nth <= times ? failed('not-found') : {}),
  });

  test('is waited for', async () => {
    const clock = makeManualClock();
    const { send, calls } = script(answers(3));
    const { outcomes, events } = await run([work('new', ['create', 'tag'])], send, { clock });
    expect(outcomes).toEqual(['complete']);
    expect(calls()).toEqual(['CreateUser', ...Array(4).fill('TagResource')]);
    expect(clock.now()).toBe(500 + 1000 + 2000);
    const told = events.flatMap((event) => (event.type === 'callRetried' ? [event.error] : []));
    expect(told).toEqual(Array(3).fill('ResourceNotFoundException'));
    expect(events.filter(({ type }) => type === 'callStarted')).toHaveLength(2);
  });

  test('but not for ever', async () => {
    const clock = makeManualClock();
    const { results } = await run([work('new', ['create', 'tag'])], script(answers(99)).send, { clock });
    expect(results).toMatchObject([{ done: ['CreateUser'], failures: [{ error: 'ResourceNotFoundException' }] }]);
    expect(clock.now()).toBe(31_500);
  });

  test('and nothing else is', async () => {
    const clock = makeManualClock();
    const { send, calls } = script({ TagResource: failed('not-found') });
    await run([work('jane', ['tag'])], send, { clock });
    expect(calls()).toEqual(['TagResource']);
    expect(clock.now()).toBe(0);
  });

  test('interrupted meanwhile, the call is skipped', async () => {
    const stop = new AbortController();
    const clock = makeManualClock();
    clock.sleep(700).then(() => stop.abort(new Interrupted('SIGINT')));
    const { results } = await run([work('new', ['create', 'tag'])], script(answers(99)).send, {
      ...{ clock, signal: stop.signal },
    });
    expect(results).toMatchObject([{ outcome: 'skipped', done: ['CreateUser'], skipped: { type: 'interrupted' } }]);
    expect(clock.now()).toBe(700);
  });
});

describe('one failure', () => {
  test('stops what waits for it, however far away, and nothing else', async () => {
    const root = work('root', ['create']);
    const near = work('near', ['create'], { after: [root] });
    const far = work('far', ['create'], { after: [near] });
    const other = work('jane', ['rename', 'route'], { after: [] });
    const { send, sent } = script({
      ...{ CreateUser: failed('refused'), UpdateUserIdentityInfo: {}, UpdateUserRoutingProfile: {} },
    });
    const { results } = await run([far, near, root, other], send);
    expect(sent).toHaveLength(3);
    expect(results.map(({ outcome, skipped }) => [outcome, skipped?.type === 'depends' && skipped.on.key])).toEqual([
      ['skipped', 'near'],
      ['skipped', 'root'],
      ['errored', false],
      ['complete', false],
    ]);
  });

  test('after a bug, nothing more is sent', async () => {
    const clock = makeManualClock();
    const { send, log } = timed(clock, () => 1000, script({ CreateUser: new TypeError('a bug') }).send);
    await expect(run(several(30), send, { clock })).rejects.toThrow('a bug');
    await clock.advance(60_000);
    expect(log).toHaveLength(8);
  });
});

test('a bug is thrown, not reported as a failed call', async () => {
  await expect(run(several(1), script({ CreateUser: new TypeError('a bug') }).send)).rejects.toThrow('a bug');
});

test('every class of failure is a result', async () => {
  const classes = ['throttled', 'transient', 'quota', 'denied', 'not-found', 'duplicate', 'in-use', 'refused'] as const;
  for (const failure of classes) {
    const error = failed(failure);
    expect(error).toBeInstanceOf(CallError);
    const { outcomes } = await run(
      [work('jane', ['rename'])],
      script({ UpdateUserIdentityInfo: error, DescribeUser: error }).send,
    );
    expect(outcomes).toEqual(['errored']);
  }
});

test('credentials that end make every call pointless, of whatever API', async () => {
  const clock = makeManualClock();
  const { send, sent } = script({
    async CreateUser(_: unknown, nth: number) {
      if (nth === 2) return failed('credentials');
      await clock.sleep(500);
      return {};
    },
  } as Answers);
  const first = several(2);
  const later = ['jane', 'omar', 'li'].map((key) => work(key, ['rename'], { after: first.slice(0, 1) }));
  const { results } = await run([...first, ...later], send, { clock });
  const reason = { type: 'pointless', call: 'CreateUser', error: 'ExpiredTokenException', obstacle: 'credentials' };
  expect(results).toMatchObject([
    { outcome: 'complete' },
    { failures: [{ error: 'ExpiredTokenException', denied: true, obstacle: 'credentials' }] },
    ...later.map(() => ({ outcome: 'skipped', skipped: reason })),
  ]);
  expect(sent).toHaveLength(2);
});

test('a secret that comes back as the name of an error or the id of a request is not told', async () => {
  const secrets = { env: () => undefined, generate: () => 'Generated1' };
  const error = new CallError({
    ...failed('refused').facts,
    error: 'Generated1',
    requestId: 'x-GENERATED-y',
    message: 'No.',
  });
  const one = work('new', ['create']);
  const withPassword = {
    ...one,
    operations: one.operations.map((operation) => ({
      ...operation,
      input: { ...operation.input, Password: new SecretOf({ generate: true }) },
    })),
  } as typeof one;
  const { results } = await run([withPassword], script({ CreateUser: error }).send, { secrets });
  expect(results[0]?.failures).toMatchObject([{ error: '(sensitive)', requestId: 'x-(sensitive)-y' }]);
});

describe('the reason that a change is told with', () => {
  test('is none where its own call failed: what waited for that is told by it', async () => {
    const { results } = await run([work('new', ['create', 'tag'])], script({ CreateUser: failed('refused') }).send);
    expect(results).toMatchObject([{ outcome: 'errored', failures: [{ call: 'CreateUser' }] }]);
    expect(results[0]).not.toHaveProperty('skipped');
  });
  test('is the other change, for all of its calls', async () => {
    const first = work('near', ['create']);
    const after = work('new', ['create', 'tag'], { after: [first] });
    const { results } = await run([first, after], script({ CreateUser: failed('refused') }).send);
    expect(results[1]).toMatchObject({
      outcome: 'skipped',
      failures: [],
      skipped: { type: 'depends', on: { key: 'near' } },
    });
  });
});
