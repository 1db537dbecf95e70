/** Names that a policy mentions. */
import { describe, expect, test } from 'vitest';
import { unresolvedInPolicy } from '../../src/plan/compare/references.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };

describe('what a policy mentions', () => {
  const mentioning: Rules = new Map([
    ...rules,
    [
      'pet',
      {
        ...(rules.get('pet') as KindRules),
        policyReferences: () => [{ path: ['keepAtLeast', 'den'], address: { kind: 'room', key: 'den' } }],
      },
    ],
  ]);
  const source = { file: 'x.yaml', line: 4, column: 3 };
  const told = (policy: Policy, managed: readonly string[], there: Table = {}) =>
    unresolvedInPolicy(
      { policy, managed: new Set(managed) },
      { desired: desiredState({}), live: liveState(there) },
      mentioning,
    );
  const written: Policy = { ...defaultPolicy, locate: () => source };

  test('and is not there is an error where it is written', () => {
    expect(told(written, ['pet'], { 'room/attic': {} })).toEqual([
      {
        ...{ severity: 'error', code: 'unknown-name', source },
        message: 'There is no room "den" in this instance; there is only "attic".',
      },
    ]);
  });
  test('and is there is none', () => expect(told(written, ['pet'], { 'room/den': {} })).toEqual([]));
  test("by its defaults alone is nobody's mistake, but guards nothing, which a warning says", () => {
    expect(told(defaultPolicy, ['pet'])).toEqual([
      {
        ...{ severity: 'warning', code: 'default-missing' },
        message:
          'policy.keepAtLeast is about "den" unless a file says otherwise. There is no room "den" in this instance; there is none at all. Name there what this instance has instead.',
      },
    ]);
    expect(told(defaultPolicy, ['pet'], { 'room/den': {} })).toEqual([]);
  });
  test('by a default is left to the file, where a file names the same', () => {
    const locate = (path: readonly string[]) => (path.length === 1 && path[0] === 'keepAtLeast' ? source : undefined);
    expect(told({ ...defaultPolicy, locate }, ['pet'])).toEqual([]);
  });
  test('of a kind that is not managed is not looked at', () => expect(told(written, ['room'])).toEqual([]));
});
