import { isAdoption } from '../plan/compare/ownership.ts';
import { format } from '../plan/model/address.ts';
import type { Plan } from '../plan/model/plan.ts';
import { count } from '../plan/timing/cost.ts';
import type { ChangeResult } from '../reconciler/events.ts';

/**
 * What of a plan has not been made; `undefined` where all of it was. Its calls are those of the changes that are left, its
 * seconds still those of the whole.
 */
export function remaining(plan: Plan | undefined, results: readonly ChangeResult[]): Plan | undefined {
  if (!plan) return undefined;
  const made = new Set(results.flatMap(({ outcome, address }) => (outcome === 'complete' ? [format(address)] : [])));
  const changes = plan.changes.filter(({ address }) => !made.has(format(address)));
  if (changes.length === 0) return undefined;
  if (changes.length === plan.changes.length) return plan;
  const tally = (action: string): number =>
    changes.filter((change) => change.action === action && !isAdoption(change)).length;
  const [create, update] = [tally('create'), tally('update')];
  const adopt = changes.filter(isAdoption).length;
  const unchanged = plan.summary.unchanged + plan.summary.create + plan.summary.update + plan.summary.adopt;
  return {
    ...plan,
    summary: {
      ...plan.summary,
      ...{ create, update, delete: tally('delete'), adopt },
      unchanged: unchanged - create - update - adopt,
    },
    cost: { ...plan.cost, calls: count(changes.flatMap(({ calls }) => calls)) },
    changes,
  };
}
