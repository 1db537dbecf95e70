// How a call that cannot be carried out is answered.

import { type Answer, requestId } from './exchange.ts';
import { AwsError, COMMON_ERRORS } from './protocol/errors.ts';
import type { Route } from './protocol/routes.ts';
import { declaredErrors } from './protocol/validate.ts';

type Log = (problem: string) => void;

/** What is thrown and is no error of AWS is a bug of the emulator, and told to `log`. */
export function asAwsError(thrown: unknown, route: Route | undefined, log: Log): AwsError {
  if (thrown instanceof AwsError) return thrown;
  log(`${route?.operation.name ?? 'no operation'}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
  return new AwsError('InternalServiceException', 'The emulator failed');
}

/** The oldest operations know InvalidRequestException only. */
export function asDeclared(route: Route | undefined, error: AwsError, log: Log): AwsError {
  const declared = route && declaredErrors(route.operation.name);
  if (!declared || declared.includes(error.name)) return error;
  if (error.name === 'InvalidParameterException' && declared.includes('InvalidRequestException'))
    return new AwsError('InvalidRequestException', error.message, error.members);
  if (!ANYWHERE.has(error.name)) log(`${route.operation.name} does not declare ${error.name}`);
  return error;
}

/** Answered by AWS's front end whatever an operation declares. */
const ANYWHERE: ReadonlySet<string> = new Set([
  ...COMMON_ERRORS,
  'AccessDeniedException',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** `Message` is what the model declares, `message` what botocore and other clients look for first. */
export function errorAnswer(error: AwsError, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status: error.status,
    headers: { ...requestId(), 'x-amzn-errortype': error.name, ...headers },
    body: JSON.stringify({ ...error.members, Message: error.message, message: error.message }),
    delivery: 'send',
  };
}
