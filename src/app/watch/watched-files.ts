/**
 * The configuration, again and again. A look reads the files and compares their content with what it was; only what
 * changed is parsed anew. Content counts, not times: a file that was touched has not changed.
 */

import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { compareText } from '../../base/text.ts';
import { readBytes } from '../../config/files/file-access.ts';
import { type Configuration, type FileSystem, loadConfiguration } from '../../config/load.ts';
import { standardSchema } from '../../config/schema/standard.ts';
import { readYaml } from '../../config/yaml/read-yaml.ts';
import type { WatchedConfiguration } from '../../watch/ports.ts';
import { wantedFrom } from '../configuration.ts';
import { tidyUpAfter } from '../machine/tidy.ts';

export interface ConfigurationRead extends WatchedConfiguration {
  readonly configuration: Configuration;
}

/** What a look asked of the file system: files by path, and patterns with the folder they start from. */
export interface WatchedPaths {
  readonly files: readonly string[];
  readonly patterns: readonly Pattern[];
}

export interface Pattern {
  readonly pattern: string;
  readonly folder: string;
}

export interface WatchedFiles {
  /** The configuration once its files are at rest. Rejects with `RestlessFiles` where they never are. */
  read(): Promise<ConfigurationRead>;
  /** Of the last look. */
  asked(): WatchedPaths;
}

/** Files that somebody is writing; half of a file may be a valid file, and is not what anybody wants. */
export class RestlessFiles extends Error {
  override readonly name = 'RestlessFiles';
}

/** Milliseconds for which the files must stay the same, and how often that is tried. */
const rest = 200;
const attempts = 25;

/** What the file system answered: digests of contents or codes of errors, and matches. */
interface Answers {
  readonly files: Map<string, string>;
  /** Those of the files that need not be UTF-8. */
  readonly exports: Set<string>;
  readonly patterns: Map<string, Pattern & { readonly home: string | undefined; readonly matches: string }>;
}

interface FileLook {
  readonly answers: Answers;
  readonly read: ConfigurationRead;
}

type Parsed = ReturnType<typeof readYaml>;

export interface WatchedFilesPorts {
  readonly system: FileSystem;
  readonly clock: Clock;
  /** When a file or folder was last modified, in milliseconds since the Unix epoch; `undefined` where nobody can say. */
  readonly modifiedAt?: (path: string) => Promise<number | undefined>;
}

export function watchedFiles(
  file: string,
  { system, clock, modifiedAt = async () => undefined }: WatchedFilesPorts,
): WatchedFiles {
  let last: FileLook | undefined;
  let parsed = new Map<string, Parsed>();

  async function load(): Promise<FileLook> {
    const answers: Answers = { files: new Map(), exports: new Set(), patterns: new Map() };
    const used = new Map<string, Parsed>();
    const parse = (text: string): Parsed => {
      const key = digestOf(text);
      const result = used.get(key) ?? parsed.get(key) ?? readYaml(text);
      used.set(key, result);
      return result;
    };
    const configuration = await loadConfiguration(file, standardSchema, { ...noting(system, answers), parse });
    parsed = used;
    tidyUpAfter(configuration.desired.size);
    const { windows, files: names } = configuration;
    const digest = `sha256:${digestOf(textOf(answers))}`;
    const latest = last ? undefined : await lastModified(answers, modifiedAt);
    const read = { configuration, wanted: wantedFrom(configuration), windows, names, digest };
    return { answers, read: { ...read, ...(latest !== undefined && { modifiedAt: latest }) } };
  }

  return {
    async read() {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        if (last && textOf(await askAgain(last.answers, system)) === textOf(last.answers)) return last.read;
        last = await load();
        await clock.sleep(rest);
      }
      last = undefined;
      throw new RestlessFiles('The files keep changing; nothing is applied until they rest.');
    },
    asked: () => ({
      files: [...(last?.answers.files.keys() ?? [])],
      patterns: [...(last?.answers.patterns.values() ?? [])].map(({ pattern, folder }) => ({ pattern, folder })),
    }),
  };
}

/** Of all files, and of the folders that patterns have matched in: a file that is gone is a change of its folder. */
async function lastModified(
  { files, patterns }: Answers,
  modifiedAt: NonNullable<WatchedFilesPorts['modifiedAt']>,
): Promise<number | undefined> {
  const folders = patterns.size > 0 ? [...files.keys()].map((path) => dirname(path)) : [];
  const times = await Promise.all([...new Set([...files.keys(), ...folders])].map(modifiedAt));
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? known.reduce((latest, time) => Math.max(latest, time)) : undefined;
}

/** As the file system says. */
export const modificationTime = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

/** The file system, with a note of what it answered. */
function noting(system: FileSystem, { files, exports, patterns }: Answers): FileSystem {
  async function note<Content extends string | Uint8Array>(
    path: string,
    read: () => Promise<Content>,
  ): Promise<Content> {
    try {
      const content = await read();
      files.set(path, digestOf(content));
      return content;
    } catch (error) {
      files.set(path, error instanceof Error && 'code' in error ? `error ${error.code}` : 'error');
      throw error;
    }
  }
  return {
    ...system,
    readFile: (path) => note(path, () => system.readFile(path)),
    readBytes(path) {
      exports.add(path);
      return note(path, () => readBytes(path, system));
    },
    async glob(pattern, folder, home) {
      const matches = await system.glob(pattern, folder, home);
      const listed = JSON.stringify([...matches].sort(compareText));
      patterns.set(JSON.stringify([folder, pattern]), { pattern, folder, home, matches: listed });
      return matches;
    },
  };
}

/** The same questions once more. */
async function askAgain(before: Answers, system: FileSystem): Promise<Answers> {
  const answers: Answers = { files: new Map(), exports: new Set(), patterns: new Map() };
  const noted = noting(system, answers);
  for (const { pattern, folder, home } of before.patterns.values()) await noted.glob(pattern, folder, home);
  // What kept a file from being read is noted; that is what was asked.
  for (const path of before.files.keys()) {
    const again = before.exports.has(path) ? readBytes(path, noted) : noted.readFile(path);
    await again.catch(() => {});
  }
  return answers;
}

const textOf = ({ files, patterns }: Answers): string =>
  JSON.stringify([
    [...files].sort(([a], [b]) => compareText(a, b)),
    [...patterns].sort(([a], [b]) => compareText(a, b)).map(([key, { matches }]) => [key, matches]),
  ]);

const digestOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
