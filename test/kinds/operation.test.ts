import { describe, expect, test } from 'vitest';
import { type Calls, type Operation, sequence } from '../../src/kinds/operation.ts';

const one = (name: string): Operation => ({
  call: 'DeleteQuickConnect',
  address: { kind: 'toy', key: 'x' },
  input: { QuickConnectId: name },
});
const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(one) as [Operation, Operation, Operation, Operation, Operation];

describe('a tree of calls as a row', () => {
  const rows: { readonly [sentence: string]: readonly [calls: Calls, needs: readonly (readonly number[])[]] } = {
    'one call waits for nothing': [a, [[]]],
    'in order, each waits for the one before it': [{ inOrder: [a, b, c] }, [[], [0], [1]]],
    'together, none waits': [{ together: [a, b, c] }, [[], [], []]],
    'what comes after several waits for all of them': [{ inOrder: [{ together: [a, b] }, c] }, [[], [], [0, 1]]],
    'several wait for what comes before them': [{ inOrder: [a, { together: [b, c] }] }, [[], [0], [0]]],
    'an order within a group is its own': [
      { together: [{ inOrder: [a, b] }, { inOrder: [c, d] }] },
      [[], [0], [], [2]],
    ],
    'the end of a group is the end of each of its parts': [
      { inOrder: [{ together: [{ inOrder: [a, b] }, c] }, d, e] },
      [[], [0], [], [1, 2], [3]],
    ],
    'what is empty passes on what was before it': [{ inOrder: [a, { together: [] }, { inOrder: [] }, b] }, [[], [0]]],
    'nothing at all is no call': [{ together: [] }, []],
  };
  test.each(Object.entries(rows))('%s', (_, [calls, needs]) => {
    const row = sequence(calls);
    expect(row.needs).toEqual(needs);
    expect(row.operations).toEqual([a, b, c, d, e].slice(0, needs.length));
  });
});
