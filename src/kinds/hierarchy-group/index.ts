import type { OutputOf } from '../../connect/port.ts';
import type { Change } from '../../plan/model/change.ts';
import type { LiveResource } from '../../plan/model/state.ts';
import { levelOf } from '../hierarchy-structure/index.ts';
import type { ManagedKind } from '../kind.ts';
import { type Calls, idOf } from '../operation.ts';
import { readOnce } from '../reading/recollect.ts';
import { tagCalls, tagsAtCreation } from '../tags.ts';
import type { GroupAttributes } from './attributes.ts';
import { lookAgain } from './look-again.ts';
import { canonicalPath, groupPathOf, namesIn, pathKey } from './path.ts';
import { readGroups } from './read.ts';
import { schema } from './schema.ts';
import { settleCreate } from './settle.ts';
import { declareTree, describeTree } from './tree.ts';

const kind = 'hierarchyGroup';

export const hierarchyGroup: ManagedKind<GroupAttributes> = {
  name: kind,
  noun: 'hierarchy group',
  section: { key: 'hierarchyGroups', path: ['hierarchy', 'groups'], shape: 'tree', schema },
  ownership: 'tag',
  counts: 'configuration',
  attributes: { path: { createOnly: true }, tags: { mergedByKey: true } },
  write: (key) => JSON.stringify(groupPathOf(key)),
  fold: (path) => path,
  branch: (key) => namesIn(groupPathOf(key)),
  references({ path }) {
    const names = path === undefined ? [] : namesIn(path);
    const parent = names.slice(0, -1);
    const above = { path: [], address: { kind, key: pathKey(canonicalPath(parent)) } };
    return [
      ...(names.length > 0 ? [{ path: [], ...levelOf(names.length) }] : []),
      ...(parent.length > 0 ? [above] : []),
    ];
  },
  rename,
  insteadOfRenaming:
    'Amazon Connect cannot move a group to another parent. Without this line it is made anew under its new path, its members move, and the old one is deleted where policy.removed says so',
  readAfter: [],
  needs: {
    names: {
      search: ['SearchUserHierarchyGroups'],
      describe: ['ListUserHierarchyGroups', 'DescribeUserHierarchyGroup'],
    },
    again: ['DescribeUserHierarchyGroup'],
    writes: ['CreateUserHierarchyGroup', 'UpdateUserHierarchyGroupName', 'TagResource', 'UntagResource'],
    deletes: ['DeleteUserHierarchyGroup'],
  },
  read: (reading) => readOnce(reading, () => readGroups(reading)),
  declare: declareTree,
  describe: (live) => describeTree(live.map(({ address }) => namesIn(groupPathOf(address.key)))),
  check: () => [],
  async lookInto(changes, _, { warn }) {
    for (const [from, to] of moved(changes)) {
      warn(
        'group-moved',
        `Amazon Connect cannot move a hierarchy group: ${to} is made anew, its members move, and ${from} is deleted.`,
      );
    }
    return { live: [] };
  },
  operations,
  lookAgain,
  identify({ HierarchyGroupId: id, HierarchyGroupArn: arn = '' }: OutputOf<'CreateUserHierarchyGroup'>) {
    return id === undefined ? undefined : { id, arn };
  },
  settle: settleCreate,
};

/** A group keeps its parent, so only its own name may differ; those below it follow. */
function rename(key: string, { from, to }: { readonly from: string; readonly to: string }): string | undefined {
  if (key !== from && !key.startsWith(`${from}/`)) return undefined;
  const [above, aboveThen] = [from, to].map((one) => JSON.stringify(namesIn(groupPathOf(one)).slice(0, -1)));
  return above === aboveThen ? `${to}${key.slice(from.length)}` : undefined;
}

function operations(change: Change<GroupAttributes>, live: LiveResource<GroupAttributes> | undefined): Calls {
  const { address } = change;
  const HierarchyGroupId = idOf(kind, address.key);
  switch (change.action) {
    case 'create': {
      const names = namesIn(groupPathOf(address.key));
      const parent = names.slice(0, -1);
      return {
        call: 'CreateUserHierarchyGroup',
        address,
        input: {
          Name: names.at(-1) ?? '',
          ...(parent.length > 0 && { ParentGroupId: idOf(kind, pathKey(canonicalPath(parent))) }),
          ...tagsAtCreation(change.after.tags),
        },
      };
    }
    case 'update': {
      const { name, tags } = change.after;
      const rename: Calls = {
        call: 'UpdateUserHierarchyGroupName',
        address,
        input: { HierarchyGroupId, Name: namesIn(groupPathOf(address.key)).at(-1) ?? '' },
      };
      return { together: [...(name === undefined ? [] : [rename]), ...(tags ? [tagCalls(address, tags)] : [])] };
    }
    case 'delete':
      if (!live) throw new Error(`Nothing is known of ${address.key}, which is to be deleted.`);
      // Members that left a moment ago may still count.
      return {
        call: 'DeleteUserHierarchyGroup',
        address,
        input: { HierarchyGroupId },
        onNotFound: 'done',
        onInUse: 'wait',
      };
  }
}

/** Groups that leave one parent and come up under another with the same name: what somebody meant as a move. */
function moved(changes: readonly Change<GroupAttributes>[]): readonly (readonly [from: string, to: string])[] {
  const own = changes.filter(({ address }) => address.kind === kind);
  const lastName = (key: string): string => namesIn(groupPathOf(key)).at(-1) ?? '';
  return own.flatMap(({ action, address: { key } }) => {
    const old = own.find((one) => one.action === 'delete' && lastName(one.address.key) === lastName(key));
    return action === 'create' && old ? [[old.address.key, key] as const] : [];
  });
}
