/**
 * How a read is tried to learn whether it is allowed: one item of a list, or one resource. Amazon Connect looks at permissions
 * before it looks for a resource, so where none is known an id that nothing has does as well: "not found" is then a yes.
 */
import type { InputOf, OutputOf, ReadCall } from './port.ts';

/** Ids that earlier trials have seen, by the member that takes them: `{ UserId: '…' }`. */
export type SeenIds = Readonly<Record<string, string>>;

/** Calls about one resource, and the member that says which. */
const about = {
  DescribePredefinedAttribute: 'Name',
  DescribeQuickConnect: 'QuickConnectId',
  DescribeRoutingProfile: 'RoutingProfileId',
  DescribeSecurityProfile: 'SecurityProfileId',
  DescribeUser: 'UserId',
  DescribeUserHierarchyGroup: 'HierarchyGroupId',
  ListRoutingProfileManualAssignmentQueues: 'RoutingProfileId',
  ListRoutingProfileQueues: 'RoutingProfileId',
  ListSecurityProfileAIAgents: 'SecurityProfileId',
  ListSecurityProfileApplications: 'SecurityProfileId',
  ListSecurityProfileFlowModules: 'SecurityProfileId',
  ListSecurityProfilePermissions: 'SecurityProfileId',
  ListUserProficiencies: 'UserId',
} as const satisfies { readonly [C in ReadCall]?: keyof InputOf<C> };

type Giving = { readonly [C in ReadCall]?: (output: OutputOf<C>) => readonly [member: string, id: string | undefined] };

/** What lists and searches give the first one of. */
const giving: Giving = {
  ListPredefinedAttributes: (output) => ['Name', output.PredefinedAttributeSummaryList?.[0]?.Name],
  ListQuickConnects: (output) => ['QuickConnectId', output.QuickConnectSummaryList?.[0]?.Id],
  ListRoutingProfiles: (output) => ['RoutingProfileId', output.RoutingProfileSummaryList?.[0]?.Id],
  ListSecurityProfiles: (output) => ['SecurityProfileId', output.SecurityProfileSummaryList?.[0]?.Id],
  ListUserHierarchyGroups: (output) => ['HierarchyGroupId', output.UserHierarchyGroupSummaryList?.[0]?.Id],
  ListUsers: (output) => ['UserId', output.UserSummaryList?.[0]?.Id],
  SearchPredefinedAttributes: (output) => ['Name', output.PredefinedAttributes?.[0]?.Name],
  SearchQuickConnects: (output) => ['QuickConnectId', output.QuickConnects?.[0]?.QuickConnectId],
  // The first that it gives may be the root, which is no group.
  SearchUserHierarchyGroups: (output) => [
    'HierarchyGroupId',
    output.UserHierarchyGroups?.find(({ LevelId }) => LevelId !== '0')?.Id,
  ],
};

const withoutItems: ReadonlySet<ReadCall> = new Set([
  'DescribeInstance',
  'DescribeUserHierarchyStructure',
  'GetFederationToken',
]);

/** An id that nothing has. */
export const nobodys = '00000000-0000-0000-0000-000000000000';

export const isAboutOne = (call: ReadCall): boolean => call in about;

/** The input of the cheapest call that tells. */
export function trialOf<C extends ReadCall>(call: C, seen: SeenIds): InputOf<C> {
  const member = (about as { readonly [call: string]: string })[call];
  const which = member === undefined ? {} : { [member]: seen[member] ?? nobodys };
  const one = withoutItems.has(call) || call.startsWith('Describe') ? {} : { MaxResults: 1 };
  return { ...which, ...one } as InputOf<C>;
}

/** An id that an answer has, if it has one. */
export function idsIn<C extends ReadCall>(call: C, output: OutputOf<C>): SeenIds {
  const [member, id] =
    (giving[call] as ((output: OutputOf<C>) => readonly [string, string?]) | undefined)?.(output) ?? [];
  return member !== undefined && id !== undefined ? { [member]: id } : {};
}
