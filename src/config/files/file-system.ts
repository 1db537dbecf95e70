import type { Dirent } from 'node:fs';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { type FileSystem, isOutside } from './file-access.ts';
import { type FolderEntry, type Glob, parseGlob, search } from './glob.ts';

/** Bytes; some 190,000 users of twelve lines. More is a mistake, or a device that never ends. */
const maxBytes = 64 * 1024 * 1024;

/** The real one: Node's files. Includes stay inside the configuration's folder. */
export const fileSystem: Required<Omit<FileSystem, 'parse'>> = {
  readFile: (path) => readText(path, maxBytes),
  readBytes: (path) => readBytes(path, maxBytes),
  async glob(pattern, cwd, home) {
    const globs = parseGlob(pattern);
    if ('refused' in globs) return [];
    const found = await Promise.all(globs.map((glob) => filesOf(glob, cwd, home)));
    return [...new Set(found.flat())];
  },
  realPath: (path) => realpath(path),
};

/** The files that a glob matches; a folder that is not there, or is no folder, has none. */
async function filesOf(glob: Glob, cwd: string, home: string | undefined): Promise<readonly string[]> {
  const { start, steps } = glob;
  const path = isAbsolute(start) ? start : join(cwd, start);
  if (steps.length === 0) return (await isFile(path)) ? [start] : [];
  /** Where the folders on the way really are, from the start to the folder. */
  const ways = new Map([['', [await realpath(path).catch(() => resolve(path))]]]);
  const found = await search(glob, async (folder) => {
    const here = join(path, ...folder);
    const way = ways.get(folder.join('/')) ?? [];
    const entries: FolderEntry[] = [];
    for (const entry of await entriesOf(here)) {
      const type = await typeOf(entry, here);
      if (type === undefined) continue;
      if (type === 'folder') {
        const real = entry.isSymbolicLink()
          ? await realpath(join(here, entry.name))
          : join(way.at(-1) ?? '', entry.name);
        // One link out would be enough to search the disk, one back to search for ever.
        const isBack = entry.isSymbolicLink() && way.some((one) => !isOutside(real, one));
        if (isBack || (home !== undefined && isOutside(home, real))) continue;
        ways.set([...folder, entry.name].join('/'), [...way, real]);
      }
      entries.push({ name: entry.name, type });
    }
    return entries;
  });
  return found.map((names) => (start === '.' ? names.join('/') : join(start, ...names)));
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return [];
    throw error;
  }
}

/** `undefined` for what is neither, and for a link that leads nowhere. */
async function typeOf(entry: Dirent, folder: string): Promise<FolderEntry['type'] | undefined> {
  const what = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => undefined) : entry;
  return what?.isFile() ? 'file' : what?.isDirectory() ? 'folder' : undefined;
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (what) => what.isFile(),
    () => false,
  );

/** The text of a file of at most so many bytes. Rejects as `FileSystem.readFile` does. */
export const readText = async (path: string, limit: number): Promise<string> =>
  new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(path, limit));

async function readBytes(path: string, limit: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    return await readAll(handle, limit);
  } finally {
    await handle.close();
  }
}

/** Reads to the end whatever it is, a pipe too, but never more than the limit. */
async function readAll(handle: FileHandle, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
    length += chunk.length;
    if (length > limit) throw Object.assign(new Error('The file is too large.'), { code: 'EFBIG' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
