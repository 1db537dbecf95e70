/** The real SDK, with a request handler of ours in place of the network. */
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type ClientOptions, makeClient } from '../../src/connect/client.ts';

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}
interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
  readonly path: string;
  readonly body?: Uint8Array;
}

/** A handler whose requests never end, unless they are given up. */
function endless() {
  const ended = { requests: 0, destroyed: false };
  const requestHandler = {
    handle: async (_: unknown, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) => {
      ended.requests += 1;
      if (!abortSignal) throw new Error('nobody can give it up');
      return await new Promise((_, reject) =>
        abortSignal.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    },
    destroy: () => {
      ended.destroyed = true;
    },
  } as unknown as NonNullable<ClientOptions['requestHandler']>;
  return { ended, requestHandler };
}

/** A client whose every request gets the same answer, or fails with the same error. */
function bench(answer: Answer | Error, options: ClientOptions = {}) {
  const requests: Request[] = [];
  const requestHandler = {
    async handle(request: Request) {
      requests.push(request);
      if (answer instanceof Error) throw answer;
      const { status: statusCode = 200, headers = {}, body = '{}' } = answer;
      const known = { 'x-amzn-requestid': 'r-1', ...headers };
      return { response: { statusCode, headers: known, body: Readable.from([Buffer.from(body)]) } };
    },
  } as unknown as NonNullable<ClientOptions['requestHandler']>;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = makeClient({ region: 'us-west-2', credentials, requestHandler, ...options });
  return { client, requests, send: client.bind('the-instance') };
}

const sentBody = (request: Request | undefined): unknown => JSON.parse(new TextDecoder().decode(request?.body));

const error = (name: string, status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'x-amzn-errortype': name, 'x-amzn-requestid': 'r-1', ...headers },
  body: JSON.stringify({ Message: 'Said so.' }),
});

test('an answer comes back as the SDK reads it', async () => {
  const { send } = bench({ body: JSON.stringify({ UserSummaryList: [{ Id: 'u', LastModifiedTime: 1_700_000_000 }] }) });
  const { UserSummaryList } = await send('ListUsers', {});
  expect(UserSummaryList).toEqual([{ Id: 'u', LastModifiedTime: new Date(1_700_000_000_000) }]);
});

describe('the instance is bound', () => {
  test('into the path of a call', async () => {
    const { send, requests } = bench({ body: '{"User":{"Id":"u"}}' });
    await send('DescribeUser', { UserId: 'u' });
    await send('ListUsers', {});
    expect(requests.map(({ path }) => path)).toEqual(['/users/the-instance/u', '/users-summary/the-instance']);
  });
  test('into the body of a call', async () => {
    const { send, requests } = bench({});
    await send('SearchUsers', { MaxResults: 3 });
    expect(sentBody(requests[0])).toEqual({ InstanceId: 'the-instance', MaxResults: 3 });
  });
  test('and not into a call that has none', async () => {
    const { send, requests } = bench({ status: 200 });
    await send('TagResource', { resourceArn: 'arn', tags: { a: '1' } });
    expect(sentBody(requests[0])).toEqual({ tags: { a: '1' } });
  });
  test('and nowhere where nobody bound one', async () => {
    const { client, requests } = bench({ body: JSON.stringify({ InstanceSummaryList: [] }) });
    await client.bind()('ListInstances', {});
    expect(requests[0]?.path).toBe('/instance');
  });
});

