import { failedAs } from '../../base/errors.ts';
import type { LookAgain } from '../kind.ts';
import type { GroupAttributes } from './attributes.ts';
import { canonicalPath, groupPathOf, namesIn, pathKey } from './path.ts';

/**
 * DescribeUserHierarchyGroup tells whose a group is by now, and its name. The names above it stay those of the plan, since
 * groups above may get another name in the same run. Members and groups below are Connect's own to look for: it deletes
 * nothing that has any (DeleteUserHierarchyGroup).
 */
export const lookAgain: LookAgain<GroupAttributes> = {
  calls: () => ['DescribeUserHierarchyGroup'],
  async read(planned, { send, signal }) {
    const { address, id, attributes } = planned;
    try {
      const { HierarchyGroup: found } = await send('DescribeUserHierarchyGroup', { HierarchyGroupId: id }, { signal });
      if (!found) return undefined;
      const key = pathKey(canonicalPath([...namesIn(groupPathOf(address.key)).slice(0, -1), found.Name ?? '']));
      return { ...planned, address: { ...address, key }, attributes: { ...attributes, tags: { ...found.Tags } } };
    } catch (error) {
      if (failedAs(error, 'not-found')) return undefined;
      throw error;
    }
  },
};
