// Back from text to what encode() was given. A Keepable comes back as what it had kept, for the one that takes its place.

import type { Tag } from './encode.ts';

/** What a Keepable gave, on its way back: only a Keepable can take it. */
export class Kept {
  readonly content: unknown;

  constructor(content: unknown) {
    this.content = content;
  }
}

/** Throws for text that encode() would not write. */
export function decode(text: string): unknown {
  return revive(JSON.parse(text), []);
}

/** `records` are those of tables, in the order in which they were written: others refer to them by number. */
function revive(value: unknown, records: unknown[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => revive(entry, records));
  const [first, ...more] = Object.keys(value);
  if (first?.startsWith('$') && more.length === 0)
    return reviveTagged(first.slice(1) as Tag, (value as Record<string, unknown>)[first], records);
  return reviveMembers(value as Record<string, unknown>, records);
}

/** In place, since every key is there already: one such as `__proto__` stays a key like any other. */
function reviveMembers(members: Record<string, unknown>, records: unknown[]): object {
  for (const key of Object.keys(members)) {
    const entry = members[key];
    if (typeof entry === 'object') members[key] = revive(entry, records);
  }
  return members;
}

function reviveTagged(tag: Tag, content: unknown, records: unknown[]): unknown {
  switch (tag) {
    case 'number':
      return Number(content);
    case 'same':
      return records[content as number];
    case 'kept':
      return new Kept(reviveKept(content, records));
    case 'map':
      return new Map(revive(content, records) as [unknown, unknown][]);
    case 'set':
      return new Set(revive(content, records) as unknown[]);
    case 'date':
      return new Date(content as number);
    case 'bytes':
      return Buffer.from(content as string, 'base64');
    case 'object':
      return reviveMembers(content as Record<string, unknown>, records);
    default:
      throw new Error(`there is an unknown part ${String(tag)}`);
  }
}

function reviveKept(content: unknown, records: unknown[]): unknown {
  if (!Array.isArray(content)) return revive(content, records);
  return content.map((entry: unknown) => {
    const record = revive(entry, records);
    records.push(record);
    return record;
  });
}
