/** A watch over files: reads them when they change, passes over their instance, and is seen from outside. */
import { hasCertainErrors } from '../../base/diagnostic.ts';
import { InvalidInput, Locked } from '../../base/errors.ts';
import type { Acceptances } from '../../plan/safety/finding.ts';
import type { Emit } from '../../reconciler/events.ts';
import { type EventDocument, eventDocument } from '../../report/json/event-documents.ts';
import type { Watch, WatchEvent } from '../../watch/ports.ts';
import { makeSettling } from '../../watch/settle.ts';
import type { Controls, Mode, PassReport, WatchStatus } from '../../watch/status.ts';
import { type ConfigurationOptions, fileSystemFor } from '../configuration.ts';
import { asError, invalid } from '../failure.ts';
import { makeAbort } from '../host/abort.ts';
import type { Host } from '../host/host.ts';
import { hostOfProcess } from '../host/own-host.ts';
import { tool } from '../host/tool.ts';
import { holdConnection } from '../instance/held-connection.ts';
import type { ReadOptions } from '../instance/kept-reads.ts';
import type { AccessOptions } from '../instance/open.ts';
import { type KeepingOptions, stateFolderOf } from '../keeping.ts';
import { assembleWatch } from './assemble-watch.ts';
import { watchFiles } from './file-watcher.ts';
import { heeding, makeSeen, type SeenOptions } from './seen.ts';
import { makeWatchDesk, noDesk } from './watch-desk.ts';
import { makeWatchKeeping, type WatchKeeping, watchKeepingNothing } from './watch-keeping.ts';
import { type ConfigurationRead, modificationTime, watchedFiles } from './watched-files.ts';

export interface WatchRunOptions extends ConfigurationOptions, ReadOptions, KeepingOptions, SeenOptions, AccessOptions {
  readonly mode: Mode;
  /** Milliseconds. */
  readonly interval: number;
  readonly fullReadInterval: number;
  /** Breaches of safety rules in the plan of the start that somebody has agreed to. */
  readonly accept?: Acceptances;
}

/** Who follows a watch. */
export interface WatchView {
  readonly tell: (event: WatchEvent) => void;
  /** Told of what happens within the passes. */
  readonly emit: Emit;
  /** The watch begins, and may be asked from now on; what it returns is called at the end. */
  begun(controls: Controls): () => void;
  /** Waits for the end; it may give up. */
  untilEnd?(end: Promise<void>): Promise<void>;
}

/**
 * Until `stop` is aborted; then it finishes the calls in flight. Rejects with the mistakes of files that are wrong at its
 * start, with `Locked`, or with `InvalidInput` where it cannot listen or keep what it must.
 */
export async function runWatch(
  options: WatchRunOptions,
  { host, stop, view }: { readonly host: Host; readonly stop: AbortController; readonly view: WatchView },
): Promise<void> {
  const { clock, log } = host;
  const files = watchedFiles(options.file, { system: fileSystemFor(options), clock, modifiedAt: modificationTime });
  const seen = makeSeen(options, host);
  const first = heeding(seen, await files.read());
  const { instance } = first.configuration;
  const { diagnostics } = first.wanted;
  if (!instance || hasCertainErrors(diagnostics)) throw asError(invalid(diagnostics));

  const connection = holdConnection(instance, { ...options, host, observe: seen.observe });
  const settling = makeSettling(clock, () => running.filesMoved());
  const watcher = watchFiles(settling.poke, { clock, log });
  const readFiles = async (): Promise<ConfigurationRead> => {
    const read = heeding(seen, await files.read());
    await watcher.follow(files.asked());
    return read;
  };
  const keeping = options.mode === 'apply' ? makeWatchKeeping(options, host) : watchKeepingNothing;
  const { folder } = stateFolderOf(options, host);
  const desk = options.mode === 'apply' && folder !== undefined ? makeWatchDesk(folder, host) : noDesk;
  const running: Watch = assembleWatch(
    {
      connection,
      readFiles,
      host,
      reading: options,
      keeping: ending(keeping, stop),
      desk,
      tell(event) {
        view.tell(event);
        if (event.type === 'suspended') desk.suspended(event.since);
        if (event.type === 'resumed') desk.suspended(undefined);
        if (event.type !== 'passEnded') return;
        desk.passEnded(event.report);
        seen.passEnded(event.report, connection.instance());
      },
      emit(event) {
        seen.on(event);
        view.emit(event);
      },
    },
    { ...options, random: Math.random },
  );
  const over = view.begun(running.controls);
  try {
    desk.open(running.controls);
    await seen.open(running.controls);
    const end = running.run(stop.signal);
    await (view.untilEnd ? view.untilEnd(end) : end);
  } finally {
    over();
    settling.close();
    connection.close();
    desk.close();
    await keeping.close();
    await Promise.all([watcher.close(), seen.close()]);
  }
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

/** Times in milliseconds. */
export interface WatchOptions extends Partial<Omit<WatchRunOptions, 'file' | 'elsewhere'>> {
  /** Ends the watch once the calls in flight are finished. */
  readonly signal?: AbortSignal;
  /** Of passes, and of what happens within them. */
  readonly onEvent?: (event: WatchEventDocument) => void;
  readonly onWarning?: (message: string) => void;
}

export type WatchEventDocument =
  | EventDocument
  | Exclude<WatchEvent, { type: 'passEnded' }>
  | { readonly type: 'passEnded'; readonly report: Omit<PassReport, 'plan'>; readonly isNews: boolean };

export interface RunningWatch {
  /** Resolves once the signal was aborted and the watch has ended; rejects where it could not begin. */
  readonly ended: Promise<void>;
  /** How it stands; `undefined` until it has begun. */
  status(): WatchStatus | undefined;
  /** Looks now, and reads everything. */
  reconcile(): void;
  /** Applies nothing until it is resumed. */
  suspend(): void;
  resume(): void;
}

/** Keeps Connect as the files say until the signal is aborted. By default it looks every five minutes and applies. */
export function watch(file: string, { signal, onEvent, onWarning, ...options }: WatchOptions = {}): RunningWatch {
  const stop = makeAbort();
  const leave = (): void => stop.abort(signal?.reason);
  if (signal?.aborted) leave();
  else signal?.addEventListener('abort', leave, { once: true });
  const host = hostOfProcess({ signal: stop.signal, ...(onWarning && { onWarning }) });
  let controls: Controls | undefined;
  const view: WatchView = {
    tell: (event) => onEvent?.(event),
    emit(event) {
      const document = onEvent && eventDocument(event, tool);
      if (document) onEvent?.(document);
    },
    begun(those) {
      controls = those;
      return () => signal?.removeEventListener('abort', leave);
    },
  };
  const ended = runWatch(
    { mode: 'apply', interval: 300_000, fullReadInterval: 3_600_000, ...options, file },
    { host, stop, view },
  ).then(() => {
    // A lock or a folder that could not be had ends a watch by itself.
    if (stop.signal.reason !== signal?.reason) throw stop.signal.reason;
  });
  return {
    ended,
    status: () => controls?.status(),
    reconcile: () => controls?.reconcile('request'),
    suspend: () => controls?.suspend(),
    resume: () => controls?.resume(),
  };
}
