/**
 * A change of a user as API calls. Connect creates a user in one call and changes each aspect of one by a call of its
 * own, so the table of aspects is the whole mapping: a new aspect is one more entry of it.
 */

import type { UserIdentityInfo } from '@aws-sdk/client-connect';
import { isMap, type Json } from '../../base/json.ts';
import type { Address } from '../../plan/model/address.ts';
import type { Change, Create, Delete, Update } from '../../plan/model/change.ts';
import { merge } from '../../plan/model/merge.ts';
import type { Attributes, LiveResource } from '../../plan/model/state.ts';
import { pathKey } from '../hierarchy-group/path.ts';
import { arnOf, idOf, type Operation, SecretOf, type SecretSource } from '../operation.ts';
import { writePhone } from './phone.ts';

/** What an aspect is lowered from: the user as it shall be, and what of it changes. */
interface Target {
  readonly address: Address;
  readonly attributes: Attributes;
  readonly carried: Attributes;
  readonly changed: Attributes;
}

interface Aspect {
  readonly attributes: readonly string[];
  lower(target: Target): readonly Operation[];
}

const aspects: readonly Aspect[] = [
  {
    attributes: ['firstName', 'lastName', 'email', 'secondaryEmail', 'mobile'],
    // The whole of it: whether Connect clears what is left out is not documented.
    lower: ({ address, attributes }) => [
      {
        call: 'UpdateUserIdentityInfo',
        address,
        input: { UserId: idOf('user', address.key), IdentityInfo: identityInfo(attributes) },
      },
    ],
  },
  {
    attributes: ['phoneConfig'],
    lower: ({ address, attributes, carried, changed }) => [
      {
        call: 'UpdateUserConfig',
        address,
        input: {
          UserId: idOf('user', address.key),
          ...writePhone(mapOf(attributes['phoneConfig']), carried, new Set(Object.keys(mapOf(changed['phoneConfig'])))),
        },
      },
    ],
  },
  {
    attributes: ['routingProfile'],
    lower: ({ address, attributes }) => [
      {
        call: 'UpdateUserRoutingProfile',
        address,
        input: {
          UserId: idOf('user', address.key),
          RoutingProfileId: idOf('routingProfile', String(attributes['routingProfile'])),
        },
      },
    ],
  },
  {
    attributes: ['securityProfiles'],
    lower: ({ address, attributes }) => [
      {
        call: 'UpdateUserSecurityProfiles',
        address,
        input: { UserId: idOf('user', address.key), SecurityProfileIds: profileIds(attributes) },
      },
    ],
  },
  {
    attributes: ['hierarchyGroup'],
    lower: ({ address, attributes: { hierarchyGroup } }) => [
      {
        call: 'UpdateUserHierarchy',
        address,
        // Without a group's id the user is taken out of its group.
        input: { UserId: idOf('user', address.key), ...(hierarchyGroup !== undefined && groupId(hierarchyGroup)) },
      },
    ],
  },
  { attributes: ['tags'], lower: lowerTags },
];

export function operations(change: Change, live: LiveResource | undefined): readonly Operation[] {
  switch (change.action) {
    case 'create':
      return [create(change)];
    case 'update':
      return update(change, live);
    case 'delete':
      return remove(change, live);
  }
}

/**
 * The user last: a delete that stops half-way leaves the user, by whom the next plan finds the quick connects that remain.
 * Connect itself leaves them behind, pointing at nobody (AWS's documentation of DeleteUser).
 */
function remove({ address }: Delete, live: LiveResource | undefined): readonly Operation[] {
  const quickConnects = live?.carried['quickConnects'];
  const ids = Array.isArray(quickConnects) ? quickConnects.map(String) : [];
  return [
    ...ids.map((QuickConnectId): Operation => ({ call: 'DeleteQuickConnect', address, input: { QuickConnectId } })),
    { call: 'DeleteUser', address, input: { UserId: idOf('user', address.key) } },
  ];
}

function update({ address, after: changed }: Update, live: LiveResource | undefined): readonly Operation[] {
  const target = { address, changed, carried: live?.carried ?? {}, attributes: merge(live?.attributes ?? {}, changed) };
  return aspects
    .filter(({ attributes }) => attributes.some((name) => Object.hasOwn(changed, name)))
    .flatMap((aspect) => aspect.lower(target));
}

/** Everything in one call, tags included. */
function create({ address, after }: Create): Operation {
  const { hierarchyGroup, initialPassword, directoryUserId } = after;
  const tags = mapOf(after['tags']);
  const phoneConfig = mapOf(after['phoneConfig']);
  const identity = identityInfo(after);
  return {
    call: 'CreateUser',
    address,
    input: {
      Username: address.key,
      ...(isMap(initialPassword) && { Password: new SecretOf(initialPassword as SecretSource) }),
      ...(Object.keys(identity).length > 0 && { IdentityInfo: identity }),
      ...writePhone(phoneConfig, {}, new Set(Object.keys(phoneConfig))),
      ...(directoryUserId !== undefined && { DirectoryUserId: String(directoryUserId) }),
      SecurityProfileIds: profileIds(after),
      RoutingProfileId: idOf('routingProfile', String(after['routingProfile'])),
      ...(hierarchyGroup !== undefined && groupId(hierarchyGroup)),
      ...(Object.keys(tags).length > 0 && { Tags: tags as Record<string, string> }),
    },
  };
}

/** Tags are set by one call and removed by another; what the files do not list stays. */
function lowerTags({ address, changed }: Target): readonly Operation[] {
  const tags = Object.entries(mapOf(changed['tags']));
  const set = tags.filter((tag): tag is [string, string] => tag[1] !== null);
  const removed = tags.flatMap(([key, value]) => (value === null ? [key] : []));
  const resourceArn = arnOf('user', address.key);
  const untag: Operation = { call: 'UntagResource', address, input: { resourceArn, tagKeys: removed } };
  const tag: Operation = { call: 'TagResource', address, input: { resourceArn, tags: Object.fromEntries(set) } };
  return [...(removed.length > 0 ? [untag] : []), ...(set.length > 0 ? [tag] : [])];
}

const identityNames = {
  firstName: 'FirstName',
  lastName: 'LastName',
  email: 'Email',
  secondaryEmail: 'SecondaryEmail',
  mobile: 'Mobile',
} as const satisfies Record<string, keyof UserIdentityInfo>;

const identityInfo = (attributes: Attributes): UserIdentityInfo =>
  Object.fromEntries(
    Object.entries(identityNames).flatMap(([name, member]) =>
      attributes[name] === undefined ? [] : [[member, attributes[name]]],
    ),
  );

const groupId = (path: Json) => ({ HierarchyGroupId: idOf('hierarchyGroup', pathKey(path)) });

const profileIds = ({ securityProfiles }: Attributes) =>
  ((securityProfiles ?? []) as readonly string[]).map((name) => idOf('securityProfile', name));

const mapOf = (value: Json | undefined): Attributes => (isMap(value) ? value : {});
