import { limitExceeded } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { find, refer } from '../../rules/references.ts';
import { findInstance } from '../../state/account.ts';
import { updateQueue } from './queue-updates.ts';
import { summarizeQuickConnect } from './quick-connects.ts';

/** The most that a call can name; that a queue cannot have more is a guess. */
const MAX_QUICK_CONNECTS = 50;

export const queueQuickConnects = {
  /** What is associated already stays so. */
  AssociateQueueQuickConnects(call, input) {
    return updateQueue(call, input, (queue, { quickConnects }) => {
      const added = input.QuickConnectIds.map((id) => refer(quickConnects, id, 'Quick connect').id);
      const quickConnectIds = [...new Set([...queue.quickConnectIds, ...added])];
      if (quickConnectIds.length > MAX_QUICK_CONNECTS)
        throw limitExceeded(`A queue has at most ${MAX_QUICK_CONNECTS} quick connects`);
      return { ...queue, quickConnectIds };
    });
  },

  /** What is not associated is not missed. */
  DisassociateQueueQuickConnects(call, input) {
    return updateQueue(call, input, (queue) => ({
      ...queue,
      quickConnectIds: queue.quickConnectIds.filter((id) => !input.QuickConnectIds.includes(id)),
    }));
  },

  ListQueueQuickConnects({ account, page }, { InstanceId, QueueId }) {
    const instance = findInstance(account, InstanceId);
    const queue = find(instance.queues, QueueId, 'Queue');
    const associated = [...instance.quickConnects.values()].filter(({ id }) => queue.quickConnectIds.includes(id));
    const { items, NextToken } = page(associated, ({ order }) => order);
    return {
      QuickConnectSummaryList: items.map((entry) => summarizeQuickConnect(account, entry)),
      NextToken,
      LastModifiedTime: new Date(queue.modified),
      LastModifiedRegion: account.region,
    };
  },
} satisfies Operations;
