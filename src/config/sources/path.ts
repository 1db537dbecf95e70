/**
 * Where in a record a value is: `Employee_ID`, `work.email`, `workAssignments[0]."Cost Centre"`. Names of letters,
 * digits, _ and - need no quotes; in a quoted name `""` is a quote.
 */
import { isMap, type Json } from '../../base/json.ts';

/** A name in a map, or the index of an item of a list, from 0. */
export type FieldStep = string | number;
export type FieldPath = readonly FieldStep[];

const bareName = /[\p{L}\p{N}_-]+/uy;
const quotedName = /"((?:[^"]|"")*)"/y;
const index = /\[(\d{1,9})\]/y;

/** The path that begins at an offset, and where it ends; `undefined` where there is none. */
export function scanPath(text: string, from: number): { readonly path: FieldPath; readonly end: number } | undefined {
  const first = scanName(text, from);
  if (!first) return undefined;
  const path: FieldStep[] = [first.name];
  let end = first.end;
  for (;;) {
    index.lastIndex = end;
    const item = index.exec(text);
    if (item) {
      path.push(Number(item[1]));
      end = index.lastIndex;
      continue;
    }
    const next = text[end] === '.' ? scanName(text, end + 1) : undefined;
    if (!next) return { path, end };
    path.push(next.name);
    end = next.end;
  }
}

function scanName(text: string, from: number): { readonly name: string; readonly end: number } | undefined {
  quotedName.lastIndex = from;
  const quoted = quotedName.exec(text);
  if (quoted) return { name: (quoted[1] ?? '').replaceAll('""', '"'), end: quotedName.lastIndex };
  bareName.lastIndex = from;
  const bare = bareName.exec(text);
  return bare ? { name: bare[0], end: bareName.lastIndex } : undefined;
}

/** A whole text as a path. A text that is none is the name of one field, as a column called `Cost Centre` is. */
export function parseFieldPath(text: string): FieldPath {
  const scanned = scanPath(text, 0);
  return scanned && scanned.end === text.length ? scanned.path : [text];
}

/** As an expression writes it. */
export const formatPath = (path: FieldPath): string =>
  path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${writeName(step)}`))
    .join('');

const writeName = (name: string): string =>
  /^[\p{L}\p{N}_-]+$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** What is at a path; `undefined` where nothing is. */
export function valueAt(record: Json, path: FieldPath): Json | undefined {
  let value: Json | undefined = record;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value[step] as Json | undefined) : undefined;
    else value = isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
