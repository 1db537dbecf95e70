/**
 * Routing profiles, at the least that a plan needs of each:
 *
 * - names alone where they are only pointed at: ListRoutingProfiles;
 * - tags and description of those that the plan leaves alone, in bulk: SearchRoutingProfiles;
 * - all of those that are listed or would be deleted: DescribeRoutingProfile, since the search gives neither the
 *   cross-channel behaviour nor the availability timer (API reference), and the lists of queues, which nothing else gives
 *   with their priorities.
 */
import type { RoutingProfile } from '@aws-sdk/client-connect';
import { failedAs, PartialRead } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import type { LiveResource } from '../../plan/model/state.ts';
import type { Names, Reading, ReadingServed } from '../kind.ts';
import { pages, readWhole } from '../reading/paging.ts';
import { inParallel } from '../reading/parallel.ts';
import { readList } from '../reading/read-list.ts';
import { comesShort, searchOnce, searchOrDescribe } from '../reading/search.ts';
import {
  behaviors,
  type CarriedProfile,
  type Concurrency,
  type LiveRoutingProfile,
  queueChannel,
  type Routing,
  type RoutingProfileAttributes,
  timers,
} from './attributes.ts';

const kind = 'routingProfile';

export async function readRoutingProfiles(reading: Reading): Promise<readonly LiveRoutingProfile[]> {
  const list = () => readList({ kind, call: 'ListRoutingProfiles' }, reading, (page) => page.RoutingProfileSummaryList);
  if (!reading.detailed) return list();
  return readWhole(async () => {
    const [listed, found] = await Promise.all([list(), searchProfiles(reading)]);
    const profiles = await inParallel(listed, (one) => readProfile(one, found.get(one.id), reading));
    return profiles.filter((one) => one !== undefined);
  });
}

type FoundProfile = Pick<RoutingProfile, 'Description' | 'Tags'>;

/** By id, as the index has them, which may be late: who is there is said by the list. */
const searchProfiles = (reading: Reading): Promise<ReadonlyMap<string, FoundProfile>> =>
  searchOrDescribe(reading, 'SearchRoutingProfiles', {
    search: async () => {
      const search = { call: 'SearchRoutingProfiles', input: { MaxResults: 100 } } as const;
      const result = await searchOnce(reading, search, ({ RoutingProfiles }) =>
        RoutingProfiles?.map((one) => ({ ...one, Id: one.RoutingProfileId })),
      );
      if (result.found.size < result.total) throw comesShort(search.call, result);
      return result.found;
    },
    describe: async () => new Map(),
  });

/** `undefined` where it was deleted since it was listed. */
async function readProfile(
  listed: LiveResource,
  found: FoundProfile | undefined,
  reading: Reading,
): Promise<LiveRoutingProfile | undefined> {
  const summary = (from: FoundProfile): LiveRoutingProfile => ({
    ...listed,
    attributes: present({ description: from.Description, tags: { ...from.Tags } }),
    carried: {},
  });
  if (found && !reading.concerns(summary(found))) return summary(found);
  try {
    const { RoutingProfile: described } = await reading.send(
      'DescribeRoutingProfile',
      { RoutingProfileId: listed.id },
      { signal: reading.signal },
    );
    if (!described) throw new PartialRead(`DescribeRoutingProfile says nothing of ${listed.address.key}.`);
    if (!reading.concerns(summary(described))) return summary(described);
    const [names, queues, manual] = await Promise.all([
      reading.names([{ kind: 'queue', id: described.DefaultOutboundQueueId ?? '' }]),
      described.NumberOfAssociatedQueues === 0 ? {} : readQueues(listed, described.NumberOfAssociatedQueues, reading),
      described.NumberOfAssociatedManualAssignmentQueues === 0 ? [] : readManualQueues(listed, reading),
    ]);
    return { ...listed, ...detailsOf(described, names, { queues, manualAssignmentQueues: manual }) };
  } catch (error) {
    if (failedAs(error, 'not-found')) return undefined;
    throw error;
  }
}

