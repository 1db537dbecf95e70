import { invalidParameter } from '../../protocol/errors.ts';
import { associate, checkRoom, dissociate, newAssociation } from '../../rules/associations.ts';
import type { Operations } from '../../rules/call.ts';
import { findInstance } from '../../state/account.ts';

const PEM = /^-----BEGIN [A-Z ]+-----[\s\S]+-----END [A-Z ]+-----\s*$/;

export const securityKeys = {
  AssociateSecurityKey({ account }, { InstanceId, Key }) {
    const instance = findInstance(account, InstanceId);
    if (!PEM.test(Key)) throw invalidParameter('Key is not in PEM format');
    checkRoom(account, instance, 'securityKeys');
    const key = newAssociation(account, Key, account.newId());
    associate(instance.securityKeys, key);
    return { AssociationId: key.id };
  },

  DisassociateSecurityKey({ account }, { InstanceId, AssociationId }) {
    dissociate(findInstance(account, InstanceId).securityKeys, AssociationId);
    return {};
  },

  ListSecurityKeys({ account, page }, { InstanceId }) {
    const all = findInstance(account, InstanceId).securityKeys.values();
    const { items, NextToken } = page(all, ({ order }) => order);
    return {
      SecurityKeys: items.map(({ id, name, modified }) => ({
        AssociationId: id,
        Key: name,
        CreationTime: new Date(modified),
      })),
      NextToken,
    };
  },
} satisfies Operations;
