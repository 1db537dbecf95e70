import { join } from 'node:path';

/** Where this machine keeps what outlives a run. Everything in both folders is for the user alone. */
export interface Folders {
  /** Records of runs and locks; losing it loses history. */
  readonly state: string;
  /** What can be read again; may be deleted at any time. */
  readonly cache: string;
}

/** Folders that somebody has chosen. */
export interface ChosenFolders {
  readonly stateDir?: string;
  readonly cacheDir?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The chosen folders, else the user's own by the XDG Base Directory Specification (`~/.local/state`, `~/.cache`), on
 * Windows below LOCALAPPDATA. `undefined` where neither is known, as for a service user without a home.
 */
export function foldersIn(env: Environment, { stateDir, cacheDir }: ChosenFolders = {}): Partial<Folders> {
  const local = env['LOCALAPPDATA'];
  const home = env['HOME'];
  const own = (variable: string, below: readonly string[]): string | undefined => {
    const base = env[variable] || local || (home && join(home, ...below));
    return base ? join(base, 'connect-sync') : undefined;
  };
  const state = stateDir ?? own('XDG_STATE_HOME', ['.local', 'state']);
  const cache = cacheDir ?? own('XDG_CACHE_HOME', ['.cache']);
  return { ...(state !== undefined && { state }), ...(cache !== undefined && { cache }) };
}
