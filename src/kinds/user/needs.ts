import type { Needs } from '../needs.ts';

/**
 * GetFederationToken is not among them: it is asked who the caller is, and the message that denies it tells that as well
 * (reading/look-into.ts).
 */
export const needs: Needs = {
  names: { search: ['ListUsers', 'SearchUsers', 'DescribeUser'], describe: ['ListUsers', 'DescribeUser'] },
  asked: { proficiencies: ['ListUserProficiencies'] },
  deleted: {
    search: ['SearchQuickConnects', 'DescribeQuickConnect'],
    describe: ['ListQuickConnects', 'DescribeQuickConnect'],
  },
  writes: [
    'AssociateUserProficiencies',
    'CreateUser',
    'DisassociateUserProficiencies',
    'TagResource',
    'UntagResource',
    'UpdateUserConfig',
    'UpdateUserHierarchy',
    'UpdateUserIdentityInfo',
    'UpdateUserProficiencies',
    'UpdateUserRoutingProfile',
    'UpdateUserSecurityProfiles',
  ],
  deletes: ['DeleteQuickConnect', 'DeleteUser'],
};
