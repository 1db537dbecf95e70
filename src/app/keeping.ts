/**
 * What a command that writes to an instance keeps on this machine while it runs: the lock, so that nobody else writes,
 * and the record of what it does. Where it cannot begin, it depends on who chose the folder: one that was asked for has
 * to work (exit 7), the user's own may be missing, which is said. Where it breaks later, no more calls are begun, for
 * nobody would learn of them, or somebody else may be writing.
 */
import { resolve } from 'node:path';
import { InvalidInput, Locked, LockLost, RecordLost } from '../base/errors.ts';
import { StoreError } from '../keep/files.ts';
import { foldersIn } from '../keep/folders.ts';
import { type Held, hold } from '../keep/lock.ts';
import { lockFolder, makeFileLock } from '../keep/lock-files.ts';
import { makeRecorder, type Recorder } from '../keep/recorder.ts';
import type { Event } from '../reconciler/events.ts';
import { heldText, lockedText, lossText } from '../report/text/lock-text.ts';
import type { Host } from './host.ts';
import type { Connection } from './instance/connection.ts';
import { self, stateOf } from './machine/processes.ts';
import { tool } from './tool.ts';

export interface StateOptions {
  /** The state folder, where the user has named one. */
  readonly stateDir?: string;
}

export interface KeepingOptions extends StateOptions {
  /** Milliseconds to wait for another process that holds the lock. */
  readonly lockTimeout?: number;
}

export interface Keeping {
  /** Before anything is read: takes the lock. Rejects with `Locked`. */
  enter(connection: Connection, owner: string | undefined): Promise<void>;
  /** Records what happens; hears of it before anybody else. */
  on(event: Event): void;
  /** After the last call: ends the record, frees the lock. */
  leave(exitCode: number): Promise<void>;
}

/** For those who keep nothing, such as the demo. */
export const keepNothing: Keeping = { enter: async () => {}, on: () => {}, leave: async () => {} };

export interface StateFolder {
  readonly folder?: string;
  /** Whether somebody has named it. */
  readonly chosen: boolean;
  /** Whether it knows what earlier runs did: in CI each job may have a home of its own, unless a folder is named. */
  readonly shared: boolean;
}

export function stateFolderOf({ stateDir }: StateOptions, { env, cwd }: Pick<Host, 'env' | 'cwd'>): StateFolder {
  const folder = foldersIn(env, stateDir === undefined ? {} : { stateDir: resolve(cwd, stateDir) }).state;
  const chosen = stateDir !== undefined;
  return { ...(folder !== undefined && { folder }), chosen, shared: chosen || !env['CI'] || env['CI'] === 'false' };
}

/** The folder with the records of earlier runs; none where it may know of some of them only. */
export function recordsFolderOf(options: StateOptions, host: Host): string | undefined {
  const { folder, shared } = stateFolderOf(options, host);
  return shared ? folder : undefined;
}

export function makeKeeping(
  command: string,
  options: KeepingOptions,
  { host, halt }: { readonly host: Host; readonly halt: (reason: Error) => void },
): Keeping {
  const { folder, chosen } = stateFolderOf(options, host);
  let held: Held | undefined;
  let recorder: Recorder | undefined;

  /** Does without what cannot be had, unless somebody has asked for it. */
  const orWithout = async <T>(what: string, get: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      return await get();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      doWithout(what, error.message);
      return undefined;
    }
  };
  const doWithout = (what: string, why: string): void => {
    if (chosen) throw new InvalidInput('state-dir-unusable', `The state folder cannot be used. ${why}.`);
    host.log('warn', `${what}. ${why}.`);
  };

  return {
    async enter(connection, owner) {
      if (folder === undefined) {
        return doWithout(nothingKept, 'There is no home folder to keep them in; name a folder with --state-dir');
      }
      const locking = {
        ...{ command, stateFolder: folder, timeout: options.lockTimeout ?? 0 },
        lost: (error: LockLost) => halt(error),
      };
      held = await orWithout(nothingKept, () => takeLock(connection, locking, host));
      if (!held) return;
      const broken = (error: RecordLost): void => halt(error);
      recorder = startRecorder(connection, { command, owner, stateFolder: folder, broken }, host);
    },
    on(event) {
      if (event.type === 'callStarted') held?.check();
      try {
        recorder?.on(event);
      } catch (error) {
        // Before the first call, and only there.
        if (!(error instanceof StoreError)) throw error;
        recorder = undefined;
        doWithout('no record of this run is kept', error.message);
      }
    },
    async leave(exitCode) {
      recorder?.end(exitCode);
      // What cannot be freed ends by itself.
      await held?.release().catch(() => {});
    },
  };
}

const nothingKept = 'no record of this run is kept, and no lock keeps others from writing';

export interface Locking {
  readonly command: string;
  readonly stateFolder: string;
  /** Milliseconds to wait for another holder. */
  readonly timeout: number;
  /** Told once; no call may be begun from then on. */
  readonly lost: (error: LockLost) => void;
}

/** The lock of the connected instance, until it is released. Rejects with `Locked`, or with a StoreError. */
export async function takeLock(
  { instance: { id, alias }, place }: Connection,
  { command, stateFolder, timeout, lost }: Locking,
  { clock, signal, log }: Pick<Host, 'clock' | 'signal' | 'log'>,
): Promise<Held> {
  const claim = { instance: { id, ...(alias !== undefined && { alias }) }, command, by: self() };
  const got = await hold(makeFileLock(lockFolder(stateFolder, place), { clock, stateOf }), claim, {
    ...{ clock, signal, timeout },
    waiting: (holder) => log('info', `Waiting for the lock of this instance: ${heldText(holder, clock.now())}.`),
    lost: (loss) => lost(new LockLost(lossText(loss))),
  });
  if (got.type === 'held') throw new Locked(lockedText(id, got.holder, clock.now()));
  return got.held;
}

export interface RecordingOptions {
  readonly command: string;
  readonly owner: string | undefined;
  readonly stateFolder: string;
  /** Told once; no call may be begun from then on. */
  readonly broken: (error: RecordLost) => void;
}

/** The record of one pass over the connected instance. */
export function startRecorder(
  { instance: { id, region, alias }, place }: Connection,
  { command, owner, stateFolder, broken }: RecordingOptions,
  { clock }: Pick<Host, 'clock'>,
): Recorder {
  const instance = { id, region, ...(alias !== undefined && { alias }) };
  const why = ({ message }: StoreError): string => `The record of this run cannot be kept. ${message}.`;
  return makeRecorder(
    { tool, instance, command, owner, by: self() },
    { stateFolder, place, clock, broken: (error) => broken(new RecordLost(why(error))) },
  );
}
