import type { Diagnostic } from '../base/diagnostic.ts';
import { present } from '../base/json.ts';
import type { Instance } from '../connect/port.ts';
import type { ManagedKind } from '../kinds/kind.ts';
import type { Scope } from '../plan/compare/scope.ts';
import { placeOf, treeOf } from '../plan/compare/tree.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import { isParking } from '../plan/model/parking.ts';
import type { SourceFacts } from '../plan/model/person.ts';
import type { CallCounts, Plan, Risk, Summary } from '../plan/model/plan.ts';
import type { Policy } from '../plan/model/policy.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import type { DesiredState, LiveState } from '../plan/model/state.ts';
import type { Coverage } from '../plan/safety/coverage.ts';
import { type Administration, guard } from '../plan/safety/guard.ts';
import type { Recent } from '../plan/safety/limits.ts';
import { cost } from '../plan/timing/cost.ts';
import type { PaceOf } from '../plan/timing/schedule.ts';
import type { Work } from './lower.ts';
import type { Wanted } from './pass.ts';
import { toSteps, withLooks } from './sending/steps.ts';

export interface PlanContext {
  readonly instance: Instance;
  readonly policy: Policy;
  readonly accepted: NonNullable<Wanted['accepted']>;
  /** All that the files list. */
  readonly desired: DesiredState;
  /** How many resources the plan is about. */
  readonly listed: number;
  /** The whole instance. */
  readonly live: LiveState;
  readonly recent: Recent | undefined;
  readonly self: Address | undefined;
  readonly administration: Administration | undefined;
  readonly coverage: Coverage | undefined;
  readonly rules: Rules;
  readonly pace: PaceOf;
  readonly readCalls: () => CallCounts;
  readonly recalled?: () => number;
  readonly changedLately: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly samePerson: Plan['samePerson'];
  readonly upcoming: Plan['upcoming'];
  /** Exports that people come from. */
  readonly sources?: readonly SourceFacts[];
}

/** The plan as data, from the work it stands for, checked against the safety rules. */
export function makePlan(work: readonly Work[], scoped: Scope, context: PlanContext): Plan {
  const { samePerson, upcoming } = context;
  const { instance, policy, listed, live, rules, pace, readCalls, recalled = () => 0, diagnostics } = context;
  const privileged = new Set(policy.keepAtLeast.keys());
  const riskOf = (kind: ManagedKind, change: Change): Risk =>
    kind.risk?.(change, live.get(keyOf(rules, change.address)), privileged) ??
    (change.action === 'delete' ? 'irreversible' : 'normal');
  const changes = work.map(({ change, kind, operations }) => ({
    ...change,
    calls: operations.map(({ call }) => call),
    risk: riskOf(kind, change),
    ...present({ place: placeOf(change, { live, rules }) }),
  }));
  const accepted = typeof context.accepted === 'function' ? context.accepted(changes) : context.accepted;
  const verdict = guard(policy, { ...context, accepted, changes, totals: scoped.totals });
  return {
    target: {
      ...{ region: instance.region, instanceId: instance.id, identityManagement: instance.identityManagement },
      ...present({ alias: instance.alias }),
    },
    summary: summarize(work, scoped, listed),
    cost: {
      ...cost(withLooks(toSteps(work, rules), work), readCalls(), pace),
      ...(recalled() > 0 && { recalled: recalled() }),
      ...(context.changedLately > 0 && { changedLately: context.changedLately }),
    },
    safety: verdict.safety,
    coverage: context.coverage?.channels ?? [],
    changes,
    noLongerListed: scoped.noLongerListed,
    parked: [...scoped.parked.values()].map(({ resource, parkedOn, deleteOn }) => ({
      address: resource.address,
      parkedOn,
      deleteOn,
    })),
    samePerson,
    upcoming,
    ...present({ tree: treeOf(changes, { live, rules }) }),
    diagnostics: [...diagnostics, ...verdict.diagnostics],
  };
}

function summarize(work: readonly Work[], { noLongerListed, unmanaged, heldBack }: Scope, listed: number): Summary {
  // Who is parked is not listed, and counts neither as changed nor as unchanged.
  const ours = work.filter(({ change }) => change.action !== 'update' || change.leaving === undefined);
  const tally = (action: string): number =>
    ours.filter(({ change, adoption }) => change.action === action && !adoption).length;
  const adopt = work.filter(({ adoption }) => adoption).length;
  const [create, update] = [tally('create'), tally('update')];
  const park = work.filter(({ change }) => isParking(change)).length;
  return {
    create,
    update,
    delete: tally('delete'),
    ...(park > 0 && { park }),
    adopt,
    unchanged: listed - create - update - adopt - heldBack.length,
    unmanaged,
    noLongerListed: noLongerListed.length,
  };
}
