import type { SecurityProfile } from '@aws-sdk/client-connect';
import { type Json, present } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import type { Attributes, LiveResource } from '../../plan/model/state.ts';
import { fieldOf, mapOf, orNull, text, texts } from '../fields.ts';
import { canonicalPath, type GroupPath, groupPathOf, pathKey } from '../hierarchy-group/path.ts';
import type { Declared, Names } from '../kind.ts';
import { describeTags, parseTags, type Tags } from '../tags.ts';

/** A security profile as the files and Connect have it; of one that is only pointed at nothing is known. */
export type ProfileAttributes = {
  readonly description?: string;
  /** All of them, by the API's names. */
  readonly permissions?: readonly string[];
  /** Sorts of resources that its holders see only where they have the allowed tags. */
  readonly tagRestrictedResources?: readonly string[];
  readonly allowedAccessControlTags?: { readonly [key: string]: string };
  /** Sorts of resources that its holders see only in the allowed hierarchy group. */
  readonly hierarchyRestrictedResources?: readonly string[];
  readonly allowedAccessControlHierarchyGroup?: GroupPath | null;
  readonly tags?: Tags;
};

/** What no file names and an update must send back, by its names in UpdateSecurityProfile. */
export type CarriedProfile = { readonly others?: { readonly [member: string]: Json } };

export type LiveProfile = LiveResource<ProfileAttributes, CarriedProfile>;

export const kind = 'securityProfile';

export const declare = (entry: Json): Declared<ProfileAttributes> => {
  const field = (name: string): Json | undefined => fieldOf(entry, name);
  return {
    key: text(field('name')) ?? '',
    attributes: present({
      description: text(field('description')),
      permissions: texts(field('permissions')),
      tagRestrictedResources: texts(field('tagRestrictedResources')),
      allowedAccessControlTags: mapOf(text)(field('allowedAccessControlTags')),
      hierarchyRestrictedResources: texts(field('hierarchyRestrictedResources')),
      allowedAccessControlHierarchyGroup: orNull(path)(field('allowedAccessControlHierarchyGroup')),
      tags: parseTags(field('tags')),
    }),
  };
};

const path = (value: Json | undefined): GroupPath | undefined => {
  const names = typeof value === 'string' ? value : texts(value);
  return names === undefined ? undefined : canonicalPath(names);
};

/** The reverse, as a person would write it: without restrictions where there are none. */
export function describe({ address, attributes }: LiveProfile): Attributes {
  const { description, permissions = [], tags, ...restrictions } = attributes;
  const there = Object.entries(restrictions).filter(([, value]) => Object.keys(value ?? {}).length > 0);
  return present({
    name: address.key,
    description: description || undefined,
    permissions: [...permissions].sort(compareText),
    ...Object.fromEntries(there),
    tags: describeTags(tags),
  });
}

/** What DescribeSecurityProfile and ListSecurityProfilePermissions say of one. */
export function toLive(found: SecurityProfile, permissions: readonly string[], names: Names): LiveProfile {
  const { AllowedAccessControlHierarchyGroupId: groupId, GranularAccessControlConfiguration: granular } = found;
  return {
    address: { kind, key: found.SecurityProfileName ?? '' },
    id: found.Id ?? '',
    arn: found.Arn ?? '',
    attributes: present({
      description: found.Description ?? '',
      permissions: [...permissions].sort(compareText),
      tagRestrictedResources: found.TagRestrictedResources ?? [],
      allowedAccessControlTags: { ...found.AllowedAccessControlTags },
      hierarchyRestrictedResources: found.HierarchyRestrictedResources ?? [],
      allowedAccessControlHierarchyGroup: groupId ? groupPathOf(names.nameOf('hierarchyGroup', groupId)) : undefined,
      tags: { ...found.Tags },
    }),
    carried: granular ? { others: { GranularAccessControlConfiguration: granular as Json } } : {},
  };
}

/** Whether a profile restricts what its holders reach. */
export const restricts = (profile: ProfileAttributes = {}): boolean =>
  [profile.tagRestrictedResources, profile.hierarchyRestrictedResources].some((names = []) => names.length > 0);

export const groupOf = (group: GroupPath) => ({ kind: 'hierarchyGroup', key: pathKey(group) });
