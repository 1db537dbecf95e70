import { describe, expect, test } from 'vitest';
import { longestMessage } from '../../src/base/limits.ts';
import { classify } from '../../src/connect/failure.ts';

interface Thrown {
  readonly name?: string;
  readonly status?: number;
  readonly code?: string;
  readonly syscall?: string;
  readonly message?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** As the SDK throws: the status of a known error in `$metadata`, of any answer in `$response`. */
function thrown({ name = 'Error', status, code, syscall, message = 'Said so.', headers = {} }: Thrown): unknown {
  const error = Object.assign(new Error(message), {
    name,
    ...(code !== undefined && { code }),
    ...(syscall !== undefined && { syscall }),
  });
  if (status === undefined) return error;
  return Object.assign(error, {
    $metadata: { httpStatusCode: status, requestId: 'r-1' },
    $response: { statusCode: status, headers },
  });
}
/** An answer has a status; what has none came from the network. */
const factsOf = (what: Thrown) =>
  classify('CreateUser', thrown(what), { sent: true, answered: what.status !== undefined }).facts;
const unsent = { sent: false, answered: false };

describe('the class of an error', () => {
  test.each([
    ['ThrottlingException', 429, 'throttled'],
    ['ThrottlingException', 400, 'throttled'],
    ['TooManyRequestsException', 429, 'throttled'],
    ['a quota that comes as "too many requests": LimitExceededException', 429, 'quota'],
    ['ServiceQuotaExceededException', 402, 'quota'],
    ['AccessDeniedException', 403, 'denied'],
    ['UnrecognizedClientException', 400, 'credentials'],
    ['ExpiredTokenException', 400, 'credentials'],
    ['InvalidSignatureException', 403, 'credentials'],
    ['ResourceNotFoundException', 404, 'not-found'],
    ['DuplicateResourceException', 409, 'duplicate'],
    ['InvalidParameterException', 400, 'refused'],
    ['ResourceInUseException', 409, 'in-use'],
    ['InternalServiceException', 500, 'transient'],
    ['TimeoutError', undefined, 'transient'],
    ['an unknown name', 503, 'transient'],
    ['an unknown name', 429, 'throttled'],
    ['an unknown name', 401, 'denied'],
    ['an unknown name', 403, 'denied'],
    ['an unknown name', 404, 'refused'],
    ['an unknown name', 301, 'refused'],
    ['an API that is not there', 501, 'refused'],
    ['a body that could not be read', 200, 'transient'],
    ['what came instead of an answer', undefined, 'transient'],
    ['an unknown name', 408, 'transient'],
    ['an unknown name', 300, 'refused'],
    ['constructor', 400, 'refused'],
  ])('%s with status %s is %s', (name, status, failure) => {
    const facts = factsOf({ name: name.split(': ').at(-1) ?? name, ...(status !== undefined && { status }) });
    expect(facts.failure).toBe(failure);
  });
});

describe('whether a call may have been made although it failed', () => {
  test.each([
    ['refused connections never arrive', { code: 'ECONNREFUSED' }, false],
    ['nor do names that are not found', { code: 'ENOTFOUND' }, false],
    ['nor what has no route', { code: 'EHOSTUNREACH', syscall: 'connect' }, false],
    ['what loses its route later may', { code: 'EHOSTUNREACH', syscall: 'read' }, true],
    ['what is no HTTP', { code: 'HPE_INVALID_CONSTANT' }, true],
    ['an answer that is not of Connect', { name: 'UnrecognizedAnswer' }, true],
    ['a certificate that is not trusted', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, false],
    ['a dropped connection may have brought it', { code: 'ECONNRESET' }, true],
    ['a dropped connection that the SDK calls a time-out, too', { name: 'TimeoutError', code: 'ECONNRESET' }, true],
    ['a time-out', { name: 'TimeoutError' }, true],
    ['a failure of Connect', { name: 'InternalServiceException', status: 500 }, true],
    ['a body that could not be read', { name: 'SyntaxError', status: 200 }, true],
    ['what is throttled was not made', { name: 'ThrottlingException', status: 429 }, false],
    ['what is refused was not made', { name: 'InvalidParameterException', status: 400 }, false],
    [
      'what met another change of the same user was not made',
      { name: 'ConditionalOperationFailedException', status: 409 },
      false,
    ],
    ['a duplicate was not made', { name: 'DuplicateResourceException', status: 409 }, false],
  ])('%s', (_, what, uncertain) => {
    expect(factsOf(what).uncertain).toBe(uncertain);
  });

  test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])('%s is worth a repetition', (code) => {
    expect(factsOf({ code })).toMatchObject({ failure: 'transient', error: code });
  });
});

