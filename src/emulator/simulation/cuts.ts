// What a metric is asked for: the part of the centre that the filters leave, cut into pieces by the groupings.

import type { Channel } from '../state/records/resources.ts';
import type { Staff } from './staff.ts';

/** Ids; undefined is no filter. */
export interface Part {
  readonly queueIds: ReadonlySet<string> | undefined;
  readonly channels: ReadonlySet<Channel> | undefined;
  readonly profileIds: ReadonlySet<string> | undefined;
}

export type Grouping = 'QUEUE' | 'CHANNEL' | 'ROUTING_PROFILE';

export interface Cut {
  /** Of those that it is grouped by. */
  readonly queueId: string | undefined;
  readonly channel: Channel | undefined;
  readonly profileId: string | undefined;
  /** Those that it is restricted to, by a grouping or a filter; undefined: all, also those without a queue. */
  readonly channels: ReadonlySet<Channel> | undefined;
  /** Indices in the staff. A crew belongs to every cut of which it serves a line. */
  readonly crews: ReadonlySet<number>;
  readonly lines: ReadonlySet<number>;
}

interface OpenCut extends Cut {
  readonly crews: Set<number>;
  readonly lines: Set<number>;
}

/** In the order of the staff. Without groupings one cut, or none where the filters leave nothing. */
export function cutsOf(staff: Staff, part: Part, groupings: readonly Grouping[]): Cut[] {
  const cuts = new Map<string, OpenCut>();
  for (const [crew, { profileId, services }] of staff.crews.entries()) {
    if (part.profileIds && !part.profileIds.has(profileId)) continue;
    for (const { line } of services) {
      const { queueId = '', channel = 'VOICE' } = staff.lines[line] ?? {};
      if (part.queueIds && !part.queueIds.has(queueId)) continue;
      if (part.channels && !part.channels.has(channel)) continue;
      const dimensions = {
        queueId: groupings.includes('QUEUE') ? queueId : undefined,
        channel: groupings.includes('CHANNEL') ? channel : undefined,
        profileId: groupings.includes('ROUTING_PROFILE') ? profileId : undefined,
      };
      const key = JSON.stringify(dimensions);
      const channels = dimensions.channel === undefined ? part.channels : new Set([channel]);
      const cut = cuts.get(key) ?? { ...dimensions, channels, crews: new Set(), lines: new Set() };
      cut.crews.add(crew);
      cut.lines.add(line);
      cuts.set(key, cut);
    }
  }
  return [...cuts.values()];
}
