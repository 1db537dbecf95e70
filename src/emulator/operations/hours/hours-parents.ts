// Hours of operation may have parents, whose overrides hold for them too. "After an hours of operation record becomes a
// child, it cannot have children itself", and a parent cannot have a parent. Source: "Link overrides" in "Identify dates
// where you need to override standard operating hours" of the administrator guide.

import { AwsError, invalidRequest } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { find, refer } from '../../rules/references.ts';
import { findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import type { HoursOfOperation } from '../../state/records/resources.ts';

/** "A child can link to up to 3 parents. This quota is not adjustable." */
const MAX_PARENTS = 3;

export const hoursParents = {
  /** What is associated already stays so. */
  AssociateHoursOfOperations({ account, now }, { InstanceId, HoursOfOperationId, ParentHoursOfOperationConfigs }) {
    const instance = findInstance(account, InstanceId);
    const child = find(instance.hoursOfOperation, HoursOfOperationId, 'Hours of operation');
    const added = readParents(instance, ParentHoursOfOperationConfigs);
    if (added.includes(child.id) || childrenOf(instance, child).length > 0)
      throw invalidRequest(`${child.name} is a parent, which cannot have a parent itself`);
    const parentIds = [...new Set([...child.parentIds, ...added])];
    if (parentIds.length > MAX_PARENTS)
      throw new AwsError('ServiceQuotaExceededException', `Hours of operation have at most ${MAX_PARENTS} parents`);
    instance.hoursOfOperation.put({ ...child, parentIds, modified: now });
    return {};
  },

  /** What is not associated is not missed. Takes ids and ARNs, as the API reference says. */
  DisassociateHoursOfOperations({ account, now }, { InstanceId, HoursOfOperationId, ParentHoursOfOperationIds }) {
    const instance = findInstance(account, InstanceId);
    const child = find(instance.hoursOfOperation, HoursOfOperationId, 'Hours of operation');
    const gone = ParentHoursOfOperationIds.map(idOf);
    const parentIds = child.parentIds.filter((id) => !gone.includes(id));
    instance.hoursOfOperation.put({ ...child, parentIds, modified: now });
    return {};
  },

  ListChildHoursOfOperations({ account, page }, { InstanceId, HoursOfOperationId }) {
    const instance = findInstance(account, InstanceId);
    const parent = find(instance.hoursOfOperation, HoursOfOperationId, 'Hours of operation');
    const { items, NextToken } = page(childrenOf(instance, parent), ({ order }) => order);
    return {
      ChildHoursOfOperationsSummaryList: items.map(identify),
      NextToken,
      LastModifiedTime: new Date(parent.modified),
      LastModifiedRegion: account.region,
    };
  },
} satisfies Operations;

/** The ids of the parents of a request. Throws where one does not exist or is a child. */
export function readParents(
  instance: Instance,
  configs: Input<'AssociateHoursOfOperations'>['ParentHoursOfOperationConfigs'],
): string[] {
  const ids = configs.map(({ HoursOfOperationId = '' }) => {
    const { id, name, parentIds } = refer(instance.hoursOfOperation, idOf(HoursOfOperationId), 'Hours of operation');
    if (parentIds.length > 0) throw invalidRequest(`${name} is a child, which cannot have children itself`);
    return id;
  });
  return [...new Set(ids)];
}

export function parentsOf(instance: Instance, hours: HoursOfOperation) {
  return hours.parentIds.map((id) => identify(find(instance.hoursOfOperation, id, 'Hours of operation')));
}

function identify({ id, arn, name }: HoursOfOperation) {
  return { Id: id, Arn: arn, Name: name };
}

export function childrenOf(instance: Instance, { id }: HoursOfOperation): HoursOfOperation[] {
  return [...instance.hoursOfOperation.values()].filter(({ parentIds }) => parentIds.includes(id));
}

function idOf(idOrArn: string): string {
  return idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
}
