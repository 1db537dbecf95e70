import { foldersIn } from '../../keep/folders.ts';
import { type KeptReads, openReadCache } from '../../keep/read-cache.ts';
import type { ReadMethod } from '../../kinds/kind.ts';
import type { Host } from '../host/host.ts';
import type { Connection } from './connection.ts';

/** How Connect is to be read, as the command line says. */
export interface ReadOptions {
  readonly read?: ReadMethod;
  /** False with `--no-cache`. */
  readonly cache?: boolean;
  readonly cacheDir?: string;
}

/** What reading is given of what was kept: nothing where nothing is to be kept, or nowhere is known to keep it. */
export interface Kept {
  readonly cache?: KeptReads;
  readonly recalled?: () => number;
}

/** Reads with what was kept of earlier runs, and keeps what is new for the next one. */
export async function withKeptReads<T>(
  { place }: Connection,
  { cache = true, cacheDir }: ReadOptions,
  { host, work }: { readonly host: Host; readonly work: (kept: Kept) => Promise<T> },
): Promise<T> {
  const folder = foldersIn(host.env, cacheDir === undefined ? {} : { cacheDir }).cache;
  if (!cache || folder === undefined) return work({});
  const kept = await openReadCache({ folder, instanceId: place }, () => host.clock.now());
  try {
    return await work({ cache: kept, recalled: kept.recalled });
  } finally {
    await save(kept, host);
  }
}

/** What could not be kept is read again the next time, which is no reason to fail. */
async function save(kept: KeptReads, { log }: Host): Promise<void> {
  try {
    await kept.save();
  } catch (error) {
    log('warn', `what was read is not kept for the next run: ${error instanceof Error ? error.message : error}`);
  }
}
