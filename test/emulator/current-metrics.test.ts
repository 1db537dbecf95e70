import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import {
  type Centre,
  currentCommand,
  currentRows,
  MINUTE,
  NOW,
  startCentre,
  total,
  usersOnline,
  withBreaks,
} from './centre.ts';
import { errorOf } from './support.ts';

const AGENTS = [
  'AGENTS_ONLINE',
  'AGENTS_STAFFED',
  'AGENTS_AVAILABLE',
  'AGENTS_ON_CONTACT',
  'AGENTS_NON_PRODUCTIVE',
  'AGENTS_ERROR',
] as const satisfies sdk.CurrentMetricName[];

const CONTACTS = [
  'AGENTS_AFTER_CONTACT_WORK',
  'SLOTS_ACTIVE',
  'SLOTS_AVAILABLE',
  'CONTACTS_IN_QUEUE',
] as const satisfies sdk.CurrentMetricName[];

/** Moments of a busy day. */
const MOMENTS = [0, 7, 31, 58, 93, 146, 211].map((minutes) => minutes * MINUTE);

const connected = ({ AgentContactState }: sdk.AgentContactReference) =>
  ['CONNECTED', 'CONNECTED_ONHOLD', 'ENDED'].includes(AgentContactState ?? '');

const slots = (users: readonly sdk.UserData[], member: 'ActiveSlotsByChannel' | 'AvailableSlotsByChannel') =>
  users.flatMap((user) => Object.values(user[member] ?? {})).reduce((sum, count) => sum + count, 0);

