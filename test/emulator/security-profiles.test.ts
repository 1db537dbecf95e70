import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { createUser, errorOf, failureOf, type Started, start } from './support.ts';

const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreateSecurityProfileRequest> = {}) =>
  client.send(new sdk.CreateSecurityProfileCommand({ InstanceId, SecurityProfileName: 'Agent Plus', ...change }));

const describeSecurity = async ({ client, InstanceId }: Started, SecurityProfileId: string | undefined) =>
  (await client.send(new sdk.DescribeSecurityProfileCommand({ InstanceId, SecurityProfileId }))).SecurityProfile;

describe('a security profile', () => {
  test('is described as it was made, without its permissions', async () => {
    const started = await start();
    const { SecurityProfileId } = await create(started, {
      Description: 'Agent with outbound',
      Permissions: ['BasicAgentAccess', 'OutboundCallAccess'],
      AllowedAccessControlTags: { site: 'dublin' },
      TagRestrictedResources: ['User'],
    });
    expect(await describeSecurity(started, SecurityProfileId)).toEqual({
      Id: SecurityProfileId,
      OrganizationResourceId: started.InstanceId,
      Arn: `${started.emulator.instances[0]?.arn}/security-profile/${SecurityProfileId}`,
      SecurityProfileName: 'Agent Plus',
      Description: 'Agent with outbound',
      Tags: {},
      AllowedAccessControlTags: { site: 'dublin' },
      TagRestrictedResources: ['User'],
      LastModifiedTime: expect.any(Date),
      LastModifiedRegion: 'us-west-2',
    });
  });

  test.each<[string, Partial<sdk.CreateSecurityProfileRequest>, string, EmulatorOptions]>([
    ['a name with a slash', { SecurityProfileName: 'A/B' }, 'InvalidParameterException', {}],
    ['a name that is taken', { SecurityProfileName: 'Agent' }, 'DuplicateResourceException', {}],
    ['a group there is not', { AllowedAccessControlHierarchyGroupId: 'unknown' }, 'InvalidParameterException', {}],
    ['restrictions of what is no user', { HierarchyRestrictedResources: ['Queue'] }, 'InvalidParameterException', {}],
    [
      'an application without a namespace of a length',
      { Applications: [{ Namespace: '' }] },
      'InvalidParameterException',
      {},
    ],
    ['the quota used up', {}, 'LimitExceededException', { quotas: { securityProfiles: 4 } }],
  ])('is not created with %s', async (_sentence, change, error, options) => {
    expect(await errorOf(create(await start(options), change))).toBe(error);
  });
});

const page = { MaxResults: 1000 };

const permissionsOf = async ({ client, InstanceId }: Started, SecurityProfileId = '') =>
  (await client.send(new sdk.ListSecurityProfilePermissionsCommand({ InstanceId, SecurityProfileId, ...page })))
    .Permissions;

const applicationsOf = async ({ client, InstanceId }: Started, SecurityProfileId = '') =>
  (await client.send(new sdk.ListSecurityProfileApplicationsCommand({ InstanceId, SecurityProfileId, ...page })))
    .Applications;

const flowModulesOf = async ({ client, InstanceId }: Started, SecurityProfileId = '') =>
  (await client.send(new sdk.ListSecurityProfileFlowModulesCommand({ InstanceId, SecurityProfileId, ...page })))
    .AllowedFlowModules;

const agentsOf = async ({ client, InstanceId }: Started, SecurityProfileId = '') =>
  (await client.send(new sdk.ListSecurityProfileAIAgentsCommand({ InstanceId, SecurityProfileId, ...page })))
    .AllowedAIAgents;

const GRANULAR: sdk.GranularAccessControlConfiguration = {
  DataTableAccessControlConfiguration: {
    PrimaryAttributeAccessControlConfiguration: {
      PrimaryAttributeValues: [{ AccessType: 'ALLOW', AttributeName: 'site', Values: ['dublin'] }],
    },
  },
};

const FULL: Partial<sdk.CreateSecurityProfileRequest> = {
  Permissions: ['BasicAgentAccess', 'OutboundCallAccess', 'BasicAgentAccess'],
  Applications: [{ Namespace: 'cases', ApplicationPermissions: ['ACCESS'], Type: 'THIRD_PARTY_APPLICATION' }],
  AllowedFlowModules: [{ Type: 'MCP', FlowModuleId: 'module' }],
  AllowedAIAgents: [{ Arn: 'arn:aws:example', Type: 'THIRD_PARTY' }],
  GranularAccessControlConfiguration: GRANULAR,
};

