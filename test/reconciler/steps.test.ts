import { describe, expect, test } from 'vitest';
import type { LookAgain, ManagedKind } from '../../src/kinds/kind.ts';
import { arnOf, idOf, type Operation, sequence } from '../../src/kinds/operation.ts';
import { rules } from '../../src/kinds/registry.ts';
import { user } from '../../src/kinds/user/index.ts';
import type { Update } from '../../src/plan/model/change.ts';
import { toSteps, withLooks } from '../../src/reconciler/sending/steps.ts';
import { lookedAt } from '../support/looking.ts';
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

test('a call mentions by an ARN as well as by an id', () => {
  const tagging: Operation = {
    call: 'TagResource',
    address: { kind: 'user', key: 'jane' },
    input: { resourceArn: arnOf('hierarchyGroup', 'EMEA'), tags: {} },
  };
  const jane = work('jane', ['rename'], { after: [newGroup] });
  const two = { ...jane, ...sequence({ together: [...jane.operations, tagging] }) };
  expect(needs([two, newGroup])).toEqual([[], [2], []]);
});

test.each(['delete', 'update'] as const)('what waits for a group to be %sd, waits with every call', (action) => {
  const before: Work = { ...oldGroup, change: { action, address: group, before: {}, after: {}, attributes: [] } };
  const jane = work('jane', ['rename'], { after: [before] });
  const moving = { ...jane, ...sequence({ together: [...jane.operations, move] }) };
  expect(needs([moving, before])).toEqual([[2], [2], []]);
});

test('of a change in two stages only the second waits for others, and others wait for the first', () => {
  const { operations } = work('jane', ['rename', 'route', 'tag']);
  const [rename, route, tag] = operations as readonly [Operation, Operation, Operation];
  const adds: Update = {
    action: 'update',
    address: { kind: 'user', key: 'jane' },
    before: {},
    after: {},
    attributes: [],
  };
  const between = work('omar', ['rename']);
  const first = { together: [rename, route] };
  const kind: ManagedKind = { ...user, operations: (change) => (change === adds ? first : tag) };
  const staged: Work = {
    ...work('jane', ['rename'], { after: [between], kind }),
    ...sequence({ inOrder: [first, tag] }),
    stages: { adds, takesAway: { ...adds } },
  };
  const last = work('li', ['rename'], { after: [staged] });
  expect(needs([staged, between, last])).toEqual([[], [], [0, 1, 3], [], [0, 1]]);
});

describe('with looks', () => {
  const steps = (some: readonly Work[]) => withLooks(toSteps(some, rules), some);
  const twice = { calls: () => ['DescribeUser', 'ListUserProficiencies'] } as unknown as LookAgain;

  test('the calls of a change need all that look at its resource, once', () => {
    const jane = lookedAt(work('jane', ['rename', 'route']), {}, { lookAgain: twice });
    const look = { needs: [], last: false, look: true };
    expect(steps([work('new', ['create', 'tag']), jane])).toEqual([
      { call: 'CreateUser', needs: [], last: false },
      { call: 'TagResource', needs: [0], last: false },
      { call: 'UpdateUserIdentityInfo', needs: [4, 5], last: false },
      { call: 'UpdateUserRoutingProfile', needs: [4, 5], last: false },
      { call: 'DescribeUser', ...look },
      { call: 'ListUserProficiencies', ...look },
    ]);
  });

  test('a call that clears something is followed by them', () => {
    const plain = work('jane', ['rename', 'tag'], { adoption: true });
    const operations = plain.operations.map((one, at) => (at === 0 ? { ...one, clears: { email: 'email' } } : one));
    const jane = lookedAt({ ...plain, operations }, {}, { lookAgain: twice });
    expect(steps([jane])).toEqual([
      { call: 'UpdateUserIdentityInfo', needs: [2, 3], last: true },
      { call: 'TagResource', needs: [2, 3], last: true },
      { call: 'DescribeUser', needs: [], last: true, look: true },
      { call: 'ListUserProficiencies', needs: [], last: true, look: true },
      { call: 'DescribeUser', needs: [0], last: true, look: true },
      { call: 'ListUserProficiencies', needs: [0], last: true, look: true },
    ]);
  });
});
