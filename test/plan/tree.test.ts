/** Where people stand, before and after a plan. */
import { expect, test } from 'vitest';
import { rules } from '../../src/kinds/registry.ts';
import { placeOf, treeOf } from '../../src/plan/compare/tree.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { keyOf } from '../../src/plan/model/rules.ts';
import type { LiveResource, LiveState } from '../../src/plan/model/state.ts';

const resource = (kind: string, key: string, attributes: LiveResource['attributes'] = {}): LiveResource => ({
  ...{ address: { kind, key }, id: key, arn: key, attributes, carried: {} },
});
const stateOf = (...all: readonly LiveResource[]): LiveState =>
  new Map(all.map((one) => [keyOf(rules, one.address), one]));

const live = stateOf(
  resource('hierarchyStructure', '', { levels: ['Region', 'Site'] }),
  resource('hierarchyGroup', 'EMEA'),
  resource('hierarchyGroup', 'EMEA/Dublin'),
  resource('hierarchyGroup', 'EMEA/Cork'),
  resource('user', 'ann', { hierarchyGroup: 'EMEA/Dublin' }),
  resource('user', 'bea', { hierarchyGroup: 'EMEA/Dublin' }),
  resource('user', 'cid', { hierarchyGroup: 'EMEA/Cork' }),
  resource('user', 'dot'),
);
const user = (key: string) => ({ kind: 'user', key });
const group = (key: string) => ({ kind: 'hierarchyGroup', key });
const moves = (key: string, before: string | null, after: string | null): Change => ({
  ...{ action: 'update', address: user(key), before: { hierarchyGroup: before }, after: { hierarchyGroup: after } },
  attributes: [{ path: 'hierarchyGroup', before, after }],
});
const placed = (changes: readonly Change[]) =>
  changes.map((change) => ({ ...change, place: placeOf(change, { live, rules }) ?? {} }));
const tree = (...changes: readonly Change[]) => treeOf(placed(changes), { live, rules });
const branches = (...changes: readonly Change[]): readonly string[] =>
  tree(...changes)?.branches.map(({ path, before = '-', after = '-' }) => `${path.join('/')} ${before} ${after}`) ?? [];

test('as it is', () => {
  expect(tree()?.tiers).toEqual(['Region', 'Site']);
  expect(branches()).toEqual(['EMEA 0 0', 'EMEA/Cork 1 1', 'EMEA/Dublin 2 2']);
});

test('somebody moves, comes, leaves, and stands nowhere any more', () => {
  const changes: readonly Change[] = [
    moves('ann', 'EMEA/Dublin', 'EMEA/Cork'),
    { action: 'create', address: user('eve'), after: { hierarchyGroup: 'EMEA' } },
    { action: 'delete', address: user('bea'), before: {} },
    moves('cid', 'EMEA/Cork', null),
    moves('dot', null, 'EMEA/Cork'),
  ];
  expect(branches(...changes)).toEqual(['EMEA 0 1', 'EMEA/Cork 1 2', 'EMEA/Dublin 2 0']);
  expect(changes.map((change) => placeOf(change, { live, rules }))).toEqual([
    { before: ['EMEA', 'Dublin'], after: ['EMEA', 'Cork'] },
    { after: ['EMEA'] },
    { before: ['EMEA', 'Dublin'] },
    { before: ['EMEA', 'Cork'] },
    { after: ['EMEA', 'Cork'] },
  ]);
});

test('groups come and go', () => {
  expect(
    branches(
      { action: 'create', address: group('APAC'), after: { path: 'APAC' } },
      { action: 'delete', address: group('EMEA/Cork'), before: { path: 'EMEA/Cork' } },
      moves('cid', 'EMEA/Cork', 'APAC'),
    ),
  ).toEqual(['APAC - 1', 'EMEA 0 0', 'EMEA/Cork 1 -', 'EMEA/Dublin 2 2']);
});

