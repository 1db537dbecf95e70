import { describe, expect, test } from 'vitest';
import { PartialRead } from '../../../src/base/errors.ts';
import { securityProfile } from '../../../src/kinds/security-profile/index.ts';
import { settleCreate } from '../../../src/kinds/security-profile/settle.ts';
import { reading } from '../../support/reading.ts';
import { type Answers, failed, script } from '../../support/script.ts';
import { desiredState } from '../../support/states.ts';

const summary = (Name: string) => ({ Id: Name.toLowerCase(), Arn: `arn-${Name}`, Name });
const instance: Answers = {
  ListSecurityProfiles: { SecurityProfileSummaryList: ['Ours', 'Theirs', 'Wanted'].map(summary) },
  SearchSecurityProfiles: {
    SecurityProfiles: [{ Id: 'ours', Tags: { owner: 'us' } }, { Id: 'theirs' }, { Id: 'gone' }],
  },
  DescribeSecurityProfile: ({ SecurityProfileId: Id }) => ({
    SecurityProfile: { Id, SecurityProfileName: `${Id?.[0]?.toUpperCase()}${Id?.slice(1)}`, Tags: { seen: 'close' } },
  }),
  ListSecurityProfilePermissions: (_, nth) => ({ Permissions: [`P${nth}`] }),
};
const desired = desiredState({ 'securityProfile/Wanted': { permissions: [] } });
const differs = ({ attributes }: { readonly attributes: object }) => JSON.stringify(attributes).includes('"us"');

const inGroup = { AllowedAccessControlHierarchyGroupId: 'g' };

describe('reading', () => {
  test('looks closer at what is listed or would be deleted, and at nothing else', async () => {
    const { send, calls } = script(instance);
    const live = await securityProfile.read(reading(send, { desired, differs }));
    expect(
      live.map(({ address, attributes }) => [address.key, attributes['tags'], attributes['permissions']?.length]),
    ).toEqual([
      ['Ours', { seen: 'close' }, 1],
      ['Theirs', {}, undefined],
      ['Wanted', { seen: 'close' }, 1],
    ]);
    expect(calls().filter((call) => call === 'DescribeSecurityProfile')).toHaveLength(2);
  });
  test('searches for nothing where all are listed, and for an export describes all', async () => {
    const { send, calls } = script(instance);
    const { desired: _, ...everything } = reading(send);
    const live = await securityProfile.read(everything);
    expect(live.every(({ attributes }) => attributes['permissions'] !== undefined)).toBe(true);
    expect(calls()).not.toContain('SearchSecurityProfiles');
  });
  test.each(['describe', 'search'] as const)('goes without the search: method %s', async (method) => {
    const { send } = script({ ...instance, SearchSecurityProfiles: failed('denied') });
    const warnings: string[] = [];
    const live = await securityProfile.read(
      reading(send, { desired, differs, method, warn: (code) => void warnings.push(code) }),
    );
    expect(live.map(({ attributes }) => attributes['tags'])).toEqual(Array(3).fill({ seen: 'close' }));
    expect(warnings).toEqual(method === 'search' ? ['search-denied'] : []);
  });
  test('takes a group that is gone for none, and one that only the list lacks for half a list', async () => {
    const restricted: Answers = {
      ...instance,
      DescribeSecurityProfile: { SecurityProfile: { Id: 'wanted', SecurityProfileName: 'Wanted', ...inGroup } },
    };
    const names = async () => ({
      knows: () => false,
      nameOf(): never {
        throw new PartialRead('Something points at a group that is not listed.');
      },
    });
    const lost = script({ ...restricted, DescribeUserHierarchyGroup: failed('not-found') });
    const live = await securityProfile.read(reading(lost.send, { desired, names }));
    const attributes = live.find(({ address }) => address.key === 'Wanted')?.attributes;
    expect(attributes).toMatchObject({ permissions: expect.any(Array) });
    expect(attributes).not.toHaveProperty('allowedAccessControlHierarchyGroup');
    const there = script({ ...restricted, DescribeUserHierarchyGroup: { HierarchyGroup: { Id: 'g' } } });
    await expect(securityProfile.read(reading(there.send, { desired, names }))).rejects.toThrow('not listed');
  });
  test('takes one that is listed and cannot be described for a list to be read again', async () => {
    const { send, calls } = script({ ...instance, DescribeSecurityProfile: failed('not-found') });
    await expect(securityProfile.read(reading(send, { desired, differs }))).rejects.toMatchObject({
      name: 'PartialRead',
    });
    expect(calls().filter((call) => call === 'ListSecurityProfiles').length).toBeGreaterThan(1);
  });
});

describe('a lost create whose repetition finds the name taken', () => {
  const settled = (input: object, answers: Answers) =>
    settleCreate(
      { call: 'CreateSecurityProfile', input: { SecurityProfileName: 'Ours', ...input } },
      script(answers).send,
    );
  const there = (profile: object): Answers => ({ ...instance, DescribeSecurityProfile: { SecurityProfile: profile } });
  test('was ours where the tags are', async () => {
    expect(await settled({ Tags: { a: 'b' } }, there({ Arn: 'x', Tags: { a: 'b', c: 'd' } }))).toEqual({
      id: 'ours',
      arn: 'x',
    });
    expect(await settled({ Tags: { a: 'b' } }, there({ Tags: { a: 'c' } }))).toBeUndefined();
  });
  test('or, without tags, where description and permissions are', async () => {
    const same = there({ Arn: 'x', Description: 'Leads' });
    expect(await settled({ Description: 'Leads', Permissions: ['P1'] }, same)).toEqual({ id: 'ours', arn: 'x' });
    expect(await settled({ Description: 'Leads', Permissions: ['P2'] }, same)).toBeUndefined();
    expect(await settled({ Permissions: ['P1'] }, same)).toBeUndefined();
  });
});
