/**
 * `hierarchy.groups` as people write it: a map of names, each with what is below it. Below a group may stand a map, a list
 * of names (and of maps, where one of them has groups below it), or nothing.
 */

import { isMap, type Json } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import type { Declared } from '../kind.ts';
import type { GroupAttributes } from './attributes.ts';
import { canonicalPath, pathKey } from './path.ts';

type TreeStep = string | number;
interface Above {
  readonly names: readonly string[];
  readonly at: readonly TreeStep[];
}

export const declareTree = (groups: Json): readonly Declared<GroupAttributes>[] => below(groups, { names: [], at: [] });

function below(groups: Json, above: Above): readonly Declared<GroupAttributes>[] {
  if (Array.isArray(groups)) {
    return groups.flatMap((one: Json, index) => {
      const at = [...above.at, index];
      return typeof one === 'string' ? declareGroup(one, null, { ...above, at }) : below(one, { ...above, at });
    });
  }
  if (!isMap(groups)) return [];
  return Object.entries(groups).flatMap(([name, inner]) =>
    declareGroup(name, inner, { ...above, at: [...above.at, name] }),
  );
}

function declareGroup(name: string, inner: Json, { names, at }: Above): readonly Declared<GroupAttributes>[] {
  const own = [...names, name];
  const path = canonicalPath(own);
  return [{ key: pathKey(path), attributes: { path }, at }, ...below(inner, { names: own, at })];
}

interface GroupBranch extends Map<string, GroupBranch> {}

/** The reverse, from the paths of all groups; a list where none of the groups has any below it. */
export function describeTree(paths: readonly (readonly string[])[]): Json {
  const root: GroupBranch = new Map();
  for (const names of paths) {
    let branch = root;
    for (const name of names) {
      const inner: GroupBranch = branch.get(name) ?? new Map();
      branch.set(name, inner);
      branch = inner;
    }
  }
  return mapOf(root);
}

const mapOf = (branch: GroupBranch): { readonly [name: string]: Json } =>
  Object.fromEntries([...branch].sort(([a], [b]) => compareText(a, b)).map(([name, inner]) => [name, innerOf(inner)]));

function innerOf(branch: GroupBranch): Json {
  if (branch.size === 0) return {};
  const leaves = [...branch.values()].every(({ size }) => size === 0);
  return leaves ? [...branch.keys()].sort(compareText) : mapOf(branch);
}
