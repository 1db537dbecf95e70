/**
 * Tells when files may have changed. Folders are watched rather than files, because editors, git and Kubernetes replace
 * files: those of every file that was read, of every symbolic link on the way to it, and those in which a pattern may
 * find more. What is missed (a network drive tells nothing) is seen at the next look.
 */
import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { watch } from 'chokidar';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../host.ts';
import type { Asked, Pattern } from './watched-files.ts';

export interface FileWatcher {
  /** Watches what a look has asked for, and nothing else any more. */
  follow(asked: Asked): Promise<void>;
  close(): Promise<void>;
}

/** What is to be watched: `folders` for the entries named in `entries`, those in `whole` for all of theirs. */
interface Places {
  readonly folders: Set<string>;
  readonly entries: Set<string>;
  readonly whole: Set<string>;
}

const mostFolders = 2000;
const mostLinks = 40;
const ignoredFolders: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Milliseconds after which a folder is surely watched. */
const settledIn = 1000;

export function watchFiles(
  moved: () => void,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): FileWatcher {
  const closed = new AbortController();
  let places: Places = { folders: new Set(), entries: new Set(), whole: new Set() };
  const followed = new Set<string>();
  const watcher = watch([], {
    ...{ depth: 0, ignoreInitial: true, followSymlinks: false, ignorePermissionErrors: true },
    ignored: (path) =>
      !places.folders.has(path) &&
      !places.entries.has(path) &&
      !places.whole.has(path) &&
      !places.whole.has(dirname(path)),
  });
  watcher.on('all', (event, path) => {
    // Once it is back it has to be watched anew.
    if (event === 'unlinkDir') followed.delete(resolve(path));
    moved();
  });
  let complained = false;
  watcher.on('error', (error) => {
    if (!complained)
      log('warn', 'Cannot watch the files; changes are seen at the next look.', { error: String(error) });
    complained = true;
  });
  return {
    async follow(asked) {
      places = await placesOf(asked);
      const wanted = new Set([...places.folders, ...places.whole]);
      const gone = [...followed].filter((folder) => !wanted.has(folder));
      const added = [...wanted].filter((folder) => !followed.has(folder));
      for (const folder of gone) followed.delete(folder);
      for (const folder of added) followed.add(folder);
      if (gone.length > 0) watcher.unwatch(gone);
      if (added.length === 0) return;
      watcher.add(added);
      // What happened to them before they were watched nobody has told.
      clock.sleep(settledIn, closed.signal).then(moved, () => {});
    },
    close() {
      closed.abort();
      return watcher.close();
    },
  };
}

async function placesOf({ files, patterns }: Asked): Promise<Places> {
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
    if (target === undefined || links > mostLinks) return undefined;
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
  if (whole.has(folder) || whole.size >= mostFolders) return;
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
