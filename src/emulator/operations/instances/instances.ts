import { AwsError, invalidRequest } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { type Account, everyInstance, findInstance, regionOf } from '../../state/account.ts';
import { createInstance } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';

export const instances = {
  ListInstances({ account, page }) {
    const { items, NextToken } = page(account.instances.values(), ({ order }) => order);
    return { InstanceSummaryList: items.map((instance) => summaryOf(account, instance)), NextToken };
  },

  DescribeInstance({ account }, { InstanceId }) {
    const instance = findInstance(account, InstanceId);
    return { Instance: { ...summaryOf(account, instance), Tags: instance.tags }, ...replicationOf(account, instance) };
  },

  /** The instance is active at once; a real one takes some minutes. */
  CreateInstance({ account }, input) {
    const known = [...account.instances.values()].find(
      ({ clientToken }) => clientToken !== undefined && clientToken === input.ClientToken,
    );
    if (known) return { Id: known.id, Arn: known.arn };
    checkNewInstance(account, input);
    const { id, arn } = createInstance(account, {
      alias: input.InstanceAlias,
      identityManagement: input.IdentityManagementType,
      inboundCalls: input.InboundCallsEnabled,
      outboundCalls: input.OutboundCallsEnabled,
      clientToken: input.ClientToken,
      tags: input.Tags,
    });
    return { Id: id, Arn: arn };
  },

  DeleteInstance({ account }, { InstanceId }) {
    account.instances.delete(findInstance(account, InstanceId).id);
    return {};
  },
} satisfies Operations;

function checkNewInstance(account: Account, input: Input<'CreateInstance'>): void {
  const directory = input.IdentityManagementType === 'EXISTING_DIRECTORY';
  if (directory && input.DirectoryId === undefined)
    throw invalidRequest('DirectoryId is required where identities are EXISTING_DIRECTORY');
  if (!directory && input.InstanceAlias === undefined) throw invalidRequest('InstanceAlias is required');
  const alias = input.InstanceAlias?.toLowerCase();
  const taken = [...account.instances.values()].some((other) => other.alias?.toLowerCase() === alias);
  if (alias !== undefined && taken) throw invalidRequest('Invalid Input. Instance alias is already used.');
  if (account.instances.size >= account.quotas.instances)
    throw new AwsError('ServiceQuotaExceededException', 'The account has as many instances as its quota allows');
}

/**
 * Global Resiliency: the replica has the same id in another Region, and the source is the one that was there first.
 * Sources: DescribeInstance and ReplicationConfiguration in the API reference.
 */
function replicationOf(account: Account, { id }: Instance) {
  const pair = everyInstance(account).filter((other) => other.id === id);
  const [source] = pair.sort((one, other) => one.order - other.order);
  if (!source || pair.length < 2) return {};
  return {
    ReplicationConfiguration: {
      SourceRegion: regionOf(source),
      ReplicationStatusSummaryList: pair.map((member) => ({
        Region: regionOf(member),
        ReplicationStatus: 'INSTANCE_REPLICATION_COMPLETE' as const,
      })),
      GlobalSignInEndpoint: `https://${source.alias ?? id}.my.connect.aws`,
    },
  };
}

function summaryOf(account: Account, instance: Instance) {
  const host = instance.alias ?? instance.id;
  return {
    Id: instance.id,
    Arn: instance.arn,
    IdentityManagementType: instance.identityManagement,
    InstanceAlias: instance.alias,
    CreatedTime: new Date(instance.created),
    ServiceRole: `arn:aws:iam::${account.id}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect`,
    InstanceStatus: 'ACTIVE' as const,
    InboundCallsEnabled: instance.inboundCalls,
    OutboundCallsEnabled: instance.outboundCalls,
    InstanceAccessUrl: `https://${host}.my.connect.aws`,
  };
}
