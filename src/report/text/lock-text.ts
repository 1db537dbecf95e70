/** Who has the lock of an instance, and what became of it. */

import { requestTime } from '../../base/limits.ts';
import { moment, span } from '../../base/words.ts';
import type { Holder, LockClaim, Loss } from '../../keep/lock.ts';
import { instanceText } from './instance-text.ts';
import { printable } from './paint.ts';

/** `apply by jane on host-1 (process 4242)`. */
export function whoText({ command, by }: Partial<LockClaim>): string {
  if (!by) return 'an unknown process (its lock file cannot be read)';
  return `${printable(command ?? 'connect-sync')} by ${printable(by.user)} on ${printable(by.host)} (process ${by.pid})`;
}

export const heldText = (holder: Holder, now: number): string =>
  `${whoText(holder)} since ${moment(holder.since)} (${span(Math.max(0, now - holder.since) / 1000)})`;

/** For one that does not wait, or no longer. */
export const lockedText = (instance: LockClaim['instance'], holder: Holder, now: number): string =>
  `Instance ${instanceText(instance)} is locked: ${heldText(holder, now)}. Nothing was written. ` +
  `Wait for it with --lock-timeout 5m; if that process no longer runs, remove its lock with connect-sync unlock${holder.id === undefined ? '' : ` ${printable(holder.id)}`}.`;

/** After a lock was taken away. The holder looks at its lock before each call, so only what it had sent already remains. */
export const takenText = (instance: LockClaim['instance'], holder: Holder, now: number): string =>
  `Removed the lock of instance ${instanceText(instance)}: ${heldText(holder, now)}.\n` +
  `If that process still runs, it sends no more calls; one that it has sent already may still be performed for up to ${requestTime / 1000} seconds.`;

/** One sentence. */
export function lossText(loss: Loss): string {
  switch (loss.type) {
    case 'taken':
      return `The lock of the instance was taken away${loss.by ? ` (${whoText(loss.by)})` : ''}.`;
    case 'gone':
      return 'The lock of the instance was deleted.';
    case 'unseen':
      return `The lock of the instance cannot be looked at: ${printable(loss.error)}.`;
    case 'late':
      return `The lock of the instance could not be renewed in time${loss.error === undefined ? '' : `: ${printable(loss.error)}`}.`;
  }
}
