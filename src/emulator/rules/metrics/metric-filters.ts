// What may be asked of the metrics: filters, groupings and what they demand of each other. Source: GetCurrentMetricData,
// GetMetricData and Filters in the API reference.

import type { Filters } from '@aws-sdk/client-connect';
import { invalidParameter, notFound, notImplemented } from '../../protocol/errors.ts';
import type { Grouping, Part } from '../../simulation/cuts.ts';
import type { Instance } from '../../state/instance.ts';
import type { Channel } from '../../state/records/resources.ts';
import { lookUp, type Resource, type Table } from '../../state/table.ts';

const KNOWN_GROUPINGS: readonly string[] = ['QUEUE', 'CHANNEL', 'ROUTING_PROFILE'] satisfies Grouping[];

type Given = { readonly [K in keyof Filters]?: Filters[K] };

/** What the filters leave. Throws ResourceNotFoundException for a queue or routing profile there is not. */
export function partOf(instance: Instance, { Queues, RoutingProfiles, Channels }: Given): Part {
  return {
    queueIds: Queues && resolveAll(instance.queues, Queues, 'Queue'),
    profileIds: RoutingProfiles && resolveAll(instance.routingProfiles, RoutingProfiles, 'Routing profile'),
    channels: Channels && Channels.length > 0 ? new Set<Channel>(Channels) : undefined,
  };
}

/** Ids and ARNs may be mixed. */
export function resolveAll<T extends Resource>(table: Table<T>, given: readonly string[], kind: string): Set<string> {
  return new Set(
    given.map((idOrArn) => {
      const record = lookUp(table, idOrArn);
      if (!record) throw notFound(`${kind} ${idOrArn} was not found`);
      return record.id;
    }),
  );
}

/** A filter that the emulator does not know is never ignored. */
export function refuseFilters(operation: string, filters: Given, unknown: readonly (keyof Filters)[]): void {
  for (const member of unknown) {
    if ((filters[member]?.length ?? 0) > 0)
      throw notImplemented(`${operation} with the filter ${member} is not implemented by this emulator`);
  }
}

export function knownGroupings(operation: string, given: readonly string[], known = KNOWN_GROUPINGS): Grouping[] {
  if (new Set(given).size < given.length) throw invalidParameter('Groupings names one more than once');
  const unknown = given.find((grouping) => !known.includes(grouping));
  if (unknown !== undefined)
    throw notImplemented(`${operation} grouped by ${unknown} is not implemented by this emulator`);
  return given as Grouping[];
}

export function isGiven(filter: readonly unknown[] | undefined): boolean {
  return filter !== undefined && filter.length > 0;
}
