// The state as text, by its structure: whatever is plain data, a map, a set, a date, bytes or a Keepable is kept without
// being named here, so that a new kind of resource is kept as soon as it is there. What cannot be kept throws. A record of
// a table that stands in two places, as in a search index, is written once.

import { isKeepable } from '../state/keepable.ts';

/** Text of the records that were written before: they never change, and most are the same at the next save. */
export type Memory = WeakMap<object, string>;

/** Throws for what no file can hold. */
export function encode(value: unknown, memory: Memory): string {
  return write(value, { memory, written: new Map(), path: '' });
}

interface Writing {
  readonly memory: Memory;
  /** Records of this text by their number. */
  readonly written: Map<object, number>;
  readonly path: string;
}

function write(value: unknown, writing: Writing): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : tagged('number', JSON.stringify(String(value)));
    case 'object':
      return value === null ? 'null' : writeObject(value, writing);
    default:
      throw new Error(`${writing.path} is a ${typeof value}, which a data file cannot hold`);
  }
}

function writeObject(value: object, writing: Writing): string {
  const number = writing.written.get(value);
  if (number !== undefined) return tagged('same', String(number));
  if (isKeepable(value)) return tagged('kept', writeKept(value.keep(), writing));
  if (Array.isArray(value)) return list(value.map((entry, index) => write(entry, under(writing, index))));
  if (value instanceof Map)
    return tagged('map', list([...value].map((entry) => write(entry, under(writing, String(entry[0]))))));
  if (value instanceof Set) return tagged('set', write([...value], writing));
  if (value instanceof Date) return tagged('date', String(value.getTime()));
  if (value instanceof Uint8Array) return tagged('bytes', JSON.stringify(Buffer.from(value).toString('base64')));
  if (!isPlain(value)) throw new Error(`${writing.path} is a ${value.constructor.name}, which a data file cannot hold`);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  const text = entries.map(([key, entry]) => `${JSON.stringify(key)}:${write(entry, under(writing, key))}`);
  const plain = `{${text.join(',')}}`;
  return entries.some(([key]) => key.startsWith('$')) ? tagged('object', plain) : plain;
}

/** What a Keepable gives is either a list of records, or something with such a list in it. */
function writeKept(content: unknown, writing: Writing): string {
  if (!Array.isArray(content)) return write(content, writing);
  return list(content.map((record: object, index) => writeRecord(record, under(writing, index))));
}

function writeRecord(record: object, writing: Writing): string {
  const { memory, written } = writing;
  const text = memory.get(record) ?? (isJson(record) ? JSON.stringify(record) : writeAlone(record, writing));
  memory.set(record, text);
  written.set(record, written.size);
  return text;
}

/** Without references to other records, whose numbers are others in the next text. */
function writeAlone(record: object, writing: Writing): string {
  const written = new Map<object, number>();
  const text = write(record, { ...writing, written });
  if (written.size > 0)
    throw new Error(`${writing.path} is a record with a table in it, which a data file cannot hold`);
  return text;
}

/** True where JSON.stringify would write the same, and faster. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return typeof value !== 'function' && typeof value !== 'symbol';
  if (Array.isArray(value)) return value.every((entry) => entry !== undefined && isJson(entry));
  return isPlain(value) && Object.keys(value).every((key) => !key.startsWith('$') && isJson((value as Json)[key]));
}

type Json = Readonly<Record<string, unknown>>;

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value) && !isKeepable(value);
}

function under(writing: Writing, key: string | number): Writing {
  return { ...writing, path: `${writing.path}/${key}` };
}

export type Tag = 'number' | 'same' | 'kept' | 'map' | 'set' | 'date' | 'bytes' | 'object';

function tagged(tag: Tag, text: string): string {
  return `{"$${tag}":${text}}`;
}

function list(entries: readonly string[]): string {
  return `[${entries.join(',')}]`;
}
