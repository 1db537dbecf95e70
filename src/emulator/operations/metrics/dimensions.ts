import type { Dimensions } from '@aws-sdk/client-connect';
import type { Cut } from '../../simulation/cuts.ts';
import type { Instance } from '../../state/instance.ts';
import type { Resource, Table } from '../../state/table.ts';

/** What a cut is grouped by, as the metrics calls show it. */
export function dimensionsOf(instance: Instance, { queueId, channel, profileId }: Cut): Dimensions {
  return {
    Queue: referenceTo(instance.queues, queueId),
    Channel: channel,
    RoutingProfile: referenceTo(instance.routingProfiles, profileId),
  };
}

export function referenceTo<T extends Resource>(table: Table<T>, id: string | undefined) {
  const record = id === undefined ? undefined : table.get(id);
  return record && { Id: record.id, Arn: record.arn };
}
