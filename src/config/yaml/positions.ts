/**
 * Where in its text each value of a YAML document is written.
 *
 * A file of 100,000 users has millions of values and needs the position of hardly any, so nothing is kept per value but
 * two numbers in typed arrays (the tape), indexed like the parser's events. A path is followed only when somebody asks,
 * and lines are counted only then.
 */
import { makeLines, type Position } from '../lines.ts';

export type ValuePath = readonly (string | number)[];

/** Positions in one document. A path that is not written stands for the deepest part of it that is. */
export interface Positions {
  /** Of the value. */
  at(path: ValuePath): Position;
  /** Of the key that the value stands behind. */
  ofKey(path: ValuePath): Position;
  /** The value as it is written, if it is written without quotes: `012`, which reads as the number 12. */
  writtenAs(path: ValuePath): string | undefined;
  /** Of a place in the text, counted from 0. */
  ofOffset(offset: number): Position;
}

export const NODE = { none: 0, scalar: 1, sequence: 2, mapping: 3, alias: 4 } as const;

/** The document in the order of its text, one slot an event of the parser. */
export interface Tape {
  readonly type: Uint8Array;
  /** Offset in the text where a value begins; -1 for an empty one. */
  readonly start: Int32Array;
  /** Of a scalar: offset of its end. Of a collection: the slot that closes it. Of an alias: the slot it stands for. */
  readonly end: Int32Array;
  /** Keys that are not written letter for letter, by slot: empty, with escapes, or over several lines. */
  readonly keys: ReadonlyMap<number, string>;
  /** The slot of the document's value. */
  readonly root: number;
}

/** What a path leads to: a value's slot, and the slot of its key where it stands in a map. */
interface FoundSlot {
  readonly node: number;
  readonly key: number;
  readonly complete: boolean;
}

/** Collections up to this size are searched; larger ones get an index, once. */
const worthAnIndex = 16;

export function createPositions(text: string, tape: Tape): Positions {
  const { type, start, end, keys, root } = tape;
  const items = new Map<number, readonly number[]>();
  const entries = new Map<number, ReadonlyMap<string, number>>();
  const ofOffset = makeLines(text);

  const after = (node: number): number =>
    type[node] === NODE.sequence || type[node] === NODE.mapping ? end[node]! + 1 : node + 1;

  const isQuoted = (node: number): boolean => text[start[node]!] === '"' || text[start[node]!] === "'";

  const nameOf = (key: number): string => keys.get(key) ?? text.slice(start[key]! + (isQuoted(key) ? 1 : 0), end[key]!);

  function itemsOf(sequence: number): readonly number[] {
    const known = items.get(sequence);
    if (known) return known;
    const list: number[] = [];
    for (let node = sequence + 1; node < end[sequence]!; node = after(node)) list.push(node);
    if (list.length > worthAnIndex) items.set(sequence, list);
    return list;
  }

  /** Slot of the key, or -1. The first of several wins, as it does in reading. */
  function keyIn(mapping: number, name: string): number {
    const index = entries.get(mapping);
    if (index) return index.get(name) ?? -1;
    const found = new Map<string, number>();
    for (let key = mapping + 1; key < end[mapping]!; key = after(key + 1)) {
      const written = nameOf(key);
      if (!found.has(written)) found.set(written, key);
    }
    if (found.size > worthAnIndex) entries.set(mapping, found);
    return found.get(name) ?? -1;
  }

  const target = (node: number): number => (type[node] === NODE.alias ? end[node]! : node);

  /** The slot of a key that a map has of its own or takes from another by `<<`, or -1. */
  function keyOrMerged(mapping: number, name: string): number {
    const own = keyIn(mapping, name);
    const merge = own < 0 ? keyIn(mapping, '<<') : -1;
    if (merge < 0) return own;
    const merged = target(merge + 1);
    for (const source of type[merged] === NODE.sequence ? itemsOf(merged) : [merged]) {
      const key = type[target(source)] === NODE.mapping ? keyOrMerged(target(source), name) : -1;
      if (key >= 0) return key;
    }
    return -1;
  }

  function find(path: ValuePath): FoundSlot {
    let node = root;
    let key = -1;
    for (const step of path) {
      const parent = target(node);
      if (type[parent] === NODE.sequence) {
        const item = itemsOf(parent)[Number(step)];
        if (item === undefined) return { node, key, complete: false };
        node = item;
        key = -1;
      } else {
        const next = type[parent] === NODE.mapping ? keyOrMerged(parent, String(step)) : -1;
        if (next < 0) return { node, key, complete: false };
        key = next;
        node = next + 1;
      }
    }
    return { node, key, complete: true };
  }

  const positionOf = (node: number, key: number): Position =>
    ofOffset(Math.max(0, start[node]! >= 0 ? start[node]! : key >= 0 ? start[key]! : 0));

  return {
    at(path) {
      const { node, key } = find(path);
      return positionOf(node, key);
    },
    ofKey(path) {
      const { node, key, complete } = find(path);
      return complete && key >= 0 ? positionOf(key, -1) : positionOf(node, key);
    },
    writtenAs(path) {
      const { node, complete } = find(path);
      const scalar = target(node);
      return complete && type[scalar] === NODE.scalar && end[scalar]! > start[scalar]! && !isQuoted(scalar)
        ? text.slice(start[scalar]!, end[scalar]!)
        : undefined;
    },
    ofOffset,
  };
}
