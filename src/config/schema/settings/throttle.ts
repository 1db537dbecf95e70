import { compareText } from '../../../base/text.ts';
import type { Fragment } from '../../../kinds/section.ts';

/** The section `throttle`, which may name each of these calls of Amazon Connect. */
export const throttle = (calls: readonly string[]): Fragment => ({
  section: {
    $ref: '#/definitions/throttle',
  },
  definitions: {
    throttle: {
      title: 'Limits of the account',
      description:
        "How many calls a second Amazon Connect allows this account, where that differs from AWS's defaults: 2 with a burst of 5 for most APIs. An API that is not named keeps AWS's figure.",
      type: 'object',
      minProperties: 1,
      properties: {
        ...{
          share: {
            title: 'Share',
            description:
              'The part of each limit that is used, such as 80%; the rest is left to whatever else calls Amazon Connect. Default: 100%.',
            type: 'string',
            pattern: '^(100|[1-9][0-9]?(\\.[0-9]{1,2})?)%$',
            patternErrorMessage: 'must be a share from 1% to 100%, such as 80%',
          },
          default: {
            title: 'General limit',
            description:
              "In place of AWS's general figure of 2 a second with a burst of 5. The APIs for which AWS has a figure of their own keep it unless they are named.",
            $ref: '#/definitions/rate',
          },
        },
        ...Object.fromEntries([...calls].sort(compareText).map((call) => [call, { $ref: '#/definitions/rate' }])),
      },
      additionalProperties: false,
    },
    rate: {
      title: 'Limit of an API',
      description: 'Calls a second, and calls at once after a rest.',
      type: 'object',
      minProperties: 1,
      properties: {
        rate: {
          title: 'Rate',
          description: 'Calls a second.',
          type: 'number',
          minimum: 0.01,
          maximum: 1000,
        },
        burst: {
          title: 'Burst',
          description: "Calls at once after a rest. Default: one second's worth where a rate is given, but at least 1.",
          type: 'number',
          minimum: 1,
          maximum: 10000,
        },
      },
      additionalProperties: false,
    },
  },
});
