import { limitExceeded } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { checkFlow } from '../../rules/flows/flows.ts';
import { checkFree } from '../../rules/names.ts';
import { find, refer } from '../../rules/references.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { NEW_QUEUE } from '../../state/given/defaults.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';
import type { Queue } from '../../state/records/resources.ts';

export const queueSettings = {
  CreateQueue({ account }, input) {
    const queue = createQueue(account, findInstance(account, input.InstanceId), input);
    return { QueueId: queue.id, QueueArn: queue.arn };
  },

  DescribeQueue({ account }, { InstanceId, QueueId }) {
    const queue = find(findInstance(account, InstanceId).queues, QueueId, 'Queue');
    return { Queue: describeQueue(account, queue) };
  },
} satisfies Operations;

/**
 * Creates a queue under all rules of CreateQueue; seeds go this way too. Phone numbers and e-mail addresses are no part of
 * the emulator, so their ids are taken as they come.
 */
export function createQueue(
  account: Account,
  instance: Instance,
  input: Omit<Input<'CreateQueue'>, 'InstanceId'>,
): Queue {
  const { id: hoursOfOperationId } = refer(instance.hoursOfOperation, input.HoursOfOperationId, 'Hours of operation');
  const quickConnects = (input.QuickConnectIds ?? []).map(
    (id) => refer(instance.quickConnects, id, 'Quick connect').id,
  );
  const emailAddresses = (input.EmailAddressesConfig ?? []).map(({ EmailAddressId }) => EmailAddressId);
  checkFlow(instance, input.OutboundCallerConfig?.OutboundFlowId);
  checkFree(instance.queues, input.Name, 'queue');
  if (instance.queues.size >= account.quotas.queues)
    throw limitExceeded('The instance has as many queues as its quota allows');
  const queue: Queue = {
    ...newResource(account, instance, { kind: 'queue', name: input.Name, tags: input.Tags }),
    ...NEW_QUEUE,
    description: input.Description,
    hoursOfOperationId,
    maxContacts: input.MaxContacts,
    outboundCaller: input.OutboundCallerConfig,
    outboundEmailAddressId: input.OutboundEmailConfig?.OutboundEmailAddressId,
    quickConnectIds: [...new Set(quickConnects)],
    emailAddressIds: [...new Set(emailAddresses)],
  };
  instance.queues.put(queue);
  return queue;
}

export function describeQueue(account: Account, queue: Queue) {
  return {
    Name: queue.name,
    QueueArn: queue.arn,
    QueueId: queue.id,
    Description: queue.description,
    // Empty where nothing is set, as in AWS's example of describe-queue.
    OutboundCallerConfig: queue.outboundCaller ?? {},
    OutboundEmailConfig:
      queue.outboundEmailAddressId === undefined ? undefined : { OutboundEmailAddressId: queue.outboundEmailAddressId },
    HoursOfOperationId: queue.hoursOfOperationId,
    MaxContacts: queue.maxContacts,
    Status: queue.status,
    Tags: queue.tags,
    LastModifiedTime: new Date(queue.modified),
    LastModifiedRegion: account.region,
  };
}
