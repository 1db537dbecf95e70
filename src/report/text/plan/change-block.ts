/** A change as lines, the same wherever a person reads it: a head, and a line for each attribute. */

import { isMap, type Json } from '../../../base/json.ts';
import { plural } from '../../../base/words.ts';
import { rules } from '../../../kinds/registry.ts';
import { isAdoption } from '../../../plan/compare/ownership.ts';
import { format } from '../../../plan/model/address.ts';
import { isParking } from '../../../plan/model/parking.ts';
import type { PlannedChange, Risk } from '../../../plan/model/plan.ts';
import { count } from '../../../plan/timing/cost.ts';
import { printable } from '../paint.ts';

const symbols = { create: '+', update: '~', delete: '-' } as const;
export type Symbol = (typeof symbols)[keyof typeof symbols];

/** All text in it is printable: on one line, without control characters. */
export interface ChangeBlock {
  readonly symbol: Symbol;
  readonly address: string;
  /** What a reader should know of it before agreeing: `cannot be undone`. */
  readonly note?: { readonly text: string; readonly tone: 'danger' | 'harmless' };
  readonly lines: readonly BlockLine[];
  /** What a delete takes along: the calls before its last, counted. */
  readonly takenAlong: readonly string[];
}

/** One attribute, or several below the same one that change alike. */
export interface BlockLine {
  readonly symbol: Symbol;
  /** `lastName: "Doe" -> "Dorn"` */
  readonly text: string;
  /** Steps to it, not printable; of several, to the one above them. */
  readonly path: readonly string[];
}

const riskNotes: { readonly [risk in Risk]: string | undefined } = {
  normal: undefined,
  privilege: 'privilege: widens what somebody may do',
  irreversible: 'cannot be undone',
};

export function changeBlock(change: PlannedChange): ChangeBlock {
  const note = noteOn(change);
  return {
    symbol: symbols[change.action],
    address: printable(format(change.address)),
    ...(note && { note }),
    lines: gather(leavesOf(change)).map(lineOf),
    takenAlong: takenAlong(change),
  };
}

function lineOf({ path, names, before, after }: Gathered): BlockLine {
  const name = printable([...path, ...(names.length > 1 ? [`{${names.join(',')}}`] : names)].join('.'));
  const at = names.length > 1 ? path : [...path, ...names];
  if (before === null) return { symbol: '+', text: `${name}: ${show(after)}`, path: at };
  if (after === null) return { symbol: '-', text: `${name}: ${show(before)}`, path: at };
  return { symbol: '~', text: `${name}: ${show(before)} -> ${show(after)}`, path: at };
}

function noteOn(change: PlannedChange): ChangeBlock['note'] {
  if (isAdoption(change)) return { text: 'adopt', tone: 'harmless' };
  if (change.action === 'update' && change.leaving) {
    const { parkedOn, deleteOn } = change.leaving;
    const text = `parked since ${parkedOn}, deleted on ${deleteOn}`;
    return { text, tone: isParking(change) ? 'danger' : 'harmless' };
  }
  const text = riskNotes[change.risk];
  return text === undefined ? undefined : { text, tone: 'danger' };
}

function takenAlong({ action, calls }: PlannedChange): readonly string[] {
  if (action !== 'delete') return [];
  return Object.entries(count(calls.slice(0, -1))).map(([call, times]) => `after ${plural(times, 'call')} of ${call}`);
}

interface Leaf {
  readonly path: readonly string[];
  readonly before: Json;
  readonly after: Json;
}

/** What differs, down to the plain values; `null` is not set. */
function leavesOf(change: PlannedChange): readonly Leaf[] {
  const walk = (before: Json, after: Json, path: readonly string[]): readonly Leaf[] => {
    const opened = [before, after].find((side) => isMap(side) && !isSensitive(change, path));
    if (!isMap(opened)) return [{ path, before, after }];
    const names = Object.keys({ ...(isMap(before) ? before : {}), ...(isMap(after) ? after : {}) });
    return names.flatMap((name) => walk(valueIn(before, name), valueIn(after, name), [...path, name]));
  };
  return walk(change.action === 'create' ? {} : change.before, change.action === 'delete' ? {} : change.after, []);
}

const valueIn = (map: Json, name: string): Json =>
  isMap(map) && Object.hasOwn(map, name) ? (map[name] ?? null) : null;

/** Leaves that share what is above them and what changes. */
interface Gathered extends Leaf {
  /** Of each, the last step; `path` has those before. */
  readonly names: readonly string[];
}

/** Siblings that change alike share a line: `phoneConfig.autoAccept.{VOICE,CHAT}: false -> true`. */
function gather(leaves: readonly Leaf[]): readonly Gathered[] {
  const groups = new Map<string, Gathered & { readonly names: string[] }>();
  for (const leaf of leaves) {
    const parent = leaf.path.slice(0, -1);
    const name = leaf.path.at(-1) ?? '';
    const key = JSON.stringify(parent.length === 0 ? [leaf.path] : [parent, leaf.before, leaf.after]);
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { ...leaf, path: parent, names: [name] });
  }
  return [...groups.values()];
}

/** Whether an attribute holds a reference to a secret instead of a value. */
const isSensitive = ({ address }: PlannedChange, path: readonly string[]): boolean =>
  path.length === 1 && rules.get(address.kind)?.attributes[path[0] ?? '']?.sensitive === true;

/** Maps are walked down to their leaves, so a map that comes here is a reference to a secret. */
function show(value: Json): string {
  if (isMap(value)) {
    const from = typeof value['env'] === 'string' ? `from $${printable(value['env'])}` : 'made up when applied';
    return `(sensitive, ${from})`;
  }
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  return printable(JSON.stringify(value));
}
