import type { Operations, Output } from '../rules/call.ts';
import { findInstance } from '../state/account.ts';
import type { RoutingProfile } from '../state/records/resources.ts';
import { describeHours } from './hours/hours.ts';
import { describeQueue } from './routing/queue-settings.ts';
import { describeQuickConnect } from './routing/quick-connects.ts';
import { describeRoutingProfile } from './routing/routing-profiles.ts';
import { DESCRIBED, searchTable } from './search-table.ts';

/** Searches of the configuration, which see every write at once: the index of users alone is modelled as trailing. */
export const searchConfiguration = {
  /** Lacks what only DescribeRoutingProfile gives. */
  SearchRoutingProfiles(call, input) {
    const instance = findInstance(call.account, input.InstanceId);
    const fields = { ...DESCRIBED, associatedQueueIds: queueIdsOf };
    const { items, ...rest } = searchTable(call, input, { table: instance.routingProfiles, fields });
    const holders = new Map<string, number>();
    for (const { routingProfileId: id } of instance.users.values()) holders.set(id, (holders.get(id) ?? 0) + 1);
    return {
      RoutingProfiles: items.map((profile) =>
        asFound(describeRoutingProfile(call.account, instance, profile, holders.get(profile.id) ?? 0)),
      ),
      ...rest,
    };
  },

  SearchSecurityProfiles(call, input) {
    const instance = findInstance(call.account, input.InstanceId);
    const { items, ...rest } = searchTable(call, input, { table: instance.securityProfiles, fields: DESCRIBED });
    return {
      SecurityProfiles: items.map((profile) => ({
        Id: profile.id,
        OrganizationResourceId: instance.id,
        Arn: profile.arn,
        SecurityProfileName: profile.name,
        Description: profile.description,
        Tags: profile.tags,
      })),
      ...rest,
    };
  },

  /** All queues here are standard ones: agents' queues cannot be searched. */
  SearchQueues(call, input) {
    const { queues } = findInstance(call.account, input.InstanceId);
    const leaves = { QueueTypeCondition: (_standard: never) => () => true };
    const { items, ...rest } = searchTable(call, input, { table: queues, fields: DESCRIBED, leaves });
    return { Queues: items.map((queue) => describeQueue(call.account, queue)), ...rest };
  },

  SearchQuickConnects(call, input) {
    const { quickConnects } = findInstance(call.account, input.InstanceId);
    const { items, ...rest } = searchTable(call, input, { table: quickConnects, fields: DESCRIBED });
    return { QuickConnects: items.map((entry) => describeQuickConnect(call.account, entry)), ...rest };
  },

  SearchHoursOfOperations(call, input) {
    const instance = findInstance(call.account, input.InstanceId);
    const fields = { ...DESCRIBED, timezone: ({ timeZone }: { readonly timeZone: string }) => timeZone };
    const { items, ...rest } = searchTable(call, input, { table: instance.hoursOfOperation, fields });
    return { HoursOfOperations: items.map((hours) => describeHours(call.account, instance, hours)), ...rest };
  },
} satisfies Operations;

function queueIdsOf({ queues }: RoutingProfile): readonly string[] {
  return queues.map(({ queueId }) => queueId);
}

type Found = NonNullable<Output<'SearchRoutingProfiles'>['RoutingProfiles']>[number];

/** "Does not populate LastModifiedRegion, LastModifiedTime, MediaConcurrencies.CrossChannelBehavior, and AgentAvailabilityTimer." */
function asFound(described: ReturnType<typeof describeRoutingProfile>): Found {
  const { LastModifiedRegion: _region, LastModifiedTime: _time, AgentAvailabilityTimer: _timer, ...rest } = described;
  const MediaConcurrencies = rest.MediaConcurrencies.map(({ CrossChannelBehavior: _behavior, ...media }) => media);
  return { ...rest, MediaConcurrencies };
}