type Queues = Required<Pick<RoutingProfileAttributes, 'queues' | 'manualAssignmentQueues'>>;

export function detailsOf(
  described: RoutingProfile,
  names: Names,
  queues: Queues,
): { readonly attributes: RoutingProfileAttributes; readonly carried: CarriedProfile } {
  const { MediaConcurrencies = [], DefaultOutboundQueueId, Description, AgentAvailabilityTimer, Tags } = described;
  const media = MediaConcurrencies.flatMap((one) => (one.Channel === undefined ? [] : [[one.Channel, one] as const]));
  const concurrencies = media.map(([channel, { Concurrency, CrossChannelBehavior }]): [string, Concurrency] => [
    channel,
    present({
      concurrency: Concurrency,
      crossChannelBehavior: behaviors.find((one) => one === CrossChannelBehavior?.BehaviorType) ?? behaviors[0],
    }),
  ]);
  const workloads = media.flatMap(([channel, { WorkloadTypeConcurrencies: all = [] }]) =>
    all.length === 0
      ? []
      : [[channel, all.map(({ WorkloadType = '', Concurrency = 0 }) => ({ WorkloadType, Concurrency }))] as const],
  );
  return {
    attributes: present({
      description: Description,
      defaultOutboundQueue:
        DefaultOutboundQueueId === undefined ? undefined : names.nameOf('queue', DefaultOutboundQueueId),
      mediaConcurrencies: Object.fromEntries(concurrencies),
      ...queues,
      agentAvailabilityTimer: timers.find((one) => one === AgentAvailabilityTimer) ?? timers[0],
      tags: { ...Tags },
    }),
    carried: present({ workloads: workloads.length > 0 ? Object.fromEntries(workloads) : undefined }),
  };
}

/** What a profile serves, by queue and channel. `count` is how many queues it is said to have. */
export async function readQueues(
  { id, address }: Pick<LiveResource, 'id' | 'address'>,
  count: number | undefined,
  { send, signal }: ReadingServed,
): Promise<{ readonly [key: string]: Routing }> {
  const queues = new Map<string, Routing>();
  const input = { RoutingProfileId: id, MaxResults: 100 };
  for await (const page of pages(send, 'ListRoutingProfileQueues', input, { signal })) {
    for (const { QueueName, Channel, Priority, Delay } of page.RoutingProfileQueueConfigSummaryList ?? []) {
      if (QueueName === undefined || Channel === undefined || Priority === undefined || Delay === undefined)
        throw new PartialRead(`ListRoutingProfileQueues gave half a queue of ${address.key}.`);
      queues.set(queueChannel(QueueName, Channel), { priority: Priority, delay: Delay });
    }
  }
  if (count !== undefined && queues.size < count) {
    throw new PartialRead(`${address.key} has ${count} queues, and ListRoutingProfileQueues gave ${queues.size}.`);
  }
  return Object.fromEntries([...queues].sort(([a], [b]) => compareText(a, b)));
}

/** These with what they serve. One that was deleted since serves nothing. */
export const readServed = (
  profiles: readonly LiveRoutingProfile[],
  reading: ReadingServed,
): Promise<readonly LiveRoutingProfile[]> =>
  inParallel(profiles, async (profile) => {
    const queues = await readQueues(profile, undefined, reading).catch((error: unknown) => {
      if (failedAs(error, 'not-found')) return {};
      throw error;
    });
    return { ...profile, attributes: { ...profile.attributes, queues } };
  });

async function readManualQueues({ id }: LiveResource, { send, signal }: ReadingServed): Promise<readonly string[]> {
  const queues: string[] = [];
  const input = { RoutingProfileId: id, MaxResults: 100 };
  for await (const page of pages(send, 'ListRoutingProfileManualAssignmentQueues', input, { signal })) {
    for (const { QueueName, Channel } of page.RoutingProfileManualAssignmentQueueConfigSummaryList ?? []) {
      if (QueueName !== undefined && Channel !== undefined) queues.push(queueChannel(QueueName, Channel));
    }
  }
  return queues.sort(compareText);
}
