/** Runs that are recorded without Connect: their events, told one by one, and what is in the file afterwards. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRecorder } from '../../src/keep/recorder.ts';
import { runsFolder } from '../../src/keep/run-ids.ts';
import type { PlannedChange, SafetyCheck } from '../../src/plan/model/plan.ts';
import { count } from '../../src/plan/timing/cost.ts';
import { makeManualClock } from './manual-clock.ts';
import { plan } from './plans.ts';

export const instanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
export const noon = Date.UTC(2026, 10, 25, 12);

export const actor = { user: 'jane', host: 'host-1', pid: 4242, space: 'here', started: '7' };

/** A recorder on a manual clock, whose plan has these changes; nothing has begun. */
export function recording(
  stateFolder: string,
  changes: readonly PlannedChange[],
  start = noon,
  safety: readonly SafetyCheck[] = [],
  whose: { readonly owner?: string; readonly file?: string } = { owner: 'emea' },
) {
  const clock = makeManualClock(start);
  const broken: string[] = [];
  const recorder = makeRecorder(
    {
      tool: { name: 'connect-sync', version: '0.1.0' },
      instance: { id: instanceId, region: 'us-west-2', alias: 'centre' },
      command: 'apply',
      ...whose,
      by: actor,
    },
    { stateFolder, place: instanceId, clock, broken: ({ message }) => broken.push(message) },
  );
  return {
    clock,
    broken,
    recorder,
    begin: () => recorder.begin(plan({ changes, safety }), count(changes.flatMap(({ calls }) => calls))),
  };
}

/** Paths of the records that there are. */
export const recordPaths = (stateFolder: string): readonly string[] =>
  readdirSync(runsFolder(stateFolder, instanceId))
    .sort()
    .map((name) => join(runsFolder(stateFolder, instanceId), name));

/** The lines of the only record, as they are in the file. */
export function linesOf(stateFolder: string) {
  const [path, ...others] = recordPaths(stateFolder);
  if (path === undefined || others.length > 0) throw new Error(`There are ${others.length} records too many, or none.`);
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
