import { failureOf, invalid } from '../../app/failure.ts';
import type { Host, Level, Log } from '../../app/host/host.ts';
import { checkLimits } from '../../app/instance/limits.ts';
import { runWatch, type WatchRunOptions } from '../../app/watch/watch.ts';
import { diagnosticIdOf } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { Failed, Interrupted } from '../../base/errors.ts';
import { throttledCalls } from '../../config/settings/throttle.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { idMark } from '../../report/text/diagnostics-text.ts';
import { diagnosticLines } from '../../report/text/watch-text.ts';
import type { Controls } from '../../watch/status.ts';
import { leaving, untilGone } from '../leaving.ts';
import { type LogOptions, openLog } from '../log.ts';
import { logEvent, makeTeller } from '../watch-log.ts';
import type { World } from '../world.ts';

export interface WatchCommandOptions extends WatchRunOptions {
  readonly logLevel: Level;
  readonly logFormat?: LogOptions['format'];
}

/** Keeps Connect as the files say until it is told to stop. */
export async function watch(options: WatchCommandOptions, world: World): Promise<ExitCode> {
  checkLimits(options.rate, throttledCalls);
  const format = options.logFormat ?? (world.terminal.err ? 'text' : 'json');
  const log = await openLog({ level: options.logLevel, format });
  const host: Host = { env: world.env, cwd: world.cwd, clock: world.clock, signal: world.signal, log };
  const stop = leaving(world);
  try {
    await runWatch(options, {
      host,
      stop,
      view: {
        tell: (event) => logEvent(event, log),
        emit: makeTeller(log),
        begun(controls) {
          const offs = listen(controls, stop, world);
          log('info', `Watching ${options.file}.`, { mode: options.mode, intervalSeconds: options.interval / 1000 });
          return () => {
            for (const off of offs) off();
          };
        },
        untilEnd: (end) => untilGone(end, stop.signal, { world, log }),
      },
    });
  } catch (error) {
    if (error instanceof Failed && error.code === 'invalid-configuration') return refuseToStart(error.diagnostics, log);
    throw error;
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

function fail(error: unknown, log: Log): ExitCode {
  const { ending, code, message, diagnostics } = failureOf(error);
  for (const line of diagnosticLines(diagnostics)) log(line.level, line.message, line.facts);
  if (diagnostics.length === 0) log('error', `${message} ${idMark(code)}`, { code, id: diagnosticIdOf(code) });
  return exit[ending];
}

function listen(controls: Controls, stop: AbortController, world: World): readonly (() => void)[] {
  // A terminal that hangs up wants its programs gone; without one it is how daemons are told to look again.
  const hangUp = (): void =>
    world.terminal.err ? stop.abort(new Interrupted('SIGTERM')) : controls.reconcile('signal');
  return [
    world.onSignal('SIGHUP', hangUp),
    world.onSignal('SIGUSR1', () => controls.suspend()),
    world.onSignal('SIGUSR2', () => controls.resume()),
  ];
}
