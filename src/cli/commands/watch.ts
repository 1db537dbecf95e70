import { failureOf, invalid } from '../../app/failure.ts';
import type { Host, Level, Log } from '../../app/host.ts';
import type { Elsewhere } from '../../app/instance/connection.ts';
import { holdConnection } from '../../app/instance/held-connection.ts';
import type { ReadOptions } from '../../app/instance/kept-reads.ts';
import { checkLimits } from '../../app/instance/limits.ts';
import { type KeepingOptions, mainFileOf, recordsFolderOf, stateFolderOf } from '../../app/keeping.ts';
import { type ConfigurationOptions, fileSystemFor } from '../../app/pass.ts';
import { assembleWatch } from '../../app/watch/assemble-watch.ts';
import { watchFiles } from '../../app/watch/file-watcher.ts';
import { heeding, makeSeen, type SeenOptions } from '../../app/watch/seen.ts';
import { makeWatchDesk, noDesk } from '../../app/watch/watch-desk.ts';
import { keepNothing, makeWatchKeeping, type WatchKeeping } from '../../app/watch/watch-keeping.ts';
import { type ConfigurationRead, modificationTime, watchedFiles } from '../../app/watch/watched-files.ts';
import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import { Interrupted, InvalidInput, Locked } from '../../base/errors.ts';
import { throttledCalls } from '../../config/settings/throttle.ts';
import type { Limits } from '../../connect/rates.ts';
import type { Acceptances } from '../../plan/safety/finding.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { diagnosticLines } from '../../report/text/watch-text.ts';
import type { Watch } from '../../watch/ports.ts';
import { makeSettling } from '../../watch/settle.ts';
import type { Mode } from '../../watch/standing.ts';
import { leaving, untilGone } from '../leaving.ts';
import { type LogOptions, openLog } from '../log.ts';
import { makeTeller, tell } from '../watch-log.ts';
import type { World } from '../world.ts';

export interface WatchCommandOptions extends ConfigurationOptions, ReadOptions, KeepingOptions, SeenOptions {
  readonly mode: Mode;
  /** Milliseconds. */
  readonly interval: number;
  readonly fullReadInterval: number;
  readonly logLevel: Level;
  readonly logFormat?: LogOptions['format'];
  readonly elsewhere?: Elsewhere;
  /** Limits by API that win over the configuration's. */
  readonly rate?: Limits;
  /** Breaches of safety rules in the plan of the start that somebody has agreed to. */
  readonly accept?: Acceptances;
}

/** Keeps Connect as the files say until it is told to stop. */
export async function watch(options: WatchCommandOptions, world: World): Promise<ExitCode> {
  checkLimits(options.rate, throttledCalls);
  const format = options.logFormat ?? (world.terminal.err ? 'text' : 'json');
  const log = await openLog({ level: options.logLevel, format });
  const host: Host = { env: world.env, cwd: world.cwd, clock: world.clock, signal: world.signal, log };
  const files = watchedFiles(options.file, {
    system: fileSystemFor(options),
    clock: world.clock,
    modifiedAt: modificationTime,
  });
  const seen = makeSeen(options, host);
  const first = heeding(seen, await files.read());
  const { instance } = first.configuration;
  const { diagnostics } = first.wanted;
  if (!instance || hasErrors(diagnostics)) return refuseToStart(diagnostics, log);

  const connection = holdConnection(instance, { ...options, host, observe: seen.observe });
  const settling = makeSettling(world.clock, () => running.filesMoved());
  const watcher = watchFiles(settling.poke, { clock: world.clock, log });
  const readFiles = async (): Promise<ConfigurationRead> => {
    const read = heeding(seen, await files.read());
    await watcher.follow(files.asked());
    return read;
  };
  const stop = leaving(world);
  const keeping = options.mode === 'apply' ? makeWatchKeeping(options, host) : keepNothing;
  const { folder } = stateFolderOf(options, host);
  const desk = options.mode === 'apply' && folder !== undefined ? makeWatchDesk(folder, host) : noDesk;
  const tellOfChange = makeTeller(log);
  const running = assembleWatch(
    {
      connection,
      readFiles,
      host,
      reading: options,
      keeping: ending(keeping, stop),
      desk,
      recordsFolder: recordsFolderOf(options, host),
      file: mainFileOf(options, host),
      tell(event) {
        tell(event, log);
        if (event.type === 'suspended') desk.suspended(event.since);
        if (event.type === 'resumed') desk.suspended(undefined);
        if (event.type !== 'passEnded') return;
        desk.passEnded(event.report);
        seen.passEnded(event.report, connection.instance());
      },
      emit(event) {
        seen.on(event);
        tellOfChange(event);
      },
    },
    { ...options, random: Math.random },
  );
  const offs = listen(running, stop, world);
  log('info', `Watching ${options.file}.`, { mode: options.mode, intervalSeconds: options.interval / 1000 });
  try {
    desk.open(running.controls);
    await seen.open(running.controls);
    await untilGone(running.run(stop.signal), stop.signal, { world, log });
  } finally {
    for (const off of offs) off();
    settling.close();
    connection.close();
    desk.close();
    await keeping.close();
    await Promise.all([watcher.close(), seen.close()]);
  }
  if (!(stop.signal.reason instanceof Interrupted)) return fail(stop.signal.reason, log);
  log('info', 'Stopped.');
  return exit.success;
}

function refuseToStart(diagnostics: readonly Diagnostic[], log: Log): ExitCode {
  for (const { level, message, facts } of diagnosticLines(diagnostics)) log(level, message, facts);
  const failure = invalid(diagnostics);
  log('error', failure.message);
  return exit[failure.ending];
}

/** The same, but a watch that cannot keep what it must before its first pass ends instead of trying again. */
function ending(keeping: WatchKeeping, stop: AbortController): WatchKeeping {
  let entered = false;
  return {
    ...keeping,
    async enter(connection, pass) {
      try {
        const kept = await keeping.enter(connection, pass);
        entered = true;
        return kept;
      } catch (error) {
        if (!entered && (error instanceof Locked || error instanceof InvalidInput)) stop.abort(error);
        throw error;
      }
    },
  };
}

function fail(error: unknown, log: Log): ExitCode {
  const { ending, message, diagnostics } = failureOf(error);
  for (const line of diagnosticLines(diagnostics)) log(line.level, line.message, line.facts);
  if (diagnostics.length === 0) log('error', message);
  return exit[ending];
}

function listen({ controls }: Watch, stop: AbortController, world: World): readonly (() => void)[] {
  // A terminal that hangs up wants its programs gone; without one it is how daemons are told to look again.
  const hangUp = (): void =>
    world.terminal.err ? stop.abort(new Interrupted('SIGTERM')) : controls.reconcile('signal');
  return [
    world.onSignal('SIGHUP', hangUp),
    world.onSignal('SIGUSR1', () => controls.suspend()),
    world.onSignal('SIGUSR2', () => controls.resume()),
  ];
}
