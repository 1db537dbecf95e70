/** Which changes concern who serves what, with toys: pets serve what the room that they live in serves. */
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { format } from '../../src/plan/model/address.ts';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import { changesServed, concernsCoverage, coverage, notRead, uncovered } from '../../src/plan/safety/coverage.ts';
import { desiredState, liveState, rules as made } from '../support/states.ts';
import type { Table } from '../support/verdicts.ts';

const room = made.get('room') as KindRules;
const rules: Rules = new Map([
  ...made,
  [
    'room',
    {
      ...room,
      serves: ({ queues }) =>
        Array.isArray(queues) ? queues.map((queue) => ({ queue: String(queue), channel: 'VOICE' })) : undefined,
    },
  ],
]);

const planned = (asked: Table, there: Table) => {
  const live = liveState(there, rules);
  return [diff(desiredState(asked, rules), live, rules), { live, rules }] as const;
};
const serving = (...queues: readonly string[]) => ({ queues });
const den = { 'room/den': serving('Calls', 'Mail'), 'room/attic': serving('Calls') };
const rex = { 'pet/Rex': { room: 'den' } };

describe('a plan', () => {
  test.each<[what: string, asked: Table, served: boolean, concerns: boolean]>([
    ['that changes nothing', { ...den, ...rex }, false, false],
    ['that changes a room in another way', { ...den, ...rex, 'room/den': { size: 2 } }, false, false],
    ['by which a room gains a queue', { ...den, ...rex, 'room/attic': serving('Calls', 'Post') }, true, true],
    ['by which a room loses a queue', { ...den, ...rex, 'room/den': serving('Calls') }, true, true],
    ['by which a room has one queue instead of another', { ...den, ...rex, 'room/attic': serving('Post') }, true, true],
    ['that deletes a room', { ...rex, 'room/den': {} }, false, false],
    ['that makes a room', { ...den, ...rex, 'room/new': serving('Post') }, false, false],
    ['that moves a room into another', { ...den, ...rex, 'room/attic': { inside: 'den' } }, false, false],
    ['that moves somebody', { ...den, 'pet/Rex': { room: 'attic' } }, false, true],
    ['that moves one of two', { ...den, 'pet/Rex': { room: 'attic' }, 'pet/Kim': { follows: 'Rex' } }, false, true],
    ['by which somebody comes', { ...den, ...rex, 'pet/Kim': { room: 'attic' } }, false, true],
    ['by which somebody comes who serves nothing', { ...den, ...rex, 'pet/Kim': {} }, false, false],
    ['by which somebody goes', den, false, true],
    [
      'that does one such thing among others',
      { ...den, ...rex, 'room/attic': serving(), 'room/new': {}, 'weather/rain': {} },
      ...([true, true] as const),
    ],
  ])('%s', (_, asked, served, concerns) => {
    const given = planned(asked, { ...den, ...rex });
    expect([changesServed(...given), concernsCoverage(...given)]).toEqual([served, concerns]);
  });
});

test('what has to be read is what people point at and nobody has read', () => {
  const there = {
    ...{ 'room/read': serving('Calls'), 'room/unread': {}, 'room/empty': {}, 'room/above': {} },
    'pet/Rex': { room: 'read', follows: 'Kim' },
    'pet/Kim': { room: 'unread', inside: 'above' },
  };
  const unread = (asked: Table) => notRead(...planned(asked, there)).map(({ address }) => format(address));
  expect(unread(there)).toEqual(['room/unread']);
  expect(unread({ ...there, 'pet/Rex': { room: 'empty' } })).toEqual(['room/empty', 'room/unread']);
});

test('who serves what is not said before it is read', () => {
  const there = { 'room/den': {}, ...rex };
  expect(() => coverage(...planned({ 'room/den': {} }, there))).toThrow('What people serve has not been read.');
});

describe('what would lose its last users', () => {
  const told = (asked: Table, there: Table) =>
    uncovered(coverage(...planned(asked, there))).map(({ message }) => message);

  test('is told in the order of the names', () => {
    const there = { 'room/den': serving('Post', 'Mail', 'Calls'), ...rex };
    expect(told({ 'room/den': {} }, there)).toEqual(
      ['Calls', 'Mail', 'Post'].map(
        (queue) => `The queue "${queue}" would lose its last user: 1 user serves it now, and none does afterwards.`,
      ),
    );
  });
  test('may be without one for a moment, though several are there afterwards', () => {
    const there = { ...den, 'pet/A': { room: 'attic' } };
    const asked = { ...den, 'pet/B': { room: 'attic' }, 'pet/C': { room: 'attic' } };
    expect(told(asked, there)).toEqual([
      'The queue "Calls" may be without a user while the plan is applied: 1 user serves it now and 2 do afterwards, but nobody is sure to serve it in between.',
    ]);
  });
  test('is not what nobody served before', () => {
    expect(told({ ...den, ...rex }, den)).toEqual([]);
    expect(told(den, den)).toEqual([]);
  });
  test('is not what a room that nobody lives in served', () => {
    expect(told({ ...rex, 'room/den': {} }, { ...den, ...rex })).toEqual([]);
  });
});

test('a room inside another is not somebody who serves what that one serves', () => {
  const there = { ...den, 'room/attic': { ...serving('Calls'), inside: 'den' }, ...rex };
  const { channels, byQueue } = coverage(...planned({ ...den, 'room/new': { ...serving(), inside: 'den' } }, there));
  expect(channels).toEqual(
    ['Calls', 'Mail'].map((queue) => ({ queue, channel: 'VOICE', before: 1, lowest: 0, after: 0 })),
  );
  expect([...byQueue.keys()]).toEqual(['Calls', 'Mail']);
});
