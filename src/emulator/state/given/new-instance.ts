// What a new instance starts with: the statuses, hours, queue, routing profile and security profiles that Amazon Connect
// makes itself. Source: the administrator guide ("Default security profiles", "Create a routing profile").

import type { IdentityManagement } from '../../options.ts';
import { type Account, instanceArn } from '../account.ts';
import { emptyInstance, type Instance } from '../instance.ts';
import { attributeRecord, SYSTEM_ATTRIBUTES } from '../records/predefined-attributes.ts';
import type { Resource, Tags } from '../table.ts';
import { AGENT_STATUSES, BASIC_HOURS, NEW_QUEUE } from './defaults.ts';
import { addMissing } from './given.ts';
import { ADMIN_PERMISSIONS, AGENT_PERMISSIONS, ANALYST_PERMISSIONS, MANAGER_PERMISSIONS } from './permissions.ts';

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
    attributes: {},
  });
  account.instances.set(id, instance);
  addMissing(instance, {});
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
  ['Admin', 'Administrators can perform all actions', ADMIN_PERMISSIONS],
  ['Agent', 'Agents can handle contacts', AGENT_PERMISSIONS],
  [
    'CallCenterManager',
    'Managers can perform all actions related to user management, metrics and routing',
    MANAGER_PERMISSIONS,
  ],
  ['QualityAnalyst', 'Analysts can perform all actions related to metrics', ANALYST_PERMISSIONS],
];

function addDefaults(account: Account, instance: Instance): void {
  for (const attribute of SYSTEM_ATTRIBUTES) {
    const made = { modified: account.now(), order: account.nextOrder() };
    instance.predefinedAttributes.put(attributeRecord(attribute, made));
  }
  const hours = newResource(account, instance, { kind: 'operating-hours', name: 'Basic Hours' });
  instance.hoursOfOperation.put({
    ...hours,
    description: undefined,
    timeZone: 'America/New_York',
    config: BASIC_HOURS,
    parentIds: [],
  });
  const queue = newResource(account, instance, { kind: 'queue', name: 'BasicQueue' });
  instance.queues.put({
    ...queue,
    ...NEW_QUEUE,
    description: 'A simple, basic voice queue.',
    hoursOfOperationId: hours.id,
  });
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
    instance.securityProfiles.put({ ...resource, description, permissions, access: {}, allowed: {} });
  }
  for (const { name, description, type } of AGENT_STATUSES) {
    const resource = newResource(account, instance, { kind: 'agent-state', name });
    instance.agentStatuses.put({ ...resource, description, type, state: 'ENABLED', displayOrder: undefined });
  }
}
