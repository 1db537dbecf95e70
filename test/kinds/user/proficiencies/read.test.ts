/** Proficiencies of users: searched or listed, whichever is cheaper, and never planned from an index alone. */
import { describe, expect, test } from 'vitest';
import type { InputOf, OutputOf } from '../../../../src/connect/port.ts';
import type { Reading } from '../../../../src/kinds/kind.ts';
import type { Proficiencies } from '../../../../src/kinds/user/proficiencies/proficiencies.ts';
import { each } from '../../../../src/kinds/user/proficiencies/proficiencies.ts';
import { addProficiencies } from '../../../../src/kinds/user/proficiencies/read.ts';
import { meets } from '../../../support/proficiencies.ts';
import { onlyWith, reading } from '../../../support/reading.ts';
import { type Answers, failed, script } from '../../../support/script.ts';
import { found } from '../../../support/states.ts';
import { desiredUsers, liveUser } from '../../../support/users.ts';

const skill = found({ kind: 'predefinedAttribute', key: 'Skill' }, { values: ['a', 'b'] });
const language = found({ kind: 'predefinedAttribute', key: 'Language' }, { values: ['English'] });
const bare = found({ kind: 'predefinedAttribute', key: 'Bare' }, {});
const many = Array.from({ length: 20 }, (_, index) => liveUser(`u${index}`, { lastName: 'Doe' }));
const idOf = (name: string) => liveUser(name, {}).id;

const listing = (proficiencies: Proficiencies): OutputOf<'ListUserProficiencies'> => ({
  UserProficiencyList: each(proficiencies).map(({ attribute, value, level }) => ({
    ...{ AttributeName: attribute, AttributeValue: value, Level: level },
  })),
});
/** Only these are found, whatever is searched for. */
const finding =
  (...names: readonly string[]) =>
  () => ({ Users: names.map((name) => ({ Id: idOf(name) })), ApproximateTotalCount: names.length });
/** Who is proficient in what, as searches find it. */
const searching =
  (people: { readonly [username: string]: Proficiencies }) =>
  ({ SearchCriteria }: InputOf<'SearchUsers'>) => {
    const { Conditions = [] } = SearchCriteria?.ListCondition ?? {};
    return finding(...Object.keys(people).filter((name) => each(people[name]).some((one) => meets(Conditions, one))))();
  };

async function read(
  answers: Answers,
  asked: { readonly [username: string]: { readonly proficiencies?: Proficiencies } },
  { users = many, ...more }: Partial<Reading> & { readonly users?: typeof many } = {},
) {
  const { send, calls, inputsOf } = script(answers);
  const { signal } = new AbortController();
  const announced: unknown[] = [];
  const defaults = {
    ...{ desired: desiredUsers(asked), signal },
    others: async () => [skill, language, bare],
    announce: (...all: readonly unknown[]): void => void announced.push(all),
  };
  const live = await addProficiencies(reading(onlyWith(signal, send), { ...defaults, ...more }), users);
  return {
    live,
    announced,
    of: (name: string) => live.find(({ address }) => address.key === name)?.attributes['proficiencies'],
    searches: calls().filter((call) => call === 'SearchUsers').length,
    searched: inputsOf('SearchUsers'),
    listed: inputsOf('ListUserProficiencies').map((input) => (input as { UserId: string }).UserId),
  };
}
const everybodyHas = (proficiencies: Proficiencies) =>
  Object.fromEntries(many.map(({ address }) => [address.key, { proficiencies }]));
const others = async (): Promise<never> => {
  throw new Error('Predefined attributes are not needed.');
};

describe('nothing is read', () => {
  test('where nobody asks', async () => {
    const { live, announced } = await read({}, { u1: {} }, { others });
    expect(live).toStrictEqual(many);
    expect(announced).toEqual([]);
  });

  test('where it is remembered and as it is asked', async () => {
    const users = many.map((user) => ({
      ...user,
      attributes: { ...user.attributes, proficiencies: { Skill: { a: 3 } } },
    }));
    const { live, announced } = await read({}, everybodyHas({ SKILL: { a: 3 } }), { users, others });
    expect(live).toEqual(users);
    expect(announced).toEqual([]);
  });
});

test('of a few, each is listed, which is announced, and of the others nothing is said', async () => {
  const answers = { ListUserProficiencies: listing({ Skill: { b: 1 } }) };
  const { live, searches, listed, announced } = await read(answers, { u1: { proficiencies: {} } });
  const attributes = { lastName: 'Doe', proficiencies: { Skill: { b: 1 } } };
  expect(live).toStrictEqual(many.map((user) => (user.address.key === 'u1' ? { ...user, attributes } : user)));
  expect([searches, listed]).toEqual([0, [idOf('u1')]]);
  expect(announced).toEqual([['ListUserProficiencies', 1]]);
});

test('only a user without anything remembered is listed', async () => {
  const [first, ...rest] = many.map((user) => ({
    ...user,
    attributes: { ...user.attributes, proficiencies: { Skill: { a: 3 } } },
  }));
  const users = [liveUser('u0', {}), ...rest];
  const answers = { ListUserProficiencies: listing({ Skill: { a: 3 } }) };
  const { of, searches, listed } = await read(answers, everybodyHas({ Skill: { a: 3 } }), { users });
  expect(of('u0')).toEqual(first?.attributes.proficiencies);
  expect([searches, listed]).toEqual([0, [idOf('u0')]]);
});

