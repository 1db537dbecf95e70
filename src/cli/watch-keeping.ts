/**
 * What a watch that applies keeps on this machine: the lock of its instance for as long as it lives, and a record of each
 * pass that writes. A lock that was lost is tried for again by the next pass; until then nothing is written.
 */
import { Locked, LockLost, RecordLost } from '../errors.ts';
import type { Emit } from '../reconciler/events.ts';
import { heldText, lockedText, lossText } from '../report/lock-text.ts';
import { StoreError } from '../store/files.ts';
import { type Held, hold } from '../store/lock.ts';
import { lockFolder, makeFileLock } from '../store/lock-files.ts';
import { makeRecorder, type Recorder } from '../store/recorder.ts';
import type { Connection } from './connection.ts';
import { InvalidInput } from './failure.ts';
import { type KeepingOptions, stateFolderOf } from './keeping.ts';
import type { Log } from './log.ts';
import { self, stateOf } from './processes.ts';
import { tool } from './tool.ts';
import type { World } from './world.ts';

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
}

export interface KeptPass {
  /** Records what happens; hears of it before anybody else. */
  readonly on: Emit;
  end(exitCode: number): void;
}

/** For a watch that only observes. */
export const keepNothing: WatchKeeping = {
  enter: async () => ({ on: () => {}, end: () => {} }),
  close: async () => {},
};

export function makeWatchKeeping(options: KeepingOptions, { world, log }: { world: World; log: Log }): WatchKeeping {
  const { clock } = world;
  const { folder, chosen } = stateFolderOf(options, world);
  let lock: { readonly instanceId: string; readonly held: Held } | undefined;
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
  const acquire = async ({ instance }: Connection, stateFolder: string, signal: AbortSignal): Promise<void> => {
    const { id, alias } = instance;
    if (lock?.instanceId === id) return;
    await release();
    const claim = { instance: { id, ...(alias !== undefined && { alias }) }, command: 'watch', by: self() };
    const files = makeFileLock(lockFolder(stateFolder, id), { clock, stateOf });
    const got = await hold(files, claim, {
      ...{ clock, signal, timeout },
      waiting: (holder) => log('info', `Waiting for the lock of this instance: ${heldText(holder, clock.now())}.`),
      lost(loss) {
        lock = undefined;
        log('warn', `${lossText(loss)} Nothing is applied until it is held again.`);
        halt(new LockLost(lossText(loss)));
      },
    });
    timeout = 0;
    if (got.type === 'held') throw new Locked(lockedText(id, got.holder, clock.now()));
    lock = { instanceId: id, held: got.held };
  };
  const record = ({ instance }: Connection, stateFolder: string, owner: string | undefined): Recorder => {
    const { id, region, alias } = instance;
    const facts = { id, region, ...(alias !== undefined && { alias }) };
    return makeRecorder(
      { tool, instance: facts, command: 'watch', owner, by: self() },
      {
        ...{ stateFolder, clock },
        broken: ({ message }) => halt(new RecordLost(`The record of this pass cannot be kept. ${message}.`)),
      },
    );
  };

  return {
    async enter(connection, pass) {
      halt = pass.halt;
      let recorder: Recorder | undefined;
      if (folder === undefined) {
        doWithout('There is no home folder to keep them in; name a folder with --state-dir');
      } else {
        try {
          await acquire(connection, folder, pass.signal);
          recorder = record(connection, folder, pass.owner);
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          doWithout(error.message);
        }
      }
      return {
        on(event) {
          if (event.type === 'callStarted') lock?.held.check();
          try {
            recorder?.on(event);
          } catch (error) {
            // Before the first call, and only there.
            if (!(error instanceof StoreError)) throw error;
            recorder = undefined;
            doWithout(error.message);
          }
        },
        end: (exitCode) => recorder?.end(exitCode),
      };
    },
    close: release,
  };
}
