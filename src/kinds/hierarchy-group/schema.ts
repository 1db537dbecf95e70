import type { Fragment, JsonSchema } from '../section.ts';

const name = { type: 'string', minLength: 1, maxLength: 100, format: 'name' } as const;

/** Groups by name, each with the groups below it, or a list of names and of such maps. */
const below: JsonSchema = {
  propertyNames: name,
  additionalProperties: { $ref: '#/definitions/hierarchyGroups' },
  items: { $ref: '#/definitions/hierarchyBranch' },
};

export const schema: Fragment = {
  section: {
    title: 'Groups',
    description:
      'Hierarchy groups by name, each with the groups below it: a map of names, a list of names, or nothing. Groups at the top stand on the first level. An empty map is managed and has no groups.',
    type: ['object', 'array', 'null'],
    ...below,
  },
  definitions: {
    hierarchyGroups: {
      title: 'Hierarchy groups',
      description: 'Names of groups, up to 100 characters each, with what is below them.',
      type: ['object', 'array', 'null'],
      ...below,
    },
    hierarchyBranch: {
      title: 'Hierarchy group',
      description: 'The name of a group, or a map of groups with what is below them.',
      ...name,
      type: ['string', 'object', 'array'],
      ...below,
    },
  },
};
