/** Records of runs as documents, for programs. */

import type { Json } from '../../base/json.ts';
import type { RecordedCall, RecordedChange, RunChange, RunInShort, WholeRun } from '../../keep/runs.ts';
import { format } from '../../plan/model/address.ts';
import { formatVersion } from '../../plan/model/plan-file.ts';
import { because } from '../text/apply-text.ts';
import { outcomeOf, secondsOf } from '../text/runs-text.ts';

type Document = { readonly [name: string]: Json };

export const runsDocument = (runs: readonly RunInShort[]): Document => ({ formatVersion, runs: runs.map(inShort) });

export const runDocument = (whole: WholeRun): Document => ({
  formatVersion,
  run: inShort(whole),
  changes: whole.changes.map(changeDocument),
  unanswered: whole.unanswered.map(({ address, call, time }) => ({ address: format(address), call, begunAt: time })),
});

/** What runs have done to one address. */
export const historyDocument = (name: string, history: readonly RunChange[]): Document => ({
  formatVersion,
  name,
  changes: history.map(({ run, change }) => ({
    run: run.id,
    instance: { ...run.instance },
    command: run.command,
    by: { user: run.by.user, host: run.by.host, pid: run.by.pid },
    ...changeDocument(change),
  })),
});

function inShort(one: RunInShort): Document {
  const { run, state, end, lastTime, counts } = one;
  const { id, tool, instance, command, owner, file, by, digest, summary, calls, time } = run;
  return {
    ...{ id, state, result: outcomeOf(one), exitCode: end?.exitCode ?? null },
    ...{ begunAt: time, endedAt: end?.time ?? null, lastAt: lastTime, seconds: secondsOf(one) },
    ...{
      instance: { ...instance },
      command,
      owner: owner ?? null,
      file: file ?? null,
      by: { user: by.user, host: by.host, pid: by.pid },
    },
    ...{ tool: { ...tool }, digest, summary: { ...summary }, calls: { ...calls }, counts: { ...counts } },
  };
}

function changeDocument({ address, begun, ended, calls }: RecordedChange): Document {
  return {
    ...{ address: format(address), action: begun?.action ?? ended?.action ?? null },
    ...{ before: begun?.before ?? null, after: begun?.after ?? null },
    adoption: begun?.adoption ?? ended?.adoption ?? false,
    ...{ begunAt: begun?.time ?? null, endedAt: ended?.time ?? null, outcome: ended?.outcome ?? null },
    calls: calls.map(callDocument),
    errors: ended?.failures.map((failure) => ({ ...failure })) ?? [],
    ...(ended?.skipped && { reason: because(ended.skipped) }),
  };
}

const callDocument = ({ call, begun, retries, ended }: RecordedCall): Document => ({
  ...{ call, begunAt: begun.time, endedAt: ended?.time ?? null, outcome: ended?.outcome ?? null },
  retries: retries.map(({ time, attempt, delay, error }) => ({ time, attempt, delaySeconds: delay / 1000, error })),
  ...{ error: ended?.error ?? null, requestId: ended?.requestId ?? null, uncertain: ended?.uncertain ?? false },
});
