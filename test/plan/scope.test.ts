import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { isAdoption, marked, type ScopeRules } from '../../src/plan/compare/ownership.ts';
import { scope } from '../../src/plan/compare/scope.ts';
import { format } from '../../src/plan/model/address.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import { defaultPolicy, makeMatcher, type Policy } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };
const ours: Attributes = { tags: { [ownerTag]: 'us' } };
const theirs: Attributes = { tags: { [ownerTag]: 'them' } };

type Some = Partial<Policy> & Pick<ScopeRules, 'owner'>;
const us: Some = { owner: 'us' };

function scoped(asked: Table, there: Table, { owner, ...policy }: Some = {}) {
  const desired = marked(desiredState(asked), owner, rules);
  const found = scope(
    { desired, live: liveState(there) },
    { ...(owner !== undefined && { owner }), managed: new Set(['pet']), policy: { ...defaultPolicy, ...policy } },
    rules,
  );
  return { ...found, changes: diff(found.desired, found.live, rules) };
}

interface Expected {
  readonly changes?: readonly string[];
  readonly noLongerListed?: readonly string[];
  readonly unmanaged?: number;
  readonly codes?: readonly string[];
}
type Row = readonly [asked: Table, there: Table, policy: Some, expected: Expected];

const rows: { readonly [sentence: string]: Row } = {
  'listed and ours: compared': [{ 'pet/Rex': { room: 'den' } }, { 'pet/Rex': { room: 'den', ...ours } }, us, {}],
  'listed and without a mark: adopted': [{ 'pet/Rex': {} }, { 'pet/Rex': {} }, us, { changes: ['adopt pet/Rex'] }],
  'listed, without a mark and different: an update that marks as well': [
    { 'pet/Rex': { room: 'den' } },
    { 'pet/Rex': {} },
    us,
    { changes: ['update pet/Rex'] },
  ],
  'listed and marked by another: refused': [
    { 'pet/Rex': {} },
    { 'pet/Rex': theirs },
    us,
    { codes: ['owned-by-another'], changes: ['adopt pet/Rex'] },
  ],
  'listed and marked, without an owner: the mark is left alone': [{ 'pet/Rex': {} }, { 'pet/Rex': theirs }, {}, {}],
  'not listed and ours: kept and reported': [{}, { 'pet/Rex': ours }, us, { noLongerListed: ['pet/Rex'] }],
  'not listed and ours, where the policy says delete: deleted': [
    {},
    { 'pet/Rex': ours },
    { owner: 'us', removed: 'delete' },
    { changes: ['delete pet/Rex'] },
  ],
  'not listed and not ours: not deleted either': [
    {},
    { 'pet/Rex': theirs, 'pet/Kiki': {} },
    { owner: 'us', removed: 'delete' },
    { unmanaged: 2 },
  ],
  'not listed, without an owner: never deleted': [{}, { 'pet/Rex': ours }, { removed: 'delete' }, { unmanaged: 1 }],
  'not listed, without an owner, but the whole instance is ours: deleted, unless somebody has marked it': [
    {},
    { 'pet/Rex': theirs, 'pet/Kiki': {} },
    { removed: 'delete', scope: { type: 'instance' } },
    { changes: ['delete pet/Kiki'], unmanaged: 1 },
  ],
  'not listed, in an instance that is ours as a whole: ours and unmarked, never theirs': [
    {},
    { 'pet/Rex': theirs, 'pet/Kiki': {}, 'pet/Tom': ours },
    { ...us, removed: 'delete', scope: { type: 'instance' } },
    { changes: ['delete pet/Kiki', 'delete pet/Tom'], unmanaged: 1 },
  ],
  'not listed, in an instance that is ours as a whole: kept and reported where the policy says keep': [
    {},
    { 'pet/Rex': theirs, 'pet/Kiki': {} },
    { ...us, scope: { type: 'instance' } },
    { noLongerListed: ['pet/Kiki'], unmanaged: 1 },
  ],
  'not listed and in the part that is ours: deleted, unless somebody else has marked it': [
    {},
    {
      'pet/in': { room: 'den' },
      'pet/beside': { room: 'kitchen' },
      'pet/nowhere': {},
      'pet/theirs': { room: 'den', ...theirs },
      'pet/moved': { room: 'kitchen', ...ours },
    },
    { ...us, removed: 'delete', scope: { type: 'part', part: { room: 'den' } } },
    { changes: ['delete pet/in'], unmanaged: 4 },
  ],
  'not listed and protected: kept, and said to be': [
    {},
    { 'pet/Admin.Rex': ours, 'pet/Kiki': ours },
    { ...us, removed: 'delete', protected: ['admin*'] },
    { changes: ['delete pet/Kiki'], noLongerListed: ['pet/Admin.Rex'], codes: ['protected'] },
  ],
  'not listed, protected and kept anyway: reported once': [
    {},
    { 'pet/Rex': ours },
    { ...us, protected: ['rex'] },
    { noLongerListed: ['pet/Rex'] },
  ],
  'listed, protected and different: left as it is, with a warning': [
    { 'pet/Rex': { room: 'den' } },
    { 'pet/Rex': ours },
    { ...us, protected: ['r?x'] },
    { codes: ['protected'] },
  ],
  'listed, protected and without a mark: not even adopted': [
    { 'pet/Rex': {} },
    { 'pet/Rex': {} },
    { ...us, protected: ['*'] },
    {},
  ],
  'listed, protected and not live yet: created': [
    { 'pet/Rex': {} },
    {},
    { ...us, protected: ['*'] },
    { changes: ['create pet/Rex'] },
  ],
  'listed, protected and marked by another: refused all the same': [
    { 'pet/Rex': {} },
    { 'pet/Rex': theirs },
    { ...us, protected: ['*'] },
    { codes: ['owned-by-another'] },
  ],
  'not listed and of a kind that is not managed: never deleted': [
    {},
    { 'room/den': ours },
    { owner: 'us', removed: 'delete' },
    {},
  ],
  'not listed and without a mark: none of our business': [{}, { 'pet/Rex': {} }, us, { unmanaged: 1 }],
  'not listed and of another owner: none of our business': [{}, { 'pet/Rex': theirs }, us, { unmanaged: 1 }],
  'not listed, without an owner: none of our business, whatever its mark': [
    {},
    { 'pet/Rex': ours, 'pet/Kiki': {} },
    {},
    { unmanaged: 2 },
  ],
  'a kind that is not managed is not counted': [{}, { 'room/den': ours }, us, {}],
  'the mark of an empty owner is a mark': [
    {},
    { 'pet/Rex': { tags: { [ownerTag]: '' } } },
    { owner: '' },
    { noLongerListed: ['pet/Rex'] },
  ],
  'a mark is compared letter by letter': [{}, { 'pet/Rex': { tags: { [ownerTag]: 'US' } } }, us, { unmanaged: 1 }],
  'not live yet: created': [{ 'pet/Rex': {} }, {}, us, { changes: ['create pet/Rex'] }],
  'another case is the same, and told': [{ 'pet/rex': {} }, { 'pet/Rex': ours }, us, { codes: ['different-case'] }],
};

