/** One way to reach an instance: within its deadline, with the rates of its account, and closed when the work is done. */

import { CallError } from '../../base/errors.ts';
import { throttledCalls } from '../../config/settings/throttle.ts';
import type { RateLimits } from '../../connect/rates.ts';
import { naming } from '../failure.ts';
import { makeAbort } from '../host/abort.ts';
import type { Host } from '../host/host.ts';
import type { Access } from './access.ts';
import type { Connection, Elsewhere } from './connection.ts';
import { startDeadline } from './deadline.ts';
import { checkLimits } from './limits.ts';

export interface AccessOptions {
  readonly elsewhere?: Elsewhere;
  /** Limits by API that win over the configuration's. */
  readonly rate?: RateLimits;
}

/** The host of one command: its signal ends with the deadline as well, and it can be halted. */
export interface Within extends Host {
  /** Aborted when requests on their way are to be given up. */
  readonly cut?: AbortSignal;
  /** Begins no more calls. */
  readonly halt: (reason: Error) => void;
}

/** Does the work of a whole command within the time that it may take, in milliseconds. */
export async function withinTime<T>(
  time: number | undefined,
  host: Host,
  work: (within: Within) => Promise<T>,
): Promise<T> {
  const stop = makeAbort();
  const halt = (reason: unknown): void => {
    if (!stop.signal.aborted) stop.abort(reason);
  };
  const deadline = time === undefined ? undefined : startDeadline(time, host);
  const follow = (signal: AbortSignal): void => {
    if (signal.aborted) halt(signal.reason);
    else signal.addEventListener('abort', () => halt(signal.reason), { once: true, signal: stop.signal });
  };
  follow(host.signal);
  if (deadline) follow(deadline.stop);
  try {
    return await work({ ...host, signal: stop.signal, halt, ...(deadline && { cut: deadline.cut }) });
  } catch (error) {
    // A request that was given up says so itself, but what ended it is the deadline.
    if (error instanceof CallError && error.facts.error === 'DeadlinePassed') throw deadline?.stop.reason ?? error;
    throw error;
  } finally {
    deadline?.end();
  }
}

/** Opens the instance, and closes it when the work is done. */
export async function withInstance<T>(
  reach: Access,
  { elsewhere, rate }: AccessOptions,
  { host, work }: { readonly host: Host | Within; readonly work: (connection: Connection) => Promise<T> },
): Promise<T> {
  const connection = await openAccess(reach, { elsewhere, rate }, host);
  try {
    return await work(connection);
  } catch (error) {
    throw naming(error, connection.instance);
  } finally {
    connection.close();
  }
}

export async function openAccess(
  { instance, throttle }: Access,
  { elsewhere, rate }: { readonly elsewhere: Elsewhere | undefined; readonly rate: RateLimits | undefined },
  host: Host | Within,
): Promise<Connection> {
  checkLimits(rate, throttledCalls);
  const { openConnection } = await import('./connection.ts');
  return openConnection(instance, { host, elsewhere, throttle, rate, cut: 'cut' in host ? host.cut : undefined });
}
