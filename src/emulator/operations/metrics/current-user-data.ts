import type { HierarchyPathReference, UserData, UserDataFilters } from '@aws-sdk/client-connect';
import { invalidParameter } from '../../protocol/errors.ts';
import type { Call, Operations } from '../../rules/call.ts';
import { isGiven, resolveAll } from '../../rules/metrics/metric-filters.ts';
import { dayAt } from '../../simulation/centre.ts';
import {
  availableSlots,
  type Duty,
  type Handling,
  isActive,
  type Moment,
  momentOf,
  type Status,
  slotsOf,
} from '../../simulation/moment.ts';
import { findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import { randomUuid, seededRandom } from '../../state/random.ts';
import { CHANNELS, type Channel, type User } from '../../state/records/resources.ts';
import { referenceTo } from './dimensions.ts';

export const currentUserData = {
  /** Users who are offline are not in it. */
  GetCurrentUserData({ account, now, page }: Call, { InstanceId, Filters }) {
    const instance = findInstance(account, InstanceId);
    checkFilters(Filters);
    const passes = filterOf(instance, Filters);
    const states = new Set<string>(Filters.ContactFilter?.ContactStates ?? []);
    const moment = momentOf(dayAt(instance, now), now);
    const found: Row[] = [];
    for (const [agent, duty] of moment.duties) {
      const user = instance.users.get(moment.day.staff.agents[agent]?.userId ?? '');
      if (!user || !passes(user)) continue;
      if (states.size > 0 && !duty.handling.some(({ state }) => states.has(state))) continue;
      found.push({ user, agent, duty });
    }
    const { items, NextToken } = page(found, ({ user }) => user.order);
    return {
      UserDataList: items.map((row) => describe(instance, moment, row)),
      NextToken,
      ApproximateTotalCount: found.length,
    };
  },
} satisfies Operations;

interface Row {
  readonly user: User;
  readonly agent: number;
  readonly duty: Duty;
}

const EXCLUSIVE = ['Queues', 'RoutingProfiles', 'Agents', 'UserHierarchyGroups'] as const;

function checkFilters(filters: UserDataFilters): void {
  const given = EXCLUSIVE.filter((member) => isGiven(filters[member]));
  if (given.length > 1) throw invalidParameter(`Filters has one of ${EXCLUSIVE.join(', ')}`);
  if (given.length === 0 && !isGiven(filters.ContactFilter?.ContactStates)) throw invalidParameter('Filters is empty');
}

function filterOf(instance: Instance, filters: UserDataFilters): (user: User) => boolean {
  const { Queues, RoutingProfiles, Agents, UserHierarchyGroups } = filters;
  if (Queues) {
    const queueIds = resolveAll(instance.queues, Queues, 'Queue');
    const profiles = [...instance.routingProfiles.values()].filter(({ queues }) =>
      queues.some(({ queueId }) => queueIds.has(queueId)),
    );
    const serving = new Set(profiles.map(({ id }) => id));
    return ({ routingProfileId }) => serving.has(routingProfileId);
  }
  if (RoutingProfiles) {
    const profileIds = resolveAll(instance.routingProfiles, RoutingProfiles, 'Routing profile');
    return ({ routingProfileId }) => profileIds.has(routingProfileId);
  }
  if (Agents) {
    const userIds = resolveAll(instance.users, Agents, 'User');
    return ({ id }) => userIds.has(id);
  }
  if (UserHierarchyGroups) {
    const groupIds = resolveAll(instance.hierarchyGroups, UserHierarchyGroups, 'Hierarchy group');
    return ({ hierarchyGroupId }) => pathTo(instance, hierarchyGroupId).some(({ Id }) => groupIds.has(Id));
  }
  return () => true;
}

function describe(instance: Instance, moment: Moment, { user, agent, duty }: Row): UserData {
  const { day } = moment;
  const channels = CHANNELS.filter((channel) => slotsOf(day, agent, channel) > 0);
  const byChannel = (count: (channel: Channel) => number) =>
    Object.fromEntries(channels.map((channel) => [channel, count(channel)]));
  const active = duty.handling.filter(isActive);
  return {
    User: { Id: user.id, Arn: user.arn },
    RoutingProfile: referenceTo(instance.routingProfiles, user.routingProfileId),
    HierarchyPath: hierarchyPath(instance, user),
    Status: { ...statusOf(instance, moment, duty.status), StatusStartTimestamp: new Date(day.start + duty.since) },
    AvailableSlotsByChannel: byChannel((channel) => availableSlots(moment, agent, duty, channel)),
    MaxSlotsByChannel: byChannel((channel) => slotsOf(day, agent, channel)),
    ActiveSlotsByChannel: byChannel((channel) => active.filter((handling) => handling.channel === channel).length),
    Contacts: duty.handling.map((handling) => contactOf(instance, moment, handling)),
    NextStatus: duty.next && statusOf(instance, moment, duty.next).StatusName,
  };
}

function statusOf(instance: Instance, { day }: Moment, status: Status) {
  const types = { available: 'ROUTABLE', offline: 'OFFLINE' } as const;
  const found =
    status.kind === 'pause'
      ? instance.agentStatuses.get(day.staff.pauses[status.pause] ?? '')
      : [...instance.agentStatuses.values()].find(({ type }) => type === types[status.kind]);
  return { StatusArn: found?.arn, StatusName: found?.name };
}

function contactOf(instance: Instance, { day }: Moment, { contact, line, channel, state, since, connected }: Handling) {
  return {
    ContactId: randomUuid(seededRandom(`contact ${instance.id} ${day.number} ${contact}`)),
    Channel: channel,
    InitiationMethod: 'INBOUND' as const,
    AgentContactState: state,
    StateStartTimestamp: new Date(day.start + since),
    ConnectedToAgentTimestamp: connected === undefined ? undefined : new Date(day.start + connected),
    Queue: referenceTo(instance.queues, day.staff.lines[line]?.queueId),
  };
}

const LEVELS = ['LevelOne', 'LevelTwo', 'LevelThree', 'LevelFour', 'LevelFive'] as const;

function hierarchyPath(instance: Instance, { hierarchyGroupId }: User): HierarchyPathReference | undefined {
  const groups = pathTo(instance, hierarchyGroupId);
  if (groups.length === 0) return undefined;
  return Object.fromEntries(groups.map((group, index) => [LEVELS[index], group]));
}

/** The groups from level one down to a group. */
function pathTo(instance: Instance, groupId: string | undefined): { readonly Id: string; readonly Arn: string }[] {
  const group = groupId === undefined ? undefined : instance.hierarchyGroups.get(groupId);
  return group ? [...pathTo(instance, group.parentId), { Id: group.id, Arn: group.arn }] : [];
}
