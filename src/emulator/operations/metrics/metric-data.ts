import { invalidParameter } from '../../protocol/errors.ts';
import type { Call, Operations } from '../../rules/call.ts';
import { checkInterval, type Measured, measuredMetrics } from '../../rules/metrics/historical-metrics.ts';
import { isGiven, knownGroupings, partOf, refuseFilters } from '../../rules/metrics/metric-filters.ts';
import { daysOf } from '../../simulation/centre.ts';
import { type Cut, cutsOf } from '../../simulation/cuts.ts';
import { type History, happened, historicalValue, historyOf } from '../../simulation/history.ts';
import { occupancyOf } from '../../simulation/occupancy.ts';
import { findInstance } from '../../state/account.ts';
import { rememberSnapshot, snapshotOf } from '../../state/snapshots.ts';
import { dimensionsOf } from './dimensions.ts';

const NAME = 'GetMetricData';

export const metricData = {
  /** All pages show what the first page knew. */
  GetMetricData({ account, now, page }: Call, input) {
    const instance = findInstance(account, input.InstanceId);
    if (isGiven(input.Filters.RoutingStepExpressions))
      throw invalidParameter('RoutingStepExpressions is no filter of GetMetricData');
    if (input.Groupings?.includes('ROUTING_STEP_EXPRESSION'))
      throw invalidParameter('ROUTING_STEP_EXPRESSION is no grouping of GetMetricData');
    refuseFilters(NAME, input.Filters, ['RoutingProfiles', 'AgentStatuses', 'Subtypes', 'ValidationTestTypes']);
    const groupings = knownGroupings(NAME, input.Groupings ?? [], ['QUEUE', 'CHANNEL']);
    if (!isGiven(input.Filters.Queues) && !isGiven(input.Filters.Channels))
      throw invalidParameter('Filters needs Queues or Channels');
    const metrics = measuredMetrics(input.HistoricalMetrics);
    const snapshot = snapshotOf(instance, input.NextToken) ?? now;
    const interval = { from: input.StartTime.getTime(), to: input.EndTime.getTime(), now: snapshot };
    checkInterval(interval.from, interval.to, snapshot);
    const days = daysOf(instance, interval.from, Math.min(interval.to, snapshot));
    const thresholds = metrics.flatMap(({ threshold }) => (threshold === undefined ? [] : threshold * 1000));
    const history = historyOf(days, interval, thresholds);
    const staff = days[0]?.staff;
    const cuts = staff ? cutsOf(staff, partOf(instance, input.Filters), groupings) : [];
    const rows = cuts.filter((cut) => happened(history, cut));
    const { items, NextToken } = page(rows, (cut) => rows.indexOf(cut));
    rememberSnapshot(instance, NextToken, snapshot);
    return {
      MetricResults: items.map((cut) => ({
        Dimensions: dimensionsOf(instance, cut),
        Collections: metrics.map((metric) => measure(history, cut, metric)),
      })),
      NextToken,
    };
  },
} satisfies Operations;

function measure(history: History, cut: Cut, { name, statistic, unit, threshold }: Measured) {
  const value =
    name === 'OCCUPANCY'
      ? occupancyOf(history, cut)
      : historicalValue(history, cut, { name, threshold: threshold === undefined ? undefined : threshold * 1000 });
  return {
    Metric: {
      Name: name,
      Statistic: statistic,
      Unit: unit,
      Threshold: threshold === undefined ? undefined : { Comparison: 'LT' as const, ThresholdValue: threshold },
    },
    Value: value === undefined || unit !== 'SECONDS' ? value : value / 1000,
  };
}
