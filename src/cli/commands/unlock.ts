import { instanceIn, instanceNamed } from '../../app/instance/instance-named.ts';
import { type KeepingOptions, stateFolderOf } from '../../app/keeping.ts';
import { self, stateOf } from '../../app/machine/processes.ts';
import { InvalidInput, WrongUsage } from '../../base/errors.ts';
import { isAbout, StoreError } from '../../keep/files.ts';
import type { Claim, Holder } from '../../keep/lock.ts';
import { type FileLock, lockFolder, makeFileLock } from '../../keep/lock-files.ts';
import { instancesIn } from '../../keep/runs.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { heldText } from '../../report/text/lock-text.ts';
import type { World } from '../world.ts';

export interface UnlockOptions extends Pick<KeepingOptions, 'stateDir'> {
  readonly file: string;
  readonly instance?: string;
  readonly force?: boolean;
}

/** Takes the lock of an instance away, whoever has it. For emergencies: a lock ends by itself. */
export async function unlock(options: UnlockOptions, world: World): Promise<ExitCode> {
  const { folder } = stateFolderOf(options, world);
  if (folder === undefined) {
    throw new InvalidInput('no-state-folder', 'There is no home folder with locks; name a folder with --state-dir.');
  }
  try {
    return await unlockIn(folder, options, world);
  } catch (error) {
    throw error instanceof StoreError ? new InvalidInput('cannot-unlock', `${error.message}.`) : error;
  }
}

async function unlockIn(folder: string, { file, instance, force }: UnlockOptions, world: World): Promise<ExitCode> {
  const { id, alias } = instance === undefined ? await instanceIn(file) : instanceNamed(instance);
  const lockOf = (place: string): FileLock => makeFileLock(lockFolder(folder, place), { clock: world.clock, stateOf });
  // Which instance an alias is, only its lock says.
  const ids = (instancesIn(folder) ?? []).filter((name) => id === undefined || isAbout(name, id));
  const found = ids
    .map((place) => ({ place, holder: lockOf(place).holder() }))
    .find(({ holder }) => holder && (id !== undefined || holder.instance?.alias === alias));
  if (!found?.holder) {
    world.out(`Instance ${id ?? alias} is not locked.\n`);
    return exit.success;
  }
  const instanceId = found.holder.instance?.id ?? found.place;
  if (!force && !(await agreed(instanceId, found.holder, world))) {
    world.err('The lock stays.\n');
    return exit.unexpected;
  }
  const by: Claim = { instance: { id: instanceId }, command: 'unlock', by: self() };
  const removed = lockOf(found.place).takeAway(by) ?? found.holder;
  world.out(`Removed the lock of instance ${instanceId}: ${heldText(removed, world.clock.now())}.\n`);
  return exit.success;
}

async function agreed(instanceId: string, holder: Holder, world: World): Promise<boolean> {
  const who = heldText(holder, world.clock.now());
  if (!world.interactive) {
    throw new WrongUsage(
      `There is nobody to ask: unlock needs --force where it is not run in a terminal. The lock is held: ${who}.`,
    );
  }
  world.err(
    `The lock of instance ${instanceId} is held: ${who}.\nIf that process still runs, it stops, and two may write for a moment.\n`,
  );
  return (await world.ask('Remove its lock? Only "yes" will be accepted: ')).trim() === 'yes';
}
