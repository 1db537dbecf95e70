/** Writes the record of a run from the events of its pass. */
import type { Clock } from '../base/clock.ts';
import { isAdoption } from '../plan/compare/scope.ts';
import { type Address, format } from '../plan/model/address.ts';
import type { Plan } from '../plan/model/plan.ts';
import { planDocument, type Tool } from '../plan/model/plan-file.ts';
import { acknowledged } from '../plan/safety/guard.ts';
import type { Counts } from '../plan/timing/cost.ts';
import type { Emit, Event } from '../reconciler/events.ts';
import { type LineFile, makeFolder, StoreError } from './files.ts';
import { prune } from './prune.ts';
import { type Actor, type RecordLine, type RunCounts, recordVersion, writeLine } from './record.ts';
import { newRecord, runsFolder } from './run-ids.ts';

/** What a record says of its run besides what happened. */
export interface RunFacts {
  readonly tool: Tool;
  readonly instance: { readonly id: string; readonly region: string; readonly alias?: string };
  readonly command: string;
  readonly owner?: string | undefined;
  readonly by: Actor;
}

export interface Recording {
  readonly stateFolder: string;
  /** The name of the instance in that folder. */
  readonly place: string;
  readonly clock: Clock;
  /** Told once, as soon as something could not be written. Whoever hears it should begin no more calls. */
  readonly broken: (error: StoreError) => void;
}

export interface Recorder {
  /**
   * Writes what an event says before it returns. A pass that makes no calls leaves no record. Where the record cannot
   * be begun, it throws a StoreError at `applyBegins`, which is before the first call.
   */
  readonly on: Emit;
  /** Writes the last line and closes the record; where there is none, nothing. */
  end(exitCode: number): void;
}

export function makeRecorder(facts: RunFacts, { stateFolder, place, clock, broken }: Recording): Recorder {
  const folder = runsFolder(stateFolder, place);
  let plan: Plan | undefined;
  let file: LineFile | undefined;
  let failed = false;
  let counts: RunCounts = { create: 0, update: 0, delete: 0, adopt: 0, failed: 0, skipped: 0 };
  const begun = new Map<string, number>();
  const planned = new Map<string, Plan['changes'][number]>();

  const now = (): string => new Date(clock.now()).toISOString();
  const write = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      // The lines that follow are tried all the same: each that is written is one answer more that is known.
      if (!failed) broken(error);
      failed = true;
    }
  };
  const append = (line: RecordLine): void => write(() => file?.append(writeLine(line)));

  const begin = (made: Plan, calls: Counts): void => {
    makeFolder(folder);
    prune(folder, clock.now());
    const { id, file: opened } = newRecord(folder, clock.now());
    const { digest } = planDocument(made, facts.tool);
    for (const change of made.changes) planned.set(format(change.address), change);
    const { tool, instance, command, owner, by } = facts;
    const head = { formatVersion: recordVersion, id, tool, instance, command, ...(owner !== undefined && { owner }) };
    const accepted = acknowledged(made.safety);
    const agreed = accepted.length > 0 ? { accepted } : {};
    const run = { by, digest: String(digest), summary: made.summary, ...agreed, calls };
    opened.append(writeLine({ type: 'run', time: now(), ...head, ...run }));
    file = opened;
  };
  const beginChange = ({ address, action }: Extract<Event, { type: 'changeStarted' }>): void => {
    const change = planned.get(format(address));
    const sides = change && {
      ...('before' in change && { before: change.before }),
      ...('after' in change && { after: change.after }),
      risk: change.risk,
      ...(isAdoption(change) && { adoption: true }),
    };
    append({ type: 'change', phase: 'begin', time: now(), address, action, ...sides });
  };
  const endCall = ({ address, call, outcome, failure }: Extract<Event, { type: 'callEnded' }>): void => {
    // Of a call that was never begun, the end of its change says enough.
    if (!closes(begun, address, call)) return;
    const why = failure && {
      error: failure.error,
      ...(failure.requestId !== undefined && { requestId: failure.requestId }),
      ...(failure.uncertain && { uncertain: true }),
    };
    append({ type: 'call', phase: 'end', time: now(), address, call, outcome, ...why });
  };

  return {
    on(event) {
      switch (event.type) {
        case 'plan':
          plan = event.plan;
          return;
        case 'applyBegins':
          if (plan && Object.keys(event.calls).length > 0) begin(plan, event.calls);
          return;
        case 'changeStarted':
          return beginChange(event);
        case 'callStarted':
          opens(begun, event.address, event.call);
          return append({ type: 'call', phase: 'begin', time: now(), address: event.address, call: event.call });
        case 'callRetried': {
          const { address, call, attempt, delay, error } = event;
          return append({ type: 'call', phase: 'retry', time: now(), address, call, attempt, delay, error });
        }
        case 'callEnded':
          return endCall(event);
        case 'changeEnded':
          counts = counted(counts, event.result);
          return append({ type: 'change', phase: 'end', time: now(), ...event.result });
        case 'readAhead':
        case 'read':
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
const keyOf = (address: Address, call: string): string => `${call} ${format(address)}`;

function opens(begun: Map<string, number>, address: Address, call: string): void {
  begun.set(keyOf(address, call), (begun.get(keyOf(address, call)) ?? 0) + 1);
}

function closes(begun: Map<string, number>, address: Address, call: string): boolean {
  const open = begun.get(keyOf(address, call)) ?? 0;
  if (open <= 1) begun.delete(keyOf(address, call));
  else begun.set(keyOf(address, call), open - 1);
  return open > 0;
}
