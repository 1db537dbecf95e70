/**
 * A change of a user as API calls. Connect creates a user in one call and changes each aspect of one by a call of its
 * own, so the table of aspects is the whole mapping: a new aspect is one more entry of it.
 */

import type { UserIdentityInfo } from '@aws-sdk/client-connect';
import { present } from '../../../base/json.ts';
import type { Change, Create, Delete } from '../../../plan/model/change.ts';
import { type Aspect, lowerAspects } from '../../aspects.ts';
import { type GroupPath, pathKey } from '../../hierarchy-group/path.ts';
import { type Calls, idOf, type Operation, SecretOf } from '../../operation.ts';
import { tagCalls, tagsAtCreation } from '../../tags.ts';
import type { CarriedUser, LiveUser, UserAttributes } from '../attributes.ts';
import { writePhone } from '../phone.ts';
import { associate, changeProficiencies } from '../proficiencies/operations.ts';
import { each } from '../proficiencies/proficiencies.ts';

const aspects: readonly Aspect<UserAttributes, CarriedUser>[] = [
  {
    attributes: ['firstName', 'lastName', 'email', 'secondaryEmail', 'mobile'],
    // The whole of it: whether Connect clears what is left out is not documented.
    lower: ({ address, attributes, changed }) => ({
      call: 'UpdateUserIdentityInfo',
      address,
      input: { UserId: idOf('user', address.key), IdentityInfo: identityInfo(attributes) },
      ...clearing(changed),
    }),
  },
  {
    attributes: ['phoneConfig'],
    lower: ({ address, attributes: { phoneConfig = {} }, carried, changed }) => ({
      call: 'UpdateUserConfig',
      address,
      input: { UserId: idOf('user', address.key), ...writePhone(phoneConfig, carried, changed.phoneConfig ?? {}) },
    }),
  },
  {
    attributes: ['routingProfile'],
    lower: ({ address, attributes }) => ({
      call: 'UpdateUserRoutingProfile',
      address,
      input: { UserId: idOf('user', address.key), RoutingProfileId: routingProfileId(attributes) },
    }),
  },
  {
    attributes: ['securityProfiles'],
    lower: ({ address, attributes }) => ({
      call: 'UpdateUserSecurityProfiles',
      address,
      input: { UserId: idOf('user', address.key), SecurityProfileIds: profileIds(attributes) },
    }),
  },
  {
    attributes: ['hierarchyGroup'],
    lower: ({ address, attributes: { hierarchyGroup } }) => ({
      call: 'UpdateUserHierarchy',
      address,
      // Without a group's id the user is taken out of its group.
      input: { UserId: idOf('user', address.key), ...groupId(hierarchyGroup) },
    }),
  },
  {
    attributes: ['proficiencies'],
    lower: ({ address, live, changed }) =>
      changeProficiencies(address, { live: live.proficiencies ?? {}, changed: changed.proficiencies ?? {} }),
  },
  { attributes: ['tags'], lower: ({ address, changed: { tags = {} } }) => tagCalls(address, tags) },
];

export function operations(change: Change<UserAttributes>, live: LiveUser | undefined): Calls {
  if (change.action === 'create') return create(change);
  if (!live) throw new Error(`Nothing is known of the user ${change.address.key}, who is to be changed.`);
  return change.action === 'update' ? lowerAspects(aspects, change, live) : remove(change, live);
}

/**
 * The user last: a delete that stops half-way leaves the user, so that the next plan finds the quick connects that remain.
 * Connect itself leaves them behind, pointing at nobody (AWS's documentation of DeleteUser).
 */
function remove({ address }: Delete, { carried: { quickConnects = [] } }: LiveUser): Calls {
  const gone = { onNotFound: 'done' } as const;
  return {
    inOrder: [
      ...quickConnects.map(
        (QuickConnectId): Operation => ({ call: 'DeleteQuickConnect', address, input: { QuickConnectId }, ...gone }),
      ),
      { call: 'DeleteUser', address, input: { UserId: idOf('user', address.key) }, ...gone },
    ],
  };
}

/** Everything in one call, tags included, but proficiencies, which only a user that exists can have. */
function create({ address, after }: Create<UserAttributes>): Calls {
  const { hierarchyGroup, initialPassword, directoryUserId, phoneConfig = {}, proficiencies, tags } = after;
  const identity = identityInfo(after);
  const added = each(proficiencies);
  const creation: Operation = {
    call: 'CreateUser',
    address,
    input: {
      Username: address.key,
      ...(initialPassword && { Password: new SecretOf(initialPassword) }),
      ...(Object.keys(identity).length > 0 && { IdentityInfo: identity }),
      ...writePhone(phoneConfig, {}, phoneConfig),
      ...present({ DirectoryUserId: directoryUserId }),
      SecurityProfileIds: profileIds(after),
      RoutingProfileId: routingProfileId(after),
      ...groupId(hierarchyGroup),
      ...tagsAtCreation(tags),
    },
  };
  return added.length === 0 ? creation : { inOrder: [creation, associate(address, added)] };
}

const identityNames = {
  firstName: 'FirstName',
  lastName: 'LastName',
  email: 'Email',
  secondaryEmail: 'SecondaryEmail',
  mobile: 'Mobile',
} as const satisfies { readonly [A in keyof UserAttributes]?: keyof UserIdentityInfo };

const identityInfo = (attributes: UserAttributes): UserIdentityInfo =>
  Object.fromEntries(
    Object.entries(identityNames).flatMap(([name, member]) => {
      const value = attributes[name as keyof typeof identityNames];
      return value === undefined || value === null ? [] : [[member, value]];
    }),
  );

const clearable = { secondaryEmail: 'second e-mail address', mobile: 'mobile number' } as const;

/** What an update clears by leaving it out: that Connect takes it so is likely, and not documented. */
function clearing(changed: UserAttributes): Pick<Operation, 'clears'> {
  const cleared = Object.entries(clearable).filter(([name]) => changed[name as keyof typeof clearable] === null);
  return cleared.length === 0 ? {} : { clears: Object.fromEntries(cleared) };
}

const groupId = (path: GroupPath | null | undefined) =>
  path === undefined || path === null ? {} : { HierarchyGroupId: idOf('hierarchyGroup', pathKey(path)) };

/** `check` refuses to create a user without one. */
const routingProfileId = ({ routingProfile = '' }: UserAttributes) => idOf('routingProfile', routingProfile);

const profileIds = ({ securityProfiles = [] }: UserAttributes) =>
  securityProfiles.map((name) => idOf('securityProfile', name));
