/** How old the exports of an HR system are, and which people they leave out. */
import { describe, expect, test } from 'vitest';
import { lostFrom, staleExports } from '../../src/plan/compare/people.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { keyTag } from '../../src/plan/model/own-tags.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { at, source } from '../support/sources.ts';
import { liveState, rules } from '../support/states.ts';

test('an export that is too old is an error', () => {
  const made = 1_000 * 86_400_000;
  const age = { made, maxAge: 3 * 86_400_000, at };
  expect(staleExports([source({ age })], made + age.maxAge)).toEqual([]);
  expect(staleExports([source({ age })], made + age.maxAge + 3_600_000)).toEqual([
    {
      severity: 'error',
      code: 'stale-export',
      message: 'The export hr.csv is 3 d 1 h old; expect.maxAge allows 3 d.',
      source: at,
    },
  ]);
  expect(staleExports([source()], 1e15)).toEqual([]);
});

/** What is said of accounts that would be deleted, where the exports leave out these keys. */
function lost(names: readonly string[], ...leftOut: readonly (readonly string[])[]): string {
  const keyed = (key: string): Attributes => ({ tags: { [keyTag]: key } });
  const live = liveState({
    ...{ 'pet/a': keyed('1'), 'pet/b': keyed('2'), 'pet/c': keyed('3'), 'pet/d': keyed('4') },
    'pet/none': {},
  });
  const sources = leftOut.map((keys, index) => source({ file: `hr${index}.csv`, leftOut: new Set(keys) }));
  const changes = names.map((key): Change => ({ action: 'delete', address: { kind: 'pet', key }, before: {} }));
  return lostFrom(changes, { sources, live, rules });
}

describe('of accounts that would be deleted it is said how exports leave them out', () => {
  type Row = readonly [names: readonly string[], exports: readonly (readonly string[])[], said: string];
  const rows: { readonly [sentence: string]: Row } = {
    'by where': [
      ['A', 'b'],
      [['1', '2', '3']],
      ' Of these, 2 came from an export and are left out now: 2 by where of hr0.csv.',
    ],
    'since no record has them': [
      ['a', 'b', 'c'],
      [['9'], []],
      ' Of these, 3 came from an export and are left out now: 3 since they are in no record of hr0.csv or hr1.csv.',
    ],
    'each once, where several ways are true': [
      ['a', 'b', 'c', 'd'],
      [['1', '2'], [], ['2', '3']],
      ' Of these, 4 came from an export and are left out now: 2 by where of hr0.csv, 1 by where of hr2.csv, 1 since they are in no record of hr0.csv or hr1.csv or hr2.csv.',
    ],
    'as far as they have a key and are there': [
      ['a', 'none', 'gone'],
      [['1']],
      ' Of these, 1 came from an export and is left out now: 1 by where of hr0.csv.',
    ],
    'and nothing, where none of them has a key': [['none'], [['1']], ''],
    'and nothing, where there is no export': [['a'], [], ''],
    'and nothing, where there are none': [[], [['1']], ''],
  };
  test.each(Object.entries(rows))('%s', (_, [names, exports, said]) => expect(lost(names, ...exports)).toBe(said));
});
