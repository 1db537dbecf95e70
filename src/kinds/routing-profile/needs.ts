import { always, type Needs } from '../needs.ts';

const details = [
  'DescribeRoutingProfile',
  'ListRoutingProfileManualAssignmentQueues',
  'ListRoutingProfileQueues',
] as const;

export const needs: Needs = {
  names: always('ListRoutingProfiles'),
  details: { search: ['SearchRoutingProfiles', ...details], describe: details },
  served: ['ListRoutingProfileQueues'],
  writes: [
    'AssociateRoutingProfileQueues',
    'CreateRoutingProfile',
    'DisassociateRoutingProfileQueues',
    'TagResource',
    'UntagResource',
    'UpdateRoutingProfileAgentAvailabilityTimer',
    'UpdateRoutingProfileConcurrency',
    'UpdateRoutingProfileDefaultOutboundQueue',
    'UpdateRoutingProfileName',
    'UpdateRoutingProfileQueues',
  ],
  deletes: ['DeleteRoutingProfile'],
};
