/** What a pass finds to do in the household of `household.ts`, without a pass. */

import { marked } from '../../src/plan/compare/ownership.ts';
import { wantedAt } from '../../src/plan/days/period.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import { compare } from '../../src/reconciler/compare.ts';
import type { LiveReading } from '../../src/reconciler/read-live.ts';
import type { Wanted } from '../../src/reconciler/reconcile.ts';
import { instance, type More, makeHousehold, rulesOf, type Table } from './household.ts';
import { desiredState, liveState } from './states.ts';

export interface ComparingOptions {
  readonly wanted?: Partial<Wanted>;
  readonly policy?: Partial<Policy>;
  readonly read?: Partial<LiveReading>;
  readonly more?: More;
}

/** Noon of a day. */
export const noon = Date.UTC(2026, 10, 29, 12);

/** The files of the configuration `us` compared with what there is; what they do not list is deleted. */
export function compared(asked: Table, there: Table, options: ComparingOptions = {}) {
  const live = liveState(there);
  const kinds = makeHousehold(live, options.more);
  const rules = rulesOf(kinds);
  const wanted: Wanted & { readonly at: number } = {
    ...{ desired: desiredState(asked), owner: 'us', managed: new Set(['room', 'pet']), diagnostics: [], at: noon },
    policy: { ...defaultPolicy, keepAtLeast: new Map(), removed: 'delete', ...options.policy },
    ...options.wanted,
  };
  const read: LiveReading = {
    ...{ live, ambiguous: new Map(), diagnostics: [], changedLately: 0, others: async () => [] },
    ...options.read,
  };
  const desired = marked(wantedAt(wanted.desired, wanted.at), wanted.owner, rules);
  return compare({ wanted, desired, read }, { kinds, rules, instance });
}
