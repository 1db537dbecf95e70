import * as sdk from '@aws-sdk/client-connect';
import { expect } from 'vitest';
import { createUser, type Started, start } from './support.ts';

export interface Staffed extends Started {
  readonly groups: Readonly<Record<'emea' | 'dublin' | 'cork' | 'apac', string>>;
  readonly jane: string;
}

/** EMEA with Dublin and Cork, APAC; jane in Dublin, Bob in Cork, eve in APAC, and root in no group. */
export async function staff(): Promise<Staffed> {
  const started = await start();
  const { client, InstanceId, ids } = started;
  const HierarchyStructure = { LevelOne: { Name: 'Region' }, LevelTwo: { Name: 'Site' } };
  await client.send(new sdk.UpdateUserHierarchyStructureCommand({ InstanceId, HierarchyStructure }));
  const group = async (Name: string, ParentGroupId?: string, Tags?: Record<string, string>) => {
    const input = { InstanceId, Name, ...(ParentGroupId && { ParentGroupId }), ...(Tags && { Tags }) };
    const { HierarchyGroupId } = await client.send(new sdk.CreateUserHierarchyGroupCommand(input));
    return HierarchyGroupId ?? '';
  };
  const emea = await group('EMEA', undefined, { cost: '1' });
  const dublin = await group('Dublin', emea, { cost: '2', open: 'yes' });
  const cork = await group('Cork', emea);
  const apac = await group('APAC');
  const jane = await createUser(started, { HierarchyGroupId: dublin, Tags: { site: 'dublin', team: 'a' } });
  await createUser(started, {
    Username: 'Bob.Smith',
    IdentityInfo: { FirstName: 'Bob', LastName: 'Smith' },
    HierarchyGroupId: cork,
    Tags: { site: 'cork', team: 'a' },
  });
  await createUser(started, {
    Username: 'eve',
    IdentityInfo: { FirstName: 'Évelyne', LastName: 'Doe-Smith' },
    HierarchyGroupId: apac,
    SecurityProfileIds: [ids.admin, ids.agent],
    Tags: { site: 'dublin', team: 'b' },
  });
  await createUser(started, { Username: 'root', IdentityInfo: { FirstName: 'Ro', LastName: 'Ot' } });
  return { ...started, groups: { emea, dublin, cork, apac }, jane };
}

/** Usernames of those who are found; all of them must be on the first page. */
export const search = async ({ client, InstanceId }: Started, change: Partial<sdk.SearchUsersRequest>) => {
  const found = await client.send(new sdk.SearchUsersCommand({ InstanceId, ...change }));
  const names = found.Users?.map(({ Username }) => Username);
  expect(found.ApproximateTotalCount).toBe(names?.length);
  return names;
};

export const where = (FieldName: string, Value: string, ComparisonType?: sdk.StringComparisonType) => ({
  StringCondition: { FieldName, Value, ...(ComparisonType && { ComparisonType }) },
});

export type Groups = Staffed['groups'];

export const inGroup = (Value: string, HierarchyGroupMatchType?: sdk.HierarchyGroupMatchType) => ({
  HierarchyGroupCondition: { Value, ...(HierarchyGroupMatchType && { HierarchyGroupMatchType }) },
});

export const tag = (TagKey: string, TagValue?: string) => ({ TagKey, ...(TagValue !== undefined && { TagValue }) });
