/** What the safety rules say of a plan of toys: pets are the people. */
import { diff } from '../../src/plan/compare/diff.ts';
import type { PlannedChange } from '../../src/plan/model/plan.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { type Guarded, type GuardResult, guard } from '../../src/plan/safety/guard.ts';
import { nothingRecent } from '../../src/plan/safety/limits.ts';
import { desiredState, liveState, rules } from './states.ts';

export type Table = { readonly [address: string]: Attributes };

/** Of making `there` as `asked`. Everything there is in scope, and no profile is guarded unless the policy says so. */
export function verdict(
  asked: Table,
  there: Table,
  { policy = {}, ...more }: Partial<Guarded> & { readonly policy?: Partial<Policy> } = {},
): GuardResult {
  const [desired, live] = [desiredState(asked), liveState(there)];
  const changes = diff(desired, live, rules).map((change): PlannedChange => ({ ...change, calls: [], risk: 'normal' }));
  const both = [...new Set([...desired.keys(), ...live.keys()])];
  const people = both.filter((key) => key.startsWith('pet/')).length;
  const full: Policy = { ...defaultPolicy, keepAtLeast: new Map(), ...policy };
  return guard(full, {
    ...{ changes, desired, live, rules, accepted: {}, self: undefined, recent: nothingRecent },
    totals: { people, configuration: both.length - people },
    ...more,
  });
}

/** So many toys of a kind: `room/0`, `room/1`. */
export const toys = (kind: string, count: number, attributes: Attributes = {}): Table =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${kind}/${index}`, attributes]));
