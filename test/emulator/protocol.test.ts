import { request } from 'node:http';
import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, failureOf, newUser, raw, start } from './support.ts';

describe('what is wrong with a request is answered as AWS answers it', () => {
  const cases: readonly (readonly [string, { path: string; init?: RequestInit; status: number; error: string }])[] = [
    ['an unknown path', { path: '/nowhere', status: 404, error: 'UnknownOperationException' }],
    [
      'a known path with another method',
      { path: '/users-summary/x', init: { method: 'DELETE' }, status: 404, error: 'UnknownOperationException' },
    ],
    ['an empty path label', { path: '/users-summary/', status: 404, error: 'UnknownOperationException' }],
    [
      'a path that is not valid percent-encoding',
      { path: '/users-summary/%E0%A4%A', status: 400, error: 'SerializationException' },
    ],
    [
      'no signature',
      {
        path: '/instance',
        init: { headers: { authorization: '' } },
        status: 403,
        error: 'MissingAuthenticationTokenException',
      },
    ],
    [
      'a signature of another kind',
      {
        path: '/instance',
        init: { headers: { authorization: 'Bearer token' } },
        status: 403,
        error: 'IncompleteSignatureException',
      },
    ],
    [
      'a signature without its credential',
      {
        path: '/instance',
        init: { headers: { authorization: 'AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0' } },
        status: 403,
        error: 'IncompleteSignatureException',
      },
    ],
    [
      'a credential for another service',
      {
        path: '/instance',
        init: {
          headers: {
            authorization:
              'AWS4-HMAC-SHA256 Credential=A/20260101/us-west-2/s3/aws4_request, SignedHeaders=host, Signature=0',
          },
        },
        status: 403,
        error: 'InvalidSignatureException',
      },
    ],
    [
      'a body that is not JSON',
      { path: '/search-users', init: post('{'), status: 400, error: 'SerializationException' },
    ],
    [
      'a body that is not UTF-8',
      {
        path: '/search-users',
        init: { method: 'POST', body: Buffer.from('{"InstanceId":"\xff"}', 'latin1') },
        status: 400,
        error: 'SerializationException',
      },
    ],
    [
      'a body that nests without end',
      {
        path: '/search-users',
        init: post(`{"InstanceId":"x","SearchCriteria":${'{"AndConditions":['.repeat(20_000)}${']}'.repeat(20_000)}}`),
        status: 400,
        error: 'SerializationException',
      },
    ],
    [
      'a body that is a JSON list',
      { path: '/search-users', init: post('[]'), status: 400, error: 'SerializationException' },
    ],
    [
      'a number where text belongs',
      { path: '/search-users', init: post('{"InstanceId":5}'), status: 400, error: 'SerializationException' },
    ],
    [
      'text where a number belongs',
      {
        path: '/search-users',
        init: post('{"InstanceId":"x","MaxResults":"5"}'),
        status: 400,
        error: 'SerializationException',
      },
    ],
    [
      'text in the query that is no number',
      { path: '/users-summary/x?maxResults=many', status: 400, error: 'SerializationException' },
    ],
    [
      'a list where a structure belongs',
      {
        path: '/search-users',
        init: post('{"InstanceId":"x","SearchFilter":[]}'),
        status: 400,
        error: 'SerializationException',
      },
    ],
    [
      'a required member left out',
      { path: '/search-users', init: post('{}'), status: 400, error: 'InvalidParameterException' },
    ],
    [
      'a page that is too large',
      { path: '/users-summary/x?maxResults=1001', status: 400, error: 'InvalidParameterException' },
    ],
    [
      'a page that is no whole number',
      {
        path: '/search-users',
        init: post('{"InstanceId":"x","MaxResults":1.5}'),
        status: 400,
        error: 'InvalidParameterException',
      },
    ],
    [
      'a broken rule of an operation that does not declare InvalidParameterException',
      { path: '/instance?maxResults=11', status: 400, error: 'InvalidRequestException' },
    ],
    [
      'a body of more than a mebibyte',
      {
        path: '/search-users',
        init: post(JSON.stringify({ InstanceId: 'x'.repeat(1024 * 1024) })),
        status: 413,
        error: 'RequestEntityTooLargeException',
      },
    ],
    [
      'an operation that is not implemented',
      { path: '/instance/x/task/template', status: 501, error: 'NotImplementedException' },
    ],
  ];

  test.each(cases)('%s', async (_sentence, { path, init, status, error }) => {
    const { emulator } = await start();
    expect(await raw(emulator, path, init)).toMatchObject({ status, error, requestId: expect.any(String) });
    expect(await raw(emulator, '/instance')).toMatchObject({ status: 200 });
  });
});

