/** What the files alone cannot tell: what a new profile needs, and channels that queues need. */

import type { Code } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { list } from '../../base/words.ts';
import { format } from '../../plan/model/address.ts';
import { merge } from '../../plan/model/merge.ts';
import { locate } from '../../plan/model/origin.ts';
import type { DesiredResource } from '../../plan/model/state.ts';
import { inQueueChannel, type LiveRoutingProfile, type RoutingProfileAttributes } from './attributes.ts';

/** CreateRoutingProfile requires them. */
const needed = ['description', 'defaultOutboundQueue', 'mediaConcurrencies'] as const;

export function check(
  { address, attributes, origins }: DesiredResource<RoutingProfileAttributes>,
  live: LiveRoutingProfile | undefined,
): readonly Diagnostic[] {
  const error = (code: Code, message: string, path: readonly string[] = []): Diagnostic => ({
    severity: 'error',
    code,
    message,
    source: locate(origins, path),
    address: format(address),
  });
  const missing = live ? [] : needed.filter((name) => attributes[name] === undefined);
  const lacks =
    missing.length === 0 ? [] : [error('missing-key', `A new routing profile needs ${list(missing, 'and')}.`)];
  if (live && !live.attributes.mediaConcurrencies) return lacks;
  const { mediaConcurrencies, queues = {}, manualAssignmentQueues = [] } = merge(live?.attributes ?? {}, attributes);
  const handled = attributes.mediaConcurrencies ?? mediaConcurrencies;
  if (!handled) return lacks;
  const asked = attributes.queues ?? queues;
  const manual = attributes.manualAssignmentQueues ?? manualAssignmentQueues;
  const unhandled = (keys: readonly string[], section: string): readonly Diagnostic[] =>
    keys.flatMap((key, index) => {
      const { queue, channel } = inQueueChannel(key);
      if (handled[channel]) return [];
      const message = `${section} has ${channel} of ${JSON.stringify(queue)}, and mediaConcurrencies has no ${channel}; add the channel, or remove the queue.`;
      return [error('channel-not-handled', message, [section, String(index)])];
    });
  return [...lacks, ...unhandled(Object.keys(asked), 'queues'), ...unhandled(manual, 'manualAssignmentQueues')];
}
