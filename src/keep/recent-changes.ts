import type { Action } from '../plan/model/change.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import { acceptableOf, type Recent } from '../plan/safety/limits.ts';
import { StoreError } from './files.ts';
import type { CallEnded, RecordLine, RunLine } from './record.ts';
import { recordPath, runIds, runsFolder, startOf } from './run-ids.ts';
import { changesIn, lastTimeOf, readLines } from './runs.ts';

/** Milliseconds. A record of a run that began this long before the time asked for says nothing of what came after it. */
const longestRun = 7 * 24 * 3600 * 1000;

/** Whose earlier runs count: those of the same owner; without an owner, those of the same main file. */
export interface Whose {
  readonly stateFolder: string;
  /** The name of the instance in that folder, and its Region: records of earlier versions may be of several. */
  readonly place: string;
  readonly region: string;
  readonly owner?: string | undefined;
  /** By its whole path. */
  readonly file?: string | undefined;
}

/**
 * What such runs of this machine have created, updated or deleted in an instance since a time (milliseconds since the
 * epoch), as keys of a state. What was begun and never answered counts as done, and so does a failed call that may have
 * been made; taking over a resource (adoption) does not count, nor does what was acknowledged then. `undefined` where
 * nothing is known of earlier runs: no record, or one that cannot be read.
 */
export function recentChanges(
  { stateFolder, place, ...whose }: Whose,
  since: number,
  rules: Rules,
): Recent | undefined {
  const folder = runsFolder(stateFolder, place);
  const recent = { create: new Set<string>(), update: new Set<string>(), delete: new Set<string>() };
  try {
    const ids = runIds(folder);
    if (ids.length === 0) return undefined;
    for (const id of ids) {
      if (startOf(id) < since - longestRun) break;
      const path = recordPath(folder, id);
      if (lastTimeOf(path) < since) continue;
      const lines = readLines(path);
      const run = lines.find((line) => line.type === 'run');
      if (run && !isOf(run, whose)) continue;
      const accepted = run?.accepted ?? [];
      for (const { key, kind, action } of madeSince(lines, since, rules)) {
        const counts = rules.get(kind)?.counts;
        if (counts && !accepted.includes(acceptableOf(counts, action))) recent[action].add(key);
      }
    }
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
  return recent;
}

/** A record that does not say its file is of an earlier version, and may be of any. */
const isOf = (run: RunLine, { owner, file, region }: Pick<Whose, 'owner' | 'file' | 'region'>): boolean =>
  run.instance.region === region &&
  run.owner === owner &&
  (owner !== undefined || run.file === undefined || run.file === file);

interface RecentChange {
  readonly key: string;
  readonly kind: string;
  readonly action: Action;
}

function madeSince(lines: readonly RecordLine[], since: number, rules: Rules): readonly RecentChange[] {
  return changesIn(lines).flatMap(({ address, begun, calls }) => {
    if (!begun || begun.adoption) return [];
    const made = calls.some(
      ({ begun: { time }, ended }) => mayBeMade(ended) && Date.parse(ended?.time ?? time) >= since,
    );
    return made
      ? [{ key: keyOf(rules, address), kind: address.kind, action: begun.parking ? ('delete' as const) : begun.action }]
      : [];
  });
}

const mayBeMade = (ended: CallEnded | undefined): boolean =>
  ended === undefined || ended.outcome === 'done' || ended.uncertain === true;
