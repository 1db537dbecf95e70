/** The way to the instance, step by step: endpoint, Region, credentials, the instance itself. What fails is a result. */

import { CallError, Failed } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import { type CredentialFacts, makeClient } from '../../connect/client.ts';
import type { OutputOf, Send } from '../../connect/port.ts';
import { makeRateLimiter, withRateLimit } from '../../connect/rate-limiter.ts';
import { type AccountLimits, makeRates } from '../../connect/rates.ts';
import { nobodys } from '../../connect/trial.ts';
import type { Host } from '../host/host.ts';
import { type Elsewhere, findListed, type InstanceReference, placesOf } from '../instance/connection.ts';
import { type Endpoint, endpointIn, mustListen } from '../instance/endpoint.ts';
import { missingProfile } from '../instance/profile.ts';

/** What comes after a step that failed is absent. */
export interface Route {
  readonly reference: InstanceReference | undefined;
  /** Where Connect is, if the environment says so. */
  readonly endpoint: Endpoint | Error | undefined;
  readonly region: string | Error;
  readonly credentials: CredentialFacts | Error;
  /** Milliseconds by which the clock of Connect is ahead of ours; absent where Connect has not answered. */
  readonly ahead?: number;
  /** What became of looking for the alias; absent where there is none to look for. */
  readonly listed?: 'found' | Failed;
  /** What DescribeInstance said: of the instance, or, where none is known, of one that nobody has. */
  readonly described?: OutputOf<'DescribeInstance'>['Instance'] | CallError;
  /** Who we are to Connect, where something has told. */
  readonly identity?: string;
  readonly id?: string;
  /** The name of the instance among what this machine keeps. */
  readonly place?: string;
  /** Calls about the instance. */
  readonly send?: Send;
}

export interface Travelling {
  readonly host: Host;
  readonly throttle: AccountLimits | undefined;
  readonly elsewhere: Elsewhere | undefined;
}

/** Milliseconds for one request: somebody is waiting. */
const requestTimeout = 10_000;

/** Finds the way as far as it goes, and works with that while the connection is open. */
export async function alongRoute<T>(
  reference: InstanceReference | undefined,
  { host, throttle, elsewhere = {} }: Travelling,
  work: (route: Route) => Promise<T>,
): Promise<T> {
  const { env, clock, signal } = host;
  let ahead: number | undefined;
  const region = reference?.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined);
  const client = makeClient({
    ...elsewhere,
    ...present({ region }),
    requestTimeout,
    onAnswer(time) {
      ahead ??= time - clock.now();
    },
  });
  try {
    const start = {
      reference,
      endpoint: elsewhere.endpoint === undefined ? await findEndpoint(host) : undefined,
      region: await client.region().catch(asError),
      credentials: await client
        .credentials()
        .catch(async (error: unknown) => (await missingProfile(env)) ?? asError(error)),
    };
    if (start.endpoint instanceof Error || start.region instanceof Error || start.credentials instanceof Error) {
      return await work(start);
    }
    const limiter = makeRateLimiter(clock, makeRates(throttle));
    const bind = (id?: string): Send => withRateLimit(client.bind(id), limiter);
    const arrival = await arrive(reference, { bind, region: start.region, signal });
    const { described, id } = arrival;
    const place =
      id === undefined || described === undefined || described instanceof CallError
        ? undefined
        : placesOf(
            { id, arn: described.Arn ?? '', region: start.region },
            elsewhere.endpoint ?? start.endpoint?.url.href,
          ).place;
    return await work({ ...start, ...arrival, ...present({ ahead, place }) });
  } finally {
    client.close();
  }
}

async function findEndpoint({ env, clock, signal }: Host): Promise<Endpoint | Error | undefined> {
  try {
    const endpoint = endpointIn(env);
    if (endpoint) await mustListen(endpoint, clock, signal);
    return endpoint;
  } catch (error) {
    signal.throwIfAborted();
    return asError(error);
  }
}

interface Arriving {
  readonly bind: (id?: string) => Send;
  readonly region: string;
  readonly signal: AbortSignal;
}

/** The first calls. */
async function arrive(
  reference: InstanceReference | undefined,
  { bind, region, signal }: Arriving,
): Promise<Pick<Route, 'listed' | 'described' | 'identity' | 'id' | 'send'>> {
  const found =
    reference && reference.id === undefined
      ? await orFailure(findListed(bind(), reference, region, signal))
      : reference?.id?.toLowerCase();
  if (found instanceof Failed) return { listed: found, ...present({ identity: callerIn(found) }) };
  const send = bind(found ?? nobodys);
  // Where no instance is known, the answer still tells whether Connect can be reached, and its time.
  const answer = await orFailure(send('DescribeInstance', {}, { signal }));
  if (answer instanceof Failed && !(answer instanceof CallError)) throw answer;
  const described = answer instanceof CallError ? answer : answer.Instance;
  return {
    ...present({ described, id: found, identity: callerIn(answer) ?? (await whoAmI(send, described, signal)) }),
    ...(reference?.id === undefined && found !== undefined && { listed: 'found' }),
    ...(found !== undefined && { send }),
  };
}

/**
 * GetFederationToken of a SAML instance tells which of its users the caller is; its token is thrown away. The message that
 * denies it tells as much, so no permission is needed.
 */
async function whoAmI(send: Send, described: Route['described'], signal: AbortSignal): Promise<string | undefined> {
  if (described instanceof CallError || described?.IdentityManagementType !== 'SAML') return undefined;
  const answer = await orFailure(send('GetFederationToken', {}, { signal }));
  return answer instanceof Failed ? callerIn(answer) : answer.UserArn;
}

/** AWS names the caller in the message that denies a call. */
const callerIn = (answer: unknown): string | undefined =>
  answer instanceof CallError ? /\bUser: (arn:[\w+=,.@:/-]+) is not authorized/.exec(answer.message)?.[1] : undefined;

async function orFailure<T>(promise: Promise<T>): Promise<T | Failed> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Failed && error.ending !== 'SIGINT' && error.ending !== 'SIGTERM') return error;
    throw error;
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
