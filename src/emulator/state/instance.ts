import type { IdentityManagement } from '../options.ts';
import type {
  HierarchyGroup,
  HierarchyLevel,
  HoursOfOperation,
  Queue,
  RoutingProfile,
  SecurityProfile,
  User,
} from './records.ts';
import { SearchIndex } from './search-index.ts';
import { Table, type Tags } from './table.ts';

/** One Amazon Connect instance with all that is in it. */
export interface Instance {
  readonly id: string;
  readonly arn: string;
  readonly alias: string | undefined;
  readonly identityManagement: IdentityManagement;
  readonly inboundCalls: boolean;
  readonly outboundCalls: boolean;
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
}

export type InstanceFacts = Pick<
  Instance,
  'id' | 'arn' | 'alias' | 'identityManagement' | 'inboundCalls' | 'outboundCalls' | 'clientToken' | 'created'
> &
  Pick<Instance, 'order' | 'tags' | 'rootGroupId'>;

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
  };
}

/** Usernames are the same without regard to case. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}

export function groupKey(name: string, parentId: string | undefined): string {
  return `${parentId ?? ''}/${name}`;
}

/** Writes a user, to the table at once and to the search index when its lag has passed. */
export function putUser(instance: Instance, user: User, now: number): void {
  instance.users.put(user);
  instance.userIndex.note(now, user.id, user);
}

export function deleteUser(instance: Instance, id: string, now: number): void {
  instance.users.delete(id);
  instance.userIndex.note(now, id, undefined);
}
