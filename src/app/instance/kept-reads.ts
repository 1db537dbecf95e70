import { foldersIn } from '../../keep/folders.ts';
import { type KeptReads, openReadCache } from '../../keep/read-cache.ts';
import type { ReadMethod } from '../../kinds/kind.ts';
import type { Host } from '../host.ts';
import type { Connection } from './connection.ts';

/** How Connect is to be read, as the command line says. */
export interface ReadOptions {
  readonly read?: ReadMethod;
  /** False with `--no-cache`. */
  readonly cache?: boolean;
  readonly cacheDir?: string;
}

/** The cache of one instance; `undefined` where nothing is to be kept, or nowhere is known to keep it. */
export async function openKeptReads(
  { instance: { arn, region }, place }: Connection,
  { cache = true, cacheDir }: ReadOptions,
  { env, clock }: Pick<Host, 'env' | 'clock'>,
): Promise<KeptReads | undefined> {
  const folder = foldersIn(env, cacheDir === undefined ? {} : { cacheDir }).cache;
  // A replica has the id of its source and is in another Region; an account may be another after a restart of an emulator.
  const account = arn.split(':')[4] ?? '';
  const key = `${place}_${account}_${region}`.replace(/[^\w-]/g, '_');
  return cache && folder !== undefined ? openReadCache({ folder, instanceId: key }, () => clock.now()) : undefined;
}

/** What could not be kept is read again the next time, which is no reason to fail. */
export async function saveKeptReads(kept: KeptReads | undefined, { log }: Pick<Host, 'log'>): Promise<void> {
  try {
    await kept?.save();
  } catch (error) {
    log('warn', `what was read is not kept for the next run: ${error instanceof Error ? error.message : error}`);
  }
}
