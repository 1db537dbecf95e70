// Which queues and channels a routing profile may have. Sources: CreateRoutingProfile, MediaConcurrency and
// AssociateRoutingProfileQueues of the API reference. The routing profile in question need not exist yet.

import type { RoutingProfileQueueReference } from '@aws-sdk/client-connect';
import { invalidParameter, invalidRequest } from '../../protocol/errors.ts';
import type { Account } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import type { Channel, ProfileQueue, RoutingProfile } from '../../state/records/resources.ts';
import type { Input } from '../call.ts';
import { refer } from '../references.ts';

export type Concurrencies = Input<'CreateRoutingProfile'>['MediaConcurrencies'];

export function checkConcurrencies(concurrencies: Concurrencies): void {
  const channels = concurrencies.map(({ Channel }) => Channel);
  if (new Set(channels).size < channels.length)
    throw invalidParameter('MediaConcurrencies names a channel more than once');
  for (const { Channel, Concurrency, WorkloadTypeConcurrencies = [] } of concurrencies) {
    if (Concurrency === undefined && WorkloadTypeConcurrencies.length === 0)
      throw invalidParameter(`The concurrency of ${Channel} is missing`);
    for (const { Concurrency: most } of [{ Concurrency }, ...WorkloadTypeConcurrencies]) checkMost(Channel, most);
  }
}

/** Contacts at a time; the model itself keeps them from 1 to 10. */
function checkMost(channel: Channel, most: number | undefined): void {
  if (channel === 'VOICE' && most !== undefined && most !== 1) throw invalidParameter('The concurrency of VOICE is 1');
}

type QueueConfigs = Input<'AssociateRoutingProfileQueues'>['QueueConfigs'];

/** The queues of a request. Throws InvalidParameterException where one does not exist. */
export function readProfileQueues(instance: Instance, configs: QueueConfigs = []): ProfileQueue[] {
  return configs.map(({ QueueReference, Priority, Delay }) => ({
    queueId: refer(instance.queues, QueueReference.QueueId, 'Queue').id,
    channel: QueueReference.Channel,
    priority: Priority,
    delay: Delay,
  }));
}

/** Queues and manual assignment queues of a routing profile as it will be. */
export type QueuesOfProfile = Pick<RoutingProfile, 'queues' | 'manualAssignmentQueues' | 'mediaConcurrencies'>;

/** Checks a profile as it will be. The quota counts each queue once for each of its channels. */
export function checkProfileQueues(account: Account, profile: QueuesOfProfile): void {
  const enabled = profile.mediaConcurrencies.map(({ Channel }) => Channel);
  const manual = profile.manualAssignmentQueues.map(({ QueueReference }) => referenceOf(QueueReference));
  for (const entries of [profile.queues, manual]) {
    const seen = new Set<string>();
    for (const entry of entries) {
      const { queueId, channel } = entry;
      if (!enabled.includes(channel)) throw invalidParameter(`The routing profile does not handle ${channel}`);
      if (seen.has(keyOf(entry))) throw invalidParameter(`Queue ${queueId} is named twice for ${channel}`);
      seen.add(keyOf(entry));
    }
    if (entries.length > account.quotas.queuesPerRoutingProfile)
      throw invalidRequest('The routing profile has as many queues as its quota allows');
  }
}

export type ChannelOfQueue = Pick<ProfileQueue, 'queueId' | 'channel'>;

export function keyOf({ queueId, channel }: ChannelOfQueue): string {
  return `${queueId} ${channel}`;
}

/** Members that the model requires are there after validation. */
export function referenceOf(reference: RoutingProfileQueueReference | undefined): ChannelOfQueue {
  return { queueId: reference?.QueueId ?? '', channel: reference?.Channel ?? 'VOICE' };
}
