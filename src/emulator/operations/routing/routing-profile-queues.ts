import { invalidParameter, invalidRequest } from '../../protocol/errors.ts';
import type { Call, Operations } from '../../rules/call.ts';
import { find, refer } from '../../rules/references.ts';
import {
  type ChannelOfQueue,
  checkProfileQueues,
  keyOf,
  readProfileQueues,
  referenceOf,
} from '../../rules/routing/profile-queues.ts';
import { findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import { CHANNELS, type RoutingProfile } from '../../state/records/resources.ts';

/** Documented for DisassociateRoutingProfileQueues, whose model says nothing of it. */
const MAX_REFERENCES = 10;

export const routingProfileQueues = {
  ListRoutingProfileQueues({ account, page }, { InstanceId, RoutingProfileId }) {
    const instance = findInstance(account, InstanceId);
    const profile = find(instance.routingProfiles, RoutingProfileId, 'Routing profile');
    const { items, NextToken } = page(inOrder(instance, profile.queues), ({ order }) => order);
    return {
      RoutingProfileQueueConfigSummaryList: items.map(({ entry, summary }) => ({
        ...summary,
        Priority: entry.priority,
        Delay: entry.delay,
      })),
      NextToken,
      LastModifiedTime: new Date(profile.modified),
      LastModifiedRegion: account.region,
    };
  },

  ListRoutingProfileManualAssignmentQueues({ account, page }, { InstanceId, RoutingProfileId }) {
    const instance = findInstance(account, InstanceId);
    const profile = find(instance.routingProfiles, RoutingProfileId, 'Routing profile');
    const manual = profile.manualAssignmentQueues.map(({ QueueReference }) => referenceOf(QueueReference));
    const { items, NextToken } = page(inOrder(instance, manual), ({ order }) => order);
    return {
      RoutingProfileManualAssignmentQueueConfigSummaryList: items.map(({ summary }) => summary),
      NextToken,
      LastModifiedTime: new Date(profile.modified),
      LastModifiedRegion: account.region,
    };
  },

  AssociateRoutingProfileQueues(call, input) {
    return change(call, input, (profile, instance) => {
      const { QueueConfigs, ManualAssignmentQueueConfigs = [] } = input;
      if (QueueConfigs === undefined && ManualAssignmentQueueConfigs.length === 0)
        throw invalidRequest('Either QueueConfigs or ManualAssignmentQueueConfigs is required');
      for (const { QueueReference } of ManualAssignmentQueueConfigs)
        refer(instance.queues, QueueReference.QueueId, 'Queue');
      return {
        ...profile,
        queues: [...profile.queues, ...readProfileQueues(instance, QueueConfigs)],
        manualAssignmentQueues: [...profile.manualAssignmentQueues, ...ManualAssignmentQueueConfigs],
      };
    });
  },

  /** What is not associated is not missed. */
  DisassociateRoutingProfileQueues(call, input) {
    const { QueueReferences = [], ManualAssignmentQueueReferences = [] } = input;
    if (Math.max(QueueReferences.length, ManualAssignmentQueueReferences.length) > MAX_REFERENCES)
      throw invalidParameter(`A call disassociates at most ${MAX_REFERENCES} queues`);
    if (QueueReferences.length + ManualAssignmentQueueReferences.length === 0)
      throw invalidRequest('Either QueueReferences or ManualAssignmentQueueReferences is required');
    const gone = new Set(QueueReferences.map((reference) => keyOf(referenceOf(reference))));
    const goneManually = new Set(ManualAssignmentQueueReferences.map((reference) => keyOf(referenceOf(reference))));
    return change(call, input, (profile) => ({
      ...profile,
      queues: profile.queues.filter((entry) => !gone.has(keyOf(entry))),
      manualAssignmentQueues: profile.manualAssignmentQueues.filter(
        ({ QueueReference }) => !goneManually.has(keyOf(referenceOf(QueueReference))),
      ),
    }));
  },

  UpdateRoutingProfileQueues(call, input) {
    return change(call, input, (profile, instance) => {
      const wanted = readProfileQueues(instance, input.QueueConfigs);
      const changes = new Map(wanted.map((entry) => [keyOf(entry), entry]));
      if (changes.size < wanted.length) throw invalidParameter('QueueConfigs names a queue twice for a channel');
      const associated = new Set(profile.queues.map(keyOf));
      const missing = wanted.find((entry) => !associated.has(keyOf(entry)));
      if (missing)
        // A well-formed request was answered with it: https://github.com/aws/aws-sdk-go/issues/3602
        throw invalidRequest(`Queue ${missing.queueId} is not associated with the profile for ${missing.channel}`);
      return { ...profile, queues: profile.queues.map((entry) => changes.get(keyOf(entry)) ?? entry) };
    });
  },
} satisfies Operations;

interface Target {
  readonly InstanceId: string;
  readonly RoutingProfileId: string;
}

function change(
  { account, now }: Call,
  { InstanceId, RoutingProfileId }: Target,
  changed: (profile: RoutingProfile, instance: Instance) => RoutingProfile,
): Record<string, never> {
  const instance = findInstance(account, InstanceId);
  const profile = changed(find(instance.routingProfiles, RoutingProfileId, 'Routing profile'), instance);
  checkProfileQueues(account, profile);
  instance.routingProfiles.put({ ...profile, modified: now });
  return {};
}

/** In the order in which the queues were created, and the channels of one queue in the order of CHANNELS. */
function inOrder<T extends ChannelOfQueue>(instance: Instance, entries: readonly T[]) {
  return entries
    .map((entry) => {
      const queue = find(instance.queues, entry.queueId, 'Queue');
      return {
        entry,
        order: queue.order * CHANNELS.length + CHANNELS.indexOf(entry.channel),
        summary: { QueueId: queue.id, QueueArn: queue.arn, QueueName: queue.name, Channel: entry.channel },
      };
    })
    .sort((one, other) => one.order - other.order);
}
