import { list } from '../../../base/words.ts';
import type { ManagedKind } from '../../../kinds/kind.ts';
import type { Fragment, ScopePart } from '../../../kinds/section.ts';

/** Numbers of users by names. */
const usersByName = {
  type: 'object',
  propertyNames: { minLength: 1, maxLength: 127 },
  additionalProperties: { type: 'integer', minimum: 0, maximum: 1000000 },
} as const;

/** The section `policy`. */
export const policy = (kinds: readonly ManagedKind[]): Fragment => ({
  section: {
    $ref: '#/definitions/policy',
  },
  definitions: definitions(kinds.flatMap(({ section: { scope = {} } }) => Object.entries(scope))),
});

/** `parts` are the words of the kinds for a part of the instance. */
function definitions(parts: readonly (readonly [string, ScopePart])[]): NonNullable<Fragment['definitions']> {
  return {
    policy: {
      title: 'Policy',
      description: 'What a plan may do. Rules that it breaks refuse the whole plan before anything is written.',
      type: 'object',
      properties: {
        removed: {
          title: 'Resources no longer listed',
          description:
            'What becomes of a user in scope that is not listed. keep (default): reported and kept. delete: deleted. park: first loses access (see parked), and is deleted after parkFor; other sections keep. One word for every section, or one by section: { users: delete }. A section that is absent is never touched.',
          type: ['string', 'object'],
          if: { type: 'string' },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
          then: { type: 'string', enum: ['keep', 'park', 'delete'] },
          else: { $ref: '#/definitions/removedBySection' },
        },
        parkFor: {
          title: 'Time of parking',
          description:
            'How long somebody who is no longer wanted stays parked before the account is deleted, where removed is park: 30d (default), 12h, up to 366d. Days are days of the calendar in timeZone.',
          type: 'string',
          format: 'duration',
        },
        scope: {
          title: 'Scope',
          description: [
            'Which users that are not listed are meant: owned (default): those with the mark of this owner. instance: everyone.',
            ...parts.map(([, { meaning }]) => meaning),
            'Users with the mark of another owner never are.',
          ].join(' '),
          type: ['string', 'object'],
          pattern: '^(owned|instance)$',
          patternErrorMessage: `must be ${list(['owned', 'instance', ...parts.map(([, { form }]) => form)], 'or')}`,
          properties: Object.fromEntries(parts.map(([word, { schema }]) => [word, schema])),
          additionalProperties: false,
          minProperties: 1,
          maxProperties: 1,
        },
        limits: {
          title: 'Limits',
          description:
            'How many users one plan may create, update and delete; adoption is not counted. A share is of the users that are listed, or live and in scope, and rounds down, but to at least 5 for create and update and 1 for delete; 0% is none.',
          type: 'object',
          properties: {
            create: {
              $ref: '#/definitions/limit',
              title: 'Created users',
              description: 'A count, or a share such as "10%". Default: no limit.',
            },
            update: {
              $ref: '#/definitions/limit',
              title: 'Updated users',
              description: 'A count, or a share such as "10%". Default "30%".',
            },
            delete: {
              $ref: '#/definitions/limit',
              title: 'Deleted users',
              description: 'A count, or a share such as "10%". Default "5%".',
            },
          },
          additionalProperties: false,
          minProperties: 1,
        },
        configurationLimits: {
          title: 'Limits of everything else',
          description:
            'How many resources other than users, all of them together, one plan may create, update and delete. A share is of those that are listed, or live and in scope, and rounds down, but to at least 5 for create and update and 1 for delete; 0% is none.',
          type: 'object',
          properties: {
            create: {
              $ref: '#/definitions/limit',
              title: 'Created resources',
              description: 'A count, or a share such as "10%". Default: no limit.',
            },
            update: {
              $ref: '#/definitions/limit',
              title: 'Updated resources',
              description: 'A count, or a share such as "10%". Default: no limit.',
            },
            delete: {
              $ref: '#/definitions/limit',
              title: 'Deleted resources',
              description: 'A count, or a share such as "20%". Default "10%".',
            },
          },
          additionalProperties: false,
          minProperties: 1,
        },
        protected: {
          title: 'Protected users',
          description:
            'Usernames that are never changed or deleted, whatever else is written. * stands for any characters, ? for one; case does not matter.',
          type: 'array',
          items: {
            type: 'string',
            minLength: 1,
            maxLength: 100,
            pattern: '^[a-zA-Z0-9_.@\\\\*?-]*$',
            patternErrorMessage:
              'must be a username, in which * stands for any characters and ? for one; it may have letters a to z, digits, and _ - . @ \\',
            format: 'name',
          },
        },
        keepAtLeast: {
          title: 'Holders to keep',
          description:
            'How many users must keep each of these security profiles, counted over the whole instance. Default Admin: 1. Granting one of them is marked as a privilege.',
          ...usersByName,
        },
        coverage: {
          title: 'Users to keep on a queue',
          description:
            'How many users must serve each of these queues, by name: users of the whole instance whose routing profile has the queue, on whatever channel. A plan that lowers a queue below that at any moment is refused, unless --accept coverage=N names how many queues it lowers.',
          ...usersByName,
        },
        window: {
          title: 'Window of the limits',
          description:
            'The limits also hold together with what earlier runs changed in this time: 24h (default), 90m, 7d; or off.',
          type: 'string',
          pattern: '^(off|[1-9][0-9]{0,3}[mhd])$',
          patternErrorMessage: 'must be a time such as 24h, 90m or 7d, or off',
        },
        settle: {
          title: 'Quiet before a watch deletes',
          description:
            'watch deletes nobody until the files have been unchanged for this time: 2m (default), 30s, 1h; 0s does not wait. Creations and updates do not wait.',
          type: 'string',
          pattern: '^(0|[1-9][0-9]{0,3})[smh]$',
          patternErrorMessage: 'must be a time such as 2m, 30s or 1h; 0s does not wait',
        },
        privilege: {
          title: 'Privileges',
          description:
            "warn (default): what widens somebody's power is marked. confirm: it needs --accept privilege=N as well.",
          type: 'string',
          enum: ['warn', 'confirm'],
        },
        windows: {
          title: 'Windows',
          description:
            'Times in which watch may apply changes; outside of them it reports drift and waits. Without this key it may at any time. plan and apply do not heed them.',
          type: 'array',
          minItems: 1,
          maxItems: 100,
          items: {
            $ref: '#/definitions/window',
          },
        },
      },
      additionalProperties: false,
    },
    limit: {
      title: 'Limit',
      description: 'A count, or a share such as "10%".',
      type: ['integer', 'string'],
      minimum: 0,
      maximum: 1000000,
      pattern: '^(100|[0-9]{1,2}(\\.[0-9]{1,2})?)%$',
      patternErrorMessage: 'must be a count, such as 200, or a share, such as "10%"',
    },
    window: {
      title: 'Window',
      description: 'A stretch of time, again and again.',
      type: 'object',
      required: ['schedule', 'duration', 'timeZone'],
      properties: {
        schedule: {
          title: 'When it opens',
          description: 'Five fields of cron (minute, hour, day, month, weekday), read in timeZone: 0 20 * * 1-5.',
          type: 'string',
          format: 'cron',
        },
        duration: {
          title: 'How long it stays open',
          description:
            'Such as 10h, 90m or 1h30m, up to 366d. It is real time: an hour more or less by the clock on the wall when clocks change.',
          type: 'string',
          format: 'duration',
        },
        timeZone: {
          title: 'Time zone',
          description: 'A name of the IANA database, such as Europe/Dublin or UTC.',
          type: 'string',
          format: 'timeZone',
        },
      },
      additionalProperties: false,
    },
  };
}
