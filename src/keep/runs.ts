/** Reads what runs have recorded. Lines that were torn, or that only a later version knows, are passed over. */
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import type { Address } from '../plan/model/address.ts';
import { attemptToRead } from './files.ts';
import {
  type CallBegun,
  type CallEnded,
  type CallRetried,
  type ChangeBegun,
  type ChangeEnded,
  type EndLine,
  type ProcessMark,
  type RecordLine,
  type RunCounts,
  type RunLine,
  readLine,
} from './record.ts';
import { counted } from './recorder.ts';
import { recordPath, runIds, runsFolder } from './run-ids.ts';

/** What is known of a process: for certain, or `unknown`, as of one on another machine. */
export type ProcessState = 'running' | 'gone' | 'unknown';

/** How a run stands: ended, killed before it could end, or under way. `open`: one of the last two. */
export type RunState = 'ended' | 'killed' | 'running' | 'open';

/** A run in short. */
export interface RunInShort {
  readonly run: RunLine;
  readonly state: RunState;
  /** Absent where the run has not ended, or was killed. */
  readonly end?: EndLine;
  /** Time of its last line. */
  readonly lastTime: string;
  readonly counts: RunCounts;
}

/** A call that was begun and has no end. */
export interface Unanswered {
  readonly address: Address;
  readonly call: string;
  readonly time: string;
}

/** What is recorded of one change. */
export interface RecordedChange {
  readonly address: Address;
  readonly begun?: ChangeBegun;
  readonly ended?: ChangeEnded;
  /** In the order in which they were begun. */
  readonly calls: readonly RecordedCall[];
}

export interface RecordedCall {
  readonly call: string;
  readonly begun: CallBegun;
  readonly retries: readonly CallRetried[];
  readonly ended?: CallEnded;
}

export interface WholeRun extends RunInShort {
  /** In the order in which they were begun, those that never were last. */
  readonly changes: readonly RecordedChange[];
  readonly unanswered: readonly Unanswered[];
}

/** What one run did to one address. */
export interface RunChange {
  readonly run: RunLine;
  readonly change: RecordedChange;
}

/** How to tell whether a process that is named in a record still runs. */
export type StateOf = (mark: ProcessMark) => ProcessState;

/** Ids of the instances that the state folder knows; `undefined` where there is no such folder. Throws a StoreError. */
export const instancesIn = (stateFolder: string): readonly string[] | undefined =>
  attemptToRead(stateFolder, () => readdirSync(stateFolder, { withFileTypes: true }))
    ?.filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** A record that may be read: its id and its file. */
export interface RecordFile {
  readonly id: string;
  readonly path: string;
}

/** Records of these instances, newest first. */
export const recordsOf = (stateFolder: string, instanceIds: readonly string[]): readonly RecordFile[] =>
  instanceIds
    .flatMap((instanceId) => {
      const folder = runsFolder(stateFolder, instanceId);
      return runIds(folder).map((id) => ({ id, path: recordPath(folder, id) }));
    })
    .sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));

/**
 * A run in short, of which only the first and last lines are read where it has ended. `undefined` where the record does
 * not say which run it is of: killed before its first line, or written by a later major version.
 */
export function readRunInShort(path: string, stateOf: StateOf): RunInShort | undefined {
  const { first, lastLines } = endsOf(path);
  const run = readLine(first);
  if (run?.type !== 'run') return undefined;
  const end = readLine(lastLines.at(-1) ?? '');
  return end?.type === 'end'
    ? { run, state: 'ended', end, lastTime: end.time, counts: end.counts }
    : readRun(path, stateOf);
}

/** The whole of a run; `undefined` as above. */
export function readRun(path: string, stateOf: StateOf): WholeRun | undefined {
  const lines = readLines(path);
  const [run] = lines;
  if (run?.type !== 'run') return undefined;
  const end = lines.findLast((line) => line.type === 'end');
  const changes = changesIn(lines);
  const unanswered = changes.flatMap(({ address, calls }) =>
    calls.flatMap(({ call, begun, ended }) => (ended ? [] : [{ address, call, time: begun.time }])),
  );
  const counts = lines.reduce((sum, line) => (isChangeEnd(line) ? counted(sum, line) : sum), nothing);
  return {
    run,
    state: end ? 'ended' : ({ running: 'running', gone: 'killed', unknown: 'open' } as const)[stateOf(run.by)],
    ...(end && { end }),
    lastTime: lines.at(-1)?.time ?? run.time,
    counts: end?.counts ?? counts,
    changes,
    unanswered,
  };
}

/** Every whole line of a record that this version understands. Throws a StoreError. */
export const readLines = (path: string): readonly RecordLine[] =>
  (attemptToRead(path, () => readFileSync(path, 'utf8')) ?? '').split('\n').flatMap((line) => readLine(line) ?? []);

const nothing: RunCounts = { create: 0, update: 0, delete: 0, adopt: 0, failed: 0, skipped: 0 };
const isChangeEnd = (line: RecordLine): line is ChangeEnded => line.type === 'change' && line.phase === 'end';

interface Gathering {
  readonly address: Address;
  begun?: ChangeBegun;
  ended?: ChangeEnded;
  readonly calls: { readonly call: string; begun: CallBegun; retries: CallRetried[]; ended?: CallEnded }[];
}

/** What lines say, change by change. */
export function changesIn(lines: readonly RecordLine[]): readonly RecordedChange[] {
  const changes = new Map<string, Gathering>();
  for (const line of lines) {
    if (line.type !== 'change' && line.type !== 'call') continue;
    const key = `${line.address.kind}/${line.address.key}`;
    const change = changes.get(key) ?? { address: line.address, calls: [] };
    changes.set(key, change);
    if (line.type === 'change') Object.assign(change, line.phase === 'begin' ? { begun: line } : { ended: line });
    else if (line.phase === 'begin') change.calls.push({ call: line.call, begun: line, retries: [] });
    else {
      const open = change.calls.find(({ call, ended }) => call === line.call && !ended);
      if (line.phase === 'retry') open?.retries.push(line);
      else if (open && line.phase === 'end') open.ended = line;
    }
  }
  const all = [...changes.values()];
  return [...all.filter(({ begun }) => begun), ...all.filter(({ begun }) => !begun)];
}

/** More than any line that ends a record has, and than any that begins one. */
const window = 64 * 1024;

/** When the last line was written that is near the end of a record, in milliseconds since the epoch; else `Infinity`. */
export function lastTimeOf(path: string): number {
  const last = endsOf(path)
    .lastLines.map(readLine)
    .findLast((line) => line !== undefined);
  return last ? Date.parse(last.time) : Number.POSITIVE_INFINITY;
}

/** The first line and the last ones, without what is between them. */
function endsOf(path: string): { readonly first: string; readonly lastLines: readonly string[] } {
  const texts = attemptToRead(path, () => {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const read = (from: number): string => {
        const bytes = Buffer.alloc(Math.min(window, size - from));
        return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from));
      };
      return { start: read(0), end: read(Math.max(0, size - window)) };
    } finally {
      closeSync(file);
    }
  });
  return {
    first: texts?.start.split('\n')[0] ?? '',
    lastLines: texts?.end.trimEnd().split('\n') ?? [],
  };
}
