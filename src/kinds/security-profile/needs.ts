import { always, type Needs } from '../needs.ts';

const details = ['DescribeSecurityProfile', 'ListSecurityProfilePermissions'] as const;

export const needs: Needs = {
  names: always('ListSecurityProfiles'),
  details: { search: ['SearchSecurityProfiles', ...details], describe: details },
  changed: ['ListSecurityProfileAIAgents', 'ListSecurityProfileApplications', 'ListSecurityProfileFlowModules'],
  writes: ['CreateSecurityProfile', 'TagResource', 'UntagResource', 'UpdateSecurityProfile'],
  deletes: ['DeleteSecurityProfile'],
};
