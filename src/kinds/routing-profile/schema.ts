import { channels } from '../fields.ts';
import type { Section } from '../section.ts';
import { behaviors, timers } from './attributes.ts';

const queue = {
  title: 'Queue',
  description: 'Name of a queue.',
  type: 'string',
  minLength: 1,
  maxLength: 127,
} as const;
const channel = { title: 'Channel', description: 'VOICE, CHAT, TASK or EMAIL.', enum: [...channels] } as const;

export const schema: NonNullable<Section['schema']> = {
  section: {
    title: 'Routing profiles',
    description:
      'Routing profiles that connect-sync manages. Without this section none is managed, and users can have any that the instance has.',
    type: 'array',
    items: { $ref: '#/definitions/routingProfile' },
  },
  definitions: {
    routingProfile: {
      title: 'Routing profile',
      description:
        'One routing profile, by name. A new one needs description, defaultOutboundQueue and mediaConcurrencies; what is left out is not managed.',
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: {
          title: 'Name',
          description: 'Up to 127 characters. To change it, list the new name and write both under renamed.',
          type: 'string',
          minLength: 1,
          maxLength: 127,
          format: 'name',
        },
        description: {
          title: 'Description',
          description: 'Up to 250 characters; never empty.',
          type: 'string',
          minLength: 1,
          maxLength: 250,
          format: 'visible',
        },
        defaultOutboundQueue: {
          ...queue,
          title: 'Default outbound queue',
          description: 'Name of the queue of outbound calls.',
        },
        mediaConcurrencies: {
          title: 'Channels',
          description: 'All channels that agents handle, each once, and how many contacts at a time.',
          type: 'array',
          minItems: 1,
          uniqueBy: ['channel'],
          items: {
            title: 'Channel',
            description: 'A channel and its limit.',
            type: 'object',
            required: ['channel', 'concurrency'],
            additionalProperties: false,
            properties: {
              channel,
              concurrency: {
                title: 'Concurrency',
                description: 'Contacts at a time: 1 for VOICE, 1 to 10 for the other channels.',
                type: 'integer',
                minimum: 1,
                maximum: 10,
              },
              crossChannelBehavior: {
                title: 'Cross-channel behaviour',
                description:
                  'Whether an agent who is on a contact of this channel is offered contacts of other channels. A new channel has ROUTE_CURRENT_CHANNEL_ONLY.',
                enum: [...behaviors],
              },
            },
            if: { properties: { channel: { const: 'VOICE' } } },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: { properties: { concurrency: { enum: [1] } } },
          },
        },
        queues: {
          title: 'Queues',
          description:
            'All queues whose contacts agents get, each once for a channel; [] is none. At most 50 pairs by default (a quota of the account).',
          type: 'array',
          uniqueBy: ['queue', 'channel'],
          items: {
            title: 'Queue and channel',
            description: 'One channel of a queue, and how its contacts are routed.',
            type: 'object',
            required: ['queue', 'channel'],
            additionalProperties: false,
            properties: {
              queue,
              channel,
              priority: {
                title: 'Priority',
                description: '1 to 99; contacts with a lower number go first. 1 where left out.',
                type: 'integer',
                minimum: 1,
                maximum: 99,
              },
              delay: {
                title: 'Delay',
                description: 'Seconds that a contact waits before it is offered: 0 to 9999. 0 where left out.',
                type: 'integer',
                minimum: 0,
                maximum: 9999,
              },
            },
          },
        },
        manualAssignmentQueues: {
          title: 'Manual assignment queues',
          description:
            'All queues from which agents pick contacts themselves, each once for a channel (not VOICE); [] is none.',
          type: 'array',
          uniqueBy: ['queue', 'channel'],
          items: {
            title: 'Queue and channel',
            description: 'One channel of a queue.',
            type: 'object',
            required: ['queue', 'channel'],
            additionalProperties: false,
            properties: {
              queue,
              channel: {
                title: 'Channel',
                description: 'CHAT, TASK or EMAIL.',
                enum: channels.filter((one) => one !== 'VOICE'),
              },
            },
          },
        },
        agentAvailabilityTimer: {
          title: 'Agent availability timer',
          description:
            'From when on an agent counts as waiting, which says who is offered the next contact: since the last contact or change of status (TIME_SINCE_LAST_ACTIVITY), or since the last inbound contact (TIME_SINCE_LAST_INBOUND).',
          enum: [...timers],
        },
        tags: { $ref: '#/definitions/tags' },
      },
    },
  },
};
