/**
 * A watch: looks when it is told to and when it is time, one pass after the other, and keeps how it stands. Whatever ends
 * a pass is a report, never the end of the watch.
 */
import type { Clock } from '../base/clock.ts';
import { hasErrors } from '../base/diagnostic.ts';
import type { Instance } from '../connect/port.ts';
import { type Address, format } from '../plan/model/address.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { Window } from '../plan/model/window.ts';
import type { Outcome, Wanted } from '../reconciler/reconcile.ts';
import { leftAloneAt } from './backoff.ts';
import { afresh, conclude, type History, nextDue, noHistory } from './history.ts';
import { type Due, makeLatch } from './latch.ts';
import type { Controls, Mode, PassReport, Standing, Trigger } from './standing.ts';
import { type Cut, type Decision, decide, failed, invalid, judge, type Verdict } from './verdict.ts';
import { openingAt } from './windows.ts';

/** The configuration at one moment. */
export interface FilesRead {
  readonly wanted: Wanted;
  readonly windows: readonly Window[];
  readonly names: readonly string[];
  /** Of everything that was read: where it is the same, nothing has changed. */
  readonly digest: string;
}

/** One pass as the loop asks for it. */
export interface Asked<Files extends FilesRead> {
  readonly files: Files;
  /** Read everything, and not only what has moved since the last read. */
  readonly whole: boolean;
  readonly leftOut: readonly Address[];
  readonly signal: AbortSignal;
  approve(plan: Plan): Promise<boolean>;
  /** No more calls may be begun, because of this; the pass ends as failed. */
  halt(reason: Error): void;
  /** The pass waits for something other than Connect, until it calls what this returns. */
  waits(reason: string): () => void;
}

/** What happens, for whoever tells of it. */
export type WatchEvent =
  | { readonly type: 'passStarted'; readonly number: number; readonly trigger: Trigger }
  /** `isNews` is false where the same is said for a second time. */
  | { readonly type: 'passEnded'; readonly report: PassReport; readonly isNews: boolean }
  | { readonly type: 'suspended' }
  | { readonly type: 'resumed' };

export interface WatchPorts<Files extends FilesRead> {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  /** The files as they are now, parsed anew only where they changed. */
  readFiles(): Promise<Files>;
  /** Reads, plans, asks, applies. Rejects where it cannot; then nothing was written. */
  pass(asked: Asked<Files>): Promise<Outcome>;
  /** As far as it is known. */
  instance(): Instance;
  /** What a person is told of an error, and by what the same error is known again. */
  explain(error: unknown): { readonly reason: string; readonly key: string };
  makeAbort(): AbortController;
  tell(event: WatchEvent): void;
}

export interface WatchOptions {
  readonly mode: Mode;
  /** Milliseconds between two looks, give or take a tenth. */
  readonly interval: number;
  /** Milliseconds after which everything is read again. */
  readonly fullReadInterval: number;
}

export interface Watch {
  readonly controls: Controls;
  /** Files may have changed; whether they have, the digest says. */
  filesMoved(): void;
  /** Until the signal is aborted; then it finishes the calls in flight and resolves. */
  run(stop: AbortSignal): Promise<void>;
}

interface Running {
  readonly trigger: Trigger;
  readonly since: number;
  readonly abort: AbortController;
  /** True while changes are made. */
  applying: boolean;
  /** Why the making of changes was stopped. */
  cut?: Cut;
  wait?: { readonly reason: string; readonly until?: number };
}

const suspendedOnTheWay: Cut = {
  outcome: 'waiting',
  reason: 'Suspended on the way; the rest waits until somebody resumes.',
};
const stoppedOnTheWay: Cut = {
  outcome: 'waiting',
  reason: 'Stopped on the way; the rest is left for the next start.',
};

const toldOf = ({ trigger, since, wait }: Running): NonNullable<Standing['running']> => ({
  ...{ trigger, since },
  ...(wait && { wait }),
});

