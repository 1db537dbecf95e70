// What GetMetricDataV2 may be asked, of which the emulator knows a part. Source: GetMetricDataV2 of the API reference.

import type { FilterV2, HistoricalMetricName, IntervalPeriod, MetricV2 } from '@aws-sdk/client-connect';
import { invalidParameter, notImplemented } from '../../protocol/errors.ts';
import type { Interval } from '../../simulation/history.ts';
import type { Instance } from '../../state/instance.ts';
import { refuseMembers } from '../unsupported.ts';
import { partOf } from './metric-filters.ts';

const NAME = 'GetMetricDataV2';

type Known = Exclude<HistoricalMetricName, 'OCCUPANCY'>;

/** The metrics that are known here, by what GetMetricData calls them. */
const METRICS: ReadonlyMap<string, Known> = new Map([
  ['AGENT_NON_RESPONSE', 'CONTACTS_MISSED'],
  ['AVG_ABANDON_TIME', 'ABANDON_TIME'],
  ['AVG_AFTER_CONTACT_WORK_TIME', 'AFTER_CONTACT_WORK_TIME'],
  ['AVG_HANDLE_TIME', 'HANDLE_TIME'],
  ['AVG_HOLD_TIME', 'HOLD_TIME'],
  ['AVG_INTERACTION_AND_HOLD_TIME', 'INTERACTION_AND_HOLD_TIME'],
  ['AVG_INTERACTION_TIME', 'INTERACTION_TIME'],
  ['AVG_QUEUE_ANSWER_TIME', 'QUEUE_ANSWER_TIME'],
  ['CONTACTS_ABANDONED', 'CONTACTS_ABANDONED'],
  ['CONTACTS_HANDLED', 'CONTACTS_HANDLED'],
  ['CONTACTS_HOLD_ABANDONS', 'CONTACTS_HOLD_ABANDONS'],
  ['CONTACTS_QUEUED', 'CONTACTS_QUEUED'],
  ['MAX_QUEUED_TIME', 'QUEUED_TIME'],
  ['SERVICE_LEVEL', 'SERVICE_LEVEL'],
]);

/** Seconds. */
const MAX_THRESHOLD = 604_800;

export interface Asked {
  readonly metric: MetricV2;
  readonly name: Known;
  /** Milliseconds below which a wait counts; of SERVICE_LEVEL only. */
  readonly threshold: number | undefined;
}

export function askedMetric(metric: MetricV2): Asked {
  const { Name, Threshold = [], MetricId, MetricFilters } = metric;
  refuseMembers(NAME, { MetricId, MetricFilters: MetricFilters?.length ? MetricFilters : undefined });
  if (Name === undefined) throw invalidParameter('A metric needs a Name');
  const name = METRICS.get(Name);
  if (name === undefined) throw notImplemented(`The metric ${Name} is not implemented by this emulator`);
  return { metric, name, threshold: name === 'SERVICE_LEVEL' ? thresholdOf(Threshold) : undefined };
}

/** "For Comparison, you can use LT or LTE." A wait is in whole milliseconds. */
function thresholdOf([threshold]: NonNullable<MetricV2['Threshold']>): number {
  const { Comparison, ThresholdValue: value } = threshold ?? {};
  if (Comparison !== 'LT' && Comparison !== 'LTE') throw invalidParameter('SERVICE_LEVEL needs a Threshold, LT or LTE');
  if (value === undefined || !Number.isInteger(value) || value < 1 || value > MAX_THRESHOLD)
    throw invalidParameter(`A ThresholdValue is a whole number of seconds from 1 to ${MAX_THRESHOLD}`);
  return value * 1000 + (Comparison === 'LTE' ? 1 : 0);
}

/** Throws ResourceNotFoundException for a queue there is not. */
export function filtered(instance: Instance, filters: readonly FilterV2[]) {
  const values = new Map<string, string[]>();
  for (const { FilterKey = '', FilterValues = [], StringCondition } of filters) {
    refuseMembers(NAME, { StringCondition });
    if (FilterKey !== 'QUEUE' && FilterKey !== 'CHANNEL')
      throw notImplemented(`${NAME} with the filter ${FilterKey} is not implemented by this emulator`);
    if (values.has(FilterKey)) throw invalidParameter(`The filter ${FilterKey} is there twice`);
    values.set(FilterKey, FilterValues);
  }
  const [Queues, channels] = [values.get('QUEUE'), values.get('CHANNEL')];
  const Channels = channels?.map((channel) => {
    if (!isChannel(channel)) throw invalidParameter(`${channel} is not a channel`);
    return channel;
  });
  return partOf(instance, { ...(Queues && { Queues }), ...(Channels && { Channels }) });
}

const CHANNELS = ['VOICE', 'CHAT', 'TASK', 'EMAIL'] as const;

function isChannel(text: string): text is (typeof CHANNELS)[number] {
  return (CHANNELS as readonly string[]).includes(text);
}

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Milliseconds. The longest range of the short periods is documented; that of the others is the emulator's. */
const MAX_RANGE = 3 * DAY;

/** Milliseconds: "historical metrics are available for 3 months". */
const MAX_AGE = 93 * DAY;

const PERIODS: { readonly [P in IntervalPeriod]?: number } = {
  FIFTEEN_MIN: 15 * MINUTE,
  THIRTY_MIN: 30 * MINUTE,
  HOUR: 60 * MINUTE,
  DAY,
};

/** The intervals of a range, each up to the next full quarter of an hour, hour or day of UTC. */
export function intervalsOf({ from, to, now }: Interval, period: IntervalPeriod): Interval[] {
  if (to <= from) throw invalidParameter('EndTime must be later than StartTime');
  if (to > now) throw invalidParameter('EndTime must not be later than now');
  if (from < now - MAX_AGE) throw invalidParameter('Metrics are available for three months');
  if (to - from >= MAX_RANGE)
    throw notImplemented(`${NAME} over three days or more is not implemented by this emulator`);
  if (period === 'TOTAL') return [{ from, to, now }];
  const length = PERIODS[period];
  if (length === undefined) throw notImplemented(`${NAME} by ${period} is not implemented by this emulator`);
  const intervals: Interval[] = [];
  for (let start = from; start < to; start = intervals.at(-1)?.to ?? to)
    intervals.push({ from: start, to: Math.min(to, start - (start % length) + length), now });
  return intervals;
}
