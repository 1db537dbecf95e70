import { limitExceeded } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { find } from '../../rules/references.ts';
import { findInstance } from '../../state/account.ts';
import { updateQueue } from './queue-updates.ts';

/** "Up to 49 additional email addresses with a single queue, plus 1 default outbound email address." */
const MAX_ADDITIONAL = 49;

/** E-mail addresses are no part of the emulator: their ids are taken as they come. */
export const queueEmailAddresses = {
  /** What is associated already stays so. */
  AssociateQueueEmailAddresses(call, input) {
    return updateQueue(call, input, (queue) => {
      const added = input.EmailAddressesConfig.map(({ EmailAddressId }) => EmailAddressId);
      const emailAddressIds = [...new Set([...queue.emailAddressIds, ...added])];
      const additional = emailAddressIds.filter((id) => id !== queue.outboundEmailAddressId);
      if (additional.length > MAX_ADDITIONAL)
        throw limitExceeded(`A queue has at most ${MAX_ADDITIONAL} e-mail addresses besides the outbound one`);
      return { ...queue, emailAddressIds };
    });
  },

  /** What is not associated is not missed. */
  DisassociateQueueEmailAddresses(call, input) {
    return updateQueue(call, input, (queue) => ({
      ...queue,
      emailAddressIds: queue.emailAddressIds.filter((id) => !input.EmailAddressesId.includes(id)),
    }));
  },

  /** "Both explicitly associated email addresses and any default outbound email address", which comes first. */
  ListQueueEmailAddresses({ account, page }, { InstanceId, QueueId }) {
    const instance = findInstance(account, InstanceId);
    const queue = find(instance.queues, QueueId, 'Queue');
    const outbound = queue.outboundEmailAddressId;
    const ids = [...new Set([...(outbound === undefined ? [] : [outbound]), ...queue.emailAddressIds])];
    const { items, NextToken } = page(ids.entries(), ([index]) => index);
    return {
      EmailAddressMetadataList: items.map(([, id]) => ({
        Id: id,
        Arn: `${instance.arn}/email-address/${id}`,
        IsDefaultOutboundEmail: id === outbound,
      })),
      NextToken,
      LastModifiedTime: new Date(queue.modified),
      LastModifiedRegion: account.region,
    };
  },
} satisfies Operations;
