/**
 * A routing profile as the files write it, with lists of queues and channels, and as it is compared: maps by queue and
 * channel, so that a plan says what differs of each and a list may be in any order.
 */
import type { Channel } from '@aws-sdk/client-connect';
import { type Json, present } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import type { LiveResource } from '../../plan/model/state.ts';
import { channels, fieldOf, integer, listOf, oneOf, text } from '../fields.ts';
import type { Declared } from '../kind.ts';
import { describeTags, parseTags, type Tags } from '../tags.ts';

export const behaviors = ['ROUTE_CURRENT_CHANNEL_ONLY', 'ROUTE_ANY_CHANNEL'] as const;
export const timers = ['TIME_SINCE_LAST_ACTIVITY', 'TIME_SINCE_LAST_INBOUND'] as const;

/** A channel of a queue as one key: `BasicQueue VOICE`. No channel has a blank in its name. */
export type QueueChannel = string;

export const queueChannel = (queue: string, channel: string): QueueChannel => `${queue} ${channel}`;

export function inQueueChannel(key: QueueChannel): { readonly queue: string; readonly channel: Channel } {
  const blank = key.lastIndexOf(' ');
  return { queue: key.slice(0, blank), channel: key.slice(blank + 1) as Channel };
}

/** What an agent handles of one channel at a time. */
export type Concurrency = {
  readonly concurrency?: number;
  readonly crossChannelBehavior?: (typeof behaviors)[number];
};

/** How contacts of a queue are routed: the lower the priority's number the sooner; `delay` in seconds. */
export type Routing = { readonly priority: number; readonly delay: number };

export type RoutingProfileAttributes = {
  readonly description?: string;
  readonly defaultOutboundQueue?: string;
  /** `null` takes away, here and below; only what an update does has it. */
  readonly mediaConcurrencies?: { readonly [channel: string]: Concurrency | null };
  readonly queues?: { readonly [key: QueueChannel]: Routing | null };
  readonly manualAssignmentQueues?: readonly QueueChannel[];
  readonly agentAvailabilityTimer?: (typeof timers)[number];
  readonly tags?: Tags;
  /** Only where it is renamed: its name before and after. */
  readonly name?: string;
};

/** What no file names and a change must not lose: limits by type of workload (MediaConcurrency), by channel. */
export type CarriedProfile = { readonly workloads?: { readonly [channel: string]: readonly Workload[] } };
type Workload = { readonly WorkloadType: string; readonly Concurrency: number };

export type LiveRoutingProfile = LiveResource<RoutingProfileAttributes, CarriedProfile>;

const entries = listOf((entry) => entry);
const channelOf = oneOf(channels);

/** What Connect's console starts with where an entry of `queues` leaves it out. */
const firstRouting: Routing = { priority: 1, delay: 0 };

export function declare(entry: Json): Declared<RoutingProfileAttributes> {
  const field = (name: string): Json | undefined => fieldOf(entry, name);
  return {
    key: text(field('name')) ?? '',
    attributes: present({
      description: text(field('description')),
      defaultOutboundQueue: text(field('defaultOutboundQueue')),
      mediaConcurrencies: byKey(field('mediaConcurrencies'), (one) => [
        channelOf(fieldOf(one, 'channel')) ?? '',
        present({
          concurrency: integer(fieldOf(one, 'concurrency')),
          crossChannelBehavior: oneOf(behaviors)(fieldOf(one, 'crossChannelBehavior')),
        }),
      ]),
      queues: byKey(field('queues'), (one) => [
        keyOfEntry(one),
        {
          priority: integer(fieldOf(one, 'priority')) ?? firstRouting.priority,
          delay: integer(fieldOf(one, 'delay')) ?? firstRouting.delay,
        },
      ]),
      manualAssignmentQueues: entries(field('manualAssignmentQueues'))?.map(keyOfEntry),
      agentAvailabilityTimer: oneOf(timers)(field('agentAvailabilityTimer')),
      tags: parseTags(field('tags')),
    }),
  };
}

const keyOfEntry = (one: Json): QueueChannel =>
  queueChannel(text(fieldOf(one, 'queue')) ?? '', channelOf(fieldOf(one, 'channel')) ?? '');

/** In the order of the list, by which a message finds the entry that it is about. */
function byKey<T>(
  list: Json | undefined,
  entryOf: (one: Json) => readonly [string, T],
): { readonly [key: string]: T } | undefined {
  return list === undefined ? undefined : Object.fromEntries((entries(list) ?? []).map(entryOf));
}

/** The reverse of `declare`. What Connect does by itself is left out: routing within the channel. */
export function describe({ address, attributes }: LiveRoutingProfile): Json {
  const { mediaConcurrencies = {}, queues = {}, manualAssignmentQueues = [], tags } = attributes;
  const byPriority = Object.entries(queues)
    .filter((entry): entry is [string, Routing] => entry[1] !== null)
    .sort(([a, one], [b, other]) => one.priority - other.priority || compareText(a, b));
  return present({
    name: address.key,
    description: attributes.description,
    defaultOutboundQueue: attributes.defaultOutboundQueue,
    mediaConcurrencies: channels.flatMap((channel) => {
      const one = mediaConcurrencies[channel];
      if (!one) return [];
      const { concurrency, crossChannelBehavior } = one;
      const isUsual = crossChannelBehavior === behaviors[0];
      return [present({ channel, concurrency, crossChannelBehavior: isUsual ? undefined : crossChannelBehavior })];
    }),
    queues: byPriority.map(([key, { priority, delay }]) => ({ ...inQueueChannel(key), priority, delay })),
    manualAssignmentQueues:
      manualAssignmentQueues.length > 0 ? [...manualAssignmentQueues].sort(compareText).map(inQueueChannel) : undefined,
    agentAvailabilityTimer: attributes.agentAvailabilityTimer,
    tags: describeTags(tags),
  });
}
