/** What is sent when, and what became of it. */
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

  test('an adoption that waits for another change goes with the others, when everything else is done', async () => {
    const first = work('new', ['create']);
    const waiting = work('jane', ['tag'], { adoption: true, after: [first] });
    const { log, outcomes } = await onTheClock([waiting, first, work('slow', ['create', 'tag'])]);
    expect(log).toEqual(['0 CreateUser new', '0 CreateUser slow', '1000 TagResource slow', '2000 TagResource jane']);
    expect(outcomes).toEqual(['complete', 'complete', 'complete']);
  });

  test('an adoption that cannot be made does not let the others go earlier', async () => {
    const first = work('new', ['create']);
    const adoptions = [
      work('jane', ['tag'], { adoption: true, after: [first] }),
      work('omar', ['tag'], { adoption: true }),
    ];
    const { log, outcomes } = await onTheClock([...adoptions, first, work('li', ['rename'])], {
      ...well,
      CreateUser: failed('refused'),
    });
    expect(log).toEqual(['0 CreateUser new', '0 UpdateUserIdentityInfo li', '1000 TagResource omar']);
    expect(outcomes).toEqual(['skipped', 'complete', 'errored', 'complete']);
  });

  test('nothing but adoptions go at once', async () => {
    const { log } = await onTheClock([work('jane', ['tag'], { adoption: true })]);
    expect(log).toEqual(['0 TagResource jane']);
  });

  test('a change that takes no call is made as soon as it is begun', async () => {
    const one = work('jane', ['rename']);
    const { results, events, log } = await onTheClock([{ ...one, operations: [], needs: [] }]);
    expect(log).toEqual([]);
    expect(results).toEqual([
      {
        ...{ address: { kind: 'user', key: 'jane' }, action: 'update', adoption: false, outcome: 'complete' },
        ...{ done: [], failures: [], milliseconds: 0 },
      },
    ]);
    expect(events).toEqual([{ type: 'changeEnded', result: results[0] }]);
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

  test('of a change that is not made whole says what is left, in order', async () => {
    const { results } = await onTheClock([work('new', ['create', 'tag', 'rename', 'route'])], {
      ...well,
      UpdateUserIdentityInfo: failed('refused'),
    });
    expect(results).toEqual([
      {
        ...{ address: { kind: 'user', key: 'new' }, action: 'create', adoption: false, outcome: 'errored' },
        ...{ done: ['CreateUser', 'TagResource'], left: ['UpdateUserIdentityInfo', 'UpdateUserRoutingProfile'] },
        failures: [
          {
            ...{ call: 'UpdateUserIdentityInfo', error: 'InvalidParameterException', message: 'It was refused.' },
            ...{ denied: false, attempts: 1, uncertain: false },
          },
        ],
        milliseconds: 3000,
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
