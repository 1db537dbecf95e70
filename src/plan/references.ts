import type { Diagnostic } from '../diagnostic.ts';
import { nearest } from '../nearest.ts';
import { format } from './address.ts';
import { keyOf, type Rules } from './rules.ts';
import type { DesiredState, LiveState } from './state.ts';

/** Names that a desired resource mentions and that are neither asked for nor live. */
export function unresolved(desired: DesiredState, live: LiveState, rules: Rules): readonly Diagnostic[] {
  const namesOf = makeNames(desired, live);
  const suggestions = new Map<string, string | undefined>();
  const diagnostics: Diagnostic[] = [];
  for (const { address, attributes, locate } of desired.values()) {
    for (const { path, address: target } of rules.get(address.kind)?.references(attributes) ?? []) {
      const key = keyOf(rules, target);
      if (desired.has(key) || live.has(key)) continue;
      if (!suggestions.has(key)) suggestions.set(key, nearest(target.key, namesOf(target.kind)));
      const suggestion = suggestions.get(key);
      const kind = rules.get(target.kind);
      const write = (name: string): string => kind?.write?.(name) ?? JSON.stringify(name);
      diagnostics.push({
        severity: 'error',
        code: 'unknown-name',
        message:
          `There is no ${kind?.noun ?? target.kind} ${write(target.key)} in this instance` +
          (suggestion === undefined ? '.' : `; did you mean ${write(suggestion)}?`),
        source: locate(path),
        address: format(address),
      });
    }
  }
  return diagnostics;
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