test('an error has its message where SDKs and where botocore look for it', async () => {
  const { emulator } = await start();
  const { body } = await raw(emulator, '/users-summary/unknown');
  expect(body).toEqual({ Message: 'Instance unknown was not found', message: 'Instance unknown was not found' });
});

test('the SDK makes its own error of an error', async () => {
  const started = await start();
  const failure = await failureOf(started.client.send(new sdk.ListUsersCommand({ InstanceId: 'unknown' })));
  expect(failure).toBeInstanceOf(sdk.ResourceNotFoundException);
  expect(failure.$metadata).toMatchObject({ httpStatusCode: 404, requestId: expect.any(String) });
});

test('what is not implemented says which operation it is', async () => {
  const { client, InstanceId } = await start();
  const failure = await failureOf(client.send(new sdk.ListTaskTemplatesCommand({ InstanceId })));
  expect(failure.message).toContain('ListTaskTemplates');
});

test('all broken rules of a request are reported at once, and a password is not repeated', async () => {
  const started = await start({ identityManagement: 'CONNECT_MANAGED' });
  const failure = await failureOf(
    started.client.send(newUser(started, { Password: 'secret', Username: '', SecurityProfileIds: [] })),
  );
  expect(failure.message).toContain('3 validation errors detected');
  expect(failure.message).not.toContain('secret');
});

test('a tag may be called __proto__', async () => {
  const started = await start();
  const { emulator, client } = started;
  const { UserArn = '' } = await client.send(newUser(started));
  const path = `/tags/${encodeURIComponent(UserArn)}`;
  await raw(emulator, path, post('{"tags":{"__proto__":"kept","constructor":"too"}}'));
  const { body } = await raw(emulator, path);
  expect(Object.entries(body['tags'] as object)).toEqual([
    ['__proto__', 'kept'],
    ['constructor', 'too'],
  ]);
});

test('unknown members are ignored, also one called __proto__', async () => {
  const { emulator, InstanceId } = await start();
  const body = `{"InstanceId":"${InstanceId}","Unknown":1,"__proto__":{"MaxResults":0}}`;
  expect(await raw(emulator, '/search-users', post(body))).toMatchObject({ status: 200 });
});

test('an instance is found by its id and by its ARN', async () => {
  const { client, emulator } = await start();
  const InstanceId = emulator.instances[0]?.arn ?? '';
  expect((await client.send(new sdk.DescribeInstanceCommand({ InstanceId }))).Instance?.Arn).toBe(InstanceId);
});

test('a client that breaks off in the middle of its body does no harm', async () => {
  const { emulator } = await start();
  await new Promise<void>((resolve) => {
    const half = request(`${emulator.url}/search-users`, { method: 'POST', headers: { 'content-length': '100' } });
    half.on('error', () => resolve());
    half.write('{"InstanceId"', () => half.destroy(new Error('gone')));
  });
  expect(await raw(emulator, '/instance')).toMatchObject({ status: 200 });
});

test('requests are recorded in order with their errors, and without passwords', async () => {
  const started = await start({ identityManagement: 'CONNECT_MANAGED', now: () => 1_700_000_000_000 });
  const { emulator, client, InstanceId } = started;
  await client.send(newUser(started, { Password: 'Aa345678' }));
  emulator.clearRequests();
  await errorOf(client.send(newUser(started, { Password: 'Aa345678' })));
  await client.send(new sdk.ListUsersCommand({ InstanceId }));
  const [created, listed, ...more] = emulator.requests();
  expect(created).toMatchObject({
    operation: 'CreateUser',
    status: 409,
    error: 'DuplicateResourceException',
    at: 1_700_000_000_000,
    input: { Username: 'jane.doe', Password: '***' },
  });
  expect(listed).toMatchObject({ operation: 'ListUsers', status: 200, input: { InstanceId } });
  expect(more).toEqual([]);
  emulator.clearRequests();
  expect(emulator.requests()).toEqual([]);
});

test('of a huge request only the size is recorded, so that many of them cannot fill the memory', async () => {
  const { emulator, client, InstanceId } = await start();
  const StringCondition = { FieldName: 'Username', Value: 'x'.repeat(100_000), ComparisonType: 'EXACT' as const };
  await client.send(new sdk.SearchUsersCommand({ InstanceId, SearchCriteria: { StringCondition } }));
  const [record] = emulator.requests();
  expect(record).toMatchObject({
    operation: 'SearchUsers',
    status: 200,
    input: { tooLargeToKeep: expect.stringMatching(/^\d+ characters$/) },
  });
  expect(JSON.stringify(record).length).toBeLessThan(500);
});

test('two emulators run side by side, and a port that is taken is refused', async () => {
  const { emulator } = await start();
  await start();
  await expect(start({ port: emulator.port })).rejects.toThrow('EADDRINUSE');
});

function post(body: string): RequestInit {
  return { method: 'POST', body };
}
