// A contact centre of some size with a clock that stands still, and what the tests of its metrics ask it.

import * as sdk from '@aws-sdk/client-connect';
import { onTestFinished } from 'vitest';
import { type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import { clientOf } from './support.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** 22:15 UTC, when the centre's day is 18 hours and a quarter old. */
export const NOW = Date.UTC(2023, 10, 14, 22, 15);
export const DAWN = Date.UTC(2023, 10, 14, 4);

export interface Centre {
  readonly client: sdk.ConnectClient;
  readonly InstanceId: string;
  readonly queueIds: readonly string[];
  readonly profileIds: readonly string[];
  pass(milliseconds: number): void;
}

export async function startCentre(options: EmulatorOptions = {}): Promise<Centre> {
  let time = NOW;
  const emulator = await startEmulator({ throttle: false, users: 200, now: () => time, ...options });
  const client = clientOf(emulator);
  onTestFinished(async () => {
    client.destroy();
    await emulator.close();
  });
  const InstanceId = emulator.instances[0]?.id ?? '';
  const queues = await client.send(new sdk.ListQueuesCommand({ InstanceId, QueueTypes: ['STANDARD'] }));
  const profiles = await client.send(new sdk.ListRoutingProfilesCommand({ InstanceId }));
  return {
    client,
    InstanceId,
    queueIds: (queues.QueueSummaryList ?? []).map(({ Id = '' }) => Id),
    profileIds: (profiles.RoutingProfileSummaryList ?? []).map(({ Id = '' }) => Id),
    pass(milliseconds) {
      time += milliseconds;
    },
  };
}

/** With a status for breaks, so that not everybody is productive. */
export async function withBreaks(centre: Centre): Promise<Centre> {
  const { client, InstanceId } = centre;
  for (const Name of ['Break', 'Training'])
    await client.send(new sdk.CreateAgentStatusCommand({ InstanceId, Name, State: 'ENABLED' }));
  return centre;
}

export type Values = Readonly<Record<string, number | undefined>>;

export interface Row {
  readonly dimensions: sdk.Dimensions;
  readonly values: Values;
}

const SECONDS = new Set<string>(['OLDEST_CONTACT_AGE', 'ESTIMATED_WAIT_TIME']);

type CurrentQuery = Omit<Partial<sdk.GetCurrentMetricDataRequest>, 'CurrentMetrics'>;

export const currentCommand = (
  { InstanceId, queueIds }: Centre,
  names: readonly sdk.CurrentMetricName[],
  change: CurrentQuery = {},
) =>
  new sdk.GetCurrentMetricDataCommand({
    InstanceId,
    Filters: { Queues: [...queueIds] },
    CurrentMetrics: names.map((Name) => ({ Name, Unit: SECONDS.has(Name) ? 'SECONDS' : 'COUNT' })),
    ...change,
  });

export async function currentRows(
  centre: Centre,
  names: readonly sdk.CurrentMetricName[],
  change: CurrentQuery = {},
): Promise<Row[]> {
  const { MetricResults } = await centre.client.send(currentCommand(centre, names, change));
  return (MetricResults ?? []).map(rowOf);
}

function rowOf({ Dimensions, Collections }: sdk.CurrentMetricResult | sdk.HistoricalMetricResult): Row {
  const values = (Collections ?? []).map(({ Metric, Value }) => [Metric?.Name, Value] as const);
  return { dimensions: Dimensions ?? {}, values: Object.fromEntries(values) as Values };
}

const PERCENT = new Set<string>(['OCCUPANCY', 'SERVICE_LEVEL']);

/** The metric as AWS documents it. */
export function historical(Name: sdk.HistoricalMetricName): sdk.HistoricalMetric {
  if (PERCENT.has(Name)) return { Name, Statistic: 'AVG', Unit: 'PERCENT' };
  if (Name === 'QUEUED_TIME') return { Name, Statistic: 'MAX', Unit: 'SECONDS' };
  return Name.endsWith('_TIME')
    ? { Name, Statistic: 'AVG', Unit: 'SECONDS' }
    : { Name, Statistic: 'SUM', Unit: 'COUNT' };
}

export const serviceLevel = (ThresholdValue: number): sdk.HistoricalMetric => ({
  ...historical('SERVICE_LEVEL'),
  Threshold: { Comparison: 'LT', ThresholdValue },
});

type HistoryQuery = Omit<Partial<sdk.GetMetricDataRequest>, 'HistoricalMetrics'>;

export const historyCommand = (
  { InstanceId, queueIds }: Centre,
  metrics: readonly sdk.HistoricalMetric[],
  change: HistoryQuery = {},
) =>
  new sdk.GetMetricDataCommand({
    InstanceId,
    StartTime: new Date(DAWN),
    EndTime: new Date(NOW),
    Filters: { Queues: [...queueIds] },
    HistoricalMetrics: [...metrics],
    ...change,
  });

export async function historyRows(
  centre: Centre,
  names: readonly sdk.HistoricalMetricName[],
  change: HistoryQuery = {},
): Promise<Row[]> {
  const { MetricResults } = await centre.client.send(historyCommand(centre, names.map(historical), change));
  return (MetricResults ?? []).map(rowOf);
}

/** Everybody who is online. */
export async function usersOnline(
  { client, InstanceId, queueIds }: Centre,
  Filters: sdk.UserDataFilters = { Queues: [...queueIds] },
): Promise<sdk.UserData[]> {
  const users: sdk.UserData[] = [];
  for await (const page of sdk.paginateGetCurrentUserData({ client }, { InstanceId, Filters }))
    users.push(...(page.UserDataList ?? []));
  return users;
}

export function total(rows: readonly Row[], name: string): number {
  return rows.reduce((sum, { values }) => sum + (values[name] ?? 0), 0);
}
