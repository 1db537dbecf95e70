/** Users of Amazon Connect as its calls give them, and as the program has them. */

import type { User } from '@aws-sdk/client-connect';
import type { Json } from '../../src/base/json.ts';
import type { IdentityManagement, InputOf } from '../../src/connect/port.ts';
import type { Names } from '../../src/kinds/kind.ts';
import { type Operation, sequence } from '../../src/kinds/operation.ts';
import { rules } from '../../src/kinds/registry.ts';
import {
  type CarriedUser,
  declare,
  type LiveUser,
  toLive,
  type UserAttributes,
} from '../../src/kinds/user/attributes.ts';
import { secondUnits } from '../../src/kinds/user/phone.ts';
import { operations } from '../../src/kinds/user/writing/operations.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import type { Change } from '../../src/plan/model/change.ts';
import type { Attributes, DesiredResource, LiveResource } from '../../src/plan/model/state.ts';
import { desiredState, found, wanted } from './states.ts';

/** In these tests an id is the kind and the name, so that nobody has to look it up. */
export const idFor = (kind: string, name: string): string => `${kind}:${name}`;
export const names: Names = { knows: () => true, nameOf: (kind, id) => id.slice(kind.length + 1) };

/** A user as DescribeUser gives it, with a profile of each sort. */
export const describedUser = (Username: string, more: Partial<User> = {}): User => ({
  ...{ Id: `id-${Username}`, Arn: `arn-${Username}`, Username },
  IdentityInfo: { FirstName: 'First', LastName: Username },
  RoutingProfileId: idFor('routingProfile', 'Basic'),
  SecurityProfileIds: [idFor('securityProfile', 'Agent')],
  ...more,
});

export const liveUser = (key: string, attributes: UserAttributes, carried: CarriedUser = {}): LiveUser => ({
  ...found({ kind: 'user', key }, attributes),
  attributes,
  carried,
});

export const desiredUser = (key: string, attributes: UserAttributes): DesiredResource<UserAttributes> => ({
  ...wanted({ kind: 'user', key }, attributes),
  attributes,
});

/** Users as the files list them, by the key of their address. */
export const desiredUsers = (table: { readonly [username: string]: Attributes }) =>
  desiredState(
    Object.fromEntries(Object.entries(table).map(([name, attributes]) => [`user/${name}`, attributes])),
    rules,
  );

/** The one change between what is asked for and what there is. */
export function changeOf(asked: UserAttributes, live: LiveUser | undefined, key = 'jane'): Change<UserAttributes> {
  const there = new Map<string, LiveResource>(live ? [[`user/${key}`, live]] : []);
  const [change, ...others] = diff(new Map([[`user/${key}`, desiredUser(key, asked)]]), there, rules);
  if (!change || others.length > 0) throw new Error(`There are ${others.length} changes too many, or none.`);
  return change as Change<UserAttributes>;
}

/** What Connect has after an entry of `users` was created: through the call that creates it, and read back. */
export function created(entry: { readonly [field: string]: Json }): LiveUser {
  const { key, attributes } = declare(entry);
  const [operation] = sequence(operations(changeOf(attributes, undefined, key), undefined)).operations;
  const input = withIds(operation) as InputOf<'CreateUser'>;
  return toLive({ ...input, Id: 'id', Arn: 'arn' } as User, names, secondUnits);
}

/** The input of an operation with the ids of these tests in place of references; secrets stay as they are. */
export function withIds(operation: Operation | undefined): unknown {
  const replace = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(replace);
    const { idOf, arnOf } = value as { idOf?: { kind: string; key: string }; arnOf?: { kind: string; key: string } };
    if (idOf) return idFor(idOf.kind, idOf.key);
    if (arnOf) return `arn:${idFor(arnOf.kind, arnOf.key)}`;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner)]));
  };
  return replace(operation?.input);
}

const identity = { firstName: 'Jane', lastName: 'Doe' };
const working = { routingProfile: 'Basic', securityProfiles: ['Agent'] };
/** The least that creates a user, by what an instance does about identities. */
export const enough: { readonly [mode in IdentityManagement]: UserAttributes } = {
  SAML: { ...identity, ...working },
  CONNECT_MANAGED: { ...identity, ...working, initialPassword: { env: 'PW' } },
  EXISTING_DIRECTORY: working,
};
