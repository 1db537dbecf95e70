import type { SearchContactsRequest, SortableFieldName } from '@aws-sdk/client-connect';
import { invalidParameter } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { matchesTags, onlyMember, type Test } from '../../rules/search.ts';
import { refuseMembers } from '../../rules/unsupported.ts';
import { findInstance } from '../../state/account.ts';
import { type Contact, endOf } from '../../state/records/contacts.ts';

type Range = Input<'SearchContacts'>['TimeRange'];

export const searchContacts = {
  /** All criteria hold together. The oldest contact is first unless the call sorts otherwise. */
  SearchContacts({ account, now, page }, { InstanceId, TimeRange, SearchCriteria, Sort }) {
    const { contacts } = findInstance(account, InstanceId);
    const inRange = withinRange(TimeRange, now);
    const wanted = matches(SearchCriteria ?? {});
    const found = [...contacts.values()].filter((contact) => inRange(contact) && wanted(contact));
    const keyOf = sortedBy(Sort?.FieldName ?? 'INITIATION_TIMESTAMP', now);
    const sorted = found.toSorted((one, other) => compare(keyOf(one), keyOf(other)));
    if (Sort?.Order === 'DESCENDING') sorted.reverse();
    const { items, NextToken } = page(sorted.entries(), ([place]) => place);
    return { Contacts: items.map(([, contact]) => summarize(contact, now)), NextToken, TotalCount: found.length };
  },
} satisfies Operations;

function withinRange({ Type, StartTime, EndTime }: Range, now: number): Test<Contact> {
  const [from, to] = [StartTime.getTime(), EndTime.getTime()];
  if (to < from) throw invalidParameter('EndTime must not be before StartTime');
  const momentOf = timeOf(Type, now);
  return (contact) => {
    const at = momentOf(contact);
    return at !== undefined && at >= from && at <= to;
  };
}

/** Contacts here are never queued, and no agent ever has them. */
function timeOf(type: Range['Type'], now: number): (contact: Contact) => number | undefined {
  switch (type) {
    case 'INITIATION_TIMESTAMP':
      return ({ started }) => started;
    case 'DISCONNECT_TIMESTAMP':
      return (contact) => endOf(contact, now)?.at;
    case 'SCHEDULED_TIMESTAMP':
      return ({ scheduled }) => scheduled;
    case 'CONNECTED_TO_AGENT_TIMESTAMP':
    case 'ENQUEUE_TIMESTAMP':
      return () => undefined;
  }
}

type Value = number | string | undefined;

function sortedBy(field: SortableFieldName, now: number): (contact: Contact) => Value {
  switch (field) {
    case 'CHANNEL':
      return channelOf;
    case 'INITIATION_METHOD':
      return () => 'API';
    case 'EXPIRY_TIMESTAMP':
      return ({ started, dialTime }) => started + dialTime;
    default:
      return timeOf(field, now);
  }
}

/** What has no value comes last. */
function compare(one: Value, other: Value): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return one < other ? -1 : Number(one > other);
}

function channelOf({ channel }: Contact): 'VOICE' | 'CHAT' | 'TASK' {
  return channel ?? 'VOICE';
}

function matches(criteria: NonNullable<SearchContactsRequest['SearchCriteria']>): Test<Contact> {
  const { Name, Channels, InitiationMethods, QueueIds, ContactTags, AgentIds, ...others } = criteria;
  refuseMembers('SearchContacts', { ...others });
  onlyMember('ContactTags', ContactTags);
  const tagged = matchesTags(ContactTags);
  const named = Name ? matchesName(Name) : () => true;
  return (contact) =>
    tagged(contact) &&
    named(contact) &&
    (!Channels?.length || Channels.includes(channelOf(contact))) &&
    (!InitiationMethods?.length || InitiationMethods.includes('API')) &&
    (!QueueIds?.length || QueueIds.includes(contact.queueId ?? '')) &&
    !AgentIds?.length;
}

function matchesName({ SearchText = [], MatchType }: NonNullable<Criteria['Name']>): Test<Contact> {
  const texts = SearchText.map((text) => text.toLowerCase());
  const has =
    ({ name }: Contact) =>
    (text: string) =>
      name.toLowerCase().includes(text);
  switch (MatchType) {
    case 'MATCH_ALL':
      return (contact) => texts.every(has(contact));
    case 'MATCH_NONE':
      return (contact) => !texts.some(has(contact));
    case 'MATCH_EXACT':
      return ({ name }) => texts.includes(name.toLowerCase());
    case 'MATCH_ANY':
    case undefined:
      return (contact) => texts.some(has(contact));
  }
}

type Criteria = NonNullable<SearchContactsRequest['SearchCriteria']>;

function summarize(contact: Contact, now: number) {
  const end = endOf(contact, now);
  return {
    Arn: contact.arn,
    Id: contact.id,
    InitiationMethod: 'API' as const,
    Channel: channelOf(contact),
    InitiationTimestamp: new Date(contact.started),
    DisconnectTimestamp: end && new Date(end.at),
    ScheduledTimestamp: contact.scheduled === undefined ? undefined : new Date(contact.scheduled),
    Name: contact.name || undefined,
    Tags: contact.tags,
  };
}
