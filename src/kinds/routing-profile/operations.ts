/**
 * A routing profile is changed while agents work by it, one aspect a call. So what agents handle is raised before anything
 * else, queues are added before others are removed, and what they handle is lowered last: at no moment does the profile
 * lack a queue that it has before and after, or have none, and Connect refuses no queue for its channel.
 */
import type { MediaConcurrency } from '@aws-sdk/client-connect';
import { present } from '../../base/json.ts';
import type { Change, Create, Update } from '../../plan/model/change.ts';
import { merge } from '../../plan/model/merge.ts';
import { type Calls, idOf, type Operation, type WithRefs } from '../operation.ts';
import { tagCalls, tagsAtCreation } from '../tags.ts';
import type { CarriedProfile, Concurrency, LiveRoutingProfile, RoutingProfileAttributes } from './attributes.ts';
import { atATime, manualConfig, queueCalls, queueConfig } from './queue-calls.ts';

const kind = 'routingProfile';

export function operations(change: Change<RoutingProfileAttributes>, live: LiveRoutingProfile | undefined): Calls {
  const { address } = change;
  if (change.action === 'create') return create(change);
  if (!live) throw new Error(`Nothing is known of ${address.key}, which is to be changed.`);
  if (change.action === 'update') return update(change, live);
  const input = { RoutingProfileId: idOf(kind, address.key) };
  // Users who left a moment ago may still count.
  return { call: 'DeleteRoutingProfile', address, input, onNotFound: 'done', onInUse: 'wait' };
}

/** CreateRoutingProfile takes ten queues, and no empty list of them. */
function create({ address, after }: Create<RoutingProfileAttributes>): Calls {
  const { queues = {}, manualAssignmentQueues = [], mediaConcurrencies = {}, agentAvailabilityTimer } = after;
  const configs = Object.entries(queues).flatMap(([key, one]) => (one ? [queueConfig(key, one)] : []));
  const manual = manualAssignmentQueues.map(manualConfig);
  const first = {
    QueueConfigs: configs.length > 0 ? configs.slice(0, atATime) : undefined,
    ManualAssignmentQueueConfigs: manual.length > 0 ? manual.slice(0, atATime) : undefined,
  };
  const made: Operation = {
    call: 'CreateRoutingProfile',
    address,
    input: {
      Name: address.key,
      Description: after.description ?? '',
      DefaultOutboundQueueId: idOf('queue', after.defaultOutboundQueue ?? ''),
      MediaConcurrencies: media(mediaConcurrencies, {}),
      ...present({ ...first, AgentAvailabilityTimer: agentAvailabilityTimer }),
      ...tagsAtCreation(after.tags),
    },
  };
  const rest = queueCalls(address, {
    associate: configs.slice(atATime),
    associateManually: manual.slice(atATime),
    update: [],
    disassociate: [],
    disassociateManually: [],
    has: atATime,
  });
  return { inOrder: [made, ...rest] };
}

function update({ address, after: changed }: Update<RoutingProfileAttributes>, live: LiveRoutingProfile): Calls {
  const RoutingProfileId = idOf(kind, address.key);
  const { name, description, defaultOutboundQueue, agentAvailabilityTimer, tags } = changed;
  const calls: Calls[] = [{ inOrder: queuesAndChannels(address, changed, live) }];
  if (name !== undefined || description !== undefined) {
    const Name = name === undefined ? undefined : address.key;
    const input = { RoutingProfileId, ...present({ Name, Description: description }) };
    calls.push({ call: 'UpdateRoutingProfileName', address, input });
  }
  if (defaultOutboundQueue !== undefined) {
    const input = { RoutingProfileId, DefaultOutboundQueueId: idOf('queue', defaultOutboundQueue) };
    calls.push({ call: 'UpdateRoutingProfileDefaultOutboundQueue', address, input });
  }
  if (agentAvailabilityTimer !== undefined) {
    const input = { RoutingProfileId, AgentAvailabilityTimer: agentAvailabilityTimer };
    calls.push({ call: 'UpdateRoutingProfileAgentAvailabilityTimer', address, input });
  }
  if (tags) calls.push(tagCalls(address, tags));
  return { together: calls };
}

function queuesAndChannels(
  address: Operation['address'],
  { queues = {}, manualAssignmentQueues, mediaConcurrencies }: RoutingProfileAttributes,
  live: LiveRoutingProfile,
): readonly Calls[] {
  const { queues: had = {}, manualAssignmentQueues: hadManually = [] } = live.attributes;
  const isThere = (key: string): boolean => Object.hasOwn(had, key);
  const after = merge({ queues: had }, { queues }).queues;
  const entries = Object.keys(queues).map((key) => ({ key, routing: after[key] }));
  const wanted = manualAssignmentQueues ?? hadManually;
  const between = queueCalls(address, {
    associate: entries.flatMap(({ key, routing }) => (routing && !isThere(key) ? [queueConfig(key, routing)] : [])),
    update: entries.flatMap(({ key, routing }) => (routing && isThere(key) ? [queueConfig(key, routing)] : [])),
    disassociate: entries.flatMap(({ key, routing }) => (routing ? [] : [queueConfig(key).QueueReference])),
    associateManually: wanted.filter((key) => !hadManually.includes(key)).map(manualConfig),
    disassociateManually: hadManually
      .filter((key) => !wanted.includes(key))
      .map((key) => manualConfig(key).QueueReference),
    has: Object.keys(had).length,
  });
  if (!mediaConcurrencies) return between;
  const before = live.attributes.mediaConcurrencies ?? {};
  const last = merge({ all: before }, { all: mediaConcurrencies }).all;
  const first = raised(before, last);
  const set = (concurrencies: Concurrencies): Operation => ({
    call: 'UpdateRoutingProfileConcurrency',
    address,
    input: {
      RoutingProfileId: idOf(kind, address.key),
      MediaConcurrencies: media(concurrencies, live.carried.workloads ?? {}),
    },
  });
  const raises = !sameLimits(first, before);
  const lowers = !sameLimits(first, last);
  if (between.length === 0 || !lowers) return [set(last), ...between];
  return [...(raises ? [set(first)] : []), ...between, set(last)];
}

type Concurrencies = NonNullable<RoutingProfileAttributes['mediaConcurrencies']>;

/** All that is asked for and all that is there, each at the higher of its limits. */
function raised(before: Concurrencies, after: Concurrencies): Concurrencies {
  const limit = (one: Concurrency | null | undefined): number => one?.concurrency ?? 0;
  return Object.fromEntries(
    Object.entries({ ...before, ...after }).map(([channel, one]) => [
      channel,
      { ...one, concurrency: Math.max(limit(before[channel]), limit(after[channel])) },
    ]),
  );
}

const sameLimits = (a: Concurrencies, b: Concurrencies): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => a[key]?.concurrency === b[key]?.concurrency);

/** One call replaces all channels, so what the files do not manage is sent as it was. */
const media = (
  concurrencies: Concurrencies,
  carried: NonNullable<CarriedProfile['workloads']>,
): readonly WithRefs<MediaConcurrency>[] =>
  Object.entries(concurrencies).flatMap(([channel, one]) =>
    one === null
      ? []
      : [
          {
            Channel: channel as MediaConcurrency['Channel'],
            Concurrency: one.concurrency,
            ...present({
              WorkloadTypeConcurrencies: carried[channel],
              CrossChannelBehavior:
                one.crossChannelBehavior === undefined ? undefined : { BehaviorType: one.crossChannelBehavior },
            }),
          },
        ],
  );
