import type { InstanceReference } from '../../app/instance/connection.ts';
import { instanceIn, instanceNamed } from '../../app/instance/instance-named.ts';
import { type KeepingOptions, stateFolderOf } from '../../app/keeping.ts';
import { self, stateOf } from '../../app/machine/processes.ts';
import { InvalidInput, WrongUsage } from '../../base/errors.ts';
import { requestTime } from '../../base/limits.ts';
import { StoreError } from '../../keep/files.ts';
import type { Holder, LockClaim } from '../../keep/lock.ts';
import { type FileLock, lockFolder, makeFileLock } from '../../keep/lock-files.ts';
import { isAbout } from '../../keep/places.ts';
import { instancesIn } from '../../keep/runs.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { instanceText } from '../../report/text/instance-text.ts';
import { heldText, takenText } from '../../report/text/lock-text.ts';
import type { World } from '../world.ts';

export interface UnlockOptions extends Pick<KeepingOptions, 'stateDir'> {
  readonly file: string;
  readonly instance?: string;
  readonly force?: boolean;
}

/**
 * Takes the lock of an instance away, for emergencies: a lock ends by itself. By its id, which a refused command has been
 * told, it goes without a question, since that names one holder; without the id it asks.
 */
export async function unlock(lockId: string | undefined, options: UnlockOptions, world: World): Promise<ExitCode> {
  const { folder, chosen } = stateFolderOf(options, world);
  if (folder === undefined) {
    throw new InvalidInput('no-state-folder', 'There is no home folder with locks; name a folder with --state-dir.');
  }
  if (chosen && !instancesIn(folder)) throw new InvalidInput('no-state-folder', `There is no folder ${folder}.`);
  try {
    return await unlockIn(folder, { ...options, lockId }, world);
  } catch (error) {
    throw error instanceof StoreError ? new InvalidInput('cannot-unlock', `${error.message}.`) : error;
  }
}

interface Unlocking extends UnlockOptions {
  readonly lockId: string | undefined;
}

async function unlockIn(folder: string, { lockId, ...options }: Unlocking, world: World): Promise<ExitCode> {
  const wanted = await instanceOf(options, lockId);
  const lockOf = (place: string): FileLock => makeFileLock(lockFolder(folder, place), { clock: world.clock, stateOf });
  const found = (instancesIn(folder) ?? [])
    .filter((place) => wanted?.id === undefined || isAbout(place, { ...wanted, id: wanted.id }))
    .flatMap((place) => {
      const holder = lockOf(place).holder();
      return holder ? [{ place, holder }] : [];
    })
    // Which instance an alias is, only its lock says; and that of an earlier version, which Region.
    .filter(({ holder: { instance } }) => {
      const { alias, region } = wanted ?? {};
      const isThere = region === undefined || instance?.region === undefined || instance.region === region;
      return isThere && (alias === undefined || instance?.alias === alias);
    });
  if (lockId === undefined && found.length > 1) throw severalLocks(found, world.clock.now());
  const meant = lockId === undefined ? found[0] : found.find(({ holder }) => holder.id === lockId);
  if (!meant) {
    const [other] = found;
    if (lockId !== undefined && other) throw notThatLock(lockId, other.holder, world.clock.now());
    world.out(wanted ? `Instance ${instanceText(wanted)} is not locked.\n` : 'Nothing is locked.\n');
    return exit.success;
  }
  const { holder, place } = meant;
  const instance = holder.instance ?? { id: place };
  if (lockId === undefined && !options.force && !(await agreed(instance, holder, world))) {
    world.err('The lock stays.\n');
    return exit.unexpected;
  }
  const by: LockClaim = { instance, command: 'unlock', by: self() };
  const removed = lockOf(place).takeAway(by, lockId) ?? holder;
  if (lockId !== undefined && removed.id !== lockId) throw notThatLock(lockId, removed, world.clock.now());
  world.out(`${takenText(instance, removed, world.clock.now())}\n`);
  return exit.success;
}

/** The instance whose lock is meant; with the lock's id alone it is whichever has that lock. */
async function instanceOf(
  { file, instance }: UnlockOptions,
  lockId: string | undefined,
): Promise<InstanceReference | undefined> {
  if (instance !== undefined) return instanceNamed(instance);
  return lockId === undefined ? instanceIn(file) : undefined;
}

const severalLocks = (found: readonly { readonly holder: Holder }[], now: number): InvalidInput => {
  const held = found.map(({ holder }) => {
    const of = holder.instance ? `of ${instanceText(holder.instance)}, ` : '';
    return `${of}${heldText(holder, now)}${holder.id === undefined ? '' : `; its id is ${holder.id}`}`;
  });
  return new InvalidInput(
    'several-instances',
    `Several locks are held: ${held.join('. Another ')}. Give the id of the one that is meant: connect-sync unlock ID.`,
  );
};

const notThatLock = (lockId: string, holder: Holder, now: number): InvalidInput =>
  new InvalidInput(
    'no-such-lock',
    `No lock has the id ${JSON.stringify(lockId)} any more. A lock is held: ${heldText(holder, now)}${holder.id === undefined ? '' : `; its id is ${holder.id}`}.`,
  );

async function agreed(instance: LockClaim['instance'], holder: Holder, world: World): Promise<boolean> {
  const who = heldText(holder, world.clock.now());
  if (!world.interactive) {
    const byId = holder.id === undefined ? '' : `give the lock's id (connect-sync unlock ${holder.id}), or `;
    throw new WrongUsage(`There is nobody to ask: ${byId}say --force. The lock is held: ${who}.`);
  }
  world.err(
    `The lock of instance ${instanceText(instance)} is held: ${who}.\nIf that process still runs, it sends no more calls; one that it has sent already may still be performed for up to ${requestTime / 1000} seconds.\n`,
  );
  return (await world.ask('Remove its lock? Only "yes" will be accepted: ')).trim() === 'yes';
}