test('of many, searches tell; nobody is listed where all is as it is asked', async () => {
  const { of, searches, searched, listed, announced } = await read({ SearchUsers: finding() }, everybodyHas({}));
  expect(of('u1')).toEqual({});
  // One for each attribute of which nothing is asked.
  expect([searches, listed, announced]).toEqual([3, [], []]);
  expect(searched[0]).toEqual({
    MaxResults: 500,
    SearchCriteria: {
      ListCondition: {
        TargetListType: 'PROFICIENCIES',
        Conditions: [{ StringCondition: { FieldName: 'name', Value: 'Skill', ComparisonType: 'EXACT' } }],
      },
    },
  });
});

test('the searches follow what is asked, and the level that was asked is known from them', async () => {
  const people = Object.fromEntries(many.map(({ address }) => [address.key, { Skill: { a: 3 } }]));
  const { of, searches, listed } = await read({ SearchUsers: searching(people) }, everybodyHas({ Skill: { a: 3 } }));
  expect(of('u7')).toEqual({ Skill: { a: 3 } });
  // Two for the value that is asked for, one for the other value of its attribute, one each for the other attributes.
  expect([searches, listed]).toEqual([5, []]);
});

test('who seems to differ is listed, and what the list says counts', async () => {
  const answers = { SearchUsers: finding('u3'), ListUserProficiencies: listing({ Skill: { a: 2 } }) };
  const { of, listed } = await read(answers, everybodyHas({}));
  expect(listed).toEqual([idOf('u3')]);
  expect(of('u3')).toEqual({ Skill: { a: 2 } });
  expect(of('u4')).toEqual({});
});

test('what is remembered and differs from what is asked is listed again', async () => {
  const users = [liveUser('u1', { proficiencies: { Skill: { a: 3 } } })];
  const answers = { ListUserProficiencies: listing({ Skill: { a: 4 } }) };
  const { of, listed } = await read(answers, { u1: { proficiencies: { Skill: { a: 4 } } } }, { users });
  expect(listed).toEqual([idOf('u1')]);
  expect(of('u1')).toEqual({ Skill: { a: 4 } });
});

describe('where values may be deleted, everybody is read, asked or not:', () => {
  const mayDelete = new Set(['predefinedAttribute']);

  test('a user is not listed where the searches tell everything', async () => {
    const SearchUsers = searching({ u3: { Skill: { a: 2 }, Language: { English: 5 } } });
    const { of, searches, listed } = await read({ SearchUsers }, {}, { mayDelete });
    expect(of('u1')).toEqual({});
    expect(of('u3')).toEqual({ Skill: { a: 2 }, Language: { English: 5 } });
    expect([searches, listed]).toEqual([9, []]);
  });

  test('where nothing is to be searched, everybody is listed', async () => {
    const answers = { ListUserProficiencies: listing({ Skill: { a: 2 } }) };
    const { of, listed } = await read(answers, {}, { mayDelete, method: 'describe' });
    expect(of('u1')).toEqual({ Skill: { a: 2 } });
    expect(listed).toEqual(many.map(({ id }) => id));
  });

  test('as in an export', async () => {
    const { desired: _, ...everything } = reading(script({ ListUserProficiencies: listing({ Skill: { a: 2 } }) }).send);
    const [live] = await addProficiencies({ ...everything, method: 'describe' }, [liveUser('u1', {})]);
    expect(live?.attributes).toEqual({ proficiencies: { Skill: { a: 2 } } });
  });
});

describe('each is listed', () => {
  const asked = everybodyHas({});
  const answers = { ListUserProficiencies: listing({}) };

  test('where nothing is to be searched', async () => {
    const { searches, listed } = await read(answers, asked, { method: 'describe' });
    expect([searches, listed.length]).toEqual([0, many.length]);
  });

  test('where searching is denied, or Connect does not know such a search, which is said', async () => {
    const said: unknown[] = [];
    const warn = (...all: readonly unknown[]): void => void said.push(all);
    await read({ ...answers, SearchUsers: failed('denied') }, asked, { warn });
    expect(said).toEqual([]);
    const { listed } = await read({ ...answers, SearchUsers: failed('refused') }, asked, { warn });
    expect(said).toEqual([
      [
        'search-refused',
        'SearchUsers does not search by proficiencies (InvalidParameterException: It was refused.), so they are listed user by user.',
      ],
    ]);
    expect(listed).toHaveLength(many.length);
  });

  test('but not where the search fails otherwise', async () => {
    await expect(read({ ...answers, SearchUsers: failed('transient') }, asked)).rejects.toMatchObject({
      facts: { failure: 'transient' },
    });
  });
});

test('who is gone has none; a search that comes short is not believed, nor is what fails otherwise', async () => {
  const one = { u1: { proficiencies: {} } };
  const { of } = await read({ ListUserProficiencies: failed('not-found') }, one);
  expect(of('u1')).toEqual({});
  const short = { Users: [], ApproximateTotalCount: 1 };
  await expect(read({ SearchUsers: () => short }, everybodyHas({}))).rejects.toThrow('its pages hold 0');
  await expect(read({ ListUserProficiencies: failed('denied') }, one)).rejects.toMatchObject({
    facts: { failure: 'denied' },
  });
});
