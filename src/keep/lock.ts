/**
 * One writer per instance. A lock is a lease: it ends by itself, and its holder renews it for as long as it lives.
 *
 *     lease      |<------------------- 90 s ------------------>|  others may take the lock from here on
 *     holder     renews every 15 s;  |  stops beginning calls here, 45 s before that
 *
 * A holder that cannot renew stops well before its lease ends, because an answer may take half a minute: when another
 * process takes the lock, nothing of the last holder is under way any more. Before each attempt of each call the holder
 * looks at the lock itself (`check`), and so finds out that it was paused for too long (a laptop asleep), or that the lock
 * was taken away or deleted.
 */
import type { Clock } from '../base/clock.ts';
import type { Actor } from './record.ts';

/** Milliseconds. */
export const leaseTime = 90_000;
const renewEvery = 15_000;
/** After a renewal that failed. */
const retryEvery = 5_000;
const stopBeforeEnd = 45_000;
/** Between two looks of one that waits. */
const lookEvery = 1_000;

/** What a holder says of itself, for those who find the lock taken. */
export interface LockClaim {
  readonly instance: { readonly id: string; readonly alias?: string; readonly region?: string };
  readonly command: string;
  readonly by: Actor;
}

/** Who has the lock. Absent facts: its file cannot be read. Times in milliseconds since the epoch. */
export interface Holder extends Partial<LockClaim> {
  /** The lock's id: of this holding and no other. */
  readonly id?: string;
  readonly since: number;
  readonly expires: number;
}

/** A lock that was got. `token` is nobody else's. */
export interface Lease {
  readonly number: number;
  readonly token: string;
  readonly claim: LockClaim;
  readonly since: number;
  readonly expires: number;
}

/** Why a lease is no more. */
export type Loss =
  /** Somebody has taken the lock over, or away with `unlock`. */
  | { readonly type: 'taken'; readonly by?: Partial<LockClaim> }
  /** What kept it was deleted. */
  | { readonly type: 'gone' }
  /** It was not renewed in time; `error` says why, if renewing failed. */
  | { readonly type: 'late'; readonly error?: string }
  /** It could not be looked at. */
  | { readonly type: 'unseen'; readonly error: string };

/** Where locks are kept. The one of files is for the processes of one machine; a shared store may follow. */
export interface Lock {
  /** Never waits. Rejects where the store cannot be used. */
  acquire(
    claim: LockClaim,
  ): Promise<{ readonly type: 'acquired'; readonly lease: Lease } | { readonly type: 'held'; readonly holder: Holder }>;
  /** The lease with a later end. Rejects where the store cannot be used just now. */
  renew(
    lease: Lease,
  ): Promise<{ readonly type: 'renewed'; readonly lease: Lease } | { readonly type: 'lost'; readonly loss: Loss }>;
  /** Whether the lease still counts. Rejects where the store cannot be used just now. */
  look(lease: Lease): Promise<'ours' | Loss>;
  /** Nothing where it is lost already. */
  release(lease: Lease): Promise<void>;
}

/** A lock for as long as it is needed. */
export interface Held {
  /** Says whether a call may be sent now, by a look at the lock; where it may not, `lost` has been told. */
  check(): Promise<boolean>;
  /** Nothing where it is lost or released already. */
  release(): Promise<void>;
}

export interface Holding {
  readonly clock: Clock;
  /** Ends the waiting, with its reason. */
  readonly signal: AbortSignal;
  /** Milliseconds to wait for another holder; 0 does not. */
  readonly timeout: number;
  /** Told of the holder that is waited for, once for each. */
  readonly waiting: (holder: Holder) => void;
  /** Told once. No call may be begun from then on. */
  readonly lost: (loss: Loss) => void;
}

/** Takes the lock, waiting for it if asked to, and keeps it until it is released or lost. */
export async function hold(
  lock: Lock,
  claim: LockClaim,
  holding: Holding,
): Promise<{ readonly type: 'acquired'; readonly held: Held } | { readonly type: 'held'; readonly holder: Holder }> {
  const { clock, signal, timeout, waiting } = holding;
  const until = clock.now() + timeout;
  let known: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    const found = await lock.acquire(claim);
    if (found.type === 'acquired') return { type: 'acquired', held: keep(lock, found.lease, holding) };
    const left = until - clock.now();
    if (left <= 0) return found;
    const who = JSON.stringify([found.holder.since, found.holder.by]);
    if (who !== known) waiting(found.holder);
    known = who;
    await clock.sleep(Math.min(lookEvery, left), signal);
  }
}

function keep(lock: Lock, first: Lease, { clock, lost }: Holding): Held {
  const over = new AbortController();
  let lease = first;
  let trouble: string | undefined;
  const lose = (loss: Loss): void => {
    if (over.signal.aborted) return;
    over.abort();
    lost(loss);
  };
  const isInTime = (): boolean => {
    if (over.signal.aborted) return false;
    if (clock.now() < lease.expires - stopBeforeEnd) return true;
    lose({ type: 'late', ...(trouble !== undefined && { error: trouble }) });
    return false;
  };
  const check = async (): Promise<boolean> => {
    if (!isInTime()) return false;
    const found = await lock.look(lease).catch((error): Loss => ({ type: 'unseen', error: messageOf(error) }));
    if (found !== 'ours') lose(found);
    // The look may have taken its time.
    return isInTime();
  };
  const renew = async (): Promise<void> => {
    try {
      const renewed = await lock.renew(lease);
      if (renewed.type === 'lost') return lose(renewed.loss);
      lease = renewed.lease;
      trouble = undefined;
    } catch (error) {
      trouble = messageOf(error);
    }
  };
  const beat = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(trouble === undefined ? renewEvery : retryEvery, over.signal);
      if (isInTime()) await renew();
    }
  };
  // Ends by the abort that stops it, which is no failure.
  const beating = beat().catch(() => {});
  return {
    check,
    async release() {
      if (over.signal.aborted) return;
      over.abort();
      await beating;
      await lock.release(lease);
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
