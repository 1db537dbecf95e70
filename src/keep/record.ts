/**
 * The record of a run: one JSON object a line, in a file that only grows. What is about to be done is written before it
 * is done, and what became of it as soon as that is known; so the file says at any moment what a run that is killed has
 * done, what it has not, and which calls it may have made without learning it.
 */

import { isMap, type Json } from '../base/json.ts';
import { type Address, format, parse } from '../plan/model/address.ts';
import type { Action } from '../plan/model/change.ts';
import type { CallCounts, Risk, Summary } from '../plan/model/plan.ts';
import type { Attributes } from '../plan/model/state.ts';
import type { Acceptable } from '../plan/safety/finding.ts';
import type { ChangeResult } from '../reconciler/events.ts';

/** Of the lines; a minor version adds, a major one breaks. */
export const recordVersion = '1.0';

/** A process, so that another one can say whether it still runs. Opaque texts: see app/machine/processes.ts. */
export interface ProcessMark {
  readonly pid: number;
  /** Within which process ids mean the same: a boot of a machine, and a container of it. */
  readonly space?: string;
  /** When it started; a process id that came again has another. */
  readonly started?: string;
}

/** Who runs it. */
export interface Actor extends ProcessMark {
  readonly user: string;
  readonly host: string;
}

/** Times are ISO 8601 in UTC. */
interface Timed {
  readonly time: string;
}

/** The first line. */
export interface RunLine extends Timed {
  readonly type: 'run';
  readonly formatVersion: string;
  /** When it began, and four random digits: `20261125T171500Z-4f2a`. Sorts by time. */
  readonly id: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly instance: { readonly id: string; readonly region: string; readonly alias?: string };
  readonly command: string;
  readonly owner?: string;
  /** The main file, by its whole path. Records of earlier versions lack it. */
  readonly file?: string;
  readonly by: Actor;
  /** Of the plan's changes, as in the plan document. */
  readonly digest: string;
  readonly summary: Summary;
  /** Actions of which more are made than the limits allow, because somebody has agreed to their exact number. */
  readonly accepted?: readonly Acceptable[];
  /** What is to be sent, by API. */
  readonly calls: CallCounts;
}

/** A change whose first call is about to be sent. `before` is what Connect had of what is to be changed. */
export interface ChangeBegun extends Timed {
  readonly type: 'change';
  readonly phase: 'begin';
  readonly address: Address;
  readonly action: Action;
  readonly before?: Attributes;
  readonly after?: Attributes;
  readonly risk?: Risk;
  readonly adoption?: boolean;
  /** True where an update takes the access of somebody who is deleted later: it counts as a deletion. */
  readonly parking?: boolean;
}

/** What became of a change; also of one that was never begun. */
export interface ChangeEnded extends Timed, ChangeResult {
  readonly type: 'change';
  readonly phase: 'end';
}

interface CallLine extends Timed {
  readonly type: 'call';
  readonly address: Address;
  readonly call: string;
}

export interface CallBegun extends CallLine {
  readonly phase: 'begin';
}

/** An attempt failed and another follows after `delay` milliseconds. */
export interface CallRetried extends CallLine {
  readonly phase: 'retry';
  readonly attempt: number;
  readonly delay: number;
  readonly error: string;
}

/** The next attempt of a call is about to be sent. */
export interface CallAgain extends CallLine {
  readonly phase: 'again';
  /** From 2. */
  readonly attempt: number;
}

export interface CallEnded extends CallLine {
  readonly phase: 'end';
  readonly outcome: 'done' | 'failed' | 'skipped';
  /** Name of the error; the message is in the end of the change. */
  readonly error?: string;
  readonly requestId?: string;
  /** It failed, and may have been made all the same. */
  readonly uncertain?: boolean;
}

/** How many changes came to what. */
export interface RunCounts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly adopt: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The last line; a run that is killed has none. */
export interface EndLine extends Timed {
  readonly type: 'end';
  readonly counts: RunCounts;
  readonly exitCode: number;
}

export type RecordLine =
  | RunLine
  | ChangeBegun
  | ChangeEnded
  | CallBegun
  | CallRetried
  | CallAgain
  | CallEnded
  | EndLine;

/** The line as it is written; an address is one text, `user/jane.doe`, as everywhere outside the program. */
export function writeLine(line: RecordLine): string {
  const skipped = 'skipped' in line ? line.skipped : undefined;
  return JSON.stringify({
    ...line,
    ...('address' in line && { address: format(line.address) }),
    ...(skipped?.type === 'depends' && { skipped: { ...skipped, on: format(skipped.on) } }),
  });
}

/** `undefined` for what is none: a torn line, or one of a sort that only a later version knows. */
export function readLine(text: string): RecordLine | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isMap(value) && isLine(value) ? withAddresses(value) : undefined;
  } catch {
    return undefined;
  }
}

type Fields = { readonly [name: string]: Json };

function isLine(line: Fields): boolean {
  if (typeof line['time'] !== 'string' || Number.isNaN(Date.parse(line['time']))) return false;
  switch (line['type']) {
    case 'run':
      return (
        ['id', 'command', 'digest'].every((name) => typeof line[name] === 'string') &&
        // A later major version may mean something else by the same words.
        /^1\.\d+$/.test(String(line['formatVersion'])) &&
        ['tool', 'summary', 'calls'].every((name) => isMap(line[name])) &&
        hasTexts(line['instance'], ['id', 'region']) &&
        hasTexts(line['by'], ['user', 'host'])
      );
    case 'change':
      return isAbout(line) && ['create', 'update', 'delete'].includes(String(line['action'])) && isWholeEnd(line);
    case 'call':
      return isAbout(line) && typeof line['call'] === 'string';
    case 'end':
      return isMap(line['counts']) && typeof line['exitCode'] === 'number';
    default:
      return false;
  }
}

const hasTexts = (value: Json | undefined, names: readonly string[]): boolean =>
  isMap(value) && names.every((name) => typeof value[name] === 'string');

const isAbout = ({ address, phase }: Fields): boolean =>
  typeof address === 'string' && address.includes('/') && ['begin', 'retry', 'again', 'end'].includes(String(phase));

const isWholeEnd = ({ phase, done, failures, outcome }: Fields): boolean =>
  phase !== 'end' || (Array.isArray(done) && Array.isArray(failures) && typeof outcome === 'string');

function withAddresses(line: Fields): RecordLine {
  const { address, skipped } = line;
  const on = isMap(skipped) ? skipped['on'] : undefined;
  return {
    ...line,
    ...(typeof address === 'string' && { address: parse(address) }),
    ...(isMap(skipped) && typeof on === 'string' && { skipped: { ...skipped, on: parse(on) } }),
  } as unknown as RecordLine;
}
