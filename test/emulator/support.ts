import * as sdk from '@aws-sdk/client-connect';
import { expect, onTestFinished } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';

export interface Started {
  readonly emulator: Emulator;
  readonly client: sdk.ConnectClient;
  readonly InstanceId: string;
  /** Ids of what every new instance has. */
  readonly ids: Defaults;
}

export interface Defaults {
  readonly routingProfile: string;
  readonly agent: string;
  readonly admin: string;
  readonly queue: string;
}

/** An emulator for one test, without throttling unless asked for. The test fails if the emulator finds fault with itself. */
export async function start(options: EmulatorOptions = {}): Promise<Started> {
  const problems: string[] = [];
  const emulator = await startEmulator({ throttle: false, log: (problem) => problems.push(problem), ...options });
  const client = clientOf(emulator);
  onTestFinished(async () => {
    client.destroy();
    await emulator.close();
    expect(problems).toEqual([]);
  });
  const InstanceId = emulator.instances[0]?.id ?? '';
  const ids = await defaultsOf(client, InstanceId);
  emulator.clearRequests();
  return { emulator, client, InstanceId, ids };
}

/** The real client, without its own retries. */
export const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';

export function clientOf({ url, region }: Pick<Emulator, 'url' | 'region'>): sdk.ConnectClient {
  return new sdk.ConnectClient({
    endpoint: url,
    region,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
}

export async function defaultsOf(client: sdk.ConnectClient, InstanceId: string): Promise<Defaults> {
  const { RoutingProfileSummaryList: routing } = await client.send(new sdk.ListRoutingProfilesCommand({ InstanceId }));
  const { SecurityProfileSummaryList: security } = await client.send(
    new sdk.ListSecurityProfilesCommand({ InstanceId }),
  );
  const { QueueSummaryList: queues } = await client.send(
    new sdk.ListQueuesCommand({ InstanceId, QueueTypes: ['STANDARD'] }),
  );
  return {
    routingProfile: idNamed(routing, 'Basic Routing Profile'),
    agent: idNamed(security, 'Agent'),
    admin: idNamed(security, 'Admin'),
    queue: idNamed(queues, 'BasicQueue'),
  };
}

interface Summary {
  readonly Id?: string | undefined;
  readonly Name?: string | undefined;
}

export function idNamed(list: readonly Summary[] | undefined, name: string): string {
  const found = list?.find(({ Name }) => Name === name)?.Id;
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
}

/** The content of a flow or of a flow module that says something and ends. */
export const FLOW = JSON.stringify({
  Version: '2019-10-30',
  StartAction: 'say',
  Metadata: { note: 'kept' },
  Actions: [
    { Identifier: 'say', Type: 'MessageParticipant', Parameters: { Text: 'Hi' }, Transitions: { NextAction: 'end' } },
    { Identifier: 'end', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
  ],
});

/** The least input that makes a user in an instance with SAML identities. */
export function newUser(
  { InstanceId, ids }: Started,
  change: Partial<sdk.CreateUserRequest> = {},
): sdk.CreateUserCommand {
  return new sdk.CreateUserCommand({
    InstanceId,
    Username: 'jane.doe',
    IdentityInfo: { FirstName: 'Jane', LastName: 'Doe' },
    RoutingProfileId: ids.routingProfile,
    SecurityProfileIds: [ids.agent],
    ...change,
  });
}

/** Creates a user and gives its id. */
export async function createUser(started: Started, change: Partial<sdk.CreateUserRequest> = {}): Promise<string> {
  const { UserId } = await started.client.send(newUser(started, change));
  return UserId ?? '';
}

export async function describeUser({ client, InstanceId }: Started, UserId: string): Promise<sdk.User> {
  const { User } = await client.send(new sdk.DescribeUserCommand({ InstanceId, UserId }));
  return User ?? {};
}

/** Name of the error that a call ends with; throws where it succeeds. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  return (await failureOf(call)).name;
}

export async function failureOf(call: Promise<unknown>): Promise<sdk.ConnectServiceException> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('The call did not fail');
  return outcome as sdk.ConnectServiceException;
}

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-west-2/connect/aws4_request, SignedHeaders=host, Signature=0';

/** A request by hand, signed well enough; for what no SDK would send. */
export async function raw({ url }: Pick<Emulator, 'url'>, path: string, init: RequestInit = {}) {
  const response = await fetch(`${url}${path}`, { ...init, headers: { authorization: SIGNED, ...init.headers } });
  const text = await response.text();
  return {
    status: response.status,
    error: response.headers.get('x-amzn-errortype'),
    requestId: response.headers.get('x-amzn-requestid'),
    text,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}
