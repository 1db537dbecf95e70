/** Who holds what the policy guards, before and after a plan, and who has to gain it before others lose it. */
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { format } from '../../src/plan/model/address.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { defaultPolicy } from '../../src/plan/model/policy.ts';
import { gainsFirst, turnover } from '../../src/plan/safety/holders.ts';
import { desiredState, liveState, rules } from '../support/states.ts';
import type { Table } from '../support/verdicts.ts';

const planned = (asked: Table, there: Table) => {
  const live = liveState(there);
  return { changes: diff(desiredState(asked), live, rules), live, rules };
};
const names = (changes: readonly Change[]): readonly string[] => changes.map(({ address }) => format(address));
const [boss, chief] = [{ badges: ['boss'] }, { badges: ['chief'] }];
const both = { badges: ['boss', 'chief'] };

test('holders are counted over all there are, and who gains and who loses is told', () => {
  const asked = { 'pet/A': { badges: [] }, 'pet/B': both, 'pet/New': boss, 'pet/Other': {}, 'room/den': {} };
  const there = { 'pet/A': boss, 'pet/B': chief, 'pet/Gone': boss, 'pet/Left': boss, 'room/den': boss };
  const { changes, ...surroundings } = planned(asked, there);
  const kept = changes.filter(({ address }) => address.key !== 'Left');
  const { losing, gaining, ...counts } = turnover('boss', kept, surroundings);
  expect(counts).toEqual({ before: 3, after: 3 });
  expect([names(losing), names(gaining)]).toEqual([
    ['pet/A', 'pet/Gone'],
    ['pet/B', 'pet/New'],
  ]);
});

describe('a change that takes a guarded profile away', () => {
  /** Which change waits for which. */
  const waits = (asked: Table, there: Table, keepAtLeast: { readonly [profile: string]: number }) => {
    const { changes, ...surroundings } = planned(asked, there);
    const policy = { ...defaultPolicy, keepAtLeast: new Map(Object.entries(keepAtLeast)) };
    return [...gainsFirst(changes, policy, surroundings)].map(([change, first]) => [
      ...names([change]),
      'waits for',
      ...names(first),
    ]);
  };
  const none = { badges: [] };

  test.each<[what: string, Table, Table, { readonly [profile: string]: number }, readonly (readonly string[])[]]>([
    [
      'waits for those that grant it, where too few would be left in between',
      { 'pet/A': none, 'pet/B': boss, 'pet/C': boss },
      { 'pet/A': boss, 'pet/B': none },
      { boss: 1 },
      [['pet/A', 'waits for', 'pet/B', 'pet/C']],
    ],
    [
      'waits for nobody where enough are left',
      { 'pet/A': none, 'pet/B': boss, 'pet/Z': boss },
      { 'pet/A': boss, 'pet/B': none, 'pet/Z': boss },
      { boss: 1 },
      [],
    ],
    [
      'waits where one too few is left',
      { 'pet/A': none, 'pet/B': boss, 'pet/Z': boss },
      { 'pet/A': boss, 'pet/B': none, 'pet/Z': boss },
      { boss: 2 },
      [['pet/A', 'waits for', 'pet/B']],
    ],
    [
      'waits where there have been too few before, and fewer would be left',
      { 'pet/A': none, 'pet/B': boss },
      { 'pet/A': boss, 'pet/B': none },
      { boss: 5 },
      [['pet/A', 'waits for', 'pet/B']],
    ],
    [
      'waits for those that grant either, where it takes two',
      { 'pet/A': none, 'pet/B': boss, 'pet/C': chief, 'pet/D': both },
      { 'pet/A': both, 'pet/B': none, 'pet/C': none, 'pet/D': none },
      { boss: 1, chief: 1 },
      [['pet/A', 'waits for', 'pet/B', 'pet/D', 'pet/C']],
    ],
    [
      'waits for nobody where it grants another such profile',
      { 'pet/A': chief, 'pet/B': boss },
      { 'pet/A': boss, 'pet/B': chief },
      { boss: 1, chief: 1 },
      [],
    ],
    [
      'waits for nobody where no policy guards it',
      { 'pet/A': none, 'pet/B': boss },
      { 'pet/A': boss, 'pet/B': none },
      {},
      [],
    ],
  ])('%s', (_, asked, there, keepAtLeast, expected) => expect(waits(asked, there, keepAtLeast)).toEqual(expected));
});
