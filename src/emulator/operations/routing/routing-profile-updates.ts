import { inUse, invalidParameter } from '../../protocol/errors.ts';
import type { Call, Operations } from '../../rules/call.ts';
import { checkFree } from '../../rules/names.ts';
import { find, refer } from '../../rules/references.ts';
import { checkConcurrencies, checkProfileQueues } from '../../rules/routing/profile-queues.ts';
import { findInstance } from '../../state/account.ts';
import { justLeft } from '../../state/departures.ts';
import type { Instance } from '../../state/instance.ts';
import type { RoutingProfile } from '../../state/records/resources.ts';

export const routingProfileUpdates = {
  UpdateRoutingProfileName(call, input) {
    const { Name, Description } = input;
    if (Name === undefined && Description === undefined)
      throw invalidParameter('At least Name or Description is required');
    return update(call, input, (profile, { routingProfiles }) => {
      if (Name !== undefined) checkFree(routingProfiles, Name, 'routing profile', profile);
      return { ...profile, name: Name ?? profile.name, description: Description ?? profile.description };
    });
  },

  /** Replaces all channels. A channel that the profile has queues for cannot go. */
  UpdateRoutingProfileConcurrency(call, input) {
    checkConcurrencies(input.MediaConcurrencies);
    return update(call, input, (profile) => {
      const changed = { ...profile, mediaConcurrencies: input.MediaConcurrencies };
      checkProfileQueues(call.account, changed);
      return changed;
    });
  },

  UpdateRoutingProfileDefaultOutboundQueue(call, input) {
    return update(call, input, (profile, { queues }) => ({
      ...profile,
      defaultOutboundQueueId: refer(queues, input.DefaultOutboundQueueId, 'Queue').id,
    }));
  },

  UpdateRoutingProfileAgentAvailabilityTimer(call, input) {
    return update(call, input, (profile) => ({ ...profile, agentAvailabilityTimer: input.AgentAvailabilityTimer }));
  },

  DeleteRoutingProfile({ account, now, inUseLag }, { InstanceId, RoutingProfileId }) {
    const instance = findInstance(account, InstanceId);
    const { id, name } = find(instance.routingProfiles, RoutingProfileId, 'Routing profile');
    const holder = [...instance.users.values()].find(({ routingProfileId }) => routingProfileId === id);
    if (holder) throw inUse(`${name} is assigned to users`, { ResourceType: 'USER', ResourceId: holder.id });
    if (justLeft(instance, id, { now, lag: inUseLag })) throw inUse(`${name} is assigned to users`);
    instance.routingProfiles.delete(id);
    return {};
  },
} satisfies Operations;

interface Target {
  readonly InstanceId: string;
  readonly RoutingProfileId: string;
}

function update(
  { account, now }: Call,
  { InstanceId, RoutingProfileId }: Target,
  change: (profile: RoutingProfile, instance: Instance) => RoutingProfile,
): Record<string, never> {
  const instance = findInstance(account, InstanceId);
  const profile = find(instance.routingProfiles, RoutingProfileId, 'Routing profile');
  instance.routingProfiles.put({ ...change(profile, instance), modified: now });
  return {};
}
