/** The lock of a connected instance in the state folder, where also what an earlier version has kept finds its place. */
import { DeadlinePassed, Locked, LockLost } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import { type Holder, type Holding, hold } from '../../keep/lock.ts';
import { lockFolder, makeFileLock } from '../../keep/lock-files.ts';
import { moveFormer } from '../../keep/places.ts';
import type { Gate } from '../../reconciler/gate.ts';
import { heldText, lockedText, lossText } from '../../report/text/lock-text.ts';
import type { Host } from '../host/host.ts';
import { self, stateOf } from '../machine/processes.ts';
import type { Connection } from './connection.ts';

export interface Locking {
  readonly command: string;
  readonly stateFolder: string;
  /** Milliseconds to wait for another holder. */
  readonly timeout: number;
  /** Told once; no call may be begun from then on. */
  readonly lost: (error: LockLost) => void;
}

/** The lock of an instance for as long as it is needed. */
export interface HeldLock {
  readonly gate: Gate;
  release(): Promise<void>;
}

/** The lock of the connected instance, until it is released. Rejects with `Locked`, or with a StoreError. */
export async function takeLock(
  { instance: { id, alias, region }, place, formerPlace }: Pick<Connection, 'instance' | 'place' | 'formerPlace'>,
  { command, stateFolder, timeout, lost }: Locking,
  { clock, signal, log }: Pick<Host, 'clock' | 'signal' | 'log'>,
): Promise<HeldLock> {
  const instance = { id, region, ...present({ alias }) };
  const claim = { instance, command, by: self() };
  let loss = new LockLost('The lock of the instance is not held any more.');
  let waitedFor: Holder | undefined;
  const waiting = (holder: Holder): void => {
    waitedFor = holder;
    log('info', `Waiting for the lock of this instance: ${heldText(holder, clock.now())}.`);
  };
  const taking = async (): ReturnType<typeof hold> => {
    const former = { place, former: formerPlace, region };
    const holder = await moveFormerOnceFree(stateFolder, former, { clock, signal, timeout, waiting, log });
    if (holder) return { type: 'held', holder };
    return hold(makeFileLock(lockFolder(stateFolder, place), { clock, stateOf }), claim, {
      clock,
      signal,
      timeout,
      waiting,
      lost(what) {
        loss = new LockLost(lossText(what));
        lost(loss);
      },
    });
  };
  const got = await taking().catch((error: unknown) => {
    if (waitedFor && error instanceof DeadlinePassed) throw new Locked(lockedText(instance, waitedFor, clock.now()));
    throw error;
  });
  if (got.type === 'held') throw new Locked(lockedText(instance, got.holder, clock.now()));
  const { held } = got;
  const pass = async (): Promise<void> => {
    if (!(await held.check())) throw loss;
  };
  return { gate: { pass }, release: held.release };
}

/** Moves what an earlier version has kept of the instance; gives who still holds its lock after this time. */
async function moveFormerOnceFree(
  stateFolder: string,
  former: Parameters<typeof moveFormer>[1],
  {
    clock,
    signal,
    timeout,
    waiting,
    log,
  }: Pick<Holding, 'clock' | 'signal' | 'timeout' | 'waiting'> & Pick<Host, 'log'>,
): Promise<Holder | undefined> {
  const until = clock.now() + timeout;
  for (let told = false; ; told = true) {
    const moved = moveFormer(stateFolder, former, { clock, stateOf });
    if (moved.type === 'elsewhere')
      log('info', `${moved.folder} has records of another Region as well, and is left as it is.`);
    if (moved.type !== 'held') return undefined;
    if (clock.now() >= until) return moved.holder;
    if (!told) waiting(moved.holder);
    await clock.sleep(1000, signal);
  }
}
