// A seed file as TypeScript sees it, once it fits schemas/emulator-seed.schema.json.

import type { IdentityManagement } from '../options.ts';
import type { Channel } from '../state/records/resources.ts';

export interface Seed {
  readonly version: 1;
  readonly instances: readonly SeedInstance[];
}

export interface SeedInstance {
  readonly id?: string;
  readonly alias?: string;
  readonly identityManagement?: IdentityManagement;
  /** Default: the emulator's. The same id in two Regions makes a pair of Global Resiliency. */
  readonly region?: string;
  readonly tags?: Record<string, string>;
  readonly hoursOfOperation?: readonly SeedHours[];
  readonly queues?: readonly SeedQueue[];
  readonly routingProfiles?: readonly SeedRoutingProfile[];
  readonly securityProfiles?: readonly SeedSecurityProfile[];
  readonly hierarchy?: SeedHierarchy;
  readonly users?: readonly SeedUser[];
  readonly quickConnects?: readonly SeedQuickConnect[];
  readonly agentStatuses?: readonly SeedAgentStatus[];
}

export interface SeedHours {
  readonly name: string;
  readonly timeZone?: string;
  readonly tags?: Record<string, string>;
}

export interface SeedQueue {
  readonly name: string;
  readonly description?: string;
  readonly hoursOfOperation?: string;
  readonly tags?: Record<string, string>;
}

export interface SeedRoutingProfile {
  readonly name: string;
  readonly description?: string;
  readonly defaultOutboundQueue?: string;
  readonly mediaConcurrencies?: Partial<Record<Channel, number>>;
  readonly queues?: readonly {
    readonly queue: string;
    readonly channel: Channel;
    readonly priority?: number;
    readonly delay?: number;
  }[];
  readonly tags?: Record<string, string>;
}

export interface SeedSecurityProfile {
  readonly name: string;
  readonly description?: string;
  readonly permissions?: string[];
  readonly tags?: Record<string, string>;
}

export interface SeedHierarchy {
  readonly levels: readonly string[];
  readonly groups?: SeedGroups;
}

export interface SeedGroups {
  readonly [name: string]: SeedGroups;
}

/** Leads to a user, a queue, a phone number or, where there is none of them, to a flow. */
export interface SeedQuickConnect {
  readonly name: string;
  readonly description?: string;
  readonly user?: string;
  readonly queue?: string;
  readonly phoneNumber?: string;
  readonly flow?: string;
  /** That have it. */
  readonly queues?: readonly string[];
  readonly tags?: Record<string, string>;
}

export interface SeedAgentStatus {
  readonly name: string;
  readonly description?: string;
  readonly state?: 'ENABLED' | 'DISABLED';
  readonly displayOrder?: number;
  readonly tags?: Record<string, string>;
}

export interface SeedUser {
  readonly username: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly secondaryEmail?: string;
  readonly mobile?: string;
  readonly directoryUserId?: string;
  readonly routingProfile?: string;
  readonly securityProfiles?: readonly string[];
  readonly hierarchyGroup?: readonly string[];
  readonly phoneType?: 'SOFT_PHONE' | 'DESK_PHONE';
  readonly deskPhoneNumber?: string;
  readonly persistentConnection?: boolean;
  readonly voiceEnhancement?: 'VOICE_ISOLATION' | 'NOISE_SUPPRESSION' | 'NONE';
  readonly autoAccept?: Partial<Record<Channel, boolean>>;
  readonly afterContactWork?: Partial<Record<Channel, number>>;
  readonly tags?: Record<string, string>;
}
