/** What is taken for an answer of Amazon Connect, one response at a time; whole applies over such answers are in garbled-answers.test.ts. */
import {
  CreateUserCommand,
  DescribeUserCommand,
  ListTagsForResourceCommand,
  ListUsersCommand,
  TagResourceCommand,
} from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { checkingAnswers, checkOutput, type Exchange, hasOutput, NotAnAnswer } from '../../src/connect/answer.ts';
import { calls } from '../../src/connect/calls.ts';
import type { Call } from '../../src/connect/port.ts';
import { misfitIn } from '../../src/connect/types.ts';

/** As the product makes it; the table cannot say which input belongs to which command. */
const commandOf = (call: Call): object => new (calls[call].command as new (input: object) => object)({});

interface Raw {
  readonly statusCode?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}

const id = { 'x-amzn-requestid': 'r-1' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One response on its way through the middleware: what became of it, and what is known of the request. */
async function given(raw: Raw, call: Call = 'ListUsers', misfit = misfitIn(commandOf(call))) {
  const exchange: Exchange = { sent: false, answered: false };
  const response = { statusCode: 200, headers: id, body: bytes('{}'), ...raw };
  const handle = checkingAnswers(call, exchange, misfit)(async (_: never) => ({ response }));
  const problem = await handle({} as never).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof NotAnAnswer)) throw error;
      return error.message;
    },
  );
  return { problem, exchange, response };
}

describe('an answer is one of Connect only', () => {
  test.each<[string, Raw, string | undefined, Call?]>([
    [
      'with a request id',
      { headers: {} },
      "an answer with status 200 and without a request id, which is not Connect's",
    ],
    [
      'with a request id, a failure too',
      { statusCode: 500, headers: { 'x-amzn-errortype': 'InternalServiceException' } },
      "an answer with status 500 and without a request id, which is not Connect's",
    ],
    ['with status 200', { statusCode: 204, body: undefined }, 'an answer with status 204, which Connect does not give'],
    ['with status 200, not 302', { statusCode: 302 }, 'an answer with status 302, which Connect does not give'],
    ['with status 200, not 399', { statusCode: 399 }, 'an answer with status 399, which Connect does not give'],
    ['with JSON', { body: bytes('<html>') }, 'an answer with status 200 and a body that is not a JSON object'],
    ['with an object', { body: bytes('[]') }, 'an answer with status 200 and a body that is not a JSON object'],
    [
      'with an object, not null',
      { body: bytes('null') },
      'an answer with status 200 and a body that is not a JSON object',
    ],
    [
      'with an object, not a text',
      { body: bytes('"a"') },
      'an answer with status 200 and a body that is not a JSON object',
    ],
    ['with a body, of a read', { body: bytes('') }, 'an answer with status 200 and a body that is not a JSON object'],
    [
      'with a body, of a create',
      { body: null },
      'an answer with status 200 and a body that is not a JSON object',
      'CreateUser',
    ],
    [
      'with the types that AWS documents',
      { body: bytes('{"UserSummaryList":[{"Id":7}]}') },
      'an answer in which UserSummaryList.0.Id has not the type that AWS documents',
    ],
    ['with the name of an error', { statusCode: 400 }, 'an answer with status 400 and without the name of an error'],
    [
      'with a name that is a text',
      { statusCode: 404, body: bytes('{"__type":7}') },
      'an answer with status 404 and without the name of an error',
    ],
    [
      'with a name that is not empty',
      { statusCode: 404, body: bytes('{"code":""}') },
      'an answer with status 404 and without the name of an error',
    ],
    [
      'with an error that is an object',
      { statusCode: 502, body: bytes('["__type"]') },
      'an answer with status 502 and without the name of an error',
    ],
  ])('%s', async (_, raw, problem, call) => {
    const { problem: found, exchange } = await given(raw, call);
    expect(found).toBe(problem);
    expect(exchange).toEqual({ sent: true, answered: false });
  });

  test.each<[string, Raw, Call?]>([
    ['an empty page', { body: bytes('{"UserSummaryList":[]}') }],
    ['members that the SDK does not know', { body: bytes('{"Tomorrow":[7]}') }],
    ['nothing, of an update', { body: undefined }, 'UpdateUserIdentityInfo'],
    ['nothing, of a deletion', { body: bytes('') }, 'DeleteUser'],
    ['nothing, of an attribute, which has no id', { body: bytes('') }, 'CreatePredefinedAttribute'],
    ['an object, of an update', { body: bytes('{}') }, 'UpdateUserIdentityInfo'],
    [
      'a name in a header',
      { statusCode: 400, headers: { ...id, 'x-amzn-errortype': 'InvalidRequestException' }, body: bytes('') },
    ],
    ['a name in __type', { statusCode: 400, body: bytes('{"__type":"InvalidRequestException"}') }],
    ['a name in code', { statusCode: 400, body: bytes('{"code":"InvalidRequestException"}') }],
  ])('and that is: %s', async (_, raw, call) => {
    const { problem, exchange } = await given(raw, call);
    expect(problem).toBeUndefined();
    expect(exchange).toMatchObject({ sent: true, answered: true });
  });
});

