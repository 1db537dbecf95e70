import type { Fragment } from '../../../kinds/section.ts';

const name = (title: string, description: string) => ({ title, description, type: 'string', minLength: 1 });

/** The section `renamed`. */
export const renamed: Fragment = {
  section: {
    title: 'Renamed resources',
    description:
      'Resources that get another name: the new name is listed, and the old one is looked for in Connect. Harmless once it has happened; both names in Connect are an error.',
    type: 'array',
    items: { $ref: '#/definitions/renaming' },
  },
  definitions: {
    renaming: {
      title: 'Renamed resource',
      description: 'One resource, by its kind, its old name and its new name.',
      type: 'object',
      required: ['kind', 'from', 'to'],
      properties: {
        kind: name('Kind', 'As in addresses: the part before the slash.'),
        from: name('Old name', 'As in addresses: the part after the slash.'),
        to: name('New name', 'The name under which it is listed.'),
      },
      additionalProperties: false,
    },
  },
};
