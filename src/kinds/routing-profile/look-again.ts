import { failedAs } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import type { LookAgain } from '../kind.ts';
import type { CarriedProfile, Concurrency, LiveRoutingProfile, RoutingProfileAttributes } from './attributes.ts';
import { detailsOf } from './read.ts';

/**
 * DescribeRoutingProfile tells all but the queues, which no call replaces as a whole. UpdateRoutingProfileConcurrency replaces
 * all channels, with what no file says of them. The limits stay those of the plan, since they decide about the calls, the
 * first of which may have been made when somebody looks for the last.
 */
export const lookAgain: LookAgain<RoutingProfileAttributes, CarriedProfile> = {
  calls: () => ['DescribeRoutingProfile'],
  async read(planned, { send, signal, names }) {
    const { address, id, attributes } = planned;
    const { queues = {}, manualAssignmentQueues = [], name } = attributes;
    try {
      const { RoutingProfile: found } = await send('DescribeRoutingProfile', { RoutingProfileId: id }, { signal });
      if (!found) return undefined;
      const now = detailsOf(found, names, { queues, manualAssignmentQueues });
      return {
        ...{ ...planned, carried: now.carried },
        address: { ...address, key: found.Name ?? '' },
        attributes: {
          ...{ ...now.attributes, ...present({ name }) },
          mediaConcurrencies: withBehaviors(attributes.mediaConcurrencies, now.attributes.mediaConcurrencies),
        },
      };
    } catch (error) {
      if (failedAs(error, 'not-found')) return undefined;
      throw error;
    }
  },
};

type LiveConcurrencies = LiveRoutingProfile['attributes']['mediaConcurrencies'];

/** The channels and limits of one, with what the other says of routing between channels. */
const withBehaviors = (planned: LiveConcurrencies = {}, now: LiveConcurrencies = {}): NonNullable<LiveConcurrencies> =>
  Object.fromEntries(
    Object.entries(planned).map(([channel, one]): [string, Concurrency | null] => [
      channel,
      one && { ...one, ...present({ crossChannelBehavior: now[channel]?.crossChannelBehavior }) },
    ]),
  );
