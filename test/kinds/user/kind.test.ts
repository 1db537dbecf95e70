/** What the rest of the program is told of users by their kind, beyond what its parts are tested for. */
import { describe, expect, test } from 'vitest';
import { user } from '../../../src/kinds/user/index.ts';
import { desiredUser, liveUser } from '../../support/users.ts';

test('a user is named by first and last name, and blank where one is missing', () => {
  expect(user.namesOf?.({ firstName: 'Jane', lastName: 'Doe' })).toEqual(['Jane', 'Doe']);
  expect(user.namesOf?.({ routingProfile: 'Basic' })).toEqual(['', '']);
});

test('a user is where the hierarchy group is', () => {
  expect(user.place?.({ hierarchyGroup: 'EMEA/Dublin' })).toEqual(['EMEA', 'Dublin']);
  expect(user.place?.({ hierarchyGroup: ['EMEA', 'A/B'] })).toEqual(['EMEA', 'A/B']);
  expect([user.place?.({}), user.place?.({ hierarchyGroup: null })]).toEqual([[], []]);
});

test('for an export, what a user may do is a role, and the hierarchy group is a place', () => {
  const { roleBy, place } = user.grouping ?? {};
  expect(roleBy).toEqual(['securityProfiles', 'routingProfile']);
  expect(place?.field).toBe('hierarchyGroup');
  expect(place?.namesOf('EMEA/Dublin')).toEqual(['EMEA', 'Dublin']);
  expect(place?.namesOf(['EMEA', 'A/B'])).toEqual(['EMEA', 'A/B']);
  expect(place?.namesOf(null)).toEqual([]);
});

test('a user holds the security profiles, or none', () => {
  expect(user.holds?.({ securityProfiles: ['Admin', 'Agent'] })).toEqual(['Admin', 'Agent']);
  expect(user.holds?.({})).toEqual([]);
});

test('an entry of a file is one user', () => {
  expect(user.declare({ username: 'jane', lastName: 'Doe' })).toEqual([
    { key: 'jane', attributes: { lastName: 'Doe' } },
  ]);
});

test('an export has an entry for each user, in the words of the instance', () => {
  const live = [liveUser('jane', { firstName: 'Jane', email: 'j@example.com' }), liveUser('omar', {})];
  expect(user.describe(live, { identityManagement: 'SAML' } as Parameters<typeof user.describe>[1])).toEqual([
    { username: 'jane', firstName: 'Jane' },
    { username: 'omar' },
  ]);
});

describe('a user is checked', () => {
  const instance = { identityManagement: 'SAML' } as Parameters<typeof user.check>[2];
  const planned = () => ({ tagRestrictedResources: ['User'] });
  const live = liveUser('jane', {});

  test('for all that can be wrong', () => {
    const desired = desiredUser('jane', {
      ...{ email: 'j@example.com', securityProfiles: ['A', 'B', 'C'] },
      proficiencies: { Skill: { a: 1 }, skill: { b: 1 } },
    });
    expect(user.check({ desired, live, planned }, new Map(), instance).map(({ code }) => code)).toEqual([
      'forbidden-by-identity-management',
      'same-attribute',
      'restricted-profiles',
    ]);
  });

  test('for nothing where it is to be deleted', () => {
    expect(user.check({ live, planned }, new Map(), instance)).toEqual([]);
  });
});