test('a body that comes in pieces is put together for the SDK, and the time of the answer is known', async () => {
  async function* pieces() {
    yield bytes('{"UserSumm');
    yield bytes('aryList":[]}');
  }
  const { response, exchange } = await given({
    headers: { ...id, date: 'Sun, 29 Nov 2026 10:00:00 GMT' },
    body: pieces(),
  });
  expect(new TextDecoder().decode(response.body as Uint8Array)).toBe('{"UserSummaryList":[]}');
  expect(exchange).toEqual({ sent: true, answered: true, date: 'Sun, 29 Nov 2026 10:00:00 GMT' });
});

test('a body without end is given up after 64 MiB, and 64 MiB are read', async () => {
  const piece = new Uint8Array(16 * 1024 * 1024).fill(0x20);
  async function* pieces(count: number) {
    for (let sent = 0; sent < count; sent++) yield piece;
    if (count === 4) return;
    yield new Uint8Array(1);
  }
  const exchange: Exchange = { sent: false, answered: false };
  const reading = (count: number) =>
    checkingAnswers(
      'DeleteUser',
      exchange,
      () => undefined,
    )(async (_: never) => ({
      response: { statusCode: 200, headers: id, body: pieces(count) },
    }))({} as never);
  await expect(reading(4)).rejects.toThrow('a body that is not a JSON object');
  await expect(reading(5)).rejects.toThrow('an answer of more than 67108864 bytes');
});

test('what the network throws is no answer', async () => {
  const exchange: Exchange = { sent: false, answered: false };
  const handle = checkingAnswers(
    'ListUsers',
    exchange,
    () => undefined,
  )((_: never) => Promise.reject(new Error('ECONNRESET')));
  await expect(handle({} as never)).rejects.toThrow('ECONNRESET');
  expect(exchange).toEqual({ sent: true, answered: false });
});

test('reads, and creations with an id, have an output', () => {
  const withOutput = ['ListUsers', 'SearchUsers', 'DescribeUser', 'CreateUser', 'CreateRoutingProfile'] as const;
  const without = ['CreatePredefinedAttribute', 'UpdateUserHierarchy', 'DeleteUser', 'TagResource'] as const;
  expect(withOutput.filter((call) => !hasOutput(call))).toEqual([]);
  expect(without.filter(hasOutput)).toEqual([]);
});

