import type { Fragment } from '../../../kinds/section.ts';
import { type PersonEntry, sourceDefinitions } from './source.ts';

/** The setting `timeZone`. */
export const timeZone: Fragment = {
  section: {
    title: 'Time zone',
    description:
      'Of days without a time, such as from and until. A name of the IANA database: Europe/Dublin. Default: UTC. In the main file only.',
    type: 'string',
    format: 'timeZone',
  },
};

/** The setting `parked`. */
export const parked: Fragment = {
  section: {
    title: 'Parked users',
    description:
      'What somebody who is no longer wanted has while policy.removed: park keeps the account: settings as of a role, usually a routing profile and security profiles that let nobody in. In the main file only.',
    allOf: [{ $ref: '#/definitions/role' }],
    type: 'object',
    minProperties: 1,
  },
};

/** What belongs to people that come from an HR system. */
export function sourceFragments(entry: PersonEntry): { readonly [key: string]: Fragment } {
  return {
    tables: {
      section: {
        title: 'Tables',
        description:
          'Values for the values of an export, used by the filter map: { site: { "100": EMEA/Dublin } }. The key "*" stands for all others.',
        type: 'object',
        propertyNames: { minLength: 1, format: 'name' },
        additionalProperties: {
          title: 'Table',
          description: 'What each value becomes.',
          type: 'object',
          minProperties: 1,
        },
      },
    },
    sources: {
      section: {
        title: 'Sources',
        description:
          'Exports of HR systems, and how their records become users. Each record that counts lists a user, as an entry under users does.',
        type: 'array',
        items: { $ref: '#/definitions/source' },
      },
      definitions: sourceDefinitions(entry),
    },
    overrides: {
      section: {
        title: 'Overrides',
        description:
          'What a person from a source has otherwise, field by field, by username. Lists nobody: without a record it does nothing.',
        type: 'array',
        items: { $ref: `#/definitions/${entry.name}` },
      },
    },
  };
}
