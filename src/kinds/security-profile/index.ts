import type { Kind } from '../kind.ts';
import { readList } from '../reading/read-list.ts';

/** Only pointed at. */
export const securityProfile: Kind = {
  name: 'securityProfile',
  noun: 'security profile',
  ownership: 'tag',
  counts: 'configuration',
  attributes: {},
  fold: (name) => name,
  references: () => [],
  readAfter: [],
  read: (reading) =>
    readList(
      { kind: 'securityProfile', call: 'ListSecurityProfiles' },
      reading,
      (page) => page.SecurityProfileSummaryList,
    ),
};