describe('GetCurrentMetricData', () => {
  test('agrees with GetCurrentUserData at every moment', async () => {
    const centre = await withBreaks(await startCentre());
    const seen = new Set<string>();
    for (const minutes of MOMENTS) {
      centre.pass(minutes);
      const users = await usersOnline(centre);
      const contacts = users.flatMap(({ Contacts }) => Contacts ?? []);
      const [row] = await currentRows(centre, [...AGENTS, ...CONTACTS]);
      const count = (test: (user: sdk.UserData) => boolean) => users.filter(test).length;
      expect(row?.values).toMatchObject({
        AGENTS_ONLINE: users.length,
        AGENTS_STAFFED: count(({ Status }) => Status?.StatusName === 'Available'),
        AGENTS_AVAILABLE: count(({ Status, Contacts }) => Status?.StatusName === 'Available' && Contacts?.length === 0),
        AGENTS_ON_CONTACT: count(({ Contacts }) => Contacts?.some(connected) === true),
        AGENTS_NON_PRODUCTIVE: count(({ Status }) => ['Break', 'Training'].includes(Status?.StatusName ?? '')),
        AGENTS_ERROR: count(({ Contacts }) => Contacts?.some((one) => one.AgentContactState === 'MISSED') === true),
        AGENTS_AFTER_CONTACT_WORK: contacts.filter((one) => one.AgentContactState === 'ENDED').length,
        SLOTS_ACTIVE: contacts.filter(connected).length,
        SLOTS_AVAILABLE: slots(users, 'AvailableSlotsByChannel'),
      });
      expect(slots(users, 'ActiveSlotsByChannel')).toBe(row?.values['SLOTS_ACTIVE']);
      for (const [name, value] of Object.entries(row?.values ?? {})) if (value) seen.add(name);
    }
    // Numbers that are always 0 would agree too.
    expect([...AGENTS, ...CONTACTS].filter((name) => !seen.has(name) && name !== 'AGENTS_ERROR')).toEqual([]);
  });

  test('an agent is available, on a contact, unproductive, in error, or somebody rings', async () => {
    const centre = await withBreaks(await startCentre());
    for (const minutes of MOMENTS) {
      centre.pass(minutes);
      const [row] = await currentRows(centre, AGENTS);
      const users = await usersOnline(centre);
      const ringing = users.filter(
        ({ Contacts = [] }) =>
          Contacts.length > 0 && !Contacts.some((one) => connected(one) || one.AgentContactState === 'MISSED'),
      );
      const { AGENTS_ONLINE, AGENTS_AVAILABLE, AGENTS_ON_CONTACT, AGENTS_NON_PRODUCTIVE, AGENTS_ERROR } =
        row?.values ?? {};
      const both = users.filter(
        ({ Contacts = [] }) => Contacts.some(connected) && Contacts.some((one) => one.AgentContactState === 'MISSED'),
      );
      const sum = [AGENTS_AVAILABLE, AGENTS_ON_CONTACT, AGENTS_NON_PRODUCTIVE, AGENTS_ERROR, ringing.length];
      expect(sum.reduce((one, other) => (one ?? 0) + (other ?? 0), -both.length)).toBe(AGENTS_ONLINE);
    }
  });

  test('AGENTS_ON_CALL is what AGENTS_ON_CONTACT is, and nobody is scheduled', async () => {
    const names = ['AGENTS_ON_CALL', 'AGENTS_ON_CONTACT', 'CONTACTS_SCHEDULED'] as const;
    const [row] = await currentRows(await startCentre(), names);
    expect(row?.values['AGENTS_ON_CALL']).toBe(row?.values['AGENTS_ON_CONTACT']);
    expect(row?.values['CONTACTS_SCHEDULED']).toBe(0);
  });

  test('groups contacts by queue and channel so that the parts add up', async () => {
    const centre = await startCentre();
    const names = ['CONTACTS_IN_QUEUE', 'SLOTS_ACTIVE', 'AGENTS_AFTER_CONTACT_WORK'] as const;
    for (const minutes of MOMENTS) {
      centre.pass(minutes);
      const whole = await currentRows(centre, names);
      const groupings: sdk.Grouping[][] = [['QUEUE'], ['CHANNEL'], ['QUEUE', 'CHANNEL']];
      for (const Groupings of groupings) {
        const parts = await currentRows(centre, names, { Groupings });
        for (const name of names) expect(total(parts, name)).toBe(total(whole, name));
      }
    }
  });

  test('groups agents by routing profile so that the parts add up', async () => {
    const centre = await withBreaks(await startCentre());
    const Filters = { RoutingProfiles: [...centre.profileIds] };
    const whole = await currentRows(centre, AGENTS, { Filters });
    const parts = await currentRows(centre, AGENTS, { Filters, Groupings: ['ROUTING_PROFILE'] });
    expect(parts.length).toBeGreaterThan(3);
    for (const name of AGENTS) expect(total(parts, name)).toBe(total(whole, name));
    for (const { dimensions } of parts)
      expect(dimensions.RoutingProfile?.Arn).toMatch(dimensions.RoutingProfile?.Id ?? '-');
  });

  test('counts an agent in every queue that the routing profile serves', async () => {
    const centre = await startCentre();
    const parts = await currentRows(centre, ['AGENTS_ONLINE'], { Groupings: ['QUEUE'] });
    for (const { dimensions, values } of parts) {
      const Queues = [dimensions.Queue?.Id ?? ''];
      expect(values['AGENTS_ONLINE']).toBe((await usersOnline(centre, { Queues })).length);
    }
  });

  test('groups who is online by agent status', async () => {
    const centre = await withBreaks(await startCentre());
    const parts = await currentRows(centre, ['AGENTS_ONLINE'], { Groupings: ['QUEUE', 'AGENT_STATUS'] });
    const users = await usersOnline(centre, { Queues: [parts[0]?.dimensions.Queue?.Id ?? ''] });
    const first = parts.filter(({ dimensions }) => dimensions.Queue?.Id === parts[0]?.dimensions.Queue?.Id);
    expect(total(first, 'AGENTS_ONLINE')).toBe(users.length);
    for (const { dimensions, values } of first) {
      const there = users.filter(({ Status }) => Status?.StatusArn === dimensions.AgentStatus?.Arn);
      expect(values['AGENTS_ONLINE']).toBe(there.length);
    }
    const AgentStatuses = [first[0]?.dimensions.AgentStatus?.Id ?? ''];
    const Filters = { Queues: [...centre.queueIds], AgentStatuses };
    const filtered = await currentRows(centre, ['AGENTS_ONLINE'], { Groupings: ['QUEUE', 'AGENT_STATUS'], Filters });
    expect(new Set(filtered.map(({ dimensions }) => dimensions.AgentStatus?.Id))).toEqual(new Set(AgentStatuses));
  });

  test('takes ids and ARNs, and channels', async () => {
    const centre = await startCentre();
    const [first] = await currentRows(centre, ['SLOTS_ACTIVE'], { Groupings: ['QUEUE', 'CHANNEL'] });
    const { Queue, Channel = 'VOICE' } = first?.dimensions ?? {};
    for (const id of [Queue?.Id ?? '', Queue?.Arn ?? '']) {
      const Filters = { Queues: [id], Channels: [Channel] };
      expect((await currentRows(centre, ['SLOTS_ACTIVE'], { Filters }))[0]?.values).toEqual(first?.values);
    }
  });

  test('gives OLDEST_CONTACT_AGE in milliseconds without groupings and in seconds with them', async () => {
    const centre = await startCentre();
    const [whole] = await currentRows(centre, ['OLDEST_CONTACT_AGE']);
    const parts = await currentRows(centre, ['OLDEST_CONTACT_AGE'], { Groupings: ['QUEUE'] });
    const oldest = Math.max(...parts.map(({ values }) => values['OLDEST_CONTACT_AGE'] ?? 0));
    expect(oldest).toBeGreaterThan(0);
    expect(Math.floor((whole?.values['OLDEST_CONTACT_AGE'] ?? 0) / 1000)).toBe(oldest);
  });

  test('estimates how long to wait by queue and channel', async () => {
    const centre = await startCentre();
    const change = {
      Filters: { Queues: [...centre.queueIds], Channels: ['VOICE' as const] },
      Groupings: ['QUEUE' as const, 'CHANNEL' as const],
    };
    const rows = await currentRows(centre, ['ESTIMATED_WAIT_TIME', 'CONTACTS_IN_QUEUE'], change);
    for (const { values } of rows)
      expect((values['ESTIMATED_WAIT_TIME'] ?? 0) > 0).toBe((values['CONTACTS_IN_QUEUE'] ?? 0) > 0);
    expect(total(rows, 'ESTIMATED_WAIT_TIME')).toBeGreaterThan(0);
  });

  test.each(['ASCENDING', 'DESCENDING'] as const)('sorts %s by a metric', async (SortOrder) => {
    const rows = await currentRows(await startCentre(), ['CONTACTS_IN_QUEUE', 'AGENTS_ONLINE'], {
      Groupings: ['QUEUE'],
      SortCriteria: [{ SortByMetric: 'AGENTS_AVAILABLE', SortOrder }],
    });
    const sorted = await currentRows(await startCentre(), ['AGENTS_AVAILABLE'], {
      Groupings: ['QUEUE'],
      SortCriteria: [{ SortByMetric: 'AGENTS_AVAILABLE', SortOrder }],
    });
    const values = sorted.map((row) => row.values['AGENTS_AVAILABLE'] ?? 0);
    const sign = SortOrder === 'ASCENDING' ? 1 : -1;
    expect(values).toEqual([...values].sort((one, other) => sign * (one - other)));
    expect(rows.map(({ dimensions }) => dimensions)).toEqual(sorted.map(({ dimensions }) => dimensions));
  });

  test('sorts by AGENTS_ONLINE, most first, unless asked otherwise', async () => {
    const rows = await currentRows(await startCentre(), ['AGENTS_ONLINE'], { Groupings: ['QUEUE'] });
    const values = rows.map((row) => row.values['AGENTS_ONLINE'] ?? 0);
    expect(values).toEqual([...values].sort((one, other) => other - one));
    expect(new Set(values).size).toBeGreaterThan(1);
  });

  test('shows the moment of the first page on all pages', async () => {
    const centre = await startCentre();
    const names = ['SLOTS_ACTIVE'] as const;
    const whole = await currentRows(centre, names, { Groupings: ['QUEUE', 'CHANNEL'] });
    const values: (number | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const change = { Groupings: ['QUEUE' as const, 'CHANNEL' as const], MaxResults: 4, NextToken };
      const page = await centre.client.send(currentCommand(centre, names, change));
      expect(page.DataSnapshotTime).toEqual(new Date(NOW));
      expect(page.ApproximateTotalCount).toBe(whole.length);
      values.push(...(page.MetricResults ?? []).map(({ Collections }) => Collections?.[0]?.Value));
      NextToken = page.NextToken;
      centre.pass(MINUTE);
    } while (NextToken);
    expect(values).toEqual(whole.map((row) => row.values['SLOTS_ACTIVE']));
    expect(values.length).toBeGreaterThan(8);
  });

  test('forgets a token after five minutes, and takes it for the same request only', async () => {
    const centre = await startCentre();
    const ask = (change: object) =>
      centre.client.send(currentCommand(centre, ['AGENTS_ONLINE'], { Groupings: ['QUEUE'], MaxResults: 1, ...change }));
    const { NextToken } = await ask({});
    expect(await errorOf(ask({ NextToken, Groupings: ['CHANNEL'] }))).toBe('InvalidParameterException');
    centre.pass(5 * MINUTE);
    await ask({ NextToken });
    centre.pass(1);
    expect(await errorOf(ask({ NextToken }))).toBe('InvalidParameterException');
  });

  test('gives no results where nothing is going on', async () => {
    const centre = await startCentre({ users: 0 });
    const { Id } = await newQueue(centre);
    expect(await currentRows(centre, ['AGENTS_ONLINE'], { Filters: { Queues: [Id] } })).toEqual([]);
  });

  const one = (metric: sdk.CurrentMetric) => ({ CurrentMetrics: [metric] });
  test.each<[string, (centre: Centre) => Partial<sdk.GetCurrentMetricDataRequest>, string]>([
    ['no filter', () => ({ Filters: {} }), 'InvalidParameterException'],
    [
      'queues and routing profiles',
      ({ queueIds, profileIds }) => ({ Filters: { Queues: [...queueIds], RoutingProfiles: [...profileIds] } }),
      'InvalidParameterException',
    ],
    ['a queue there is not', () => ({ Filters: { Queues: ['nowhere'] } }), 'ResourceNotFoundException'],
    ['a profile there is not', () => ({ Filters: { RoutingProfiles: ['nowhere'] } }), 'ResourceNotFoundException'],
    ['no metric', () => ({ CurrentMetrics: [] }), 'InvalidParameterException'],
    ['a metric in another unit', () => one({ Name: 'AGENTS_ONLINE', Unit: 'SECONDS' }), 'InvalidParameterException'],
    ['a metric without a name', () => one({ Unit: 'COUNT' }), 'InvalidParameterException'],
    ['a metric by its id', () => one({ MetricId: '10a4c4eb-f57e-4d4c-b602-bf39176ced07' }), 'NotImplementedException'],
    ['a grouping twice', () => ({ Groupings: ['QUEUE', 'QUEUE'] }), 'InvalidParameterException'],
    ['three groupings', () => ({ Groupings: ['QUEUE', 'CHANNEL', 'ROUTING_PROFILE'] }), 'InvalidParameterException'],
    ['AGENT_STATUS first', () => ({ Groupings: ['AGENT_STATUS'] }), 'InvalidParameterException'],
    [
      'AGENT_STATUS for another metric',
      () => ({ Groupings: ['QUEUE', 'AGENT_STATUS'], ...one({ Name: 'AGENTS_STAFFED', Unit: 'COUNT' }) }),
      'InvalidParameterException',
    ],
    [
      'contacts in queue by routing profile without a filter of them',
      () => ({ Groupings: ['ROUTING_PROFILE'], ...one({ Name: 'CONTACTS_IN_QUEUE', Unit: 'COUNT' }) }),
      'InvalidParameterException',
    ],
    [
      'an estimate without groupings',
      () => one({ Name: 'ESTIMATED_WAIT_TIME', Unit: 'SECONDS' }),
      'InvalidParameterException',
    ],
    [
      'sorting by slots',
      () => ({ SortCriteria: [{ SortByMetric: 'SLOTS_ACTIVE', SortOrder: 'ASCENDING' }] }),
      'InvalidParameterException',
    ],
    ['steps of routing criteria', () => ({ Groupings: ['ROUTING_STEP_EXPRESSION'] }), 'NotImplementedException'],
    [
      'subtypes',
      ({ queueIds }) => ({ Filters: { Queues: [...queueIds], Subtypes: ['a'] } }),
      'NotImplementedException',
    ],
  ])('is not asked with %s', async (_sentence, change, error) => {
    const centre = await startCentre({ users: 0 });
    const { client, InstanceId, queueIds } = centre;
    const call = new sdk.GetCurrentMetricDataCommand({
      InstanceId,
      Filters: { Queues: [...queueIds] },
      CurrentMetrics: [{ Name: 'AGENTS_ONLINE', Unit: 'COUNT' }],
      ...change(centre),
    });
    expect(await errorOf(client.send(call))).toBe(error);
  });
});

async function newQueue({ client, InstanceId }: Centre): Promise<{ readonly Id: string }> {
  const { HoursOfOperationSummaryList } = await client.send(new sdk.ListHoursOfOperationsCommand({ InstanceId }));
  const HoursOfOperationId = HoursOfOperationSummaryList?.[0]?.Id;
  const { QueueId = '' } = await client.send(
    new sdk.CreateQueueCommand({ InstanceId, Name: 'Quiet', HoursOfOperationId }),
  );
  return { Id: QueueId };
}
