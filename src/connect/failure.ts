import { CallError, type CallFacts, type FailureClass } from '../base/errors.ts';
import { longestMessage } from '../base/limits.ts';
import { hideSecrets, plainName } from '../base/matching/hide.ts';
import type { Exchange } from './answer.ts';

/** Another change of the same user was under way; Connect has not made this one. */
const conflict = 'ConditionalOperationFailedException';

/**
 * The class of an error by its name. LimitExceededException is a quota and comes as a 429, which a rule by status
 * would take for throttling and repeat for minutes; so the status decides only where the name says nothing.
 */
const byName = new Map<string, FailureClass>([
  ['ThrottlingException', 'throttled'],
  ['Throttling', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['LimitExceededException', 'quota'],
  ['ServiceQuotaExceededException', 'quota'],
  ['AccessDeniedException', 'denied'],
  ['OptInRequired', 'denied'],
  // "Common Error Types" of the API reference, and what the SDK's own providers throw before anything is sent.
  ['ExpiredTokenException', 'credentials'],
  ['ExpiredToken', 'credentials'],
  ['UnrecognizedClientException', 'credentials'],
  ['InvalidClientTokenId', 'credentials'],
  ['InvalidSignatureException', 'credentials'],
  ['SignatureDoesNotMatch', 'credentials'],
  ['IncompleteSignature', 'credentials'],
  ['IncompleteSignatureException', 'credentials'],
  ['MissingAuthenticationToken', 'credentials'],
  ['MissingAuthenticationTokenException', 'credentials'],
  ['RequestExpired', 'credentials'],
  ['CredentialsProviderError', 'credentials'],
  ['TokenProviderError', 'credentials'],
  ['ResourceNotFoundException', 'not-found'],
  ['DuplicateResourceException', 'duplicate'],
  ['ResourceInUseException', 'in-use'],
  ['RequestTimeout', 'transient'],
  ['RequestTimeoutException', 'transient'],
  [conflict, 'transient'],
]);

/** Failures to connect, after which nothing can have reached Connect. */
const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
const noRoute = new Set(['EHOSTUNREACH', 'ENETUNREACH']);
/** The other side is not who it should be, or speaks no TLS: nothing was sent, and no repetition helps. */
const noTls = /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** A request that was given up: no repetition has more time. */
const givenUp = 'DeadlinePassed';

/** The little that is read of whatever the SDK threw. */
interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
}

type Meaning = Pick<CallFacts, 'error' | 'failure' | 'uncertain'>;

/**
 * Turns what the SDK threw into a `CallError` of one attempt. Only an error of Connect's own says what became of the
 * request; after whatever else ended a request that was sent, it may have been performed.
 */
export function classify(call: string, thrown: unknown, { sent, answered, secrets = [] }: Exchange): CallError {
  const hide = (text: string): string => hideSecrets(text, secrets);
  const what = (thrown ?? {}) as Thrown;
  const { name = 'Error', message = '', $metadata, $response } = what;
  const meaning =
    name === givenUp
      ? gaveUp(sent)
      : answered
        ? meaningOfError(what)
        : sent
          ? meaningOfSilence(what)
          : meaningOfUnsent(what);
  const seconds = Number($response?.headers?.['retry-after']);
  const requestId = plainName(hide($metadata?.requestId ?? ''), '');
  const facts: CallFacts = {
    ...meaning,
    call,
    error: plainName(hide(meaning.error), 'UnreadableErrorName'),
    message: hide(beginningOf(message) || plainName(what.code ?? name, 'no reason was given')),
    attempts: 1,
    requestId: requestId === '' ? undefined : requestId,
    retryAfter: answered && seconds > 0 ? seconds * 1000 : undefined,
  };
  return new CallError(facts, thrown);
}

const beginningOf = (message: string): string =>
  message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;

const gaveUp = (sent: boolean): Meaning => ({ error: givenUp, failure: 'refused', uncertain: sent });

/** Connect has answered: with an error, or with a success that the SDK could not read. */
function meaningOfError({ name = 'Error', $metadata, $response }: Thrown): Meaning {
  const failure = byName.get(name) ?? byStatus($metadata?.httpStatusCode ?? $response?.statusCode);
  return { error: name, failure, uncertain: failure === 'transient' && name !== conflict };
}

function byStatus(status = 200): FailureClass {
  if (status === 401 || status === 403) return 'denied';
  if (status === 429) return 'throttled';
  if (status === 408) return 'transient';
  if (status === 501) return 'refused';
  return status >= 500 || status < 300 ? 'transient' : 'refused';
}

/** The request was handed to the network, and no answer of Connect has come back. */
function meaningOfSilence({ name = 'Error', code = '', syscall }: Thrown): Meaning {
  const error = code === '' ? name : code;
  if (noTls.test(code)) return { error, failure: 'refused', uncertain: false };
  const arrived = !neverArrived.has(code) && !(noRoute.has(code) && syscall === 'connect');
  return { error, failure: 'transient', uncertain: arrived };
}

/** There were no credentials to sign with, or the input is none. */
const meaningOfUnsent = ({ name = 'Error', code = '' }: Thrown): Meaning => ({
  error: code === '' ? name : code,
  failure: byName.get(name) ?? (neverArrived.has(code) ? 'transient' : 'refused'),
  uncertain: false,
});
