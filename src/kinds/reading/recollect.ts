import type { LiveResource } from '../../plan/model/state.ts';
import type { Reading } from '../kind.ts';

/**
 * For what is only pointed at, and seldom changes: what this process has read before, or else what `read` gives, which is
 * remembered. A kind that is managed is read every time, so that nobody's change of it is overlooked.
 */
export async function readOnce(
  { recollection, fresh, detailed }: Reading,
  read: () => Promise<readonly LiveResource[]>,
): Promise<readonly LiveResource[]> {
  if (!recollection || detailed) return read();
  if (fresh || recollection.value === undefined) recollection.value = await read();
  return recollection.value as readonly LiveResource[];
}
