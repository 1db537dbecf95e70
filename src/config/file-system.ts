import { type FileHandle, open } from 'node:fs/promises';
import { glob } from 'tinyglobby';

/** The little of a file system that reading a configuration takes; tests bring their own. */
export interface FileSystem {
  /** The file's text. Rejects with an error whose `code` is Node's own: ENOENT, EISDIR, EACCES, EFBIG, … */
  readFile(path: string): Promise<string>;
  /** Files that match, relative to `cwd`, in any order. A folder is no match. */
  glob(pattern: string, cwd: string): Promise<readonly string[]>;
}

/** Bytes; some 400,000 users. More is a mistake, or a device that never ends. */
const maxBytes = 64 * 1024 * 1024;

/** The code of an error that a file system gives, as opposed to a bug. */
export const failureCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

export const fileSystem: FileSystem = {
  async readFile(path) {
    const handle = await open(path);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(await readAll(handle));
    } finally {
      await handle.close();
    }
  },
  glob: (pattern, cwd) => glob(pattern, { cwd, onlyFiles: true, expandDirectories: false }),
};

/** Reads to the end whatever it is, a pipe too, but never more than the limit. */
async function readAll(handle: FileHandle): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
    length += chunk.length;
    if (length > maxBytes) throw Object.assign(new Error('The file is too large.'), { code: 'EFBIG' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
