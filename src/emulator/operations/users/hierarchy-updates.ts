import { inUse } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { find } from '../../rules/references.ts';
import { findInstance } from '../../state/account.ts';
import { justLeft } from '../../state/departures.ts';
import { checkFreeName, checkGroupName } from './hierarchy.ts';

export const hierarchyUpdates = {
  UpdateUserHierarchyGroupName({ account, now }, { InstanceId, HierarchyGroupId, Name }) {
    const instance = findInstance(account, InstanceId);
    const group = find(instance.hierarchyGroups, HierarchyGroupId, 'Hierarchy group');
    checkGroupName(Name);
    if (Name !== group.name) checkFreeName(instance, Name, group.parentId);
    instance.hierarchyGroups.put({ ...group, name: Name, modified: now });
    return {};
  },

  /** "It must not be associated with any agents or have any active child groups." */
  DeleteUserHierarchyGroup({ account, now, inUseLag }, { InstanceId, HierarchyGroupId }) {
    const instance = findInstance(account, InstanceId);
    const { id, name } = find(instance.hierarchyGroups, HierarchyGroupId, 'Hierarchy group');
    const child = [...instance.hierarchyGroups.values()].find(({ parentId }) => parentId === id);
    if (child) throw inUse(`${name} has child groups`, { ResourceType: 'HIERARCHY_GROUP', ResourceId: child.id });
    const member = [...instance.users.values()].find(({ hierarchyGroupId }) => hierarchyGroupId === id);
    if (member) throw inUse(`${name} has users`, { ResourceType: 'USER', ResourceId: member.id });
    if (justLeft(instance, id, { now, lag: inUseLag })) throw inUse(`${name} has users`);
    instance.hierarchyGroups.delete(id);
    return {};
  },
} satisfies Operations;
