/** Whether a call that failed was made all the same: its kind looks, where nothing else tells. */
import { describe, expect, test } from 'vitest';
import { type CallFacts, type FailureClass, Interrupted } from '../../src/base/errors.ts';
import type { ManagedKind, SentCall } from '../../src/kinds/kind.ts';
import type { Identity } from '../../src/kinds/operation.ts';
import { user } from '../../src/kinds/user/index.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';
import { run, work } from '../support/work.ts';

type Settled = Identity | 'done' | undefined;

/** The kind of users, which says this of a call whose answer was lost, and what it was asked. */
function settling(settled: Settled | Error) {
  const asked: SentCall[] = [];
  const settle = async (sent: SentCall): Promise<Settled> => {
    asked.push(sent);
    if (settled instanceof Error) throw settled;
    return settled;
  };
  return { asked, kind: { ...user, settle } };
}

describe('a call that ends as', () => {
  type Row = readonly [string, FailureClass, Partial<CallFacts>, 'settled' | 'failed'];
  const lost = { uncertain: true };
  const sure = { uncertain: false };
  const rows: readonly Row[] = [
    ['a name that is taken, after an answer was lost, is looked into', 'duplicate', lost, 'settled'],
    ['a name that is taken, where every answer came, is not', 'duplicate', sure, 'failed'],
    ['a last answer that was lost is looked into', 'transient', lost, 'settled'],
    ['a last answer that says that Connect failed is not', 'transient', sure, 'failed'],
    [
      'a refusal of the second attempt, after an answer was lost, is looked into',
      'refused',
      { ...lost, attempts: 2 },
      'settled',
    ],
    ['a refusal of the only attempt is not', 'refused', { ...lost, attempts: 1 }, 'failed'],
    ['a refusal of the second attempt, where every answer came, is not', 'refused', { ...sure, attempts: 2 }, 'failed'],
    ['a denial is not', 'denied', { ...lost, attempts: 2 }, 'failed'],
    ['a throttling is not', 'throttled', { ...lost, attempts: 2 }, 'failed'],
    ['a resource that is not there is not', 'not-found', { ...lost, attempts: 2 }, 'failed'],
  ];
  test.each(rows)('%s', async (_, failure, facts, expected) => {
    const { kind, asked } = settling('done');
    const { send } = script({ UpdateUserRoutingProfile: failed(failure, facts) });
    const { outcomes } = await run([work('jane', ['route'], { kind })], send);
    const input = { UserId: 'id of user/jane', RoutingProfileId: 'r' };
    expect({ outcomes, asked }).toEqual(
      expected === 'settled'
        ? { outcomes: ['complete'], asked: [{ call: 'UpdateUserRoutingProfile', input }] }
        : { outcomes: ['errored'], asked: [] },
    );
  });

  test.each<Row>([
    ['a name that is taken is looked into', 'duplicate', lost, 'settled'],
    ['a lost answer is not', 'transient', lost, 'failed'],
    ['a refusal of the second attempt is not', 'refused', { ...lost, attempts: 2 }, 'failed'],
  ])('%s once the pass is to stop', async (_, failure, facts, expected) => {
    const stop = new AbortController();
    const { kind, asked } = settling('done');
    const { send } = script({
      UpdateUserRoutingProfile() {
        stop.abort(new Interrupted('SIGINT'));
        return failed(failure, facts);
      },
    });
    const { outcomes } = await run([work('jane', ['route'], { kind })], send, { signal: stop.signal });
    expect(asked).toHaveLength(expected === 'settled' ? 1 : 0);
    expect(outcomes).toEqual([expected === 'settled' ? 'complete' : 'errored']);
  });
});

