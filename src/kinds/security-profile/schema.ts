import type { Section } from '../section.ts';

const resources = { type: 'array', maxItems: 10, uniqueItems: true } as const;

export const schema: NonNullable<Section['schema']> = {
  section: {
    title: 'Security profiles',
    description:
      'Security profiles of the instance, by name. [] is an empty list that is managed; without this key they are only referred to.',
    type: 'array',
    items: { $ref: '#/definitions/securityProfile' },
  },
  definitions: {
    securityProfile: {
      title: 'Security profile',
      description: 'One security profile. What is left out of it is not managed.',
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: {
          title: 'Name',
          description: 'Up to 127 letters a to z, digits, blanks, and _ @ -. It can never be changed.',
          type: 'string',
          minLength: 1,
          maxLength: 127,
          pattern: '^[ a-zA-Z0-9_@-]+$',
          patternErrorMessage: 'must have letters a to z, digits, blanks, and _ @ - only',
          format: 'name',
        },
        description: {
          title: 'Description',
          description: 'Up to 250 characters.',
          type: 'string',
          maxLength: 250,
          format: 'visible',
        },
        permissions: {
          title: 'Permissions',
          description:
            'All permissions of the profile, up to 500, by their API names as in "List of security profile permissions" of AWS\'s administrator guide.',
          type: 'array',
          maxItems: 500,
          uniqueItems: true,
          items: { type: 'string', minLength: 1, maxLength: 128 },
        },
        tagRestrictedResources: {
          ...resources,
          title: 'Resources restricted by tags',
          description:
            'Up to 10 sorts of resources, such as User or SecurityProfile, that holders reach only where those have the tags in allowedAccessControlTags. [] restricts none.',
          items: { type: 'string', minLength: 1, maxLength: 128 },
        },
        allowedAccessControlTags: {
          title: 'Allowed tags',
          description: 'Up to 4 tags that restricted resources must have, by key. The whole set; {} has none.',
          type: 'object',
          maxProperties: 4,
          propertyNames: { type: 'string', minLength: 1, maxLength: 128 },
          additionalProperties: { type: 'string', maxLength: 256 },
        },
        hierarchyRestrictedResources: {
          ...resources,
          title: 'Resources restricted by hierarchy',
          description:
            'Sorts of resources that holders reach only in the group allowedAccessControlHierarchyGroup; Amazon Connect knows only User. [] restricts none.',
          items: { type: 'string', enum: ['User'] },
        },
        allowedAccessControlHierarchyGroup: {
          title: 'Allowed hierarchy group',
          description: 'Path of the group in which restricted users must be, or below it. null takes it away.',
          $ref: '#/definitions/hierarchyGroup',
        },
        tags: { $ref: '#/definitions/tags' },
      },
    },
  },
};
