/** The one place where a real Amazon Connect is reached: client, rate limit and retry put together. */

import type { SourceSpan } from '../../base/diagnostic.ts';
import { CallError, Failed, failedAs, InvalidInput, PartialRead } from '../../base/errors.ts';
import { type Client, type ClientOptions, makeClient } from '../../connect/client.ts';
import { type IdentityManagement, type Instance, identityManagements, type Send } from '../../connect/port.ts';
import { makeRateLimiter, withRateLimit } from '../../connect/rate-limiter.ts';
import { type AccountLimits, makeRates, type RateLimits, usableBurst } from '../../connect/rates.ts';
import { withRetry } from '../../connect/retry.ts';
import { formerName, placeName } from '../../keep/places.ts';
import { pages } from '../../kinds/reading/paging.ts';
import type { CallCounts } from '../../plan/model/plan.ts';
import type { PerSecond } from '../../plan/timing/cost.ts';
import type { PaceOf } from '../../plan/timing/schedule.ts';
import { printable } from '../../report/text/paint.ts';
import { naming } from '../failure.ts';
import type { Host, Log } from '../host/host.ts';
import { endpointFailure, endpointIn, mustListen } from './endpoint.ts';
import { missingProfile } from './profile.ts';

/** An instance as the files or the command line name it. */
export interface InstanceReference {
  readonly id?: string;
  readonly alias?: string;
  readonly region?: string;
  /** Of an ARN. */
  readonly account?: string;
  /** Where neither id nor alias says it: gives the id of one of those that there are. */
  readonly choose?: (listed: readonly ListedInstance[], region: string) => Promise<string>;
  readonly locate?: SourceSpan;
}

/** What the list of instances says of one. */
export interface ListedInstance {
  readonly id: string;
  readonly alias: string | undefined;
  readonly identityManagement: string | undefined;
}

/** Where to reach Connect instead of AWS; for the demo. */
export type Elsewhere = Pick<ClientOptions, 'endpoint' | 'credentials'>;

/** Sees every request of a connection, and the calls a second that are let through: now, and at best. */
export type Observe = (send: Send, rates: { readonly now: PerSecond; readonly allowed: PerSecond }) => Send;

/** How a connection is made. */
export interface ConnectionOptions {
  readonly host: Pick<Host, 'env' | 'clock' | 'signal' | 'log'>;
  readonly elsewhere?: Elsewhere | undefined;
  /** The account's limits, as the configuration has them. */
  readonly throttle?: AccountLimits | undefined;
  /** Limits from the command line, which win. */
  readonly rate?: RateLimits | undefined;
  /** Aborted when requests on their way are to be given up. */
  readonly cut?: AbortSignal | undefined;
  readonly observe?: Observe;
}

export interface Connection {
  readonly instance: Instance;
  /** The name of the instance among what this machine keeps, and the one that earlier versions gave it. */
  readonly place: string;
  readonly formerPlace: string;
  readonly send: Send;
  /** Calls a second as configured. */
  readonly perSecond: PerSecond;
  /** What the rate limiter lets through of each API while Connect refuses nothing; for the price of a plan. */
  readonly pace: PaceOf;
  /** Calls a second that are let through at the moment, for the time left. */
  readonly perSecondNow: PerSecond;
  /** Requests sent so far, by API. */
  readonly calls: () => CallCounts;
  close(): void;
}

/**
 * What this machine calls the instance in what it keeps. An emulator that stands in for a real instance must not lock that
 * one, nor count among its runs. AWS's own endpoints are never plain HTTP.
 */
export function placesOf(
  { id, arn, region }: Pick<Instance, 'id' | 'arn' | 'region'>,
  endpoint: string | undefined,
): Pick<Connection, 'place' | 'formerPlace'> {
  const url = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  // arn:aws:connect:us-west-2:111122223333:instance/…
  const [, , , , account] = arn.split(':');
  const facts = { id, region, account, host: url?.protocol === 'http:' ? url.host : undefined };
  return { place: placeName(facts), formerPlace: formerName(facts) };
}

