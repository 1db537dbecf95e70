/**
 * Which searches tell what everybody is proficient in. SearchUsers gives no proficiencies, but it can say who has a value
 * of an attribute at some of the five levels (ListCondition; its conditions are joined by AND), 500 users a call. One search
 * a level would be five for each value; numbering the levels in binary and asking for each digit takes three:
 *
 *     level   1    2    3    4    5
 *     number  001  010  011  100  101      search 1 is for 1, 3 and 5, search 2 for 2 and 3, search 3 for 4 and 5
 *
 * What the files ask for saves more. Levels that nobody asks for are one level here, `other`: a user with it differs, and
 * is looked at by themselves anyway. So two searches do for a value that is asked for at one or two levels, one for a value
 * that nobody asks for, and one for all of an attribute that nobody asks for.
 */
import type { Condition } from '@aws-sdk/client-connect';
import { foldAttribute, gather, type Proficiencies, type Proficiency, proficiencyKeyOf } from './proficiencies.ts';

/** Levels that Connect knows ("The valid values are 1, 2, 3, 4 and 5", UserProficiency). */
const levels = [1, 2, 3, 4, 5];

/** A level that a search tells apart from the others. */
type ToldLevel = number | 'other';

/** One search, and how much its answer counts for in the number of a level. */
export interface SearchQuestion {
  readonly attribute: string;
  /** Absent where all of the attribute is one question. */
  readonly value?: string;
  readonly conditions: Condition[];
  readonly digit: number;
}

export interface Questions {
  readonly all: readonly SearchQuestion[];
  /** The level that a number stands for, by the key of a value. */
  readonly told: ReadonlyMap<string, ReadonlyMap<number, ToldLevel>>;
}

/** A predefined attribute and its values. */
export interface Attribute {
  readonly name: string;
  readonly values: readonly string[];
}

/** The searches that tell who has what is asked for and nothing else; with `everything`, who has what at all. */
export function questionsFor(
  attributes: readonly Attribute[],
  asked: readonly Proficiency[] | 'everything',
): Questions {
  const all: SearchQuestion[] = [];
  const told = new Map<string, ReadonlyMap<number, ToldLevel>>();
  const askedLevels = new Map<string, Set<number>>();
  for (const one of asked === 'everything' ? [] : asked) {
    const known = askedLevels.get(proficiencyKeyOf(one)) ?? new Set();
    askedLevels.set(proficiencyKeyOf(one), known.add(one.level));
  }
  const askedAttributes = asked === 'everything' ? [] : asked.map(({ attribute }) => foldAttribute(attribute));
  const isAsked = new Set(askedAttributes);
  for (const { name, values } of attributes) {
    if (asked !== 'everything' && !isAsked.has(foldAttribute(name))) {
      all.push({ attribute: name, conditions: [text('name', name)], digit: 1 });
      continue;
    }
    for (const value of values) {
      const key = proficiencyKeyOf({ attribute: name, value });
      const wanted = asked === 'everything' ? levels : levels.filter((level) => askedLevels.get(key)?.has(level));
      const numbers = numbered(wanted);
      told.set(key, new Map([...numbers].map(([level, number]) => [number, level])));
      for (let digit = 1; digit <= numbers.size; digit *= 2) {
        const among = levels.filter((level) => ((numbers.get(level) ?? numbers.get('other') ?? 0) & digit) > 0);
        const conditions = [text('name', name), text('value', value), ...only(among)];
        all.push({ attribute: name, value, conditions, digit });
      }
    }
  }
  return { all, told };
}

/** Numbers from 1, for a number 0 would be one that no search finds. */
function numbered(wanted: readonly number[]): ReadonlyMap<ToldLevel, number> {
  const tellApart: readonly ToldLevel[] = wanted.length < levels.length ? [...wanted, 'other'] : wanted;
  return new Map(tellApart.map((level, index) => [level, index + 1]));
}

const text = (FieldName: 'name' | 'value', Value: string): Condition => ({
  StringCondition: { FieldName, Value, ComparisonType: 'EXACT' },
});

/**
 * By exclusion, so that a level in between, should there ever be one, is found by every search of its value; no level has
 * that number. A NumberCondition takes whole numbers only.
 */
const only = (among: readonly number[]): readonly Condition[] =>
  levels
    .filter((level) => !among.includes(level))
    .map((MinValue) => ({ NumberCondition: { FieldName: 'limit', ComparisonType: 'NOT_EQUAL', MinValue } }));

/** What the answers (ids of users, question by question) say of each user that one of them names; `unclear` where too little. */
export function levelsFrom(
  { all, told }: Questions,
  answers: readonly ReadonlySet<string>[],
): ReadonlyMap<string, Proficiencies | 'unclear'> {
  const numbers = new Map<string, Map<string, { readonly question: SearchQuestion; number: number }>>();
  for (const [index, question] of all.entries()) {
    const key =
      question.value === undefined ? '' : proficiencyKeyOf({ attribute: question.attribute, value: question.value });
    for (const id of answers[index] ?? []) {
      const ofUser = numbers.get(id) ?? new Map<string, { readonly question: SearchQuestion; number: number }>();
      numbers.set(id, ofUser);
      const known = ofUser.get(key);
      if (known) known.number += question.digit;
      else ofUser.set(key, { question, number: question.digit });
    }
  }
  return new Map(
    [...numbers].map(([id, ofUser]): [string, Proficiencies | 'unclear'] => {
      const found: Proficiency[] = [];
      for (const [key, { question, number }] of ofUser) {
        const level = told.get(key)?.get(number) ?? 'other';
        if (level === 'other' || question.value === undefined) return [id, 'unclear'];
        found.push({ attribute: question.attribute, value: question.value, level });
      }
      return [id, gather(found)];
    }),
  );
}

/**
 * Whether searching takes fewer calls than one ListUserProficiencies a user. Further pages, 500 users each, are far fewer
 * than the users on them and change nothing.
 */
export const worthSearching = ({ all }: Questions, users: number): boolean => all.length < users;
