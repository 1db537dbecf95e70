import type { Fragment, JsonSchema } from '../../section.ts';
import { phoneDefinitions, phoneNumber } from './phone.ts';
import { groupPath } from './scope.ts';

/** What a role may say, and each user. */
const shared: { readonly [field: string]: JsonSchema } = {
  hierarchyGroup: { $ref: '#/definitions/hierarchyGroup' },
  routingProfile: { $ref: '#/definitions/routingProfileName' },
  securityProfiles: { $ref: '#/definitions/securityProfiles' },
  phoneConfig: { $ref: '#/definitions/phoneConfig' },
  proficiencies: { $ref: '#/definitions/proficiencies' },
  tags: { $ref: '#/definitions/tags' },
};

/** The section `users`, and what its entries and roles are made of. */
export const schema: Fragment = {
  section: {
    title: 'Users',
    description:
      'The people of the instance. [] is an empty list that is managed; without this key users are not managed at all.',
    type: 'array',
    items: { $ref: '#/definitions/user' },
  },
  definitions: {
    role: {
      title: 'Role',
      description: 'Settings that several users share.',
      type: 'object',
      properties: shared,
      additionalProperties: false,
    },
    user: {
      title: 'User',
      description: 'One person, by username.',
      type: 'object',
      required: ['username'],
      properties: {
        username: {
          title: 'Username',
          description: 'The name the user signs in with. It can never be changed. Compared without regard to case.',
          type: 'string',
          minLength: 1,
          maxLength: 64,
          format: 'username',
        },
        role: {
          title: 'Role',
          description:
            "Name of one of the roles. The user's own fields win over the role's; phoneConfig is merged field by field, tags key by key.",
          type: 'string',
          minLength: 1,
          format: 'name',
        },
        firstName: {
          title: 'First name',
          description: 'Up to 255 characters.',
          type: 'string',
          minLength: 1,
          maxLength: 255,
          format: 'anyName',
        },
        lastName: {
          title: 'Last name',
          description: 'Up to 300 characters.',
          type: 'string',
          minLength: 1,
          maxLength: 300,
          format: 'anyName',
        },
        email: {
          title: 'E-mail address',
          description:
            'Required where Amazon Connect manages the users itself; forbidden where SAML does. Passwords are reset through it.',
          type: 'string',
          minLength: 1,
          maxLength: 265,
          pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
          patternErrorMessage: 'must be an e-mail address, such as jane.doe@example.com',
          format: 'email',
        },
        secondaryEmail: {
          title: 'Second e-mail address',
          description:
            'Where notifications go instead of to the first, if it is given. Up to 265 characters. null clears it.',
          type: ['string', 'null'],
          minLength: 1,
          maxLength: 265,
          pattern: '^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,63}$',
          patternErrorMessage: 'must be an e-mail address, such as jane.doe@example.com',
          format: 'email',
        },
        mobile: {
          title: 'Mobile phone number',
          description: 'In E.164 and in quotes: "+12065550123". null clears it.',
          type: ['string', 'null'],
          minLength: 1,
          ...phoneNumber,
        },
        ...shared,
        from: {
          title: 'First day',
          description:
            'The user is not wanted before. A day (from its first second, in timeZone) such as 2026-12-01, or a time with an offset; null for none.',
          type: ['string', 'null'],
          format: 'dayOrTime',
        },
        until: {
          title: 'Last day',
          description:
            'The user is no longer wanted after. A day (to its last second, in timeZone) such as 2026-12-31, or a time with an offset; null for none.',
          type: ['string', 'null'],
          format: 'dayOrTime',
        },
        initialPassword: {
          title: 'First password',
          description:
            'A reference, never the password itself: { env: NAME } or { generate: true }. Used when the user is created and never again.',
          type: 'object',
          properties: {
            env: {
              title: 'Environment variable',
              description: 'Name of the environment variable that holds the password.',
              type: 'string',
              pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
              patternErrorMessage: 'must be the name of an environment variable: letters, digits and underscores',
            },
            generate: {
              title: 'Make one up',
              description: 'true: a random password that nobody is told; the user sets one by e-mail.',
              type: 'boolean',
              const: true,
            },
          },
          additionalProperties: false,
          minProperties: 1,
          maxProperties: 1,
        },
        directoryUserId: {
          title: 'Id in the directory',
          description:
            "The user's id in the directory, for instances with an existing directory. Used when the user is created and never again.",
          type: 'string',
          minLength: 1,
          format: 'name',
        },
      },
      additionalProperties: false,
    },
    routingProfileName: {
      title: 'Routing profile',
      description: 'Name of the routing profile.',
      type: 'string',
      minLength: 1,
      maxLength: 127,
    },
    securityProfiles: {
      title: 'Security profiles',
      description: 'Names of 1 to 10 security profiles. They replace all that the user has.',
      type: 'array',
      items: {
        type: 'string',
        minLength: 1,
        maxLength: 127,
      },
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
    },
    hierarchyGroup: {
      title: 'Hierarchy group',
      description:
        'Path of names from the top, Americas/Seattle/Alpha, or as a list where a name has a slash: [Americas, "A/B"]. null takes the user out of its group.',
      type: ['string', 'array', 'null'],
      ...groupPath,
    },
    ...phoneDefinitions,
    proficiencies: {
      title: 'Proficiencies',
      description:
        'What the user is proficient in: levels by attribute and value, { Skill: { Billing: 3 } }. Attributes and values are predefined attributes. It is the whole set: what is not listed is removed, {} removes all. Amazon Connect allows 10 a user by default.',
      type: 'object',
      propertyNames: {
        minLength: 1,
        maxLength: 100,
      },
      additionalProperties: {
        title: 'Values',
        description: 'The level of each value of the attribute.',
        type: 'object',
        propertyNames: {
          minLength: 1,
          maxLength: 100,
        },
        additionalProperties: {
          title: 'Level',
          description: 'From 1 to 5, which is the highest.',
          type: 'number',
          minimum: 1,
          maximum: 5,
        },
      },
    },
    tags: {
      title: 'Tags',
      description:
        'The listed keys are managed, a key with null is removed, other keys stay. Up to 50. Keys that begin with aws: or connect-sync: are not yours to write.',
      type: 'object',
      maxProperties: 50,
      propertyNames: {
        minLength: 1,
        maxLength: 128,
        pattern: '^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$',
        patternErrorMessage: 'may have only letters, digits, blanks and any of _ . : / = + - @',
        format: 'tagKey',
      },
      additionalProperties: {
        type: ['string', 'null'],
        maxLength: 256,
        format: 'visible',
      },
    },
  },
};
