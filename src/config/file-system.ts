import { type Stats, stat } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { type GlobOptions, glob } from 'tinyglobby';
import { type FileSystem, isOutside } from './read-files.ts';

/** Bytes; some 190,000 users of twelve lines. More is a mistake, or a device that never ends. */
const maxBytes = 64 * 1024 * 1024;

/** The real one: Node's files, and globs by tinyglobby. Includes stay inside the configuration's folder. */
export const fileSystem: Required<Omit<FileSystem, 'parse'>> = {
  readFile: (path) => readText(path, maxBytes),
  glob: (pattern, cwd, home) =>
    glob(pattern, {
      cwd,
      onlyFiles: true,
      expandDirectories: false,
      ...(home !== undefined && { fs: stayingIn(home) }),
    }),
  realPath: (path) => realpath(path),
};

/** Does not go into folders outside of `home` that are linked from inside: one link would be enough to search the disk. */
const stayingIn = (home: string): NonNullable<GlobOptions['fs']> => ({
  stat: ((path: string, done: (error: Error | null, stats?: Stats) => void) =>
    stat(path, (error, stats) => {
      const leaves = !error && stats.isDirectory() && isOutside(home, path);
      done(leaves ? new Error(`${path} is outside.`) : error, stats);
    })) as typeof stat,
});

/** The text of a file of at most so many bytes. Rejects as `FileSystem.readFile` does. */
export async function readText(path: string, limit: number): Promise<string> {
  const handle = await open(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readAll(handle, limit));
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