test('somebody whose place does not change stands where Connect has them; what is no person stands nowhere', () => {
  const change: Change = {
    ...{ action: 'update', address: user('Ann'), before: { lastName: 'A' }, after: { lastName: 'B' } },
    attributes: [{ path: 'lastName', before: 'A', after: 'B' }],
  };
  const where = ['EMEA', 'Dublin'];
  expect(placeOf(change, { live, rules })).toEqual({ before: where, after: where });
  expect(placeOf({ ...change, address: { kind: 'routingProfile', key: 'x' } }, { live, rules })).toBeUndefined();
  expect(placeOf({ ...change, address: user('dot') }, { live, rules })).toBeUndefined();
});

test('levels are told by the names they get, and there is no tree without groups', () => {
  const levels: Change = {
    ...{ action: 'update', address: { kind: 'hierarchyStructure', key: '' } },
    ...{ before: { levels: ['Region', 'Site'] }, after: { levels: ['Land', 'Site'] }, attributes: [] },
  };
  expect(tree(levels)?.tiers).toEqual(['Land', 'Site']);
  expect(treeOf([], { live: stateOf(resource('user', 'ann')), rules })).toBeUndefined();
});

test('branches are in the order of their names, each after the one above it', () => {
  const keys = ['EMEA/Dublin/South', 'EMEA/Dublin', 'APAC', 'EMEA/Cork', 'EMEA', 'EMEA/Dublin/North', 'EMEA 2'];
  const there = stateOf(...keys.map((key) => resource('hierarchyGroup', key)));
  expect(treeOf([], { live: there, rules })).toEqual({
    tiers: [],
    branches: [
      ['APAC'],
      ['EMEA'],
      ['EMEA', 'Cork'],
      ['EMEA', 'Dublin'],
      ['EMEA', 'Dublin', 'North'],
      ['EMEA', 'Dublin', 'South'],
      ['EMEA 2'],
    ].map((path) => ({ path, before: 0, after: 0 })),
  });
});

test('a branch that comes or goes has no number where it is not', () => {
  const changes: readonly Change[] = [
    { action: 'create', address: group('APAC'), after: {} },
    { action: 'delete', address: group('EMEA/Cork'), before: {} },
  ];
  expect(tree(...changes)?.branches).toStrictEqual([
    { path: ['APAC'], after: 0 },
    { path: ['EMEA'], before: 0, after: 0 },
    { path: ['EMEA', 'Cork'], before: 1 },
    { path: ['EMEA', 'Dublin'], before: 2, after: 2 },
  ]);
});

test('a branch that only changes is there before and after', () => {
  const tagged: Change = {
    ...{ action: 'update', address: group('EMEA'), before: {}, after: { tags: { a: '1' } } },
    attributes: [{ path: 'tags.a', before: null, after: '1' }],
  };
  expect(tree(tagged)?.branches).toEqual(tree()?.branches);
  const renamed: Change = { ...tagged, address: group('Elsewhere') };
  expect(tree(renamed)?.branches).toEqual(tree()?.branches);
});

test('what is created stands nowhere before, even if the name is there in another case', () => {
  const change: Change = { action: 'create', address: user('ANN'), after: { hierarchyGroup: 'EMEA' } };
  expect(placeOf(change, { live, rules })).toEqual({ after: ['EMEA'] });
});

test('levels that are deleted are no names', () => {
  const change: Change = { action: 'delete', address: { kind: 'hierarchyStructure', key: '' }, before: {} };
  const there = stateOf(resource('hierarchyGroup', 'EMEA'));
  expect(treeOf([change], { live: there, rules })?.tiers).toEqual([]);
});

test('what is of an unknown kind stands nowhere', () => {
  const change: Change = { action: 'create', address: { kind: 'bird', key: 'Kiki' }, after: {} };
  const birds = stateOf(resource('hierarchyGroup', 'EMEA'), resource('bird', 'Tweety'));
  expect(placeOf(change, { live: birds, rules })).toBeUndefined();
  expect(treeOf([change], { live: birds, rules })?.branches).toEqual([{ path: ['EMEA'], before: 0, after: 0 }]);
});
