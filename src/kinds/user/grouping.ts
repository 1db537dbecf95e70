import { namesIn } from '../hierarchy-group/path.ts';
import type { Grouping } from '../section.ts';
import { groupPath } from './attributes.ts';

/** What a user may do and takes contacts of is a role; the hierarchy group says where they are. */
export const grouping: Grouping = {
  roleBy: ['securityProfiles', 'routingProfile'],
  place: { field: 'hierarchyGroup', namesOf: (path) => namesIn((path === null ? undefined : groupPath(path)) ?? []) },
};
