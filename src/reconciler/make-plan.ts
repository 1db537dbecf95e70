import type { Instance } from '../connect/port.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Counts, cost, type PerSecond } from '../plan/cost.ts';
import type { Plan, Summary } from '../plan/plan.ts';
import { keyOf, type Rules } from '../plan/rules.ts';
import type { Scope } from '../plan/scope.ts';
import type { LiveState } from '../plan/state.ts';
import type { Work } from './lower.ts';

/** Security profiles whose holders can do the most harm; granting one is a risk worth pointing out. */
const privileged: ReadonlySet<string> = new Set(['Admin']);

export interface PlanContext {
  readonly instance: Instance;
  readonly live: LiveState;
  /** How many resources the files list. */
  readonly listed: number;
  readonly rules: Rules;
  readonly perSecond: PerSecond;
  readonly readCalls: () => Counts;
  readonly recalled?: () => number;
  readonly diagnostics: readonly Diagnostic[];
}

/** The plan as data, from the work it stands for. */
export function makePlan(work: readonly Work[], scoped: Scope, context: PlanContext): Plan {
  const { instance, live, listed, rules, perSecond, readCalls, recalled = () => 0, diagnostics } = context;
  const calls = (adoption: boolean): readonly string[] =>
    work.filter((one) => one.adoption === adoption).flatMap(({ operations }) => operations.map(({ call }) => call));
  return {
    target: { region: instance.region, instanceId: instance.id, identityManagement: instance.identityManagement },
    summary: summarize(work, scoped, listed),
    cost: {
      ...cost({ first: calls(false), last: calls(true) }, readCalls(), perSecond),
      ...(recalled() > 0 && { recalled: recalled() }),
    },
    safety: [],
    changes: work.map(({ change, kind, operations }) => ({
      ...change,
      calls: operations.map(({ call }) => call),
      risk: kind.risk(change, live.get(keyOf(rules, change.address)), privileged),
    })),
    noLongerListed: scoped.noLongerListed,
    diagnostics,
  };
}

function summarize(work: readonly Work[], { noLongerListed, unmanaged }: Scope, listed: number): Summary {
  const tally = (action: string): number =>
    work.filter(({ change, adoption }) => change.action === action && !adoption).length;
  const adopt = work.filter(({ adoption }) => adoption).length;
  const [create, update] = [tally('create'), tally('update')];
  return {
    create,
    update,
    delete: tally('delete'),
    adopt,
    unchanged: listed - create - update - adopt,
    unmanaged,
    noLongerListed: noLongerListed.length,
  };
}