describe('an answer is about what was asked', () => {
  const userId = '11111111-2222-3333-4444-55555555ABCD';
  test.each<[string, Call, object, object, string | undefined]>([
    ['a creation with both ids', 'CreateUser', {}, { UserId: 'u', UserArn: 'arn' }, undefined],
    ['a creation without an id', 'CreateUser', {}, { UserArn: 'arn' }, 'without UserId and UserArn'],
    ['a creation with an empty ARN', 'CreateUser', {}, { UserId: 'u', UserArn: '' }, 'without UserId and UserArn'],
    ['a creation with a number', 'CreateUser', {}, { UserId: 7, UserArn: 'arn' }, 'without UserId and UserArn'],
    ['the user', 'DescribeUser', { UserId: userId }, { User: { Id: userId } }, undefined],
    ['the user in another case', 'DescribeUser', { UserId: userId }, { User: { Id: userId.toLowerCase() } }, undefined],
    [
      'a user asked for by ARN',
      'DescribeUser',
      { UserId: `arn:x/agent/${userId}` },
      { User: { Id: userId } },
      undefined,
    ],
    [
      'another user',
      'DescribeUser',
      { UserId: userId },
      { User: { Id: 'b' } },
      'about another user than the one asked for',
    ],
    [
      'the beginning of an id',
      'DescribeUser',
      { UserId: 'abc' },
      { User: { Id: 'ab' } },
      'about another user than the one asked for',
    ],
    ['no user', 'DescribeUser', { UserId: userId }, {}, 'about another user than the one asked for'],
    ['null', 'DescribeUser', { UserId: userId }, { User: null }, 'about another user than the one asked for'],
    ['a list', 'DescribeUser', { UserId: userId }, { User: [] }, 'about another user than the one asked for'],
    ['a text', 'DescribeUser', { UserId: userId }, { User: 'Id' }, 'about another user than the one asked for'],
    [
      'a number for an id',
      'DescribeUser',
      { UserId: userId },
      { User: { Id: 7 } },
      'about another user than the one asked for',
    ],
    [
      'an id where a number was asked for',
      'DescribeUser',
      { UserId: 7 },
      { User: { Id: '7' } },
      'about another user than the one asked for',
    ],
    ['an instance that nobody named', 'DescribeInstance', {}, { Instance: { Id: 'i' } }, undefined],
    ['what is not looked at', 'ListUsers', {}, {}, undefined],
  ])('%s', (_, call, input, output, problem) => {
    const check = (): void => checkOutput(call, input as never, output as never);
    if (problem === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(new NotAnAnswer(`an answer ${problem}`));
  });
});

describe('a value has the type that AWS documents', () => {
  const describeUser = misfitIn(new DescribeUserCommand({} as never));
  const listUsers = misfitIn(new ListUsersCommand({} as never));
  test.each<[string, unknown, string | undefined]>([
    ['nothing', {}, undefined],
    ['a structure', { User: { Username: 'jane', Tags: { a: 'b' }, SecurityProfileIds: ['p'] } }, undefined],
    ['a text for a structure', { User: 'jane' }, 'User'],
    ['a list for a structure', { User: [] }, 'User'],
    ['null for a structure, which is none', { User: null }, undefined],
    ['a list for a text', { User: { Username: [] } }, 'User.Username'],
    ['a text for a list', { User: { SecurityProfileIds: 'p' } }, 'User.SecurityProfileIds'],
    ['a number in a list of texts', { User: { SecurityProfileIds: ['p', 7] } }, 'User.SecurityProfileIds.1'],
    ['null in a list', { User: { SecurityProfileIds: [null] } }, 'User.SecurityProfileIds.0'],
    ['a list for a map', { User: { Tags: [] } }, 'User.Tags'],
    ['a text for a map', { User: { Tags: 'a' } }, 'User.Tags'],
    ['null for a map, which is none', { User: { Tags: null } }, undefined],
    ['a number in a map of texts', { User: { Tags: { a: 'b', c: 7 } } }, 'User.Tags.c'],
    ['null in a map', { User: { Tags: { a: null } } }, 'User.Tags.a'],
    [
      'a text for a number',
      { User: { PhoneConfig: { AfterContactWorkTimeLimit: '7' } } },
      'User.PhoneConfig.AfterContactWorkTimeLimit',
    ],
    ['a number', { User: { PhoneConfig: { AfterContactWorkTimeLimit: 7 } } }, undefined],
    ['a text for a boolean', { User: { PhoneConfig: { AutoAccept: 'true' } } }, 'User.PhoneConfig.AutoAccept'],
    ['a boolean', { User: { PhoneConfig: { AutoAccept: true } } }, undefined],
    ['a time in seconds', { User: { LastModifiedTime: 1.5 } }, undefined],
    ['a time as a text', { User: { LastModifiedTime: '2026-11-29T10:00:00Z' } }, undefined],
    ['a boolean for a time', { User: { LastModifiedTime: true } }, 'User.LastModifiedTime'],
  ])('%s', (_, value, at) => {
    expect(describeUser(value)).toBe(at);
  });

  test('the whole answer is a structure too', () => {
    for (const value of [undefined, null, 'a', 7, [], true]) expect(listUsers(value)).toBe('');
  });

  test('an operation has its own output, and one without any takes all', () => {
    expect(misfitIn(new CreateUserCommand({} as never))({ UserId: 7 })).toBe('UserId');
    expect(misfitIn(new ListTagsForResourceCommand({} as never))({ tags: { a: 7 } })).toBe('tags.a');
    expect(misfitIn(new TagResourceCommand({} as never))({ anything: [7] })).toBeUndefined();
    expect(misfitIn({})('anything')).toBeUndefined();
  });
});
