import type { Input, Operations } from '../../rules/call.ts';
import { directoryUserIdOf } from '../../rules/users/identity.ts';
import { phoneConfigOf, phoneListsOf } from '../../rules/users/phone.ts';
import { matchesUserSearch } from '../../rules/users/user-search.ts';
import { findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import type { User } from '../../state/records/resources.ts';

export const searchUsers = {
  /** Milliseconds where every other call gives seconds; no e-mail, second e-mail, mobile or LastModifiedTime. */
  SearchUsers({ account, now, searchLag, page }, input) {
    const instance = findInstance(account, input.InstanceId);
    const { found, total } = search(instance, input, instance.userIndex.read(now, searchLag));
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
        DirectoryUserId: directoryUserIdOf(user),
        SecurityProfileIds: [...user.securityProfileIds],
        RoutingProfileId: user.routingProfileId,
        HierarchyGroupId: user.hierarchyGroupId,
        Tags: user.tags,
      })),
      NextToken,
      ApproximateTotalCount: total,
    };
  },
} satisfies Operations;

/** Everybody is not copied for each page: at 100 a page, 20,000 users are 200 pages. */
function search(instance: Instance, input: Input<'SearchUsers'>, everybody: Iterable<User>) {
  if (!input.SearchFilter && !input.SearchCriteria) return { found: everybody, total: instance.userIndex.size };
  const found = [...everybody].filter(matchesUserSearch(instance, input));
  return { found, total: found.length };
}
