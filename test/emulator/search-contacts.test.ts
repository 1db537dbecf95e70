import * as sdk from '@aws-sdk/client-connect';
import { expect, test } from 'vitest';
import { errorOf, type Started, start } from './support.ts';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

interface Centre extends Started {
  pass(milliseconds: number): void;
}

/** A call, a task for later and a chat, a minute apart. */
async function startCentre(): Promise<Centre> {
  let now = NOW;
  const started = await start({ now: () => now });
  const { client, InstanceId, ids } = started;
  const { ContactFlowSummaryList: [flow] = [] } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
  const ContactFlowId = flow?.Id;
  await client.send(
    new sdk.StartOutboundVoiceContactCommand({
      ...{ InstanceId, ContactFlowId, DestinationPhoneNumber: '+493415551234', QueueId: ids.queue },
    }),
  );
  now += MINUTE;
  await client.send(
    new sdk.StartTaskContactCommand({
      ...{ InstanceId, ContactFlowId, Name: 'Call Ada back', ScheduledTime: new Date(NOW + 60 * MINUTE) },
    }),
  );
  now += MINUTE;
  const ParticipantDetails = { DisplayName: 'Bob' };
  await client.send(new sdk.StartChatContactCommand({ InstanceId, ContactFlowId, ParticipantDetails }));
  return {
    ...started,
    pass(milliseconds) {
      now += milliseconds;
    },
  };
}

const search = async ({ client, InstanceId }: Centre, change: Partial<sdk.SearchContactsRequest> = {}) => {
  const EndTime = new Date(NOW + 3 * MINUTE);
  const TimeRange = { Type: 'INITIATION_TIMESTAMP', StartTime: new Date(NOW), EndTime } as const;
  const { Contacts, ...rest } = await client.send(new sdk.SearchContactsCommand({ InstanceId, TimeRange, ...change }));
  return { ...rest, channels: Contacts?.map(({ Channel }) => Channel) };
};

const range = (Type: sdk.SearchContactsTimeRangeType, from: number, to: number) => ({
  TimeRange: { Type, StartTime: new Date(NOW + from * MINUTE), EndTime: new Date(NOW + to * MINUTE) },
});

const cases: readonly (readonly [string, Partial<sdk.SearchContactsRequest>, readonly sdk.Channel[]])[] = [
  ['all', {}, ['VOICE', 'TASK', 'CHAT']],
  ['those of a minute', range('INITIATION_TIMESTAMP', 1, 1), ['TASK']],
  ['those that ended', range('DISCONNECT_TIMESTAMP', 0, 3), ['VOICE']],
  ['those for later', range('SCHEDULED_TIMESTAMP', 0, 60), ['TASK']],
  ['none that was queued', range('ENQUEUE_TIMESTAMP', 0, 60), []],
  ['those of channels', { SearchCriteria: { Channels: ['CHAT', 'VOICE'] } }, ['VOICE', 'CHAT']],
  ['those with a name', { SearchCriteria: { Name: { SearchText: ['ada', 'x'], MatchType: 'MATCH_ANY' } } }, ['TASK']],
  ['none with both names', { SearchCriteria: { Name: { SearchText: ['ada', 'x'], MatchType: 'MATCH_ALL' } } }, []],
  [
    'those without a name',
    { SearchCriteria: { Name: { SearchText: ['ada'], MatchType: 'MATCH_NONE' } } },
    ['VOICE', 'CHAT'],
  ],
  ['none of an agent', { SearchCriteria: { AgentIds: ['somebody'] } }, []],
  ['none with a tag', { SearchCriteria: { ContactTags: { TagCondition: { TagKey: 'a' } } } }, []],
  ['all by their channel', { Sort: { FieldName: 'CHANNEL', Order: 'ASCENDING' } }, ['CHAT', 'TASK', 'VOICE']],
  ['the latest first', { Sort: { FieldName: 'INITIATION_TIMESTAMP', Order: 'DESCENDING' } }, ['CHAT', 'TASK', 'VOICE']],
];

test.each(cases)('SearchContacts gives %s', async (_sentence, request, channels) => {
  const centre = await startCentre();
  expect(await search(centre, request)).toMatchObject({ channels, TotalCount: channels.length });
});

test('SearchContacts finds the contacts of a queue', async () => {
  const centre = await startCentre();
  expect(await search(centre, { SearchCriteria: { QueueIds: [centre.ids.queue] } })).toMatchObject({
    channels: ['VOICE'],
  });
});

test('SearchContacts gives one page after the other and counts them all', async () => {
  const centre = await startCentre();
  const first = await search(centre, { MaxResults: 2 });
  const second = await search(centre, { MaxResults: 2, NextToken: first.NextToken });
  expect([first.channels, second.channels, second.NextToken]).toEqual([['VOICE', 'TASK'], ['CHAT'], undefined]);
  expect([first.TotalCount, second.TotalCount]).toEqual([3, 3]);
});

test('SearchContacts refuses a range that ends before it begins, and criteria that it does not know', async () => {
  const centre = await startCentre();
  expect(await errorOf(search(centre, range('INITIATION_TIMESTAMP', 2, 1)))).toBe('InvalidParameterException');
  const unknown = { SearchCriteria: { ActiveRegions: ['us-west-2'] } };
  expect(await errorOf(search(centre, unknown))).toBe('NotImplementedException');
});
