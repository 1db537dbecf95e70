import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { createUser, describeUser, errorOf, type Started, start } from './support.ts';

interface One extends Started {
  readonly UserId: string;
}

/** A user, and the attributes Language (English, French) and Skill (s1 to s12). */
async function startWithOne(options: EmulatorOptions = {}): Promise<One> {
  const started = await start(options);
  const { client, InstanceId } = started;
  const skills = Array.from({ length: 12 }, (_, index) => `s${index + 1}`);
  for (const [Name, StringList] of Object.entries({ Language: ['English', 'French'], Skill: skills }))
    await client.send(new sdk.CreatePredefinedAttributeCommand({ InstanceId, Name, Values: { StringList } }));
  return { ...started, UserId: await createUser(started) };
}

const knows = (AttributeName: string, AttributeValue: string, Level = 3) => ({ AttributeName, AttributeValue, Level });

const associate = ({ client, InstanceId, UserId }: One, ...UserProficiencies: sdk.UserProficiency[]) =>
  client.send(new sdk.AssociateUserProficienciesCommand({ InstanceId, UserId, UserProficiencies }));

const update = ({ client, InstanceId, UserId }: One, ...UserProficiencies: sdk.UserProficiency[]) =>
  client.send(new sdk.UpdateUserProficienciesCommand({ InstanceId, UserId, UserProficiencies }));

const dissociate = ({ client, InstanceId, UserId }: One, ...given: sdk.UserProficiencyDisassociate[]) => {
  const UserProficiencies = given.map(({ AttributeName, AttributeValue }) => ({ AttributeName, AttributeValue }));
  return client.send(new sdk.DisassociateUserProficienciesCommand({ InstanceId, UserId, UserProficiencies }));
};

const list = ({ client, InstanceId, UserId }: One) =>
  client.send(new sdk.ListUserProficienciesCommand({ InstanceId, UserId }));

const proficienciesOf = async (one: One) => (await list(one)).UserProficiencyList;

