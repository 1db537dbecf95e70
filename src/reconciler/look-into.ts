import type { Code } from '../base/codes.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { failedAs } from '../base/errors.ts';
import { isManaged, type Kind, type LookIntoContext } from '../kinds/kind.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import type { Policy } from '../plan/model/policy.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import type { LiveState } from '../plan/model/state.ts';
import { type Coverage, changesServed, concernsCoverage, coverage, notRead } from '../plan/safety/coverage.ts';
import type { Administration } from '../plan/safety/guard.ts';
import type { LiveReading } from './read-live.ts';

export interface LookInto extends Omit<LookIntoContext, 'warn' | 'changes' | 'holds' | 'keepAtLeast'> {
  readonly policy: Policy;
  readonly kinds: readonly Kind[];
  readonly rules: Rules;
}

/** What is known once each kind has read what only these changes make worth knowing. */
export interface Insight {
  readonly live: LiveState;
  /** The user that connect-sync acts as, where that is known and matters. */
  readonly self: Address | undefined;
  readonly administration: Administration | undefined;
  /** Who serves which queues; absent where the changes do not concern it, or it may not be read. */
  readonly coverage: Coverage | undefined;
  readonly warnings: readonly Diagnostic[];
}

export async function lookInto(
  changes: readonly Change[],
  read: LiveReading,
  { kinds, rules, policy, ...looking }: LookInto,
): Promise<Insight> {
  const { live } = read;
  const { keepAtLeast } = policy;
  const enriched = new Map(live);
  let self: Address | undefined;
  let administration: Administration | undefined;
  const warnings: Diagnostic[] = [];
  const warn = (code: Code, message: string): void => void warnings.push({ severity: 'warning', code, message });
  const holds: LookIntoContext['holds'] = (kind, attributes) => rules.get(kind)?.holds?.(attributes) ?? [];
  for (const kind of kinds.filter(isManaged)) {
    const own = changes.filter(({ address }) => address.kind === kind.name);
    if (own.length === 0 || !kind.lookInto) continue;
    const found = await kind.lookInto(own, live, { ...looking, keepAtLeast, changes, holds, warn });
    for (const resource of found.live) enriched.set(keyOf(rules, resource.address), resource);
    self ??= found.self;
    administration ??= found.administration;
  }
  const served = await lookIntoCoverage(
    changes,
    { ...read, live: enriched },
    { ...looking, kinds, rules, policy, warn },
  );
  return { live: enriched, self, administration, coverage: served, warnings };
}

/**
 * Reads who serves which queues, as far as that is not known, where the changes concern it: everybody who may serve one, and
 * what those serve. Who may not read it is told so; where a policy asks for it there is no plan without.
 */
async function lookIntoCoverage(
  changes: readonly Change[],
  read: LiveReading,
  { kinds, rules, policy, warn, ...looking }: LookInto & Pick<LookIntoContext, 'warn'>,
): Promise<Coverage | undefined> {
  if (!concernsCoverage(changes, { live: read.live, rules })) return undefined;
  const live = new Map(read.live);
  try {
    if (changesServed(changes, { live, rules })) {
      const people = kinds.filter(({ counts }) => counts === 'people');
      const all = await Promise.all(people.map(({ name }) => read.others(name)));
      for (const resource of all.flat()) {
        const key = keyOf(rules, resource.address);
        if (!live.has(key)) live.set(key, resource);
      }
    }
    const unknown = notRead(changes, { live, rules });
    const found = await Promise.all(
      kinds.map((kind) => {
        const own = unknown.filter(({ address }) => address.kind === kind.name);
        return own.length === 0 ? [] : (kind.readServed?.(own, looking) ?? []);
      }),
    );
    for (const resource of found.flat()) live.set(keyOf(rules, resource.address), resource);
  } catch (error) {
    if (policy.coverage.size > 0 || !failedAs(error, 'denied')) throw error;
    warn(
      'coverage-unknown',
      `Who serves which queues before and after this plan is not known: ${(error as Error).message}`,
    );
    return undefined;
  }
  return coverage(changes, { live, rules });
}
