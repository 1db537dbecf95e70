import { AwsError, invalidParameter, limitExceeded } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { checkReferences, withAttributes } from '../../rules/contacts.ts';
import { checkFlow } from '../../rules/flows/flows.ts';
import { madeBefore } from '../../rules/idempotency.ts';
import { refer } from '../../rules/references.ts';
import { refuseMembers } from '../../rules/unsupported.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';
import { type Contact, endOf } from '../../state/records/contacts.ts';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** Milliseconds. Documented with "Maximum duration that a task can be scheduled in future" of the quotas. */
const MAX_SCHEDULE = 90 * DAY;

/** Milliseconds after which a task expires: the default, as documented with connect:ContactExpiry. */
const TASK_LIFETIME = 7 * DAY;

/** Minutes: documented. */
const CHAT_DURATION = 25 * 60;

const CONTENT_TYPES: readonly string[] = [
  'text/plain',
  'text/markdown',
  'application/json',
  'application/vnd.amazonaws.connect.message.interactive',
  'application/vnd.amazonaws.connect.message.interactive.response',
];

/** Tasks and chats: nobody takes them, so they last until they expire or somebody stops them. */
export const startContacts = {
  StartTaskContact({ account, now }, input) {
    const instance = findInstance(account, input.InstanceId);
    const known = madeBefore(ofChannel(instance, 'TASK'), input.ClientToken);
    if (known) return { ContactId: known.id };
    const { TaskTemplateId, PreviousContactId, SegmentAttributes, Attachments } = input;
    refuseMembers('StartTaskContact', { TaskTemplateId, PreviousContactId, SegmentAttributes, Attachments });
    const scheduled = input.ScheduledTime?.getTime();
    if (scheduled !== undefined && (scheduled < now || scheduled > now + MAX_SCHEDULE))
      throw invalidParameter('ScheduledTime is not within the next 90 days');
    checkReferences(input.References ?? {});
    const flowId = flowOfTask(instance, input);
    if (isBusy(instance, 'TASK', { now, quota: account.quotas.concurrentTasks }))
      throw new AwsError('ServiceQuotaExceededException', 'The instance has as many tasks as its quota allows');
    const contact = newContact(account, instance, {
      ...input,
      ...{ channel: 'TASK', flowId, scheduled, lifetime: (scheduled ?? now) - now + TASK_LIFETIME },
    });
    instance.contacts.put(contact);
    return { ContactId: contact.id };
  },

  /** The token opens nothing: there is no Participant Service here. */
  StartChatContact({ account, now }, input) {
    const instance = findInstance(account, input.InstanceId);
    const known = madeBefore(ofChannel(instance, 'CHAT'), input.ClientToken);
    if (known) return answerOf(known);
    const { PersistentChat, SegmentAttributes, ParticipantConfiguration, DisconnectOnCustomerExit } = input;
    refuseMembers('StartChatContact', { PersistentChat, SegmentAttributes, ParticipantConfiguration });
    refuseMembers('StartChatContact', { DisconnectOnCustomerExit });
    checkFlow(instance, input.ContactFlowId);
    checkMessages(input);
    if (isBusy(instance, 'CHAT', { now, quota: account.quotas.concurrentChats }))
      throw limitExceeded('The instance has as many chats as its quota allows');
    const contact = newContact(account, instance, {
      ...input,
      ...{ channel: 'CHAT', flowId: input.ContactFlowId, participantId: account.newId() },
      lifetime: (input.ChatDurationInMinutes ?? CHAT_DURATION) * MINUTE,
    });
    instance.contacts.put(contact);
    return answerOf(contact);
  },
} satisfies Operations;

type TaskInput = Input<'StartTaskContact'>;

/** "Include only one of these parameters: ContactFlowID, QuickConnectID, or TaskTemplateID." */
function flowOfTask(instance: Instance, { ContactFlowId, QuickConnectId }: TaskInput): string {
  if (ContactFlowId !== undefined && QuickConnectId === undefined) {
    checkFlow(instance, ContactFlowId);
    return ContactFlowId;
  }
  if (QuickConnectId === undefined || ContactFlowId !== undefined)
    throw invalidParameter('Exactly one of ContactFlowId and QuickConnectId is required');
  const { UserConfig, QueueConfig, FlowConfig } = refer(instance.quickConnects, QuickConnectId, 'Quick connect').config;
  const flowId = (UserConfig ?? QueueConfig ?? FlowConfig)?.ContactFlowId;
  if (flowId === undefined) throw invalidParameter(`Quick connect ${QuickConnectId} has no flow`);
  return flowId;
}

function checkMessages({ InitialMessage, SupportedMessagingContentTypes: types }: Input<'StartChatContact'>): void {
  const strange = [...(types ?? []), InitialMessage?.ContentType ?? 'text/plain'].find(
    (type) => !CONTENT_TYPES.includes(type),
  );
  if (strange !== undefined) throw invalidParameter(`${strange} is none of ${CONTENT_TYPES.join(', ')}`);
  if (types && !types.includes('text/plain'))
    throw invalidParameter('SupportedMessagingContentTypes must contain text/plain');
}

type Channel = NonNullable<Contact['channel']>;

function ofChannel({ contacts }: Instance, wanted: Channel): Contact[] {
  return [...contacts.values()].filter(({ channel }) => channel === wanted);
}

interface Limit {
  readonly now: number;
  readonly quota: number;
}

function isBusy(instance: Instance, channel: Channel, { now, quota }: Limit): boolean {
  return ofChannel(instance, channel).filter((contact) => !endOf(contact, now)).length >= quota;
}

interface Start extends Pick<TaskInput, 'RelatedContactId' | 'Attributes' | 'ClientToken'> {
  readonly Name?: string;
  readonly Description?: string;
  readonly References?: TaskInput['References'];
  readonly CustomerId?: string;
  readonly channel: Channel;
  readonly flowId: string;
  readonly lifetime: number;
  readonly scheduled?: number | undefined;
  readonly participantId?: string;
}

function newContact(account: Account, instance: Instance, start: Start): Contact {
  const { RelatedContactId: relatedContactId } = start;
  const related = relatedContactId === undefined ? undefined : refer(instance.contacts, relatedContactId, 'Contact');
  const attributes = withAttributes(related?.attributes ?? {}, start.Attributes ?? {});
  const resource = newResource(account, instance, { kind: 'contact', name: start.Name ?? '' });
  return {
    ...resource,
    channel: start.channel,
    clientToken: start.ClientToken,
    description: start.Description,
    destination: undefined,
    source: undefined,
    flowId: start.flowId,
    queueId: undefined,
    relatedContactId,
    references: start.References ?? {},
    attributes,
    started: resource.modified,
    dialTime: start.lifetime,
    stopped: undefined,
    scheduled: start.scheduled,
    customerId: start.CustomerId,
    participantId: start.participantId,
  };
}

function answerOf({ id, participantId }: Contact) {
  const token = Buffer.from(JSON.stringify({ contactId: id, participantId })).toString('base64url');
  return { ContactId: id, ParticipantId: participantId, ParticipantToken: token };
}
