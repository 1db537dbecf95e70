import { statusOf } from './model.ts';

/**
 * Errors of AWS's front end, which are no part of the service's model: the "Common errors" of the API reference, and the
 * names by which the SDK recognises throttling, clock skew and passing trouble (@smithy/service-error-classification).
 */
const COMMON: Readonly<Record<string, number>> = {
  AuthFailure: 403,
  BandwidthLimitExceeded: 503,
  EC2ThrottledException: 503,
  ExpiredToken: 403,
  ExpiredTokenException: 403,
  IncompleteSignature: 403,
  IncompleteSignatureException: 403,
  InternalFailure: 500,
  InvalidClientTokenId: 403,
  InvalidSignatureException: 403,
  MalformedHttpRequestException: 400,
  MissingAuthenticationTokenException: 403,
  NotAuthorized: 403,
  NotImplementedException: 501,
  OptInRequired: 403,
  PriorRequestNotComplete: 400,
  ProvisionedThroughputExceededException: 400,
  RequestAbortedException: 400,
  RequestEntityTooLargeException: 413,
  RequestExpired: 403,
  RequestInTheFuture: 403,
  RequestLimitExceeded: 503,
  RequestThrottled: 429,
  RequestThrottledException: 429,
  RequestTimeTooSkewed: 403,
  RequestTimeout: 408,
  RequestTimeoutException: 408,
  SerializationException: 400,
  ServiceUnavailable: 503,
  ServiceUnavailableException: 503,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  ThrottledException: 429,
  Throttling: 429,
  TimeoutError: 408,
  TransactionInProgressException: 400,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
  UnsupportedMediaTypeException: 415,
  ValidationError: 400,
  ValidationException: 400,
};

/** Every common error, for a table of what can be injected. */
export const COMMON_ERRORS: readonly string[] = Object.keys(COMMON);

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
