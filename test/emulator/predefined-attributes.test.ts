import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, errorOf, failureOf, type Started, start } from './support.ts';

const OWN = ['connect:Language', 'connect:Subtype', 'connect:WorkloadType'];

const create = (
  { client, InstanceId }: Started,
  Name: string,
  StringList?: string[],
  rest: Partial<sdk.CreatePredefinedAttributeRequest> = {},
) =>
  client.send(
    new sdk.CreatePredefinedAttributeCommand({
      InstanceId,
      Name,
      ...(StringList && { Values: { StringList } }),
      ...rest,
    }),
  );

const update = (
  { client, InstanceId }: Started,
  Name: string,
  change: Omit<sdk.UpdatePredefinedAttributeRequest, 'InstanceId' | 'Name'>,
) => client.send(new sdk.UpdatePredefinedAttributeCommand({ InstanceId, Name, ...change }));

const describeOne = async ({ client, InstanceId }: Started, Name: string) =>
  (await client.send(new sdk.DescribePredefinedAttributeCommand({ InstanceId, Name }))).PredefinedAttribute;

const remove = ({ client, InstanceId }: Started, Name: string) =>
  client.send(new sdk.DeletePredefinedAttributeCommand({ InstanceId, Name }));

const list = async ({ client, InstanceId }: Started) =>
  (await client.send(new sdk.ListPredefinedAttributesCommand({ InstanceId }))).PredefinedAttributeSummaryList?.map(
    ({ Name }) => Name,
  );

async function makeProficient(started: Started, AttributeName: string, AttributeValue: string): Promise<string> {
  const { client, InstanceId } = started;
  const UserId = await createUser(started);
  const UserProficiencies = [{ AttributeName, AttributeValue, Level: 3 }];
  await client.send(new sdk.AssociateUserProficienciesCommand({ InstanceId, UserId, UserProficiencies }));
  return UserId;
}

describe('a predefined attribute', () => {
  test('is described as it was created', async () => {
    const started = await start({ now: () => 1_700_000_000_000 });
    await create(started, 'Language', ['English', 'Français'], {
      Purposes: ['Routing'],
      AttributeConfiguration: { EnableValueValidationOnAssociation: true },
    });
    expect(await describeOne(started, 'Language')).toEqual({
      Name: 'Language',
      Values: { StringList: ['English', 'Français'] },
      Purposes: ['Routing'],
      AttributeConfiguration: { EnableValueValidationOnAssociation: true, IsReadOnly: false },
      LastModifiedTime: new Date(1_700_000_000_000),
      LastModifiedRegion: 'us-west-2',
    });
  });

  test('needs neither values nor anything else', async () => {
    const started = await start();
    await create(started, 'Business unit');
    expect(await describeOne(started, 'Business unit')).toMatchObject({
      Values: { StringList: [] },
      Purposes: [],
      AttributeConfiguration: { EnableValueValidationOnAssociation: false, IsReadOnly: false },
    });
  });

  test.each(['Skill_1.2:3/4=5+6-7@8', 'Français', '日本語', "it's", '__proto__', 'constructor'])(
    'may be called %s, and so may its value',
    async (name) => {
      const started = await start();
      await create(started, name, [name]);
      expect((await describeOne(started, name))?.Values?.StringList).toEqual([name]);
      expect(await list(started)).toEqual([...OWN, name]);
      await remove(started, name);
      expect(await list(started)).toEqual(OWN);
    },
  );

  test.each<[string, string, string[]]>([
    ['a name of AWS', 'aws:x', []],
    ['a name of Amazon Connect', 'connect:x', []],
    ['a character that is not allowed in its name', 'a#b', []],
    ['a name of 101 characters', 'x'.repeat(101), []],
    ['a character that is not allowed in a value', 'x', ['a#b']],
    ['a value of Amazon Connect', 'x', ['connect:x']],
    ['a value of 101 characters', 'x', ['y'.repeat(101)]],
    ['an empty value', 'x', ['']],
    ['501 values', 'x', Array.from({ length: 501 }, (_, index) => `v${index}`)],
    ['a value twice', 'x', ['a', 'b', 'a']],
    ['a value twice in other capitals', 'x', ['a', 'A']],
  ])('is not created with %s', async (_sentence, name, values) => {
    expect(await errorOf(create(await start(), name, values))).toBe('InvalidParameterException');
  });

  test('may have 500 values', async () => {
    const started = await start();
    const values = Array.from({ length: 500 }, (_, index) => `v${index}`);
    await create(started, 'x', values);
    expect((await describeOne(started, 'x'))?.Values?.StringList).toEqual(values);
  });

  test.each(['Language', 'language', 'LANGUAGE'])('is not created as %s beside Language', async (name) => {
    const started = await start();
    await create(started, 'Language');
    expect(await errorOf(create(started, name))).toBe('DuplicateResourceException');
  });

  test.each([
    ['described', describeOne],
    ['deleted', remove],
    ['updated', (started: Started, name: string) => update(started, name, { Purposes: [] })],
  ] as const)('is not %s by a name in other capitals or one there is not', async (_verb, call) => {
    const started = await start();
    await create(started, 'Language');
    for (const name of ['language', 'Skill', '__proto__'])
      expect(await errorOf(call(started, name))).toBe('ResourceNotFoundException');
  });

  test("counts against the quota, but Amazon Connect's own do not", async () => {
    const started = await start({ quotas: { predefinedAttributes: 1 } });
    await create(started, 'a');
    expect(await errorOf(create(started, 'b'))).toBe('LimitExceededException');
  });
});

