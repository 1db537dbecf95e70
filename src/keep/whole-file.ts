import { randomUUID } from 'node:crypto';
import { link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `new` where a file that exists already must stay as it is. */
export type Placing = 'new' | 'replace';

/**
 * Writes a file for the user alone (mode 0600), whole or not at all: beside its place first, and moved there once it is
 * on the disk. A link is followed only where it is the path itself. Rejects with the reason in words.
 */
export async function writeWholeFile(path: string, text: string, placing: Placing = 'replace'): Promise<void> {
  const place = await realpath(path).catch(() => path);
  const temporary = join(dirname(place), `.${basename(place).slice(0, 100)}.${randomUUID()}`);
  try {
    // Moving a file over a device or a pipe would replace it.
    const there = await stat(place).catch(() => undefined);
    if (there && !there.isFile()) throw new Error('it is there already, and is no file');
    if (there && placing === 'new') throw Object.assign(new Error(), { code: 'EEXIST' });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await (placing === 'new' ? moveToFree(temporary, place) : rename(temporary, place));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw new Error(reasonOf(error), { cause: error });
  }
}

/** A second name fails where the place was taken meanwhile; a move would not. Not every file system knows second names. */
async function moveToFree(temporary: string, place: string): Promise<void> {
  try {
    await link(temporary, place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    return rename(temporary, place);
  }
  await rm(temporary);
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case undefined:
      return message;
    case 'EEXIST':
      return 'it exists already';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'its folder does not exist';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'its folder may not be written to';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EFBIG':
      return 'it would be larger than a file may be';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    default:
      return code;
  }
}
