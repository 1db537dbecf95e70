import { type FileHandle, open, realpath } from 'node:fs/promises';
import { glob } from 'tinyglobby';
import type { FileSystem } from './read-files.ts';

/** Bytes; some 190,000 users of twelve lines. More is a mistake, or a device that never ends. */
const maxBytes = 64 * 1024 * 1024;

/** The real one: Node's files, and globs by tinyglobby. Includes stay inside the configuration's folder. */
export const fileSystem: Required<FileSystem> = {
  readFile: (path) => readText(path, maxBytes),
  glob: (pattern, cwd) => glob(pattern, { cwd, onlyFiles: true, expandDirectories: false }),
  realPath: (path) => realpath(path),
};

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
