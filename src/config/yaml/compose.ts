/**
 * From the parser's events to plain data, in one walk.
 *
 * Keys are taken letter for letter, so that the tag key `012` stays `012`. Values follow YAML 1.2's core schema. `<<`
 * copies the keys of other maps that a map does not have itself. A repeated key is reported and the first one kept.
 */

import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { Code } from '../../base/codes.ts';
import { isMap, type Json } from '../../base/json.ts';
import { type Built, createAnchors } from './anchors.ts';
import { NODE, type Tape } from './positions.ts';
import { ReadRefusal, type TextProblem } from './refusal.ts';
import { resolveScalar } from './scalar.ts';

/** A list or a map that is not closed yet. */
interface Frame {
  readonly slot: number;
  readonly anchor: string;
  readonly collection: Json[] | Record<string, Json>;
  /** Slot of the key whose value comes next; -1 where a key comes next, and in a list. */
  key: number;
  name: string;
  /** Maps named by `<<`, in order. */
  merged: readonly Json[];
  weight: number;
  height: number;
}

export interface Composition {
  /** Absent where the document was refused. */
  readonly value?: Json;
  readonly tape: Tape;
  readonly problems: readonly TextProblem[];
}

export function compose(text: string, events: readonly Event[], maxDepth: number): Composition {
  const type = new Uint8Array(events.length);
  const start = new Int32Array(events.length).fill(-1);
  const end = new Int32Array(events.length);
  const keys = new Map<number, string>();
  const tape: Tape = { type, start, end, keys, root: 1 };
  const anchors = createAnchors();
  const frames: Frame[] = [];
  const problems: TextProblem[] = [];
  let root: Json | undefined;
  /** Offset of the end of what was read last, from which an empty value is looked for. */
  let read = 0;

  const refuse = (code: Code, message: string, offset: number): never => {
    throw new ReadRefusal({ code, message, offset });
  };

  /** Puts a finished value where it belongs. */
  function place(built: Built): void {
    const frame = frames.at(-1);
    if (!frame) {
      root = built.value;
      return;
    }
    frame.weight += built.weight;
    frame.height = Math.max(frame.height, built.height + 1);
    if (frames.length + built.height > maxDepth) {
      refuse(
        'yaml-alias',
        'The aliases here nest lists and maps too deeply; write the values out.',
        start[built.slot]!,
      );
    }
    if (Array.isArray(frame.collection)) frame.collection.push(built.value);
    else placeInMap(frame, frame.collection, built.value);
  }

  function placeInMap(frame: Frame, map: Record<string, Json>, item: Json): void {
    const { key, name } = frame;
    const offset = start[key]!;
    const merges = name === '<<' && text.startsWith(name, offset);
    frame.key = -1;
    if (name === '__proto__') {
      problems.push({ code: 'forbidden-key', message: 'The key "__proto__" is not allowed.', offset });
    } else if (merges && frame.merged.length === 0) {
      const sources = Array.isArray(item) ? item : [item];
      if (sources.length > 0 && sources.every(isMap)) frame.merged = sources;
      else problems.push({ code: 'yaml-merge', message: 'A merge key << takes a map or a list of maps.', offset });
    } else if (merges || Object.hasOwn(map, name)) {
      const message = `The key ${JSON.stringify(name)} is written twice in one map`;
      problems.push({ code: 'duplicate-key', message, offset, earlier: start[firstKey(frame.slot, name)]! });
    } else map[name] = item;
  }

  /** Searches the map so far; only ever called for a mistake. */
  function firstKey(map: number, name: string): number {
    let slot = map + 1;
    for (let at = events[slot]!; at.type === EVENT_ID.SCALAR && getScalarValue(text, at) !== name; at = events[slot]!) {
      const item = slot + 1;
      slot = type[item] === NODE.sequence || type[item] === NODE.mapping ? end[item]! + 1 : item + 1;
    }
    return slot;
  }

  /** Is the next node a key? A key must be a scalar that is written out. */
  function awaitsKey(event: Event, offset: number): boolean {
    const frame = frames.at(-1);
    if (!frame || frame.key >= 0 || Array.isArray(frame.collection)) return false;
    if (event.type === EVENT_ID.SCALAR) return true;
    const message = 'A key must be plain text, not a list, a map or an alias; quote it if it begins with {, [ or *.';
    return refuse('yaml-syntax', message, offset);
  }

  function readScalar(event: ScalarEvent, slot: number): void {
    type[slot] = NODE.scalar;
    start[slot] = startOf(event);
    end[slot] = event.valueEnd;
    read = Math.max(read, start[slot]! + 1, event.valueEnd, event.tagEnd, event.anchorEnd);
    const anchor = anchorOf(event);
    if (awaitsKey(event, start[slot]!)) {
      if (event.valueStart < 0) start[slot] = read;
      const frame = frames.at(-1)!;
      frame.key = slot;
      frame.name = getScalarValue(text, event);
      if (!event.fast) keys.set(slot, frame.name);
      if (anchor !== '') anchors.set(anchor, { slot, value: frame.name, weight: 1, height: 0 });
      return;
    }
    const { value, problem } = resolveScalar(text, event);
    if (problem !== undefined) problems.push({ code: 'yaml-tag', message: problem, offset: event.tagStart });
    finish(anchor, { slot, value, weight: 1, height: 0 });
  }

  /** Of a quoted text: its quote. Of a block text: its first letter. Of an empty value in a list: its dash. */
  function startOf({ valueStart, style }: ScalarEvent): number {
    if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
    const pattern = valueStart < 0 ? dash : style === SCALAR_STYLE.PLAIN ? undefined : blanks;
    if (!pattern || (valueStart < 0 && !Array.isArray(frames.at(-1)?.collection))) return valueStart;
    pattern.lastIndex = valueStart < 0 ? read : valueStart;
    return pattern.test(text) ? pattern.lastIndex - (valueStart < 0 ? 1 : 0) : valueStart;
  }

  function openCollection(event: SequenceEvent | MappingEvent, slot: number): void {
    awaitsKey(event, event.start);
    const isList = event.type === EVENT_ID.SEQUENCE;
    type[slot] = isList ? NODE.sequence : NODE.mapping;
    start[slot] = event.start;
    read = Math.max(read, event.start);
    const tag = event.tagStart < 0 ? '' : text.slice(event.tagStart, event.tagEnd);
    if (tag !== '' && tag !== (isList ? '!!seq' : '!!map')) {
      const message = `The YAML tag ${tag} is not known here; leave it out.`;
      problems.push({ code: 'yaml-tag', message, offset: event.tagStart });
    }
    const anchor = anchorOf(event);
    if (anchor !== '') anchors.open(anchor);
    const collection = isList ? [] : {};
    frames.push({ slot, anchor, collection, key: -1, name: '', merged: [], weight: 1, height: 1 });
  }

  function closeCollection(slot: number): void {
    const frame = frames.pop();
    if (!frame) return;
    end[frame.slot] = slot;
    if (!Array.isArray(frame.collection)) merge(frame.collection, frame.merged);
    finish(frame.anchor, { ...frame, value: frame.collection });
  }

  function readAlias(event: AliasEvent, slot: number): void {
    const offset = event.anchorStart - 1;
    awaitsKey(event, offset);
    const built = anchors.get(text.slice(event.anchorStart, event.anchorEnd), offset);
    type[slot] = NODE.alias;
    start[slot] = offset;
    end[slot] = built.slot;
    read = event.anchorEnd;
    place({ ...built, slot });
  }

  function finish(anchor: string, built: Built): void {
    if (anchor !== '') anchors.set(anchor, built);
    place(built);
  }

  const anchorOf = ({ anchorStart, anchorEnd }: ScalarEvent | SequenceEvent | MappingEvent): string =>
    anchorStart < 0 ? '' : text.slice(anchorStart, anchorEnd);

  function step(event: Event, slot: number): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT: {
        const message = 'A file holds one document; put what follows "---" into a file of its own.';
        if (slot > 0) refuse('multiple-documents', message, Math.max(read, text.indexOf('\n---', read) + 1));
        break;
      }
      case EVENT_ID.SCALAR:
        readScalar(event, slot);
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        openCollection(event, slot);
        break;
      case EVENT_ID.ALIAS:
        readAlias(event, slot);
        break;
      case EVENT_ID.POP:
        closeCollection(slot);
    }
  }

  try {
    events.forEach(step);
  } catch (error) {
    if (!(error instanceof ReadRefusal)) throw error;
    return { tape, problems: [...problems, error.problem] };
  }
  return { ...(root !== undefined && { value: root }), tape, problems };
}

const blanks = /\s*/y;
/** What may stand between a value and the dash of the next list entry, and that dash. */
const dash = /(?:[\s\]}"',]|#.*)*-/y;

function merge(map: Record<string, Json>, sources: readonly Json[]): void {
  for (const source of sources) {
    if (!isMap(source)) continue;
    for (const [name, value] of Object.entries(source)) {
      if (!Object.hasOwn(map, name)) map[name] = value;
    }
  }
}
