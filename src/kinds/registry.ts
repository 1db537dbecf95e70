import type { Rules } from '../plan/model/rules.ts';
import { hierarchyGroup } from './hierarchy-group/index.ts';
import { hierarchyStructure } from './hierarchy-structure/index.ts';
import { isManaged, type Kind, type ManagedKind } from './kind.ts';
import { predefinedAttribute } from './predefined-attribute/index.ts';
import { queue } from './queue/index.ts';
import { routingProfile } from './routing-profile/index.ts';
import { securityProfile } from './security-profile/index.ts';
import { user } from './user/index.ts';

/** Every kind. This list is the only place outside a kind's folder that knows it exists. */
export const kinds: readonly Kind[] = [
  predefinedAttribute,
  hierarchyStructure,
  hierarchyGroup,
  queue,
  routingProfile,
  securityProfile,
  user,
];

export const managedKinds: readonly ManagedKind[] = kinds.filter(isManaged);

export const rules: Rules = new Map(kinds.map((kind) => [kind.name, kind]));
