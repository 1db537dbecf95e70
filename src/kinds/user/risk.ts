import type { Json } from '../../base/json.ts';
import type { Change } from '../../plan/model/change.ts';
import type { Risk } from '../../plan/model/plan.ts';
import type { LiveResource } from '../../plan/model/state.ts';

/**
 * A security profile of `privileged` granted, or the e-mail of one of its holders changed, widens what somebody may
 * do: with a new e-mail its owner can reset the password and take the account (AWS, "Best practices for security
 * profiles"). A deletion cannot be undone.
 */
export function risk(change: Change, live: LiveResource | undefined, privileged: ReadonlySet<string>): Risk {
  if (change.action === 'delete') return 'irreversible';
  const held = privilegesIn(live?.attributes['securityProfiles'], privileged);
  const granted = privilegesIn(change.after['securityProfiles'], privileged).some((name) => !held.includes(name));
  const takesOver = held.length > 0 && ['email', 'secondaryEmail'].some((name) => Object.hasOwn(change.after, name));
  return granted || takesOver ? 'privilege' : 'normal';
}

const privilegesIn = (profiles: Json | undefined, privileged: ReadonlySet<string>): readonly string[] =>
  Array.isArray(profiles) ? profiles.filter((name): name is string => privileged.has(name)) : [];
