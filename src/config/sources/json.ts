/**
 * JSON with positions. `JSON.parse` reads; where a value is written is looked for in the text when a message needs it,
 * since hardly any ever is. Long lists are gone over once: their items' offsets are kept.
 */
import type { Code } from '../../base/codes.ts';
import type { Json } from '../../base/json.ts';
import { makeLines, type Position } from '../lines.ts';
import type { ValuePath } from '../yaml/positions.ts';

export interface JsonProblem extends Position {
  readonly code: Code;
  /** A whole sentence. */
  readonly message: string;
}

export interface JsonDocument {
  readonly value: Json;
  /** Of the value at a path; where it is not written, of the deepest part of the path that is. */
  at(path: ValuePath): Position;
}

/** Lists and maps in lists and maps, at most: safe for code that recurses. */
const maxDepth = 200;

export function readJson(text: string): JsonDocument | JsonProblem {
  const position = makeLines(text);
  const problem = (message: string, offset: number): JsonProblem => ({
    code: 'json-syntax',
    message,
    ...position(offset),
  });
  if (text.trim() === '') return { code: 'empty-file', message: 'The file is empty.', line: 1, column: 1 };
  const depth = deepest(text);
  if (depth.levels > maxDepth)
    return problem(`The file nests lists and maps more than ${maxDepth} levels deep.`, depth.offset);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return explainJson(text, position);
  }
  const lists = new Map<number, readonly number[]>();
  return { value, at: (path) => position(follow(text, path, lists)) };
}

function explainJson(text: string, position: (offset: number) => Position): JsonProblem {
  const offset = firstFault(text);
  const found = text.slice(offset, offset + 10);
  if (/^(<<<<<<<|=======|>>>>>>>)/.test(found)) {
    return { code: 'merge-conflict', message: 'This is a mark of a merge conflict; settle it.', ...position(offset) };
  }
  const message =
    offset >= text.length
      ? 'The file ends in the middle: it is not complete JSON.'
      : `The file is not JSON: ${JSON.stringify(found)} is not expected here.`;
  return { code: 'json-syntax', message, ...position(offset) };
}

export const isJsonProblem = (read: JsonDocument | JsonProblem): read is JsonProblem => 'code' in read;

const [quoteMark, backslash, comma] = [34, 92, 44];
const [openList, closeList, openMap, closeMap] = [91, 93, 123, 125];

/** How deep lists and maps go, and where they first do. */
function deepest(text: string): { readonly levels: number; readonly offset: number } {
  let depth = 0;
  let levels = 0;
  let offset = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quoteMark) at = afterString(text, at) - 1;
    else if (code === closeList || code === closeMap) depth -= 1;
    else if (code === openList || code === openMap) {
      depth += 1;
      if (depth > levels) {
        levels = depth;
        offset = at;
      }
    }
  }
  return { levels, offset };
}

const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;

/** Where a text stops being JSON: V8 does not always say. */
function firstFault(text: string): number {
  const open: string[] = [];
  let wanted: 'value' | 'first' | 'key' | 'colon' | 'more' = 'value';
  for (let at = afterBlanks(text, 0); at < text.length; at = afterBlanks(text, at)) {
    const character = text[at] ?? '';
    const inMap = open.at(-1) === '{';
    if (wanted === 'more' || (wanted === 'first' && (character === ']' || character === '}'))) {
      const closes = character === (inMap ? '}' : ']');
      if (open.length === 0 || (!closes && character !== ',')) return at;
      if (closes) open.pop();
      wanted = closes ? 'more' : inMap ? 'key' : 'value';
      at += 1;
    } else if (wanted === 'colon') {
      if (character !== ':') return at;
      wanted = 'value';
      at += 1;
    } else if (character === '"') {
      const end = afterString(text, at);
      if (!isString(text.slice(at, end))) return end >= text.length ? end : at;
      wanted = inMap && wanted !== 'value' ? 'colon' : 'more';
      at = end;
    } else if (inMap && wanted !== 'value') {
      return at;
    } else if (character === '{' || character === '[') {
      open.push(character);
      wanted = 'first';
      at += 1;
    } else {
      scalar.lastIndex = at;
      if (!scalar.test(text)) return at;
      wanted = 'more';
      at = scalar.lastIndex;
    }
  }
  return text.length;
}

function isString(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The offset of a path in a text that is known to be JSON. */
function follow(text: string, path: ValuePath, lists: Map<number, readonly number[]>): number {
  let at = afterBlanks(text, 0);
  for (const step of path) {
    const code = text.charCodeAt(at);
    const next =
      code === openList
        ? itemsOf(text, at, lists)[Number(step)]
        : code === openMap
          ? entryOf(text, at, String(step))
          : undefined;
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/** Lists up to this size are gone over again each time. */
const worthKeeping = 16;

function itemsOf(text: string, list: number, lists: Map<number, readonly number[]>): readonly number[] {
  const known = lists.get(list);
  if (known) return known;
  const items: number[] = [];
  let at = afterBlanks(text, list + 1);
  while (text.charCodeAt(at) !== closeList) {
    items.push(at);
    at = afterBlanks(text, afterValue(text, at));
    if (text.charCodeAt(at) === comma) at = afterBlanks(text, at + 1);
  }
  if (items.length > worthKeeping) lists.set(list, items);
  return items;
}

/** Where the value of a key begins. Of a key that is written twice the last one counts, as in `JSON.parse`. */
function entryOf(text: string, map: number, name: string): number | undefined {
  let found: number | undefined;
  let at = afterBlanks(text, map + 1);
  while (text.charCodeAt(at) !== closeMap) {
    const end = afterString(text, at);
    const value = afterBlanks(text, afterBlanks(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === name) found = value;
    at = afterBlanks(text, afterValue(text, value));
    if (text.charCodeAt(at) === comma) at = afterBlanks(text, at + 1);
  }
  return found;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  for (
    let code = text.charCodeAt(at);
    code === 32 || code === 10 || code === 13 || code === 9;
    code = text.charCodeAt(at)
  )
    at += 1;
  return at;
}

/** After the string that begins at an offset; the end of the text where nothing closes it. */
function afterString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quoteMark) return at + 1;
    if (code === backslash) at += 1;
  }
  return text.length;
}

function afterValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const code = text.charCodeAt(at);
    if (code === quoteMark) at = afterString(text, at);
    else if (code === openList || code === openMap) {
      depth += 1;
      at += 1;
    } else if (code === closeList || code === closeMap) {
      depth -= 1;
      at += 1;
    } else if (depth > 0) at += 1;
    else {
      while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at += 1;
    }
  } while (depth > 0);
  return at;
}
