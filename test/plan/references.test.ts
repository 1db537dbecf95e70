import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { stillUsed, unresolved } from '../../src/plan/compare/references.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };
const messages = (asked: Table, there: Table = {}): readonly string[] =>
  unresolved(desiredState(asked), liveState(there), rules).map(({ message }) => message);

test('what is asked for as well is known', () => {
  expect(messages({ 'pet/Rex': { room: 'den' }, 'room/den': {} })).toEqual([]);
});

test('what is live is known', () => {
  expect(messages({ 'pet/Rex': { room: 'den' } }, { 'room/den': {} })).toEqual([]);
});

test('a name is known in any case, where its kind does not mind', () => {
  expect(messages({ 'pet/Rex': { follows: 'KIKI' } }, { 'pet/Kiki': {} })).toEqual([]);
});

test('a name of another kind is not known', () => {
  expect(messages({ 'pet/Rex': { room: 'den' } }, { 'pet/den': {} })).toEqual([
    'There is no room "den" in this instance.',
  ]);
});

test('the name that was probably meant is offered', () => {
  expect(messages({ 'pet/Rex': { room: 'Attick' } }, { 'room/attic': {}, 'room/den': {} })).toEqual([
    'There is no room "Attick" in this instance; did you mean "attic"?',
  ]);
});

test('a kind is called as in sentences', () => {
  expect(messages({ 'pet/Rex': { follows: 'nobody-like-this' } })).toEqual([
    'There is no house pet "nobody-like-this" in this instance.',
  ]);
});

test('null and what is not mentioned point at nothing', () => {
  expect(messages({ 'pet/Rex': { room: null } })).toEqual([]);
});

test('only what is asked for is checked, not what is live', () => {
  expect(messages({}, { 'pet/Rex': { room: 'gone' } })).toEqual([]);
});

test('each mistake is told with its place, its code and whom it is about', () => {
  expect(
    unresolved(desiredState({ 'pet/Rex': { room: 'x' }, 'pet/Kiki': { room: 'x' } }), new Map(), rules),
  ).toMatchObject([
    { severity: 'error', code: 'unknown-name', address: 'pet/Rex', source: { file: 'x.yaml', line: 1, column: 2 } },
    { severity: 'error', code: 'unknown-name', address: 'pet/Kiki' },
  ]);
});

test('names that every object has are names like others', () => {
  expect(messages({ 'pet/Rex': { room: 'constructor' }, 'pet/Kiki': { room: '__proto__' } })).toHaveLength(2);
});

describe('what something that stays still points at is not deleted', () => {
  const sentencesOf = (asked: Table, there: Table) =>
    stillUsed(diff(desiredState(asked), liveState(there), rules), liveState(there), rules).map(
      ({ message }) => message,
    );

  test('and up to ten of those are named', () => {
    const pets = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`pet/${at}`, { room: 'den' }]));
    expect(sentencesOf(pets, { ...pets, 'room/den': {} })).toEqual([
      'room/den is no longer listed and would be deleted, but pet/0, pet/1, pet/2, pet/3, pet/4, pet/5, pet/6, pet/7, pet/8, pet/9 and 2 more would still use it; move them first, or list it again.',
    ]);
  });
  test('but it is where the plan moves or deletes all of them', () => {
    const there = { 'room/den': {}, 'room/attic': {}, 'pet/Rex': { room: 'den' }, 'pet/Tom': { room: 'den' } };
    expect(sentencesOf({ 'room/attic': {}, 'pet/Rex': { room: 'attic' } }, there)).toEqual([]);
  });
  test('and a resource inside another that goes with it does not keep it', () => {
    expect(sentencesOf({}, { 'room/house': {}, 'room/den': { inside: 'house' } })).toEqual([]);
  });
});
