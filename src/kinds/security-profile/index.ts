import type { OutputOf } from '../../connect/port.ts';
import type { ManagedKind } from '../kind.ts';
import { type CarriedProfile, declare, describe, groupOf, kind, type ProfileAttributes } from './attributes.ts';
import { check } from './check.ts';
import { lookAgain } from './look-again.ts';
import { lookInto } from './look-into.ts';
import { needs } from './needs.ts';
import { operations } from './operations.ts';
import { readProfiles } from './read.ts';
import { risk } from './risk.ts';
import { schema } from './schema.ts';
import { settleCreate } from './settle.ts';

/** Those that every instance comes with (administrator guide, "Default security profiles"). */
const builtIn: ReadonlySet<string> = new Set(['Admin', 'Agent', 'CallCenterManager', 'QualityAnalyst']);

export const securityProfile: ManagedKind<ProfileAttributes, CarriedProfile> = {
  name: kind,
  noun: 'security profile',
  section: { key: 'securityProfiles', shape: 'list', schema },
  ownership: 'tag',
  counts: 'configuration',
  attributes: {
    permissions: { compareAs: 'set' },
    tagRestrictedResources: { compareAs: 'set' },
    allowedAccessControlTags: { compareAs: 'exactMap' },
    hierarchyRestrictedResources: { compareAs: 'set' },
    tags: { mergedByKey: true },
  },
  fold: (name) => name,
  references: ({ allowedAccessControlHierarchyGroup: group }) =>
    group ? [{ path: ['allowedAccessControlHierarchyGroup'], address: groupOf(group) }] : [],
  builtIn: (name) => builtIn.has(name),
  insteadOfRenaming: 'list the new name beside the old one, give it to the users, and remove the old one then',
  readAfter: ['hierarchyGroup'],
  needs,
  read: readProfiles,
  declare: (entry) => [declare(entry)],
  describe: (live) => live.map(describe),
  check: ({ desired, live: found }, live) => (desired ? check(desired, found, live) : []),
  lookInto,
  operations,
  lookAgain,
  risk,
  identify({ SecurityProfileId: id, SecurityProfileArn: arn = '' }: OutputOf<'CreateSecurityProfile'>) {
    return id === undefined ? undefined : { id, arn };
  },
  settle: settleCreate,
};
