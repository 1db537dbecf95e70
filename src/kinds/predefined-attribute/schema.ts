import type { Fragment } from '../section.ts';

export const schema: Fragment = {
  section: {
    title: 'Predefined attributes',
    description:
      'What users can be proficient in, and the values of each. Attributes and values that are not listed are left alone, unless policy.removed says delete for predefinedAttributes.',
    type: 'array',
    items: { $ref: '#/definitions/predefinedAttribute' },
  },
  definitions: {
    predefinedAttribute: {
      title: 'Predefined attribute',
      description: 'One attribute, by name.',
      type: 'object',
      required: ['name', 'values'],
      additionalProperties: false,
      properties: {
        name: {
          title: 'Name',
          description:
            "Unique regardless of case, up to 100 characters. Names that begin with connect: are Amazon Connect's own: values can be added to connect:Language.",
          type: 'string',
          minLength: 1,
          maxLength: 100,
          format: 'name',
        },
        values: {
          title: 'Values',
          description: 'Up to 500 values of up to 100 characters each.',
          type: 'array',
          maxItems: 500,
          uniqueItems: true,
          items: { type: 'string', minLength: 1, maxLength: 100, format: 'name' },
        },
      },
    },
  },
};
