// An account as text and back. Settings, faults, buckets and the request log are no part of it: they belong to a run.

import { type Account, inRegion } from '../state/account.ts';
import { addMissing } from '../state/given/given.ts';
import { emptyInstance, type Instance, type InstanceFacts } from '../state/instance.ts';
import { isKeepable } from '../state/keepable.ts';
import { decode, Kept } from './decode.ts';
import { encode, type Memory } from './encode.ts';

/** Set anew by every start. */
const OF_A_RUN: ReadonlySet<string> = new Set(['guesses', 'quotas', 'born'] satisfies (keyof Account)[]);

export function snapshotOf(account: Account, memory: Memory): string {
  const parts = Object.entries(account).filter(([key, part]) => !OF_A_RUN.has(key) && typeof part !== 'function');
  return encode(Object.fromEntries(parts), memory);
}

export interface Snapshot {
  readonly region: string;
  readonly instances: ReadonlyMap<string, InstanceFacts>;
  /** Of other Regions; a file that an older version wrote has none. */
  readonly elsewhere?: ReadonlyMap<string, ReadonlyMap<string, InstanceFacts>>;
}

/** Throws for text that is no snapshot. */
export function readSnapshot(text: string): Snapshot {
  const snapshot = decode(text) as Partial<Snapshot> | null;
  if (typeof snapshot?.region !== 'string' || !(snapshot.instances instanceof Map))
    throw new Error('It has no region or no instances');
  return snapshot as Snapshot;
}

/** Puts everything that was kept into a new account of the same Region. */
export function restore(account: Account, { instances, elsewhere = new Map(), ...rest }: Snapshot): void {
  restoreInstances(account.instances, instances);
  for (const [region, kept] of elsewhere) restoreInstances(inRegion(account, region).instances, kept);
  fill(account, rest);
}

function restoreInstances(into: Map<string, Instance>, instances: ReadonlyMap<string, InstanceFacts>): void {
  for (const [id, kept] of instances) {
    const instance = emptyInstance(kept);
    fill(instance, kept);
    addMissing(instance, kept);
    into.set(id, instance);
  }
}

/** `into` is as the program makes it: its Keepables take what theirs kept, and all else is what was kept. */
function fill(into: object, kept: object): void {
  const target = into as Record<string, unknown>;
  for (const [key, part] of Object.entries(kept)) {
    const live = target[key];
    if (part instanceof Kept) {
      if (!isKeepable(live)) throw new Error(`There is nothing that could take ${key}`);
      live.restore(part.content);
    } else if (isPlain(part) && isPlain(live) && Object.values(live).some(isKeepable)) {
      fill(live, part);
    } else {
      target[key] = part;
    }
  }
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
