// Keeps a data file in step with the state: some time after a change, and at the end.

import { realpath } from 'node:fs/promises';
import { DataFileError } from './data-error.ts';
import { readData, writeData } from './data-file.ts';
import { lock, type Processes } from './lock.ts';

export interface DataOptions {
  /** Path of the file; made if there is none. */
  readonly file: string;
  readonly processes: Processes;
}

export interface DataFile {
  /** What the file held; undefined for a new one. */
  readonly state: string | undefined;
  /** Begins to keep what `snapshot` gives; a new file is written at once. */
  keep(snapshot: () => string, log: (problem: string) => void): Promise<Keeper>;
  /** Gives the file back without writing. */
  unlock(): Promise<void>;
}

export interface Keeper {
  /** Notes that there is something new; many changes are written together. */
  changed(): void;
  /** Writes what is not yet written, now. Rejects with DataFileError where it cannot. */
  save(): Promise<void>;
  /** Saves and gives the file back. */
  close(): Promise<void>;
}

/** Locks the file and reads it. Throws DataFileError. */
export async function openData({ file: given, processes }: DataOptions): Promise<DataFile> {
  // Through a link, or the link would be replaced by a file.
  const file = await realpath(given).catch(() => given);
  const unlock = await lock(file, processes).catch((error: unknown) => {
    throw error instanceof DataFileError ? error : new DataFileError(`Cannot use ${file}: ${messageOf(error)}`);
  });
  try {
    const state = await readData(file);
    return {
      state,
      async keep(snapshot, log) {
        const keeper = newKeeper({ file, snapshot, log, unlock });
        if (state === undefined) {
          keeper.changed();
          await keeper.save();
        }
        return keeper;
      },
      unlock,
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

interface Keeping {
  readonly file: string;
  readonly snapshot: () => string;
  readonly log: (problem: string) => void;
  readonly unlock: () => Promise<void>;
}

/** Milliseconds from a change to the file, and as many more for every so many characters of state. */
const REST = 200;
const CHARACTERS_A_MILLISECOND = 20_000;
/** Milliseconds until a write that failed is tried again; twice as many each time, up to the longest. */
const RETRY = 1000;
const MAX_RETRY = 30_000;

function newKeeper({ file, snapshot, log, unlock }: Keeping): Keeper {
  let dirty = false;
  let rest = REST;
  let timer: NodeJS.Timeout | undefined;
  let saving = Promise.resolve();
  let closed = false;
  let retry = RETRY;

  const write = async (): Promise<void> => {
    if (!dirty) return;
    dirty = false;
    try {
      const state = snapshot();
      rest = REST + state.length / CHARACTERS_A_MILLISECOND;
      await writeData(file, state);
      retry = RETRY;
    } catch (error) {
      dirty = true;
      throw new DataFileError(`Cannot write ${file}: ${messageOf(error)}`);
    }
  };

  // One after another: two writers of one temporary file would spoil it.
  const save = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const next = saving.then(write);
    saving = next.catch(() => {});
    return next;
  };

  const saveLater = (milliseconds: number): void => {
    const onFailure = (error: Error): void => {
      // Once for an outage, however long it is.
      if (retry === RETRY) log(error.message);
      if (!closed) saveLater(retry);
      retry = Math.min(MAX_RETRY, 2 * retry);
    };
    timer ??= setTimeout(() => void save().catch(onFailure), milliseconds).unref();
  };

  return {
    // After it is closed the file is somebody else's, and a call that was still waiting must not write it.
    changed() {
      if (closed) return;
      dirty = true;
      saveLater(rest);
    },
    save: async () => (closed ? undefined : save()),
    async close() {
      closed = true;
      try {
        await save();
      } finally {
        await unlock();
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