export function makeWatch<Files extends FilesRead>(ports: WatchPorts<Files>, options: WatchOptions): Watch {
  const { clock, random } = ports;
  const { mode, interval, fullReadInterval } = options;
  const latch = makeLatch(clock);
  const startedAt = clock.now();
  let files: (Omit<FilesRead, 'wanted'> & { readonly readAt: number }) | undefined;
  let history: History = noHistory;
  let running: Running | undefined;
  let suspendedSince: number | undefined;
  let wholeReadAt = Number.NEGATIVE_INFINITY;
  let due: Due = { at: startedAt, trigger: 'start' };
  const opening = () => openingAt(files?.windows ?? [], clock.now());

  /** The files as they are now, and whether they are others than at the last look. */
  async function look(): Promise<{ readonly read: Files; readonly changed: boolean }> {
    const read = await ports.readFiles();
    const changed = read.digest !== files?.digest;
    const { windows, names, digest } = read;
    files = { windows, names, digest, readAt: changed ? clock.now() : (files?.readAt ?? clock.now()) };
    if (changed) history = afresh(history);
    return { read, changed };
  }

  /** Nothing where the files were touched and say what they said before. */
  async function makePass(now: Running): Promise<Verdict | undefined> {
    try {
      const { read, changed } = await look();
      if (now.trigger === 'files' && !changed) return undefined;
      if (hasErrors(read.wanted.diagnostics)) return invalid(read.wanted.diagnostics);
      const inPerson = now.trigger === 'request' || now.trigger === 'signal';
      if (inPerson) history = { ...history, ailing: new Map() };
      const whole = inPerson || clock.now() - wholeReadAt >= fullReadInterval;
      let decision: Decision | undefined;
      const outcome = await ports.pass({
        ...{ files: read, whole, signal: now.abort.signal },
        leftOut: leftAloneAt(history.ailing, now.since).map(({ address }) => address),
        async approve(plan) {
          const { tripped } = history;
          decision = decide(plan, { mode, suspended: suspendedSince !== undefined, opening: opening(), tripped });
          now.applying = decision.type === 'apply';
          return now.applying;
        },
        halt: (error) => cutShort({ outcome: 'failed', reason: error.message }, error),
        waits(reason) {
          now.wait = { reason };
          return () => {
            now.wait = { reason, until: clock.now() };
          };
        },
      });
      if (whole) wholeReadAt = now.since;
      return judge(outcome, decision, now.cut);
    } catch (error) {
      return failed(ports.explain(error));
    }
  }

  async function runOnce(trigger: Trigger, stop: AbortSignal): Promise<void> {
    const now: Running = { trigger, since: clock.now(), abort: ports.makeAbort(), applying: false };
    running = now;
    ports.tell({ type: 'passStarted', number: history.number + 1, trigger });
    const verdict = await makePass(now);
    running = undefined;
    // A look that was given up to leave came to nothing that anybody would want to know.
    if (!verdict || (stop.aborted && verdict.results.length === 0)) return;
    const ended = { verdict, trigger, startedAt: now.since, endedAt: clock.now() };
    const { report, isNews, ...concluded } = conclude(history, ended, { interval, random });
    history = concluded.history;
    due = nextDue(history, { now: clock.now(), interval, opening: opening(), random });
    ports.tell({ type: 'passEnded', report, isNews });
  }

  function cutShort(cut: Cut, reason: unknown): void {
    if (!running) return;
    running.cut ??= cut;
    running.abort.abort(reason);
  }

  const controls: Controls = {
    standing: (): Standing => {
      const { passes, lastSuccessAt, pending, ailing } = history;
      const window = opening();
      return {
        ...{ instance: ports.instance(), mode, startedAt, passes },
        ...(suspendedSince !== undefined && { suspendedSince }),
        ...(window && { window }),
        ...(files && { files: { names: files.names, digest: files.digest, readAt: files.readAt } }),
        ...(running ? { running: toldOf(running) } : { nextPassAt: due.at }),
        ...(lastSuccessAt !== undefined && { lastSuccessAt }),
        ...(pending && { pending }),
        backingOff: leftAloneAt(ailing, clock.now()).map(({ address, failures, until }) => ({
          ...{ address: format(address), failures, until },
        })),
      };
    },
    reconcile: (trigger) => latch.lookAgain(trigger),
    suspend() {
      if (suspendedSince !== undefined) return;
      suspendedSince = clock.now();
      if (running?.applying) cutShort(suspendedOnTheWay, 'suspended');
      ports.tell({ type: 'suspended' });
    },
    resume() {
      suspendedSince = undefined;
      history = afresh(history);
      ports.tell({ type: 'resumed' });
      latch.lookAgain('resume');
    },
  };

  return {
    controls,
    filesMoved: () => latch.lookAgain('files'),
    async run(stop) {
      const leave = (): void => {
        latch.close(stop.reason);
        cutShort(stoppedOnTheWay, stop.reason);
      };
      if (stop.aborted) return;
      stop.addEventListener('abort', leave, { once: true });
      for (let trigger: Trigger = 'start'; !stop.aborted; ) {
        await runOnce(trigger, stop);
        try {
          trigger = await latch.next(due);
        } catch (error) {
          if (!stop.aborted) throw error;
        }
      }
    },
  };
}