describe('proficiencies of a user', () => {
  test('are added to those that are there, in order', async () => {
    const one = await startWithOne();
    expect(await list(one)).not.toHaveProperty('LastModifiedTime');
    await associate(one, knows('Skill', 's2', 5));
    await associate(one, knows('Language', 'French', 1), knows('Skill', 's1', 2));
    expect(await proficienciesOf(one)).toEqual([
      knows('Skill', 's2', 5),
      knows('Language', 'French', 1),
      knows('Skill', 's1', 2),
    ]);
  });

  test('have their levels updated and nothing else', async () => {
    const one = await startWithOne();
    await associate(one, knows('Skill', 's1', 1), knows('Skill', 's2', 2));
    await update(one, knows('Skill', 's2', 5));
    expect(await proficienciesOf(one)).toEqual([knows('Skill', 's1', 1), knows('Skill', 's2', 5)]);
  });

  test('are taken away by attribute and value', async () => {
    const one = await startWithOne();
    await associate(one, knows('Skill', 's1'), knows('Skill', 's2'), knows('Language', 'French'));
    await dissociate(one, knows('Skill', 's1'), knows('Language', 'French'));
    expect(await proficienciesOf(one)).toEqual([knows('Skill', 's2')]);
    await dissociate(one, knows('Skill', 's2'));
    expect(await proficienciesOf(one)).toEqual([]);
  });

  test.each<[string, sdk.UserProficiency[]]>([
    ['an attribute there is not', [knows('Sport', 's1')]],
    ['a value the attribute does not have', [knows('Skill', 'French')]],
    ['an attribute in other capitals', [knows('skill', 's1')]],
    ['an attribute like a property of every object', [knows('__proto__', 'constructor')]],
    ['level 0', [knows('Skill', 's1', 0)]],
    ['level 6', [knows('Skill', 's1', 6)]],
    ['level 2.5', [knows('Skill', 's1', 2.5)]],
    ['one of them twice', [knows('Skill', 's1', 1), knows('Skill', 's1', 2)]],
    ['one that the user has', [knows('Skill', 's2'), knows('Language', 'English')]],
    ['none', []],
  ])('are not added with %s, and then none is', async (_sentence, given) => {
    const one = await startWithOne();
    await associate(one, knows('Language', 'English', 1));
    expect(await errorOf(associate(one, ...given))).toBe('InvalidParameterException');
    expect(await proficienciesOf(one)).toEqual([knows('Language', 'English', 1)]);
  });

  test.each<[string, sdk.UserProficiency[]]>([
    ['one the user does not have', [knows('Language', 'English', 5), knows('Skill', 's1')]],
    ['one of them twice', [knows('Language', 'English', 4), knows('Language', 'English', 5)]],
    ['level 6', [knows('Language', 'English', 6)]],
    ['none', []],
  ])('are not updated with %s', async (_sentence, given) => {
    const one = await startWithOne();
    await associate(one, knows('Language', 'English', 1));
    expect(await errorOf(update(one, ...given))).toBe('InvalidParameterException');
    expect(await proficienciesOf(one)).toEqual([knows('Language', 'English', 1)]);
  });

  test.each<[string, sdk.UserProficiencyDisassociate[]]>([
    ['one the user does not have', [knows('Language', 'English'), knows('Skill', 's1')]],
    ['one of them twice', [knows('Language', 'English'), knows('Language', 'English')]],
    ['none', []],
  ])('are not taken away with %s', async (_sentence, given) => {
    const one = await startWithOne();
    await associate(one, knows('Language', 'English'));
    expect(await errorOf(dissociate(one, ...given))).toBe('InvalidParameterException');
    expect(await proficienciesOf(one)).toHaveLength(1);
  });

  test('are ten at most, unless the quota says otherwise', async () => {
    const one = await startWithOne();
    const many = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => knows('Skill', `s${from + index}`));
    expect(await errorOf(associate(one, ...many(1, 11)))).toBe('InvalidRequestException');
    await associate(one, ...many(1, 10));
    expect(await errorOf(associate(one, knows('Skill', 's11')))).toBe('InvalidRequestException');
    const other = await startWithOne({ quotas: { proficienciesPerUser: 12 } });
    await associate(other, ...many(1, 12));
    expect(await proficienciesOf(other)).toHaveLength(12);
  });

  test('are those of a user there is', async () => {
    const one = { ...(await startWithOne()), UserId: 'unknown' };
    for (const call of [associate, update, dissociate])
      expect(await errorOf(call(one, knows('Skill', 's1')))).toBe('ResourceNotFoundException');
    expect(await errorOf(list(one))).toBe('ResourceNotFoundException');
  });

  test('have a LastModifiedTime of their own', async () => {
    let now = 1_700_000_000_000;
    const one = await startWithOne({ now: () => now });
    now += 1000;
    await associate(one, knows('Skill', 's1'));
    expect((await list(one)).LastModifiedTime).toEqual(new Date(now));
    now += 1000;
    await dissociate(one, knows('Skill', 's1'));
    expect((await list(one)).LastModifiedTime).toEqual(new Date(now));
    expect((await describeUser(one, one.UserId)).LastModifiedTime).toEqual(new Date(1_700_000_000_000));
  });

  test('come page by page', async () => {
    const one = await startWithOne();
    await associate(one, knows('Skill', 's3'), knows('Skill', 's1'), knows('Skill', 's2'));
    const pages = [];
    const { client, InstanceId, UserId } = one;
    for await (const page of sdk.paginateListUserProficiencies({ client, pageSize: 2 }, { InstanceId, UserId }))
      pages.push(page.UserProficiencyList?.map(({ AttributeValue }) => AttributeValue));
    expect(pages).toEqual([['s3', 's1'], ['s2']]);
  });
});

const name = (Value: string) => ({ StringCondition: { FieldName: 'name', Value, ComparisonType: 'EXACT' as const } });
const value = (Value: string, ComparisonType: sdk.StringComparisonType = 'EXACT') => ({
  StringCondition: { FieldName: 'value', Value, ComparisonType },
});
const limit = (ComparisonType: sdk.NumberComparisonType, MinValue?: number, MaxValue?: number) => ({
  NumberCondition: {
    FieldName: 'limit',
    ComparisonType,
    ...(MinValue !== undefined && { MinValue }),
    ...(MaxValue !== undefined && { MaxValue }),
  },
});

