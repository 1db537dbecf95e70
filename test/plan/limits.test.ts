/** Limits of people and of everything else, counted apart. Pets are the people here. */
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/plan/model/policy.ts';
import type { Acceptances } from '../../src/plan/safety/finding.ts';
import { acknowledged, broken } from '../../src/plan/safety/guard.ts';
import { nothingRecent, type Recent } from '../../src/plan/safety/limits.ts';
import { type Table, verdict as verdictOf } from '../support/verdicts.ts';

const rooms = (count: number, from = 0): Table =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`room/${index + from}`, {}]));

interface Some {
  readonly policy?: Partial<Policy>;
  readonly accepted?: Acceptances;
  readonly recent?: Partial<Recent>;
}

const verdict = (asked: Table, there: Table, { recent = {}, ...more }: Some = {}) =>
  verdictOf(asked, there, { ...more, recent: { ...nothingRecent, ...recent } }).safety;
const failures = (...given: Parameters<typeof verdict>) =>
  broken(verdict(...given)).map(({ rule, message }) => `${rule}: ${message}`);

test('a plan of people alone has no rule for anything else', () => {
  expect(verdict({ 'pet/Rex': {} }, {}).map(({ rule }) => rule)).not.toContain('configurationLimits.create');
});

describe('everything that is not people', () => {
  test('is created and updated without limit, and deleted up to a tenth', () => {
    expect(failures(rooms(100), {})).toEqual([]);
    expect(failures(rooms(27), rooms(30))).toEqual([]);
    expect(failures(rooms(26), rooms(30))).toEqual([
      'configurationLimits.delete: 4 of 30 configuration resources would be deleted; the limit is 10% (3). Acknowledge with --accept configurationDelete=4.',
    ]);
  });
  test('may lose one where a tenth would be none', () => expect(failures(rooms(4), rooms(5))).toEqual([]));
  test('does not count for the limits of people, nor they for its own', () => {
    expect(failures(rooms(1), { ...rooms(1), 'pet/Rex': {} }, { policy: { limits: {} } })).toEqual([
      'emptyList: The list of house pets is empty, and 1 house pet would be deleted. Acknowledge with --accept delete=1.',
    ]);
    expect(verdict(rooms(26), rooms(30)).find(({ rule }) => rule === 'limits.delete')).toMatchObject({ value: 0 });
  });
  test('passes with exactly the number that is acknowledged, under its own word', () => {
    const safety = verdict(rooms(26), rooms(30), { accepted: { configurationDelete: 4 } });
    expect(broken(safety)).toEqual([]);
    expect(acknowledged(safety)).toEqual(['configurationDelete']);
    expect(failures(rooms(26), rooms(30), { accepted: { delete: 4 } })).toHaveLength(1);
  });
  test('counts with what was changed lately, and only what is of its sort', () => {
    const lately = { delete: new Set(['room/90', 'room/91', 'pet/rex']) };
    expect(failures(rooms(28), rooms(30), { recent: lately })).toEqual([
      'configurationLimits.delete.window: 2 of 30 configuration resources would be deleted and 2 others were in the last 24 h, together 4; the limit is 10% (3). Acknowledge with --accept configurationDelete=2.',
    ]);
  });
  test('has a limit of its own for each action', () => {
    const policy = { configurationLimits: { create: { type: 'count', count: 1 } } } as const;
    expect(failures(rooms(2), {}, { policy })).toEqual([
      'configurationLimits.create: 2 of 2 configuration resources would be created; the limit is 1. Acknowledge with --accept configurationCreate=2.',
    ]);
  });
});

test('an empty section deletes only what is acknowledged, whatever the limits say', () => {
  const policy = { configurationLimits: {} };
  const sentence =
    'emptyList.room: The list of rooms is empty, and 2 rooms would be deleted. Acknowledge with --accept configurationDelete=2.';
  expect(failures({}, rooms(2), { policy })).toEqual([sentence]);
  const accepted = { configurationDelete: 2 };
  expect(failures({}, rooms(2), { policy, accepted })).toEqual([]);
  expect(acknowledged(verdict({}, rooms(2), { policy, accepted }))).toEqual(['configurationDelete']);
});

test('an update that takes all away counts as a deletion', () => {
  const [asked, there] = [{ 'room/den': { furniture: null } }, { 'room/den': { furniture: { bed: 1 } } }];
  expect(failures(asked, there)).toEqual([
    'emptyList.room: The room would be emptied. Acknowledge with --accept configurationDelete=1.',
  ]);
  const safety = verdict(asked, there, { accepted: { configurationDelete: 1 } });
  expect(safety.find(({ rule }) => rule === 'configurationLimits.update')).toMatchObject({ value: 0 });
});
