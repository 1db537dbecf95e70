/** What becomes of resources that are not listed, by kind. */
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { marked } from '../../src/plan/compare/ownership.ts';
import { scope } from '../../src/plan/compare/scope.ts';
import { format } from '../../src/plan/model/address.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };
const ours: Attributes = { tags: { [ownerTag]: 'us' } };
const theirs: Attributes = { tags: { [ownerTag]: 'them' } };

describe('what becomes of resources that are not listed, by kind', () => {
  const managed = new Set(['pet', 'room', 'weather']);
  const changesOf = (asked: Table, there: Table, policy: Partial<Policy>, kinds: ReadonlySet<string> = managed) => {
    const desired = marked(desiredState(asked), 'us', rules);
    const found = scope(
      { desired, live: liveState(there) },
      { owner: 'us', managed: kinds, policy: { ...defaultPolicy, ...policy } },
      rules,
    );
    return {
      changes: diff(found.desired, found.live, rules).map(({ action, address }) => `${action} ${format(address)}`),
      noLongerListed: found.noLongerListed.map(format),
      diagnostics: found.diagnostics.map(({ code }) => code),
    };
  };
  const there = { 'pet/Rex': ours, 'room/den': ours, 'room/hall': ours, 'weather/rain': {} };

  test('one word is for all that can be marked', () => {
    expect(changesOf({}, there, { removed: 'delete' })).toMatchObject({
      changes: ['delete pet/Rex', 'delete room/den'],
      noLongerListed: [],
    });
  });
  test('a word by kind is for that kind alone, and reaches what cannot be marked', () => {
    const removed = new Map([['weather', 'delete' as const]]);
    expect(changesOf({}, there, { removed })).toMatchObject({
      changes: ['delete weather/rain'],
      noLongerListed: ['pet/Rex', 'room/den'],
    });
  });
  test('a section that is absent is not touched', () => {
    expect(changesOf({}, there, { removed: 'delete' }, new Set(['room'])).changes).toEqual(['delete room/den']);
  });
  test('what comes with Connect is never deleted', () => {
    const scope = { type: 'instance' } as const;
    expect(changesOf({}, { 'room/hall': ours }, { removed: 'delete', scope }).changes).toEqual([]);
  });
  test('a kind that knows no part of an instance goes by its mark', () => {
    const scope = { type: 'part', part: { room: 'den' } } as const;
    const both = { 'room/den': ours, 'room/attic': {}, 'pet/Rex': { room: 'den' }, 'pet/Tom': {} };
    expect(changesOf({}, both, { removed: 'delete', scope }).changes).toEqual(['delete pet/Rex', 'delete room/den']);
  });
  test('what cannot be marked plans no mark, again and again', () => {
    expect(changesOf({ 'weather/rain': {} }, { 'weather/rain': {} }, {}).changes).toEqual([]);
  });
  test('parts that are not listed stay where the policy keeps, and go where it deletes', () => {
    const shelf = { 'room/den': { ...ours, shelf: { books: 3 } } };
    const asked = { 'room/den': { shelf: null } };
    expect(changesOf(asked, shelf, {}).changes).toEqual([]);
    expect(changesOf(asked, shelf, { removed: 'delete' }).changes).toEqual(['update room/den']);
  });
  test('what is ours and something listed is inside of is managed like anything', () => {
    const asked = { 'room/house': { size: 2 }, 'room/den': { inside: 'house' } };
    const there = { 'room/house': ours, 'room/den': { inside: 'house', ...ours } };
    expect(changesOf(asked, there, {}).changes).toEqual(['update room/house']);
  });
  test('what another owner has marked and something listed is inside of is referred to, not managed', () => {
    const asked = { 'room/house': {}, 'room/den': { inside: 'house' } };
    expect(changesOf(asked, { 'room/house': theirs }, {})).toEqual({
      changes: ['create room/den'],
      noLongerListed: [],
      diagnostics: [],
    });
    expect(changesOf({ 'room/house': {} }, { 'room/house': theirs }, {}).diagnostics).toEqual(['owned-by-another']);
    const lived = { 'room/house': {}, 'pet/Rex': { room: 'house' } };
    expect(changesOf(lived, { 'room/house': theirs }, {}).diagnostics).toEqual(['owned-by-another']);
  });
});