describe('what is told', () => {
  test('the call, the name, the message and the id of the request', () => {
    expect(factsOf({ name: 'InvalidParameterException', status: 400, message: 'Not that.' })).toMatchObject({
      ...{ call: 'CreateUser', error: 'InvalidParameterException', message: 'Not that.' },
      ...{ attempts: 1, requestId: 'r-1' },
    });
  });
  test('what was thrown is kept as the cause', () => {
    const error = thrown({ name: 'InvalidParameterException', status: 400 });
    expect(classify('CreateUser', error, unsent).cause).toBe(error);
  });
  test('a network failure without words is told by its code', () => {
    expect(factsOf({ code: 'ECONNREFUSED', message: '' })).toMatchObject({
      error: 'ECONNREFUSED',
      message: 'ECONNREFUSED',
    });
  });
  test.each([undefined, null, 'a text', 17])('even of %s', (nonsense) => {
    expect(classify('CreateUser', nonsense, unsent).facts).toMatchObject({ failure: 'refused', call: 'CreateUser' });
  });
});

describe('a request that was given up', () => {
  const abandoned = thrown({ name: 'DeadlinePassed', message: 'The time is up.' });
  test.each([
    ['after it was sent may have been performed', { sent: true, answered: false }, true],
    ['though an answer has begun, too', { sent: true, answered: true }, true],
    ['before it was sent was not', unsent, false],
  ])('%s', (_, exchange, uncertain) => {
    const { facts } = classify('CreateUser', abandoned, exchange);
    expect(facts).toMatchObject({ error: 'DeadlinePassed', failure: 'refused', uncertain, message: 'The time is up.' });
  });
});

describe('what has hardly anything to tell', () => {
  const answered = { sent: true, answered: true };
  const silent = { sent: true, answered: false };
  test.each<[string, object, Parameters<typeof classify>[2], object]>([
    ['an answer without a name', {}, answered, { error: 'Error', failure: 'transient', message: 'Error' }],
    [
      'an answer with a status alone',
      { $response: { statusCode: 403 } },
      answered,
      { error: 'Error', failure: 'denied' },
    ],
    [
      'the status of the error before that of the response',
      { $metadata: { httpStatusCode: 403 }, $response: { statusCode: 500 } },
      answered,
      { failure: 'denied' },
    ],
    [
      'a response without headers',
      { $response: { statusCode: 429 } },
      answered,
      { failure: 'throttled', retryAfter: undefined },
    ],
    ['silence without a name', {}, silent, { error: 'Error', failure: 'transient', uncertain: true }],
    ['silence with a name', { name: 'TimeoutError' }, silent, { error: 'TimeoutError' }],
    ['silence with a name and a code', { name: 'Error', code: 'EPIPE' }, silent, { error: 'EPIPE' }],
    ['nothing sent, without a name', {}, unsent, { error: 'Error', failure: 'refused', uncertain: false }],
    ['nothing sent, with a name', { name: 'TypeError' }, unsent, { error: 'TypeError', failure: 'refused' }],
    [
      'nothing sent, with a code',
      { name: 'Error', code: 'ENOTFOUND' },
      unsent,
      { error: 'ENOTFOUND', failure: 'transient' },
    ],
    [
      'an unreadable name and no words',
      { name: 'a b' },
      silent,
      { error: 'UnreadableErrorName', message: 'no reason was given' },
    ],
  ])('%s', (_, what, exchange, facts) => {
    expect(classify('CreateUser', what, exchange).facts).toMatchObject({ requestId: undefined, ...facts });
  });
});

test('without credentials nothing is sent', () => {
  const { facts } = classify('CreateUser', thrown({ name: 'CredentialsProviderError' }), unsent);
  expect(facts).toMatchObject({ failure: 'credentials', uncertain: false });
});

test('a name or an id that is none is not told', () => {
  const error = Object.assign(new Error('No.'), {
    name: 'Your password <Geheim9>',
    $metadata: { httpStatusCode: 400, requestId: 'Geheim 9' },
  });
  const { facts } = classify('CreateUser', error, { sent: true, answered: true });
  expect(facts).toMatchObject({ error: 'UnreadableErrorName', requestId: undefined });
});

describe('Retry-After', () => {
  const retryAfter = (value: string) =>
    factsOf({ name: 'ThrottlingException', status: 429, headers: { 'retry-after': value } }).retryAfter;
  test.each([
    ['seconds are told in milliseconds', '3', 3000],
    ['zero is none', '0', undefined],
    ['a negative one is none', '-1', undefined],
    ['a date is none', 'Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['nonsense is none', 'soon', undefined],
  ])('%s', (_, value, milliseconds) => expect(retryAfter(value)).toBe(milliseconds));
});

test('of a long message the beginning is told, and a message of the longest length as a whole', () => {
  const text = 'so it is, '.repeat(longestMessage).slice(0, longestMessage);
  expect(factsOf({ status: 400, message: text }).message).toBe(text);
  expect(factsOf({ status: 400, message: `${text}y` }).message).toBe(`${text}…`);
});
