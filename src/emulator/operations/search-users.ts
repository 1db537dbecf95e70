import { phoneConfigOf, phoneListsOf } from '../rules/phone.ts';
import { matchesUserSearch } from '../rules/user-search.ts';
import { findInstance } from '../state/account.ts';
import type { Operations } from './call.ts';

export const searchUsers = {
  /** Milliseconds where every other call gives seconds; no e-mail, second e-mail, mobile or LastModifiedTime. */
  SearchUsers({ account, now, searchLag, page }, input) {
    const instance = findInstance(account, input.InstanceId);
    const found = [...instance.userIndex.read(now, searchLag)].filter(matchesUserSearch(instance, input));
    const { items, NextToken } = page(found, ({ order }) => order);
    const channelUnit = account.guesses.searchUsersChannelUnits === 'milliseconds' ? 1000 : 1;
    return {
      Users: items.map((user) => ({
        Id: user.id,
        Arn: user.arn,
        Username: user.name,
        IdentityInfo: { FirstName: user.identity.FirstName, LastName: user.identity.LastName },
        PhoneConfig: phoneConfigOf(user.phone, 1000),
        ...phoneListsOf(user.phone, channelUnit),
        DirectoryUserId: user.directoryUserId,
        SecurityProfileIds: [...user.securityProfileIds],
        RoutingProfileId: user.routingProfileId,
        HierarchyGroupId: user.hierarchyGroupId,
        Tags: user.tags,
      })),
      NextToken,
      ApproximateTotalCount: found.length,
    };
  },
} satisfies Operations;
