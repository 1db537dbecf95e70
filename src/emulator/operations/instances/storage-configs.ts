import type { InstanceStorageConfig, InstanceStorageResourceType, StorageType } from '@aws-sdk/client-connect';
import { invalidParameter, notFound } from '../../protocol/errors.ts';
import { associate, newAssociation } from '../../rules/associations.ts';
import type { Operations } from '../../rules/call.ts';
import { findInstance } from '../../state/account.ts';
import type { StorageConfig } from '../../state/records/associations.ts';
import type { Table } from '../../state/table.ts';

/** Where an instance keeps recordings, transcripts and so on: one place for each sort of data. */
export const storageConfigs = {
  AssociateInstanceStorageConfig({ account }, { InstanceId, ResourceType, StorageConfig }) {
    const { storageConfigs: all } = findInstance(account, InstanceId);
    checkConfig(StorageConfig);
    const association = newAssociation(account, ResourceType, account.newId());
    associate(all, { ...association, resourceType: ResourceType, config: StorageConfig });
    return { AssociationId: association.id };
  },

  DescribeInstanceStorageConfig({ account }, { InstanceId, ...named }) {
    return { StorageConfig: shown(findConfig(findInstance(account, InstanceId).storageConfigs, named)) };
  },

  UpdateInstanceStorageConfig({ account, now }, { InstanceId, StorageConfig, ...named }) {
    const { storageConfigs: all } = findInstance(account, InstanceId);
    const live = findConfig(all, named);
    checkConfig(StorageConfig);
    all.put({ ...live, config: StorageConfig, modified: now });
    return {};
  },

  DisassociateInstanceStorageConfig({ account }, { InstanceId, ...named }) {
    const { storageConfigs: all } = findInstance(account, InstanceId);
    all.delete(findConfig(all, named).id);
    return {};
  },

  ListInstanceStorageConfigs({ account, page }, { InstanceId, ResourceType }) {
    const all = [...findInstance(account, InstanceId).storageConfigs.values()];
    const wanted = all.filter(({ resourceType }) => resourceType === ResourceType);
    const { items, NextToken } = page(wanted, ({ order }) => order);
    return { StorageConfigs: items.map(shown), NextToken };
  },
} satisfies Operations;

const MEMBERS = {
  S3: 'S3Config',
  KINESIS_VIDEO_STREAM: 'KinesisVideoStreamConfig',
  KINESIS_STREAM: 'KinesisStreamConfig',
  KINESIS_FIREHOSE: 'KinesisFirehoseConfig',
} as const satisfies Record<StorageType, keyof InstanceStorageConfig>;

/** Exactly the configuration that goes with the type. */
function checkConfig(config: InstanceStorageConfig): void {
  const needed = MEMBERS[config.StorageType ?? 'S3'];
  const given = Object.values(MEMBERS).filter((member) => config[member] !== undefined);
  if (given.length !== 1 || given[0] !== needed)
    throw invalidParameter(`The StorageType ${config.StorageType} has exactly the member ${needed}`);
}

interface Named {
  readonly AssociationId: string;
  readonly ResourceType: InstanceStorageResourceType;
}

function findConfig(all: Table<StorageConfig>, { AssociationId, ResourceType }: Named): StorageConfig {
  const found = all.get(AssociationId);
  if (found?.resourceType !== ResourceType)
    throw notFound(`${ResourceType} has no storage config with the id ${AssociationId}`);
  return found;
}

function shown({ id, config }: StorageConfig): InstanceStorageConfig {
  return { ...config, AssociationId: id };
}
