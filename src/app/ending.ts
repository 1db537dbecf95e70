import { type Ending, Interrupted, LockLost } from '../base/errors.ts';
import type { ChangeResult } from '../reconciler/events.ts';

/** What an apply came to. `reason` is why it was told to stop, if it was. */
export function endingOf(results: readonly ChangeResult[], reason?: unknown): Ending {
  const open = results.filter(({ outcome }) => outcome !== 'complete');
  if (open.length === 0) return 'success';
  if (reason instanceof Interrupted) return reason.signal;
  if (results.some(({ done, skipped }) => done.length > 0 || skipped?.type === 'deadline')) return 'partial';
  if (reason instanceof LockLost) return 'locked';
  return open.some(({ failures }) => failures.some(({ denied }) => denied)) ? 'denied' : 'unexpected';
}
