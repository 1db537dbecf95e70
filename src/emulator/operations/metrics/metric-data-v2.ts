import { notImplemented } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { knownGroupings } from '../../rules/metrics/metric-filters.ts';
import { type Asked, askedMetric, filtered, intervalsOf } from '../../rules/metrics/metrics-v2.ts';
import { daysOf } from '../../simulation/centre.ts';
import { type Cut, cutsOf } from '../../simulation/cuts.ts';
import { type History, happened, historicalValue, historyOf } from '../../simulation/history.ts';
import { findInstance } from '../../state/account.ts';
import { rememberSnapshot, snapshotOf } from '../../state/snapshots.ts';

export const metricDataV2 = {
  /** All pages show what the first page knew. */
  GetMetricDataV2({ account, now, page }, { ResourceArn, StartTime, EndTime, Filters, Metrics, ...rest }) {
    const instance = findInstance(account, ResourceArn);
    const { IntervalPeriod = 'TOTAL', TimeZone = 'UTC' } = rest.Interval ?? {};
    if (TimeZone !== 'UTC') throw notImplemented('GetMetricDataV2 in a TimeZone is not implemented by this emulator');
    const groupings = knownGroupings('GetMetricDataV2', rest.Groupings ?? [], ['QUEUE', 'CHANNEL']);
    const part = filtered(instance, Filters);
    const metrics = Metrics.map(askedMetric);
    const snapshot = snapshotOf(instance, rest.NextToken) ?? now;
    const range = { from: StartTime.getTime(), to: EndTime.getTime(), now: snapshot };
    const intervals = intervalsOf(range, IntervalPeriod);
    const days = daysOf(instance, range.from, range.to);
    const thresholds = metrics.flatMap(({ threshold }) => threshold ?? []);
    const staff = days[0]?.staff;
    const cuts = staff ? cutsOf(staff, part, groupings) : [];
    const rows = intervals.flatMap((interval) => {
      const history = historyOf(days, interval, thresholds);
      return cuts.filter((cut) => happened(history, cut)).map((cut) => ({ history, cut }));
    });
    const { items, NextToken } = page(rows.entries(), ([place]) => place);
    rememberSnapshot(instance, NextToken, snapshot);
    return {
      MetricResults: items.map(([, { history, cut }]) => ({
        Dimensions: dimensionsOf(cut),
        MetricInterval: {
          Interval: IntervalPeriod,
          StartTime: new Date(history.interval.from),
          EndTime: new Date(history.interval.to),
        },
        Collections: metrics.map((asked) => ({ Metric: asked.metric, Value: measured(history, cut, asked) })),
      })),
      NextToken,
    };
  },
} satisfies Operations;

function dimensionsOf({ queueId, channel }: Cut): Record<string, string> {
  return { ...(queueId !== undefined && { QUEUE: queueId }), ...(channel && { CHANNEL: channel }) };
}

/** Times in seconds. */
function measured(history: History, cut: Cut, { name, threshold }: Asked): number | undefined {
  const value = historicalValue(history, cut, { name, threshold });
  return value === undefined || !name.endsWith('_TIME') ? value : value / 1000;
}
