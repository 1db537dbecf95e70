import { inUse, invalidParameter } from '../../protocol/errors.ts';
import type { Call, Operations } from '../../rules/call.ts';
import { checkFlow } from '../../rules/flows/flows.ts';
import { checkFree } from '../../rules/names.ts';
import { find, refer } from '../../rules/references.ts';
import { findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import type { Queue } from '../../state/records/resources.ts';

export const queueUpdates = {
  UpdateQueueName(call, input) {
    const { Name, Description } = input;
    if (Name === undefined && Description === undefined)
      throw invalidParameter('At least Name or Description is required');
    return updateQueue(call, input, (queue, { queues }) => {
      if (Name !== undefined) checkFree(queues, Name, 'queue', queue);
      return { ...queue, name: Name ?? queue.name, description: Description ?? queue.description };
    });
  },

  UpdateQueueHoursOfOperation(call, input) {
    return updateQueue(call, input, (queue, { hoursOfOperation }) => {
      const { id } = refer(hoursOfOperation, input.HoursOfOperationId, 'Hours of operation');
      return { ...queue, hoursOfOperationId: id };
    });
  },

  /** Without a number, the limit goes. */
  UpdateQueueMaxContacts(call, input) {
    return updateQueue(call, input, (queue) => ({ ...queue, maxContacts: input.MaxContacts }));
  },

  /** Replaces the configuration as a whole. */
  UpdateQueueOutboundCallerConfig(call, input) {
    return updateQueue(call, input, (queue, instance) => {
      checkFlow(instance, input.OutboundCallerConfig.OutboundFlowId);
      return { ...queue, outboundCaller: input.OutboundCallerConfig };
    });
  },

  UpdateQueueOutboundEmailConfig(call, input) {
    const { OutboundEmailAddressId } = input.OutboundEmailConfig;
    return updateQueue(call, input, (queue) => ({ ...queue, outboundEmailAddressId: OutboundEmailAddressId }));
  },

  UpdateQueueStatus(call, input) {
    return updateQueue(call, input, (queue) => ({ ...queue, status: input.Status }));
  },

  /** Quick connects that lead to the queue stay behind. */
  DeleteQueue({ account }, { InstanceId, QueueId }) {
    const instance = findInstance(account, InstanceId);
    const { id, name } = find(instance.queues, QueueId, 'Queue');
    const profile = [...instance.routingProfiles.values()].find(
      ({ defaultOutboundQueueId, queues, manualAssignmentQueues }) =>
        defaultOutboundQueueId === id ||
        queues.some(({ queueId }) => queueId === id) ||
        manualAssignmentQueues.some(({ QueueReference }) => QueueReference?.QueueId === id),
    );
    if (profile) throw inUse(`${name} is a queue of the routing profile ${profile.name}`, { ResourceId: profile.id });
    instance.queues.delete(id);
    return {};
  },
} satisfies Operations;

interface Target {
  readonly InstanceId: string;
  readonly QueueId: string;
}

/** Puts a changed queue in the place of the old one, with the time of the call. */
export function updateQueue(
  { account, now }: Call,
  { InstanceId, QueueId }: Target,
  change: (queue: Queue, instance: Instance) => Queue,
): Record<string, never> {
  const instance = findInstance(account, InstanceId);
  const queue = find(instance.queues, QueueId, 'Queue');
  instance.queues.put({ ...change(queue, instance), modified: now });
  return {};
}