describe('the contents of a security profile', () => {
  test('are listed each by a call of its own', async () => {
    const started = await start();
    const { SecurityProfileId: id } = await create(started, FULL);
    expect(await permissionsOf(started, id)).toEqual(['BasicAgentAccess', 'OutboundCallAccess']);
    expect(await applicationsOf(started, id)).toEqual(FULL.Applications);
    expect(await flowModulesOf(started, id)).toEqual(FULL.AllowedFlowModules);
    expect(await agentsOf(started, id)).toEqual(FULL.AllowedAIAgents);
    const described = await describeSecurity(started, id);
    expect(described?.GranularAccessControlConfiguration).toEqual(GRANULAR);
    expect(Object.keys(described ?? {})).not.toContain('Applications');
  });

  test('are empty where nothing was given', async () => {
    const started = await start();
    const { SecurityProfileId: id } = await create(started);
    const contents = [permissionsOf, applicationsOf, flowModulesOf, agentsOf].map((list) => list(started, id));
    expect(await Promise.all(contents)).toEqual([[], [], [], []]);
  });

  test('come in pages', async () => {
    const started = await start();
    const { client, InstanceId, ids } = started;
    const input = { InstanceId, SecurityProfileId: ids.agent, MaxResults: 1 };
    const first = await client.send(new sdk.ListSecurityProfilePermissionsCommand(input));
    const { NextToken } = first;
    const second = await client.send(new sdk.ListSecurityProfilePermissionsCommand({ ...input, NextToken }));
    expect([first.Permissions, second.Permissions, second.NextToken]).toEqual([
      ['BasicAgentAccess'],
      ['OutboundCallAccess'],
      undefined,
    ]);
  });

  test('of the default profiles are there', async () => {
    const started = await start();
    const admin = (await permissionsOf(started, started.ids.admin)) ?? [];
    const agent = (await permissionsOf(started, started.ids.agent)) ?? [];
    expect(agent).toEqual(['BasicAgentAccess', 'OutboundCallAccess']);
    expect(admin).toEqual(expect.arrayContaining([...agent, 'Users.Create', 'Users.EditPermission', 'AccessMetrics']));
    expect(new Set(admin).size).toBe(admin.length);
    expect(admin.filter((permission) => permission.startsWith('Restrict'))).toEqual([]);
  });

  test('of a profile there is not are not found', async () => {
    const started = await start();
    for (const list of [permissionsOf, applicationsOf, flowModulesOf, agentsOf])
      expect(await errorOf(list(started, 'unknown'))).toBe('ResourceNotFoundException');
  });
});

describe('UpdateSecurityProfile', () => {
  type Change = Partial<sdk.UpdateSecurityProfileRequest>;
  const update = ({ client, InstanceId }: Started, SecurityProfileId: string | undefined, change: Change) =>
    client.send(new sdk.UpdateSecurityProfileCommand({ InstanceId, SecurityProfileId, ...change }));

  test('replaces what is there and keeps what is left out', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const { SecurityProfileId: id } = await create(started, {
      ...FULL,
      Description: 'Before',
      AllowedAccessControlTags: { site: 'dublin' },
    });
    now += 60_000;
    await update(started, id, {
      Permissions: ['OutboundCallAccess'],
      TagRestrictedResources: ['User'],
      Applications: [],
    });
    expect(await permissionsOf(started, id)).toEqual(['OutboundCallAccess']);
    expect(await applicationsOf(started, id)).toEqual([]);
    expect(await flowModulesOf(started, id)).toEqual(FULL.AllowedFlowModules);
    expect(await describeSecurity(started, id)).toMatchObject({
      Description: 'Before',
      AllowedAccessControlTags: { site: 'dublin' },
      TagRestrictedResources: ['User'],
      GranularAccessControlConfiguration: GRANULAR,
      LastModifiedTime: new Date(now),
    });
  });

  test('sets the group of a restriction, keeps it, and takes it away with an empty id', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const HierarchyStructure = { LevelOne: { Name: 'Region' } };
    await client.send(new sdk.UpdateUserHierarchyStructureCommand({ InstanceId, HierarchyStructure }));
    const group = await client.send(new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name: 'EMEA' }));
    const { SecurityProfileId: id } = await create(started);
    const groupOf = async () => (await describeSecurity(started, id))?.AllowedAccessControlHierarchyGroupId;
    await update(started, id, { AllowedAccessControlHierarchyGroupId: group.HierarchyGroupId });
    await update(started, id, { HierarchyRestrictedResources: ['User'] });
    expect(await groupOf()).toBe(group.HierarchyGroupId);
    await update(started, id, { AllowedAccessControlHierarchyGroupId: '' });
    expect(await groupOf()).toBeUndefined();
  });

  test.each<[string, Change]>([
    ['a group there is not', { AllowedAccessControlHierarchyGroupId: 'unknown' }],
    ['501 permissions', { Permissions: Array.from({ length: 501 }, (_none, index) => `p${index}`) }],
    ['five tags to restrict access by', { AllowedAccessControlTags: { a: '', b: '', c: '', d: '', e: '' } }],
  ])('refuses %s', async (_sentence, change) => {
    const started = await start();
    const { SecurityProfileId } = await create(started);
    expect(await errorOf(update(started, SecurityProfileId, change))).toBe('InvalidParameterException');
  });

  test('does not find a profile there is not', async () => {
    expect(await errorOf(update(await start(), 'unknown', {}))).toBe('ResourceNotFoundException');
  });
});

describe('DeleteSecurityProfile', () => {
  const remove = ({ client, InstanceId }: Started, SecurityProfileId = '') =>
    client.send(new sdk.DeleteSecurityProfileCommand({ InstanceId, SecurityProfileId }));

  test('deletes a profile, once; its name is free again', async () => {
    const started = await start();
    const { SecurityProfileId } = await create(started);
    await remove(started, SecurityProfileId);
    expect(await errorOf(remove(started, SecurityProfileId))).toBe('ResourceNotFoundException');
    await create(started);
  });

  test('refuses a profile that a user has', async () => {
    const started = await start();
    const UserId = await createUser(started);
    expect(await failureOf(remove(started, started.ids.agent))).toMatchObject({
      name: 'ResourceInUseException',
      ResourceId: UserId,
    });
  });
});
