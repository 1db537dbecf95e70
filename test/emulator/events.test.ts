import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, onTestFinished, test } from 'vitest';
import { accessKeyId, createUser, errorOf, newUser, raw, start } from './support.ts';

// Sources: "CloudTrail record contents" of the CloudTrail guide; "Logging Amazon Connect API calls with AWS CloudTrail"
// of the administrator guide, whose example has parameters in PascalCase.

const NOW = 1_700_000_000_000;
const managed = { identityManagement: 'CONNECT_MANAGED', now: () => NOW } as const;

describe('events', () => {
  test('tell who wrote what, as CloudTrail does, with secrets masked', async () => {
    const started = await start(managed);
    const { emulator, client, InstanceId } = started;
    const { UserId, UserArn } = await client.send(newUser(started, { Password: 'Aa345678' }));
    await client.send(new sdk.ListUsersCommand({ InstanceId }));
    const [event, ...more] = emulator.events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      eventSource: 'connect.amazonaws.com',
      eventName: 'CreateUser',
      eventTime: '2023-11-14T22:13:20Z',
      awsRegion: 'us-west-2',
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringContaining('aws-sdk-js'),
      userIdentity: { type: 'AssumedRole', accessKeyId, arn: expect.stringContaining(`/${accessKeyId}`) },
      requestParameters: { InstanceId, Username: 'jane.doe', Password: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      responseElements: { UserId, UserArn },
      readOnly: false,
      eventType: 'AwsApiCall',
      recipientAccountId: '123456789012',
    });
    expect(JSON.stringify(event)).not.toContain('Aa345678');
  });

  test('tell of what was refused too, and have no elements where the answer is empty', async () => {
    const started = await start({ now: () => NOW });
    const { emulator, client, InstanceId } = started;
    const UserId = await createUser(started);
    await errorOf(client.send(newUser(started)));
    await client.send(new sdk.DeleteUserCommand({ InstanceId, UserId }));
    const [, refused, deleted] = emulator.events();
    expect(refused).toMatchObject({ errorCode: 'DuplicateResourceException', responseElements: null });
    expect(deleted).toMatchObject({ eventName: 'DeleteUser', requestParameters: { UserId }, responseElements: null });
  });

  test('are served by the control address, chosen as requests are, and cleared', async () => {
    const started = await start({ controlPort: 0 });
    const { emulator, client, InstanceId } = started;
    const UserId = await createUser(started);
    await client.send(new sdk.DeleteUserCommand({ InstanceId, UserId }));
    const get = async (path: string, init?: RequestInit) =>
      (await fetch(`${emulator.controlUrl}${path}`, init)).json() as Promise<{ eventName: string }[]>;
    expect((await get('/events')).map(({ eventName }) => eventName)).toEqual(['CreateUser', 'DeleteUser']);
    expect((await get('/events?operation=DeleteUser')).map(({ eventName }) => eventName)).toEqual(['DeleteUser']);
    expect(await get('/events', { method: 'DELETE' })).toEqual([]);
    expect(emulator.events()).toEqual([]);
  });

  test('are posted in order to an address, in the envelope of EventBridge, and once more where that failed', async () => {
    const bodies: { source: string; detail: { eventName: string } }[] = [];
    let calls = 0;
    let tell: () => void = () => {};
    const all = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (part) => {
        text += part;
      });
      request.on('end', () => {
        response.statusCode = ++calls === 1 ? 503 : 200;
        if (calls > 1) bodies.push(JSON.parse(text));
        response.end();
        if (bodies.length === 2) tell();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const started = await start({ settings: { eventTarget: `http://127.0.0.1:${port}/events` } });
    const UserId = await createUser(started);
    await started.client.send(new sdk.DeleteUserCommand({ InstanceId: started.InstanceId, UserId }));
    await all;
    expect(bodies.map(({ detail }) => detail.eventName)).toEqual(['CreateUser', 'DeleteUser']);
    expect(bodies[0]).toMatchObject({ source: 'aws.connect', 'detail-type': 'AWS API Call via CloudTrail' });
  });
});

describe('A26: the page at /', () => {
  test('has links to what there is', async () => {
    const { emulator } = await start({ controlPort: 0 });
    for (const url of [emulator.url, emulator.controlUrl]) {
      const response = await fetch(`${url}/`, { headers: { accept: 'text/html' } });
      expect(response.headers.get('content-type')).toContain('text/html');
      const page = await response.text();
      expect(page).toContain(`href="${emulator.controlUrl}/events"`);
      expect(page).toContain(emulator.instances[0]?.id);
      expect(page).toContain('AWS_DEFAULT_REGION=us-west-2');
    }
  });

  test('says where there is no control address, and is in nobody’s way', async () => {
    const { emulator } = await start();
    expect(await (await fetch(`${emulator.url}/`)).text()).toContain('--control-port');
    expect(await raw(emulator, '/instance')).toMatchObject({ status: 200 });
  });
});
