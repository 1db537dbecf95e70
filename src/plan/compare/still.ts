/** Whether a change may still be made of a resource that was looked at again since it was planned. Pure. */

import type { Change } from '../model/change.ts';
import { makeMatcher } from '../model/policy.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { LiveResource } from '../model/state.ts';
import { isTheirs, makeReach, ownerOf, type ScopeRules } from './ownership.ts';

/**
 * Why a change is not to be made now, as the end of a sentence; `undefined` where it may be made. `now` is absent where the
 * resource is gone.
 */
export type Objection = (change: Change, now: LiveResource | undefined) => string | undefined;

/** The rules of `scope`, asked once more of a single resource as it is now. */
export function makeObjection({ owner, policy }: ScopeRules, rules: Rules): Objection {
  const reaches = makeReach(policy, owner, rules);
  const globOf = makeMatcher(policy.protected);
  return (change, now) => {
    const { action, address } = change;
    const isLeaving = action === 'delete' || (action === 'update' && change.leaving !== undefined);
    // What was to go is gone: Connect says so itself, and that is a success.
    if (!now) return action === 'delete' ? undefined : 'it has been deleted since the plan was made';
    const theirs = ownerOf(now.attributes);
    const key = JSON.stringify(now.address.key);
    const renames = rules.get(address.kind)?.rename !== undefined;
    // What is renamed has its old name until then; what is to go has the one that it was planned by.
    if ((!renames || action === 'delete') && keyOf(rules, now.address) !== keyOf(rules, address))
      return `its id belongs to ${key} by now`;
    if (isTheirs(now, owner)) return `it is managed by ${JSON.stringify(theirs)} by now`;
    if (rules.get(address.kind)?.counts === 'people' && globOf(now.address.key) !== undefined) {
      return 'it is protected by now';
    }
    if (!isLeaving || reaches(now)) return undefined;
    if (theirs !== undefined && theirs !== owner) return `it is managed by ${JSON.stringify(theirs)} by now`;
    return owner !== undefined && theirs === undefined && policy.scope.type === 'owned'
      ? 'it does not have the mark of this configuration any more'
      : 'it is not in the scope of the policy any more';
  };
}
