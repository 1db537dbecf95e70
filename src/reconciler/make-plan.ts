import type { Instance } from '../connect/port.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Address } from '../plan/address.ts';
import { type Counts, cost, type PerSecond } from '../plan/cost.ts';
import { type Acceptances, guard, type Recent } from '../plan/guard.ts';
import type { Plan, Summary } from '../plan/plan.ts';
import type { Policy } from '../plan/policy.ts';
import { keyOf, type Rules } from '../plan/rules.ts';
import type { Scope } from '../plan/scope.ts';
import type { DesiredState, LiveState } from '../plan/state.ts';
import type { Work } from './lower.ts';

export interface PlanContext {
  readonly instance: Instance;
  readonly policy: Policy;
  readonly accepted: Acceptances;
  /** All that the files list. */
  readonly desired: DesiredState;
  /** The whole instance. */
  readonly live: LiveState;
  readonly recent: Recent | undefined;
  readonly self: Address | undefined;
  readonly rules: Rules;
  readonly perSecond: PerSecond;
  readonly readCalls: () => Counts;
  readonly recalled?: () => number;
  readonly diagnostics: readonly Diagnostic[];
}

/** The plan as data, from the work it stands for, held against the safety rules. */
export function makePlan(work: readonly Work[], scoped: Scope, context: PlanContext): Plan {
  const { instance, policy, desired, live, rules, perSecond, readCalls, recalled = () => 0, diagnostics } = context;
  const calls = (adoption: boolean): readonly string[] =>
    work.filter((one) => one.adoption === adoption).flatMap(({ operations }) => operations.map(({ call }) => call));
  const privileged = new Set(policy.keepAtLeast.keys());
  const changes = work.map(({ change, kind, operations }) => ({
    ...change,
    calls: operations.map(({ call }) => call),
    risk: kind.risk(change, live.get(keyOf(rules, change.address)), privileged),
  }));
  const verdict = guard(policy, { ...context, changes, people: scoped.people });
  return {
    target: { region: instance.region, instanceId: instance.id, identityManagement: instance.identityManagement },
    summary: summarize(work, scoped, desired.size),
    cost: {
      ...cost({ first: calls(false), last: calls(true) }, readCalls(), perSecond),
      ...(recalled() > 0 && { recalled: recalled() }),
    },
    safety: verdict.safety,
    changes,
    noLongerListed: scoped.noLongerListed,
    diagnostics: [...diagnostics, ...verdict.diagnostics],
  };
}

function summarize(work: readonly Work[], { noLongerListed, unmanaged, heldBack }: Scope, listed: number): Summary {
  const tally = (action: string): number =>
    work.filter(({ change, adoption }) => change.action === action && !adoption).length;
  const adopt = work.filter(({ adoption }) => adoption).length;
  const [create, update] = [tally('create'), tally('update')];
  return {
    create,
    update,
    delete: tally('delete'),
    adopt,
    unchanged: listed - create - update - adopt - heldBack,
    unmanaged,
    noLongerListed: noLongerListed.length,
  };
}
