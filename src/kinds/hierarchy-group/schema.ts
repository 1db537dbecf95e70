import type { Fragment } from '../section.ts';

const name = { type: 'string', minLength: 1, maxLength: 100, format: 'name' } as const;

export const schema: Fragment = {
  section: {
    title: 'Groups',
    description:
      'Hierarchy groups by name, each with the groups below it: a map of names, a list of names, or nothing. Groups at the top stand on the first level. An empty map is managed and has no groups.',
    anyOf: [{ $ref: '#/definitions/hierarchyGroups' }, { type: 'null' }],
  },
  definitions: {
    hierarchyGroups: {
      title: 'Hierarchy groups',
      description: 'Names of groups, up to 100 characters each, with what is below them.',
      type: ['object', 'array'],
      propertyNames: name,
      additionalProperties: { anyOf: [{ $ref: '#/definitions/hierarchyGroups' }, { type: 'null' }] },
      items: { anyOf: [name, { $ref: '#/definitions/hierarchyGroups' }] },
    },
  },
};