describe('an update of a predefined attribute', () => {
  test('replaces what it names, leaves the rest and moves LastModifiedTime', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    await create(started, 'Skill', ['a', 'b'], { Purposes: ['p'] });
    now += 1000;
    await update(started, 'Skill', { Values: { StringList: ['b', 'c'] } });
    expect(await describeOne(started, 'Skill')).toMatchObject({
      Values: { StringList: ['b', 'c'] },
      Purposes: ['p'],
      LastModifiedTime: new Date(now),
    });
    await update(started, 'Skill', {
      Purposes: [],
      AttributeConfiguration: { EnableValueValidationOnAssociation: true },
    });
    expect(await describeOne(started, 'Skill')).toMatchObject({
      Values: { StringList: ['b', 'c'] },
      Purposes: [],
      AttributeConfiguration: { EnableValueValidationOnAssociation: true },
    });
  });

  test('follows the same rules for values', async () => {
    const started = await start();
    await create(started, 'Skill', ['a']);
    const outcome = update(started, 'Skill', { Values: { StringList: ['b', 'B'] } });
    expect(await errorOf(outcome)).toBe('InvalidParameterException');
    expect((await describeOne(started, 'Skill'))?.Values?.StringList).toEqual(['a']);
  });

  test('does not remove a value that a user is proficient in', async () => {
    const started = await start();
    await create(started, 'Skill', ['a', 'b']);
    await makeProficient(started, 'Skill', 'a');
    expect(await errorOf(update(started, 'Skill', { Values: { StringList: ['b'] } }))).toBe('InvalidRequestException');
    await update(started, 'Skill', { Values: { StringList: ['a'] } });
    expect((await describeOne(started, 'Skill'))?.Values?.StringList).toEqual(['a']);
  });
});

describe('the deletion of a predefined attribute', () => {
  test('is refused while a user is proficient in it', async () => {
    const started = await start();
    await create(started, 'Skill', ['a']);
    const ResourceId = await makeProficient(started, 'Skill', 'a');
    expect(await failureOf(remove(started, 'Skill'))).toMatchObject({ name: 'ResourceInUseException', ResourceId });
    const { client, InstanceId } = started;
    await client.send(new sdk.DeleteUserCommand({ InstanceId, UserId: ResourceId }));
    await remove(started, 'Skill');
    expect(await list(started)).toEqual(OWN);
  });

  test('frees the name', async () => {
    const started = await start();
    await create(started, 'Skill');
    await remove(started, 'Skill');
    await create(started, 'SKILL');
    expect(await list(started)).toEqual([...OWN, 'SKILL']);
  });
});

describe("Amazon Connect's own predefined attributes", () => {
  test.each(OWN)('include %s, which cannot be deleted', async (name) => {
    const started = await start();
    expect((await describeOne(started, name))?.Name).toBe(name);
    expect(await errorOf(remove(started, name))).toBe('InvalidRequestException');
  });

  test('take values of ours, but for connect:Subtype', async () => {
    const started = await start();
    const change = { Values: { StringList: ['Klingon'] } };
    await update(started, 'connect:Language', change);
    expect((await describeOne(started, 'connect:Language'))?.Values?.StringList).toEqual(['Klingon']);
    expect(await errorOf(update(started, 'connect:Subtype', change))).toBe('InvalidRequestException');
    expect((await describeOne(started, 'connect:Subtype'))?.AttributeConfiguration?.IsReadOnly).toBe(true);
  });
});

describe('predefined attributes', () => {
  test('are listed and searched in the order of creation, page by page', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    for (const name of ['Skill b', 'Skill a', 'Other']) await create(started, name);
    const pages = [];
    for await (const page of sdk.paginateListPredefinedAttributes({ client, pageSize: 4 }, { InstanceId }))
      pages.push(page.PredefinedAttributeSummaryList?.map(({ Name }) => Name));
    expect(pages).toEqual([
      [...OWN, 'Skill b'],
      ['Skill a', 'Other'],
    ]);
    const SearchCriteria = {
      StringCondition: { FieldName: 'Name', Value: 'skill', ComparisonType: 'STARTS_WITH' as const },
    };
    const found = await client.send(
      new sdk.SearchPredefinedAttributesCommand({ InstanceId, SearchCriteria, MaxResults: 1 }),
    );
    expect(found.ApproximateTotalCount).toBe(2);
    expect(found.PredefinedAttributes).toEqual([await describeOne(started, 'Skill b')]);
  });
});