export async function openConnection(
  reference: InstanceReference,
  { host, elsewhere = {}, throttle, rate, cut, observe = (send) => send }: ConnectionOptions,
): Promise<Connection> {
  const { env, clock, signal, log } = host;
  const region = reference.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined);
  const configured = elsewhere.endpoint === undefined ? endpointIn(env) : undefined;
  if (configured) await mustListen(configured, clock, signal);
  const client = makeClient({ ...elsewhere, ...(region !== undefined && { region }) });
  const rateOf = makeRates(throttle, rate);
  const limiter = makeRateLimiter(clock, rateOf);
  const perSecond: PerSecond = (call) => rateOf(call).perSecond;
  const counts = new Map<string, number>();
  const seen = (send: Send): Send => observe(send, { now: limiter.rateNow, allowed: perSecond });
  const layered = (send: Send): Send =>
    withRetry(
      withRateLimit(countingSend(seen(logged(send, log, () => clock.now())), counts), limiter),
      clock,
      Math.random,
    );
  let regionUsed = region;
  try {
    regionUsed = await regionOf(client, reference);
    const id =
      reference.id?.toLowerCase() ??
      (await findListed(layered(client.bind(undefined, cut)), reference, regionUsed, signal));
    const send = layered(client.bind(id, cut));
    const instance = await describe(send, { ...reference, id }, regionUsed, signal);
    return {
      instance,
      ...placesOf(instance, elsewhere.endpoint ?? configured?.url.href),
      send,
      perSecond,
      pace: (call) => ({ perSecond: perSecond(call), atOnce: usableBurst(rateOf(call)) }),
      perSecondNow: limiter.rateNow,
      calls: () => Object.fromEntries(counts),
      close: () => client.close(),
    };
  } catch (error) {
    client.close();
    if (failedAs(error, 'credentials') || failedWith(error, 'no-region')) {
      throw (elsewhere.credentials === undefined ? await missingProfile(env) : undefined) ?? error;
    }
    const failure = configured ? endpointFailure(error, configured) : error;
    throw naming(failure, { ...reference, region: regionUsed });
  }
}

const failedWith = (error: unknown, code: string): boolean => error instanceof Failed && error.code === code;

async function regionOf(client: Client, { locate }: InstanceReference): Promise<string> {
  try {
    return await client.region();
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message})` : '';
    throw new InvalidInput(
      'no-region',
      `No usable region${why}: write it as instance.region, or set AWS_REGION.`,
      locate,
    );
  }
}

/** The id of the instance with this alias, or of the one that is chosen. */
export async function findListed(
  send: Send,
  { alias, choose, locate }: InstanceReference,
  region: string,
  signal: AbortSignal,
): Promise<string> {
  const listed: ListedInstance[] = [];
  for await (const page of pages(send, 'ListInstances', {}, { signal })) {
    for (const { Id, InstanceAlias, IdentityManagementType } of page.InstanceSummaryList ?? []) {
      if (alias !== undefined && InstanceAlias === alias && Id !== undefined) return Id;
      if (Id !== undefined) listed.push({ id: Id, alias: InstanceAlias, identityManagement: IdentityManagementType });
    }
  }
  if (alias === undefined && choose) return choose(listed, region);
  const aliases = listed.flatMap((one) => one.alias ?? []).sort();
  const known = aliases.length > 0 ? ` There are: ${aliases.join(', ')}.` : '';
  throw new InvalidInput(
    'no-such-instance',
    `No instance in ${region} has the alias ${JSON.stringify(alias)}.${known}`,
    locate,
  );
}

async function describe(
  send: Send,
  { id, locate }: InstanceReference & { readonly id: string },
  region: string,
  signal: AbortSignal,
): Promise<Instance> {
  try {
    const { Instance: found } = await send('DescribeInstance', {}, { signal });
    return {
      id: found?.Id ?? id,
      arn: found?.Arn ?? '',
      region,
      ...(found?.InstanceAlias !== undefined && { alias: found.InstanceAlias }),
      identityManagement: identityManagementOf(found?.IdentityManagementType, id),
    };
  } catch (error) {
    if (!failedAs(error, 'not-found')) throw error;
    throw new InvalidInput('no-such-instance', `There is no instance ${id} in ${region}.`, locate);
  }
}

/** What a plan checks depends on it, so an instance of a sort that this version does not know is left alone. */
function identityManagementOf(type: string | undefined, id: string): IdentityManagement {
  const known = identityManagements.find((one) => one === type);
  if (known) return known;
  throw new PartialRead(
    `The instance ${id} has the identity management ${type === undefined ? 'that nobody tells' : JSON.stringify(type)}; connect-sync knows ${identityManagements.join(', ')}.`,
  );
}

const countingSend =
  (send: Send, counts: Map<string, number>): Send =>
  (call, input, options) => {
    counts.set(call, (counts.get(call) ?? 0) + 1);
    return send(call, input, options);
  };

const logged =
  (send: Send, log: Log, now: () => number): Send =>
  async (call, input, options) => {
    const since = now();
    // Not less than nothing where the clock was set back meanwhile.
    const took = (): number => Math.max(0, now() - since);
    try {
      const output = await send(call, input, options);
      log('debug', `${call} answered`, { milliseconds: took() });
      return output;
    } catch (error) {
      // Not its message: Connect may repeat in it what was sent, and that may be a password.
      const name = error instanceof CallError ? printable(error.facts.error) : 'unknown';
      log('debug', `${call} failed`, { milliseconds: took(), error: name });
      throw error;
    }
  };
