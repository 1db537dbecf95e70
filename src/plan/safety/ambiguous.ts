/** Names that Connect has given twice, as to two hierarchy groups of one path. Only what refers to one cannot be planned. */
import { type Diagnostic, furtherUses } from '../../base/diagnostic.ts';
import { format } from '../model/address.ts';
import { locate } from '../model/origin.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/state.ts';

export interface AmbiguityFacts {
  readonly desired: DesiredState;
  /** Resources that share an address, by its key. */
  readonly ambiguous: ReadonlyMap<string, readonly LiveResource[]>;
  readonly managed: ReadonlySet<string>;
}

/** An error for each such name that the files mention; of a managed kind, a warning where they do not. */
export function ambiguities({ desired, ambiguous, managed }: AmbiguityFacts, rules: Rules): readonly Diagnostic[] {
  if (ambiguous.size === 0) return [];
  const uses = new Map<string, { readonly of: DesiredResource; readonly path: readonly string[] }[]>();
  for (const [key, of] of desired) {
    const references = rules.get(of.address.kind)?.references(of.attributes) ?? [];
    const mentioned = references.map(({ path, address }) => ({ path, key: keyOf(rules, address) }));
    for (const { path, key: named } of [{ path: [], key }, ...mentioned]) {
      if (ambiguous.has(named)) uses.set(named, [...(uses.get(named) ?? []), { of, path }]);
    }
  }
  return [...ambiguous].flatMap(([key, resources]): readonly Diagnostic[] => {
    const [one] = resources;
    if (!one) return [];
    const { kind, key: name } = one.address;
    const noun = rules.get(kind)?.noun ?? kind;
    const there = `Amazon Connect has the ${noun} ${rules.get(kind)?.write?.(name) ?? JSON.stringify(name)} ${resources.length} times (ids ${resources.map(({ id }) => id).join(', ')})`;
    const places = (uses.get(key) ?? []).map(({ of, path }) => locate(of.origins, path));
    if (places.length > 0) {
      const message = `${there}, so which of them is meant cannot be said. Rename or delete all but one.${furtherUses(places)}`;
      const error = { severity: 'error', code: 'ambiguous-name', message } as const;
      return [places[0] ? { ...error, source: places[0] } : error];
    }
    if (!managed.has(kind)) return [];
    const message = `${there}; they are left alone.`;
    return [{ severity: 'warning', code: 'ambiguous-name', message, address: format(one.address) }];
  });
}
