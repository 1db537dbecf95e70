import { format } from '../plan/model/address.ts';
import type { Action } from '../plan/model/change.ts';
import type { Recent } from '../plan/safety/guard.ts';
import { StoreError } from './files.ts';
import type { CallEnded, RecordLine } from './record.ts';
import { recordPath, runIds, runsFolder, startOf } from './run-ids.ts';
import { changesIn, lastTimeOf, readLines } from './runs.ts';

/** The kind that limits are about. */
const counted = 'user';

/** Milliseconds. A record of a run that began this long before the time asked for says nothing of what came after it. */
const longestRun = 7 * 24 * 3600 * 1000;

/**
 * Users that runs of this machine have created, updated or deleted in an instance since a time (milliseconds since the
 * epoch), by `user/` and their name in lower case. What was begun and never answered counts as done, and so does a failed
 * call that may have been made; taking over a user (adoption) does not count, nor does what was acknowledged then. `undefined` where nothing is known of
 * earlier runs: no record, or one that cannot be read.
 */
export function recentChanges(stateFolder: string, instanceId: string, since: number): Recent | undefined {
  const folder = runsFolder(stateFolder, instanceId);
  const users = { create: new Set<string>(), update: new Set<string>(), delete: new Set<string>() };
  try {
    const ids = runIds(folder);
    if (ids.length === 0) return undefined;
    for (const id of ids) {
      if (startOf(id) < since - longestRun) break;
      const path = recordPath(folder, id);
      if (lastTimeOf(path) < since) continue;
      const lines = readLines(path);
      const accepted = lines.flatMap((line) => (line.type === 'run' ? (line.accepted ?? []) : []));
      for (const { key, action } of madeSince(lines, since)) if (!accepted.includes(action)) users[action].add(key);
    }
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
  return users;
}

interface Made {
  readonly key: string;
  readonly action: Action;
}

function madeSince(lines: readonly RecordLine[], since: number): readonly Made[] {
  return changesIn(lines).flatMap(({ address, begun, calls }) => {
    if (!begun || begun.adoption || address.kind !== counted) return [];
    const made = calls.some(
      ({ begun: { time }, ended }) => mayBeMade(ended) && Date.parse(ended?.time ?? time) >= since,
    );
    // Connect takes a username in any case for the same user.
    return made ? [{ key: format({ ...address, key: address.key.toLowerCase() }), action: begun.action }] : [];
  });
}

const mayBeMade = (ended: CallEnded | undefined): boolean =>
  ended === undefined || ended.outcome === 'done' || ended.uncertain === true;
