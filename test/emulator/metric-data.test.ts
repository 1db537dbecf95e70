import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import {
  type Centre,
  currentRows,
  DAWN,
  HOUR,
  historical,
  historyCommand,
  historyRows,
  MINUTE,
  NOW,
  serviceLevel,
  startCentre,
  total,
  usersOnline,
} from './centre.ts';
import { errorOf } from './support.ts';

const COUNTS = [
  'CONTACTS_QUEUED',
  'CONTACTS_HANDLED',
  'CONTACTS_ABANDONED',
  'CONTACTS_MISSED',
  'CONTACTS_AGENT_HUNG_UP_FIRST',
  'CONTACTS_HOLD_ABANDONS',
] as const satisfies sdk.HistoricalMetricName[];

const AVERAGES = [
  'HANDLE_TIME',
  'AFTER_CONTACT_WORK_TIME',
  'INTERACTION_TIME',
  'INTERACTION_AND_HOLD_TIME',
  'HOLD_TIME',
  'QUEUE_ANSWER_TIME',
  'ABANDON_TIME',
  'QUEUED_TIME',
  'OCCUPANCY',
] as const satisfies sdk.HistoricalMetricName[];

const between = (from: number, to: number) => ({ StartTime: new Date(from), EndTime: new Date(to) });

