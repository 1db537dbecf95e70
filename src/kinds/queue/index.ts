import type { Kind } from '../kind.ts';
import { readList } from '../reading/read-list.ts';

/** Only pointed at. The queues that each agent has are nobody's to name: without QueueTypes they are listed as well. */
export const queue: Kind = {
  name: 'queue',
  noun: 'queue',
  ownership: 'tag',
  counts: 'configuration',
  attributes: {},
  fold: (name) => name,
  references: () => [],
  readAfter: [],
  read: (reading) =>
    readList(
      { kind: 'queue', call: 'ListQueues', input: { QueueTypes: ['STANDARD'] } },
      reading,
      (page) => page.QueueSummaryList,
    ),
};
