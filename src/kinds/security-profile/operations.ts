import { present } from '../../base/json.ts';
import type { InputOf } from '../../connect/port.ts';
import type { Change, Update } from '../../plan/model/change.ts';
import { merge } from '../../plan/model/merge.ts';
import { type Calls, idOf, type WithRefs } from '../operation.ts';
import { tagCalls, tagsAtCreation } from '../tags.ts';
import { groupOf, kind, type LiveProfile, type ProfileAttributes } from './attributes.ts';

export function operations(change: Change<ProfileAttributes>, live: LiveProfile | undefined): Calls {
  const { address } = change;
  const SecurityProfileId = idOf(kind, address.key);
  switch (change.action) {
    case 'create': {
      const input = {
        SecurityProfileName: address.key,
        ...contents(change.after),
        ...tagsAtCreation(change.after.tags),
      };
      return { call: 'CreateSecurityProfile', address, input };
    }
    case 'update': {
      if (!live) throw new Error(`Nothing is known of ${address.key}, which is to be changed.`);
      const { tags } = change.after;
      const update: Calls = {
        call: 'UpdateSecurityProfile',
        address,
        input: { SecurityProfileId, ...wholeUpdate(change, live) },
      };
      return { together: [...(rewrites(change) ? [update] : []), ...(tags ? [tagCalls(address, tags)] : [])] };
    }
    case 'delete':
      // Users who left it a moment ago may still count.
      return {
        call: 'DeleteSecurityProfile',
        address,
        input: { SecurityProfileId },
        onNotFound: 'done',
        onInUse: 'wait',
      };
  }
}

/** Whether a change sends a whole profile: an update that concerns more than tags does. */
export const rewrites = (change: Change<ProfileAttributes>): boolean =>
  change.action === 'update' && Object.keys(change.after).some((name) => name !== 'tags');

type Contents = WithRefs<Omit<InputOf<'UpdateSecurityProfile'>, 'SecurityProfileId'>>;

/**
 * A guess, in this one place: AWS does not say whether UpdateSecurityProfile keeps what it is not given. So it is given
 * everything: what the files ask for, and as it was read all that they leave open. What is empty is left out unless it is
 * emptied by this very update, and an empty id takes the hierarchy group away.
 */
function wholeUpdate({ after }: Update<ProfileAttributes>, live: LiveProfile): Contents {
  const { allowedAccessControlHierarchyGroup: group } = after;
  return {
    ...(live.carried.others as Contents),
    ...contents(merge(live.attributes, after), new Set(Object.keys(after))),
    ...(group === null && { AllowedAccessControlHierarchyGroupId: '' }),
  };
}

/** By the names of the API. Lists and maps that are empty are left out, but for those in `emptied`. */
function contents(attributes: ProfileAttributes, emptied: ReadonlySet<string> = new Set()): Contents {
  const { description, allowedAccessControlHierarchyGroup: group } = attributes;
  const filled = <N extends keyof ProfileAttributes>(name: N): ProfileAttributes[N] | undefined =>
    Object.keys(attributes[name] ?? {}).length > 0 || emptied.has(name) ? attributes[name] : undefined;
  return present({
    Description: description,
    Permissions: filled('permissions'),
    TagRestrictedResources: filled('tagRestrictedResources'),
    AllowedAccessControlTags: filled('allowedAccessControlTags'),
    HierarchyRestrictedResources: filled('hierarchyRestrictedResources'),
    AllowedAccessControlHierarchyGroupId: group ? idOf('hierarchyGroup', groupOf(group).key) : undefined,
  });
}
