import type { Fragment } from '../../../kinds/section.ts';

/** The section `notices`. */
export const notices: Fragment = {
  section: {
    title: 'Notices',
    description:
      'Where connect-sync watch tells of a pass that changed something, failed or was refused. Other commands tell nobody. In the main file only.',
    type: 'array',
    items: {
      $ref: '#/definitions/notice',
    },
  },
  definitions: {
    notice: {
      title: 'Destination of notices',
      description: "Either a webhook, which gets JSON, or Slack's incoming webhook (or one that takes the same).",
      type: 'object',
      properties: {
        webhook: {
          title: 'Webhook',
          description:
            'URL that gets each notice as JSON by POST, or { env: NAME } with the environment variable that holds it. https, except on this machine.',
          type: ['string', 'object'],
          minLength: 1,
          properties: {
            env: {
              $ref: '#/definitions/environmentVariable',
            },
          },
          required: ['env'],
          additionalProperties: false,
        },
        slack: {
          title: 'Slack',
          description:
            "{ env: NAME } with the environment variable that holds the URL of Slack's incoming webhook, which is a secret in itself.",
          type: 'object',
          properties: {
            env: {
              $ref: '#/definitions/environmentVariable',
            },
          },
          required: ['env'],
          additionalProperties: false,
        },
        secret: {
          title: 'Secret of the webhook',
          description:
            '{ env: NAME } with the environment variable that holds it. The header X-Connect-Sync-Signature is then sha256= and the HMAC-SHA256 of the body in hexadecimal.',
          type: 'object',
          properties: {
            env: {
              $ref: '#/definitions/environmentVariable',
            },
          },
          required: ['env'],
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
    environmentVariable: {
      title: 'Environment variable',
      description: 'The name of an environment variable, such as CONNECT_SYNC_WEBHOOK.',
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      patternErrorMessage: 'must be the name of an environment variable, such as CONNECT_SYNC_WEBHOOK',
    },
  },
};
