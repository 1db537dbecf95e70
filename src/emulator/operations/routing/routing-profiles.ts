import type { MediaConcurrency } from '@aws-sdk/client-connect';
import { limitExceeded } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { checkFree } from '../../rules/names.ts';
import { find, refer } from '../../rules/references.ts';
import { checkConcurrencies, checkProfileQueues, readProfileQueues } from '../../rules/routing/profile-queues.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';
import type { RoutingProfile } from '../../state/records/resources.ts';

export const routingProfiles = {
  CreateRoutingProfile({ account }, input) {
    const profile = createRoutingProfile(account, findInstance(account, input.InstanceId), input);
    return { RoutingProfileId: profile.id, RoutingProfileArn: profile.arn };
  },

  DescribeRoutingProfile({ account }, { InstanceId, RoutingProfileId }) {
    const instance = findInstance(account, InstanceId);
    const profile = find(instance.routingProfiles, RoutingProfileId, 'Routing profile');
    const holders = [...instance.users.values()].filter(({ routingProfileId }) => routingProfileId === profile.id);
    // Documented, but not in the answers of Amazon Connect: https://github.com/aws/aws-sdk-js-v3/issues/6356
    const { AssociatedQueueIds: _ids, ...described } = describeRoutingProfile(
      account,
      instance,
      profile,
      holders.length,
    );
    return {
      RoutingProfile: { ...described, MediaConcurrencies: described.MediaConcurrencies.map(withCrossChannelBehavior) },
    };
  },

  ListRoutingProfiles({ account, page }, { InstanceId }) {
    const profiles = findInstance(account, InstanceId).routingProfiles.values();
    const { items, NextToken } = page(profiles, ({ order }) => order);
    return {
      RoutingProfileSummaryList: items.map((profile) => ({
        Id: profile.id,
        Arn: profile.arn,
        Name: profile.name,
        LastModifiedTime: new Date(profile.modified),
        LastModifiedRegion: account.region,
      })),
      NextToken,
    };
  },
} satisfies Operations;

/** DescribeRoutingProfile shows the default where nothing was set (the same issue; default: MediaConcurrency). */
function withCrossChannelBehavior(concurrency: MediaConcurrency): MediaConcurrency {
  return { ...concurrency, CrossChannelBehavior: concurrency.CrossChannelBehavior ?? DEFAULT_BEHAVIOR };
}

const DEFAULT_BEHAVIOR = { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' } as const;

/** Creates a profile under all rules of CreateRoutingProfile; seeds go this way too. */
export function createRoutingProfile(
  account: Account,
  instance: Instance,
  input: Omit<Input<'CreateRoutingProfile'>, 'InstanceId'>,
): RoutingProfile {
  checkConcurrencies(input.MediaConcurrencies);
  const defaultQueue = refer(instance.queues, input.DefaultOutboundQueueId, 'Queue');
  const queues = readProfileQueues(instance, input.QueueConfigs);
  const manual = input.ManualAssignmentQueueConfigs ?? [];
  for (const { QueueReference } of manual) refer(instance.queues, QueueReference.QueueId, 'Queue');
  checkProfileQueues(account, {
    queues,
    manualAssignmentQueues: manual,
    mediaConcurrencies: input.MediaConcurrencies,
  });
  checkFree(instance.routingProfiles, input.Name, 'routing profile');
  if (instance.routingProfiles.size >= account.quotas.routingProfiles)
    throw limitExceeded('The instance has as many routing profiles as its quota allows');
  const profile: RoutingProfile = {
    ...newResource(account, instance, { kind: 'routing-profile', name: input.Name, tags: input.Tags }),
    description: input.Description,
    defaultOutboundQueueId: defaultQueue.id,
    mediaConcurrencies: input.MediaConcurrencies,
    queues,
    manualAssignmentQueues: manual,
    agentAvailabilityTimer: input.AgentAvailabilityTimer ?? 'TIME_SINCE_LAST_ACTIVITY',
    isDefault: false,
  };
  instance.routingProfiles.put(profile);
  return profile;
}

/** `holders` is how many users have the profile. */
export function describeRoutingProfile(account: Account, instance: Instance, profile: RoutingProfile, holders: number) {
  const queueIds = new Set(profile.queues.map(({ queueId }) => queueId));
  const manualIds = new Set(profile.manualAssignmentQueues.map(({ QueueReference }) => QueueReference?.QueueId ?? ''));
  return {
    InstanceId: instance.id,
    Name: profile.name,
    RoutingProfileArn: profile.arn,
    RoutingProfileId: profile.id,
    Description: profile.description,
    MediaConcurrencies: [...profile.mediaConcurrencies],
    DefaultOutboundQueueId: profile.defaultOutboundQueueId,
    Tags: profile.tags,
    NumberOfAssociatedQueues: queueIds.size,
    NumberOfAssociatedManualAssignmentQueues: manualIds.size,
    NumberOfAssociatedUsers: holders,
    AgentAvailabilityTimer: profile.agentAvailabilityTimer,
    LastModifiedTime: new Date(profile.modified),
    LastModifiedRegion: account.region,
    IsDefault: profile.isDefault,
    AssociatedQueueIds: [...queueIds],
    AssociatedManualAssignmentQueueIds: [...manualIds],
  };
}
