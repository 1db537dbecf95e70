import type { Change } from '../../plan/model/change.ts';
import type { Risk } from '../../plan/model/plan.ts';
import type { LiveProfile, ProfileAttributes } from './attributes.ts';
import { isPrivilege } from './permissions.ts';

/** A profile that gains a permission to create, edit or delete users or security profiles lets its holders raise themselves. */
export function risk(change: Change<ProfileAttributes>, live: LiveProfile | undefined): Risk {
  if (change.action === 'delete') return 'irreversible';
  const had = new Set(live?.attributes.permissions);
  const { permissions = [] } = change.after;
  return permissions.some((name) => isPrivilege(name) && !had.has(name)) ? 'privilege' : 'normal';
}
