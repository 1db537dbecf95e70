import type { JsonSchema } from '../../section.ts';

/** A number in E.164: up to 15 digits, as ITU-T says. */
export const phoneNumber: JsonSchema = {
  pattern: '^\\+[1-9][0-9]{1,14}$',
  patternErrorMessage:
    'must be a phone number in E.164: "+", country code and number, digits only, such as "+12065550123"',
  format: 'phone',
};

const seconds: JsonSchema = { $ref: '#/definitions/seconds' };

/** What definitions of users say of phones. */
export const phoneDefinitions: { readonly [name: string]: JsonSchema } = {
  phoneConfig: {
    title: 'Phone settings',
    description: "How the user takes contacts. Merged with the role's field by field.",
    type: 'object',
    properties: {
      phoneType: {
        title: 'Phone type',
        description: 'SOFT_PHONE: in the browser. DESK_PHONE: at deskPhoneNumber.',
        type: 'string',
        enum: ['SOFT_PHONE', 'DESK_PHONE'],
      },
      autoAccept: {
        title: 'Auto-accept',
        description:
          'Whether contacts are accepted without a click: true or false for every channel, or a map per channel.',
        type: ['boolean', 'object'],
        properties: {
          VOICE: {
            title: 'Voice',
            description: 'true or false, for calls.',
            type: 'boolean',
          },
          CHAT: {
            title: 'Chat',
            description: 'true or false, for chats.',
            type: 'boolean',
          },
          TASK: {
            title: 'Task',
            description: 'true or false, for tasks.',
            type: 'boolean',
          },
          EMAIL: {
            title: 'E-mail',
            description: 'true or false, for e-mails.',
            type: 'boolean',
          },
        },
        additionalProperties: false,
        minProperties: 1,
      },
      afterContactWorkTimeLimit: {
        title: 'After-contact work time limit',
        description: 'Seconds, 0 to 2000000, for every channel, or a map per channel. 0 means without limit.',
        type: ['integer', 'object'],
        minimum: 0,
        maximum: 2000000,
        properties: { VOICE: seconds, CHAT: seconds, TASK: seconds, EMAIL: seconds },
        additionalProperties: false,
        minProperties: 1,
      },
      deskPhoneNumber: {
        title: 'Desk phone number',
        description: 'In E.164 and in quotes: "+12065550123". For DESK_PHONE.',
        type: 'string',
        minLength: 1,
        ...phoneNumber,
      },
      persistentConnection: {
        title: 'Persistent connection',
        description: 'true: the line stays open between calls.',
        type: 'boolean',
      },
      voiceEnhancement: {
        title: 'Voice enhancement',
        description:
          'VOICE_ISOLATION removes other voices and noise, NOISE_SUPPRESSION removes noise, NONE does nothing.',
        type: 'string',
        enum: ['VOICE_ISOLATION', 'NOISE_SUPPRESSION', 'NONE'],
      },
    },
    additionalProperties: false,
  },
  seconds: {
    title: 'Seconds',
    description: 'Seconds, 0 to 2000000. 0 means without limit.',
    type: 'integer',
    minimum: 0,
    maximum: 2000000,
  },
};
