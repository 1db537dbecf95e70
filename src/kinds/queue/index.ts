import type { Policy } from '../../plan/model/policy.ts';
import type { Reference } from '../../plan/model/rules.ts';
import type { Kind } from '../kind.ts';
import { always } from '../needs.ts';
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
  needs: { names: always('ListQueues') },
  read: (reading) =>
    readList(
      { kind: 'queue', call: 'ListQueues', input: { QueueTypes: ['STANDARD'] } },
      reading,
      (page) => page.QueueSummaryList,
    ),
};

/** Queues that a policy wants covered. */
export const coveredQueues = ({ coverage }: Policy): readonly Reference[] =>
  [...coverage.keys()].map((key) => ({ path: ['coverage', key], address: { kind: 'queue', key } }));
