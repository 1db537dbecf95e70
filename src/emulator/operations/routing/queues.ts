import type { QueueSummary } from '@aws-sdk/client-connect';
import type { Operations } from '../../rules/call.ts';
import { type Account, findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';

export const queues = {
  /** Without QueueTypes the agents' own queues come too, one for each user. */
  ListQueues({ account, page }, { InstanceId, QueueTypes = [] }) {
    const instance = findInstance(account, InstanceId);
    const wanted = (type: 'STANDARD' | 'AGENT') => QueueTypes.length === 0 || QueueTypes.includes(type);
    const all = [
      ...(wanted('STANDARD') ? standardQueues(account, instance) : []),
      ...(wanted('AGENT') ? agentQueues(account, instance) : []),
    ];
    const { items, NextToken } = page(all, ({ order }) => order);
    return { QueueSummaryList: items.map(({ summary }) => summary), NextToken };
  },

  ListHoursOfOperations({ account, page }, { InstanceId }) {
    const hours = findInstance(account, InstanceId).hoursOfOperation.values();
    const { items, NextToken } = page(hours, ({ order }) => order);
    return {
      HoursOfOperationSummaryList: items.map((entry) => ({
        Id: entry.id,
        Arn: entry.arn,
        Name: entry.name,
        LastModifiedTime: new Date(entry.modified),
        LastModifiedRegion: account.region,
      })),
      NextToken,
    };
  },
} satisfies Operations;

interface Row {
  readonly order: number;
  readonly summary: QueueSummary;
}

/** Agents' queues come behind all standard queues, whatever was created first. */
const BEHIND = Number.MAX_SAFE_INTEGER / 2;

function standardQueues(account: Account, instance: Instance): Row[] {
  return [...instance.queues.values()].map((queue) => ({
    order: queue.order,
    summary: {
      Id: queue.id,
      Arn: queue.arn,
      Name: queue.name,
      QueueType: 'STANDARD',
      LastModifiedTime: new Date(queue.modified),
      LastModifiedRegion: account.region,
    },
  }));
}

function agentQueues(account: Account, instance: Instance): Row[] {
  return [...instance.users.values()].map((user) => ({
    order: BEHIND + user.order,
    summary: {
      Id: user.id,
      Arn: `${instance.arn}/queue/agent/${user.id}`,
      QueueType: 'AGENT',
      LastModifiedTime: new Date(user.modified),
      LastModifiedRegion: account.region,
    },
  }));
}
