/** People who are listed outside of the part of the instance that is managed. */
import { describe, expect, test } from 'vitest';
import { outOfReach } from '../../src/plan/compare/out-of-reach.ts';
import type { ScopeRules } from '../../src/plan/compare/ownership.ts';
import { ownerTag, parkedTag } from '../../src/plan/model/own-tags.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };
type Some = Partial<Policy> & { readonly managed?: readonly string[] };

const warnings = (asked: Table, there: Table = {}, { managed = ['pet', 'room'], ...policy }: Some = {}) => {
  const scopeRules: ScopeRules = {
    ...{ owner: 'us', managed: new Set(managed) },
    policy: {
      ...{ ...defaultPolicy, removed: 'delete', scope: { type: 'part', part: { room: 'den' } } },
      ...policy,
    },
  };
  return outOfReach({ desired: desiredState(asked), live: liveState(there) }, scopeRules, rules);
};

test('a listed person who is outside would never be deleted, and a warning says so at their line', () => {
  expect(warnings({ 'pet/Rex': { room: 'attic' }, 'pet/Tom': { room: 'den' } })).toEqual([
    {
      severity: 'warning',
      code: 'outside-scope',
      message:
        'pet/Rex is listed and outside policy.scope, so it would never be deleted: removing this entry would leave the account as it is.',
      source: { file: 'x.yaml', line: 1, column: 1 },
      address: 'pet/Rex',
    },
  ]);
});

test('nor would they be parked, where that is what the policy says', () => {
  expect(warnings({ 'pet/Rex': {} }, {}, { removed: 'park' }).map(({ message }) => message)).toEqual([
    'pet/Rex is listed and outside policy.scope, so it would never be parked: removing this entry would leave the account as it is.',
  ]);
});

type Row = readonly [asked: Table, there?: Table, policy?: Some];
const told = (row: Row): readonly (string | undefined)[] => warnings(...row).map(({ address }) => address);

describe('there is a warning', () => {
  const rows: { readonly [sentence: string]: Row } = {
    'of somebody who is not there yet, and clears what would put them inside': [{ 'pet/Rex': { room: null } }],
    'of somebody moved out by the files': [{ 'pet/Rex': { room: 'attic' } }, { 'pet/Rex': { room: 'den' } }],
    'of somebody taken out by the files': [{ 'pet/Rex': { room: null } }, { 'pet/Rex': { room: 'den' } }],
    'of somebody outside, where the files name no place': [{ 'pet/Rex': {} }, { 'pet/Rex': { room: 'attic' } }],
    'of somebody with our mark who is outside': [
      { 'pet/Rex': {} },
      { 'pet/Rex': { room: 'attic', tags: { [ownerTag]: 'us' } } },
    ],
  };
  test.each(Object.entries(rows))('%s', (_, row) => expect(told(row)).toEqual(['pet/Rex']));
});

describe('there is no warning', () => {
  const outside = { 'pet/Rex': { room: 'attic' } };
  const rows: { readonly [sentence: string]: Row } = {
    'of somebody who is inside': [{ 'pet/Rex': { room: 'den' } }],
    'of somebody who is inside already': [{ 'pet/Rex': {} }, { 'pet/Rex': { room: 'den' } }],
    'of somebody moved in by the files': [{ 'pet/Rex': { room: 'den' } }, { 'pet/Rex': { room: 'attic' } }],
    'of somebody we have parked, wherever that is': [
      { 'pet/Rex': {} },
      { 'pet/Rex': { room: 'kennel', tags: { [ownerTag]: 'us', [parkedTag]: '2026-11-01' } } },
    ],
    'of somebody managed by another configuration': [
      outside,
      { 'pet/Rex': { room: 'attic', tags: { [ownerTag]: 'them' } } },
    ],
    'of somebody who is protected': [outside, {}, { protected: ['rex'] }],
    'where nobody is removed': [outside, {}, { removed: 'keep' }],
    'where only others are removed': [outside, {}, { removed: new Map([['room', 'delete']]) }],
    'where the whole instance is managed': [outside, {}, { scope: { type: 'instance' } }],
    'where marks say what is managed': [outside, {}, { scope: { type: 'owned' } }],
    'where people are not managed': [outside, {}, { managed: ['room'] }],
    'of what is no person': [{ 'room/attic': {} }],
    'of an unknown kind': [{ 'bird/Kiki': {} }, {}, { managed: ['bird'] }],
  };
  test.each(Object.entries(rows))('%s', (_, row) => expect(told(row)).toEqual([]));
});
