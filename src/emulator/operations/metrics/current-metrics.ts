import type { Call, Input, Operations } from '../../rules/call.ts';
import {
  checkQuery,
  type Sorting,
  sortingOf,
  type Wanted,
  wantedMetrics,
} from '../../rules/metrics/current-metrics.ts';
import { knownGroupings, partOf, refuseFilters, resolveAll } from '../../rules/metrics/metric-filters.ts';
import { dayAt } from '../../simulation/centre.ts';
import { AVAILABLE, type Counts, countsOf, currentValue, isAlive, onlineIn } from '../../simulation/current.ts';
import { type Cut, cutsOf } from '../../simulation/cuts.ts';
import { momentOf } from '../../simulation/moment.ts';
import { findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import { rememberSnapshot, snapshotOf } from '../../state/snapshots.ts';
import { dimensionsOf } from './dimensions.ts';

const NAME = 'GetCurrentMetricData';

export const currentMetrics = {
  /** All pages show the moment of the first. */
  GetCurrentMetricData({ account, now, page }: Call, input) {
    const instance = findInstance(account, input.InstanceId);
    refuseFilters(NAME, input.Filters, ['RoutingStepExpressions', 'Subtypes', 'ValidationTestTypes']);
    const byStatus = input.Groupings?.includes('AGENT_STATUS') === true;
    const groupings = knownGroupings(
      NAME,
      (input.Groupings ?? []).filter((grouping) => grouping !== 'AGENT_STATUS'),
    );
    const wanted = wantedMetrics(input.CurrentMetrics);
    checkQuery(input);
    const sorting = sortingOf(input.SortCriteria);
    const snapshot = snapshotOf(instance, input.NextToken) ?? now;
    const counts = countsOf(momentOf(dayAt(instance, snapshot), snapshot));
    const cuts = cutsOf(counts.moment.day.staff, partOf(instance, input.Filters), groupings);
    const alive = cuts.filter((cut) => isAlive(counts, cut));
    const rows = byStatus
      ? statusRows(instance, counts, { cuts: alive, input })
      : alive.map((cut) => rowOf(instance, counts, { cut, wanted, inSeconds: groupings.length > 0, sorting }));
    const sorted = sort(rows, sorting);
    const { items, NextToken } = page(sorted, (row) => sorted.indexOf(row));
    rememberSnapshot(instance, NextToken, snapshot);
    return {
      MetricResults: items.map(({ key: _key, ...result }) => result),
      NextToken,
      DataSnapshotTime: new Date(snapshot),
      ApproximateTotalCount: rows.length,
    };
  },
} satisfies Operations;

interface Asked {
  readonly cut: Cut;
  readonly wanted: readonly Wanted[];
  readonly inSeconds: boolean;
  readonly sorting: Sorting;
}

function rowOf(instance: Instance, counts: Counts, { cut, wanted, inSeconds, sorting }: Asked) {
  return {
    Dimensions: dimensionsOf(instance, cut),
    Collections: wanted.map(({ name, unit }) => {
      const value = currentValue(counts, cut, name);
      // Without groupings OLDEST_CONTACT_AGE is in milliseconds, whatever its unit says: documented.
      const scale = unit === 'SECONDS' && (inSeconds || name !== 'OLDEST_CONTACT_AGE') ? 1000 : 1;
      return { Metric: { Name: name, Unit: unit }, Value: value === undefined ? undefined : Math.floor(value / scale) };
    }),
    key: currentValue(counts, cut, sorting.name) ?? 0,
  };
}

/** A row for each status in which somebody is. The metric is AGENTS_ONLINE. */
function statusRows(
  instance: Instance,
  counts: Counts,
  { cuts, input }: { readonly cuts: readonly Cut[]; readonly input: Input<'GetCurrentMetricData'> },
) {
  const given = input.Filters.AgentStatuses ?? [];
  const wanted = resolveAll(instance.agentStatuses, given, 'Agent status');
  const { pauses } = counts.moment.day.staff;
  const statuses = [...instance.agentStatuses.values()].filter(({ id }) => given.length === 0 || wanted.has(id));
  return cuts.flatMap((cut) =>
    statuses.flatMap(({ id, arn, type }) => {
      if (type === 'OFFLINE') return [];
      const online = onlineIn(counts, cut, type === 'ROUTABLE' ? AVAILABLE : pauses.indexOf(id));
      if (online === 0 || (type !== 'ROUTABLE' && !pauses.includes(id))) return [];
      return {
        Dimensions: { ...dimensionsOf(instance, cut), AgentStatus: { Id: id, Arn: arn } },
        Collections: input.CurrentMetrics.map(() => ({
          Metric: { Name: 'AGENTS_ONLINE' as const, Unit: 'COUNT' as const },
          Value: online,
        })),
        key: online,
      };
    }),
  );
}

/** Rows of the same value keep their order. */
function sort<T extends { readonly key: number }>(rows: readonly T[], { descending }: Sorting): T[] {
  return [...rows].sort((one, other) => (descending ? other.key - one.key : one.key - other.key));
}
