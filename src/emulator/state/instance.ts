import type { InstanceAttributeType } from '@aws-sdk/client-connect';
import type { IdentityManagement } from '../options.ts';
import { noteDepartures } from './departures.ts';
import type { Integration, LexBotAssociation, StorageConfig, UseCase } from './records/associations.ts';
import type { AgentStatus, HoursOverride, QuickConnect } from './records/configuration.ts';
import type { Contact } from './records/contacts.ts';
import type { FlowModule } from './records/flow-modules.ts';
import type { Flow } from './records/flows.ts';
import type { PhoneNumber } from './records/phone-numbers.ts';
import { attributeKey, type PredefinedAttribute } from './records/predefined-attributes.ts';
import type { Prompt } from './records/prompts.ts';
import type {
  HierarchyGroup,
  HierarchyLevel,
  HoursOfOperation,
  Queue,
  RoutingProfile,
  SecurityProfile,
  User,
} from './records/resources.ts';
import type { View } from './records/views.ts';
import { SearchIndex } from './search-index.ts';
import { type Resource, Table, type Tags } from './table.ts';

/** One Amazon Connect instance with all that is in it. */
export interface Instance {
  readonly id: string;
  readonly arn: string;
  readonly alias: string | undefined;
  readonly identityManagement: IdentityManagement;
  inboundCalls: boolean;
  outboundCalls: boolean;
  /** Those that were set, other than INBOUND_CALLS and OUTBOUND_CALLS. */
  attributes: Readonly<Partial<Record<InstanceAttributeType, string>>>;
  readonly clientToken: string | undefined;
  readonly created: number;
  readonly order: number;
  tags: Tags;
  /** Levels one to five, in order; without gaps. */
  levels: readonly HierarchyLevel[];
  /** Id of the internal group of level "0" under which all groups of level one hang. */
  readonly rootGroupId: string;
  readonly users: Table<User>;
  readonly userIndex: SearchIndex<User>;
  readonly hierarchyGroups: Table<HierarchyGroup>;
  readonly routingProfiles: Table<RoutingProfile>;
  readonly securityProfiles: Table<SecurityProfile>;
  readonly queues: Table<Queue>;
  readonly hoursOfOperation: Table<HoursOfOperation>;
  readonly hoursOverrides: Table<HoursOverride>;
  readonly quickConnects: Table<QuickConnect>;
  readonly agentStatuses: Table<AgentStatus>;
  /** Calls that were started here, also those that have ended. */
  readonly contacts: Table<Contact>;
  readonly predefinedAttributes: Table<PredefinedAttribute>;
  readonly contactFlows: Table<Flow>;
  readonly flowModules: Table<FlowModule>;
  readonly prompts: Table<Prompt>;
  readonly views: Table<View>;
  readonly phoneNumbers: Table<PhoneNumber>;
  /** Numbers that were released and when, in milliseconds since 1970. */
  readonly releasedNumbers: Map<string, number>;
  readonly approvedOrigins: Table<Resource>;
  readonly lambdaFunctions: Table<Resource>;
  readonly lexBots: Table<LexBotAssociation>;
  readonly lexV2Bots: Table<Resource>;
  readonly securityKeys: Table<Resource>;
  readonly storageConfigs: Table<StorageConfig>;
  readonly integrations: Table<Integration>;
  readonly useCases: Table<UseCase>;
}

export type InstanceFacts = Pick<
  Instance,
  'id' | 'arn' | 'alias' | 'identityManagement' | 'inboundCalls' | 'outboundCalls' | 'clientToken' | 'created'
> &
  Pick<Instance, 'order' | 'tags' | 'rootGroupId' | 'attributes'>;

export function emptyInstance(facts: InstanceFacts): Instance {
  return {
    ...facts,
    levels: [],
    users: new Table(({ name }) => usernameKey(name)),
    userIndex: new SearchIndex(),
    // Two groups may have the same name where their parents differ.
    hierarchyGroups: new Table(({ name, parentId }) => groupKey(name, parentId)),
    routingProfiles: new Table(),
    securityProfiles: new Table(),
    queues: new Table(),
    hoursOfOperation: new Table(),
    hoursOverrides: new Table(({ name, hoursOfOperationId }) => overrideKey(name, hoursOfOperationId)),
    quickConnects: new Table(),
    agentStatuses: new Table(),
    contacts: new Table(({ id }) => id),
    predefinedAttributes: new Table(({ name }) => attributeKey(name)),
    contactFlows: new Table(),
    flowModules: new Table(),
    prompts: new Table(),
    views: new Table(),
    phoneNumbers: new Table(),
    releasedNumbers: new Map(),
    approvedOrigins: new Table(),
    lambdaFunctions: new Table(),
    lexBots: new Table(),
    lexV2Bots: new Table(),
    securityKeys: new Table(),
    storageConfigs: new Table(),
    integrations: new Table(),
    useCases: new Table(),
  };
}

/** Usernames are the same without regard to case. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}

export function groupKey(name: string, parentId: string | undefined): string {
  return `${parentId ?? ''}/${name}`;
}

/** Overrides of different hours may have the same name. */
export function overrideKey(name: string, hoursOfOperationId: string): string {
  return `${hoursOfOperationId}/${name}`;
}

/** Writes a user, to the table at once and to the search index when its lag has passed. */
export function putUser(instance: Instance, user: User, now: number): void {
  noteDepartures(instance, instance.users.get(user.id), { now, stays: user });
  instance.users.put(user);
  instance.userIndex.note(now, user.id, user);
}

export function deleteUser(instance: Instance, id: string, now: number): void {
  noteDepartures(instance, instance.users.get(id), { now, stays: undefined });
  instance.users.delete(id);
  instance.userIndex.note(now, id, undefined);
}
