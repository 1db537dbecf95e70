import type { User, UserSearchSummary } from '@aws-sdk/client-connect';
import { type Json, present } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import type { IdentityManagement } from '../../connect/port.ts';
import type { Attributes, LiveResource } from '../../plan/model/state.ts';
import { fieldOf, orNull, text, texts } from '../fields.ts';
import { canonicalPath, type GroupPath, groupPathOf } from '../hierarchy-group/path.ts';
import type { Declared, Names, Pointer } from '../kind.ts';
import type { SecretSource } from '../operation.ts';
import { describeTags, parseTags, type Tags } from '../tags.ts';
import { isForbidden } from './identity-rules.ts';
import { type CarriedPhone, declarePhone, describePhone, type PhoneConfig, readPhone, type Units } from './phone.ts';
import { each, type Proficiencies, parseProficiencies } from './proficiencies/proficiencies.ts';

/** A user as the files and Connect have it, in the order a person reads it; `null` clears. */
export type UserAttributes = {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly secondaryEmail?: string | null;
  readonly mobile?: string | null;
  /** Names, here and below. */
  readonly routingProfile?: string;
  readonly securityProfiles?: readonly string[];
  readonly hierarchyGroup?: GroupPath | null;
  readonly phoneConfig?: PhoneConfig;
  readonly proficiencies?: Proficiencies;
  readonly tags?: Tags;
  readonly initialPassword?: SecretSource;
  readonly directoryUserId?: string;
};

/** What no file names and a change must not lose. */
export type CarriedUser = CarriedPhone & {
  /** Ids of the quick connects that point at a user who is to be deleted. */
  readonly quickConnects?: readonly string[];
};

export type LiveUser = LiveResource<UserAttributes, CarriedUser>;

/** Connect compares usernames without regard to case. */
export const foldUsername = (username: string): string => username.toLowerCase();

/** An entry of `users` in the one form that comparing understands: per-channel maps, canonical hierarchy paths. */
export function declare(entry: Json): Declared<UserAttributes> {
  const field = (name: string): Json | undefined => fieldOf(entry, name);
  return {
    key: text(field('username')) ?? '',
    attributes: present({
      firstName: text(field('firstName')),
      lastName: text(field('lastName')),
      email: text(field('email')),
      secondaryEmail: orNull(text)(field('secondaryEmail')),
      mobile: orNull(text)(field('mobile')),
      routingProfile: text(field('routingProfile')),
      securityProfiles: texts(field('securityProfiles')),
      hierarchyGroup: orNull(groupPath)(field('hierarchyGroup')),
      phoneConfig: declarePhone(field('phoneConfig')),
      proficiencies: parseProficiencies(field('proficiencies')),
      tags: parseTags(field('tags')),
      initialPassword: secret(field('initialPassword')),
      directoryUserId: text(field('directoryUserId')),
    }),
  };
}

function secret(value: Json | undefined): SecretSource | undefined {
  if (value === undefined) return undefined;
  const env = text(fieldOf(value, 'env'));
  return env === undefined ? { generate: true } : { env };
}

/** A path as a file writes it, in its one canonical form. */
export const groupPath = (value: Json | undefined): GroupPath | undefined => {
  const path = typeof value === 'string' ? value : texts(value);
  return path === undefined ? undefined : canonicalPath(path);
};

/** The reverse, as a person would write it: without what a file may not say of such an instance, or only we or AWS write. */
export function describe({ address, attributes }: LiveUser, mode: IdentityManagement): Attributes {
  const { phoneConfig, proficiencies, tags, ...others } = attributes;
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !isForbidden(name, mode)));
  return present({
    username: address.key,
    ...rest,
    phoneConfig: phoneConfig && describePhone(phoneConfig),
    proficiencies: each(proficiencies).length > 0 ? proficiencies : undefined,
    tags: describeTags(tags),
  });
}

/** What Connect says of a user, ids translated to names. Proficiencies are missing; from SearchUsers, e-mails and mobile too. */
export function toLive(user: User | UserSearchSummary, names: Names, units: Units): LiveUser {
  const identity = (user as User).IdentityInfo ?? {};
  const { phoneConfig, carried } = readPhone(user, units);
  return {
    address: { kind: 'user', key: user.Username ?? '' },
    id: user.Id ?? '',
    arn: user.Arn ?? '',
    attributes: present({
      firstName: identity.FirstName || undefined,
      lastName: identity.LastName || undefined,
      email: identity.Email || undefined,
      secondaryEmail: identity.SecondaryEmail || undefined,
      mobile: identity.Mobile || undefined,
      routingProfile: user.RoutingProfileId ? names.nameOf('routingProfile', user.RoutingProfileId) : undefined,
      securityProfiles: (user.SecurityProfileIds ?? [])
        .map((id) => names.nameOf('securityProfile', id))
        .sort(compareText),
      hierarchyGroup: user.HierarchyGroupId
        ? groupPathOf(names.nameOf('hierarchyGroup', user.HierarchyGroupId))
        : undefined,
      phoneConfig: Object.keys(phoneConfig).length > 0 ? phoneConfig : undefined,
      tags: { ...user.Tags },
      directoryUserId: user.DirectoryUserId,
    }),
    carried,
  };
}

/** What Connect says that a user points at, by id. */
export function pointersOf({
  RoutingProfileId,
  SecurityProfileIds = [],
  HierarchyGroupId,
}: User | UserSearchSummary): readonly Pointer[] {
  return [
    ...(RoutingProfileId ? [{ kind: 'routingProfile', id: RoutingProfileId }] : []),
    ...SecurityProfileIds.map((id) => ({ kind: 'securityProfile', id })),
    ...(HierarchyGroupId ? [{ kind: 'hierarchyGroup', id: HierarchyGroupId }] : []),
  ];
}
