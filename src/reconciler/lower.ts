import { present } from '../base/json.ts';
import type { ManagedKind } from '../kinds/kind.ts';
import { type Calls, type Sequence, sequence } from '../kinds/operation.ts';
import { isAdoption } from '../plan/compare/ownership.ts';
import type { Change, Update } from '../plan/model/change.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import type { LiveResource, LiveState } from '../plan/model/state.ts';
import { order, waitsForItself } from '../plan/timing/order.ts';

/** A change with the calls that make it and the changes that have to be made before. */
export interface Work extends Sequence {
  readonly change: Change;
  readonly kind: ManagedKind;
  /** The resource as the plan knows it; absent for a create. */
  readonly planned?: LiveResource;
  readonly after: readonly Change[];
  /**
   * The change as two, one that adds parts and one that takes others away, where what waits for it comes between. Absent
   * where it is made as it is.
   */
  readonly stages?: Stages;
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
    const after = waits.get(change) ?? [];
    const made = {
      change,
      kind,
      ...present({ stages: waitsForItself(change, waits) ? inStages(change, kind) : undefined }),
    };
    const calls = sequence(callsOf(made, planned));
    const work = { ...calls, ...made, after, adoption: isAdoption(change) };
    return planned === undefined || change.action === 'create' ? work : { ...work, planned };
  });
}

export interface Stages {
  readonly adds: Update;
  readonly takesAway: Update;
}

/** Nothing but parts, of which an update is all that there is to say, may have to be changed in two. */
function inStages(change: Change, { complete }: ManagedKind): Stages | undefined {
  if (change.action !== 'update' || !complete) return undefined;
  const both = complete(change.after, change.before);
  return { adds: { ...change, after: both }, takesAway: { ...change, before: both } };
}

/** The calls of a change, for a resource as it was read or as it is by now. */
export function callsOf({ kind, change, stages }: Made, live: LiveResource | undefined): Calls {
  if (!stages) return kind.operations(change, live);
  const { adds, takesAway } = stages;
  const between = live && {
    ...live,
    attributes: { ...live.attributes, ...kind.complete?.(adds.after, live.attributes) },
  };
  return { inOrder: [kind.operations(adds, live), kind.operations(takesAway, between)] };
}

type Made = Pick<Work, 'kind' | 'change' | 'stages'>;

/** How many of the calls, from the first, what waits for a change has to wait for. */
export const callsToWaitFor = ({ stages, kind, operations, planned }: Work): number =>
  stages ? sequence(kind.operations(stages.adds, planned)).operations.length : operations.length;
