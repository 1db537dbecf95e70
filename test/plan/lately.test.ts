/** Limits that hold together with what earlier runs changed lately, and what deletions of people are told with. */
import { describe, expect, test } from 'vitest';
import { keyTag, parkedTag } from '../../src/plan/model/own-tags.ts';
import type { PlannedChange } from '../../src/plan/model/plan.ts';
import { defaultPolicy } from '../../src/plan/model/policy.ts';
import type { Rules } from '../../src/plan/model/rules.ts';
import { acknowledged } from '../../src/plan/safety/guard.ts';
import { limitsOf, nothingRecent, personNoun } from '../../src/plan/safety/limits.ts';
import { addressOf, rules } from '../support/states.ts';
import { type Table, toys, verdict } from '../support/verdicts.ts';

const checks = (...given: Parameters<typeof verdict>) => verdict(...given).safety;
const limit = (count: number) => ({ type: 'count', count }) as const;
const pets = toys('pet', 9);
const deletesOne: readonly [asked: Table, there: Table] = [toys('pet', 8), pets];
const passes = (rule: string, limit: string, value: number) => ({ rule, limit, value, result: 'pass' });

describe('with what earlier runs changed', () => {
  const policy = { limits: { delete: limit(1) }, window: 90 * 60_000 };
  const withOthers = (...others: readonly string[]) => ({
    recent: { ...nothingRecent, delete: new Set(others) },
    policy,
  });

  test('one other makes one too many, and the time is told in minutes where it is no whole hour', () => {
    expect(checks(...deletesOne, withOthers('pet/gone'))).toEqual([
      passes('limits.create', 'none', 0),
      passes('limits.update', 'none', 0),
      passes('limits.delete', '1', 1),
      {
        ...{ rule: 'limits.delete.window', limit: '1', value: 2, result: 'fail', acceptable: 'delete=1' },
        message:
          '1 of 9 house pets would be deleted and 1 other was in the last 90 min, together 2; the limit is 1. Acknowledge with --accept delete=1.',
      },
      passes('privilege', 'warn', 0),
    ]);
  });
  test('the acknowledgement of that is one of deletions', () => {
    const accepted = checks(...deletesOne, { ...withOthers('pet/gone'), accepted: { delete: 1 } });
    expect(accepted.filter(({ accepted }) => accepted)).toMatchObject([{ rule: 'limits.delete.window' }]);
    expect(acknowledged(accepted)).toEqual(['delete']);
  });
  test('who is deleted once more does not count as another', () => {
    expect(checks(...deletesOne, withOthers('pet/8')).map(({ rule }) => rule)).not.toContain('limits.delete.window');
  });
  test('what does not break a limit is listed without a sentence', () => {
    const given = withOthers('pet/gone');
    expect(checks(pets, pets, given)).toContainEqual(passes('limits.delete.window', '1', 1));
    expect(checks(...deletesOne, { ...given, policy: { ...policy, limits: { delete: limit(2) } } })).toContainEqual(
      passes('limits.delete.window', '2', 2),
    );
  });
  test('nothing is listed for an action without a limit', () => {
    const recent = { ...nothingRecent, create: new Set(['pet/a', 'pet/b']) };
    expect(checks({ ...pets, 'pet/new': {} }, pets, { recent }).map(({ rule }) => rule)).toEqual([
      ...['limits.create', 'limits.update', 'limits.delete', 'privilege'],
    ]);
  });
});

describe('without records of earlier runs', () => {
  const off = (asked: Table, there: Table, policy = {}) =>
    checks(asked, there, { recent: undefined, policy }).filter(({ rule }) => rule === 'limits.window');

  test('a plan whose changes are limited says that limits do not look back', () => {
    expect(off(...deletesOne)).toEqual([
      {
        ...passes('limits.window', 'off', 0),
        message: 'Rolling limits are off: no records of earlier runs here.',
      },
    ]);
  });
  test.each<[what: string, asked: Table, there: Table]>([
    ['changes nothing', pets, pets],
    ['makes only what has no limit', { ...pets, 'pet/new': {} }, pets],
  ])('a plan that %s does not', (_, asked, there) => {
    expect(off(asked, there)).toEqual([passes('limits.window', 'off', 0)]);
  });
  test('there is no such rule where the policy does not look back', () => {
    const { window: _, ...rest } = defaultPolicy;
    expect(off(...deletesOne, { ...rest, window: undefined })).toEqual([]);
  });
});

