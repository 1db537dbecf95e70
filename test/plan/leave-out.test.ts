import { expect, test } from 'vitest';
import { diff } from '../../src/plan/diff.ts';
import { leaveOut } from '../../src/plan/leave-out.ts';
import { addressOf, desiredState, liveState, rules } from '../support/states.ts';

const desired = desiredState({
  'pet/Rex': { room: 'Attic', tricks: ['sit'] },
  'pet/Tom': { room: 'Hall' },
  'room/Attic': {},
});

const left = (live: Parameters<typeof liveState>[0], ...addresses: readonly string[]) => {
  const compared = leaveOut({ desired, live: liveState(live) }, addresses.map(addressOf), rules);
  return diff(compared.desired, compared.live, rules).map(({ action, address }) => `${action} ${address.key}`);
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

test('nothing left out leaves everything as it is', () => {
  const live = liveState({});
  expect(leaveOut({ desired, live }, [], rules)).toEqual({ desired, live });
});
