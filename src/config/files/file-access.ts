/** What reading a configuration takes of a file system, within which bounds, and what its errors mean. */

import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Code } from '../../base/codes.ts';
import type { readYaml } from '../yaml/read-yaml.ts';

/** The little of a file system that reading a configuration takes; tests bring their own. */
export interface FileSystem {
  /** The file's text. Rejects with an error whose `code` is Node's own: ENOENT, EISDIR, EACCES, EFBIG, … */
  readFile(path: string): Promise<string>;
  /** Its bytes, for a file that need not be UTF-8; rejects likewise. Left out where all files are. */
  readBytes?(path: string): Promise<Uint8Array>;
  /** Files that match, relative to `cwd`, in any order. A folder is no match. None is looked for outside of `home`. */
  glob(pattern: string, cwd: string, home?: string): Promise<readonly string[]>;
  /**
   * Where a path leads once symbolic links are followed; rejects where there is nothing. With it, no include or
   * source may lead out of the folder of the first file; without it, they may lead anywhere.
   */
  realPath?(path: string): Promise<string>;
  /** Reads YAML; for a caller that reads the same files again and again and keeps what they said. */
  readonly parse?: typeof readYaml;
}

/** The bytes of a file. Rejects as `FileSystem.readFile` does. */
export const readBytes = async (path: string, system: FileSystem): Promise<Uint8Array> =>
  system.readBytes ? system.readBytes(path) : new TextEncoder().encode(await system.readFile(path));

/** The folder that a configuration may read from. */
export interface Bounds {
  /** Where it really is; `undefined` where there are no bounds. */
  home(): Promise<string | undefined>;
  /** Whether a path leads out of it. What is not there leads nowhere, which opening it will tell. */
  leadsOutside(path: string): Promise<boolean>;
}

/** Of the configuration that begins with the file `root`. */
export function makeBounds(root: string, { realPath }: FileSystem): Bounds {
  let home: Promise<string | undefined> | undefined;
  const homeOf = (): Promise<string | undefined> => {
    home ??= Promise.resolve(realPath?.(dirname(root)));
    return home;
  };
  return {
    home: homeOf,
    async leadsOutside(path) {
      if (!realPath) return false;
      const [folder, real] = await Promise.all([homeOf(), realPath(path)]).catch(() => [
        resolve(dirname(root)),
        resolve(path),
      ]);
      return folder !== undefined && real !== undefined && isOutside(folder, real);
    },
  };
}

/** Of two absolute paths without links: does the second one lie outside of the first? */
export function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

/** The code of an error that a file system gives, as opposed to a bug. */
export const failureCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** What kept a file from being read, as code and sentence of a diagnostic. */
export function explainFailure(code: string): readonly [code: Code, message: string] {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ['file-not-found', 'There is no such file; create it, or name one with -f.'];
    case 'EISDIR':
      return ['not-a-file', 'This is a folder; name a file in it.'];
    case 'EACCES':
    case 'EPERM':
      return ['unreadable-file', 'The file may not be read; its permissions forbid it.'];
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return ['not-utf8', 'The file is not text in UTF-8; save it as UTF-8.'];
    case 'EFBIG':
      return ['file-too-large', 'The file is larger than 64 MiB; split it with include.'];
    default:
      return ['unreadable-file', `The file cannot be read (${code}).`];
  }
}
