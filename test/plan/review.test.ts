/** Is a plan still the one that was reviewed, and what of it can be made where it is not? */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/kinds/registry.ts';
import { compareWithReviewed, only, stillAsReviewed } from '../../src/plan/compare/review.ts';
import type { Plan, PlannedChange } from '../../src/plan/model/plan.ts';
import { planDocument, type SavedPlan } from '../../src/plan/model/plan-file.ts';
import { changes, create, plan, remove, update } from '../support/plans.ts';

const tool = { name: 'connect-sync', version: '0' };
const saved = (some: Partial<Plan>): SavedPlan => planDocument(plan(some), tool) as unknown as SavedPlan;
/** Nothing that was made is asked for any more. */
const comparing = { imagine: () => [], rules };
const differences = (reviewed: readonly PlannedChange[], now: readonly PlannedChange[]) =>
  compareWithReviewed(saved({ changes: reviewed }), plan({ changes: now }), comparing);

describe('a plan with the reviewed changes may be applied', () => {
  test('whatever else is different', () => {
    const reviewed = saved({ changes: [changes.update], diagnostics: [] });
    const summary = { ...plan().summary, unchanged: 7 };
    expect(compareWithReviewed(reviewed, plan({ changes: [changes.update], summary }), comparing)).toEqual([]);
  });
  test('with nothing to do as well', () => expect(differences([], [])).toEqual([]));
});

test('of another instance or Region, nothing else is compared', () => {
  const target = { region: 'eu-west-2', instanceId: 'other', identityManagement: 'SAML' };
  expect(compareWithReviewed(saved({ changes: [changes.update] }), plan({ target }), comparing)).toEqual([
    { type: 'elsewhere', what: 'instanceId', reviewed: '10a4c4eb', now: 'other' },
    { type: 'elsewhere', what: 'region', reviewed: 'us-west-2', now: 'eu-west-2' },
  ]);
});

test('what is new and what is gone is told by address', () => {
  expect(differences([changes.update, changes.remove], [changes.create, changes.update])).toEqual([
    { type: 'gone', address: 'user/zoe', action: 'delete' },
    { type: 'new', address: 'user/omar', action: 'create' },
  ]);
});

describe('a change is different', () => {
  const cases: {
    readonly [what: string]: readonly [reviewed: PlannedChange, now: PlannedChange, details: readonly object[]];
  } = {
    'in what an attribute becomes': [
      update('jane', [['lastName', 'Doe', 'Dorn']]),
      update('jane', [['lastName', 'Doe', 'Dern']]),
      [
        {
          what: 'lastName',
          reviewed: { before: 'Doe', after: 'Dorn' },
          now: { before: 'Doe', after: 'Dern' },
        },
      ],
    ],
    'in what an attribute was, though it becomes the same': [
      update('jane', [['lastName', 'Doe', 'Dorn']]),
      update('jane', [['lastName', 'Dee', 'Dorn']]),
      [{ what: 'lastName', reviewed: { before: 'Doe', after: 'Dorn' }, now: { before: 'Dee', after: 'Dorn' } }],
    ],
    'in an attribute more': [
      update('jane', [['lastName', 'Doe', 'Dorn']]),
      update('jane', [
        ['lastName', 'Doe', 'Dorn'],
        ['phoneConfig.autoAccept.VOICE', false, true],
      ]),
      [{ what: 'phoneConfig.autoAccept.VOICE', now: { before: false, after: true } }],
    ],
    'in an attribute of a new user': [
      create('jane', { firstName: 'Jane', tags: { a: '1' } }),
      create('jane', { firstName: 'Jane', tags: { a: '2' } }),
      [{ what: 'tags.a', reviewed: { after: '1' }, now: { after: '2' } }],
    ],
    'in what a deleted user has': [
      remove('jane', { firstName: 'Jane' }),
      remove('jane', { firstName: 'Jane', lastName: 'Doe' }),
      [{ what: 'lastName', now: { before: 'Doe', after: null } }],
    ],
    'in an attribute less': [
      update('jane', [
        ['lastName', 'Doe', 'Dorn'],
        ['firstName', 'J', 'Jane'],
      ]),
      update('jane', [['lastName', 'Doe', 'Dorn']]),
      [{ what: 'firstName', reviewed: { before: 'J', after: 'Jane' } }],
    ],
    'in an empty map of a new user': [
      create('jane', { firstName: 'Jane' }),
      create('jane', { firstName: 'Jane', tags: {} }),
      [{ what: 'tags', now: { after: {} } }],
    ],
    'in that it parks somebody, with all else the same': [
      update('jane', [['lastName', 'Doe', 'Dorn']]),
      update('jane', [['lastName', 'Doe', 'Dorn']], { leaving: { parkedOn: '2026-11-01', deleteOn: '2026-12-01' } }),
      [{ what: 'change', reviewed: { after: '?' }, now: { after: '?' } }],
    ],
    'in its action': [
      create('jane', { firstName: 'Jane' }),
      remove('jane', { firstName: 'Jane' }),
      [{ what: 'action', reviewed: { after: 'create' }, now: { after: 'delete' } }],
    ],
    'in its calls alone': [
      create('jane', {}),
      create('jane', {}, { calls: ['CreateUser', 'TagResource'] }),
      [{ what: 'calls', reviewed: { after: ['CreateUser'] }, now: { after: ['CreateUser', 'TagResource'] } }],
    ],
    'in its risk alone': [
      create('jane', {}),
      create('jane', {}, { risk: 'privilege' }),
      [{ what: 'risk', reviewed: { after: 'normal' }, now: { after: 'privilege' } }],
    ],
  };
  test.each(Object.entries(cases))('%s', (_, [reviewed, now, details]) => {
    expect(differences([reviewed], [now])).toEqual([
      { type: 'different', address: 'user/jane', action: now.action, details },
    ]);
  });
});

