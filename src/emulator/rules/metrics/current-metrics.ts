import type { CurrentMetric, CurrentMetricName, CurrentMetricSortCriteria, Unit } from '@aws-sdk/client-connect';
import { invalidParameter, notImplemented } from '../../protocol/errors.ts';
import type { Input } from '../call.ts';
import { isGiven } from './metric-filters.ts';

type Query = Input<'GetCurrentMetricData'>;

export interface Wanted {
  readonly name: CurrentMetricName;
  readonly unit: Unit;
}

/** In seconds; all others are counts. */
const TIMES: ReadonlySet<CurrentMetricName> = new Set(['OLDEST_CONTACT_AGE', 'ESTIMATED_WAIT_TIME']);

/** Of contacts that no agent has yet, so that they belong to a routing profile only by a filter. */
const OF_QUEUES: ReadonlySet<CurrentMetricName> = new Set([
  'CONTACTS_IN_QUEUE',
  'CONTACTS_SCHEDULED',
  'OLDEST_CONTACT_AGE',
]);

export function wantedMetrics(metrics: readonly CurrentMetric[]): Wanted[] {
  if (metrics.length === 0) throw invalidParameter('CurrentMetrics is empty');
  return metrics.map(({ Name, MetricId, Unit }) => {
    if (MetricId !== undefined)
      throw notImplemented('GetCurrentMetricData with a MetricId is not implemented by this emulator');
    if (Name === undefined) throw invalidParameter('A metric needs a Name or a MetricId');
    const unit = TIMES.has(Name) ? 'SECONDS' : 'COUNT';
    // Optional in the model, and each metric has one unit only.
    if (Unit !== undefined && Unit !== unit) throw invalidParameter(`The unit of ${Name} is ${unit}`);
    return { name: Name, unit };
  });
}

/** Throws InvalidParameterException for what AWS says cannot be asked for together. */
export function checkQuery({ Filters, Groupings = [], CurrentMetrics }: Query): void {
  const byQueue = isGiven(Filters.Queues);
  const byProfile = isGiven(Filters.RoutingProfiles);
  const names = CurrentMetrics.map(({ Name }) => Name);
  if (byQueue && byProfile) throw invalidParameter('Filters has either Queues or RoutingProfiles, not both');
  if (!byQueue && !byProfile && !isGiven(Filters.Channels))
    throw invalidParameter('Filters needs Queues, Channels or RoutingProfiles');
  const ofQueues = names.find((name) => name !== undefined && OF_QUEUES.has(name));
  if (Groupings.includes('ROUTING_PROFILE') && !byProfile && ofQueues !== undefined)
    throw invalidParameter(`${ofQueues} grouped by ROUTING_PROFILE needs a filter of RoutingProfiles`);
  if (Groupings.includes('AGENT_STATUS')) checkAgentStatus(Groupings, byQueue, names);
  else if (isGiven(Filters.AgentStatuses))
    throw notImplemented(
      'The filter AgentStatuses without the grouping AGENT_STATUS is not implemented by this emulator',
    );
  if (names.includes('ESTIMATED_WAIT_TIME')) {
    const grouped = Groupings.length === 2 && Groupings.includes('QUEUE') && Groupings.includes('CHANNEL');
    if (!byQueue || !isGiven(Filters.Channels) || !grouped)
      throw invalidParameter('ESTIMATED_WAIT_TIME needs filters of Queues and Channels, grouped by QUEUE and CHANNEL');
  }
}

function checkAgentStatus(
  groupings: readonly string[],
  byQueue: boolean,
  names: readonly (CurrentMetricName | undefined)[],
): void {
  if (groupings[0] !== 'QUEUE' || !byQueue)
    throw invalidParameter('AGENT_STATUS needs QUEUE as the primary grouping and a filter of Queues');
  if (names.some((name) => name !== 'AGENTS_ONLINE'))
    throw invalidParameter('AGENT_STATUS is available for AGENTS_ONLINE only');
}

export interface Sorting {
  readonly name: CurrentMetricName;
  readonly descending: boolean;
}

export function sortingOf([criteria]: readonly CurrentMetricSortCriteria[] = []): Sorting {
  const { SortByMetric: name = 'AGENTS_ONLINE', SortOrder = 'DESCENDING' } = criteria ?? {};
  if (name === 'SLOTS_ACTIVE' || name === 'SLOTS_AVAILABLE')
    throw invalidParameter(`Sorting on ${name} is not supported`);
  return { name, descending: SortOrder === 'DESCENDING' };
}