const find = async ({ client, InstanceId }: Started, Conditions: sdk.Condition[], type = 'PROFICIENCIES') => {
  const ListCondition = { TargetListType: type as sdk.TargetListType, Conditions };
  const found = await client.send(new sdk.SearchUsersCommand({ InstanceId, SearchCriteria: { ListCondition } }));
  expect(found.ApproximateTotalCount).toBe(found.Users?.length);
  return found.Users?.map(({ Username }) => Username);
};

/** jane.doe: English 5, s1 2; bob: English 3, French 4; eve: nothing. */
async function startWithThree(): Promise<One> {
  const jane = await startWithOne();
  await associate(jane, knows('Language', 'English', 5), knows('Skill', 's1', 2));
  const bob = { ...jane, UserId: await createUser(jane, { Username: 'bob' }) };
  await associate(bob, knows('Language', 'English', 3), knows('Language', 'French', 4));
  await createUser(jane, { Username: 'eve' });
  return jane;
}

describe('SearchUsers by proficiencies', () => {
  test.each<[string, sdk.Condition[], string[]]>([
    ['an attribute', [name('Language')], ['jane.doe', 'bob']],
    ['an attribute in other capitals', [name('SKILL')], ['jane.doe']],
    ['a value', [value('Fre', 'STARTS_WITH')], ['bob']],
    ['at least a level', [limit('GREATER_OR_EQUAL', 5)], ['jane.doe']],
    ['more than a level', [limit('GREATER', 4)], ['jane.doe']],
    ['at most a level', [limit('LESSER_OR_EQUAL', undefined, 2)], ['jane.doe']],
    ['less than a level', [limit('LESSER', undefined, 3)], ['jane.doe']],
    ['one level', [limit('EQUAL', 4)], ['bob']],
    ['one level, as both ends', [limit('EQUAL', 4, 4)], ['bob']],
    ['any level but one', [name('Language'), limit('NOT_EQUAL', 5)], ['bob']],
    ['a range with both ends', [limit('RANGE', 3, 4)], ['bob']],
    ['a range of one level', [limit('RANGE', 5, 5)], ['jane.doe']],
    [
      'attribute, value and level of one proficiency',
      [name('Language'), value('English'), limit('GREATER', 3)],
      ['jane.doe'],
    ],
    ['not what only two proficiencies have together', [value('French'), limit('EQUAL', 3)], []],
  ])('finds %s', async (_sentence, conditions, names) => {
    expect(await find(await startWithThree(), conditions)).toEqual(names);
  });

  test.each<[string, sdk.Condition[]]>([
    ['no condition', []],
    ['an empty condition', [{}]],
    ['two conditions in one', [{ ...name('x'), ...limit('EQUAL', 1) }]],
    ['a field of text there is not', [{ StringCondition: { FieldName: 'Username', Value: 'x' } }]],
    [
      'a field of numbers there is not',
      [{ NumberCondition: { FieldName: 'level', ComparisonType: 'EQUAL', MinValue: 1 } }],
    ],
    ['no comparison of numbers', [{ NumberCondition: { FieldName: 'limit', MinValue: 1 } }]],
    ['a comparison without its value', [limit('GREATER')]],
    ['a value that the comparison does not go by', [limit('LESSER', 1, 2)]],
    ['two values to be equal to', [limit('EQUAL', 1, 2)]],
    ['a range without an end', [limit('RANGE', 1)]],
    ['a range from high to low', [limit('RANGE', 4, 2)]],
    ['a fraction', [limit('EQUAL', 1.5)]],
  ])('is refused with %s', async (_sentence, conditions) => {
    expect(await errorOf(find(await start(), conditions))).toBe('InvalidParameterException');
  });

  test('is refused for another list', async () => {
    expect(await errorOf(find(await start(), [name('x')], 'SKILLS'))).toBe('InvalidParameterException');
  });

  test('sees them late, as everything that it sees', async () => {
    let now = 1_700_000_000_000;
    const one = await startWithOne({ now: () => now });
    one.emulator.faults.searchLag = 5000;
    now += 5000;
    await associate(one, knows('Language', 'French'));
    expect(await find(one, [value('French')])).toEqual([]);
    now += 5000;
    expect(await find(one, [value('French')])).toEqual(['jane.doe']);
  });
});
