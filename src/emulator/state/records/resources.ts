import type {
  AIAgent,
  Application,
  Channel,
  FlowModule,
  GranularAccessControlConfiguration,
  HoursOfOperationConfig,
  MediaConcurrency,
  OutboundCallerConfig,
  QueueStatus,
  RoutingProfileManualAssignmentQueueConfig,
} from '@aws-sdk/client-connect';
import type { Resource } from '../table.ts';

export type { Channel };

export const CHANNELS = ['VOICE', 'CHAT', 'TASK', 'EMAIL'] as const satisfies readonly Channel[];

export interface Identity {
  readonly FirstName?: string;
  readonly LastName?: string;
  readonly Email?: string;
  readonly SecondaryEmail?: string;
  readonly Mobile?: string;
}

export interface AutoAccept {
  readonly accept: boolean;
  /** VOICE only. */
  readonly agentFirstCallback?: boolean;
}

/** Seconds; 0 is without limit. */
export interface AfterContactWork {
  readonly limit: number;
  /** VOICE only. */
  readonly agentFirstCallback?: number;
}

/** The one truth behind PhoneConfig and the five per-channel lists, which are two views of it. */
export interface PhoneSettings {
  readonly phoneType: 'SOFT_PHONE' | 'DESK_PHONE';
  readonly deskPhoneNumber?: string;
  readonly persistentConnection: boolean;
  readonly voiceEnhancement: 'VOICE_ISOLATION' | 'NOISE_SUPPRESSION' | 'NONE';
  readonly autoAccept: Readonly<Record<Channel, AutoAccept>>;
  readonly afterContactWork: Readonly<Record<Channel, AfterContactWork>>;
}

/** `name` is the username. */
export interface User extends Resource {
  readonly identity: Identity;
  readonly directoryUserId?: string;
  readonly securityProfileIds: readonly string[];
  readonly routingProfileId: string;
  readonly hierarchyGroupId?: string;
  readonly phone: PhoneSettings;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Undefined for a user who never had any. */
  readonly proficiencies?: Proficiencies;
}

export interface Proficiencies {
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** In the order in which they were associated. */
  readonly entries: readonly Proficiency[];
}

/** How well a user knows one value of a predefined attribute. */
export interface Proficiency {
  readonly name: string;
  readonly value: string;
  /** 1 to 5, the best. */
  readonly level: number;
  readonly order: number;
}

export interface HierarchyLevel {
  readonly name: string;
  readonly modified: number;
}

export interface HierarchyGroup extends Resource {
  /** Undefined for a group of level one. */
  readonly parentId: string | undefined;
  /** 1 to 5; 0 is the internal root that SearchUserHierarchyGroups shows. */
  readonly level: number;
}

export interface ProfileQueue {
  readonly queueId: string;
  readonly channel: Channel;
  readonly priority: number;
  /** Seconds. */
  readonly delay: number;
}

export interface RoutingProfile extends Resource {
  readonly description: string;
  readonly defaultOutboundQueueId: string;
  readonly mediaConcurrencies: readonly MediaConcurrency[];
  readonly queues: readonly ProfileQueue[];
  readonly manualAssignmentQueues: readonly RoutingProfileManualAssignmentQueueConfig[];
  readonly agentAvailabilityTimer: 'TIME_SINCE_LAST_ACTIVITY' | 'TIME_SINCE_LAST_INBOUND';
  readonly isDefault: boolean;
}

export interface SecurityProfile extends Resource {
  readonly description: string | undefined;
  readonly permissions: readonly string[];
  /** What DescribeSecurityProfile gives back as it came. */
  readonly access: {
    readonly AllowedAccessControlTags?: Record<string, string>;
    readonly TagRestrictedResources?: string[];
    readonly HierarchyRestrictedResources?: string[];
    readonly AllowedAccessControlHierarchyGroupId?: string;
    readonly GranularAccessControlConfiguration?: GranularAccessControlConfiguration;
  };
  /** What only lists of their own give back. */
  readonly allowed: {
    readonly Applications?: readonly Application[];
    readonly AllowedFlowModules?: readonly FlowModule[];
    readonly AllowedAIAgents?: readonly AIAgent[];
  };
}

export interface Queue extends Resource {
  readonly description: string | undefined;
  readonly hoursOfOperationId: string;
  readonly status: QueueStatus;
  /** Undefined: as many as the instance can take. */
  readonly maxContacts: number | undefined;
  readonly outboundCaller: OutboundCallerConfig | undefined;
  readonly outboundEmailAddressId: string | undefined;
  readonly quickConnectIds: readonly string[];
  /** Besides the outbound one. */
  readonly emailAddressIds: readonly string[];
}

export interface HoursOfOperation extends Resource {
  readonly description: string | undefined;
  readonly timeZone: string;
  /** When it is open; empty is never. */
  readonly config: readonly HoursOfOperationConfig[];
  /** Hours whose overrides hold here too; at most three. */
  readonly parentIds: readonly string[];
}
