/** What is sent when, and what is said of it. */
import { describe, expect, test } from 'vitest';
import { makeManualClock } from '../support/manual-clock.ts';
import { type Answers, failed, script } from '../support/script.ts';
import { run, timed, work } from '../support/work.ts';

const created = {
  CreateUser: ({ Username }: { Username?: string | undefined }) => ({
    UserId: `id of ${Username}`,
    UserArn: `arn/${Username}`,
  }),
};
const well: Answers = {
  ...created,
  TagResource: {},
  UpdateUserIdentityInfo: {},
  UpdateUserRoutingProfile: {},
  DeleteUser: {},
};

/** Every call takes a second. */
async function onTheClock(some: Parameters<typeof run>[0], answers: Answers = well) {
  const clock = makeManualClock();
  const { send, log } = timed(clock, () => 1000, script(answers).send);
  return { ...(await run(some, send, { clock })), log };
}

describe('the order of calls', () => {
  test('changes that do not depend on each other go side by side', async () => {
    const { log } = await onTheClock([work('jane', ['rename']), work('omar', ['rename']), work('new', ['create'])]);
    expect([...log].sort()).toEqual([
      '0 CreateUser new',
      '0 UpdateUserIdentityInfo jane',
      '0 UpdateUserIdentityInfo omar',
    ]);
  });

  test('a change waits for those it depends on, and for no others', async () => {
    const first = work('first', ['create']);
    const slow = work('slow', ['create', 'tag']);
    const { log } = await onTheClock([work('jane', ['rename'], { after: [first] }), slow, first]);
    expect(log).toEqual([
      '0 CreateUser first',
      '0 CreateUser slow',
      '1000 UpdateUserIdentityInfo jane',
      '1000 TagResource slow',
    ]);
  });

  test('a chain goes one after the other, in whatever order it is listed', async () => {
    const a = work('a', ['create']);
    const b = work('b', ['create'], { after: [a] });
    const c = work('c', ['create'], { after: [b] });
    const { log, outcomes } = await onTheClock([c, a, b]);
    expect(log).toEqual(['0 CreateUser a', '1000 CreateUser b', '2000 CreateUser c']);
    expect(outcomes).toEqual(['complete', 'complete', 'complete']);
  });

  test('what two depend on is made once', async () => {
    const root = work('root', ['create']);
    const left = work('left', ['create'], { after: [root] });
    const right = work('right', ['create'], { after: [root] });
    const { log } = await onTheClock([work('top', ['create'], { after: [left, right] }), left, right, root]);
    expect(log).toEqual(['0 CreateUser root', '1000 CreateUser left', '1000 CreateUser right', '2000 CreateUser top']);
  });

  test('the calls of a create follow one another, with the id that the first one gives', async () => {
    const { log } = await onTheClock([work('new', ['create', 'tag', 'rename'])]);
    expect(log).toEqual(['0 CreateUser new', '1000 TagResource new', '2000 UpdateUserIdentityInfo id of new']);
  });

  test('those of an update go side by side', async () => {
    const { log } = await onTheClock([work('jane', ['rename', 'route', 'tag'])]);
    expect(log.map((line) => line.split(' ')[0])).toEqual(['0', '0', '0']);
  });

  test('a thousand calls of one API do not keep another waiting', async () => {
    const crowd = Array.from({ length: 100 }, (_, index) => work(`n${index}`, ['create']));
    const { log } = await onTheClock([...crowd, work('jane', ['rename'])]);
    expect(log).toContain('0 UpdateUserIdentityInfo jane');
    expect(log.filter((line) => line.startsWith('0 CreateUser'))).toHaveLength(8);
  });

  test('adoptions come when everything else is done', async () => {
    const adoption = work('jane', ['tag'], { adoption: true });
    const { log, outcomes } = await onTheClock([adoption, work('new', ['create', 'tag']), work('omar', ['rename'])]);
    expect(log.at(-1)).toBe('2000 TagResource jane');
    expect(outcomes).toEqual(['complete', 'complete', 'complete']);
  });

  test('adoptions come also when everything else has failed', async () => {
    const adoption = work('jane', ['tag'], { adoption: true });
    const { outcomes } = await onTheClock([adoption, work('omar', ['rename'])], {
      ...well,
      UpdateUserIdentityInfo: failed('refused'),
    });
    expect(outcomes).toEqual(['complete', 'errored']);
  });

  test('nothing to do is done', async () => expect((await onTheClock([])).results).toEqual([]));
});

describe('a result', () => {
  test('says what was made and how long it took, in the order of the work', async () => {
    const { results } = await onTheClock([work('jane', ['rename', 'route']), work('new', ['create', 'tag'])]);
    expect(results).toEqual([
      {
        ...{ address: { kind: 'user', key: 'jane' }, action: 'update', adoption: false, outcome: 'complete' },
        ...{ done: ['UpdateUserIdentityInfo', 'UpdateUserRoutingProfile'], failures: [], milliseconds: 1000 },
      },
      {
        ...{ address: { kind: 'user', key: 'new' }, action: 'create', adoption: false, outcome: 'complete' },
        ...{ done: ['CreateUser', 'TagResource'], failures: [], milliseconds: 2000 },
      },
    ]);
  });

  test('of a change in which one call fails says which, and what was made all the same', async () => {
    const failure = failed('refused', { message: 'Not that.', attempts: 3, requestId: 'r-1' });
    const { results } = await onTheClock([work('jane', ['rename', 'route', 'tag'])], {
      ...well,
      UpdateUserRoutingProfile: failure,
    });
    expect(results).toMatchObject([
      {
        outcome: 'errored',
        done: ['UpdateUserIdentityInfo', 'TagResource'],
        failures: [
          {
            ...{ call: 'UpdateUserRoutingProfile', error: 'InvalidParameterException', message: 'Not that.' },
            ...{ denied: false, attempts: 3, requestId: 'r-1' },
          },
        ],
      },
    ]);
  });

  test('of a create that fails at its first call has no second', async () => {
    const { results, log } = await onTheClock([work('new', ['create', 'tag'])], {
      ...well,
      CreateUser: failed('refused'),
    });
    expect(log).toEqual(['0 CreateUser new']);
    expect(results).toMatchObject([{ outcome: 'errored', done: [], failures: [{ call: 'CreateUser' }] }]);
  });

  test('of what depends on a failure is a skip that names it, and so on', async () => {
    const a = work('a', ['create']);
    const b = work('b', ['create'], { after: [a] });
    const c = work('c', ['create'], { after: [b] });
    const { results, log } = await onTheClock([a, b, c, work('jane', ['rename'])], {
      ...well,
      CreateUser: failed('refused'),
    });
    expect(log).toEqual(['0 CreateUser a', '0 UpdateUserIdentityInfo jane']);
    expect(results).toMatchObject([
      { outcome: 'errored' },
      { outcome: 'skipped', done: [], skipped: { type: 'depends', on: { key: 'a' } }, milliseconds: 0 },
      { outcome: 'skipped', skipped: { type: 'depends', on: { key: 'b' } } },
      { outcome: 'complete' },
    ]);
  });
});

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

  test('end each change once, also what failed and what was skipped', async () => {
    const a = work('a', ['create']);
    const { events } = await onTheClock([a, work('b', ['create'], { after: [a] })], { CreateUser: failed('refused') });
    const ended = events.flatMap((event) => (event.type === 'changeEnded' ? [event.result.address.key] : []));
    expect(ended).toEqual(['a', 'b']);
    expect(events.filter(({ type }) => type === 'changeStarted')).toHaveLength(1);
  });
});
