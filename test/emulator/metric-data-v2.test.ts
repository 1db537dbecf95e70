import * as sdk from '@aws-sdk/client-connect';
import { expect, test } from 'vitest';
import { type Centre, DAWN, HOUR, NOW, startCentre } from './centre.ts';
import { errorOf } from './support.ts';

const ARN = 'arn:aws:connect:us-west-2:123456789012:instance/';

type Change = Partial<sdk.GetMetricDataV2Request>;

const request = ({ client, InstanceId, queueIds }: Centre, change: Change = {}) =>
  client.send(
    new sdk.GetMetricDataV2Command({
      ...{ ResourceArn: ARN + InstanceId, StartTime: new Date(DAWN), EndTime: new Date(NOW) },
      Filters: [{ FilterKey: 'QUEUE', FilterValues: [...queueIds] }],
      Metrics: [{ Name: 'CONTACTS_QUEUED' }],
      ...change,
    }),
  );

const results = async (centre: Centre, change: Change = {}) => (await request(centre, change)).MetricResults ?? [];

const valuesOf = ({ Collections = [] }: sdk.MetricResultV2) => Collections.map(({ Value }) => Value);

const total = (rows: readonly sdk.MetricResultV2[]) => rows.reduce((sum, row) => sum + (valuesOf(row)[0] ?? 0), 0);

test('GetMetricDataV2 agrees with GetMetricData', async () => {
  const centre = await startCentre();
  const { client, InstanceId, queueIds } = centre;
  const names = ['CONTACTS_HANDLED', 'HANDLE_TIME', 'QUEUED_TIME'] as const;
  const older = new sdk.GetMetricDataCommand({
    ...{ InstanceId, StartTime: new Date(DAWN), EndTime: new Date(NOW), Filters: { Queues: [...queueIds] } },
    HistoricalMetrics: [
      { Name: names[0], Unit: 'COUNT', Statistic: 'SUM' },
      { Name: names[1], Unit: 'SECONDS', Statistic: 'AVG' },
      { Name: names[2], Unit: 'SECONDS', Statistic: 'MAX' },
      { Name: 'SERVICE_LEVEL', Unit: 'PERCENT', Statistic: 'AVG', Threshold: { Comparison: 'LT', ThresholdValue: 20 } },
    ],
  });
  const { MetricResults: [expected] = [] } = await client.send(older);
  const Metrics = [
    ...['CONTACTS_HANDLED', 'AVG_HANDLE_TIME', 'MAX_QUEUED_TIME'].map((Name) => ({ Name })),
    { Name: 'SERVICE_LEVEL', Threshold: [{ Comparison: 'LT', ThresholdValue: 20 }] },
  ];
  const [row, ...more] = await results(centre, { Metrics });
  expect(more).toEqual([]);
  expect(row?.Collections?.map(({ Metric }) => Metric)).toEqual(Metrics);
  expect(valuesOf(row ?? {})).toEqual(expected?.Collections?.map(({ Value }) => Value));
  expect(valuesOf(row ?? {})[0]).toBeGreaterThan(0);
  const interval = { Interval: 'TOTAL', StartTime: new Date(DAWN), EndTime: new Date(NOW) };
  expect(row?.MetricInterval).toEqual(interval);
});

test.each<[string, sdk.IntervalPeriod, number]>([
  ['quarters of an hour', 'FIFTEEN_MIN', HOUR / 4],
  ['half hours', 'THIRTY_MIN', HOUR / 2],
  ['hours', 'HOUR', HOUR],
])('the %s add up to the whole', async (_sentence, IntervalPeriod, length) => {
  const centre = await startCentre();
  const StartTime = new Date(NOW - 6 * HOUR + 60_000);
  const whole = total(await results(centre, { StartTime }));
  const rows = await results(centre, { StartTime, Interval: { IntervalPeriod } });
  expect(total(rows)).toBe(whole);
  expect(whole).toBeGreaterThan(0);
  for (const { MetricInterval: { Interval, StartTime: from, EndTime: to } = {} } of rows) {
    expect(Interval).toBe(IntervalPeriod);
    expect(Number(to) - Number(from)).toBeLessThanOrEqual(length);
    expect(Number(to) % length === 0 || Number(to) === NOW).toBe(true);
  }
});

