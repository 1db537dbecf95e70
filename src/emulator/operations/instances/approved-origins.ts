import { invalidParameter } from '../../protocol/errors.ts';
import { associate, dissociate, newAssociation } from '../../rules/associations.ts';
import type { Operations } from '../../rules/call.ts';
import { findInstance } from '../../state/account.ts';

export const approvedOrigins = {
  AssociateApprovedOrigin({ account }, { InstanceId, Origin }) {
    const instance = findInstance(account, InstanceId);
    if (!isOrigin(Origin)) throw invalidParameter(`${Origin} is not an origin such as https://example.com`);
    associate(instance.approvedOrigins, newAssociation(account, Origin));
    return {};
  },

  DisassociateApprovedOrigin({ account }, { InstanceId, Origin }) {
    dissociate(findInstance(account, InstanceId).approvedOrigins, Origin);
    return {};
  },

  ListApprovedOrigins({ account, page }, { InstanceId }) {
    const all = findInstance(account, InstanceId).approvedOrigins.values();
    const { items, NextToken } = page(all, ({ order }) => order);
    return { Origins: items.map(({ name }) => name), NextToken };
  },
} satisfies Operations;

/** A scheme and a host, with nothing behind it. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
