/** The plan of a pass, and the work that would make it so. */

import { inReadingOrder } from '../base/diagnostic.ts';
import { present } from '../base/json.ts';
import { isManaged } from '../kinds/kind.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { Policy } from '../plan/model/policy.ts';
import { uncovered } from '../plan/safety/coverage.ts';
import { gainsFirst } from '../plan/safety/holders.ts';
import { nothingRecent, type Recent } from '../plan/safety/limits.ts';
import type { Comparison } from './compare.ts';
import type { Insight } from './look-into.ts';
import { lower, type Work } from './lower.ts';
import { makePlan } from './make-plan.ts';
import type { Ports, Wanted } from './pass.ts';
import { missingSecrets } from './sending/secrets.ts';

export interface Drafted {
  readonly wanted: Wanted;
  readonly compared: Comparison;
  readonly insight: Insight;
  /** How many resources were described since they were changed lately. */
  readonly changedLately: number;
}

export async function draft(
  { wanted, compared, insight, changedLately }: Drafted,
  ports: Ports,
): Promise<{ readonly plan: Plan; readonly work: readonly Work[] }> {
  const { rules, secrets } = ports;
  const { policy, accepted = {}, targets } = wanted;
  const { changes, desired, everything, scoped } = compared;
  const { live, self, administration, coverage, warnings } = insight;
  const kinds = new Map(ports.kinds.filter(isManaged).map((kind) => [kind.name, kind]));
  const first = gainsFirst(changes, policy, { live, rules });
  const work = lower(changes, live, { rules, kinds }).map((one) => ({
    ...one,
    after: [...one.after, ...(first.get(one.change) ?? [])],
  }));
  // Where nothing is to change, nobody needs to know what was.
  const recent = changes.length === 0 ? nothingRecent : await recentOf(policy, ports);
  const secretsMissing = missingSecrets(work, secrets, { desired, rules });
  const diagnostics = inReadingOrder(
    [...compared.diagnostics, ...warnings, ...(coverage ? uncovered(coverage) : []), ...secretsMissing],
    wanted.files,
  );
  const listed = desired.size;
  const { samePerson, upcoming } = compared;
  const found = { samePerson, upcoming, ...present({ sources: wanted.sources }) };
  const context = {
    ...ports,
    ...found,
    policy,
    accepted,
    desired: everything,
    listed,
    live,
    self,
    administration,
    coverage,
    recent,
    changedLately,
    diagnostics,
  };
  const plan = { ...makePlan(work, scoped, context), ...present({ targets, asOf: wanted.asOf }) };
  return { plan, work };
}

/** What earlier runs changed in the window of the policy; `undefined` without a window or without records. */
const recentOf = async (
  { window }: Policy,
  { clock, recentChanges }: Pick<Ports, 'clock' | 'recentChanges'>,
): Promise<Recent | undefined> => (window === undefined ? undefined : recentChanges?.(clock.now() - window));
