import type { JsonSchema, ScopePart } from '../../section.ts';

/** A hierarchy group as a text or a list; whether null is allowed is said beside it. */
export const groupPath: JsonSchema = {
  minLength: 1,
  pattern: '^[^/]{1,100}(/[^/]{1,100}){0,4}$',
  patternErrorMessage: 'must be 1 to 5 names of up to 100 characters, joined by "/"',
  format: 'groupPath',
  items: { type: 'string', minLength: 1, maxLength: 100 },
  minItems: 1,
  maxItems: 5,
};

/** Parts of the instance, as `policy.scope` describes them. */
export const scopeParts: { readonly [word: string]: ScopePart } = {
  hierarchyGroup: {
    form: '{ hierarchyGroup: … }',
    meaning: '{ hierarchyGroup: EMEA }: those in that group or below it.',
    schema: {
      title: 'Hierarchy group',
      description: 'Path of names from the top, EMEA/Dublin, or as a list where a name has a slash.',
      type: ['string', 'array'],
      ...groupPath,
    },
  },
  tag: {
    form: '{ tag: { … } }',
    meaning: '{ tag: { site: dublin } }: those with these tags.',
    schema: {
      title: 'Tags',
      description: 'Tags with their values, all of which a user must have.',
      type: 'object',
      minProperties: 1,
      maxProperties: 50,
      propertyNames: { minLength: 1, maxLength: 128, format: 'tagKey' },
      additionalProperties: { type: 'string', maxLength: 256 },
    },
  },
};
