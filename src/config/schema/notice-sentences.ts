/** What is said of mistakes in `notices`, where whatever stands there may be a secret: a webhook's URL too. */
import type { ErrorObject } from 'ajv';
import type { Fault } from '../../base/text-rules.ts';

const inNotice = /^\/notices(?:\/\d+(?:\/(?:webhook|slack|secret))?)?(?=\/|$)/;

/** Is this error about something that is never repeated? A key of our own format, with no value, may be. */
export const isHidden = ({ keyword, instancePath }: ErrorObject): boolean =>
  inNotice.test(instancePath) &&
  keyword !== 'false schema' &&
  !(keyword === 'additionalProperties' && /^\/notices\/\d+$/.test(instancePath));

export function explainNotice([, , field]: readonly string[]): Fault {
  switch (field) {
    case 'secret':
    case 'slack': {
      const what = field === 'slack' ? 'The URL of a Slack webhook is a secret: it' : 'A secret';
      return {
        code: 'secret-in-file',
        message: `${what} is never written in a file; write ${field}: { env: NAME } with the name of an environment variable that holds it.`,
      };
    }
    case 'webhook':
      return {
        code: 'invalid-value',
        message: 'webhook must be a URL that begins with https://, or { env: NAME } with an environment variable.',
      };
    default:
      return {
        code: 'invalid-value',
        message: 'notices is a list; write each as "- webhook: https://…" or "- slack: { env: NAME }".',
      };
  }
}
