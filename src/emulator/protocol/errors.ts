import { statusOf } from './model.ts';

/** Errors of AWS's front end, which are no part of the service's model. Sources: "Common errors" of the API reference. */
const COMMON: Readonly<Record<string, number>> = {
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  NotImplementedException: 501,
  RequestEntityTooLargeException: 413,
  RequestTimeoutException: 408,
  SerializationException: 400,
  ServiceUnavailableException: 503,
  UnknownOperationException: 404,
  ValidationException: 400,
};

/** An error as AWS answers it: a name, a message, and an HTTP status that follows from the name. */
export class AwsError extends Error {
  override readonly name: string;
  readonly status: number;
  /** Further members of the error's body, such as ResourceInUseException's ResourceId. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = name;
    this.status = statusOf(name) ?? COMMON[name] ?? 500;
    this.members = members;
  }
}

/** True for a name that this emulator can answer with. */
export function isErrorName(name: string): boolean {
  return statusOf(name) !== undefined || Object.hasOwn(COMMON, name);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function duplicate(message: string): AwsError {
  return new AwsError('DuplicateResourceException', message);
}

/** What cannot be deleted because something else refers to it. `members` are of the error's body: ResourceId and so on. */
export function inUse(message: string, members: Readonly<Record<string, string>> = {}): AwsError {
  return new AwsError('ResourceInUseException', message, members);
}

/** A quota of the instance is used up. HTTP 429, though it is no throttling. */
export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceededException', message);
}

export function notImplemented(message: string): AwsError {
  return new AwsError('NotImplementedException', message);
}
