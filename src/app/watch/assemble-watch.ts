/** The loop of a watch with everything it asks for: passes over one connection, and a log of what happens. */

import type { CallCounts } from '../../plan/model/plan.ts';
import type { Emit } from '../../reconciler/events.ts';
import { type Memory, makeMemory } from '../../reconciler/memory.ts';
import type { Outcome } from '../../reconciler/reconcile.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { makeWatch } from '../../watch/loop.ts';
import type { LoopOptions, PassRequest, Watch, WatchEvent } from '../../watch/ports.ts';
import { makeAbort } from '../host/abort.ts';
import type { Host, Log } from '../host/host.ts';
import type { HeldConnection } from '../instance/held-connection.ts';
import { type HowToPass, passOver } from '../pass.ts';
import { explainError } from './explain.ts';
import type { WatchDesk } from './watch-desk.ts';
import type { WatchKeeping } from './watch-keeping.ts';
import type { ConfigurationRead } from './watched-files.ts';

export interface WatchParts {
  readonly connection: HeldConnection;
  readonly readFiles: () => Promise<ConfigurationRead>;
  readonly host: Host;
  readonly reading: HowToPass;
  readonly keeping: WatchKeeping;
  readonly desk: WatchDesk;
  readonly tell: (event: WatchEvent) => void;
  /** Told of what happens within the passes. */
  readonly emit: Emit;
}

export function assembleWatch(parts: WatchParts, options: LoopOptions & { readonly random: () => number }): Watch {
  const { connection, readFiles, host, tell } = parts;
  return makeWatch<ConfigurationRead>(
    {
      clock: host.clock,
      random: options.random,
      instance: connection.instance,
      readFiles,
      makeAbort,
      explain: explainError,
      pass: passBy(parts),
      tell,
    },
    options,
  );
}

/** One pass over the connection that is kept; what was read is remembered for as long as it is of one instance. */
function passBy({
  connection,
  host,
  reading,
  keeping,
  desk,
  emit,
}: WatchParts): (asked: PassRequest<ConfigurationRead>) => Promise<Outcome> {
  let memory: { readonly instanceId: string; readonly of: Memory } | undefined;
  const remembering = (instanceId: string): Memory => {
    if (memory?.instanceId !== instanceId) memory = { instanceId, of: makeMemory() };
    return memory.of;
  };
  let warned = false;
  const warnOnce: Log = (level, message) => {
    if (!warned) host.log(level, message);
    warned = true;
  };
  return (asked) => {
    const { files, signal, leftOut, accepted, postponed, approve, halt, waits, whole } = asked;
    const { instance, throttle } = files.configuration;
    if (!instance) throw new Error('The files name no instance; they should have been refused before.');
    return connection.use({ instance, ...(throttle && { throttle }) }, async (open) => {
      const pass = await keeping.enter(open, { owner: files.configuration.owner, signal, halt, waits });
      desk.enter(open, asked.wasSuspended);
      const remembered = remembering(open.instance.id);
      if (whole) remembered.forget();
      // Between two whole reads what this process remembers is enough.
      const options = whole ? reading : { ...reading, cache: false };
      let outcome: Outcome | undefined;
      try {
        outcome = await passOver(
          open,
          { ...files.wanted, leftOut, accepted, ...(postponed && { postponed }) },
          {
            host: { ...host, signal, log: warnOnce },
            options,
            kept: pass,
            approve,
            memory: remembered,
            readCalls: callsSince(open.calls(), open.calls),
            emit(event) {
              asked.on(event);
              emit(event);
            },
          },
        );
        return outcome;
      } finally {
        pass.end(exitCodeOf(outcome));
      }
    });
  };
}

/** For the record of a pass: the exit code of an apply that came to the same. */
function exitCodeOf(outcome: Outcome | undefined): ExitCode {
  if (outcome?.type !== 'applied') return exit.unexpected;
  if (outcome.results.every((result) => result.outcome === 'complete')) return exit.success;
  return outcome.results.some(({ done }) => done.length > 0) ? exit.partial : exit.unexpected;
}

const callsSince = (before: CallCounts, calls: () => CallCounts) => (): CallCounts =>
  Object.fromEntries(
    Object.entries(calls())
      .map(([call, times]): [string, number] => [call, times - (before[call] ?? 0)])
      .filter(([, times]) => times !== 0),
  );
