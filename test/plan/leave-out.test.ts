import { expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { leaveOut } from '../../src/plan/compare/leave-out.ts';
import { scope } from '../../src/plan/compare/scope.ts';
import { type Narrowed, narrow } from '../../src/plan/compare/target.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { LiveState } from '../../src/plan/model/state.ts';
import { addressOf, desiredState, liveState, rules } from '../support/states.ts';

const desired = desiredState({
  'pet/Rex': { room: 'Attic', tricks: ['sit'] },
  'pet/Tom': { room: 'Hall' },
  'room/Attic': {},
});

const aimedAt = (live: LiveState): Narrowed => {
  const managed = new Set(['pet', 'room']);
  const policy: Policy = { ...defaultPolicy, removed: 'delete', scope: { type: 'instance' } };
  const scoped = scope({ desired, live }, { managed, policy }, rules);
  return narrow({ desired, live, scoped }, undefined, rules);
};

const left = (live: Parameters<typeof liveState>[0], ...addresses: readonly string[]) => {
  const { scoped } = leaveOut(aimedAt(liveState(live)), addresses.map(addressOf), rules);
  return diff(scoped.desired, scoped.live, rules).map(({ action, address }) => `${action} ${address.key}`);
};

test('what is left out is neither changed nor deleted, whatever case its name is written in', () => {
  const live = { 'pet/rex': { room: 'Hall' }, 'pet/Tom': {}, 'pet/Old': {}, 'room/Attic': {} };
  expect(left(live)).toEqual(['delete Old', 'update Tom', 'update rex']);
  expect(left(live, 'pet/REX', 'pet/old')).toEqual(['update Tom']);
});

test('what points at something left out that does not exist goes with it', () => {
  expect(left({}, 'room/Attic')).toEqual(['create Tom']);
  expect(left({ 'room/Attic': {} }, 'room/Attic')).toEqual(['create Rex', 'create Tom']);
});

test('what is left out is not counted among what is listed', () => {
  const { desired } = leaveOut(aimedAt(liveState({})), [addressOf('pet/rex')], rules);
  expect([...desired.values()].map(({ address }) => address.key)).toEqual(['Tom', 'Attic']);
});

test('nothing left out leaves everything as it is', () => {
  const narrowed = aimedAt(liveState({}));
  expect(leaveOut(narrowed, [], rules)).toBe(narrowed);
});
