import type { Fragment } from '../../../kinds/section.ts';

/** The section `instance`. */
export const instance: Fragment = {
  section: {
    $ref: '#/definitions/instance',
  },
  definitions: {
    instance: {
      title: 'The Amazon Connect instance',
      description: 'Named by its id (or ARN), or by its alias.',
      type: 'object',
      properties: {
        id: {
          title: 'Instance id',
          description: 'The instance id, or the full ARN, which then also gives the region.',
          type: 'string',
          pattern:
            '^(arn:aws[a-z-]*:connect:[a-z0-9-]+:[0-9]{12}:instance/)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
          patternErrorMessage:
            "must be an instance id, such as 10a4c4eb-f57e-4d4c-b602-bf39176ced07, or the instance's full ARN",
        },
        alias: {
          title: 'Instance alias',
          description: "The name in the instance's access URL: my-centre of https://my-centre.my.connect.aws.",
          type: 'string',
          minLength: 1,
          maxLength: 62,
          pattern: '^[0-9a-zA-Z]+(-+[0-9a-zA-Z]+)*$',
          patternErrorMessage: "must be the instance's alias: letters, digits and hyphens inside",
        },
        region: {
          title: 'AWS Region',
          description: "Such as us-west-2. Default: the Region of the ARN, else the environment's.",
          type: 'string',
          pattern: '^[a-z]{2,4}(-[a-z]+)+-[0-9]+$',
          patternErrorMessage: 'must be the code of an AWS Region, such as us-west-2',
        },
      },
      additionalProperties: false,
      oneOf: [
        {
          required: ['id'],
        },
        {
          required: ['alias'],
        },
      ],
    },
  },
};
