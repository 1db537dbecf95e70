/** New files in a folder: all of them or none, and never in the place of one that is there. */
import type { Stats } from 'node:fs';
import { lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InvalidInput } from '../base/errors.ts';
import { some } from '../base/words.ts';
import type { TextFile } from '../config/repository/split.ts';
import { writeWholeFile } from '../keep/whole-file.ts';
import { unwritable } from './unwritable.ts';

/** Says which of these files are there already, or in whose place something is that is no folder. Rejects where any is. */
export async function mustBeNew(folder: string, paths: readonly string[]): Promise<void> {
  const taken: string[] = [];
  for (const path of paths) if (await isThere(join(folder, path))) taken.push(path);
  if (taken.length > 0) {
    const them = some(taken, 10);
    throw new InvalidInput(
      'file-exists',
      `${taken.length === 1 ? 'A file is' : 'Files are'} there already in ${folder}: ${them}. Nothing was written; move ${taken.length === 1 ? 'it' : 'them'} away, or name another folder.`,
    );
  }
  for (const parent of new Set(paths.map((path) => dirname(path)).filter((parent) => parent !== '.'))) {
    await mustLeadInside(folder, parent);
  }
}

/** A link in the place of a folder would lead the files somewhere else. */
async function mustLeadInside(folder: string, path: string): Promise<void> {
  if (path === '.') return;
  await mustLeadInside(folder, dirname(path));
  const there = await statOf(join(folder, path));
  if (!there || there.isDirectory()) return;
  throw new InvalidInput(
    'not-a-folder',
    `${join(folder, path)} is there already, and is no folder. Nothing was written.`,
  );
}

/** Writes them for the user alone. Where one cannot be written, or the signal is aborted, those before it are removed again. */
export async function writeNewFiles(folder: string, files: readonly TextFile[], signal: AbortSignal): Promise<void> {
  await mustBeNew(
    folder,
    files.map(({ path }) => path),
  );
  const written: string[] = [];
  const made: string[] = [];
  try {
    for (const { path, text } of files) {
      signal.throwIfAborted();
      const place = join(folder, path);
      made.push(...(await makeFolders(dirname(place))));
      await writeWholeFile(place, text, 'new').catch((error: Error) => {
        throw unwritable(place, error, '. Nothing is left behind.');
      });
      written.push(place);
    }
  } catch (error) {
    for (const place of written) await rm(place, { force: true });
    // Not where somebody else has put something into it meanwhile.
    for (const place of made.reverse()) await rmdir(place).catch(() => {});
    throw error;
  }
}

/** Makes a folder and those above it; gives those that were not there, from the top down. */
async function makeFolders(path: string): Promise<readonly string[]> {
  if (await statOf(path)) return [];
  const above = dirname(path) === path ? [] : await makeFolders(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    for (const place of [...above].reverse()) await rmdir(place).catch(() => {});
    throw new InvalidInput(
      'cannot-write',
      `Cannot make the folder ${path} (${code ?? message}). Nothing is left behind.`,
    );
  }
  return [...above, path];
}

const isThere = async (path: string): Promise<boolean> => (await statOf(path)) !== undefined;

/** Of a link, the link; `undefined` where nothing is. */
const statOf = (path: string): Promise<Stats | undefined> => lstat(path).catch(() => undefined);