describe('a resource that is', () => {
  test.each(Object.entries(rows))('%s', (_, [asked, there, policy, expected]) => {
    const { changes, noLongerListed, unmanaged, diagnostics } = scoped(asked, there, policy);
    expect({
      changes: changes.map((change) => `${isAdoption(change) ? 'adopt' : change.action} ${format(change.address)}`),
      noLongerListed: noLongerListed.map(format),
      unmanaged,
      codes: diagnostics.map(({ code }) => code),
    }).toEqual({ changes: [], noLongerListed: [], unmanaged: 0, codes: [], ...expected });
  });
});

test('the mark joins the tags that are asked for', () => {
  const [change] = scoped({ 'pet/Rex': { tags: { a: '1' } } }, {}, us).changes;
  expect(change).toMatchObject({ after: { tags: { a: '1', [ownerTag]: 'us' } } });
});

test('the files stay as they are when a mark is added', () => {
  const desired = desiredState({ 'pet/Rex': { tags: { a: '1' } } });
  marked(desired, 'us', rules);
  expect(desired.get('pet/rex')?.attributes).toEqual({ tags: { a: '1' } });
});

test('what is no longer listed is told in the order of its addresses', () => {
  const { noLongerListed } = scoped({}, { 'pet/b': ours, 'pet/c': ours, 'pet/a': ours }, us);
  expect(noLongerListed.map(format)).toEqual(['pet/a', 'pet/b', 'pet/c']);
});

