import type * as sdk from '@aws-sdk/client-connect';

/** The instance is bound once, where the client is made; no caller repeats its id. */
type Bound<Input> = Omit<Input, 'InstanceId'>;
type Shape<Input, Output = object> = { readonly input: Bound<Input>; readonly output: Output };

/** Calls that only look. */
export interface ReadCalls {
  DescribeInstance: Shape<sdk.DescribeInstanceRequest, sdk.DescribeInstanceResponse>;
  DescribeUser: Shape<sdk.DescribeUserRequest, sdk.DescribeUserResponse>;
  DescribeUserHierarchyGroup: Shape<sdk.DescribeUserHierarchyGroupRequest, sdk.DescribeUserHierarchyGroupResponse>;
  ListInstances: Shape<sdk.ListInstancesRequest, sdk.ListInstancesResponse>;
  ListRoutingProfiles: Shape<sdk.ListRoutingProfilesRequest, sdk.ListRoutingProfilesResponse>;
  ListSecurityProfiles: Shape<sdk.ListSecurityProfilesRequest, sdk.ListSecurityProfilesResponse>;
  ListUserHierarchyGroups: Shape<sdk.ListUserHierarchyGroupsRequest, sdk.ListUserHierarchyGroupsResponse>;
  ListUsers: Shape<sdk.ListUsersRequest, sdk.ListUsersResponse>;
  SearchUserHierarchyGroups: Shape<sdk.SearchUserHierarchyGroupsRequest, sdk.SearchUserHierarchyGroupsResponse>;
  SearchUsers: Shape<sdk.SearchUsersRequest, sdk.SearchUsersResponse>;
}

/** Calls that change the instance. One operation is exactly one of these. */
export interface WriteCalls {
  CreateUser: Shape<sdk.CreateUserRequest, sdk.CreateUserResponse>;
  DeleteUser: Shape<sdk.DeleteUserRequest>;
  TagResource: Shape<sdk.TagResourceRequest>;
  UntagResource: Shape<sdk.UntagResourceRequest>;
  UpdateUserConfig: Shape<sdk.UpdateUserConfigRequest>;
  UpdateUserHierarchy: Shape<sdk.UpdateUserHierarchyRequest>;
  UpdateUserIdentityInfo: Shape<sdk.UpdateUserIdentityInfoRequest>;
  UpdateUserRoutingProfile: Shape<sdk.UpdateUserRoutingProfileRequest>;
  UpdateUserSecurityProfiles: Shape<sdk.UpdateUserSecurityProfilesRequest>;
}

export type ReadCall = keyof ReadCalls;
export type WriteCall = keyof WriteCalls;
export type Calls = ReadCalls & WriteCalls;
export type Call = keyof Calls;
export type InputOf<C extends Call> = Calls[C]['input'];
export type OutputOf<C extends Call> = Calls[C]['output'];

/** One attempt failed and another will follow. */
export interface Retry {
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next one may start; it then still waits for the rate limit. */
  readonly delay: number;
  /** Name of the error, as Connect gave it. */
  readonly error: string;
}

export interface SendOptions {
  /** Stops waiting (for the rate limit, for the next attempt); a request that is on its way is always awaited. */
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

/**
 * Amazon Connect as the rest of the program sees it: one function. Rejects with a `CallError`, or with the reason of
 * the signal. Rate and retry are layers of this same shape, so every attempt of every call, read or write, pays.
 */
export type Send = <C extends Call>(call: C, input: InputOf<C>, options?: SendOptions) => Promise<OutputOf<C>>;

/** The instance that everything is about, as DescribeInstance gives it. */
export interface Instance {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly alias?: string;
  readonly identityManagement: IdentityManagement;
}

export type IdentityManagement = 'SAML' | 'CONNECT_MANAGED' | 'EXISTING_DIRECTORY';