describe('what the kind says of a lost call', () => {
  const lost = failed('transient', { message: 'No answer.', attempts: 5, requestId: 'r-1' });
  const failure = {
    ...{ call: 'CreateUser', error: 'InternalServiceException', message: 'No answer.', denied: false, attempts: 5 },
    ...{ uncertain: true, requestId: 'r-1' },
  };
  const create = (kind: ManagedKind) => run([work('new', ['create'], { kind })], script({ CreateUser: lost }).send);

  test.each<readonly [string, ManagedKind]>([
    ['is told as the failure that it was, where it was not made', settling(undefined).kind],
    ['is told as the failure that it was, where looking fails too', settling(failed('denied')).kind],
    ['is nothing of a kind that never looks', { ...user, settle: undefined } as unknown as ManagedKind],
  ])('%s', async (_, kind) => {
    const { results } = await create(kind);
    expect(results).toMatchObject([{ outcome: 'errored', done: [], left: ['CreateUser'] }]);
    expect(results[0]?.failures).toEqual([failure]);
  });

  test('is never a bug that is passed over', async () => {
    await expect(create(settling(new TypeError('a bug')).kind)).rejects.toThrow('a bug');
  });

  test('is the identity of what it made, and the change goes on with it', async () => {
    const { kind } = settling({ id: 'id of new', arn: 'arn of new' });
    const { send, inputsOf } = script({ CreateUser: lost, TagResource: {} });
    const { results } = await run([work('new', ['create', 'tag'], { kind })], send);
    expect(results).toMatchObject([{ outcome: 'complete', done: ['CreateUser', 'TagResource'], failures: [] }]);
    expect(inputsOf('TagResource')).toEqual([{ resourceArn: 'arn of new', tags: { a: '1' } }]);
  });

  test('is that it was made, and the resource has the id that it had', async () => {
    const { kind } = settling('done');
    const { send, inputsOf } = script({ UpdateUserIdentityInfo: lost, UpdateUserRoutingProfile: {} });
    const first = work('jane', ['rename'], { kind });
    const { outcomes } = await run([first, work('jane', ['route'], { after: [first] })], send);
    expect(outcomes).toEqual(['complete', 'complete']);
    expect(inputsOf('UpdateUserRoutingProfile')).toEqual([{ UserId: 'id of user/jane', RoutingProfileId: 'r' }]);
  });
});

test('what a call has made is said by its answer, and by what was sent', async () => {
  const given: unknown[] = [];
  const identify: ManagedKind['identify'] = (...answered) => {
    given.push(answered);
    return { id: 'u-1', arn: 'arn/u-1' };
  };
  const { send, inputsOf } = script({ CreateUser: { UserId: 'u' }, TagResource: {} });
  const { outcomes } = await run([work('new', ['create', 'tag'], { kind: { ...user, identify } })], send);
  const [input] = inputsOf('CreateUser');
  const tagging = { resourceArn: 'arn/u-1', tags: { a: '1' } };
  expect(outcomes).toEqual(['complete']);
  expect(given).toEqual([
    [{ UserId: 'u' }, { call: 'CreateUser', input }],
    [{}, { call: 'TagResource', input: tagging }],
  ]);
});

describe('a call that Connect is not ready for', () => {
  const noted = async (some: Parameters<typeof run>[0], answers: Parameters<typeof script>[0]) => {
    const clock = makeManualClock();
    const numbers: number[] = [];
    const journal = {
      begin: async () => {},
      attempt: async (one: { readonly number: number }) => void numbers.push(one.number),
    };
    const { events, outcomes } = await run(some, script(answers).send, { clock, journal });
    const retries = events.flatMap((event) => (event.type === 'callRetried' ? [event] : []));
    return { numbers, retries, outcomes, passed: clock.now() };
  };
  const waiting = (verb: 'remove') => {
    const one = work('jane', [verb]);
    return { ...one, operations: one.operations.map((operation) => ({ ...operation, onInUse: 'wait' as const })) };
  };

  test('is tried again, each time on record, and each wait is told', async () => {
    const { numbers, retries, outcomes, passed } = await noted([waiting('remove')], {
      DeleteUser: [failed('in-use'), failed('in-use'), {}],
    });
    const told = { type: 'callRetried', address: { kind: 'user', key: 'jane' }, call: 'DeleteUser' };
    expect(numbers).toEqual([1, 2, 3]);
    expect(retries).toEqual([
      { ...told, attempt: 1, delay: 1000, error: 'ResourceInUseException' },
      { ...told, attempt: 2, delay: 2000, error: 'ResourceInUseException' },
    ]);
    expect({ outcomes, passed }).toEqual({ outcomes: ['complete'], passed: 3000 });
  });

  test('is not tried again where it failed for another reason', async () => {
    expect(await noted([waiting('remove')], { DeleteUser: failed('refused') })).toEqual({
      ...{ numbers: [1], retries: [], outcomes: ['errored'], passed: 0 },
    });
  });

  test('is not tried again of what is new, where it failed for another reason', async () => {
    const answers = { CreateUser: { UserId: 'u', UserArn: 'a' }, TagResource: failed('refused') };
    expect(await noted([work('new', ['create', 'tag'])], answers)).toEqual({
      ...{ numbers: [1, 1], retries: [], outcomes: ['errored'], passed: 0 },
    });
  });
});
