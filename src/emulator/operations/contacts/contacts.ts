import { AwsError, invalidParameter, limitExceeded, notImplemented } from '../../protocol/errors.ts';
import type { Call, Input, Operations } from '../../rules/call.ts';
import { checkDestination, checkReferences, withAttributes } from '../../rules/contacts.ts';
import { checkFlow } from '../../rules/flows/flows.ts';
import { find, refer } from '../../rules/references.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';
import { type Contact, endOf } from '../../state/records/contacts.ts';

/** Seconds. */
const DIAL_TIME = 60;

/** Milliseconds for which a ClientToken is remembered: seven days. */
const TOKEN_LIFETIME = 7 * 24 * 60 * 60 * 1000;

export const contacts = {
  StartOutboundVoiceContact({ account, now }, input) {
    const instance = findInstance(account, input.InstanceId);
    // "If a contact is already started, the contact ID is returned. If the contact is disconnected, a new contact is
    // started." (StartOutboundVoiceContact, ClientToken)
    const known = [...instance.contacts.values()].find(
      (contact) =>
        contact.channel === undefined &&
        contact.clientToken !== undefined &&
        contact.clientToken === input.ClientToken &&
        now - contact.started < TOKEN_LIFETIME &&
        !endOf(contact, now),
    );
    if (known) return { ContactId: known.id };
    checkTraffic(input);
    checkCall(instance, input);
    const calls = [...instance.contacts.values()].filter(({ channel }) => channel === undefined);
    const ringing = calls.filter((contact) => !endOf(contact, now));
    if (ringing.length >= account.quotas.concurrentCalls)
      throw limitExceeded('The instance has as many calls at a time as its quota allows');
    const contact = newContact(account, instance, input);
    instance.contacts.put(contact);
    return { ContactId: contact.id };
  },

  StopContact({ account, now }, { InstanceId, ContactId, DisconnectReason }) {
    const instance = findInstance(account, InstanceId);
    if (DisconnectReason !== undefined)
      throw notImplemented('StopContact with a DisconnectReason is not implemented by this emulator');
    const contact = instance.contacts.get(ContactId);
    if (!contact || endOf(contact, now))
      throw new AwsError('ContactNotFoundException', `There is no contact ${ContactId} that could be stopped`);
    instance.contacts.put({ ...contact, stopped: now, modified: now });
    return {};
  },

  DescribeContact({ account, now }, { InstanceId, ContactId }) {
    const contact = find(findInstance(account, InstanceId).contacts, ContactId, 'Contact');
    return { Contact: describe(contact, now) };
  },

  GetContactAttributes({ account }, { InstanceId, InitialContactId }) {
    const contact = find(findInstance(account, InstanceId).contacts, InitialContactId, 'Contact');
    return { Attributes: contact.attributes };
  },

  /** For calls that ring and for those that have ended. */
  UpdateContactAttributes({ account, now }: Call, { InstanceId, InitialContactId, Attributes }) {
    const { contacts } = findInstance(account, InstanceId);
    const contact = find(contacts, InitialContactId, 'Contact');
    contacts.put({ ...contact, attributes: withAttributes(contact.attributes, Attributes), modified: now });
    return {};
  },
} satisfies Operations;

type StartInput = Input<'StartOutboundVoiceContact'>;

/** Campaigns need a request to AWS first, and everything that goes with them. */
function checkTraffic({ CampaignId, OutboundStrategy, AnswerMachineDetectionConfig, TrafficType }: StartInput): void {
  if (AnswerMachineDetectionConfig?.EnableAnswerMachineDetection && TrafficType !== 'CAMPAIGN')
    throw invalidParameter('EnableAnswerMachineDetection needs the TrafficType CAMPAIGN');
  if (TrafficType === 'CAMPAIGN')
    throw new AwsError('OutboundContactNotPermittedException', 'Campaign calls are not allowed by default');
  for (const [member, value] of Object.entries({ CampaignId, OutboundStrategy })) {
    if (value !== undefined)
      throw notImplemented(`StartOutboundVoiceContact with ${member} is not implemented by this emulator`);
  }
}

function checkCall(instance: Instance, input: StartInput): void {
  if (!instance.outboundCalls)
    throw new AwsError('OutboundContactNotPermittedException', 'Outbound calls are not enabled for the instance');
  if (input.QueueId === undefined && input.SourcePhoneNumber === undefined)
    throw invalidParameter('Either QueueId or SourcePhoneNumber is required');
  if (input.QueueId !== undefined) refer(instance.queues, input.QueueId, 'Queue');
  checkFlow(instance, input.ContactFlowId);
  checkDestination(input.DestinationPhoneNumber);
  checkReferences(input.References ?? {});
}

function newContact(account: Account, instance: Instance, input: StartInput): Contact {
  const { RelatedContactId } = input;
  const related = RelatedContactId === undefined ? undefined : refer(instance.contacts, RelatedContactId, 'Contact');
  const attributes = withAttributes(related?.attributes ?? {}, input.Attributes ?? {});
  const resource = newResource(account, instance, { kind: 'contact', name: input.Name ?? '' });
  return {
    ...resource,
    clientToken: input.ClientToken,
    description: input.Description,
    destination: input.DestinationPhoneNumber,
    source: input.SourcePhoneNumber,
    flowId: input.ContactFlowId,
    queueId: input.QueueId,
    relatedContactId: RelatedContactId,
    references: input.References ?? {},
    attributes,
    started: resource.modified,
    dialTime: (input.RingTimeoutInSeconds ?? DIAL_TIME) * 1000,
    stopped: undefined,
  };
}

function describe(contact: Contact, now: number) {
  const end = endOf(contact, now);
  return {
    Arn: contact.arn,
    Id: contact.id,
    InitiationMethod: 'API' as const,
    Name: contact.name || undefined,
    Description: contact.description,
    Channel: contact.channel ?? ('VOICE' as const),
    InitiationTimestamp: new Date(contact.started),
    DisconnectTimestamp: end && new Date(end.at),
    DisconnectReason: end?.reason,
    LastUpdateTimestamp: new Date(Math.max(contact.modified, end?.at ?? 0)),
    RelatedContactId: contact.relatedContactId,
    ScheduledTimestamp: contact.scheduled === undefined ? undefined : new Date(contact.scheduled),
    CustomerId: contact.customerId,
    CustomerEndpoint: endpointOf(contact.destination),
    SystemEndpoint: endpointOf(contact.source),
    Attributes: contact.attributes,
  };
}

function endpointOf(number: string | undefined) {
  return number === undefined ? undefined : { Type: 'TELEPHONE_NUMBER' as const, Address: number };
}
