/** Connect takes two security profiles that restrict, of one user. */
import { describe, expect, test } from 'vitest';
import { checkRestrictions } from '../../../src/kinds/user/restrictions.ts';
import type { Address } from '../../../src/plan/model/address.ts';
import type { Attributes } from '../../../src/plan/model/state.ts';
import { desiredUser } from '../../support/users.ts';

const profiles: { readonly [name: string]: Attributes } = {
  'North "N"': { tagRestrictedResources: ['User'] },
  South: { hierarchyRestrictedResources: ['User'] },
  East: { tagRestrictedResources: ['User'], hierarchyRestrictedResources: ['User'] },
  Agent: { permissions: ['BasicAgentAccess'] },
  Admin: { tagRestrictedResources: [], hierarchyRestrictedResources: [] },
};
const planned = ({ kind, key }: Address): Attributes | undefined =>
  kind === 'securityProfile' ? profiles[key] : undefined;
const checked = (...securityProfiles: readonly string[]) =>
  checkRestrictions(desiredUser('jane', { securityProfiles }), planned);

test('a third one is worth a warning, which names them', () => {
  expect(checked('North "N"', 'Agent', 'South', 'East')).toEqual([
    {
      severity: 'warning',
      code: 'restricted-profiles',
      message:
        'jane has 3 security profiles that restrict by tags or hierarchy ("North \\"N\\"", "South", "East"); Amazon Connect documents at most 2 for a user, and what any of them allows is allowed.',
      source: { file: 'x.yaml', line: 1, column: 2 },
      address: 'user/jane',
    },
  ]);
});

describe('nothing is said', () => {
  test.each([
    ['of two', ['North "N"', 'South']],
    ['of two among many', ['North "N"', 'South', 'Agent', 'Admin']],
    ['of those of which nothing is known', ['Other', 'Another', 'A third']],
    ['of none', []],
  ])('%s', (_, names) => expect(checked(...names)).toEqual([]));

  test('where the files do not speak of profiles', () => {
    expect(checkRestrictions(desiredUser('jane', {}), planned)).toEqual([]);
  });
});
