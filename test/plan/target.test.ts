/** A plan that is about a few addresses only. */
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/kinds/registry.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import { type Parked, scope } from '../../src/plan/compare/scope.ts';
import { narrow, withinTargets } from '../../src/plan/compare/target.ts';
import type { Address } from '../../src/plan/model/address.ts';
import { defaultPolicy } from '../../src/plan/model/policy.ts';
import { keyOf } from '../../src/plan/model/rules.ts';
import type { Attributes, DesiredResource, LiveResource } from '../../src/plan/model/state.ts';

const source = { file: 'x', line: 1, column: 1 };
type Resources = { readonly [address: string]: Attributes };
const addressOf = (text: string) => {
  const [kind = '', ...rest] = text.split('/');
  return { kind, key: rest.join('/') };
};
const states = <R>(resources: Resources, make: (address: ReturnType<typeof addressOf>, attributes: Attributes) => R) =>
  new Map(
    Object.entries(resources).map(([address, attributes]): [string, R] => [
      keyOf(rules, addressOf(address)),
      make(addressOf(address), attributes),
    ]),
  );
const desiredOf = (resources: Resources) =>
  states(
    resources,
    (address, attributes): DesiredResource => ({
      address,
      attributes,
      origins: { type: 'entry', path: [], source: { at: () => source } },
    }),
  );
const liveOf = (resources: Resources) =>
  states(
    resources,
    (address, attributes): LiveResource => ({ address, attributes, id: address.key, arn: '', carried: {} }),
  );

const mark = { tags: { 'connect-sync:owner': 'me' } };
const desired = desiredOf({
  'user/ann': { firstName: 'Ann' },
  'user/Ben': { firstName: 'Ben', hierarchyGroup: 'EMEA/Dublin' },
  'hierarchyGroup/EMEA/Dublin': {},
  'hierarchyGroup/Elsewhere': {},
});
const live = liveOf({
  'user/ann': { firstName: 'Other' },
  'user/old': { firstName: 'Old', ...mark },
  'user/older': { firstName: 'Older', ...mark },
  'routingProfile/Basic': {},
});

