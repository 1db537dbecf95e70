import { CallError, type FailureClass } from '../base/errors.ts';
import { withoutCredentials } from './redact.ts';

/**
 * The class of an error by its name. LimitExceededException is a quota and comes as a 429, which a rule by status
 * would take for throttling and repeat for minutes; so the status decides only where the name says nothing.
 */
const conflict = 'ConditionalOperationFailedException';
/** A request that was given up: no repetition has more time. */
const givenUp = 'DeadlinePassed';
const byName = new Map<string, FailureClass>([
  ['ThrottlingException', 'throttled'],
  ['Throttling', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['LimitExceededException', 'quota'],
  ['ServiceQuotaExceededException', 'quota'],
  ['AccessDeniedException', 'denied'],
  ['UnrecognizedClientException', 'denied'],
  ['InvalidSignatureException', 'denied'],
  ['SignatureDoesNotMatch', 'denied'],
  ['IncompleteSignatureException', 'denied'],
  ['MissingAuthenticationTokenException', 'denied'],
  ['InvalidClientTokenId', 'denied'],
  ['ExpiredTokenException', 'denied'],
  ['ExpiredToken', 'denied'],
  ['OptInRequired', 'denied'],
  ['CredentialsProviderError', 'denied'],
  ['TokenProviderError', 'denied'],
  ['ResourceNotFoundException', 'not-found'],
  ['DuplicateResourceException', 'duplicate'],
  ['ResourceInUseException', 'in-use'],
  ['TimeoutError', 'transient'],
  ['RequestTimeout', 'transient'],
  ['RequestTimeoutException', 'transient'],
  // Another change of the same user was under way.
  [conflict, 'transient'],
]);

/** Network failures after which nothing can have reached Connect. */
const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const dropped = new Set(['ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** The little that is read of whatever the SDK threw. */
interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
}

/** Turns what the SDK threw into a `CallError` of one attempt. */
export function classify(call: string, thrown: unknown): CallError {
  const { name = 'Error', message = '', code = '', $metadata, $response } = (thrown ?? {}) as Thrown;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  const network = dropped.has(code) || neverArrived.has(code);
  const failure = byName.get(name) ?? (network ? 'transient' : byStatus(status));
  const seconds = Number($response?.headers?.['retry-after']);
  const facts = {
    call,
    error: network ? code : name,
    message: withoutCredentials(message || (network ? code : name)),
    failure,
    attempts: 1,
    uncertain: name === givenUp || (failure === 'transient' && !neverArrived.has(code) && name !== conflict),
    requestId: $metadata?.requestId,
    retryAfter: seconds > 0 ? seconds * 1000 : undefined,
  };
  return new CallError(facts, thrown);
}

function byStatus(status: number | undefined): FailureClass {
  if (status === undefined) return 'refused';
  if (status === 401 || status === 403) return 'denied';
  if (status === 429) return 'throttled';
  if (status === 408) return 'transient';
  if (status === 501) return 'refused';
  // A success whose body could not be read is an answer lost.
  return status >= 500 || status < 300 ? 'transient' : 'refused';
}
