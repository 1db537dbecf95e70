import { describe, expect, test } from 'vitest';
import type { ProfileAttributes } from '../../../src/kinds/security-profile/attributes.ts';
import { check } from '../../../src/kinds/security-profile/check.ts';
import { knownPermissions } from '../../../src/kinds/security-profile/permissions.ts';
import { checkRestrictions } from '../../../src/kinds/user/restrictions.ts';
import type { DesiredResource } from '../../../src/plan/model/state.ts';
import { desiredState, liveState } from '../../support/states.ts';

const wanted = (attributes: ProfileAttributes) =>
  desiredState({ 'securityProfile/Lead': attributes }).get(
    'securityProfile/Lead',
  ) as DesiredResource<ProfileAttributes>;
const found = (asked: ProfileAttributes, live: Parameters<typeof liveState>[0] = {}) =>
  check(wanted(asked), undefined, liveState(live)).map(({ severity, code, message }) => [severity, code, message]);

describe('permissions', () => {
  test('that AWS does not document are a warning with the nearest', () => {
    expect(found({ permissions: ['Users.Viev', 'BasicAgentAccess'] })).toEqual([
      [
        'warning',
        'unknown-permission',
        '"Users.Viev" is not among the permissions that AWS documents; did you mean "Users.View"? Amazon Connect decides.',
      ],
    ]);
  });
  test('that a live profile has are known, whatever AWS documents', () => {
    const live = { 'securityProfile/Admin': { permissions: ['Tomorrow.View'] } };
    expect(found({ permissions: ['Tomorrow.View'] }, live)).toEqual([]);
    expect(found({ permissions: ['Tomorrow.View'] })).toHaveLength(1);
  });
  test('to edit are worth a warning without those to view', () => {
    const [warning, ...others] = found({
      permissions: ['Users.Edit', 'Queues.Edit', 'Queues.View', 'Contacts.Tag.Edit'],
    });
    expect(warning?.slice(0, 2)).toEqual(['warning', 'edit-without-view']);
    expect(warning?.[2]).toMatch(/^Lead has Users\.Edit without Users\.View/);
    expect(others).toEqual([]);
  });
  test('are each written once in the documentation', () => {
    expect(knownPermissions.size).toBeGreaterThan(250);
    expect([...knownPermissions].filter((name) => !/^\w+(\.\w+)*$/.test(name))).toEqual([]);
  });
});

describe('a restriction of users', () => {
  const open = ['warning', 'security-profiles-open'];
  const codes = (asked: ProfileAttributes) => found(asked).map((one) => one.slice(0, 2));
  test('that leaves security profiles open is worth a warning', () => {
    expect(codes({ tagRestrictedResources: ['User'] })).toEqual([open]);
    expect(codes({ hierarchyRestrictedResources: ['User'] })).toEqual([open]);
  });
  test('that restricts them too is none', () => {
    expect(codes({ tagRestrictedResources: ['User', 'SecurityProfile'] })).toEqual([]);
    expect(codes({ hierarchyRestrictedResources: ['User'], tagRestrictedResources: ['SecurityProfile'] })).toEqual([]);
    expect(codes({ tagRestrictedResources: ['Queue'] })).toEqual([]);
  });
});

test('a third restricted profile of one user is worth a warning', () => {
  const user = (securityProfiles: readonly string[]) =>
    desiredState({ 'user/ada': { securityProfiles } }).get('user/ada') as DesiredResource;
  const planned = ({ key }: { readonly key: string }) =>
    key.startsWith('R')
      ? { tagRestrictedResources: ['Queue'] }
      : key === 'H'
        ? { hierarchyRestrictedResources: ['User'] }
        : {};
  expect(checkRestrictions(user(['R1', 'H', 'Agent']), planned)).toEqual([]);
  expect(checkRestrictions(user(['R1', 'R2', 'H']), planned)).toMatchObject([
    { severity: 'warning', code: 'restricted-profiles', address: 'user/ada' },
  ]);
});
