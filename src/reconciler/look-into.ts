import type { Code } from '../base/codes.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { isManaged, type Kind, type Looking } from '../kinds/kind.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import type { LiveState } from '../plan/model/state.ts';
import type { Administration } from '../plan/safety/guard.ts';

export interface LookInto extends Omit<Looking, 'warn' | 'changes' | 'holds'> {
  readonly kinds: readonly Kind[];
  readonly rules: Rules;
}

/** What is known once each kind has read what only these changes make worth knowing. */
export interface Insight {
  readonly live: LiveState;
  /** The user that connect-sync acts as, where that is known and matters. */
  readonly self: Address | undefined;
  readonly administration: Administration | undefined;
  readonly warnings: readonly Diagnostic[];
}

export async function lookInto(
  changes: readonly Change[],
  live: LiveState,
  { kinds, rules, ...looking }: LookInto,
): Promise<Insight> {
  const enriched = new Map(live);
  let self: Address | undefined;
  let administration: Administration | undefined;
  const warnings: Diagnostic[] = [];
  const warn = (code: Code, message: string): void => void warnings.push({ severity: 'warning', code, message });
  const holds: Looking['holds'] = (kind, attributes) => rules.get(kind)?.holds?.(attributes) ?? [];
  for (const kind of kinds.filter(isManaged)) {
    const own = changes.filter(({ address }) => address.kind === kind.name);
    if (own.length === 0 || !kind.lookInto) continue;
    const found = await kind.lookInto(own, live, { ...looking, changes, holds, warn });
    for (const resource of found.live) enriched.set(keyOf(rules, resource.address), resource);
    self ??= found.self;
    administration ??= found.administration;
  }
  return { live: enriched, self, administration, warnings };
}
