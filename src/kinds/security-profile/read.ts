import type { SecurityProfile } from '@aws-sdk/client-connect';
import { failedAs, PartialRead } from '../../base/errors.ts';
import { format } from '../../plan/model/address.ts';
import type { Names, Reading } from '../kind.ts';
import { pages, readWhole } from '../reading/paging.ts';
import { inParallel } from '../reading/parallel.ts';
import { readOnce } from '../reading/recollect.ts';
import { searchOnce, searchOrDescribe } from '../reading/search.ts';
import { kind, type LiveProfile, toLive } from './attributes.ts';

type Asking = Pick<Reading, 'send' | 'signal'>;
type TagsOf = ReadonlyMap<string, { readonly [key: string]: string }>;

/**
 * ListSecurityProfiles says who exists. Only those that are listed in the files, would be deleted or are exported are
 * looked at closer, at two calls each; whether one would be deleted its tags tell, which a search gives by the hundred.
 */
export const readProfiles = (reading: Reading): Promise<readonly LiveProfile[]> =>
  readOnce(reading, () => readWhole(() => readThem(reading))) as Promise<readonly LiveProfile[]>;

async function readThem(reading: Reading): Promise<readonly LiveProfile[]> {
  const listed = await listProfiles(reading);
  if (!reading.detailed) return listed;
  const { desired, only } = reading;
  const isAsked = ({ address }: LiveProfile): boolean =>
    !desired || desired.has(format(address)) || only?.key === address.key;
  const others = listed.filter((profile) => !isAsked(profile));
  const tags = others.length > 0 && !only ? await readTags(others, reading) : new Map();
  const tagged = others.map((profile) => ({ ...profile, attributes: { tags: tags.get(profile.id) ?? {} } }));
  const close = [...listed.filter(isAsked), ...tagged.filter(reading.differs)];
  const known = new Map((await describeProfiles(close, reading)).map((profile) => [profile.id, profile]));
  const shallow = new Map(tagged.map((profile) => [profile.id, profile]));
  return listed.map((profile) => known.get(profile.id) ?? shallow.get(profile.id) ?? profile);
}

async function listProfiles({ send, signal }: Asking): Promise<readonly LiveProfile[]> {
  const listed: LiveProfile[] = [];
  for await (const page of pages(send, 'ListSecurityProfiles', { MaxResults: 1000 }, { signal })) {
    for (const { Id, Arn, Name } of page.SecurityProfileSummaryList ?? []) {
      if (Id === undefined || Name === undefined) continue;
      listed.push({ address: { kind, key: Name }, id: Id, arn: Arn ?? '', attributes: {}, carried: {} });
    }
  }
  return listed;
}

/** The index of a search lags behind; one that it does not have yet has no tags that would make it anybody's. */
const readTags = (profiles: readonly LiveProfile[], reading: Reading): Promise<TagsOf> =>
  searchOrDescribe(reading, 'SearchSecurityProfiles', {
    async search() {
      const search = { call: 'SearchSecurityProfiles', input: { MaxResults: 100 } } as const;
      const { found } = await searchOnce(reading, search, (page) => page.SecurityProfiles);
      return new Map([...found].map(([id, { Tags = {} }]) => [id, Tags]));
    },
    async describe() {
      reading.announce('DescribeSecurityProfile', profiles.length);
      const described = await inParallel(profiles, (profile) => describeProfile(profile, reading));
      return new Map(described.map(({ Id = '', Tags = {} }) => [Id, Tags]));
    },
  });

async function describeProfiles(profiles: readonly LiveProfile[], reading: Reading): Promise<readonly LiveProfile[]> {
  reading.announce('DescribeSecurityProfile', profiles.length);
  reading.announce('ListSecurityProfilePermissions', profiles.length);
  const found = await inParallel(profiles, async (profile) => {
    const [described, permissions] = await Promise.all([
      describeProfile(profile, reading),
      readPermissions(profile, reading),
    ]);
    return { described, permissions };
  });
  const groups = found.flatMap(({ described }) => described.AllowedAccessControlHierarchyGroupId || []);
  const names = await reading.names(groups.map((id) => ({ kind: 'hierarchyGroup', id })));
  return inParallel(found, async ({ described, permissions }) =>
    toLive(await withoutLostGroup(described, names, reading), permissions, names),
  );
}

/**
 * A group can be deleted while a profile names it ("It must not be associated with any agents or have any active child
 * groups", DeleteUserHierarchyGroup). What is gone restricts nobody to anything that has a name.
 */
export async function withoutLostGroup(
  profile: SecurityProfile,
  names: Names,
  { send, signal }: Asking,
): Promise<SecurityProfile> {
  const { AllowedAccessControlHierarchyGroupId: HierarchyGroupId, ...rest } = profile;
  if (!HierarchyGroupId || names.knows('hierarchyGroup', HierarchyGroupId)) return profile;
  try {
    await send('DescribeUserHierarchyGroup', { HierarchyGroupId }, { signal });
    return profile;
  } catch (error) {
    if (failedAs(error, 'not-found')) return rest;
    throw error;
  }
}

async function describeProfile(profile: LiveProfile, access: Asking): Promise<SecurityProfile> {
  const found = await findProfile(profile.id, access);
  if (!found) throw vanished(profile);
  return found;
}

/** `undefined` where there is none with this id. */
export async function findProfile(id: string, { send, signal }: Asking): Promise<SecurityProfile | undefined> {
  try {
    const { SecurityProfile: found } = await send('DescribeSecurityProfile', { SecurityProfileId: id }, { signal });
    return { ...found, Id: id };
  } catch (error) {
    if (failedAs(error, 'not-found')) return undefined;
    throw error;
  }
}

/** All permissions of a profile that was listed. */
export async function readPermissions(
  profile: Pick<LiveProfile, 'id' | 'address'>,
  access: Asking,
): Promise<readonly string[]> {
  try {
    return await listPermissions(profile.id, access);
  } catch (error) {
    if (failedAs(error, 'not-found')) throw vanished(profile);
    throw error;
  }
}

export async function listPermissions(id: string, { send, signal }: Asking): Promise<readonly string[]> {
  const permissions: string[] = [];
  const input = { SecurityProfileId: id, MaxResults: 1000 };
  for await (const page of pages(send, 'ListSecurityProfilePermissions', input, { signal })) {
    permissions.push(...(page.Permissions ?? []));
  }
  return permissions;
}

/** Deleted since it was listed, or not known yet where it is described: the list is read again. */
const vanished = ({ address }: Pick<LiveProfile, 'address'>): PartialRead =>
  new PartialRead(`The security profile ${address.key} is listed, but cannot be described.`);
