/**
 * The queues of a routing profile in calls of at most ten (API reference, AssociateRoutingProfileQueues). Additions come
 * before removals, as far as the quota leaves room for both: what stays is there all the time, and something always is.
 */
import type { InputOf } from '../../connect/port.ts';
import type { Address } from '../../plan/model/address.ts';
import { type Calls, idOf, type Operation, type WithRefs } from '../operation.ts';
import { inQueueChannel, type QueueChannel, type Routing } from './attributes.ts';

/** Queues that one call takes. */
export const atATime = 10;

/** Queue and channel pairs of one profile: the default quota ("Amazon Connect service quotas"), which can be raised. */
const usualQuota = 50;

type Config = WithRefs<NonNullable<InputOf<'AssociateRoutingProfileQueues'>['QueueConfigs']>[number]>;
type Manual = WithRefs<NonNullable<InputOf<'AssociateRoutingProfileQueues'>['ManualAssignmentQueueConfigs']>[number]>;
type Pair = WithRefs<NonNullable<InputOf<'DisassociateRoutingProfileQueues'>['QueueReferences']>[number]>;

export interface QueueChanges {
  readonly associate: readonly Config[];
  readonly associateManually: readonly Manual[];
  readonly update: readonly Config[];
  readonly disassociate: readonly Pair[];
  readonly disassociateManually: readonly Pair[];
  /** Pairs that the profile has before. */
  readonly has: number;
}

const pairOf = (key: QueueChannel) => {
  const { queue, channel } = inQueueChannel(key);
  return { QueueId: idOf('queue', queue), Channel: channel };
};

export const queueConfig = (key: QueueChannel, { priority, delay }: Routing = { priority: 1, delay: 0 }) => ({
  QueueReference: pairOf(key),
  Priority: priority,
  Delay: delay,
});

export const manualConfig = (key: QueueChannel) => ({ QueueReference: pairOf(key) });

export function queueCalls(address: Address, changes: QueueChanges): readonly Calls[] {
  const RoutingProfileId = idOf(address.kind, address.key);
  const updates = inBatches(changes.update).map(
    (QueueConfigs): Operation => ({
      call: 'UpdateRoutingProfileQueues',
      address,
      input: { RoutingProfileId, QueueConfigs },
    }),
  );
  const associate = inBatches(changes.associate);
  const associateManually = inBatches(changes.associateManually);
  const disassociate = inBatches(changes.disassociate);
  const disassociateManually = inBatches(changes.disassociateManually);
  const additions = Array.from({ length: Math.max(associate.length, associateManually.length) }, (_, index) => ({
    room: associate[index]?.length ?? 0,
    operation: {
      call: 'AssociateRoutingProfileQueues',
      address,
      input: {
        RoutingProfileId,
        ...(associate[index] && { QueueConfigs: associate[index] }),
        ...(associateManually[index] && { ManualAssignmentQueueConfigs: associateManually[index] }),
      },
    } satisfies Operation,
  }));
  const removals = Array.from({ length: Math.max(disassociate.length, disassociateManually.length) }, (_, index) => ({
    room: disassociate[index]?.length ?? 0,
    operation: {
      call: 'DisassociateRoutingProfileQueues',
      address,
      input: {
        RoutingProfileId,
        ...(disassociate[index] && { QueueReferences: disassociate[index] }),
        ...(disassociateManually[index] && { ManualAssignmentQueueReferences: disassociateManually[index] }),
      },
    } satisfies Operation,
  }));
  return [...updates, ...interleave(additions, removals, changes.has)];
}

interface Batch {
  /** Pairs that it adds or removes. */
  readonly room: number;
  readonly operation: Operation;
}

/** Additions as long as they fit into the usual quota, then removals until the next one does. */
function interleave(additions: readonly Batch[], removals: readonly Batch[], has: number): readonly Operation[] {
  const calls: Operation[] = [];
  const left = [...removals];
  let count = has;
  for (const { room, operation } of additions) {
    while (count + room > usualQuota) {
      const removal = left.shift();
      if (!removal) break;
      calls.push(removal.operation);
      count -= removal.room;
    }
    calls.push(operation);
    count += room;
  }
  return [...calls, ...left.map(({ operation }) => operation)];
}

const inBatches = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / atATime) }, (_, index) =>
    all.slice(index * atATime, (index + 1) * atATime),
  );
