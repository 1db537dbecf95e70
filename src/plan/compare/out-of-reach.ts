/** Who is listed and would stay for ever: removing the entry would not remove them, since the scope is about others. */

import type { Diagnostic } from '../../base/diagnostic.ts';
import { format } from '../model/address.ts';
import { merge, withoutNulls } from '../model/merge.ts';
import { locate } from '../model/origin.ts';
import { makeMatcher } from '../model/policy.ts';
import type { Rules } from '../model/rules.ts';
import type { DesiredState, LiveState } from '../model/state.ts';
import { isTheirs, makeReach, removalOf, type ScopeRules } from './ownership.ts';

/**
 * A warning for each listed person who is outside `policy.scope`, as they will be once the plan is made. There are none where
 * nobody is removed, and none of people that `protected` or another owner keeps.
 */
export function outOfReach(
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  { owner, managed, policy }: ScopeRules,
  rules: Rules,
): readonly Diagnostic[] {
  if (policy.scope.type !== 'part') return [];
  const reaches = makeReach(policy, owner, rules);
  const isProtected = makeMatcher(policy.protected);
  const diagnostics: Diagnostic[] = [];
  for (const [key, { address, attributes: asked, origins }] of desired) {
    const kind = rules.get(address.kind);
    const removal = removalOf(policy, kind);
    if (kind?.counts !== 'people' || removal === 'keep' || !managed.has(kind.name)) continue;
    const found = live.get(key);
    const attributes = found ? merge(found.attributes, asked) : withoutNulls(asked);
    const resource = { address, id: '', arn: '', attributes, carried: {} };
    if (isProtected(address.key) !== undefined || (found && isTheirs(found, owner)) || reaches(resource)) continue;
    const text = format(address);
    diagnostics.push({
      severity: 'warning',
      code: 'outside-scope',
      message: `${text} is listed and outside policy.scope, so it would never be ${done[removal]}: removing this entry would leave the account as it is.`,
      source: locate(origins),
      address: text,
    });
  }
  return diagnostics;
}

const done = { park: 'parked', delete: 'deleted' } as const;
