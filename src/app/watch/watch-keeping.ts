/**
 * What a watch that applies keeps on this machine: the lock of its instance for as long as it lives, and a record of each
 * pass that writes. A lock that was lost is tried for again by the next pass; until then nothing is written.
 */
import { InvalidInput, type LockLost } from '../../base/errors.ts';
import { StoreError } from '../../keep/files.ts';
import type { Host } from '../host/host.ts';
import type { Connection } from '../instance/connection.ts';
import { type HeldLock, takeLock } from '../instance/instance-lock.ts';
import {
  type KeepingOptions,
  type KeptPass,
  keepPass,
  mainFileOf,
  nothingKept,
  stateFolderOf,
  tellOfNewFolder,
} from '../keeping.ts';

export interface WatchKeeping {
  /**
   * Before a pass reads: takes the lock, unless it is held. Rejects with `Locked`, or with `InvalidInput` where a state
   * folder that was chosen cannot be used. `halt` is told once no more calls may be begun.
   */
  enter(connection: Connection, pass: PassKept): Promise<KeptPass>;
  /** Frees the lock. */
  close(): Promise<void>;
}

export interface PassKept {
  readonly owner: string | undefined;
  readonly signal: AbortSignal;
  readonly halt: (reason: Error) => void;
  /** Told of what is waited for; what it returns ends that. */
  readonly waits: (reason: string) => () => void;
}

/** For a watch that only observes. */
export const watchKeepingNothing: WatchKeeping = { enter: async () => nothingKept, close: async () => {} };

export function makeWatchKeeping(options: KeepingOptions, host: Host): WatchKeeping {
  const { log } = host;
  const { folder, chosen } = stateFolderOf(options, host);
  let lock: { readonly place: string; readonly held: HeldLock } | undefined;
  let halt: (reason: Error) => void = () => {};
  /** Only the first one waits: later ones are tried again by the watch anyway. */
  let timeout = options.lockTimeout ?? 0;
  let warned = false;

  const doWithout = (why: string): void => {
    if (chosen) throw new InvalidInput('state-dir-unusable', `The state folder cannot be used. ${why}.`);
    if (!warned) log('warn', `No records of passes are kept, and no lock keeps others from writing. ${why}.`);
    warned = true;
  };
  const release = async (): Promise<void> => {
    // What cannot be freed ends by itself.
    await lock?.held.release().catch(() => {});
    lock = undefined;
  };
  const acquire = async (
    connection: Connection,
    stateFolder: string,
    { signal, waits }: PassKept,
  ): Promise<HeldLock> => {
    const { place } = connection;
    if (lock?.place === place) return lock.held;
    await release();
    let goOn: (() => void) | undefined;
    const waiting: Host = {
      ...host,
      signal,
      log(level, message) {
        log(level, message);
        goOn = waits(message);
      },
    };
    const lost = (loss: LockLost): void => {
      lock = undefined;
      log('warn', `${loss.message} Nothing is applied until it is held again.`);
      halt(loss);
    };
    const locking = { command: 'watch', stateFolder, timeout, lost };
    timeout = 0;
    try {
      const held = await takeLock(connection, locking, waiting);
      lock = { place, held };
      return held;
    } finally {
      goOn?.();
    }
  };

  return {
    async enter(connection, pass) {
      halt = pass.halt;
      if (folder === undefined) {
        doWithout('There is no home folder to keep them in; name a folder with --state-dir');
        return nothingKept;
      }
      tellOfNewFolder({ folder, chosen, shared: true }, host);
      try {
        const { gate } = await acquire(connection, folder, pass);
        const { owner } = pass;
        const file = mainFileOf(options, host);
        return keepPass(
          connection,
          { command: 'watch', owner, file, stateFolder: folder, gate, broken: halt, doWithout },
          host,
        );
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        doWithout(error.message);
        return nothingKept;
      }
    },
    close: release,
  };
}
