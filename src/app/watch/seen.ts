/** What lets a watch be seen from outside: its endpoints, the metrics behind them, and its notices. */
import { randomUUID } from 'node:crypto';
import { type Diagnostic, hasCertainErrors } from '../../base/diagnostic.ts';
import { InvalidInput } from '../../base/errors.ts';
import type { NoticeTarget } from '../../config/settings/notices.ts';
import type { Instance } from '../../connect/port.ts';
import { makeNotifier } from '../../notices/notifier.ts';
import type { Event } from '../../reconciler/events.ts';
import { isLoopback, type ListenAddress } from '../../status/http/listen.ts';
import { CannotListen, type ServeOptions, type StatusServer, serve } from '../../status/http/serve.ts';
import { makeMetrics } from '../../status/metrics/metrics.ts';
import { observed } from '../../status/metrics/observed.ts';
import type { Controls, PassReport } from '../../watch/status.ts';
import type { Host } from '../host/host.ts';
import { tool } from '../host/tool.ts';
import type { Observe } from '../instance/connection.ts';
import { destinationsOf } from './destinations.ts';
import { post } from './post.ts';
import type { ConfigurationRead } from './watched-files.ts';

export interface SeenOptions {
  /** Where to serve the endpoints; nowhere where it is left out. */
  readonly listen?: ListenAddress;
  readonly allowHost?: readonly string[];
}

export interface Seen {
  /** Counts the calls of a connection and follows its rates. */
  readonly observe: Observe;
  /** Takes where notices go from the files; what is wrong with that in this environment. */
  heed(targets: readonly NoticeTarget[]): readonly Diagnostic[];
  /** Counts what happens within a pass. */
  on(event: Event): void;
  passEnded(report: PassReport, instance: Instance): void;
  /** Begins to listen, where that is asked for. Rejects with `InvalidInput` where it cannot. */
  open(controls: Controls): Promise<void>;
  close(): Promise<void>;
}

/**
 * The files as they were read, with what is wrong with their notices in this environment. Files that are wrong leave
 * the destinations as they were: those are to be told of it.
 */
export function heeding(seen: Seen, read: ConfigurationRead): ConfigurationRead {
  const { wanted, configuration } = read;
  if (hasCertainErrors(wanted.diagnostics)) return read;
  const wrong = seen.heed(configuration.notices);
  return wrong.length === 0 ? read : { ...read, wanted: { ...wanted, diagnostics: [...wanted.diagnostics, ...wrong] } };
}

export function makeSeen({ listen, allowHost }: SeenOptions, { clock, env, log }: Host): Seen {
  const warn = (problem: string): void => log('warn', problem);
  const metrics = makeMetrics(clock);
  const notifier = makeNotifier({
    ...{ post, clock, random: Math.random, version: tool.version, makeId: randomUUID, log: warn },
  });
  let rates: ServeOptions['rates'] = { now: () => 0, allowed: () => 0 };
  let served: StatusServer | undefined;
  return {
    observe(send, those) {
      rates = those;
      return observed(send, metrics);
    },
    heed(targets) {
      const { destinations, diagnostics } = destinationsOf(targets, env);
      if (diagnostics.length === 0) notifier.setDestinations(destinations);
      return diagnostics;
    },
    on: metrics.on,
    passEnded(report, instance) {
      metrics.passEnded(report);
      notifier.passEnded(report, instance);
    },
    async open(controls) {
      if (!listen) return;
      const current: ServeOptions['rates'] = { now: (call) => rates.now(call), allowed: (call) => rates.allowed(call) };
      const allowHosts = allowHost ?? [];
      try {
        served = await serve({ listen, allowHosts, controls, metrics, clock, rates: current, tool, log: warn });
      } catch (error) {
        if (error instanceof CannotListen) throw new InvalidInput('cannot-listen', error.message);
        throw error;
      }
      log('info', `Status page: ${served.url}/`);
      if (!isLoopback(listen.host)) {
        warn(
          `Anyone who reaches ${served.url} can read what is planned, and suspend it: nobody is asked for a password.`,
        );
      }
    },
    async close() {
      await Promise.all([served?.close(), notifier.close()]);
    },
  };
}