test('a conflict names both owners, the place and a way out', () => {
  const { diagnostics } = scoped({ 'pet/Rex': {} }, { 'pet/Rex': theirs }, us);
  expect(diagnostics).toMatchObject([{ severity: 'error', address: 'pet/Rex', source: { file: 'x.yaml' } }]);
  expect(diagnostics[0]?.message).toMatchInlineSnapshot(
    `"pet/Rex is managed by "them", and this configuration is "us"; list it in one of the two only, or remove its tag connect-sync:owner in Amazon Connect."`,
  );
});

test('another case is a warning that says how to write it', () => {
  const { diagnostics } = scoped({ 'pet/rex': {} }, { 'pet/Rex': {} });
  expect(diagnostics).toMatchObject([{ severity: 'warning' }]);
  expect(diagnostics[0]?.message).toMatchInlineSnapshot(
    `""rex" is "Rex" in Amazon Connect; they are taken for the same, write it as there."`,
  );
});

describe('an adoption is', () => {
  const update = (asked: Attributes, there: Attributes) =>
    scoped({ 'pet/Rex': asked }, { 'pet/Rex': there }, us).changes;
  test('the mark and nothing else', () => expect(update({}, {}).map(isAdoption)).toEqual([true]));
  test('not another tag beside it', () => expect(update({ tags: { a: '1' } }, {}).map(isAdoption)).toEqual([false]));
  test('not another attribute after it', () => {
    expect(update({ tags: {}, room: 'den' }, {}).map(isAdoption)).toEqual([false]);
  });
  test('not a create', () => expect(scoped({ 'pet/Rex': {} }, {}, us).changes.map(isAdoption)).toEqual([false]));
  test('not a tag of another name', () => {
    const [change] = diff(desiredState({ 'pet/Rex': { tags: { owner: 'us' } } }), liveState({ 'pet/Rex': {} }), rules);
    expect(change && isAdoption(change)).toBe(false);
  });
});

test('the resources that shares are taken of are those that are listed, or live and in reach', () => {
  const there = { 'pet/Rex': ours, 'pet/Kiki': ours, 'pet/Tom': {}, 'pet/Mia': theirs, 'room/den': ours };
  const asked = { 'pet/Rex': {}, 'pet/New': {}, 'room/new': {}, 'bird/Kiki': {} };
  expect(scoped(asked, there, us).totals).toEqual({ people: 3, configuration: 2 });
  expect(scoped(asked, there, { ...us, scope: { type: 'instance' } }).totals.people).toBe(4);
  expect(scoped({}, there).totals).toEqual({ people: 0, configuration: 0 });
});

describe('a glob', () => {
  test.each([
    ['admin*', 'Admin', true],
    ['admin*', 'ADMINISTRATOR@x.co', true],
    ['admin*', 'the.admin', false],
    ['svc-?', 'svc-1', true],
    ['svc-?', 'svc-12', false],
    ['svc-?', 'svc-', false],
    ['a.b', 'axb', false],
    ['a.b', 'a.b', true],
    ['*@x.co', 'jane@x.co', true],
    ['*@x.co', 'jane@x.com', false],
    ['corp\\*', 'CORP\\jane', true],
    ['*', '', true],
    ['', 'x', false],
    ['a[bc]', 'ab', false],
    ['é*', 'Éva', true],
  ])('%s and %s', (glob, name, expected) => {
    expect(makeMatcher(['nobody', glob])(name)).toBe(expected ? glob : undefined);
  });
  test('of fifty stars takes no longer than another', () => {
    const globOf = makeMatcher([`${'*a'.repeat(50)}*b`]);
    expect(globOf('a'.repeat(100_000))).toBeUndefined();
    expect(globOf(`${'a'.repeat(100_000)}b`)).toBeDefined();
  });
});
