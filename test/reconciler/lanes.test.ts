/** The lines of the APIs: who goes next, how many are under way, and who is told that its turn is near. */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { makeLanes } from '../../src/reconciler/sending/lanes.ts';

/** Lines in which a call goes when the test says so. */
function lines({ perSecond = 2, sentAtOnce = false } = {}) {
  const performed: number[] = [];
  const soon: number[] = [];
  const failures: unknown[] = [];
  const calls = new Map<number, { readonly sent: () => void; readonly end: (error?: Error) => void }>();
  const lanes = makeLanes(() => ({ perSecond, atOnce: 1 }), {
    perform(rank, sent) {
      performed.push(rank);
      if (sentAtOnce) sent();
      return new Promise((resolve, reject) => {
        calls.set(rank, { sent, end: (error) => (error ? reject(error) : resolve()) });
      });
    },
    soon: (rank) => void soon.push(rank),
    fail: (error) => void failures.push(error),
  });
  const join = async (...ranks: readonly number[]): Promise<void> => {
    for (const rank of ranks) lanes.join('CreateUser', rank);
    await setImmediate();
  };
  const call = async (rank: number, what: 'sent' | 'end', error?: Error): Promise<void> => {
    calls.get(rank)?.[what](error);
    await setImmediate();
  };
  return { lanes, performed, soon, failures, join, call };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a line', () => {
  test('lets the most urgent of those go that are ready at the same moment', async () => {
    const { performed, join } = lines({ sentAtOnce: true });
    await join(3, 1, 2);
    expect(performed).toEqual([1, 2, 3]);
  });

  test('lets one call wait for the rate limit, and a more urgent one go before the others', async () => {
    const { performed, join, call } = lines();
    await join(5, 6);
    await join(2);
    expect(performed).toEqual([5]);
    await call(5, 'sent');
    expect(performed).toEqual([5, 2]);
  });

  test('goes on where a call ends that was never sent', async () => {
    const { performed, join, call } = lines();
    await join(1, 2);
    await call(1, 'end');
    expect(performed).toEqual([1, 2]);
  });

  test('goes on by one, however often the call that left it says that it was sent', async () => {
    const { performed, join, call } = lines();
    await join(1, 2, 3);
    for (const what of ['sent', 'sent', 'end'] as const) await call(1, what);
    expect(performed).toEqual([1, 2]);
  });

  test('goes on after a bug, which is told', async () => {
    const { performed, failures, join, call } = lines();
    await join(1, 2);
    const bug = new TypeError('a bug');
    await call(1, 'end', bug);
    expect({ failures, performed }).toEqual({ failures: [bug], performed: [1, 2] });
  });

  test('does not keep another waiting', async () => {
    const { lanes, performed, join } = lines();
    await join(1, 2);
    lanes.join('DeleteUser', 3);
    await setImmediate();
    expect(performed).toEqual([1, 3]);
  });
});

describe('requests under way at once', () => {
  test.each([
    ['are eight of a slow API', 2, 8],
    ['are eight up to four a second', 4, 8],
    ['are those of two seconds of a faster one', 4.2, 9],
    ['are those of two seconds of a fast one', 20, 40],
  ])('%s', async (_, perSecond, expected) => {
    const { performed, join, call } = lines({ perSecond, sentAtOnce: true });
    await join(...upTo(50));
    expect(performed).toEqual(upTo(expected));
    await call(3, 'end');
    expect(performed).toEqual(upTo(expected + 1));
  });
});

describe('that their turn is near is told to', () => {
  test.each([
    ['the next two of a slow API', 1, [1, 2]],
    ['those of the next second', 3, [1, 2, 3]],
    ['one more where these are no whole number', 3.5, [1, 2, 3, 4]],
    ['no more than there are', 20, [1, 2, 3, 4, 5]],
  ])('%s', async (_, perSecond, expected) => {
    const { soon, join } = lines({ perSecond });
    await join(5, 4, 3, 2, 1, 0);
    expect(soon).toEqual(expected);
  });

  test('those, and they stay in line', async () => {
    const { soon, performed, join, call } = lines({ perSecond: 2 });
    await join(0, 1, 2, 3);
    await call(0, 'sent');
    await call(1, 'sent');
    expect({ soon, performed }).toEqual({ soon: [1, 2, 2, 3, 3], performed: [0, 1, 2] });
  });
});
