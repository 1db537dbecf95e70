/** Which searches tell what everybody is proficient in, and that what is concluded from them is so. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  each,
  gather,
  type Proficiencies,
  type Proficiency,
} from '../../../../src/kinds/user/proficiencies/proficiencies.ts';
import {
  type Attribute,
  levelsFrom,
  questionsFor,
  worthSearching,
} from '../../../../src/kinds/user/proficiencies/questions.ts';
import { meets } from '../../../support/proficiencies.ts';

const skill = (value: string, level: number): Proficiency => ({ attribute: 'Skill', value, level });
const attributes: readonly Attribute[] = [
  { name: 'Skill', values: ['a', 'b', 'c'] },
  { name: 'Language', values: ['English', 'German'] },
];

describe('how many searches there are', () => {
  test.each<[string, Parameters<typeof questionsFor>[1], number]>([
    ['one for each attribute of which nothing is asked', [], 2],
    ['two for a value at one level, one for a value nobody asks for', [skill('a', 3)], 2 + 1 + 1 + 1],
    ['two for a value at two levels', [skill('a', 3), skill('a', 1)], 2 + 1 + 1 + 1],
    ['three for a value at three levels', [1, 2, 3].map((level) => skill('a', level)), 3 + 1 + 1 + 1],
    ['three for a value at all five levels', [1, 2, 3, 4, 5].map((level) => skill('a', level)), 3 + 1 + 1 + 1],
    ['whatever the capitals of the attribute', [{ ...skill('a', 3), attribute: 'SKILL' }], 2 + 1 + 1 + 1],
    ['three for every value where everything is to be known', 'everything', 3 * 5],
  ])('%s', (_, asked, count) => {
    expect(questionsFor(attributes, asked).all).toHaveLength(count);
  });

  test('thirty values at every level, for 10,000 users, are 90 and worth it; for 90 users they are not', () => {
    const thirty = [{ name: 'Skill', values: Array.from({ length: 30 }, (_, index) => `s${index}`) }];
    const questions = questionsFor(thirty, 'everything');
    expect(questions.all).toHaveLength(90);
    expect(worthSearching(questions, 10_000)).toBe(true);
    expect(worthSearching(questions, 91)).toBe(true);
    expect(worthSearching(questions, 90)).toBe(false);
  });
});

describe('a search is for', () => {
  const exactly = (FieldName: string, Value: string) => ({
    StringCondition: { FieldName, Value, ComparisonType: 'EXACT' },
  });
  const not = (MinValue: number) => ({
    NumberCondition: { FieldName: 'limit', ComparisonType: 'NOT_EQUAL', MinValue },
  });

  test('an attribute of which nothing is asked', () => {
    expect(questionsFor([{ name: 'Skill', values: ['a', 'b'] }], []).all).toEqual([
      { attribute: 'Skill', conditions: [exactly('name', 'Skill')], digit: 1 },
    ]);
  });

  test('a value, without the levels that have no such digit', () => {
    const conditions = [exactly('name', 'Skill'), exactly('value', 'a')];
    // Level 2 is number 1, level 4 number 2, and all others are number 3.
    expect(questionsFor([{ name: 'Skill', values: ['a'] }], [skill('a', 4), skill('a', 2)]).all).toEqual([
      { attribute: 'Skill', value: 'a', conditions: [...conditions, not(4)], digit: 1 },
      { attribute: 'Skill', value: 'a', conditions: [...conditions, not(2)], digit: 2 },
    ]);
  });
});

function answered(asked: Parameters<typeof questionsFor>[1], people: { readonly [id: string]: Proficiencies }) {
  const questions = questionsFor(attributes, asked);
  const answers = questions.all.map(
    ({ conditions }) =>
      new Set(Object.keys(people).filter((id) => each(people[id]).some((one) => meets(conditions, one)))),
  );
  return levelsFrom(questions, answers);
}

const level = fc.integer({ min: 1, max: 5 });
const levels = (values: readonly string[], one = level) =>
  fc
    .tuple(...values.map(() => fc.option(one)))
    .map((found) =>
      Object.fromEntries(values.flatMap((value, i) => (found[i] == null ? [] : [[value, found[i] as number]]))),
    );
const setOf = (one = level) =>
  fc
    .record({ Skill: levels(['a', 'b', 'c'], one), Language: levels(['English', 'German'], one) })
    .map((set) => gather(each(set)));

test('where everything is asked, everything is known', () => {
  fc.assert(
    fc.property(fc.array(setOf(), { maxLength: 4 }), (sets) => {
      const people = Object.fromEntries(sets.map((set, index) => [`u${index}`, set]));
      const told = answered('everything', people);
      for (const [id, set] of Object.entries(people)) expect(told.get(id) ?? {}).toEqual(set);
    }),
  );
});

test('what is concluded is what the user has, or unclear; for a user who has what is asked it is never unclear', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(setOf(), setOf()), { maxLength: 4 }), (pairs) => {
      const people = Object.fromEntries(pairs.map(([has], index) => [`u${index}`, has]));
      const asked = pairs.flatMap(([, wanted]) => each(wanted));
      const told = answered(asked, people);
      for (const [index, [has, wanted]] of pairs.entries()) {
        const said = told.get(`u${index}`) ?? {};
        if (said !== 'unclear') expect(said).toEqual(has);
        if (JSON.stringify(has) === JSON.stringify(wanted)) expect(said).toEqual(has);
      }
    }),
  );
});

test('a level between two is never taken for one of them', () => {
  const between = fc.constantFrom(1.5, 2.5, 3.5, 4.5);
  fc.assert(
    fc.property(setOf(between), fc.array(setOf(), { maxLength: 3 }), (has, wanted) => {
      const said = answered(wanted.flatMap(each), { jane: has }).get('jane') ?? {};
      expect(said).toEqual(each(has).length === 0 ? {} : 'unclear');
    }),
  );
});
