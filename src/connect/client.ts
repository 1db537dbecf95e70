import { ConnectClient, type ConnectClientConfig } from '@aws-sdk/client-connect';
import { requestTime } from '../base/limits.ts';
import { checkingAnswers, checkOutput, type Exchange } from './answer.ts';
import { calls } from './calls.ts';
import { classify } from './failure.ts';
import type { Call, Send } from './port.ts';
import { misfitIn } from './types.ts';

export interface ClientOptions {
  /** Where left out, the SDK takes it from the profile. */
  readonly region?: string;
  /** The SDK reads AWS_ENDPOINT_URL_CONNECT, AWS_PROFILE and the rest by itself; these two are for the demo and tests. */
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly requestHandler?: NonNullable<ConnectClientConfig['requestHandler']>;
  /** Milliseconds for one request and its answer. */
  readonly requestTimeout?: number;
  /** Told of each answer of Connect, with the time that it says it is, in milliseconds since the Unix epoch. */
  readonly onAnswer?: (time: number) => void;
}

/** The SDK's client, not yet bound to an instance. */
export interface Client {
  /**
   * Calls about this instance; without an id only those that need none. Where `cut` is aborted, requests on their way are
   * given up, with its reason: whether they were performed is unknown.
   */
  bind(instanceId?: string, cut?: AbortSignal): Send;
  /** The region that is used; rejects where none is configured. */
  region(): Promise<string>;
  /** What calls are signed with, as far as it is no secret; rejects where there is nothing. */
  credentials(): Promise<CredentialFacts>;
  close(): void;
}

export interface CredentialFacts {
  readonly accessKeyId: string;
  /** Milliseconds since the Unix epoch; absent where they do not expire. */
  readonly expires?: number;
  /** The SDK's names for the places that they came from, such as `CREDENTIALS_ENV_VARS`. */
  readonly sources: readonly string[];
}

// The SDK's generic `send` wants the exact command class; the table cannot keep that tie.
// biome-ignore lint/suspicious/noExplicitAny: see above; `Send` types what goes in and comes out.
const commandOf = (call: Call): (new (input: any) => any) => calls[call].command;

/**
 * The SDK reads the files of credentials and profiles once for all clients of a process; one that lives for weeks wants
 * what is in them when it makes a client. The client hands its configuration to the chain of credential providers.
 */
const freshFiles = { ignoreCache: true };

/** The last middleware before the request goes out, and the first that sees the response. */
const nextToTheNetwork = { step: 'deserialize', priority: 'low', name: 'checkingAnswers' } as const;

/** Of all calls, only CreateUser sends a secret. */
const secretsIn = (input: object): readonly string[] =>
  'Password' in input && typeof input.Password === 'string' ? [input.Password] : [];

/** One request per call: the SDK's own retries are off, because every attempt has to pay our rate limit. */
export function makeClient({
  requestTimeout = requestTime,
  requestHandler,
  onAnswer,
  ...options
}: ClientOptions): Client {
  const client = new ConnectClient({
    ...options,
    ...freshFiles,
    maxAttempts: 1,
    requestHandler: requestHandler ?? {
      connectionTimeout: 5_000,
      requestTimeout,
      throwOnRequestTimeout: true,
      // Of an answer that has begun and does not go on.
      socketTimeout: requestTimeout,
    },
    customUserAgent: 'connect-sync',
  });
  return {
    bind: (InstanceId, cut) => async (call, input, options) => {
      await options?.before?.();
      options?.signal?.throwIfAborted();
      const exchange: Exchange = { sent: false, answered: false, secrets: secretsIn(input) };
      try {
        const bound = { ...input, InstanceId };
        const command = new (commandOf(call))(bound);
        command.middlewareStack.add(checkingAnswers(call, exchange, misfitIn(command)), nextToTheNetwork);
        const output = await client.send(command, cut && { abortSignal: cut });
        checkOutput(call, bound, output);
        return output;
      } catch (error) {
        throw classify(call, cut?.aborted ? cut.reason : error, exchange);
      } finally {
        const time = Date.parse(exchange.date ?? '');
        if (!Number.isNaN(time)) onAnswer?.(time);
      }
    },
    region: () => client.config.region(),
    async credentials() {
      const { accessKeyId, expiration, ...more } = await client.config.credentials();
      const sources = '$source' in more ? Object.keys(more.$source ?? {}) : [];
      return { accessKeyId, sources, ...(expiration && { expires: expiration.getTime() }) };
    },
    close: () => client.destroy(),
  };
}
