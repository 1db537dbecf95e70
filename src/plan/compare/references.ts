import { hiddenDifference } from '../../base/characters.ts';
import { type Diagnostic, furtherUses } from '../../base/diagnostic.ts';
import { nearest, nearestFew } from '../../base/nearest.ts';
import { type Address, format } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { merge } from '../model/merge.ts';
import { locate } from '../model/origin.ts';
import type { Policy } from '../model/policy.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { DesiredResource, DesiredState, LiveState } from '../model/state.ts';

/** Names that desired resources mention and that are neither asked for nor live: each once, with the first places. */
export function unresolved(desired: DesiredState, live: LiveState, rules: Rules): readonly Diagnostic[] {
  const explain = makeExplanation(desired, live, rules);
  const missing = new Map<
    string,
    { readonly target: Address; readonly by: { readonly of: DesiredResource; readonly path: readonly string[] }[] }
  >();
  for (const of of desired.values()) {
    for (const { path, address: target } of rules.get(of.address.kind)?.references(of.attributes) ?? []) {
      const key = keyOf(rules, target);
      if (desired.has(key) || live.has(key)) continue;
      const known = missing.get(key);
      if (known) known.by.push({ of, path });
      else missing.set(key, { target, by: [{ of, path }] });
    }
  }
  return [...missing.values()].map(({ target, by }) => {
    const [first, ...others] = by;
    const places = by.map(({ of, path }) => locate(of.origins, path));
    const message = `${explain(target)}${furtherUses(places)}`;
    return {
      ...{ severity: 'error', code: 'unknown-name', message },
      ...(places[0] && { source: places[0] }),
      ...(first && others.length === 0 && { address: format(first.of.address) }),
    } as const;
  });
}

/** The same for the names that a policy mentions. Those of its defaults are nobody's mistake. */
export function unresolvedInPolicy(
  { policy, managed }: { readonly policy: Policy; readonly managed: ReadonlySet<string> },
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  rules: Rules,
): readonly Diagnostic[] {
  const explain = makeExplanation(desired, live, rules);
  return [...rules.values()]
    .filter(({ name }) => managed.has(name))
    .flatMap((kind) => kind.policyReferences?.(policy) ?? [])
    .flatMap(({ path, address }) => {
      const source = policy.locate(path);
      const message = source && explain(address);
      return source && message !== undefined
        ? [{ severity: 'error', code: 'unknown-name', message, source } as const]
        : [];
    });
}

/** At most so many are named. */
const maxNamed = 10;

/** Deletions of what something that stays still points at, in this plan or outside of it. Connect would refuse them. */
export function stillUsed(changes: readonly Change[], live: LiveState, rules: Rules): readonly Diagnostic[] {
  const byKey = new Map(changes.map((change) => [keyOf(rules, change.address), change]));
  const users = new Map<string, Address[]>();
  for (const [key, change] of byKey) if (change.action === 'delete') users.set(key, []);
  if (users.size === 0) return [];
  for (const [key, { address, attributes }] of live) {
    const change = byKey.get(key);
    if (change?.action === 'delete') continue;
    const after = change?.action === 'update' ? merge(attributes, change.after) : attributes;
    for (const reference of rules.get(address.kind)?.references(after) ?? []) {
      users.get(keyOf(rules, reference.address))?.push(address);
    }
  }
  return changes.flatMap((change): readonly Diagnostic[] => {
    const left = users.get(keyOf(rules, change.address)) ?? [];
    if (left.length === 0) return [];
    const more = left.length > maxNamed ? ` and ${left.length - maxNamed} more` : '';
    const names = left.slice(0, maxNamed).map(format).join(', ');
    const message = `${format(change.address)} is no longer listed and would be deleted, but ${names}${more} would still use it; move them first, or list it again.`;
    return [{ severity: 'error', code: 'still-used', message, address: format(change.address) }];
  });
}

/** Says of an address that is neither asked for nor live what is wrong with it. */
function makeExplanation(
  desired: DesiredState,
  live: LiveState,
  rules: Rules,
): (target: Address) => string | undefined {
  const namesOf = makeNames(desired, live);
  const explained = new Map<string, string>();
  return (target) => {
    const key = keyOf(rules, target);
    if (desired.has(key) || live.has(key)) return undefined;
    const known = explained.get(key);
    if (known !== undefined) return known;
    const kind = rules.get(target.kind);
    const write = (name: string): string => kind?.write?.(name) ?? JSON.stringify(name);
    const sentence = `There is no ${kind?.noun ?? target.kind} ${write(target.key)} in this instance${ending(target.key, namesOf(target.kind), write)}`;
    explained.set(key, sentence);
    return sentence;
  };
}

/** What was probably meant, or what there is. */
function ending(name: string, names: readonly string[], write: (name: string) => string): string {
  if (names.length === 0) return '; there is none at all.';
  const lookalike = names.find((one) => hiddenDifference(name, one) !== undefined);
  if (lookalike !== undefined) {
    return `; ${write(lookalike)} looks the same and has ${hiddenDifference(name, lookalike)}.`;
  }
  const sameEnd =
    names.find((one) => one.endsWith(`/${name}`)) ?? names.find((one) => lastOf(one) === lastOf(name) && one !== name);
  const meant = sameEnd ?? nearest(name, names);
  const some = nearestFew(name, names, maxNames).map(write).join(', ');
  const there =
    names.length === 1 ? `there is only ${some}` : `there are ${some}${names.length > maxNames ? ', …' : ''}`;
  return meant === undefined ? `; ${there}.` : `; did you mean ${write(meant)}? T${there.slice(1)}.`;
}

/** The last name of a path, whose steps are joined by slashes. */
const lastOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** Names that a message lists. */
const maxNames = 10;

/** Names by kind, gathered once and only when a name is missing. */
function makeNames(desired: DesiredState, live: LiveState): (kind: string) => readonly string[] {
  let byKind: Map<string, string[]> | undefined;
  return (kind) => {
    if (!byKind) {
      byKind = new Map();
      for (const { address } of [...live.values(), ...desired.values()]) {
        const names = byKind.get(address.kind);
        if (names) names.push(address.key);
        else byKind.set(address.kind, [address.key]);
      }
    }
    return byKind.get(kind) ?? [];
  };
}
