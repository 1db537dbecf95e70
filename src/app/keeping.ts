/**
 * What a command that writes to an instance keeps on this machine while it runs: the lock, so that nobody else writes,
 * and the record of what it does. Where it cannot begin, it depends on who chose the folder: one that was asked for has
 * to work (exit 7), the user's own may be missing, which is said. Where it breaks later, no more calls are begun, for
 * nobody would learn of them, or somebody else may be writing.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidInput, type RecordLost } from '../base/errors.ts';
import { StoreError } from '../keep/files.ts';
import { foldersIn } from '../keep/folders.ts';
import { makeRecorder } from '../keep/recorder.ts';
import type { Emit } from '../reconciler/events.ts';
import { type Gate, openGate } from '../reconciler/gate.ts';
import { type Journal, noJournal } from '../reconciler/journal.ts';
import type { Host } from './host/host.ts';
import { tool } from './host/tool.ts';
import type { Connection } from './instance/connection.ts';
import { type HeldLock, takeLock } from './instance/instance-lock.ts';
import { self } from './machine/processes.ts';

export interface StateOptions {
  /** The state folder, where the user has named one. */
  readonly stateDir?: string;
}

export interface KeepingOptions extends StateOptions {
  /** The main file. */
  readonly file: string;
  /** Milliseconds to wait for another process that holds the lock. */
  readonly lockTimeout?: number;
}

export interface Keeping {
  /** Before anything is read: takes the lock. Rejects with `Locked`. */
  enter(connection: Connection, owner: string | undefined): Promise<KeptPass>;
  /** After the last call: ends the record, frees the lock. */
  leave(exitCode: number): Promise<void>;
}

/** What stands between a pass and its calls: its record, and the lock of its instance. */
export interface KeptPass {
  readonly journal: Journal;
  readonly gate: Gate;
  /** Records what became of calls and changes; hears of it before anybody else. */
  readonly on: Emit;
  end(exitCode: number): void;
}

/** For those who keep nothing, such as the demo. */
export const nothingKept: KeptPass = { journal: noJournal, gate: openGate, on: () => {}, end: () => {} };
export const keepNothing: Keeping = { enter: async () => nothingKept, leave: async () => {} };

export interface StateFolder {
  readonly folder?: string;
  /** Whether somebody has named it. */
  readonly chosen: boolean;
  /** Whether it knows what earlier runs did: in CI each job may have a home of its own, unless a folder is named. */
  readonly shared: boolean;
}

export function stateFolderOf({ stateDir }: StateOptions, { env, cwd }: Pick<Host, 'env' | 'cwd'>): StateFolder {
  const folder = foldersIn(env, stateDir === undefined ? {} : { stateDir: resolve(cwd, stateDir) }).state;
  const chosen = stateDir !== undefined;
  return { ...(folder !== undefined && { folder }), chosen, shared: chosen || !env['CI'] || env['CI'] === 'false' };
}

/** The main file by its whole path, by which runs without an owner know each other. */
export const mainFileOf = ({ file }: Pick<KeepingOptions, 'file'>, { cwd }: Pick<Host, 'cwd'>): string =>
  resolve(cwd, file);

/** Says that a folder that somebody has named is not there yet and will be made. */
export function tellOfNewFolder({ folder, chosen }: StateFolder, { log }: Pick<Host, 'log'>): void {
  if (chosen && folder !== undefined && !existsSync(folder)) log('info', `The state folder ${folder} is made.`);
}

/** The folder with the records of earlier runs; none where it may know of some of them only. */
export function recordsFolderOf(options: StateOptions, host: Host): string | undefined {
  const { folder, shared } = stateFolderOf(options, host);
  return shared ? folder : undefined;
}

export function makeKeeping(
  command: string,
  options: KeepingOptions,
  { host, halt }: { readonly host: Host; readonly halt: (reason: Error) => void },
): Keeping {
  const { folder, chosen } = stateFolderOf(options, host);
  let held: HeldLock | undefined;
  let pass = nothingKept;
  const doWithout = (what: string, why: string): void => {
    if (chosen) throw new InvalidInput('state-dir-unusable', `The state folder cannot be used. ${why}.`);
    host.log('warn', `${what}. ${why}.`);
  };

  return {
    async enter(connection, owner) {
      if (folder === undefined) {
        doWithout(noLock, 'There is no home folder to keep them in; name a folder with --state-dir');
        return pass;
      }
      tellOfNewFolder({ folder, chosen, shared: true }, host);
      try {
        const locking = { command, stateFolder: folder, timeout: options.lockTimeout ?? 0, lost: halt };
        held = await takeLock(connection, locking, host);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        doWithout(noLock, error.message);
        return pass;
      }
      const { gate } = held;
      const file = mainFileOf(options, host);
      const recording = { command, owner, file, stateFolder: folder, broken: halt };
      pass = keepPass(connection, { ...recording, gate, doWithout: (why) => doWithout(noRecord, why) }, host);
      return pass;
    },
    async leave(exitCode) {
      pass.end(exitCode);
      // What cannot be freed ends by itself.
      await held?.release().catch(() => {});
    },
  };
}

const noRecord = 'no record of this run is kept';
const noLock = `${noRecord}, and no lock keeps others from writing`;

export interface PassKeeping {
  readonly command: string;
  readonly owner: string | undefined;
  readonly file: string | undefined;
  readonly stateFolder: string;
  readonly gate: Gate;
  /** Told once; no call may be begun from then on. */
  readonly broken: (error: RecordLost) => void;
  /** Told where the record cannot be begun; throws where there has to be one. */
  readonly doWithout: (why: string) => void;
}

/** The record of one pass over the connected instance, and the gate of the lock that it holds. */
export function keepPass(
  { instance: { id, region, alias }, place }: Connection,
  { command, owner, file, stateFolder, gate, broken, doWithout }: PassKeeping,
  { clock }: Pick<Host, 'clock'>,
): KeptPass {
  const instance = { id, region, ...(alias !== undefined && { alias }) };
  // Where the state folder is gone the lock is, too, which is told by the gate and weighs more than the record.
  const lostWithLock = (error: RecordLost): void =>
    void gate
      .pass()
      .catch(() => {})
      .then(() => broken(error));
  const recorder = makeRecorder(
    { tool, instance, command, owner, file, by: self() },
    { stateFolder, place, clock, broken: lostWithLock },
  );
  return {
    gate,
    journal: {
      async begin(plan, calls) {
        try {
          await recorder.begin(plan, calls);
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          doWithout(error.message);
        }
      },
      attempt: recorder.attempt,
    },
    on: recorder.on,
    end: recorder.end,
  };
}
