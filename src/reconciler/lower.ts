import type { ManagedKind } from '../kinds/kind.ts';
import { type Sequence, sequence } from '../kinds/operation.ts';
import { isAdoption } from '../plan/compare/ownership.ts';
import type { Change } from '../plan/model/change.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import type { LiveResource, LiveState } from '../plan/model/state.ts';
import { order } from '../plan/timing/order.ts';

/** A change with the calls that make it and the changes that have to be made before. */
export interface Work extends Sequence {
  readonly change: Change;
  readonly kind: ManagedKind;
  /** The resource as the plan knows it; absent for a create. */
  readonly planned?: LiveResource;
  readonly after: readonly Change[];
  /** Does nothing but mark a resource as ours, and so comes after everything else. */
  readonly adoption: boolean;
}

/** Changes to API calls; in the order of the changes. */
export function lower(
  changes: readonly Change[],
  live: LiveState,
  { rules, kinds }: { readonly rules: Rules; readonly kinds: ReadonlyMap<string, ManagedKind> },
): readonly Work[] {
  const waits = order(changes, live, rules);
  return changes.map((change) => {
    const kind = kinds.get(change.address.kind);
    if (!kind) throw new Error(`Nothing manages the kind ${change.address.kind}.`);
    const planned = live.get(keyOf(rules, change.address));
    const calls = sequence(kind.operations(change, planned));
    const work = { ...calls, change, kind, after: waits.get(change) ?? [], adoption: isAdoption(change) };
    return planned === undefined || change.action === 'create' ? work : { ...work, planned };
  });
}
