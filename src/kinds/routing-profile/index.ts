import type { Kind } from '../kind.ts';
import { readList } from '../reading/read-list.ts';

/** Only pointed at. */
export const routingProfile: Kind = {
  name: 'routingProfile',
  noun: 'routing profile',
  ownership: 'tag',
  counts: 'configuration',
  attributes: {},
  fold: (name) => name,
  references: () => [],
  readAfter: [],
  read: (reading) =>
    readList(
      { kind: 'routingProfile', call: 'ListRoutingProfiles' },
      reading,
      (page) => page.RoutingProfileSummaryList,
    ),
};
