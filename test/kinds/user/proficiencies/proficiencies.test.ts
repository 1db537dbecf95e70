/** Proficiencies as data: one by one and together, what they point at, and what is wrong with them. */
import { describe, expect, test } from 'vitest';
import {
  check,
  each,
  gather,
  type Proficiencies,
  references,
  same,
} from '../../../../src/kinds/user/proficiencies/proficiencies.ts';
import { desiredUser } from '../../../support/users.ts';

const b = { attribute: 'Skill', value: 'b', level: 2 };
const a = { attribute: 'Skill', value: 'a', level: 5 };
const german = { attribute: 'Language', value: 'German', level: 4 };

test('together they are in the order of names', () => {
  const together = gather([b, german, a]);
  expect(JSON.stringify(together)).toBe('{"Language":{"German":4},"Skill":{"a":5,"b":2}}');
  expect(each(together)).toEqual([german, a, b]);
});

test('one that is taken away is none', () => {
  expect(each({ Skill: { a: null, b: 2 }, Language: null })).toEqual([b]);
  expect(each(undefined)).toEqual([]);
});

test('each points at a value of an attribute', () => {
  expect(references({ Skill: { a: 5 }, Language: { German: 4 } })).toEqual([
    { path: ['proficiencies', 'Skill', 'a'], address: { kind: 'predefinedAttribute', key: 'Skill' }, part: 'a' },
    {
      path: ['proficiencies', 'Language', 'German'],
      address: { kind: 'predefinedAttribute', key: 'Language' },
      part: 'German',
    },
  ]);
});

describe('two sets are the same', () => {
  const rows: {
    readonly [sentence: string]: readonly [a: Proficiencies | undefined, b: Proficiencies | undefined, is: boolean];
  } = {
    'whatever their order': [{ Skill: { a: 1, b: 2 } }, { Skill: { b: 2, a: 1 } }, true],
    'whatever the capitals of an attribute': [{ SKILL: { a: 1 } }, { Skill: { a: 1 } }, true],
    'but not those of a value': [{ Skill: { A: 1 } }, { Skill: { a: 1 } }, false],
    'but not with another level': [{ Skill: { a: 1 } }, { Skill: { a: 2 } }, false],
    'but not where one has more': [{ Skill: { a: 1 } }, { Skill: { a: 1, b: 1 } }, false],
    'nor where the other has': [{ Skill: { a: 1, b: 1 } }, { Skill: { a: 1 } }, false],
    'where both are empty, or one is not there': [{ Skill: {} }, undefined, true],
  };
  test.each(Object.entries(rows))('%s', (_, [one, other, is]) => expect(same(one, other)).toBe(is));
});

describe('of what the files ask for', () => {
  const skills = (count: number) => ({
    Skill: Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i}`, 3])),
  });
  const checked = (proficiencies: Proficiencies) => check(desiredUser('jane', { proficiencies }));

  test('two names of one attribute are a mistake, said of the second', () => {
    expect(checked({ Language: { German: 1 }, Skill: { a: 1 }, sKILL: { b: 1 } })).toEqual([
      {
        severity: 'error',
        code: 'same-attribute',
        message:
          '"sKILL" and "Skill" are one attribute to Amazon Connect, which compares their names without regard to case; put the values together.',
        source: { file: 'x.yaml', line: 1, column: 3 },
        address: 'user/jane',
      },
    ]);
  });

  test('more than ten are worth a warning', () => {
    expect(checked(skills(11))).toEqual([
      {
        severity: 'warning',
        code: 'many-proficiencies',
        message: 'jane is to have 11 proficiencies; Amazon Connect gives a user at most 10.',
        source: { file: 'x.yaml', line: 1, column: 2 },
        address: 'user/jane',
      },
    ]);
  });

  test('both can be wrong', () => {
    expect(checked({ ...skills(10), skill: { b: 1 } }).map(({ code }) => code)).toEqual([
      'same-attribute',
      'many-proficiencies',
    ]);
  });

  test('ten of one attribute are right, and so is nothing', () => {
    expect(checked(skills(10))).toEqual([]);
    expect(check(desiredUser('jane', {}))).toEqual([]);
  });
});
