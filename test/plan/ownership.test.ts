/** Whose a resource is, and what becomes of one that no file lists. */
import { describe, expect, test } from 'vitest';
import { makeMayRemove, makeReach, removalOf } from '../../src/plan/compare/ownership.ts';
import { ownerTag, parkedTag } from '../../src/plan/model/own-tags.ts';
import { defaultPolicy, type Policy, type Reach, type Removal } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { addressOf, desiredState, found, rules } from '../support/states.ts';

const markedBy = (owner: string, more: Attributes = {}): Attributes => ({ ...more, tags: { [ownerTag]: owner } });

describe('what becomes of a kind that is not listed', () => {
  test.each<[policy: Policy['removed'], kind: string, becomes: Removal]>([
    ['keep', 'pet', 'keep'],
    ['keep', 'room', 'keep'],
    ['keep', 'weather', 'keep'],
    ['delete', 'pet', 'delete'],
    ['delete', 'room', 'delete'],
    ['delete', 'weather', 'keep'],
    ['delete', 'it is unknown', 'keep'],
    ['park', 'pet', 'park'],
    ['park', 'room', 'keep'],
    ['park', 'weather', 'keep'],
    [new Map([['weather', 'delete']]), 'weather', 'delete'],
    [new Map([['weather', 'delete']]), 'pet', 'keep'],
    [new Map([['it is unknown', 'delete']]), 'it is unknown', 'keep'],
  ])('where the policy says %j, of %s: %s', (removed, kind, becomes) => {
    expect(removalOf({ ...defaultPolicy, removed }, rules.get(kind))).toBe(becomes);
  });
});

const nobody: Attributes = {};
const ours = markedBy('us');
const theirs = markedBy('them');
const part: Reach = { type: 'part', part: { room: 'den' } };
const instance: Reach = { type: 'instance' };
const owned: Reach = { type: 'owned' };

describe('what is not listed is in reach', () => {
  type Row = readonly [address: string, attributes: Attributes, scope: Reach, removed?: Policy['removed']];
  type Rows = { readonly [sentence: string]: Row };
  const reaches = ([address, attributes, scope, removed = 'keep']: Row) =>
    makeReach({ ...defaultPolicy, removed, scope }, 'us', rules)(found(addressOf(address), attributes));

  const inReach: Rows = {
    'where it has our mark': ['pet/Rex', ours, owned],
    'where it has our mark, in an instance that is ours as a whole': ['pet/Rex', ours, instance],
    'where it has no mark, in an instance that is ours as a whole': ['pet/Rex', nobody, instance],
    'whatever its kind, in an instance that is ours as a whole': ['room/den', nobody, instance],
    'where it has no mark and is in the part that is ours': ['pet/Rex', { room: 'den' }, part],
    'where its kind knows no parts and it has our mark': ['room/den', ours, part],
    'where we have parked it, wherever it is': [
      'pet/Rex',
      { tags: { [ownerTag]: 'us', [parkedTag]: '2026-11-01' } },
      part,
    ],
    'where it cannot have a mark and its kind is deleted by name': [
      'weather/rain',
      nobody,
      owned,
      new Map([['weather', 'delete']]),
    ],
  };
  test.each(Object.entries(inReach))('%s', (_, row) => expect(reaches(row)).toBe(true));

  const outOfReach: Rows = {
    'where it has no mark': ['pet/Rex', nobody, owned],
    'where another has marked it': ['pet/Rex', theirs, owned],
    'where another has marked it, in an instance that is ours as a whole': ['pet/Rex', theirs, instance],
    'where another has marked it, in the part that is ours': ['pet/Rex', markedBy('them', { room: 'den' }), part],
    'where it has our mark outside the part that is ours': ['pet/Rex', markedBy('us', { room: 'attic' }), part],
    'where another has parked it': ['pet/Rex', { tags: { [ownerTag]: 'them', [parkedTag]: '2026-11-01' } }, part],
    'where its kind knows no parts and it has no mark': ['room/den', nobody, part],
    'where it cannot have a mark': ['weather/rain', nobody, instance, 'delete'],
    'where it comes with Connect': ['room/hall', ours, instance],
    'of an unknown kind': ['bird/Kiki', ours, instance],
  };
  test.each(Object.entries(outOfReach))('but not %s', (_, row) => expect(reaches(row)).toBe(false));
});

describe('of a resource a read has to be sure', () => {
  type Row = readonly [sentence: string, address: string, attributes: Attributes, removed: Policy['removed']];
  const mayRemove = ([, address, attributes, removed]: Row) => {
    const scopeRules = { owner: 'us', managed: new Set(['pet', 'room']), policy: { ...defaultPolicy, removed } };
    return makeMayRemove(desiredState({ 'pet/Rex': {} }), scopeRules, rules)(found(addressOf(address), attributes));
  };
  test.each<Row>([
    ['that is ours, not listed and would be deleted', 'pet/Tom', ours, 'delete'],
    ['that is ours, not listed and would be parked', 'pet/Tom', ours, 'park'],
  ])('%s', (...row) => expect(mayRemove(row)).toBe(true));

  test.each<Row>([
    ['that is listed', 'pet/REX', ours, 'delete'],
    ['that the policy keeps', 'pet/Tom', ours, 'keep'],
    ['of a kind that is not parked', 'room/den', ours, 'park'],
    ['that is not ours', 'pet/Tom', theirs, 'delete'],
  ])('but not of one %s', (...row) => expect(mayRemove(row)).toBe(false));
});
