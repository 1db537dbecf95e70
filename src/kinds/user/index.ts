import type { InputOf, OutputOf } from '../../connect/port.ts';
import { keyTag } from '../../plan/model/own-tags.ts';
import { namesIn } from '../hierarchy-group/path.ts';
import type { ManagedKind } from '../kind.ts';
import type { Identity } from '../operation.ts';
import { type CarriedUser, declare, describe, foldUsername, type UserAttributes } from './attributes.ts';
import { check } from './check.ts';
import { grouping } from './grouping.ts';
import { keptByInstance } from './identity-rules.ts';
import { needs } from './needs.ts';
import { check as checkProficiencies, foldAttribute } from './proficiencies/proficiencies.ts';
import { settleProficiencies } from './proficiencies/settle.ts';
import { lookAgain } from './reading/look-again.ts';
import { lookInto } from './reading/look-into.ts';
import { readUsers } from './reading/read.ts';
import { isWithin, policyReferences, references } from './references.ts';
import { checkRestrictions } from './restrictions.ts';
import { risk } from './risk.ts';
import { schema } from './schema/schema.ts';
import { scopeParts } from './schema/scope.ts';
import { sentences } from './sentences.ts';
import { operations } from './writing/operations.ts';
import { settleCreate } from './writing/settle.ts';
import { settleChange } from './writing/settle-change.ts';

export const user: ManagedKind<UserAttributes, CarriedUser> = {
  name: 'user',
  noun: 'user',
  section: { key: 'users', shape: 'list', nameField: 'username', schema, scope: scopeParts, sentences },
  ownership: 'tag',
  counts: 'people',
  attributes: {
    firstName: { individual: true },
    lastName: { individual: true },
    email: { individual: true },
    secondaryEmail: { individual: true },
    mobile: { individual: true },
    securityProfiles: { compareAs: 'set' },
    initialPassword: { createOnly: true, sensitive: true },
    directoryUserId: { createOnly: true, individual: true },
    phoneConfig: { mergedByKey: true, individual: ['deskPhoneNumber'] },
    proficiencies: { compareAs: 'exactMap', foldKeys: foldAttribute },
    tags: { mergedByKey: true, individual: [keyTag] },
  },
  fold: foldUsername,
  grouping,
  insteadOfRenaming: 'list the new username, which makes a new user, and remove the old one',
  references,
  policyReferences,
  within: isWithin,
  namesOf: ({ firstName, lastName }) => [firstName ?? '', lastName ?? ''],
  place: ({ hierarchyGroup }) => (hierarchyGroup ? namesIn(hierarchyGroup) : []),
  holds: ({ securityProfiles = [] }) => securityProfiles,
  readAfter: ['routingProfile', 'securityProfile', 'hierarchyGroup'],
  readsToo: ['predefinedAttribute'],
  needs,
  read: readUsers,
  declare: (entry) => [declare(entry)],
  describe: (live, { identityManagement }) => live.map((one) => describe(one, identityManagement)),
  check: ({ desired, live, planned }, _, { identityManagement }) =>
    desired
      ? [
          ...check(desired, live, identityManagement),
          ...checkProficiencies(desired),
          ...checkRestrictions(desired, planned),
        ]
      : [],
  lookInto,
  operations,
  lookAgain,
  keptByInstance,
  risk,
  identify,
  async settle(sent, send) {
    if (sent.call !== 'CreateUser') {
      return (await settleChange(sent, send)) || (await settleProficiencies(sent, send)) ? 'done' : undefined;
    }
    return identify((await settleCreate(sent.input as InputOf<'CreateUser'>, send)) ?? {});
  },
};

function identify(output: OutputOf<'CreateUser'>): Identity | undefined {
  return output.UserId === undefined ? undefined : { id: output.UserId, arn: output.UserArn ?? '' };
}
