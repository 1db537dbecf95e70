import type { Change } from '../../plan/model/change.ts';
import type { Risk } from '../../plan/model/plan.ts';
import type { LiveUser, UserAttributes } from './attributes.ts';

/**
 * A security profile of `privileged` granted, or the e-mail of one of its holders changed, widens what somebody may
 * do: with a new e-mail its owner can reset the password and take the account (AWS, "Best practices for security
 * profiles"). A deletion cannot be undone.
 */
export function risk(
  change: Change<UserAttributes>,
  live: LiveUser | undefined,
  privileged: ReadonlySet<string>,
): Risk {
  if (change.action === 'delete') return 'irreversible';
  const privilegesIn = ({ securityProfiles = [] }: UserAttributes): readonly string[] =>
    securityProfiles.filter((name) => privileged.has(name));
  const held = privilegesIn(live?.attributes ?? {});
  const granted = privilegesIn(change.after).some((name) => !held.includes(name));
  const takesOver = held.length > 0 && ['email', 'secondaryEmail'].some((name) => Object.hasOwn(change.after, name));
  return granted || takesOver ? 'privilege' : 'normal';
}