test('people and everything else have limits of their own, and a plan lists all of them', () => {
  const asked = { ...toys('pet', 8), 'room/new': {}, 'room/den': { size: 2 } };
  expect(checks(asked, { ...pets, 'room/den': {} })).toEqual([
    passes('limits.create', 'none', 0),
    passes('limits.update', '30%', 0),
    passes('limits.delete', '5%', 1),
    passes('configurationLimits.create', 'none', 1),
    passes('configurationLimits.update', 'none', 1),
    passes('configurationLimits.delete', '10%', 0),
    passes('privilege', 'warn', 0),
  ]);
});

describe('people who would be gone', () => {
  const parks = (key: string): PlannedChange => ({
    ...{ action: 'update', address: { kind: 'pet', key }, before: { tags: {} }, calls: [], risk: 'normal' },
    after: { tags: { [parkedTag]: '2026-11-28' } },
    attributes: [{ path: `tags.${parkedTag}`, before: null, after: '2026-11-28' }],
    leaving: { parkedOn: '2026-11-28', deleteOn: '2026-12-28' },
  });
  const deletes = (key: string): PlannedChange => ({
    ...{ action: 'delete', address: { kind: 'pet', key }, before: {}, calls: [], risk: 'irreversible' },
  });
  const told = (changes: readonly PlannedChange[], there: Table = pets, more = {}) =>
    checks(pets, there, { changes, policy: { limits: { delete: limit(0), update: limit(0) } }, ...more })
      .filter(({ result }) => result === 'fail')
      .map(({ rule, message }) => `${rule}: ${message}`);

  test('count as deletions while they are parked, and are told as what becomes of them', () => {
    expect(told([parks('0'), parks('1')])).toEqual([
      'limits.delete: 2 of 9 house pets would be parked; the limit is 0. Acknowledge with --accept delete=2.',
    ]);
    expect(told([parks('0'), deletes('1')])).toEqual([
      'limits.delete: 2 of 9 house pets would be parked or deleted; the limit is 0. Acknowledge with --accept delete=2.',
    ]);
    expect(told([deletes('1')])).toEqual([
      'limits.delete: 1 of 9 house pets would be deleted; the limit is 0. Acknowledge with --accept delete=1.',
    ]);
  });
  test('are told with the exports that leave them out, which people who change are not', () => {
    const person = (key: string) => ({ tags: { [keyTag]: key } });
    const keyed = { ...pets, 'pet/0': person('4711'), 'pet/1': person('4712'), 'pet/2': person('4713') };
    const at = { file: 'a.yaml', line: 1, column: 1 };
    const source = {
      file: 'hr.csv',
      blanks: limit(0),
      at,
      samePerson: new Set(['']),
      leftOut: new Set(['4711', '4713']),
    };
    const renamed: PlannedChange = {
      ...{ action: 'update', address: addressOf('pet/1'), before: { name: 'A' }, after: { name: 'B' } },
      ...{ attributes: [{ path: 'name', before: 'A', after: 'B' }], calls: [], risk: 'normal' },
    };
    expect(told([deletes('0'), deletes('2'), renamed], keyed, { sources: [source] })).toEqual([
      'limits.update: 1 of 9 house pets would be updated; the limit is 0. Acknowledge with --accept update=1.',
      'limits.delete: 2 of 9 house pets would be deleted; the limit is 0. Of these, 2 came from an export and are left out now: 2 by where of hr.csv. Acknowledge with --accept delete=2.',
    ]);
  });
});

test.each<[Parameters<typeof limitsOf>[0], readonly string[]]>([
  ['create', ['limits.create', 'limits.create.window']],
  ['update', ['limits.update', 'limits.update.window']],
  ['delete', ['limits.delete', 'limits.delete.window', 'emptyList']],
  ['configurationCreate', ['configurationLimits.create', 'configurationLimits.create.window']],
  [
    'configurationDelete',
    ['configurationLimits.delete', 'configurationLimits.delete.window', 'emptyList.room', 'emptyList.pet'],
  ],
  ['privilege', []],
  ['coverage', []],
])('an acknowledgement of %s is about %j', (acceptable, expected) => {
  const actions = ['create', 'update', 'delete'];
  const all = [
    ...['limits', 'configurationLimits'].flatMap((group) =>
      actions.flatMap((action) => [`${group}.${action}`, `${group}.${action}.window`]),
    ),
    ...['limits.window', 'emptyList', 'emptyList.room', 'emptyList.pet', 'privilege', 'coverage.Calls', 'ownIdentity'],
  ];
  expect(all.filter(limitsOf(acceptable))).toEqual(expected);
});

test('a person is called what the kind of people calls one', () => {
  const nobody: Rules = new Map([...rules].filter(([name]) => name !== 'pet'));
  expect([personNoun(rules), personNoun(nobody)]).toEqual(['house pet', 'person']);
});
