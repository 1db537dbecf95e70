import type { User, UserSearchSummary } from '@aws-sdk/client-connect';
import { isMap, type Json } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import type { IdentityManagement } from '../../connect/port.ts';
import type { Attributes, LiveResource } from '../../plan/model/state.ts';
import { canonicalPath, type Path, pathOf } from '../hierarchy-group/path.ts';
import type { Declared, Names } from '../kind.ts';
import { isForbidden } from './check.ts';
import { channels, present, readPhone, type Units } from './phone.ts';

/** Settings of a phone that Connect has per channel; one value in a file stands for all four. */
const perChannel = ['autoAccept', 'afterContactWorkTimeLimit'];

/** Connect compares usernames without regard to case. */
export const foldUsername = (username: string): string => username.toLowerCase();

/** Tags that are not a person's to write: ours, AWS's own, and the one key that no file may have. */
const reservedTag = /^(connect-sync|aws):|^__proto__$/i;

/** In the order a person reads them. */
const order = [
  'firstName',
  'lastName',
  'email',
  'secondaryEmail',
  'mobile',
  'routingProfile',
  'securityProfiles',
  'hierarchyGroup',
  'phoneConfig',
  'tags',
  'initialPassword',
  'directoryUserId',
];

/** An entry of `users` in the one form that comparing understands: per-channel maps, canonical hierarchy paths. */
export function declare(entry: { readonly [field: string]: Json }): Declared {
  const attributes = order.flatMap((name): [string, Json][] => {
    const value = Object.hasOwn(entry, name) ? entry[name] : undefined;
    return value === undefined ? [] : [[name, normalize(name, value)]];
  });
  return { key: String(entry['username']), attributes: Object.fromEntries(attributes) };
}

function normalize(name: string, value: Json): Json {
  if (name === 'hierarchyGroup' && value !== null) return canonicalPath(value as Path) as Json;
  if (name !== 'phoneConfig' || !isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([setting, one]) => [setting, perChannel.includes(setting) ? spread(one) : one]),
  );
}

/** The reverse, as a person would write it: without what a file may not say of such an instance, or only we or AWS write. */
export function describe({ address, attributes }: LiveResource, mode: IdentityManagement): Attributes {
  const { phoneConfig, tags, ...others } = attributes;
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => !isForbidden(name, mode)));
  const ownTags = isMap(tags) ? Object.entries(tags).filter(([key]) => !reservedTag.test(key)) : [];
  return {
    username: address.key,
    ...rest,
    ...(isMap(phoneConfig) && {
      phoneConfig: Object.fromEntries(
        Object.entries(phoneConfig).map(([name, value]) => [name, perChannel.includes(name) ? gather(value) : value]),
      ),
    }),
    ...(ownTags.length > 0 && { tags: Object.fromEntries(ownTags.sort(([a], [b]) => compareText(a, b))) }),
  };
}

/** What Connect says of a user, ids translated to names. From SearchUsers, e-mails and mobile are missing. */
export function toLive(user: User | UserSearchSummary, names: Names, units: Units): LiveResource {
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
      routingProfile: user.RoutingProfileId && names.nameOf('routingProfile', user.RoutingProfileId),
      securityProfiles: (user.SecurityProfileIds ?? [])
        .map((id) => names.nameOf('securityProfile', id))
        .sort(compareText),
      hierarchyGroup: user.HierarchyGroupId
        ? (pathOf(names.nameOf('hierarchyGroup', user.HierarchyGroupId)) as Json)
        : undefined,
      phoneConfig: Object.keys(phoneConfig).length > 0 ? phoneConfig : undefined,
      tags: { ...user.Tags },
      directoryUserId: user.DirectoryUserId,
    }),
    carried,
  };
}

const spread = (value: Json): Json =>
  isMap(value) ? value : Object.fromEntries(channels.map((name) => [name, value]));

/** One value where all four channels have the same; per channel otherwise. */
function gather(value: Json): Json {
  if (!isMap(value)) return value;
  const values = channels.map((channel) => value[channel]);
  return values.every((one) => one !== undefined && one === values[0]) ? (values[0] as Json) : value;
}
