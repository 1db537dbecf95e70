/** Files of the state folder: made for the user alone, and written so that a kill leaves at most one torn line. */
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Something of the state folder could not be read or written; the message names the file and the system's reason. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** What the state folder has of one instance, by the name it has there. Whatever that is, it stays inside the folder. */
export const instanceFolder = (stateFolder: string, place: string): string =>
  join(stateFolder, place.replace(/[^\w-]/g, '_') || '_');

/** Makes the folder where it is missing, readable by nobody else. Throws a StoreError. */
export function makeFolder(path: string): void {
  attemptFile(`Cannot make the folder ${path}`, () => makeWithParents(path));
}

/** Not by the recursion of mkdir itself, which never ends where a system (/proc) says that an existing parent is missing. */
function makeWithParents(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST' && statSync(path).isDirectory()) return;
    if (errorCodeOf(error) !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeWithParents(dirname(path));
    makeWithParents(path);
  }
}

/** A file that one process writes line by line, each of which the system has taken when `append` returns. All throw a StoreError. */
export interface LineFile {
  /**
   * Makes sure that the file is still there under its name, and takes room on the disk for so many bytes of lines to come:
   * what is sure to have to be written later must not fail then. The room is blanks until it is written to.
   */
  reserve(bytes: number): void;
  append(line: string): void;
  /**
   * Gives back the room that was not needed. A file that was deleted meanwhile is written again; what stands in its place by
   * then is renamed, to `.replaced`.
   */
  close(): void;
  /** Closes the file and deletes it, as if it had never been begun. */
  discard(): void;
}

/** Begins a file that does not exist yet; `undefined` where it does. Throws a StoreError. */
export function newLineFile(path: string): LineFile | undefined {
  const file = attemptFile(`Cannot write ${path}`, () => {
    try {
      return openSync(path, 'wx+', 0o600);
    } catch (error) {
      if (errorCodeOf(error) === 'EEXIST') return undefined;
      throw error;
    }
  });
  if (file === undefined) return undefined;
  let length = 0;
  let reserved = 0;
  let torn = false;
  const write = (bytes: Buffer, from: number): void => {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(file, bytes, written, bytes.length - written, from + written);
    }
  };
  const isThere = (): boolean => statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino;
  return {
    reserve(bytes) {
      attemptFile(`Cannot write ${path}`, () => {
        if (!isThere()) throw new Error('it was deleted or replaced');
        const from = Math.max(reserved, length);
        const to = length + bytes;
        if (from >= to) return;
        write(Buffer.alloc(to - from, ' '), from);
        reserved = to;
      });
    },
    append(line) {
      attemptFile(`Cannot write ${path}`, () => {
        // What a full disk has cut off must not swallow the next line.
        const bytes = Buffer.from(`${torn ? '\n' : ''}${line}\n`);
        torn = true;
        write(bytes, length);
        length += bytes.length;
        torn = false;
      });
    },
    discard() {
      closeSync(file);
      rmSync(path, { force: true });
    },
    close() {
      attemptFile(`Cannot write ${path}`, () => {
        try {
          if (reserved > length) ftruncateSync(file, length);
          if (isThere()) return;
          const content = Buffer.alloc(length);
          readSync(file, content, 0, length, 0);
          makeFolder(dirname(path));
          if (existsSync(path)) renameSync(path, `${path}.replaced`);
          writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
        } finally {
          closeSync(file);
        }
      });
    },
  };
}

export function attemptFile<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new StoreError(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** The same, but `undefined` where the file or folder does not exist. */
export function attemptToRead<T>(path: string, action: () => T): T | undefined {
  return attemptFile(`Cannot read ${path}`, () => {
    try {
      return action();
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  });
}

export const errorCodeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
