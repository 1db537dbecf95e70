/**
 * What a command that writes to an instance keeps on this machine while it runs: the lock, so that nobody else writes,
 * and the record of what it does. Where it cannot begin, it depends on who chose the folder: one that was asked for has
 * to work (exit 7), the user's own may be missing, which is said. Where it breaks later, no more calls are begun, for
 * nobody would learn of them, or somebody else may be writing.
 */
import { resolve } from 'node:path';
import { Locked, LockLost, RecordLost } from '../errors.ts';
import type { Event } from '../reconciler/events.ts';
import { heldText, lockedText, lossText } from '../report/lock-text.ts';
import { StoreError } from '../store/files.ts';
import { foldersIn } from '../store/folders.ts';
import { type Held, hold } from '../store/lock.ts';
import { lockFolder, makeFileLock } from '../store/lock-files.ts';
import { makeRecorder, type Recorder } from '../store/recorder.ts';
import type { Connection } from './connection.ts';
import { InvalidInput } from './failure.ts';
import { self, stateOf } from './processes.ts';
import { tool } from './tool.ts';
import type { World } from './world.ts';

export interface KeepingOptions {
  /** The state folder, where the user has named one. */
  readonly stateDir?: string;
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

/** The folder of this command, and whether somebody has chosen it. */
export function stateFolderOf({ stateDir }: KeepingOptions, { env, cwd }: World): { folder?: string; chosen: boolean } {
  const folder = foldersIn(env, stateDir === undefined ? {} : { stateDir: resolve(cwd, stateDir) }).state;
  return { ...(folder !== undefined && { folder }), chosen: stateDir !== undefined };
}

export function makeKeeping(command: string, options: KeepingOptions, world: World): Keeping {
  const { folder, chosen } = stateFolderOf(options, world);
  let held: Held | undefined;
  let recorder: Recorder | undefined;
  let without = folder === undefined;

  /** What to do without a folder that works. */
  const doWithout = (why: string): void => {
    if (chosen) throw new InvalidInput('state-dir-unusable', `The state folder cannot be used. ${why}.`);
    without = true;
    world.err(`Warning: no record of this run is kept, and no lock keeps others from writing. ${why}.\n`);
  };
  const unlessUnusable = async (action: () => Promise<void> | void): Promise<void> => {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      doWithout(error.message);
    }
  };
  const lock = async (connection: Connection, stateFolder: string): Promise<void> => {
    const { id, alias } = connection.instance;
    const claim = { instance: { id, ...(alias !== undefined && { alias }) }, command, by: self() };
    const { clock, signal } = world;
    const files = makeFileLock(lockFolder(stateFolder, id), { clock, stateOf });
    const got = await hold(files, claim, {
      ...{ clock, signal, timeout: options.lockTimeout ?? 0 },
      waiting: (holder) => world.err(`Waiting for the lock of this instance: ${heldText(holder, clock.now())}.\n`),
      lost: (loss) => world.halt(new LockLost(lossText(loss))),
    });
    if (got.type === 'held') throw new Locked(lockedText(id, got.holder, clock.now()));
    held = got.held;
  };

  return {
    async enter(connection, owner) {
      if (folder === undefined) {
        return doWithout('There is no home folder to keep them in; name a folder with --state-dir');
      }
      await unlessUnusable(() => lock(connection, folder));
      if (without) return;
      const { id, region, alias } = connection.instance;
      const instance = { id, region, ...(alias !== undefined && { alias }) };
      recorder = makeRecorder(
        { tool, instance, command, owner, by: self() },
        {
          stateFolder: folder,
          clock: world.clock,
          broken: ({ message }) => world.halt(new RecordLost(`The record of this run cannot be kept. ${message}.`)),
        },
      );
    },
    on(event) {
      if (event.type === 'callStarted') held?.check();
      try {
        recorder?.on(event);
      } catch (error) {
        // Before the first call, and only there.
        if (!(error instanceof StoreError)) throw error;
        recorder = undefined;
        doWithout(error.message);
      }
    },
    async leave(exitCode) {
      recorder?.end(exitCode);
      // What cannot be freed ends by itself.
      await held?.release().catch(() => {});
    },
  };
}
