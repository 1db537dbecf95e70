import type { Fragment } from '../section.ts';

export const schema: Fragment = {
  section: {
    title: 'Levels',
    description:
      'Names of the levels of the hierarchy, from the top down: one to five, each up to 50 characters. Another name at the same place renames a level. [] removes all levels.',
    type: 'array',
    maxItems: 5,
    uniqueItems: true,
    items: { type: 'string', minLength: 1, maxLength: 50, format: 'name' },
  },
};
