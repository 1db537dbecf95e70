/** Writes the record of a run: what is about to be sent as the journal of its pass, and what became of it from its events. */

import type { Clock } from '../base/clock.ts';
import { RecordLost } from '../base/errors.ts';
import { isAdoption } from '../plan/compare/ownership.ts';
import { type Address, format } from '../plan/model/address.ts';
import { isParking } from '../plan/model/parking.ts';
import type { Plan } from '../plan/model/plan.ts';
import { planDocument, type Tool } from '../plan/model/plan-file.ts';
import { acknowledged } from '../plan/safety/guard.ts';
import type { Emit, Event } from '../reconciler/events.ts';
import type { Journal } from '../reconciler/journal.ts';
import { type LineFile, makeFolder, StoreError } from './files.ts';
import { prune } from './prune.ts';
import { type Actor, type ChangeBegun, type RecordLine, type RunCounts, recordVersion, writeLine } from './record.ts';
import { newRecord, runsFolder } from './run-ids.ts';

/** What a record says of its run besides what happened. */
export interface RunFacts {
  readonly tool: Tool;
  readonly instance: { readonly id: string; readonly region: string; readonly alias?: string };
  readonly command: string;
  readonly owner?: string | undefined;
  /** The main file, by its whole path. */
  readonly file?: string | undefined;
  readonly by: Actor;
}

export interface Recording {
  readonly stateFolder: string;
  /** The name of the instance in that folder. */
  readonly place: string;
  readonly clock: Clock;
  /** Told once, as soon as something could not be written. No more calls may be sent then. */
  readonly broken: (error: RecordLost) => void;
}

/**
 * The record of one pass. As a journal it rejects with a StoreError where it cannot be begun, and with `RecordLost` where it
 * cannot be gone on with. A pass that makes no calls leaves no record.
 */
export interface Recorder extends Journal {
  /** Writes what became of calls and changes before it returns; other events say nothing that is recorded. */
  readonly on: Emit;
  /** Writes the last line and closes the record; where there is none, nothing. */
  end(exitCode: number): void;
}

/**
 * Bytes that are taken in a record before a call is sent, for what becomes of it and of each call that is under way, and for
 * the last line: they are recorded even on a disk that has become full.
 */
const roomForEnd = 1024;