test('the same changes told in another order, which no plan of ours does, are not the same plan', () => {
  expect(differences([changes.update, changes.remove], [changes.remove, changes.update])).toEqual([
    { type: 'arrangement' },
  ]);
});

test('law: a plan is as reviewed exactly where its changes are', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const change = fc.oneof(
    fc.record({ a: value, b: fc.dictionary(fc.string(), value) }).map((after) => create('jane', after)),
    value.map((after) => update('jane', [['a', 'x', after]])),
  );
  fc.assert(
    fc.property(change, change, (one, other) => {
      const same = JSON.stringify(saved({ changes: [one] })) === JSON.stringify(saved({ changes: [other] }));
      expect(differences([one], [one])).toEqual([]);
      expect(differences([one], [other]).length === 0).toBe(
        same || saved({ changes: [one] }).digest === saved({ changes: [other] }).digest,
      );
    }),
  );
});

describe('still as reviewed', () => {
  const group = (key: string, change: PlannedChange): PlannedChange => ({
    ...change,
    address: { kind: 'hierarchyGroup', key },
  });
  const kept = (reviewed: readonly PlannedChange[], now: readonly PlannedChange[]) => [
    ...stillAsReviewed(plan({ changes: now }), differences(reviewed, now), rules),
  ];

  test('are the changes that are the same', () => {
    const other = update('jane', [['lastName', 'Doe', 'Dern']]);
    expect(kept([changes.update, changes.create, changes.remove], [other, changes.create])).toEqual(['user/omar']);
  });

  test('but not those that point at something whose creation is left out', () => {
    const omar = create('omar', { hierarchyGroup: 'EMEA/Dublin' });
    const dublin = group('EMEA/Dublin', create('x', {}));
    expect(kept([omar, dublin], [dublin, omar])).toEqual(['hierarchyGroup/EMEA/Dublin', 'user/omar']);
    expect(kept([omar], [dublin, omar])).toEqual([]);
  });

  test('and those that point at something else, or at what is there and only changes', () => {
    const omar = create('omar', { hierarchyGroup: 'EMEA/Dublin' });
    const cork = group('EMEA/Cork', create('x', {}));
    const dublin = (name: string) => group('EMEA/Dublin', update('x', [['name', 'Dub', name]]));
    expect(kept([omar], [cork, omar])).toEqual(['user/omar']);
    expect(kept([dublin('Dublin'), omar], [dublin('Dublin City'), omar])).toEqual(['user/omar']);
  });

  test('nor those of them that point at these, and so on', () => {
    const dublin = group('EMEA/Dublin', create('x', {}));
    const move = update('jane', [['hierarchyGroup', null, 'EMEA/Dublin']]);
    const zoe = create('zoe', { firstName: 'Zoe' });
    expect(kept([move, zoe], [dublin, move, zoe])).toEqual(['user/zoe']);
  });

  test('nor the deletion of what somebody who is left out still points at', () => {
    const gone = group('EMEA', remove('x', {}));
    const jane = update('jane', [['hierarchyGroup', 'EMEA', 'Americas']]);
    expect(kept([gone, jane], [gone, jane])).toEqual(['hierarchyGroup/EMEA', 'user/jane']);
    expect(kept([gone], [gone, jane])).toEqual([]);
  });

  test('make a plan that a pass over them alone is as reviewed for', () => {
    const reviewed = saved({ changes: [changes.update, changes.create] });
    const rest = only(reviewed, new Set(['user/omar']));
    expect(compareWithReviewed(rest, plan({ changes: [changes.create] }), comparing)).toEqual([]);
    expect(compareWithReviewed(rest, plan({ changes: [changes.update, changes.create] }), comparing)).toHaveLength(1);
  });
});
