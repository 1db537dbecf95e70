// What Amazon Connect itself makes or assumes where nothing was said: settings of a new queue, the hours and agent
// statuses of a new instance, and its attributes.

import type { HoursOfOperationConfig, HoursOfOperationDays, InstanceAttributeType } from '@aws-sdk/client-connect';
import type { AgentStatus } from '../records/configuration.ts';
import type { Queue } from '../records/resources.ts';

export const NEW_QUEUE = {
  status: 'ENABLED',
  maxContacts: undefined,
  outboundCaller: undefined,
  outboundEmailAddressId: undefined,
  quickConnectIds: [],
  emailAddressIds: [],
} as const satisfies Partial<Queue>;

const WORKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const satisfies HoursOfOperationDays[];

/** Hours of the queue that every instance starts with: a guess. */
export const BASIC_HOURS: readonly HoursOfOperationConfig[] = WORKDAYS.map((Day) => ({
  Day,
  StartTime: { Hours: 9, Minutes: 0 },
  EndTime: { Hours: 17, Minutes: 0 },
}));

type NewStatus = Pick<AgentStatus, 'name' | 'description' | 'type'>;

/** Source: "Add custom agent status" of the administrator guide, which has Available and Offline as given. */
export const AGENT_STATUSES: readonly NewStatus[] = [
  { name: 'Available', description: undefined, type: 'ROUTABLE' },
  { name: 'Offline', description: undefined, type: 'OFFLINE' },
];

/** All but INBOUND_CALLS and OUTBOUND_CALLS, which CreateInstance asks for. The values are a guess. */
export const INSTANCE_ATTRIBUTES: Readonly<
  Record<Exclude<InstanceAttributeType, 'INBOUND_CALLS' | 'OUTBOUND_CALLS'>, 'true' | 'false'>
> = {
  CONTACTFLOW_LOGS: 'false',
  CONTACT_LENS: 'true',
  AUTO_RESOLVE_BEST_VOICES: 'true',
  USE_CUSTOM_TTS_VOICES: 'false',
  EARLY_MEDIA: 'true',
  MULTI_PARTY_CONFERENCE: 'false',
  HIGH_VOLUME_OUTBOUND: 'false',
  ENHANCED_CONTACT_MONITORING: 'false',
  ENHANCED_CHAT_MONITORING: 'false',
  MULTI_PARTY_CHAT_CONFERENCE: 'false',
  MESSAGE_STREAMING: 'false',
};
