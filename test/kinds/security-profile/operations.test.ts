import { describe, expect, test } from 'vitest';
import { idOf } from '../../../src/kinds/operation.ts';
import type { CarriedProfile, ProfileAttributes } from '../../../src/kinds/security-profile/attributes.ts';
import { lookInto } from '../../../src/kinds/security-profile/look-into.ts';
import { operations } from '../../../src/kinds/security-profile/operations.ts';
import { risk } from '../../../src/kinds/security-profile/risk.ts';
import type { Create, Update } from '../../../src/plan/model/change.ts';
import type { LiveResource } from '../../../src/plan/model/state.ts';
import { script } from '../../support/script.ts';

const address = { kind: 'securityProfile', key: 'Lead' };
const create = (after: ProfileAttributes): Create<ProfileAttributes> => ({ action: 'create', address, after });
const update = (after: ProfileAttributes): Update<ProfileAttributes> => ({
  ...{ action: 'update', address, before: {}, after, attributes: [] },
});
const live = (
  attributes: ProfileAttributes,
  carried: CarriedProfile = {},
): LiveResource<ProfileAttributes, CarriedProfile> => ({ address, id: 'i', arn: 'a', attributes, carried });

describe('an update', () => {
  test('sends back what the files leave open, in one call', () => {
    const others = { Applications: [{ Namespace: 'app', ApplicationPermissions: ['ACCESS'] }] };
    const before = { description: 'Leads', permissions: ['Users.View'], tagRestrictedResources: [] };
    expect(operations(update({ permissions: ['Users.Edit'] }), live(before, { others }))).toEqual({
      together: [
        {
          ...{ call: 'UpdateSecurityProfile', address },
          input: {
            SecurityProfileId: idOf('securityProfile', 'Lead'),
            ...{ Description: 'Leads', Permissions: ['Users.Edit'], ...others },
          },
        },
      ],
    });
  });
  test('sends what it empties, and an empty id for a group that is taken away', () => {
    const before = { permissions: ['Users.View'], allowedAccessControlTags: { a: '1', b: '2' } };
    const restricted = {
      ...before,
      hierarchyRestrictedResources: ['User'],
      allowedAccessControlHierarchyGroup: 'EMEA',
    };
    const after = { permissions: [], hierarchyRestrictedResources: [], allowedAccessControlHierarchyGroup: null };
    expect(operations(update(after), live(restricted))).toMatchObject({
      together: [
        {
          input: {
            Permissions: [],
            AllowedAccessControlTags: { a: '1', b: '2' },
            HierarchyRestrictedResources: [],
            AllowedAccessControlHierarchyGroupId: '',
          },
        },
      ],
    });
  });
  test('of tags alone leaves the profile alone', () => {
    const calls = operations(update({ tags: { site: 'cork' } }), live({ permissions: ['Users.View'] }));
    expect(JSON.stringify(calls)).not.toContain('UpdateSecurityProfile');
  });
  test('reads what else is allowed, and only where the profile is rewritten', async () => {
    const applications = [{ Namespace: 'app' }];
    const { send, calls } = script({
      ListSecurityProfileApplications: { Applications: applications },
      ListSecurityProfileFlowModules: { AllowedFlowModules: [] },
      ListSecurityProfileAIAgents: {},
    });
    const looking = { send, method: 'search', warn() {}, identityManagement: 'SAML', keepAtLeast: new Map() } as const;
    const there = new Map([['securityProfile/Lead', live({}, { others: { Kept: 1 } })]]);
    const look = (change: Update<ProfileAttributes>) =>
      lookInto([change], there, { ...looking, changes: [change], holds: () => [] });
    expect((await look(update({ tags: { a: 'b' } }))).live).toEqual([]);
    expect(calls()).toEqual([]);
    expect((await look(update({ description: 'x' }))).live).toEqual([
      live({}, { others: { Kept: 1, Applications: applications } }),
    ]);
  });
});

test('a create is one call without what is empty', () => {
  const after = { permissions: ['Users.View'], tagRestrictedResources: [], tags: { site: 'cork' } };
  expect(operations(create(after), undefined)).toEqual({
    ...{ call: 'CreateSecurityProfile', address },
    input: { SecurityProfileName: 'Lead', Permissions: ['Users.View'], Tags: { site: 'cork' } },
  });
});

describe('a privilege', () => {
  test.each([
    'Users.Create',
    'Users.Edit',
    'Users.Delete',
    'Users.EditPermission',
    'SecurityProfiles.Create',
    'SecurityProfiles.Edit',
    'SecurityProfiles.Delete',
  ])('is %s, where it is new', (permission) => {
    expect(risk(create({ permissions: ['BasicAgentAccess', permission] }), undefined)).toBe('privilege');
    expect(risk(update({ permissions: [permission] }), live({ permissions: [] }))).toBe('privilege');
    expect(risk(update({ permissions: [permission, 'Users.View'] }), live({ permissions: [permission] }))).toBe(
      'normal',
    );
  });
  test('is nothing else', () => {
    expect(risk(create({ permissions: ['Users.View', 'Queues.Edit'] }), undefined)).toBe('normal');
    expect(risk(update({ description: 'x' }), live({ permissions: ['Users.Edit'] }))).toBe('normal');
    expect(risk({ action: 'delete', address, before: {} }, live({}))).toBe('irreversible');
  });
});
