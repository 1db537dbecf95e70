/** A list that is empty deletes nothing by itself: it may be a file that was read empty. */
import { describe, expect, test } from 'vitest';
import { acknowledged } from '../../src/plan/safety/guard.ts';
import { type Table, toys, verdict } from '../support/verdicts.ts';

/** What the rules about empty lists say, where the limits allow anything. */
const told = (asked: Table, there: Table, accepted = {}) =>
  verdict(asked, there, { accepted, policy: { limits: {}, configurationLimits: {} } }).safety.filter(({ rule }) =>
    rule.startsWith('emptyList'),
  );
const refused = (rule: string, value: number, sentence: string, acceptable: string) => ({
  ...{ rule, limit: '0', value, result: 'fail', acceptable },
  message: `${sentence} Acknowledge with --accept ${acceptable}.`,
});

describe('of people', () => {
  test('is refused where it deletes somebody', () => {
    expect(told({}, toys('pet', 2))).toEqual([
      refused('emptyList', 2, 'The list of house pets is empty, and 2 house pets would be deleted.', 'delete=2'),
    ]);
  });
  test('is listed, and passes, where it deletes nobody', () => {
    expect(told({ 'room/den': {} }, {})).toEqual([{ rule: 'emptyList', limit: '0', value: 0, result: 'pass' }]);
  });
  test('is no rule where somebody is listed', () => expect(told({ 'pet/0': {} }, toys('pet', 9))).toEqual([]));
  test('is acknowledged by the number of people', () => {
    const check = told({}, toys('pet', 2), { delete: 2 });
    expect(check).toMatchObject([{ rule: 'emptyList', result: 'pass', accepted: true }]);
    expect(acknowledged(check)).toEqual(['delete']);
  });
});

describe('of anything else', () => {
  const pet = { 'pet/Rex': {} };

  test('is refused for each kind, with the number of all deletions but those of people', () => {
    const there = { ...toys('room', 2), ...toys('weather', 1), ...toys('pet', 1), ...pet };
    expect(told(pet, there)).toEqual([
      refused(
        'emptyList.room',
        2,
        'The list of rooms is empty, and 2 rooms would be deleted.',
        'configurationDelete=3',
      ),
      refused(
        ...(['emptyList.weather', 1, 'The list of weathers is empty, and 1 weather would be deleted.'] as const),
        'configurationDelete=3',
      ),
    ]);
  });
  test('counts deletions alone', () => {
    expect(told({ ...pet, 'weather/rain': {} }, { ...pet, ...toys('room', 2) })).toEqual([
      refused(
        'emptyList.room',
        2,
        'The list of rooms is empty, and 2 rooms would be deleted.',
        'configurationDelete=2',
      ),
    ]);
  });
  test('is no rule where nothing of the kind is deleted', () => expect(told(pet, pet)).toEqual([]));
  test('is no rule where something of the kind stays', () => {
    expect(told({ ...pet, 'room/0': { size: 2 } }, { ...pet, ...toys('room', 2) })).toEqual([]);
  });
  test('is acknowledged by the number of all', () => {
    const checks = told(pet, { ...pet, ...toys('room', 2) }, { configurationDelete: 2 });
    expect(checks).toMatchObject([{ rule: 'emptyList.room', result: 'pass', accepted: true }]);
    expect(acknowledged(checks)).toEqual(['configurationDelete']);
  });
});

test('a resource that is emptied is told of its own kind, whatever else changes', () => {
  const asked = { 'pet/Rex': {}, 'room/den': { furniture: null }, 'room/new': {}, 'weather/rain': {} };
  const there = { 'pet/Rex': {}, 'room/den': { furniture: { bed: 1 } }, 'weather/rain': {}, 'weather/snow': {} };
  expect(told(asked, there)).toEqual([
    refused('emptyList.room', 1, 'The room would be emptied.', 'configurationDelete=2'),
  ]);
});
