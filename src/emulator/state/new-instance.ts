// What a new instance starts with: the hours, queue, routing profile and security profiles that Amazon Connect makes
// itself. Source: the administrator guide ("Default security profiles", "Create a routing profile").

import type { IdentityManagement } from '../options.ts';
import { type Account, instanceArn } from './account.ts';
import { emptyInstance, type Instance } from './instance.ts';
import type { Resource, Tags } from './table.ts';

export interface NewInstance {
  readonly id?: string | undefined;
  readonly alias?: string | undefined;
  readonly identityManagement: IdentityManagement;
  readonly inboundCalls?: boolean;
  readonly outboundCalls?: boolean;
  readonly clientToken?: string | undefined;
  readonly tags?: Tags | undefined;
}

export function createInstance(account: Account, wanted: NewInstance): Instance {
  const id = wanted.id ?? account.newId();
  const instance = emptyInstance({
    id,
    arn: instanceArn(account, id),
    alias: wanted.alias,
    identityManagement: wanted.identityManagement,
    inboundCalls: wanted.inboundCalls ?? true,
    outboundCalls: wanted.outboundCalls ?? true,
    clientToken: wanted.clientToken,
    created: account.now(),
    order: account.nextOrder(),
    tags: wanted.tags ?? {},
    rootGroupId: account.newId(),
  });
  account.instances.set(id, instance);
  addDefaults(account, instance);
  return instance;
}

/** The members that every resource of an instance has. `kind` is the segment of its ARN. */
export function newResource(
  account: Account,
  instance: Instance,
  { kind, name, tags = {} }: { readonly kind: string; readonly name: string; readonly tags?: Tags | undefined },
): Resource {
  const id = account.newId();
  return {
    id,
    arn: `${instance.arn}/${kind}/${id}`,
    name,
    tags,
    modified: account.now(),
    order: account.nextOrder(),
  };
}

const SECURITY_PROFILES: readonly (readonly [name: string, description: string, permissions: readonly string[]])[] = [
  [
    'Admin',
    'Administrators can perform all actions',
    [
      'AgentStates.Create',
      'AgentStates.Edit',
      'AgentStates.View',
      'BasicAgentAccess',
      'HoursOfOperation.Create',
      'HoursOfOperation.Edit',
      'HoursOfOperation.View',
      'OutboundCallAccess',
      'Queues.Create',
      'Queues.Edit',
      'Queues.View',
      'RoutingPolicies.Create',
      'RoutingPolicies.Edit',
      'RoutingPolicies.View',
      'SecurityProfiles.Create',
      'SecurityProfiles.Edit',
      'SecurityProfiles.View',
      'Users.Create',
      'Users.Delete',
      'Users.Edit',
      'Users.EditPermission',
      'Users.View',
    ],
  ],
  ['Agent', 'Agents can handle contacts', ['BasicAgentAccess', 'OutboundCallAccess']],
  [
    'CallCenterManager',
    'Managers can perform all actions related to user management, metrics and routing',
    [
      'AgentStates.View',
      'BasicAgentAccess',
      'OutboundCallAccess',
      'Queues.Edit',
      'Queues.View',
      'RoutingPolicies.Edit',
      'RoutingPolicies.View',
      'Users.Create',
      'Users.Edit',
      'Users.View',
    ],
  ],
  ['QualityAnalyst', 'Analysts can perform all actions related to metrics', ['Queues.View', 'Users.View']],
];

function addDefaults(account: Account, instance: Instance): void {
  const hours = newResource(account, instance, { kind: 'operating-hours', name: 'Basic Hours' });
  instance.hoursOfOperation.put({ ...hours, timeZone: 'America/New_York' });
  const queue = newResource(account, instance, { kind: 'queue', name: 'BasicQueue' });
  instance.queues.put({ ...queue, description: 'A simple, basic voice queue.', hoursOfOperationId: hours.id });
  instance.routingProfiles.put({
    ...newResource(account, instance, { kind: 'routing-profile', name: 'Basic Routing Profile' }),
    description: 'A simple routing profile',
    defaultOutboundQueueId: queue.id,
    mediaConcurrencies: [
      { Channel: 'VOICE', Concurrency: 1 },
      { Channel: 'CHAT', Concurrency: 2 },
      { Channel: 'TASK', Concurrency: 10 },
      { Channel: 'EMAIL', Concurrency: 1 },
    ],
    queues: [
      { queueId: queue.id, channel: 'VOICE', priority: 1, delay: 0 },
      { queueId: queue.id, channel: 'CHAT', priority: 1, delay: 0 },
    ],
    manualAssignmentQueues: [],
    agentAvailabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
    isDefault: true,
  });
  for (const [name, description, permissions] of SECURITY_PROFILES) {
    const resource = newResource(account, instance, { kind: 'security-profile', name });
    instance.securityProfiles.put({ ...resource, description, permissions, access: {} });
  }
}
