// One emulator per data file: a lock file beside it holds the process id of its owner. A lock whose process has ended was
// left by a crash and is taken over.

import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { DataFileError } from './data-error.ts';

/** What the lock knows of processes. The emulator is a library and does not ask the system itself. */
export interface Processes {
  /** Id of this process. */
  readonly own: number;
  /** Whether there is a process of this id. */
  runs(id: number): boolean;
}

/** Files that emulators of this very process hold, by the path of their lock. */
const held = new Set<string>();

/** Gives the function that unlocks. Throws DataFileError where another emulator has the file. */
export async function lock(file: string, processes: Processes): Promise<() => Promise<void>> {
  const path = `${file}.lock`;
  const own = `${path}.${processes.own}`;
  // Written first and then linked: the lock appears with its owner in it, or not at all.
  await writeFile(own, `${processes.own}\n`);
  try {
    await take({ file, path, own }, processes);
  } finally {
    await unlink(own);
  }
  held.add(path);
  let unlocked = false;
  return async () => {
    // Asked twice, it must not remove the lock of the process that has the file by then.
    if (unlocked) return;
    unlocked = true;
    held.delete(path);
    await unlink(path).catch(unlessMissing);
  };
}

interface Place {
  readonly file: string;
  readonly path: string;
  readonly own: string;
}

async function take({ file, path, own }: Place, processes: Processes): Promise<void> {
  // Each round ends with the lock, with its owner, or with an owner gone: several are needed only under a race.
  for (let round = 0; round < 10; round++) {
    if (await linked(own, path)) return;
    const owner = await ownerOf(path);
    if (owner === undefined) continue;
    if (isAlive(owner, path, processes)) {
      const text = `${file} is in use by another emulator (process ${owner}).`;
      throw new DataFileError(`${text} If there is none, remove ${path}.`);
    }
    await takeAway(path, `${own}.stale`, owner);
  }
  throw new DataFileError(`${file} cannot be locked: ${path} comes and goes.`);
}

/** Process ids come again, in containers with every start: a lock of our own id that we do not hold was left behind. */
function isAlive(owner: number, path: string, { own, runs }: Processes): boolean {
  return owner === own ? held.has(path) : runs(owner);
}

/** Moves a lock that was left behind out of the way; one that somebody else took meanwhile goes back. */
async function takeAway(path: string, aside: string, owner: number): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    return unlessMissing(error);
  }
  if ((await ownerOf(aside)) !== owner) await linked(aside, path);
  await unlink(aside);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** 0, which is no process of ours, where the lock holds no id; undefined where there is no lock. */
async function ownerOf(path: string): Promise<number | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    return /^[1-9]\d*\s*$/.test(text) ? Number(text) : 0;
  } catch (error) {
    return unlessMissing(error);
  }
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
