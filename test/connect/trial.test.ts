import { describe, expect, test } from 'vitest';
import type { OutputOf, ReadCall } from '../../src/connect/port.ts';
import { idsIn, isAboutOne, nobodys, trialOf } from '../../src/connect/trial.ts';

describe('a read is tried', () => {
  test.each<[ReadCall, object]>([
    ['DescribeInstance', {}],
    ['DescribeUserHierarchyStructure', {}],
    ['GetFederationToken', {}],
    ['ListUsers', { MaxResults: 1 }],
    ['SearchUsers', { MaxResults: 1 }],
    ['DescribeUser', { UserId: nobodys }],
    ['ListUserProficiencies', { UserId: nobodys, MaxResults: 1 }],
  ])('%s where nothing has been seen', (call, input) => {
    expect(trialOf(call, {})).toEqual(input);
  });

  test('about what an earlier one has seen, and about nothing else of it', () => {
    const seen = { UserId: 'u-1', RoutingProfileId: 'r-1' };
    expect(trialOf('DescribeUser', seen)).toEqual({ UserId: 'u-1' });
    expect(trialOf('ListRoutingProfileQueues', seen)).toEqual({ RoutingProfileId: 'r-1', MaxResults: 1 });
    expect(trialOf('DescribeSecurityProfile', seen)).toEqual({ SecurityProfileId: nobodys });
    expect(trialOf('ListUsers', seen)).toEqual({ MaxResults: 1 });
  });

  test('the id that stands for none has the form of one', () => {
    expect(nobodys).toMatch(/^0{8}(-0{4}){3}-0{12}$/);
  });

  test('a call is about one resource, or about all', () => {
    expect(
      ['DescribeUser', 'ListSecurityProfilePermissions', 'ListUsers', 'DescribeInstance'].map((call) =>
        isAboutOne(call as ReadCall),
      ),
    ).toEqual([true, true, false, false]);
  });
});

describe('what a trial has seen', () => {
  const answers: readonly [ReadCall, string, object, object][] = [
    [
      'ListPredefinedAttributes',
      'Name',
      { PredefinedAttributeSummaryList: [{ Name: 'a' }, { Name: 'b' }] },
      { Name: 'a' },
    ],
    [
      'ListQuickConnects',
      'QuickConnectId',
      { QuickConnectSummaryList: [{ Id: 'a' }, { Id: 'b' }] },
      { QuickConnectId: 'a' },
    ],
    [
      'ListRoutingProfiles',
      'RoutingProfileId',
      { RoutingProfileSummaryList: [{ Id: 'a' }] },
      { RoutingProfileId: 'a' },
    ],
    [
      'ListSecurityProfiles',
      'SecurityProfileId',
      { SecurityProfileSummaryList: [{ Id: 'a' }] },
      { SecurityProfileId: 'a' },
    ],
    [
      'ListUserHierarchyGroups',
      'HierarchyGroupId',
      { UserHierarchyGroupSummaryList: [{ Id: 'a' }] },
      { HierarchyGroupId: 'a' },
    ],
    ['ListUsers', 'UserId', { UserSummaryList: [{ Id: 'a' }] }, { UserId: 'a' }],
    ['SearchPredefinedAttributes', 'Name', { PredefinedAttributes: [{ Name: 'a' }] }, { Name: 'a' }],
    ['SearchQuickConnects', 'QuickConnectId', { QuickConnects: [{ QuickConnectId: 'a' }] }, { QuickConnectId: 'a' }],
    [
      'SearchUserHierarchyGroups',
      'HierarchyGroupId',
      {
        UserHierarchyGroups: [
          { Id: 'root', LevelId: '0' },
          { Id: 'a', LevelId: '1' },
        ],
      },
      { HierarchyGroupId: 'a' },
    ],
  ];
  test.each(answers)('by %s is the first %s', (call, _, output, seen) => {
    expect(idsIn(call, output as OutputOf<ReadCall>)).toEqual(seen);
  });
  test.each(answers)('by %s is no %s where there is none, or the list is missing', (call, _, output) => {
    const [list = ''] = Object.keys(output);
    expect(idsIn(call, { [list]: [] } as OutputOf<ReadCall>)).toEqual({});
    expect(idsIn(call, {} as OutputOf<ReadCall>)).toEqual({});
  });
  test('is nothing where an answer has no ids for other calls', () => {
    expect(idsIn('DescribeInstance', { Instance: { Id: 'i' } } as OutputOf<ReadCall>)).toEqual({});
  });
  test('is nothing where all groups are the root', () => {
    expect(
      idsIn('SearchUserHierarchyGroups', { UserHierarchyGroups: [{ Id: 'root', LevelId: '0' }] } as OutputOf<ReadCall>),
    ).toEqual({});
  });
});