describe('one call is one request', () => {
  test.each([
    ['that is throttled', error('ThrottlingException', 429)],
    ['that fails', error('InternalServiceException', 500)],
    ['whose connection drops', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
    ['whose body cannot be read', { body: '<html>' }],
  ])('also one %s', async (_, answer) => {
    const { send, requests } = bench(answer);
    await expect(send('ListUsers', {})).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });
});

describe('a failure of the SDK is a failure of ours:', () => {
  const dropped = (code: string) => Object.assign(new Error('it dropped'), { code });
  test.each([
    ['throttled', error('ThrottlingException', 429), { failure: 'throttled', uncertain: false }],
    ['a quota, although it is a 429', error('LimitExceededException', 429), { failure: 'quota' }],
    ['a duplicate', error('DuplicateResourceException', 409), { failure: 'duplicate' }],
    ['not found', error('ResourceNotFoundException', 404), { failure: 'not-found' }],
    ['denied', error('AccessDeniedException', 403), { failure: 'denied' }],
    ['not signed well', error('UnrecognizedClientException', 403), { failure: 'credentials' }],
    ['a failure of Connect', error('InternalServiceException', 500), { failure: 'transient', uncertain: true }],
    ['a failure of what stands before it', { status: 503, body: 'busy' }, { failure: 'transient', uncertain: true }],
    ['an API that is not there', error('NotImplemented', 501), { failure: 'refused' }],
    ['a body that cannot be read', { body: '<html>' }, { failure: 'transient', uncertain: true }],
    ['a dropped connection', dropped('ECONNRESET'), { failure: 'transient', uncertain: true, error: 'ECONNRESET' }],
    ['a refused one', dropped('ECONNREFUSED'), { failure: 'transient', uncertain: false, error: 'ECONNREFUSED' }],
  ])('%s', async (_, answer, facts) => {
    const { send } = bench(answer);
    await expect(send('ListUsers', {})).rejects.toMatchObject({
      name: 'CallError',
      facts: { call: 'ListUsers', ...facts },
    });
  });

  test('with what Connect said, the id of the request, and how long to wait', async () => {
    const { send } = bench(error('ThrottlingException', 429, { 'retry-after': '3' }));
    await expect(send('ListUsers', {})).rejects.toMatchObject({
      message: 'Said so.',
      facts: { error: 'ThrottlingException', requestId: 'r-1', retryAfter: 3000, attempts: 1 },
    });
  });

  test('without credentials nothing is sent', async () => {
    const nobody = async (): Promise<never> => {
      throw Object.assign(new Error('no credentials'), { name: 'CredentialsProviderError' });
    };
    const { send } = bench({}, { credentials: nobody as never });
    await expect(send('ListUsers', {})).rejects.toMatchObject({ facts: { failure: 'credentials', uncertain: false } });
  });
});

test('the region is the one that was given', async () => {
  expect(await bench({}, { region: 'eu-west-2' }).client.region()).toBe('eu-west-2');
});

describe('a request on its way', () => {
  test('is given up where it is cut off, with the reason, and may have been performed', async () => {
    const { ended, requestHandler } = endless();
    const { client } = bench({}, { requestHandler });
    const cut = new AbortController();
    const sending = client.bind('the-instance', cut.signal)('DeleteUser', { UserId: 'u' });
    while (ended.requests === 0) await new Promise((resolve) => setImmediate(resolve));
    cut.abort(Object.assign(new Error('The time is up.'), { name: 'DeadlinePassed' }));
    await expect(sending).rejects.toMatchObject({
      message: 'The time is up.',
      facts: { error: 'DeadlinePassed', failure: 'refused', uncertain: true },
    });
  });

  test('is none where the signal of the call was aborted before', async () => {
    const { send, requests } = bench({});
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(send('ListUsers', {}, { signal })).rejects.toThrow('stopped');
    expect(requests).toEqual([]);
  });

  test('waits for what has to be on record first', async () => {
    const { send, requests } = bench({});
    await expect(send('ListUsers', {}, { before: () => Promise.reject(new Error('not on record')) })).rejects.toThrow(
      'not on record',
    );
    expect(requests).toEqual([]);
  });
});

test('Connect is told who calls', async () => {
  const { send, requests } = bench({});
  await send('ListUsers', {});
  expect(requests[0]?.headers['user-agent']).toContain('connect-sync');
});

test('the time that Connect says it is is handed on, and nothing where it says none', async () => {
  const times: number[] = [];
  const onAnswer = (time: number): void => void times.push(time);
  await bench({ headers: { date: 'Sun, 29 Nov 2026 10:00:00 GMT' } }, { onAnswer }).send('ListUsers', {});
  await bench({}, { onAnswer }).send('ListUsers', {});
  expect(times).toEqual([Date.UTC(2026, 10, 29, 10)]);
});

describe('a password that Connect or the network repeats', () => {
  const creating = {
    Username: 'u',
    Password: 'Wonder-Land-1',
    PhoneConfig: {},
    SecurityProfileIds: [],
    RoutingProfileId: 'r',
  };
  const repeated = (): Answer => ({
    ...error('InvalidParameterException', 400),
    body: JSON.stringify({ Message: 'Wonder-Land-1 is too plain.' }),
  });
  test('is hidden in what the failure says', async () => {
    const { send } = bench(repeated());
    const failure = await send('CreateUser', creating as never).catch((thrown: Error) => thrown);
    expect(String((failure as Error).message)).toContain('is too plain');
    expect(String((failure as Error).message)).not.toContain('Wonder-Land-1');
  });
  test('is no secret in a call that sends none, or sends something else under its name', async () => {
    const listed = await bench(repeated())
      .send('ListUsers', {})
      .catch((thrown: Error) => thrown);
    expect(String((listed as Error).message)).toBe('Wonder-Land-1 is too plain.');
    await expect(bench(repeated()).send('DescribeUser', { UserId: 'u', Password: 12 } as never)).rejects.toMatchObject({
      message: 'Wonder-Land-1 is too plain.',
    });
  });
});

describe('what calls are signed with', () => {
  const given = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  test('is told without its secret', async () => {
    const { client } = bench({}, { credentials: given });
    expect(await client.credentials()).toEqual({ accessKeyId: 'AKIA', sources: expect.any(Array) });
  });
  test('with when it ends and where it was found, as far as that is known', async () => {
    const provider = async () => ({
      ...given,
      expiration: new Date(5_000),
      $source: { CREDENTIALS_CODE: 'e' as const },
    });
    const { client } = bench({}, { credentials: provider as never });
    const { sources, ...facts } = await client.credentials();
    expect(facts).toEqual({ accessKeyId: 'AKIA', expires: 5_000 });
    expect(sources).toContain('CREDENTIALS_CODE');
  });
});

test('a call without options needs none, and one with a signal that is still open is sent', async () => {
  const { send, requests } = bench({});
  await send('ListUsers', {}, {});
  await send('ListUsers', {}, { signal: new AbortController().signal });
  expect(requests).toHaveLength(2);
});

test('a client that is closed lets go of its connections', () => {
  const { ended, requestHandler } = endless();
  bench({}, { requestHandler }).client.close();
  expect(ended.destroyed).toBe(true);
});