function changesOf(targets: readonly string[] | undefined, removed: 'keep' | 'delete' = 'delete') {
  const managed = new Set(['user', 'hierarchyGroup']);
  const policy = { ...defaultPolicy, removed };
  const scoped = scope({ desired, live }, { owner: 'me', managed, policy }, rules);
  const narrowed = narrow({ desired, live, scoped }, targets, rules);
  return {
    changes: diff(narrowed.scoped.desired, narrowed.scoped.live, rules).map(
      ({ action, address }) => `${action} ${address.kind}/${address.key}`,
    ),
    kept: narrowed.scoped.noLongerListed.map(({ key }) => key),
    told: narrowed.diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`),
  };
}

test('without targets it is about everything', () => {
  expect(changesOf(undefined)).toEqual({
    changes: [
      'create hierarchyGroup/EMEA/Dublin',
      'create hierarchyGroup/Elsewhere',
      'create user/Ben',
      'update user/ann',
      'delete user/old',
      'delete user/older',
    ],
    kept: [],
    told: [],
  });
});

describe('with targets it is about these', () => {
  const cases: { readonly [what: string]: readonly [targets: readonly string[], changes: readonly string[]] } = {
    'a change': [['user/ann'], ['update user/ann']],
    'a deletion': [['user/old'], ['delete user/old']],
    several: [
      ['user/old', 'user/ann'],
      ['update user/ann', 'delete user/old'],
    ],
    'a pattern of names, live ones too': [['user/ol*'], ['delete user/old', 'delete user/older']],
    'a pattern that a resource of another kind has, too': [
      ['hierarchyGroup/E*'],
      ['create hierarchyGroup/EMEA/Dublin', 'create hierarchyGroup/Elsewhere'],
    ],
    'a pattern of one kind, whatever another has': [
      ['hierarchyGroup/*'],
      ['create hierarchyGroup/EMEA/Dublin', 'create hierarchyGroup/Elsewhere'],
    ],
    'in whatever case Connect would take it': [['user/ANN'], ['update user/ann']],
    'with what it needs and what is not there yet': [
      ['user/ben'],
      ['create hierarchyGroup/EMEA/Dublin', 'create user/Ben'],
    ],
    'what is live and not asked for, which changes nothing': [['routingProfile/Basic'], []],
  };
  test.each(Object.entries(cases))('%s', (_, [targets, changes]) =>
    expect(changesOf(targets).changes).toEqual(changes),
  );

  test('and says so', () => {
    expect(changesOf(['user/ann']).told).toEqual([
      'warning targeted: This plan is limited to user/ann; others may differ as well.',
    ]);
    expect(changesOf(['user/ann', 'user/old']).told).toEqual([
      'warning targeted: This plan is limited to 2 resources; others may differ as well.',
    ]);
    expect(changesOf(['user/ann', 'user/ol*']).told).toEqual([
      'warning targeted: This plan is limited to 2 targets; others may differ as well.',
    ]);
  });

  test('those who are no longer listed and kept are told of only where targeted', () => {
    expect(changesOf(['user/old'], 'keep').kept).toEqual(['old']);
  });

  test('and so are those who are parked or held back', () => {
    const [ann, old] = [addressOf('user/ann'), addressOf('user/old')];
    const origins = { type: 'entry', path: [], source: { at: () => source } } as const;
    const parked = (address: Address): Parked => ({
      ...{ parkedOn: '2026-11-01', deleteOn: '2026-12-01', deletedAt: 0 },
      resource: { address, attributes: {}, origins },
    });
    const both = new Map([
      ['user/ann', parked(ann)],
      ['user/old', parked(old)],
    ]);
    const plain = scope({ desired, live }, { managed: new Set(), policy: defaultPolicy }, rules);
    const scoped = { ...plain, parked: both, heldBack: [ann, old] };
    const narrowed = narrow({ desired, live, scoped }, ['user/OLD'], rules).scoped;
    expect(narrowed.parked).toEqual(new Map([['user/old', parked(old)]]));
    expect(narrowed.heldBack).toEqual([old]);
  });

  test('without what it needs and what is there already, even if that differs', () => {
    const asked = desiredOf({ 'user/ben': { hierarchyGroup: 'EMEA' }, 'hierarchyGroup/EMEA': { tags: { a: '1' } } });
    const there = liveOf({ 'user/ben': {}, 'hierarchyGroup/EMEA': {} });
    const managed = new Set(['user', 'hierarchyGroup']);
    const scoped = scope({ desired: asked, live: there }, { managed, policy: defaultPolicy }, rules);
    expect([...narrow({ desired: asked, live: there, scoped }, ['user/ben'], rules).desired.keys()]).toEqual([
      'user/ben',
    ]);
  });
});

test.each([
  ['a slip', 'user/an', 'did you mean "user/ann"?'],
  ['a name without its kind', 'ben', 'did you mean "user/Ben"?'],
  ['another word for the kind', 'people/ben', 'did you mean "user/Ben"?'],
  ['another case, where names have one', 'hierarchyGroup/elsewhere', 'did you mean "hierarchyGroup/Elsewhere"?'],
  ['what is like nothing', 'queue/Whatever', 'an address is a kind and a name, such as user/jane.doe.'],
  ['nothing', '', 'an address is a kind and a name'],
  ['one of our prototypes', '__proto__/constructor', 'an address is a kind and a name'],
])('%s is an error', (_, target, hint) => {
  const { told } = changesOf(['user/ann', target]);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(
    `error unknown-target: Neither the files nor Amazon Connect know the target ${JSON.stringify(target)}`,
  );
  expect(told[0]).toContain(hint);
});

test('of the files, only what is named is asked about', () => {
  expect([...withinTargets(desired, ['user/BEN', 'user/none'], rules).keys()]).toEqual(['user/ben']);
  expect(withinTargets(desired, undefined, rules)).toBe(desired);
});

test('the part that a target needs comes along, of what is there without it', () => {
  const asked = desiredOf({
    'user/ann': { hierarchyGroup: 'EMEA/Dublin', proficiencies: { Skill: { Claims: 3 } } },
    'hierarchyGroup/EMEA/Dublin': { path: 'EMEA/Dublin' },
    'hierarchyStructure/': { levels: ['Region', 'Site'] },
    'predefinedAttribute/Skill': { values: ['Claims'] },
    'predefinedAttribute/Other': { values: ['a'] },
  });
  const there = liveOf({
    'user/ann': {},
    'hierarchyGroup/EMEA': { path: 'EMEA' },
    'hierarchyStructure/': { levels: ['Region'] },
    'predefinedAttribute/Skill': { values: [] },
    'predefinedAttribute/Other': { values: [] },
  });
  const managed = new Set([...asked.values()].map(({ address }) => address.kind));
  const scoped = scope({ desired: asked, live: there }, { managed, policy: defaultPolicy }, rules);
  const { desired: reached } = narrow({ desired: asked, live: there, scoped }, ['user/ann'], rules);
  expect([...reached.values()].map(({ address }) => `${address.kind}/${address.key}`)).toEqual([
    'user/ann',
    'hierarchyGroup/EMEA/Dublin',
    'predefinedAttribute/Skill',
    'hierarchyStructure/',
  ]);
});
