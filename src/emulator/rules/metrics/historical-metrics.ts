// Which historical metrics there are, with the one statistic and unit of each. Source: GetMetricData in the API reference,
// whose list has AVG_HOLD_TIME for what its model calls HOLD_TIME.

import type { HistoricalMetric, HistoricalMetricName, Statistic, Threshold, Unit } from '@aws-sdk/client-connect';
import { invalidParameter } from '../../protocol/errors.ts';

type Measure = readonly [statistic: Statistic, unit: Unit];

const COUNT: Measure = ['SUM', 'COUNT'];
const TIME: Measure = ['AVG', 'SECONDS'];
const PERCENT: Measure = ['AVG', 'PERCENT'];

const MEASURES: Readonly<Record<HistoricalMetricName, Measure>> = {
  ABANDON_TIME: TIME,
  AFTER_CONTACT_WORK_TIME: TIME,
  API_CONTACTS_HANDLED: COUNT,
  CALLBACK_CONTACTS_HANDLED: COUNT,
  CONTACTS_ABANDONED: COUNT,
  CONTACTS_AGENT_HUNG_UP_FIRST: COUNT,
  CONTACTS_CONSULTED: COUNT,
  CONTACTS_HANDLED: COUNT,
  CONTACTS_HANDLED_INCOMING: COUNT,
  CONTACTS_HANDLED_OUTBOUND: COUNT,
  CONTACTS_HOLD_ABANDONS: COUNT,
  CONTACTS_MISSED: COUNT,
  CONTACTS_QUEUED: COUNT,
  CONTACTS_TRANSFERRED_IN: COUNT,
  CONTACTS_TRANSFERRED_IN_FROM_QUEUE: COUNT,
  CONTACTS_TRANSFERRED_OUT: COUNT,
  CONTACTS_TRANSFERRED_OUT_FROM_QUEUE: COUNT,
  HANDLE_TIME: TIME,
  HOLD_TIME: TIME,
  INTERACTION_AND_HOLD_TIME: TIME,
  INTERACTION_TIME: TIME,
  OCCUPANCY: PERCENT,
  QUEUE_ANSWER_TIME: TIME,
  QUEUED_TIME: ['MAX', 'SECONDS'],
  SERVICE_LEVEL: PERCENT,
};

/** In one request. */
const MAX_SERVICE_LEVELS = 20;

/** Seconds. */
const MAX_THRESHOLD = 604_800;

export interface Measured {
  readonly name: HistoricalMetricName;
  readonly statistic: Statistic;
  readonly unit: Unit;
  /** Seconds; of SERVICE_LEVEL only. */
  readonly threshold: number | undefined;
}

/** Throws InvalidParameterException for a metric without its statistic, unit or threshold, or with another. */
export function measuredMetrics(metrics: readonly HistoricalMetric[]): Measured[] {
  if (metrics.length === 0) throw invalidParameter('HistoricalMetrics is empty');
  const measured = metrics.map(({ Name, Statistic, Unit, Threshold }) => {
    if (Name === undefined) throw invalidParameter('A metric needs a Name');
    const [statistic, unit] = MEASURES[Name];
    if (Statistic !== statistic || Unit !== unit)
      throw invalidParameter(`${Name} has the statistic ${statistic} and the unit ${unit}`);
    return { name: Name, statistic, unit, threshold: thresholdOf(Name, Threshold) };
  });
  if (measured.filter(({ name }) => name === 'SERVICE_LEVEL').length > MAX_SERVICE_LEVELS)
    throw invalidParameter(`A request has at most ${MAX_SERVICE_LEVELS} metrics SERVICE_LEVEL`);
  return measured;
}

function thresholdOf(name: HistoricalMetricName, threshold: Threshold | undefined): number | undefined {
  if (name !== 'SERVICE_LEVEL') {
    if (threshold !== undefined) throw invalidParameter(`${name} has no Threshold`);
    return undefined;
  }
  const { Comparison, ThresholdValue: value } = threshold ?? {};
  if (Comparison !== 'LT') throw invalidParameter('SERVICE_LEVEL needs a Threshold with the Comparison LT');
  if (value === undefined || !Number.isInteger(value) || value < 1 || value > MAX_THRESHOLD)
    throw invalidParameter(`A ThresholdValue is a whole number of seconds from 1 to ${MAX_THRESHOLD}`);
  return value;
}

const STEP = 5 * 60 * 1000;
const WINDOW = 24 * 60 * 60 * 1000;

/** All in milliseconds since 1970. */
export function checkInterval(from: number, to: number, now: number): void {
  if (from % STEP !== 0 || to % STEP !== 0) throw invalidParameter('StartTime and EndTime are multiples of 5 minutes');
  if (to <= from) throw invalidParameter('EndTime must be later than StartTime');
  if (from < now - WINDOW) throw invalidParameter('StartTime must not be earlier than 24 hours ago');
  if (to - from >= WINDOW) throw invalidParameter('The time between StartTime and EndTime must be less than 24 hours');
}