export function makeRecorder(facts: RunFacts, { stateFolder, place, clock, broken }: Recording): Recorder {
  const folder = runsFolder(stateFolder, place);
  let file: LineFile | undefined;
  let lost: RecordLost | undefined;
  let counts: RunCounts = { create: 0, update: 0, delete: 0, adopt: 0, failed: 0, skipped: 0 };
  /** Calls that were begun and have not ended. */
  const open = new Map<string, number>();
  const begunChanges = new Set<string>();
  const planned = new Map<string, Plan['changes'][number]>();

  const now = (): string => new Date(clock.now()).toISOString();
  const write = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (lost) return;
      lost = new RecordLost(`The record of this run cannot be kept. ${error.message}.`);
      broken(lost);
    }
  };
  // After a failure, the lines that follow are tried all the same: each that is written is one answer more that is known.
  const append = (line: RecordLine): void => write(() => file?.append(writeLine(line)));

  const beginningOf = (address: Address): ChangeBegun => {
    const change = planned.get(format(address));
    if (!change) throw new Error(`The plan has no change of ${format(address)}.`);
    const sides = {
      ...('before' in change && { before: change.before }),
      ...('after' in change && { after: change.after }),
      ...(isAdoption(change) && { adoption: true }),
      ...(isParking(change) && { parking: true }),
    };
    const { action, risk } = change;
    return { type: 'change', phase: 'begin', time: now(), address, action, ...sides, risk };
  };
  const endCall = ({ address, call, outcome, failure }: Extract<Event, { type: 'callEnded' }>): void => {
    // Of a call that was never begun, the end of its change says enough.
    if (!closes(open, address, call)) return;
    const why = failure && {
      error: failure.error,
      ...(failure.requestId !== undefined && { requestId: failure.requestId }),
      ...(failure.uncertain && { uncertain: true }),
    };
    append({ type: 'call', phase: 'end', time: now(), address, call, outcome, ...why });
  };

  return {
    async begin(plan, calls) {
      if (Object.keys(calls).length === 0) return;
      makeFolder(folder);
      prune(folder, clock.now());
      const { digest } = planDocument(plan, facts.tool);
      for (const change of plan.changes) planned.set(format(change.address), change);
      const { tool, instance, command, owner, file: main, by } = facts;
      const accepted = acknowledged(plan.safety);
      const { id, file: opened } = newRecord(folder, clock.now());
      const head = {
        formatVersion: recordVersion,
        id,
        tool,
        instance,
        command,
        ...(owner !== undefined && { owner }),
        ...(main !== undefined && { file: main }),
      };
      const agreed = accepted.length > 0 ? { accepted } : {};
      const run = { by, digest: String(digest), summary: plan.summary, ...agreed, calls };
      try {
        opened.append(writeLine({ type: 'run', time: now(), ...head, ...run }));
      } catch (error) {
        opened.discard();
        throw error;
      }
      file = opened;
    },
    async attempt({ address, call, number }) {
      if (lost) throw lost;
      if (!file) return;
      const line = { type: 'call', time: now(), address, call } as const;
      const lines: readonly RecordLine[] = [
        ...(begunChanges.has(format(address)) ? [] : [beginningOf(address)]),
        number === 1 ? { ...line, phase: 'begin' } : { ...line, phase: 'again', attempt: number },
      ];
      const text = lines.map(writeLine).join('\n');
      const underWay = [...open.values()].reduce((sum, times) => sum + times, 0);
      write(() => {
        file?.reserve(Buffer.byteLength(text) + (underWay + 2) * roomForEnd);
        file?.append(text);
      });
      if (lost) throw lost;
      begunChanges.add(format(address));
      if (number === 1) opens(open, address, call);
    },
    on(event) {
      switch (event.type) {
        case 'callRetried': {
          const { address, call, attempt, delay, error } = event;
          return append({ type: 'call', phase: 'retry', time: now(), address, call, attempt, delay, error });
        }
        case 'callEnded':
          return endCall(event);
        case 'changeEnded':
          counts = counted(counts, event.result);
          // What room there is left is for changes that were begun; the others are counted in the last line.
          if (lost && !begunChanges.has(format(event.result.address))) return;
          return append({ type: 'change', phase: 'end', time: now(), ...event.result });
        case 'applyBegins':
        case 'callStarted':
        case 'changeStarted':
        case 'plan':
        case 'read':
        case 'readAhead':
          return;
      }
    },
    end(exitCode) {
      append({ type: 'end', time: now(), counts, exitCode });
      write(() => file?.close());
      file = undefined;
    },
  };
}

/** Counts one result more. */
export function counted(
  counts: RunCounts,
  {
    outcome,
    action,
    adoption,
  }: { readonly outcome: string; readonly action: 'create' | 'update' | 'delete'; readonly adoption: boolean },
): RunCounts {
  const name =
    outcome === 'errored' ? 'failed' : outcome === 'skipped' ? 'skipped' : adoption ? ('adopt' as const) : action;
  return { ...counts, [name]: counts[name] + 1 };
}

/** A call by what it is about; one may be made several times for one address. */
const callKeyOf = (address: Address, call: string): string => `${call} ${format(address)}`;

function opens(open: Map<string, number>, address: Address, call: string): void {
  open.set(callKeyOf(address, call), (open.get(callKeyOf(address, call)) ?? 0) + 1);
}

function closes(open: Map<string, number>, address: Address, call: string): boolean {
  const times = open.get(callKeyOf(address, call)) ?? 0;
  if (times <= 1) open.delete(callKeyOf(address, call));
  else open.set(callKeyOf(address, call), times - 1);
  return times > 0;
}
