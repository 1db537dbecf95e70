// What an instance is associated with, besides its own resources: functions, bots, domains, keys, storage and integrations.

import type {
  InstanceStorageConfig,
  InstanceStorageResourceType,
  IntegrationType,
  LexBot,
  SourceType,
  UseCaseType,
} from '@aws-sdk/client-connect';
import type { Resource } from '../table.ts';

/** An Amazon Lex V1 bot. */
export interface LexBotAssociation extends Resource {
  readonly bot: LexBot;
}

/** `name` is the kind of data that it stores, of which there is one. */
export interface StorageConfig extends Resource {
  readonly resourceType: InstanceStorageResourceType;
  readonly config: InstanceStorageConfig;
}

export interface Integration extends Resource {
  readonly type: IntegrationType;
  readonly integrationArn: string;
  readonly source: {
    readonly SourceApplicationUrl: string | undefined;
    readonly SourceApplicationName: string | undefined;
    readonly SourceType: SourceType | undefined;
  };
}

export interface UseCase extends Resource {
  readonly integrationId: string;
  readonly type: UseCaseType;
}