describe('GetMetricData', () => {
  test('every contact queued since dawn was handled, gave up, waits, or is talking', async () => {
    const centre = await startCentre();
    const [history] = await historyRows(centre, COUNTS);
    const [now] = await currentRows(centre, ['CONTACTS_IN_QUEUE']);
    const contacts = (await usersOnline(centre)).flatMap(({ Contacts }) => Contacts ?? []);
    const talking = contacts.filter(({ AgentContactState }) => AgentContactState?.startsWith('CONNECTED'));
    const { CONTACTS_QUEUED, CONTACTS_HANDLED = 0, CONTACTS_ABANDONED = 0 } = history?.values ?? {};
    const { CONTACTS_IN_QUEUE = 0 } = now?.values ?? {};
    expect(CONTACTS_HANDLED + CONTACTS_ABANDONED + CONTACTS_IN_QUEUE + talking.length).toBe(CONTACTS_QUEUED);
    expect(Math.min(CONTACTS_HANDLED, CONTACTS_ABANDONED, CONTACTS_IN_QUEUE, talking.length)).toBeGreaterThan(0);
  });

  test.each<[sdk.Grouping[]]>([[['QUEUE']], [['CHANNEL']], [['QUEUE', 'CHANNEL']]])(
    'grouped by %j the counts add up to the whole',
    async (Groupings) => {
      const centre = await startCentre();
      const whole = await historyRows(centre, COUNTS);
      const parts = await historyRows(centre, COUNTS, { Groupings });
      expect(parts.length).toBeGreaterThan(2);
      for (const name of COUNTS) {
        expect(total(parts, name)).toBe(total(whole, name));
        expect(total(whole, name)).toBeGreaterThan(0);
      }
    },
  );

  test('intervals add up, over the end of a day too', async () => {
    const centre = await startCentre();
    const whole = await historyRows(centre, COUNTS, between(DAWN - 3 * HOUR, DAWN + 3 * HOUR));
    const parts = [];
    for (let from = DAWN - 3 * HOUR; from < DAWN + 3 * HOUR; from += HOUR)
      parts.push(...(await historyRows(centre, COUNTS, between(from, from + HOUR))));
    expect(parts).toHaveLength(6);
    for (const name of COUNTS) expect(total(parts, name)).toBe(total(whole, name));
  });

  test('gives one queue what it gives it among others', async () => {
    const centre = await startCentre();
    const parts = await historyRows(centre, [...COUNTS, ...AVERAGES], { Groupings: ['QUEUE'] });
    for (const { dimensions, values } of parts) {
      const Filters = { Queues: [dimensions.Queue?.Arn ?? ''] };
      expect((await historyRows(centre, [...COUNTS, ...AVERAGES], { Filters }))[0]?.values).toEqual(values);
    }
  });

  test('is the same for the same past, however often and late it is asked', async () => {
    const centre = await startCentre();
    const past = between(NOW - 2 * HOUR, NOW - HOUR);
    const first = await historyRows(centre, COUNTS, past);
    centre.pass(3 * HOUR);
    expect(await historyRows(centre, COUNTS, past)).toEqual(first);
    expect(await historyRows(await startCentre(), COUNTS, past)).toEqual(first);
  });

  test('knows nothing of what is yet to come', async () => {
    const centre = await startCentre();
    const untilNow = await historyRows(centre, COUNTS, between(NOW - HOUR, NOW));
    expect(await historyRows(centre, COUNTS, between(NOW - HOUR, NOW + HOUR))).toEqual(untilNow);
    expect(await historyRows(centre, COUNTS, between(NOW, NOW + HOUR))).toEqual([]);
  });

  test('times fit together', async () => {
    const [row] = await historyRows(await startCentre(), [...AVERAGES, 'CONTACTS_HANDLED']);
    const value = (name: string) => row?.values[name] ?? Number.NaN;
    const talk = value('INTERACTION_AND_HOLD_TIME');
    expect(value('HANDLE_TIME')).toBeCloseTo(talk + value('AFTER_CONTACT_WORK_TIME'), 6);
    expect(value('INTERACTION_TIME')).toBeLessThan(talk);
    expect(value('QUEUED_TIME')).toBeGreaterThan(value('QUEUE_ANSWER_TIME'));
    expect(value('OCCUPANCY')).toBeGreaterThan(10);
    expect(value('OCCUPANCY')).toBeLessThan(100);
    for (const name of AVERAGES) expect(value(name)).toBeGreaterThan(0);
  });

  test('SERVICE_LEVEL rises with its threshold, up to 100 percent', async () => {
    const centre = await startCentre();
    const metrics = [1, 5, 20, 60, 604_800].map(serviceLevel);
    const { MetricResults } = await centre.client.send(historyCommand(centre, metrics));
    const { Collections = [] } = MetricResults?.[0] ?? {};
    expect(Collections.map(({ Metric }) => Metric)).toEqual(metrics);
    const values = Collections.map(({ Value }) => Value ?? Number.NaN);
    expect(values).toEqual([...values].sort((one, other) => one - other));
    expect(new Set(values).size).toBe(5);
    expect(values.at(-1)).toBe(100);
  });

  test('what the centre does not do is 0, and what cannot be reckoned has no value', async () => {
    const centre = await startCentre();
    const none = [
      'CONTACTS_CONSULTED',
      'CONTACTS_HANDLED_OUTBOUND',
      'CONTACTS_TRANSFERRED_IN',
      'CONTACTS_TRANSFERRED_OUT',
      'CONTACTS_TRANSFERRED_IN_FROM_QUEUE',
      'CONTACTS_TRANSFERRED_OUT_FROM_QUEUE',
      'CALLBACK_CONTACTS_HANDLED',
      'API_CONTACTS_HANDLED',
    ] as const;
    const Filters = { Queues: [...centre.queueIds], Channels: ['TASK' as const] };
    const [row] = await historyRows(centre, [...none, 'CONTACTS_HANDLED', 'HOLD_TIME'], { Filters });
    for (const name of none) expect(row?.values[name]).toBe(0);
    expect(row?.values['CONTACTS_HANDLED']).toBeGreaterThan(0);
    expect(row?.values['HOLD_TIME']).toBeUndefined();
  });

  test('shows on all pages what the first page knew', async () => {
    const centre = await startCentre();
    const change = { Groupings: ['QUEUE' as const, 'CHANNEL' as const], ...between(NOW - HOUR, NOW + HOUR) };
    const whole = await historyRows(centre, ['CONTACTS_QUEUED'], change);
    const values: (number | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const command = historyCommand(centre, [historical('CONTACTS_QUEUED')], { ...change, MaxResults: 2, NextToken });
      const page = await centre.client.send(command);
      values.push(...(page.MetricResults ?? []).map(({ Collections }) => Collections?.[0]?.Value));
      NextToken = page.NextToken;
      centre.pass(4 * MINUTE);
    } while (NextToken);
    expect(values).toEqual(whole.map((row) => row.values['CONTACTS_QUEUED']));
    expect(values.length).toBeGreaterThan(8);
  });

  test.each<[string, number, number]>([
    ['of 23 hours and 55 minutes', NOW - 24 * HOUR + 5 * MINUTE, NOW],
    ['that begins 24 hours ago', NOW - 24 * HOUR, NOW - HOUR],
    ['of five minutes', NOW - 5 * MINUTE, NOW],
  ])('takes an interval %s', async (_sentence, from, to) => {
    const centre = await startCentre();
    expect(await historyRows(centre, ['CONTACTS_QUEUED'], between(from, to))).toHaveLength(1);
  });

  test.each<[string, number, number]>([
    ['of 24 hours', NOW - 24 * HOUR, NOW],
    ['that begins more than 24 hours ago', NOW - 24 * HOUR - 5 * MINUTE, NOW - HOUR],
    ['that begins between two multiples of five minutes', NOW - HOUR + MINUTE, NOW],
    ['that ends between two multiples of five minutes', NOW - HOUR, NOW - MINUTE],
    ['that ends when it begins', NOW - HOUR, NOW - HOUR],
    ['that ends before it begins', NOW, NOW - HOUR],
  ])('does not take an interval %s', async (_sentence, from, to) => {
    const centre = await startCentre({ users: 0 });
    const call = centre.client.send(historyCommand(centre, [historical('CONTACTS_QUEUED')], between(from, to)));
    expect(await errorOf(call)).toBe('InvalidParameterException');
  });

  const QUEUED = historical('CONTACTS_QUEUED');
  const threshold = (Threshold: sdk.Threshold) => ({
    HistoricalMetrics: [{ ...historical('SERVICE_LEVEL'), Threshold }],
  });
  test.each<[string, (centre: Centre) => Partial<sdk.GetMetricDataRequest>, string]>([
    ['no filter', () => ({ Filters: {} }), 'InvalidParameterException'],
    ['a queue there is not', () => ({ Filters: { Queues: ['nowhere'] } }), 'ResourceNotFoundException'],
    ['no metric', () => ({ HistoricalMetrics: [] }), 'InvalidParameterException'],
    [
      'another statistic',
      () => ({ HistoricalMetrics: [{ ...QUEUED, Statistic: 'AVG' }] }),
      'InvalidParameterException',
    ],
    ['another unit', () => ({ HistoricalMetrics: [{ ...QUEUED, Unit: 'SECONDS' }] }), 'InvalidParameterException'],
    ['no statistic', () => ({ HistoricalMetrics: [{ ...QUEUED, Statistic: undefined }] }), 'InvalidParameterException'],
    [
      'a threshold for another metric than SERVICE_LEVEL',
      () => ({ HistoricalMetrics: [{ ...QUEUED, Threshold: { Comparison: 'LT', ThresholdValue: 20 } }] }),
      'InvalidParameterException',
    ],
    [
      'SERVICE_LEVEL without a threshold',
      () => ({ HistoricalMetrics: [historical('SERVICE_LEVEL')] }),
      'InvalidParameterException',
    ],
    ['a threshold of 0', () => threshold({ Comparison: 'LT', ThresholdValue: 0 }), 'InvalidParameterException'],
    [
      'a threshold of 604,801',
      () => threshold({ Comparison: 'LT', ThresholdValue: 604_801 }),
      'InvalidParameterException',
    ],
    ['a broken threshold', () => threshold({ Comparison: 'LT', ThresholdValue: 1.5 }), 'InvalidParameterException'],
    ['a threshold without comparison', () => threshold({ ThresholdValue: 20 }), 'InvalidParameterException'],
    [
      '21 service levels',
      () => ({ HistoricalMetrics: Array.from({ length: 21 }, (_none, index) => serviceLevel(index + 1)) }),
      'InvalidParameterException',
    ],
    ['ROUTING_STEP_EXPRESSION', () => ({ Groupings: ['ROUTING_STEP_EXPRESSION'] }), 'InvalidParameterException'],
    ['ROUTING_PROFILE', () => ({ Groupings: ['ROUTING_PROFILE'] }), 'NotImplementedException'],
    [
      'a filter of routing profiles',
      ({ queueIds, profileIds }) => ({ Filters: { Queues: [...queueIds], RoutingProfiles: [...profileIds] } }),
      'NotImplementedException',
    ],
  ])('is not asked with %s', async (_sentence, change, error) => {
    const centre = await startCentre({ users: 0 });
    const { client, InstanceId, queueIds } = centre;
    const call = new sdk.GetMetricDataCommand({
      InstanceId,
      ...between(NOW - HOUR, NOW),
      Filters: { Queues: [...queueIds] },
      HistoricalMetrics: [QUEUED],
      ...change(centre),
    });
    expect(await errorOf(client.send(call))).toBe(error);
  });
});
