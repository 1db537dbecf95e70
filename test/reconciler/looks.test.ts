/** What is seen of a resource right before its calls decides what they are, or that they are not sent. */
import { describe, expect, test } from 'vitest';
import type { Send } from '../../src/connect/port.ts';
import { withLooks } from '../../src/reconciler/sending/steps.ts';
import { lookedAt, looking } from '../support/looking.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';
import { liveUser } from '../support/users.ts';
import { run, timed, work } from '../support/work.ts';

const answers = {
  DescribeUser: { User: {} },
  UpdateUserIdentityInfo: {},
  UpdateUserRoutingProfile: {},
  TagResource: {},
  DeleteUser: {},
};

describe('a look', () => {
  test('serves all calls of a change', async () => {
    const { send, calls } = script(answers);
    const { outcomes } = await run([looking('jane', ['rename', 'route', 'tag'])], send);
    expect(outcomes).toEqual(['complete']);
    expect(calls()).toEqual(['DescribeUser', 'UpdateUserIdentityInfo', 'UpdateUserRoutingProfile', 'TagResource']);
  });

  test('is made again for a call that comes much later', async () => {
    const clock = makeManualClock();
    const { send, log } = timed(clock, (call) => (call === 'UpdateUserIdentityInfo' ? 8_000 : 0), script(answers).send);
    const chained = lookedAt({ ...work('jane', ['rename', 'route']), needs: [[], [0]] });
    const { outcomes } = await run([chained], send, { clock });
    expect(outcomes).toEqual(['complete']);
    expect(log.filter((line) => line.includes('Describe'))).toEqual(['0 DescribeUser jane', '8000 DescribeUser jane']);
  });

  test('is made again by a call that waits for its turn, before each attempt', async () => {
    const clock = makeManualClock();
    const { send: scripted, calls } = script(answers);
    let waits = 2;
    const send: Send = async (call, input, options) => {
      if (call !== 'DescribeUser' && waits > 0) {
        waits -= 1;
        await clock.sleep(11_000);
      }
      return scripted(call, input, options);
    };
    const { outcomes } = await run([looking('jane', ['remove'])], send, { clock });
    expect(outcomes).toEqual(['complete']);
    expect(calls()).toEqual(['DescribeUser', 'DescribeUser', 'DescribeUser', 'DeleteUser']);
  });

  test('of calls in a long line is never more than a few seconds old', async () => {
    const clock = makeManualClock();
    const seen = new Map<string, number>();
    let oldest = 0;
    let turn = 0;
    const send: Send = async (call, input, options) => {
      const { UserId = '' } = input as { readonly UserId?: string };
      if (call !== 'DescribeUser') {
        turn = Math.max(turn + 500, clock.now());
        await clock.sleep(turn - clock.now());
      }
      await options?.before?.();
      if (call === 'DescribeUser') seen.set(UserId, clock.now());
      else oldest = Math.max(oldest, clock.now() - (seen.get(UserId) ?? Number.NEGATIVE_INFINITY));
      await clock.sleep(80);
      return (call === 'DescribeUser' ? { User: {} } : {}) as never;
    };
    const people = Array.from({ length: 60 }, (_, index) => `agent${index}`);
    const live = new Map(people.map((key) => [`user/${key}`, liveUser(key, {})]));
    const { outcomes } = await run(
      people.map((key) => looking(key, ['remove'])),
      send,
      { clock, live },
    );
    expect(new Set(outcomes)).toEqual(new Set(['complete']));
    expect(oldest).toBeLessThanOrEqual(2_000);
    // The looks take no time beside the calls.
    expect(clock.now()).toBeLessThan(60 * 500 + 1000);
  });

  test('that fails is told once, and nothing is sent without it', async () => {
    const { send, calls } = script({ ...answers, DescribeUser: failed('transient', { call: 'DescribeUser' }) });
    const { results } = await run([looking('jane', ['rename', 'route'])], send);
    expect(calls()).toEqual(['DescribeUser']);
    expect(results).toMatchObject([
      { outcome: 'errored', done: [], failures: [{ call: 'DescribeUser', uncertain: false }] },
    ]);
    expect(results[0]?.failures).toHaveLength(1);
  });

  test('that is denied makes those of the others pointless', async () => {
    const { send, calls } = script({ ...answers, DescribeUser: failed('denied', { call: 'DescribeUser' }) });
    const people = ['jane', 'omar', 'li'].map((key) => looking(key, ['remove']));
    const { outcomes, results } = await run(people, send);
    expect(outcomes).toEqual(['errored', 'skipped', 'skipped']);
    expect(results[1]?.skipped).toMatchObject({ type: 'pointless', call: 'DescribeUser' });
    expect(calls()).not.toContain('DeleteUser');
  });
});

test('the price has a look for each change of what is there', () => {
  const some = [looking('jane', ['rename', 'route']), work('new', ['create'])];
  const steps = some.flatMap(({ operations }, index) =>
    operations.map((operation, position) => ({
      ...{ call: operation.call, operation, work: index, position, needs: [], last: false },
    })),
  );
  expect(withLooks(steps, some)).toEqual([
    { call: 'UpdateUserIdentityInfo', needs: [3], last: false },
    { call: 'UpdateUserRoutingProfile', needs: [3], last: false },
    { call: 'CreateUser', needs: [], last: false },
    { call: 'DescribeUser', needs: [], last: false, look: true },
  ]);
});
