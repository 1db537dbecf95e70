/**
 * Resources that get another name, as the files say under `renamed`. What is live under the old name is taken for the new
 * one before anything is compared, so that the comparison finds the same resource with another `name`, and nothing else
 * has to know of it: whatever points at the old name in Connect is read as pointing at the new one. Once that is done
 * nothing is live under the old name, and the same lines do nothing.
 */
import type { Code } from '../../base/codes.ts';
import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { format } from '../model/address.ts';
import { type KindRules, keyOf, type Rules } from '../model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource, LiveState } from '../model/state.ts';

/** One resource of a kind, by its old and its new key. */
export interface Renaming {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  /** Where it is written. */
  readonly source: SourceSpan;
}

/**
 * Renamings in the order in which they can be made: what is above in a tree comes first, and what is below is then looked for,
 * and named, where that has taken it, however the files put it.
 */
export function inOrder(renamings: readonly Renaming[], rules: Rules): readonly Renaming[] {
  const depthOf = ({ kind, from }: Renaming): number => rules.get(kind)?.branch?.(from).length ?? 0;
  const done: Renaming[] = [];
  for (const renaming of [...renamings].sort((a, b) => depthOf(a) - depthOf(b))) {
    const taken = (key: string): string =>
      done
        .filter(({ kind, from }) => kind === renaming.kind && from !== key)
        .reduce((known, one) => rules.get(one.kind)?.rename?.(known, one) ?? known, key);
    done.push({ ...renaming, from: taken(renaming.from), to: taken(renaming.to) });
  }
  return done;
}

/** The attribute in which a renamed resource has its key, before and after. */
const nameAttribute = 'name';

/** Live resources of one kind under the names that they will have. A new name that is live already stays whose it is. */
export function renameLive(
  found: readonly LiveResource[],
  renamings: readonly Renaming[],
  kind: KindRules,
): readonly LiveResource[] {
  return renamings
    .filter((renaming) => renaming.kind === kind.name)
    .reduce((resources, renaming) => renameOne(resources, renaming, kind), found);
}

function renameOne(resources: readonly LiveResource[], renaming: Renaming, kind: KindRules): readonly LiveResource[] {
  const { fold, rename } = kind;
  const [from, to] = [fold(renaming.from), fold(renaming.to)];
  const keys = new Set(resources.map(({ address }) => fold(address.key)));
  if (!rename || !keys.has(from) || keys.has(to)) return resources;
  return resources.map((one) => {
    const key = rename(one.address.key, renaming) ?? one.address.key;
    const renamed = { ...one, address: { ...one.address, key }, attributes: pointedAnew(one, renaming, kind) };
    if (fold(one.address.key) !== from) return renamed;
    return { ...renamed, attributes: { ...renamed.attributes, [nameAttribute]: one.address.key } };
  });
}

/** Attributes in which what points at the renamed resource, of the same kind, points at its new name. */
function pointedAnew(
  { attributes }: LiveResource,
  renaming: Renaming,
  { name, rename, references }: KindRules,
): Attributes {
  const moved = references(attributes).flatMap(({ path: [attribute = '', ...below], address }) => {
    const key = address.kind === name && below.length === 0 ? rename?.(address.key, renaming) : undefined;
    return key !== undefined && attributes[attribute] === address.key ? [[attribute, key] as const] : [];
  });
  return moved.length === 0 ? attributes : { ...attributes, ...Object.fromEntries(moved) };
}

/** What is asked for, with its new name where it is still to get it. */
export function askNewNames(
  desired: DesiredState,
  live: LiveState,
  { renamings, rules }: { readonly renamings: readonly Renaming[]; readonly rules: Rules },
): DesiredState {
  if (renamings.length === 0) return desired;
  const asked = new Map<string, DesiredResource>(desired);
  for (const { kind, from, to } of renamings) {
    const key = keyOf(rules, { kind, key: to });
    const one = desired.get(key);
    const name = live.get(key)?.attributes[nameAttribute];
    if (!one || name === undefined || keyOf(rules, { kind, key: String(name) }) !== keyOf(rules, { kind, key: from }))
      continue;
    asked.set(key, { ...one, attributes: { ...one.attributes, [nameAttribute]: to } });
  }
  return asked;
}

/** Renamings that cannot be made: of a kind that Connect does not rename, or where both names are taken. */
export function checkRenamings(
  renamings: readonly Renaming[],
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  rules: Rules,
): readonly Diagnostic[] {
  return renamings.flatMap(({ kind: name, from, to, source }): readonly Diagnostic[] => {
    const kind = rules.get(name);
    const [old, fresh] = [
      { kind: name, key: from },
      { kind: name, key: to },
    ];
    const error = (code: Code, message: string): readonly Diagnostic[] => [
      { severity: 'error', code, message, source, address: format(fresh) },
    ];
    if (!kind?.rename) {
      const instead =
        kind?.insteadOfRenaming ??
        'list the new name beside the old one, move what uses the old one, and remove the old one then';
      return error('cannot-be-renamed', `Amazon Connect cannot rename a ${kind?.noun ?? name}; ${instead}.`);
    }
    if (kind.rename(from, { from, to }) === undefined) {
      return error('cannot-be-renamed', `${format(old)} cannot become ${format(fresh)}: ${kind.insteadOfRenaming}.`);
    }
    const [oldKey, newKey] = [keyOf(rules, old), keyOf(rules, fresh)];
    if (desired.has(oldKey) && oldKey !== newKey) {
      return error(
        'renamed-and-listed',
        `${format(old)} is renamed to ${JSON.stringify(to)} and still listed; remove the old name or the line under renamed.`,
      );
    }
    if (!desired.has(newKey)) {
      return error(
        'renamed-not-listed',
        `${format(old)} is renamed to ${JSON.stringify(to)}, which is not listed; list it under its new name.`,
      );
    }
    if (live.has(oldKey) && live.has(newKey) && oldKey !== newKey) {
      return error(
        'renamed-twice',
        `${format(old)} cannot be renamed to ${JSON.stringify(to)}: Amazon Connect has both; remove the line under renamed, or one of the two.`,
      );
    }
    return [];
  });
}
