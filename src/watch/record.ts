/** What is remembered of passes: bounded, however long a watch runs and however much each of them changes. */

import { isAdoption } from '../plan/compare/scope.ts';
import { format } from '../plan/model/address.ts';
import type { Plan } from '../plan/model/plan.ts';
import { count } from '../plan/timing/cost.ts';
import type { ChangeResult } from '../reconciler/events.ts';
import type { PassReport } from './standing.ts';

const mostPasses = 50;
/** Of all remembered passes together; the newest is whole in any case. */
const mostResults = 2000;

/** The newest first. Only the newest keeps its plan; the oldest go once there are too many of them or of their results. */
export function remember(report: PassReport, before: readonly PassReport[]): readonly PassReport[] {
  const passes = [report];
  let results = report.results.length;
  for (const { plan: _, ...older } of before.slice(0, mostPasses - 1)) {
    results += older.results.length;
    if (results > mostResults) break;
    passes.push(older);
  }
  return passes;
}

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
