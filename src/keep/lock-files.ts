/**
 * The lock of an instance as files of one folder: `1.json`, `2.json`, … The one with the highest number counts. Each
 * holder makes the next number, which only one can (a link to a file that exists fails), writes to no number but its
 * own, and on release writes there that it is free. So a lock is never deleted while it counts, and what must not
 * happen cannot: that two who find an ended lease both take the lock, or that one which comes late takes away the lock
 * of the next.
 *
 *     free, ended or dead at n  --link n+1-->  held at n+1  --rename-->  free at n+1
 *
 * Numbers far below the highest are deleted. A process so slow that it makes one of those again sees a higher one
 * right after, and starts over.
 */

import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { isMap, type Json } from '../base/json.ts';
import { attemptFile, attemptToRead, errorCodeOf, instanceFolder, makeFolder, StoreError } from './files.ts';
import { type Holder, type Lease, type Lock, type LockClaim, type Loss, leaseTime } from './lock.ts';
import type { StateOf } from './runs.ts';

export interface FileLock extends Lock {
  /** Who has the lock; `undefined` where it is free. Throws a StoreError. */
  holder(): Holder | undefined;
  /**
   * Frees the lock, and gives who had it. With an id only where the lock still has it; else it gives who has the lock and
   * leaves it. The holder sees it before its next call and stops.
   */
  takeAway(by: LockClaim, id?: string): Holder | undefined;
}

export interface LockPorts {
  readonly clock: Clock;
  readonly stateOf: StateOf;
}

/** Any older number has been seen by everybody who could still make it again. */
const numbersKept = 16;

export const lockFolder = (stateFolder: string, instanceId: string): string =>
  join(instanceFolder(stateFolder, instanceId), 'lock');

/** A lock file as it was found. */
type FoundLock =
  | { readonly type: 'free'; readonly by?: Partial<LockClaim> }
  | { readonly type: 'held'; readonly holder: Holder };

