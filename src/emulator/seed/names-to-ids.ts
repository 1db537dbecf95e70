import { AwsError } from '../protocol/errors.ts';
import { groupKey, type Instance } from '../state/instance.ts';
import type { Resource } from '../state/table.ts';

interface NamedResources {
  named(name: string): Resource | undefined;
}

/** The id of the resource with this name. */
export function named(table: NamedResources, name: string, kind: string): string {
  const record = table.named(name);
  if (!record) throw new AwsError('ResourceNotFoundException', `there is no ${kind} ${name}`);
  return record.id;
}

/** The id of the group at the end of a path of names. */
export function groupAt(instance: Instance, path: readonly string[]): string {
  let parentId: string | undefined;
  for (const name of path) {
    const group = instance.hierarchyGroups.named(groupKey(name, parentId));
    if (!group) throw new AwsError('ResourceNotFoundException', `there is no hierarchy group ${path.join('/')}`);
    parentId = group.id;
  }
  return parentId ?? '';
}
