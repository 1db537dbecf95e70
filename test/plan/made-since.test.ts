/** Changes of a reviewed plan that have been made since, wholly or in part. */
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/kinds/registry.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import { compareWithReviewed } from '../../src/plan/compare/review.ts';
import { merge } from '../../src/plan/model/merge.ts';
import type { PlannedChange } from '../../src/plan/model/plan.ts';
import { planDocument, type SavedPlan } from '../../src/plan/model/plan-file.ts';
import type { Attributes, DesiredState, LiveState } from '../../src/plan/model/state.ts';
import { create, plan, remove, update } from '../support/plans.ts';
import { desiredState, liveState } from '../support/states.ts';

const tool = { name: 'connect-sync', version: '0' };
const live = (attributes: Attributes, key = 'jane'): LiveState => liveState({ [`user/${key}`]: attributes }, rules);
const wants = (attributes: Attributes): DesiredState => desiredState({ 'user/jane': attributes }, rules);
const nothing: DesiredState & LiveState = new Map();

/** How the changes that are left differ from the reviewed ones, with these files and this in Connect. */
function compared(
  reviewed: readonly PlannedChange[],
  left: readonly PlannedChange[],
  { files, found }: { readonly files: DesiredState; readonly found: LiveState },
) {
  const saved = planDocument(plan({ changes: reviewed }), tool) as unknown as SavedPlan;
  return compareWithReviewed(saved, plan({ changes: left }), {
    rules,
    imagine: (edit) => diff(files, edit(found), rules),
  });
}
const now = (reviewed: PlannedChange, left: readonly PlannedChange[], files: DesiredState, found: LiveState) =>
  compared([reviewed], left, { files, found });

/** What is planned of Jane with these files and this in Connect. */
function planned(files: Attributes, found: Attributes): PlannedChange {
  const [change] = diff(wants(files), live(found), rules);
  if (!change) throw new Error('Nothing differs.');
  return { ...change, calls: ['UpdateUserIdentityInfo', 'TagResource'], risk: 'normal' };
}

const asked = { lastName: 'Dorn', firstName: 'Jane' };
const rename = update('jane', [
  ['lastName', 'Doe', 'Dorn'],
  ['firstName', 'J', 'Jane'],
]);
const rest = update('jane', [['firstName', 'J', 'Jane']]);
const gone = (action: string) => [{ type: 'gone', address: 'user/jane', action }];

describe('what has been made since', () => {
  test('is no difference while the files ask for it', () => {
    expect(now(rename, [], wants(asked), live(asked))).toEqual([]);
    expect(now(create('jane', asked), [], wants(asked), live(asked))).toEqual([]);
    expect(now(remove('jane', asked), [], nothing, nothing)).toEqual([]);
  });

  test.each<[string, found: Attributes, files: Attributes]>([
    ['that were there and stay', { email: 'j@x.co', lastName: 'Doe' }, { email: 'j@x.co', lastName: 'Dorn' }],
    ['that were not set before', { lastName: 'Doe' }, { lastName: 'Doe', mobile: '+1' }],
    ['that were cleared', { lastName: 'Doe', mobile: '+1' }, { lastName: 'Doe', mobile: null }],
    [
      'within a map, beside what stays of it',
      { tags: { a: '1', b: 'x', c: 'y' } },
      { tags: { a: '2', b: 'x', c: null, d: 'z' } },
    ],
    ['under a name that every object has', { tags: { a: 'x' } }, { tags: { constructor: '1' } }],
    ['in a map that was not there', { lastName: 'Doe' }, { lastName: 'Doe', tags: { a: '1' } }],
    ['in a map in place of another value', { tags: 'none' }, { tags: { a: '1' } }],
    ['in maps at every depth', { p: { q: { r: 1, s: 2 } } }, { p: { q: { r: 3, s: 2 } } }],
  ])('is taken for made, with attributes %s', (_, before, files) => {
    const reviewed = planned(files, before);
    expect(now(reviewed, [], wants(files), live(merge(before, files)))).toEqual([]);
  });

  test('in part leaves the rest to be made', () => {
    expect(now(rename, [rest], wants(asked), live({ lastName: 'Dorn', firstName: 'J' }))).toEqual([]);
  });

  test('in part may leave a rest with the risk of all, or with none', () => {
    const found = live({ lastName: 'Dorn', firstName: 'J' });
    const risky = { ...rename, risk: 'privilege' } as const;
    expect(now(risky, [{ ...rest, risk: 'privilege' }], wants(asked), found)).toEqual([]);
    expect(now(risky, [rest], wants(asked), found)).toEqual([]);
  });

  test('of a new user leaves calls of the creation, whatever the user has in between', () => {
    const creation = create('jane', asked, { calls: ['CreateUser', 'AssociateUserProficiencies'] });
    const left = update('jane', [['firstName', 'Default', 'Jane']], { calls: ['AssociateUserProficiencies'] });
    expect(now(creation, [left], wants(asked), live({ ...asked, firstName: 'Default' }))).toEqual([]);
  });

  test('is gone where the files no longer ask for it', () => {
    expect(now(rename, [], wants({ lastName: 'Dorn' }), live(asked))).toEqual(gone('update'));
    expect(now(rename, [], wants({ ...asked, lastName: 'Doe' }), live({ ...asked, lastName: 'Doe' }))).toEqual(
      gone('update'),
    );
    expect(now(rename, [], nothing, nothing)).toEqual(gone('update'));
    expect(now(create('jane', asked), [], nothing, nothing)).toEqual(gone('create'));
    expect(now(remove('jane', asked), [], wants(asked), live(asked))).toEqual(gone('delete'));
  });
});

