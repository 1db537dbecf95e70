/** What became of a call whose answer was lost and whose repetition Connect refused: did the first attempt do the work? */
import type { InputOf, Send } from '../../connect/port.ts';
import type { SentCall } from '../kind.ts';
import type { Identity } from '../operation.ts';
import { pages } from '../reading/paging.ts';

export async function settle({ call, input }: SentCall, send: Send): Promise<Identity | 'done' | undefined> {
  if (call === 'CreateRoutingProfile') return settleCreate(input as InputOf<typeof call>, send);
  if (call === 'AssociateRoutingProfileQueues') return settleQueues(input as InputOf<typeof call>, send);
  return undefined;
}

/**
 * CreateRoutingProfile has no token that would make a repetition harmless. The profile of that name is ours only if it has
 * the tags that were asked for and is what was asked for.
 */
async function settleCreate(asked: InputOf<'CreateRoutingProfile'>, send: Send): Promise<Identity | undefined> {
  for await (const page of pages(send, 'ListRoutingProfiles', { MaxResults: 1000 })) {
    const listed = page.RoutingProfileSummaryList?.find(({ Name }) => Name === asked.Name);
    if (listed?.Id === undefined) continue;
    const { RoutingProfile: found } = await send('DescribeRoutingProfile', { RoutingProfileId: listed.Id });
    const same =
      found?.Description === asked.Description &&
      found?.DefaultOutboundQueueId === asked.DefaultOutboundQueueId &&
      sameChannels(found?.MediaConcurrencies, asked.MediaConcurrencies) &&
      Object.entries(asked.Tags ?? {}).every(([key, value]) => found?.Tags?.[key] === value);
    return same ? { id: listed.Id, arn: listed.Arn ?? '' } : undefined;
  }
  return undefined;
}

type AskedConcurrencies = InputOf<'CreateRoutingProfile'>['MediaConcurrencies'];

function sameChannels(found: AskedConcurrencies = [], asked: AskedConcurrencies = []): boolean {
  const limits = (channels: NonNullable<AskedConcurrencies>): string =>
    channels
      .map(({ Channel, Concurrency }) => `${Channel} ${Concurrency}`)
      .sort()
      .join();
  return limits(found) === limits(asked);
}

/** What is associated already is refused, so a repetition says that the first attempt may have done it; all or nothing. */
async function settleQueues(
  { RoutingProfileId, QueueConfigs = [], ManualAssignmentQueueConfigs = [] }: InputOf<'AssociateRoutingProfileQueues'>,
  send: Send,
): Promise<'done' | undefined> {
  const missing = new Set(
    QueueConfigs.map(({ QueueReference, Priority, Delay }) => queueKeyOf({ ...QueueReference, Priority, Delay })),
  );
  const input = { RoutingProfileId, MaxResults: 100 };
  for await (const page of pages(send, 'ListRoutingProfileQueues', input)) {
    for (const one of page.RoutingProfileQueueConfigSummaryList ?? []) missing.delete(queueKeyOf(one));
  }
  const manual = new Set(ManualAssignmentQueueConfigs.map(({ QueueReference }) => queueKeyOf({ ...QueueReference })));
  if (manual.size > 0) {
    for await (const page of pages(send, 'ListRoutingProfileManualAssignmentQueues', input)) {
      for (const one of page.RoutingProfileManualAssignmentQueueConfigSummaryList ?? []) manual.delete(queueKeyOf(one));
    }
  }
  return missing.size + manual.size > 0 ? undefined : 'done';
}

const queueKeyOf = (one: {
  readonly QueueId?: string | undefined;
  readonly Channel?: string | undefined;
  readonly Priority?: number | undefined;
  readonly Delay?: number | undefined;
}): string => [one.QueueId, one.Channel, one.Priority, one.Delay].join(' ');
