import type { InputOf, OutputOf } from '../../connect/port.ts';
import type { Reference } from '../../plan/model/rules.ts';
import type { Attributes } from '../../plan/model/state.ts';
import { pathKey } from '../hierarchy-group/path.ts';
import type { ManagedKind } from '../kind.ts';
import type { Identity } from '../operation.ts';
import { declare, describe, foldUsername } from './attributes.ts';
import { check } from './check.ts';
import { lookInto } from './look-into.ts';
import { operations } from './operations.ts';
import { readUsers } from './read.ts';
import { risk } from './risk.ts';
import { settleCreate } from './settle.ts';

export const user: ManagedKind = {
  name: 'user',
  noun: 'user',
  section: 'users',
  attributes: {
    securityProfiles: { compareAs: 'set' },
    initialPassword: { createOnly: true, sensitive: true },
    directoryUserId: { createOnly: true },
    phoneConfig: { mergedByKey: true },
    tags: { mergedByKey: true },
  },
  fold: foldUsername,
  people: { securityProfilesOf },
  references,
  readAfter: ['routingProfile', 'securityProfile', 'hierarchyGroup'],
  read: readUsers,
  declare,
  describe,
  check,
  lookInto,
  operations,
  risk,
  identify,
  async settle({ call, input }, send) {
    if (call !== 'CreateUser') return undefined;
    return identify((await settleCreate(input as InputOf<'CreateUser'>, send)) ?? {});
  },
};

function identify(output: OutputOf<'CreateUser'>): Identity | undefined {
  return output.UserId === undefined ? undefined : { id: output.UserId, arn: output.UserArn ?? '' };
}

function securityProfilesOf({ securityProfiles }: Attributes): readonly string[] {
  return Array.isArray(securityProfiles) ? securityProfiles.map(String) : [];
}

function references({ routingProfile, securityProfiles, hierarchyGroup }: Attributes): readonly Reference[] {
  const found: Reference[] = [];
  if (typeof routingProfile === 'string') {
    found.push({ path: ['routingProfile'], address: { kind: 'routingProfile', key: routingProfile } });
  }
  if (Array.isArray(securityProfiles)) {
    for (const [index, name] of securityProfiles.entries()) {
      found.push({
        path: ['securityProfiles', String(index)],
        address: { kind: 'securityProfile', key: String(name) },
      });
    }
  }
  if (hierarchyGroup !== undefined && hierarchyGroup !== null) {
    found.push({ path: ['hierarchyGroup'], address: { kind: 'hierarchyGroup', key: pathKey(hierarchyGroup) } });
  }
  return found;
}
