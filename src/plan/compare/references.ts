import type { Diagnostic } from '../../base/diagnostic.ts';
import { nearest } from '../../base/nearest.ts';
import { type Address, format } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { merge } from '../model/merge.ts';
import { locate } from '../model/origin.ts';
import type { Policy } from '../model/policy.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { DesiredState, LiveState } from '../model/state.ts';

/** Names that a desired resource mentions and that are neither asked for nor live. */
export function unresolved(desired: DesiredState, live: LiveState, rules: Rules): readonly Diagnostic[] {
  const explain = makeExplanation(desired, live, rules);
  return [...desired.values()].flatMap(({ address, attributes, origins }) =>
    (rules.get(address.kind)?.references(attributes) ?? []).flatMap(({ path, address: target }) => {
      const message = explain(target);
      if (message === undefined) return [];
      return [
        { severity: 'error', code: 'unknown-name', message, source: locate(origins, path), address: format(address) },
      ];
    }),
  );
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
  const suggestions = new Map<string, string | undefined>();
  return (target) => {
    const key = keyOf(rules, target);
    if (desired.has(key) || live.has(key)) return undefined;
    if (!suggestions.has(key)) suggestions.set(key, nearest(target.key, namesOf(target.kind)));
    const suggestion = suggestions.get(key);
    const kind = rules.get(target.kind);
    const write = (name: string): string => kind?.write?.(name) ?? JSON.stringify(name);
    return (
      `There is no ${kind?.noun ?? target.kind} ${write(target.key)} in this instance` +
      (suggestion === undefined ? '.' : `; did you mean ${write(suggestion)}?`)
    );
  };
}

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
