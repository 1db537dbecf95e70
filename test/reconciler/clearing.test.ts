/** A call that clears something by leaving it out: Amazon Connect may answer with success and keep it. */
import { describe, expect, test } from 'vitest';
import { Interrupted } from '../../src/base/errors.ts';
import type { UserAttributes } from '../../src/kinds/user/attributes.ts';
import { lookedAt } from '../support/looking.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { type Answers, failed, script } from '../support/script.ts';
import { run, timed, work } from '../support/work.ts';

const clears = { email: 'email address', mobile: 'mobile number' };
const both = { email: 'j@example.com', mobile: '+4930111' };

/** A call that clears both; the first look finds both of them. */
function clearing() {
  const plain = work('jane', ['rename']);
  const operations = plain.operations.map((operation) => ({ ...operation, clears }));
  return lookedAt({ ...plain, operations }, both);
}

type Seen = UserAttributes | Error | undefined;
const toAnswer = (seen: Seen) => (seen instanceof Error ? seen : seen ? { User: { IdentityInfo: seen } } : {});

/** What the change comes to where the looks after the call see this, the last of them for ever. */
async function cleared(after: readonly [Seen, ...Seen[]], { stopAt }: { readonly stopAt?: number } = {}) {
  const clock = makeManualClock();
  const stop = new AbortController();
  if (stopAt !== undefined) clock.sleep(stopAt).then(() => stop.abort(new Interrupted('SIGINT')));
  const looks: readonly Seen[] = [both, ...after];
  const answers = {
    UpdateUserIdentityInfo: {},
    DescribeUser: (_: unknown, nth: number) => toAnswer(looks[Math.min(nth, looks.length) - 1]),
  } as Answers;
  const { send, log } = timed(clock, () => 0, script(answers).send);
  const { results } = await run([clearing()], send, { clock, signal: stop.signal });
  return { result: results[0], log };
}

const change = { address: { kind: 'user', key: 'jane' }, action: 'update', adoption: false };
const call = 'UpdateUserIdentityInfo';
const complete = { ...change, outcome: 'complete', done: [call], failures: [] };
const failure = (error: string, message: string, uncertain = false) => ({
  ...{ call, error, message, denied: false, attempts: 1, uncertain },
});
const first = ['0 DescribeUser jane', '0 UpdateUserIdentityInfo jane', '0 DescribeUser jane'];

describe('what a call clears', () => {
  test('is looked at once where it is gone', async () => {
    expect(await cleared([{}])).toEqual({ result: { ...complete, milliseconds: 0 }, log: first });
  });

  test('is looked at again where the read is behind the write', async () => {
    expect(await cleared([both, { mobile: '+4930111' }, {}])).toEqual({
      result: { ...complete, milliseconds: 1500 },
      log: [...first, '500 DescribeUser jane', '1500 DescribeUser jane'],
    });
  });

  test('is cleared where the resource is gone as a whole', async () => {
    expect((await cleared([undefined])).result).toEqual({ ...complete, milliseconds: 0 });
  });

  test('is a failure where it stays, and the call was not made where nothing else has changed', async () => {
    const kept = failure('ValueKept', 'Amazon Connect kept the email address and the mobile number');
    expect(await cleared([both])).toEqual({
      result: { ...change, outcome: 'errored', done: [], left: [call], failures: [kept], milliseconds: 3500 },
      log: [...first, '500 DescribeUser jane', '1500 DescribeUser jane', '3500 DescribeUser jane'],
    });
  });

  test('is a failure that names what stays, and the call was made where anything else has changed', async () => {
    const kept = failure('ValueKept', 'Amazon Connect kept the mobile number');
    const { result } = await cleared([{ mobile: '+4930111' }]);
    expect(result).toEqual({ ...change, outcome: 'errored', done: [call], failures: [kept], milliseconds: 3500 });
  });

  test('may be cleared or not where the look afterwards fails', async () => {
    const message = 'It could not be read whether Amazon Connect cleared the email address and the mobile number';
    const unknown = failure('NotConfirmed', message, true);
    expect(await cleared([failed('transient', { attempts: 5 })])).toEqual({
      result: { ...change, outcome: 'errored', done: [], left: [call], failures: [unknown], milliseconds: 0 },
      log: first,
    });
  });

  test('is looked at a last time where the pass is to stop meanwhile', async () => {
    expect(await cleared([both, {}], { stopAt: 300 })).toEqual({
      result: { ...complete, milliseconds: 300 },
      log: [...first, '300 DescribeUser jane'],
    });
  });

  test.each([
    ['was kept where it is still there then', { mobile: '+4930111' }, 'ValueKept'],
    ['may be cleared or not where that look is not made any more', new Interrupted('SIGINT'), 'NotConfirmed'],
  ])('%s', async (_, last, error) => {
    const { result } = await cleared([both, last], { stopAt: 300 });
    expect(result).toMatchObject({ outcome: 'errored', failures: [{ error }], milliseconds: 300 });
  });

  test('is not hidden by a bug in looking', async () => {
    await expect(cleared([new TypeError('a bug')])).rejects.toThrow('a bug');
  });

  test('is not looked at where the call failed', async () => {
    const { send, calls } = script({ DescribeUser: { User: {} }, UpdateUserIdentityInfo: failed('refused') });
    const { outcomes } = await run([clearing()], send);
    expect({ outcomes, calls: calls() }).toEqual({ outcomes: ['errored'], calls: ['DescribeUser', call] });
  });
});
