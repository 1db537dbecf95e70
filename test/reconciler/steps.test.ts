import { expect, test } from 'vitest';
import { idOf, type Operation, sequence } from '../../src/kinds/operation.ts';
import { rules } from '../../src/kinds/registry.ts';
import { toSteps } from '../../src/reconciler/sending/steps.ts';
import { type Work, work } from '../support/work.ts';

/** For each call the positions of those it needs. */
const needs = (some: readonly Work[]) => toSteps(some, rules).map((step) => step.needs);

const group = { kind: 'hierarchyGroup', key: 'EMEA' };
const newGroup: Work = {
  ...work('group', ['create']),
  change: { action: 'create', address: group, after: {} },
};
const oldGroup: Work = { ...newGroup, change: { action: 'delete', address: group, before: {} } };
const move: Operation = {
  call: 'UpdateUserHierarchy',
  address: { kind: 'user', key: 'jane' },
  input: { UserId: idOf('user', 'jane'), HierarchyGroupId: idOf('hierarchyGroup', 'EMEA') },
};

test('calls of an update need nothing of each other', () => {
  expect(needs([work('jane', ['rename', 'route', 'tag'])])).toEqual([[], [], []]);
});

test('those of a create follow each other', () => {
  expect(needs([work('other', ['rename']), work('new', ['create', 'tag', 'rename'])])).toEqual([[], [], [1], [2]]);
});

test('of a change that waits for a group to be created, only the call that mentions the group needs it', () => {
  const jane = work('jane', ['rename', 'route'], { after: [newGroup] });
  const moving = { ...jane, ...sequence({ together: [...jane.operations, move] }) };
  expect(needs([moving, newGroup])).toEqual([[], [], [3], []]);
});

test('where no call mentions it, all of them do', () => {
  expect(needs([work('jane', ['rename', 'route'], { after: [newGroup] }), newGroup])).toEqual([[2], [2], []]);
});

test('a group that goes needs every call of who leaves it: nothing says which of them lets go', () => {
  const leaving = work('jane', ['rename', 'route']);
  expect(needs([leaving, { ...oldGroup, after: [leaving.change] }])).toEqual([[], [], [0, 1]]);
});

test('all calls of what is created are needed, not the first alone', () => {
  const created = { ...newGroup, ...sequence({ inOrder: work('group', ['create', 'tag']).operations }) };
  const moving = { ...work('jane', ['route'], { after: [created] }), ...sequence(move) };
  expect(needs([created, moving])).toEqual([[], [0], [0, 1]]);
});

test('what is not part of the work is waited for by nobody', () => {
  expect(needs([work('jane', ['rename'], { after: [newGroup] })])).toEqual([[]]);
});

test('adoptions come last', () => {
  const adoption = work('jane', ['tag'], { adoption: true });
  expect(toSteps([adoption, work('omar', ['tag'])], rules).map(({ last }) => last)).toEqual([true, false]);
});