test('a day ends at midnight of UTC', async () => {
  const centre = await startCentre();
  const midnight = DAWN - 4 * HOUR;
  const StartTime = new Date(midnight - 4 * HOUR);
  const rows = await results(centre, { StartTime, Interval: { IntervalPeriod: 'DAY' } });
  expect(rows.map(({ MetricInterval }) => Number(MetricInterval?.EndTime))).toEqual([midnight, NOW]);
});

test('groups by queue and channel add up to the whole, page by page', async () => {
  const centre = await startCentre();
  const Groupings = ['QUEUE', 'CHANNEL'];
  const rows = await results(centre, { Groupings });
  expect(total(rows)).toBe(total(await results(centre)));
  const known = rows.map(({ Dimensions }) => [
    Object.keys(Dimensions ?? {}),
    centre.queueIds.includes(Dimensions?.['QUEUE'] ?? ''),
  ]);
  expect(new Set(known.map((entry) => JSON.stringify(entry)))).toEqual(new Set(['[["QUEUE","CHANNEL"],true]']));
  const first = await request(centre, { Groupings, MaxResults: 1 });
  centre.pass(HOUR);
  const second = await request(centre, { Groupings, MaxResults: 100, NextToken: first.NextToken });
  expect([...(first.MetricResults ?? []), ...(second.MetricResults ?? [])]).toEqual(rows);
});

test('a filter of channels leaves the others out', async () => {
  const centre = await startCentre();
  const Filters = [{ FilterKey: 'CHANNEL', FilterValues: ['VOICE'] }];
  const rows = await results(centre, { Filters, Groupings: ['CHANNEL'] });
  expect(rows.map(({ Dimensions }) => Dimensions)).toEqual([{ CHANNEL: 'VOICE' }]);
});

const at = (hours: number) => new Date(NOW + hours * HOUR);

test.each<[string, Change, string]>([
  ['an end that is yet to come', { EndTime: at(1) }, 'InvalidParameterException'],
  ['an end before the start', { StartTime: at(-1), EndTime: at(-2) }, 'InvalidParameterException'],
  ['what is older than three months', { StartTime: at(-24 * 94), EndTime: at(-24 * 93) }, 'InvalidParameterException'],
  ['three days', { StartTime: at(-72) }, 'NotImplementedException'],
  ['weeks', { Interval: { IntervalPeriod: 'WEEK' } }, 'NotImplementedException'],
  ['a time zone', { Interval: { TimeZone: 'Europe/Berlin' } }, 'NotImplementedException'],
  ['a metric that it does not know', { Metrics: [{ Name: 'AGENT_OCCUPANCY' }] }, 'NotImplementedException'],
  ['a metric filter', { Metrics: [{ Name: 'CONTACTS_HANDLED', MetricFilters: [{}] }] }, 'NotImplementedException'],
  ['a service level without a threshold', { Metrics: [{ Name: 'SERVICE_LEVEL' }] }, 'InvalidParameterException'],
  ['a grouping by agent', { Groupings: ['AGENT'] }, 'NotImplementedException'],
  ['a filter of agents', { Filters: [{ FilterKey: 'AGENT', FilterValues: ['x'] }] }, 'NotImplementedException'],
  ['a queue there is not', { Filters: [{ FilterKey: 'QUEUE', FilterValues: ['x'] }] }, 'ResourceNotFoundException'],
  ['a strange channel', { Filters: [{ FilterKey: 'CHANNEL', FilterValues: ['FAX'] }] }, 'InvalidParameterException'],
  ['no filter', { Filters: [] }, 'InvalidParameterException'],
  ['an instance there is not', { ResourceArn: `${ARN}nowhere` }, 'ResourceNotFoundException'],
])('GetMetricDataV2 refuses %s', async (_sentence, change, error) => {
  expect(await errorOf(request(await startCentre({ users: 5 }), change))).toBe(error);
});
