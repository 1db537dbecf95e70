import type { LiveResource } from '../../plan/model/state.ts';
import type { Reading } from '../kind.ts';

/** For what seldom changes: what this process has read before, or else what `read` gives, which is remembered. */
export async function readOnce(
  { recollection, fresh }: Reading,
  read: () => Promise<readonly LiveResource[]>,
): Promise<readonly LiveResource[]> {
  if (!recollection) return read();
  if (fresh || recollection.value === undefined) recollection.value = await read();
  return recollection.value as readonly LiveResource[];
}