describe('what is left is different', () => {
  const different = (details: readonly object[], action = 'update') => [
    { type: 'different', address: 'user/jane', action, details },
  ];
  const half = live({ lastName: 'Dorn', firstName: 'J' });
  const made = { what: 'lastName', reviewed: { before: 'Doe', after: 'Dorn' } };
  const calls = (names: readonly string[]) => ({
    ...{ what: 'calls', reviewed: { after: ['UpdateUserIdentityInfo'] }, now: { after: names } },
  });

  test('where it starts from another value', () => {
    const other = update('jane', [['firstName', 'K', 'Jane']]);
    const step = { what: 'firstName', reviewed: { before: 'J', after: 'Jane' }, now: { before: 'K', after: 'Jane' } };
    expect(now(rename, [other], wants(asked), live({ lastName: 'Dorn', firstName: 'K' }))).toEqual(
      different([made, step]),
    );
  });
  test('where one of its attributes does, and another does not', () => {
    const other = update('jane', [
      ['firstName', 'J', 'Jane'],
      ['lastName', 'Dee', 'Dorn'],
    ]);
    const step = { ...made, now: { before: 'Dee', after: 'Dorn' } };
    expect(now(rename, [other], wants(asked), live({ lastName: 'Dee', firstName: 'J' }))).toEqual(different([step]));
  });
  test('where it takes other calls, or more', () => {
    const tagged = ['TagResource'];
    const both = ['UpdateUserIdentityInfo', 'TagResource'];
    expect(now(rename, [{ ...rest, calls: tagged }], wants(asked), half)).toEqual(different([made, calls(tagged)]));
    expect(now(rename, [{ ...rest, calls: both }], wants(asked), half)).toEqual(different([made, calls(both)]));
  });
  test('where it is a risk that the whole was not', () => {
    const risk = { what: 'risk', reviewed: { after: 'normal' }, now: { after: 'privilege' } };
    expect(now(rename, [{ ...rest, risk: 'privilege' }], wants(asked), half)).toEqual(different([made, risk]));
  });
  test('where it is another action', () => {
    const action = { what: 'action', reviewed: { after: 'update' }, now: { after: 'delete' } };
    expect(now(rename, [remove('jane', asked)], nothing, live(asked))).toEqual(different([action], 'delete'));
  });
  test('where it is the same creation by fewer calls: nothing of it has been made', () => {
    const creation = create('jane', asked, { calls: ['CreateUser', 'TagResource'] });
    const fewer = { what: 'calls', reviewed: { after: creation.calls }, now: { after: ['CreateUser'] } };
    expect(now(creation, [create('jane', asked)], wants(asked), nothing)).toEqual(different([fewer], 'create'));
  });
});

test('the same changes told in another order are another arrangement, though the files ask for them', () => {
  const found = new Map([...live({ lastName: 'Doe', firstName: 'J' }), ...live({ firstName: 'Zoe' }, 'zoe')]);
  const all = [rename, remove('zoe', { firstName: 'Zoe' })];
  expect(compared(all, all, { files: wants(asked), found })).toEqual([]);
  expect(compared(all, [...all].reverse(), { files: wants(asked), found })).toEqual([{ type: 'arrangement' }]);
});
