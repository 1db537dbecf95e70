/** Names of parts of a resource: the places of a room, in one of which a pet sleeps. */
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { stillUsed, unresolved, waitingForLeavers } from '../../src/plan/compare/references.ts';
import type { KindRules, Reference, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules as made } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };
type Parts = NonNullable<KindRules['parts']>;

const places: Parts = { noun: 'place', of: ({ places = [] }) => places as readonly string[] };
const sleepsIn = ({ room, place }: Attributes): readonly Reference[] => {
  if (typeof room !== 'string') return [];
  const address = { kind: 'room', key: room };
  return [{ path: ['place'], address, ...(typeof place === 'string' && { part: place }) }];
};
const rulesWith = (room: Partial<KindRules>): Rules => {
  const { complete: _, ...rest } = made.get('room') as KindRules;
  return new Map([
    ...made,
    ['room', { ...rest, parts: places, ...room }],
    ['pet', { ...(made.get('pet') as KindRules), references: sleepsIn }],
  ]);
};
const rules = rulesWith({});

describe('a part that something needs', () => {
  const messages = (asked: Table, there: Table = {}, by: Rules = rules): readonly string[] =>
    unresolved(desiredState(asked), liveState(there), by).map(({ message }) => message);
  const den = { 'room/den': { places: ['window', 'door'] } };
  const needs = (place: string, room = 'den') => ({ 'pet/Rex': { room, place } });

  test('is known where Connect has it', () => expect(messages(needs('door'), den)).toEqual([]));
  test('is known where the files ask for it', () => {
    expect(messages({ ...needs('door'), ...den })).toEqual([]);
    expect(messages({ ...needs('door'), ...den }, { 'room/den': { places: ['window'] } })).toEqual([]);
  });
  test('is known where Connect has it, and the files say nothing of the parts', () => {
    expect(messages({ ...needs('door'), 'room/den': { size: 2 } }, den)).toEqual([]);
  });
  test('is not known where the files take it away', () => {
    expect(messages({ ...needs('door'), 'room/den': { places: ['window'] } }, den)).toEqual([
      'There is no place "door" of the room "den"; there is only "window".',
    ]);
  });
  test('is known where the files leave the parts that they do not list', () => {
    const both = rulesWith({
      complete: (asked, live) => ({
        ...asked,
        places: [...(asked['places'] as readonly string[]), ...(live['places'] as readonly string[])],
      }),
    });
    expect(messages({ ...needs('door'), 'room/den': { places: ['sofa'] } }, den, both)).toEqual([]);
    expect(messages(needs('door'), den, both)).toEqual([]);
  });

  test('and is not there is told with what there is', () => {
    expect(messages(needs('dor'), den)).toEqual([
      'There is no place "dor" of the room "den"; did you mean "door"? There are "door", "window".',
    ]);
    expect(messages(needs('door'), { 'room/den': {} })).toEqual([
      'There is no place "door" of the room "den"; there is none at all.',
    ]);
  });
  test('each that is missing is told', () => {
    expect(
      messages({ 'pet/Rex': { room: 'den', place: 'balcony' }, 'pet/Tom': { room: 'den', place: 'bath' } }, den),
    ).toEqual([
      'There is no place "balcony" of the room "den"; there are "door", "window".',
      'There is no place "bath" of the room "den"; there are "door", "window".',
    ]);
  });
  test('is told once, however many need it', () => {
    expect(
      unresolved(
        desiredState({ 'pet/Rex': { room: 'den', place: 'balcony' }, 'pet/Tom': { room: 'den', place: 'balcony' } }),
        liveState(den),
        rules,
      ),
    ).toEqual([
      {
        severity: 'error',
        code: 'unknown-name',
        message: 'There is no place "balcony" of the room "den"; there are "door", "window". Used 2 times.',
        source: { file: 'x.yaml', line: 1, column: 2 },
      },
    ]);
  });
  test('of a resource without a name is told by its kind alone', () => {
    expect(messages({ 'pet/Rex': { room: '', place: 'balcony' } }, { 'room/': { places: ['door'] } })).toEqual([
      'There is no place "balcony" of the room; there is only "door".',
    ]);
  });
  test('of something that is missing itself is not the point', () => {
    expect(messages(needs('door', 'attic'), den)).toEqual([
      'There is no room "attic" in this instance; there is only "den".',
    ]);
  });
  test('of something that is missing itself is no further mistake, whatever part it is', () => {
    const asked = {
      'pet/Rex': { room: 'attic', place: 'door' },
      'pet/Tom': { room: 'attic', place: 'window' },
      'pet/Kiki': { room: 'attic' },
    };
    expect(messages(asked, den)).toEqual([
      'There is no room "attic" in this instance; there is only "den". Used 3 times.',
    ]);
  });
  test('is told in the words of its kind, where that has some', () => {
    const missing = (part: string, known: readonly string[]) => `Nobody sleeps at the ${part}, but at ${known.join()}.`;
    expect(messages(needs('balcony'), den, rulesWith({ parts: { ...places, missing } }))).toEqual([
      'Nobody sleeps at the balcony, but at window,door.',
    ]);
  });
});

describe('a part that something which stays still needs', () => {
  const there: Table = {
    'room/den': { places: ['window', 'door'] },
    'pet/Rex': { room: 'den', place: 'window' },
    'pet/Tom': { room: 'den', place: 'door' },
    'pet/Kiki': { room: 'den' },
  };
  const pets: Table = { 'pet/Rex': {}, 'pet/Tom': {}, 'pet/Kiki': {} };
  const told = (asked: Table) => stillUsed(diff(desiredState(asked), liveState(there), rules), liveState(there), rules);

  test('is not deleted', () => {
    expect(told({ ...pets, 'room/den': { places: ['door'] } })).toEqual([
      {
        severity: 'error',
        code: 'still-used',
        message:
          'place "window" of room/den is no longer listed and would be deleted, but pet/Rex would still use it; move them first, or list it again.',
        address: 'room/den',
      },
    ]);
  });
  test('is deleted where the plan moves all who need it', () => {
    expect(told({ ...pets, 'pet/Rex': { place: 'door' }, 'room/den': { places: ['door'] } })).toEqual([]);
  });
  test('goes with the whole, which is told once', () => {
    expect(told(pets).map(({ message }) => message)).toEqual([
      'room/den is no longer listed and would be deleted, but pet/Rex, pet/Tom, pet/Kiki would still use it; move them first, or list it again.',
    ]);
  });
  test('is no reason to wait for those who are on the way out: what it is a part of stays', () => {
    const asked = desiredState({ ...pets, 'room/den': { places: ['door'] } });
    const live = liveState(there);
    expect(waitingForLeavers(diff(asked, live, rules), { live, rules, leaving: new Set(['pet/rex']) })).toEqual([]);
  });
});
