// Records of a contact centre's configuration besides users and profiles: quick connects, agent statuses and what
// replaces hours of operation for a time.

import type {
  AgentStatusState,
  AgentStatusType,
  HoursOfOperationOverrideConfig,
  OverrideType,
  QuickConnectConfig,
  RecurrenceConfig,
} from '@aws-sdk/client-connect';
import type { Resource } from '../table.ts';

export interface QuickConnect extends Resource {
  readonly description: string | undefined;
  /** Has the one configuration that goes with its type. */
  readonly config: QuickConnectConfig;
}

export interface AgentStatus extends Resource {
  readonly description: string | undefined;
  readonly type: AgentStatusType;
  readonly state: AgentStatusState;
  /** Its place among the statuses that an agent can choose, 1 to 50. */
  readonly displayOrder: number | undefined;
}

/** Has no ARN and no tags on the wire. */
export interface HoursOverride extends Resource {
  readonly hoursOfOperationId: string;
  readonly description: string | undefined;
  readonly config: readonly HoursOfOperationOverrideConfig[];
  /** Days as YYYY-MM-DD, both included. */
  readonly effectiveFrom: string;
  readonly effectiveTill: string;
  readonly recurrence: RecurrenceConfig | undefined;
  readonly type: OverrideType;
}
