import type { Operations } from './call.ts';
import { hierarchy } from './hierarchy.ts';
import { instances } from './instances.ts';
import { queues } from './queues.ts';
import { routingProfiles } from './routing-profiles.ts';
import { searchUsers } from './search-users.ts';
import { securityProfiles } from './security-profiles.ts';
import { tags } from './tags.ts';
import { userUpdates } from './user-updates.ts';
import { users } from './users.ts';

/** Every operation that this emulator implements. Nothing else registers an operation. */
export const IMPLEMENTED: Operations = {
  ...instances,
  ...users,
  ...userUpdates,
  ...searchUsers,
  ...tags,
  ...hierarchy,
  ...routingProfiles,
  ...securityProfiles,
  ...queues,
};
