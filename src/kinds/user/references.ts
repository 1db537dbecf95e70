/** What a user points at, and what a policy says of users by the same names. */
import type { Policy } from '../../plan/model/policy.ts';
import type { Reference } from '../../plan/model/rules.ts';
import type { Attributes } from '../../plan/model/state.ts';
import { fieldOf, mapOf, text } from '../fields.ts';
import { type GroupPath, namesIn, pathKey } from '../hierarchy-group/path.ts';
import { coveredQueues } from '../queue/index.ts';
import { groupPath, type UserAttributes } from './attributes.ts';
import { references as proficiencyReferences } from './proficiencies/proficiencies.ts';

export function references({
  routingProfile,
  securityProfiles = [],
  hierarchyGroup,
  proficiencies,
}: UserAttributes): readonly Reference[] {
  const found: Reference[] = [];
  if (routingProfile !== undefined) {
    found.push({ path: ['routingProfile'], address: { kind: 'routingProfile', key: routingProfile } });
  }
  for (const [index, key] of securityProfiles.entries()) {
    found.push({ path: ['securityProfiles', String(index)], address: { kind: 'securityProfile', key } });
  }
  if (hierarchyGroup !== undefined && hierarchyGroup !== null) {
    found.push({ path: ['hierarchyGroup'], address: groupAddress(hierarchyGroup) });
  }
  return [...found, ...proficiencyReferences(proficiencies)];
}

const groupAddress = (path: GroupPath) => ({ kind: 'hierarchyGroup', key: pathKey(path) });

export function policyReferences(policy: Policy): readonly Reference[] {
  const { keepAtLeast, scope } = policy;
  const holders = [...keepAtLeast.keys()].map(
    (key): Reference => ({ path: ['keepAtLeast', key], address: { kind: 'securityProfile', key } }),
  );
  const guarded = [...holders, ...coveredQueues(policy)];
  const top = scope.type === 'part' ? topOf(scope.part) : undefined;
  return top === undefined ? guarded : [...guarded, { path: ['scope', 'hierarchyGroup'], address: groupAddress(top) }];
}

/** `policy.scope` describes users by a hierarchy group, in it or below it, or by tags, all of which they have. */
export function isWithin({ hierarchyGroup, tags = {} }: UserAttributes, part: Attributes): boolean {
  const top = topOf(part);
  if (top !== undefined) {
    const names = namesIn(hierarchyGroup ?? []);
    return namesIn(top).every((name, level) => names[level] === name);
  }
  const asked = mapOf(text)(fieldOf(part, 'tag')) ?? {};
  return Object.entries(asked).every(([key, value]) => Object.hasOwn(tags, key) && tags[key] === value);
}

const topOf = (part: Attributes): GroupPath | undefined => groupPath(fieldOf(part, 'hierarchyGroup'));