export function makeFileLock(folder: string, { clock, stateOf }: LockPorts): FileLock {
  const pathOf = (number: number): string => join(folder, `${number}.json`);

  const highest = (): number => {
    const names = attemptToRead(folder, () => readdirSync(folder)) ?? [];
    return Math.max(0, ...names.map((name) => Number(/^(\d{1,15})\.json$/.exec(name)?.[1] ?? 0)));
  };
  const look = (number: number): FoundLock => {
    const path = pathOf(number);
    const text = attemptToRead(path, () => readFileSync(path, 'utf8'));
    return text === undefined ? { type: 'free' } : (readLock(text) ?? unreadable(path));
  };
  const isOver = ({ expires, by }: Holder): boolean =>
    clock.now() >= expires || (by !== undefined && stateOf(by) === 'gone');

  /** Makes this number with this content, if nobody has made it and none is higher. */
  const make = (number: number, content: object): boolean => {
    makeFolder(folder);
    const draft = writeDraft(folder, content);
    try {
      attemptFile(`Cannot write ${pathOf(number)}`, () => linkSync(draft, pathOf(number)));
    } catch (error) {
      if (error instanceof StoreError && errorCodeOf(error.cause) === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    if (highest() === number) return true;
    rmSync(pathOf(number), { force: true });
    return false;
  };
  /** Replaces the content of a number that is ours. */
  const replace = (number: number, content: object): void => {
    const draft = writeDraft(folder, content);
    attemptFile(`Cannot write ${pathOf(number)}`, () => renameSync(draft, pathOf(number)));
  };
  /** Whether a lease still counts. */
  const leaseState = ({ number, token }: Lease): 'ours' | Loss => {
    const top = highest();
    const found = look(top);
    const by = found.type === 'held' ? found.holder : found.by;
    if (top > number) return { type: 'taken', ...(by && { by }) };
    return top === number && found.type === 'held' && found.holder.id === token ? 'ours' : { type: 'gone' };
  };

  return {
    async acquire(claim) {
      for (let tries = 0; tries < 1000; tries++) {
        const top = highest();
        const found = look(top);
        if (found.type === 'held' && !isOver(found.holder)) return { type: 'held', holder: found.holder };
        const now = clock.now();
        const own = { number: top + 1, token: randomBytes(8).toString('hex') };
        const lease: Lease = { ...own, claim, since: now, expires: now + leaseTime };
        if (!make(lease.number, lockDocument(lease))) continue;
        tidy(folder, lease.number, now);
        return { type: 'acquired', lease };
      }
      throw new StoreError(`The lock in ${folder} changes hands too fast.`);
    },
    async renew(lease) {
      const now = clock.now();
      // Somebody may have found it ended, and be about to take it.
      if (now >= lease.expires) return { type: 'lost', loss: { type: 'late' } };
      const state = leaseState(lease);
      if (state !== 'ours') return { type: 'lost', loss: state };
      const renewed = { ...lease, expires: now + leaseTime };
      replace(lease.number, lockDocument(renewed));
      return { type: 'renewed', lease: renewed };
    },
    look: async (lease) => leaseState(lease),
    async release(lease) {
      if (leaseState(lease) === 'ours') replace(lease.number, freeDocument(lease.claim, clock.now()));
    },
    holder() {
      const found = look(highest());
      return found.type === 'held' && !isOver(found.holder) ? found.holder : undefined;
    },
    takeAway(by, id) {
      for (;;) {
        const top = highest();
        const found = look(top);
        if (found.type === 'free') return undefined;
        if (id !== undefined && found.holder.id !== id) return found.holder;
        if (make(top + 1, freeDocument(by, clock.now()))) return found.holder;
      }
    },
  };

  /** Nothing that we write is unreadable, so somebody else was at it: what it holds ends a lease after it was written. */
  function unreadable(path: string): FoundLock {
    const since = attemptToRead(path, () => statSync(path).mtimeMs);
    return since === undefined ? { type: 'free' } : { type: 'held', holder: { since, expires: since + leaseTime } };
  }
}

function writeDraft(folder: string, content: object): string {
  const path = join(folder, `${randomBytes(8).toString('hex')}.draft`);
  attemptFile(`Cannot write ${path}`, () => {
    try {
      writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  });
  return path;
}

/** Deletes numbers that count no more and drafts that a kill has left. What cannot be deleted harms nobody. */
function tidy(folder: string, number: number, now: number): void {
  for (const name of readdirSync(folder)) {
    try {
      const path = join(folder, name);
      const old = Number(/^(\d{1,15})\.json$/.exec(name)?.[1] ?? number) <= number - numbersKept;
      if (old || (name.endsWith('.draft') && now - statSync(path).mtimeMs > leaseTime)) rmSync(path);
    } catch {
      // Gone already.
    }
  }
}

const formatVersion = '1.0';
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const lockDocument = ({ token, claim, since, expires }: Lease): object => ({
  ...{ formatVersion, state: 'held', token, ...claim },
  ...{ since: iso(since), expires: iso(expires) },
});

const freeDocument = (claim: LockClaim, now: number): object => ({
  ...{ formatVersion, state: 'free', ...claim, since: iso(now) },
});

function readLock(text: string): FoundLock | undefined {
  const document = parse(text);
  if (!isMap(document)) return undefined;
  const { token, instance, command, by, since, expires } = document;
  const whole = isMap(instance) && isMap(by) && typeof by['pid'] === 'number';
  const claim = { instance, command, by } as unknown as LockClaim;
  if (document['state'] === 'free') return { type: 'free', ...(whole && { by: claim }) };
  const times = [since, expires].map((time) => (typeof time === 'string' ? Date.parse(time) : Number.NaN));
  const [from = Number.NaN, until = Number.NaN] = times;
  if (!whole || typeof token !== 'string' || Number.isNaN(from) || Number.isNaN(until)) return undefined;
  return { type: 'held', holder: { ...claim, id: token, since: from, expires: until } };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
