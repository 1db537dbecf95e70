/**
 * Tells when files may have changed. Folders are watched rather than files, because editors, git and Kubernetes replace
 * files: those of every file that was read, of every symbolic link on the way to it, and those in which a pattern may
 * find more. What is missed (a network drive tells nothing) is seen at the next look.
 */
import { type FSWatcher, watch } from 'node:fs';
import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../host/host.ts';
import type { Pattern, WatchedPaths } from './watched-files.ts';

export interface FileWatcher {
  /** Watches what a look has asked for, and nothing else any more. */
  follow(asked: WatchedPaths): Promise<void>;
  close(): Promise<void>;
}

/** What is to be watched: `folders` for the entries named in `entries`, those in `whole` for all of theirs. */
interface Places {
  readonly folders: Set<string>;
  readonly entries: Set<string>;
  readonly whole: Set<string>;
}

const maxFolders = 2000;
const maxLinks = 40;
const ignoredFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Milliseconds after which a folder is surely watched. */
const settledIn = 1000;

/** A folder that is watched, and which one it was: another may take its name. */
interface Followed {
  readonly watcher: FSWatcher;
  readonly identity: string;
}

export function watchFiles(
  moved: () => void,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): FileWatcher {
  const closed = new AbortController();
  let places: Places = { folders: new Set(), entries: new Set(), whole: new Set() };
  const followed = new Map<string, Followed>();
  let complained = false;
  const complain = (error: unknown): void => {
    if (!complained)
      log('warn', 'Cannot watch the files; changes are seen at the next look.', { error: String(error) });
    complained = true;
  };
  const forget = (folder: string): void => {
    followed.get(folder)?.watcher.close();
    followed.delete(folder);
  };
  /** Says whether it is watched from now on and was not before. */
  const begin = async (folder: string): Promise<boolean> => {
    const identity = await identityOf(folder);
    if (identity === undefined || closed.signal.aborted) {
      forget(folder);
      return false;
    }
    if (followed.get(folder)?.identity === identity) return false;
    forget(folder);
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        // Its own name tells that the folder itself has gone.
        const isOurs = name === null || places.whole.has(folder) || places.entries.has(join(folder, name));
        if (isOurs || name === basename(folder)) moved();
      });
      watcher.on('error', (error) => {
        forget(folder);
        complain(error);
        moved();
      });
      followed.set(folder, { watcher, identity });
    } catch (error) {
      complain(error);
    }
    return followed.has(folder);
  };
  return {
    async follow(asked) {
      places = await placesOf(asked);
      const wanted = new Set([...places.folders, ...places.whole]);
      for (const folder of [...followed.keys()]) if (!wanted.has(folder)) forget(folder);
      const begun = await Promise.all([...wanted].map(begin));
      // What happened to them before they were watched nobody has told.
      if (begun.includes(true)) clock.sleep(settledIn, closed.signal).then(moved, () => {});
    },
    async close() {
      closed.abort();
      for (const folder of [...followed.keys()]) forget(folder);
    },
  };
}

const identityOf = async (folder: string): Promise<string | undefined> => {
  const stats = await stat(folder).catch(() => undefined);
  return stats?.isDirectory() ? `${stats.dev} ${stats.ino}` : undefined;
};

async function placesOf({ files, patterns }: WatchedPaths): Promise<Places> {
  const places: Places = { folders: new Set(), entries: new Set(), whole: new Set() };
  for (const file of files) await addPath(resolve(file), places);
  for (const pattern of patterns) {
    const { base, deep } = startOf(pattern);
    const start = await addPath(base, places);
    if (start !== undefined) await addFolders(start, deep, places);
  }
  return places;
}

/** Watches the way to a path: the folder it is in and those of all links before it. Gives the real path, if there is one. */
async function addPath(path: string, { folders, entries }: Places): Promise<string | undefined> {
  let done = parse(path).root;
  let steps = path.slice(done.length).split(sep);
  for (let links = 0; steps.length > 0; ) {
    const [step = '', ...later] = steps;
    const next = join(done, step);
    const stats = await lstat(next).catch(() => undefined);
    if (!stats || stats.isSymbolicLink() || later.length === 0) {
      folders.add(done);
      entries.add(next);
    }
    if (!stats) return undefined;
    if (!stats.isSymbolicLink()) {
      done = next;
      steps = later;
      continue;
    }
    links += 1;
    const target = await readlink(next).catch(() => undefined);
    if (target === undefined || links > maxLinks) return undefined;
    const whole = isAbsolute(target) ? target : join(done, target);
    done = parse(whole).root;
    steps = [...whole.slice(done.length).split(sep), ...later].filter((one) => one !== '');
  }
  return done;
}

/** The folder from which a pattern's matches hang, and whether they may be in folders below. */
function startOf({ pattern, folder }: Pattern): { readonly base: string; readonly deep: boolean } {
  const steps = pattern.split('/');
  const first = steps.findIndex((step) => /[*?[\]{}()!+@]/.test(step));
  const fixed = first < 0 ? steps.slice(0, -1) : steps.slice(0, first);
  const base = pattern.startsWith('/') ? join('/', ...fixed) : resolve(folder, ...fixed);
  return { base, deep: first >= 0 && first < steps.length - 1 };
}

async function addFolders(folder: string, deep: boolean, places: Places): Promise<void> {
  const { whole } = places;
  if (whole.has(folder) || whole.size >= maxFolders) return;
  whole.add(folder);
  if (!deep) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (ignoredFolders.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await addFolders(path, deep, places);
    if (!entry.isSymbolicLink()) continue;
    const target = await realpath(path).catch(() => undefined);
    const isFolder = target !== undefined && (await lstat(target).catch(() => undefined))?.isDirectory();
    // A link to a folder that holds it would lead round in a circle.
    if (isFolder && relative(target, path).startsWith('..')) await addFolders(target, deep, places);
  }
}
