/** Calls about a user whose answers were all lost: what DescribeUser says of the user tells whether they were made. */
import type { User } from '@aws-sdk/client-connect';
import type { InputOf, Send, WriteCall } from '../../../connect/port.ts';
import type { SentCall } from '../../kind.ts';
import { describeUser } from '../reading/list.ts';
import { includes, sameIds } from './settle.ts';

/** Whether the user is as a call was to leave them: it was made, or is not needed any more. */
export async function settleChange({ call, input }: SentCall, send: Send): Promise<boolean> {
  const id = userOf(input);
  if (id === undefined) return false;
  if (call === 'DeleteUser') return (await describeUser({ send }, id)) === undefined;
  const isSo = asAsked[call] as ((input: object, user: User) => boolean) | undefined;
  const user = isSo && (await describeUser({ send }, id));
  return user !== undefined && (isSo?.(input, user) ?? false);
}

/** An ARN of a user ends with its id. */
function userOf(input: object): string | undefined {
  const { UserId, resourceArn } = input as { readonly UserId?: string; readonly resourceArn?: string };
  return UserId ?? /\/agent\/([^/]+)$/.exec(resourceArn ?? '')?.[1];
}

const asAsked: { readonly [C in WriteCall]?: (input: InputOf<C>, user: User) => boolean } = {
  // What was left out to be cleared is looked at by the call that cleared it.
  UpdateUserIdentityInfo: ({ IdentityInfo }, user) => includes(user.IdentityInfo, IdentityInfo),
  UpdateUserConfig: ({ UserId: _, ...lists }, user) =>
    Object.entries(lists).every(([list, entries]) =>
      (entries as readonly ChannelEntry[]).every((entry) =>
        (user[list as keyof User] as readonly ChannelEntry[] | undefined)?.some((one) => includes(one, entry)),
      ),
    ),
  UpdateUserRoutingProfile: ({ RoutingProfileId }, user) => user.RoutingProfileId === RoutingProfileId,
  UpdateUserSecurityProfiles: ({ SecurityProfileIds }, user) => sameIds(user.SecurityProfileIds, SecurityProfileIds),
  UpdateUserHierarchy: ({ HierarchyGroupId }, user) => user.HierarchyGroupId === HierarchyGroupId,
  TagResource: ({ tags }, user) => includes(user.Tags, tags),
  UntagResource: ({ tagKeys = [] }, user) => tagKeys.every((key) => !Object.hasOwn(user.Tags ?? {}, key)),
};

type ChannelEntry = { readonly Channel?: string };
