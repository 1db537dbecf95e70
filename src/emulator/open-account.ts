// The account that an emulator starts with: from a data file, from a seed, or the default instance with people.

import type { Faults } from './faults.ts';
import { type Knobs, newKnobs, SETTINGS } from './knobs.ts';
import { DEFAULTS, type EmulatorOptions, GUESSES, QUOTAS } from './options.ts';
import { addPeople } from './seed/people.ts';
import { plantSeed } from './seed/plant.ts';
import { mergePatch, readSettings } from './settings.ts';
import { type Account, newAccount } from './state/account.ts';
import { createInstance } from './state/given/new-instance.ts';
import { seededRandom } from './state/random.ts';
import { DataFileError } from './storage/data-error.ts';
import { readSnapshot, restore, type Snapshot } from './storage/snapshot.ts';

interface Opened {
  readonly account: Account;
  readonly knobs: Knobs;
}

/** `state` is what a data file held. Throws SeedError, SettingsError or DataFileError. */
export function openAccount(
  options: EmulatorOptions,
  { state, faults }: { readonly state: string | undefined; readonly faults: Faults },
): Opened {
  const snapshot = state === undefined ? undefined : snapshotIn(state, options);
  const users = Math.max(QUOTAS.users, 2 * (options.users ?? 0));
  const defaults = { ...SETTINGS, quotas: { ...QUOTAS, users } };
  const account = newAccount({
    region: snapshot?.region ?? options.region ?? DEFAULTS.region,
    random: seededRandom(options.instanceId ?? DEFAULTS.instanceId),
    now: options.now ?? Date.now,
    quotas: { ...defaults.quotas },
    guesses: { ...GUESSES },
  });
  // Before anything is planted: quotas hold for seeds too.
  const given = readSettings(options.settings ?? {}, defaults);
  const knobs = newKnobs({ account, faults, defaults }, mergePatch(given, ownSettings(options)));
  if (snapshot) restoreInto(account, snapshot, options);
  else populate(account, options);
  // What was there at the start has been there for a while.
  account.born.clear();
  return { account, knobs };
}

/** Options of their own win over the settings document. */
function ownSettings({ throttle, quotas, ...options }: EmulatorOptions): unknown {
  const guesses = Object.fromEntries(
    Object.entries(options).filter(([name, answer]) => Object.hasOwn(GUESSES, name) && answer !== undefined),
  );
  return {
    ...(throttle !== undefined && { throttle }),
    ...(quotas && { quotas }),
    ...(Object.keys(guesses).length > 0 && { guesses }),
  };
}

function snapshotIn(state: string, { region, data }: EmulatorOptions): Snapshot {
  const snapshot = attempt(() => readSnapshot(state), data?.file);
  if (region !== undefined && region !== snapshot.region)
    throw new DataFileError(`${data?.file} holds the Region ${snapshot.region}, not ${region}.`);
  return snapshot;
}

/** More than are made in the second or so that a kill can lose. */
const IDS_OF_A_LOST_MOMENT = 10_000;

function restoreInto(account: Account, snapshot: Snapshot, { data }: EmulatorOptions): void {
  attempt(() => restore(account, snapshot), data?.file);
  // A process that was killed may have given out ids that its file does not know of; no id is given out twice.
  account.counters.ids += IDS_OF_A_LOST_MOMENT;
}

function attempt<T>(action: () => T, file: string | undefined): T {
  try {
    return action();
  } catch (error) {
    throw new DataFileError(`${file} cannot be read: ${(error as Error).message}. It was left as it is.`);
  }
}

/** A seed brings its own instances; `users` then adds people to the first of them. */
function populate(account: Account, options: EmulatorOptions): void {
  const { instanceId, alias, identityManagement, users } = { ...DEFAULTS, ...options };
  const first = { id: instanceId, alias, identityManagement };
  const instance =
    options.seed === undefined ? createInstance(account, first) : plantSeed(account, options.seed, first);
  addPeople(account, instance, users);
}
