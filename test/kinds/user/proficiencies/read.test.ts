/** Proficiencies of users: searched or listed, whichever is cheaper, and never planned from an index alone. */
import { describe, expect, test } from 'vitest';
import type { OutputOf } from '../../../../src/connect/port.ts';
import type { Reading } from '../../../../src/kinds/kind.ts';
import type { Proficiencies } from '../../../../src/kinds/user/proficiencies/proficiencies.ts';
import { each } from '../../../../src/kinds/user/proficiencies/proficiencies.ts';
import { addProficiencies } from '../../../../src/kinds/user/proficiencies/read.ts';
import { reading } from '../../../support/reading.ts';
import { type Answers, failed, script } from '../../../support/script.ts';
import { found } from '../../../support/states.ts';
import { desiredUsers, liveUser } from '../../../support/users.ts';

const skill = found({ kind: 'predefinedAttribute', key: 'Skill' }, { values: ['a', 'b'] });
const language = found({ kind: 'predefinedAttribute', key: 'Language' }, { values: ['English'] });
const many = Array.from({ length: 20 }, (_, index) => liveUser(`u${index}`, {}));
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

async function read(
  answers: Answers,
  asked: { readonly [username: string]: { readonly proficiencies?: Proficiencies } },
  { users = many, ...more }: Partial<Reading> & { readonly users?: typeof many } = {},
) {
  const { send, calls, inputsOf } = script(answers);
  const others = async () => [skill, language];
  const live = await addProficiencies(reading(send, { desired: desiredUsers(asked), others, ...more }), users);
  return {
    of: (name: string) => live.find(({ address }) => address.key === name)?.attributes['proficiencies'],
    searches: calls().filter((call) => call === 'SearchUsers').length,
    listed: inputsOf('ListUserProficiencies').map((input) => (input as { UserId: string }).UserId),
  };
}
const everybodyHas = (proficiencies: Proficiencies) =>
  Object.fromEntries(many.map(({ address }) => [address.key, { proficiencies }]));

describe('nothing is read', () => {
  test('where nobody asks', async () => {
    const { of, searches, listed } = await read({}, { u1: {} });
    expect([of('u1'), searches, listed]).toEqual([undefined, 0, []]);
  });

  test('where it is remembered and as it is asked', async () => {
    const users = [liveUser('u1', { proficiencies: { Skill: { a: 3 } } })];
    const { searches, listed } = await read({}, { u1: { proficiencies: { SKILL: { a: 3 } } } }, { users });
    expect([searches, listed]).toEqual([0, []]);
  });
});

test('of a few, each is listed', async () => {
  const answers = { ListUserProficiencies: listing({ Skill: { b: 1 } }) };
  const { of, searches, listed } = await read(answers, { u1: { proficiencies: {} } });
  expect(of('u1')).toEqual({ Skill: { b: 1 } });
  expect(of('u2')).toBeUndefined();
  expect([searches, listed]).toEqual([0, [idOf('u1')]]);
});

test('of many, searches tell; nobody is listed where all is as it is asked', async () => {
  const { of, searches, listed } = await read({ SearchUsers: finding() }, everybodyHas({}));
  expect(of('u1')).toEqual({});
  // One for each attribute of which nothing is asked.
  expect([searches, listed]).toEqual([2, []]);
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

test('where values may be deleted, everybody is read, asked or not', async () => {
  const mayDelete = new Set(['predefinedAttribute']);
  const answers = { SearchUsers: finding(), ListUserProficiencies: listing({}) };
  const { of, searches } = await read(answers, {}, { mayDelete });
  expect(of('u1')).toEqual({});
  expect(searches).toBe(9);
});

describe('each is listed', () => {
  const asked = everybodyHas({});
  const answers = { ListUserProficiencies: listing({}) };

  test('where nothing is to be searched', async () => {
    const { searches, listed } = await read(answers, asked, { method: 'describe' });
    expect([searches, listed.length]).toEqual([0, many.length]);
  });

  test('where searching is denied, or Connect does not know such a search, which is said', async () => {
    const said: string[] = [];
    const warn = (code: string) => void said.push(code);
    await read({ ...answers, SearchUsers: failed('denied') }, asked, { warn });
    expect(said).toEqual([]);
    const { listed } = await read({ ...answers, SearchUsers: failed('refused') }, asked, { warn });
    expect(said).toEqual(['search-refused']);
    expect(listed).toHaveLength(many.length);
  });
});

test('who is gone has none; a search that comes short is not believed', async () => {
  const { of } = await read({ ListUserProficiencies: failed('not-found') }, { u1: { proficiencies: {} } });
  expect(of('u1')).toEqual({});
  const short = { Users: [], ApproximateTotalCount: 1 };
  await expect(read({ SearchUsers: () => short }, everybodyHas({}))).rejects.toThrow('its pages hold 0');
});
