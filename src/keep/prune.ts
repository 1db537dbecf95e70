/** Which records stay. */
import { rmSync, statSync } from 'node:fs';
import { recordPath, runIds, startOf } from './run-ids.ts';

/** These stay whatever their age, and those of these milliseconds whatever their number … */
const runsKept = 100;
const timeKept = 30 * 24 * 3600 * 1000;
/** … within these bounds, so that a watch that writes all day does not fill a disk. */
const maxRuns = 10_000;
const maxBytes = 1024 ** 3;

/** Deletes the oldest records of an instance that need not stay. What cannot be deleted stays, which harms nobody. */
export function prune(folder: string, now: number): void {
  let bytes = 0;
  for (const [index, id] of runIds(folder).entries()) {
    const path = recordPath(folder, id);
    try {
      bytes += statSync(path).size;
      const old = index >= runsKept && now - startOf(id) > timeKept;
      if (old || index >= maxRuns || bytes > maxBytes) rmSync(path);
    } catch {
      // Gone already, or not ours to delete.
    }
  }
}
