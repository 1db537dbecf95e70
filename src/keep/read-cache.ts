/**
 * What was read of single users and no bulk call gives, kept in a file for the next run: e-mail addresses and numbers,
 * so it is for the user alone. It is a cache: whatever is wrong with the file (cut short, altered, of another version or
 * instance, not there) costs reads and nothing else. Two processes may use it at once: each writes a whole new file over
 * the old one, after adding what the other has put there meanwhile.
 */
import { createHash } from 'node:crypto';
import { chmod, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attributes } from '../plan/model/state.ts';
import { makeFolder } from './files.ts';
import { writeWholeFile } from './whole-file.ts';

/** What is kept of one user. */
interface CachedUser {
  /** Milliseconds since the Unix epoch; the entry is good for as long as Connect says the same. */
  readonly modified: number;
  /** Milliseconds since the Unix epoch when it was last of use. */
  readonly used: number;
  readonly attributes: Attributes;
}

type Entries = Map<string, CachedUser>;

export interface KeptReads {
  recall(id: string, modified: number): Attributes | undefined;
  remember(id: string, modified: number, attributes: Attributes): void;
  /** How many reads it has saved. */
  recalled(): number;
  /** Writes what is new; rejects where the folder cannot be used. */
  save(): Promise<void>;
}

const cacheFormat = 1;
const fileName = 'described-users.json';
/** Milliseconds; who was of no use for so long is not kept. */
const longestUnused = 90 * 24 * 60 * 60_000;
/** Milliseconds between two notes that an entry was of use. */
const noteUse = 24 * 60 * 60_000;
/** Bytes; some 500,000 users. A larger file is not ours. */
const largest = 128 * 1024 * 1024;

/** `folder` is the cache folder; `now` in milliseconds since the Unix epoch. */
export async function openReadCache(
  { folder, instanceId }: { readonly folder: string; readonly instanceId: string },
  now: () => number,
): Promise<KeptReads> {
  const path = join(folder, instanceId);
  const entries = await load(path, instanceId);
  const fresh: Entries = new Map();
  const recalled = new Set<string>();
  return {
    recall(id, modified) {
      const entry = fresh.get(id) ?? entries.get(id);
      if (entry?.modified !== modified) return undefined;
      recalled.add(id);
      return entry.attributes;
    },
    remember(id, modified, attributes) {
      recalled.delete(id);
      fresh.set(id, { modified, used: now(), attributes });
    },
    recalled: () => recalled.size,
    async save() {
      const worthNoting = [...recalled].some((id) => now() - (entries.get(id)?.used ?? now()) > noteUse);
      if (fresh.size === 0 && !worthNoting) return;
      const merged = await load(path, instanceId);
      for (const id of recalled) {
        const entry = entries.get(id);
        if (entry && !merged.has(id)) merged.set(id, entry);
      }
      for (const [id, entry] of merged) {
        if (recalled.has(id)) merged.set(id, { ...entry, used: now() });
        else if (now() - entry.used > longestUnused) merged.delete(id);
      }
      for (const [id, entry] of fresh) merged.set(id, entry);
      await store(path, instanceId, merged);
    },
  };
}

async function load(path: string, instanceId: string): Promise<Entries> {
  try {
    const text = await readSmall(join(path, fileName));
    const end = text.indexOf('\n');
    const head: unknown = JSON.parse(text.slice(0, end));
    const body = text.slice(end + 1);
    if (JSON.stringify(head) !== headOf(body, instanceId)) return new Map();
    return new Map(JSON.parse(body) as [string, CachedUser][]);
  } catch {
    return new Map();
  }
}

/** The digest tells a damaged file, which is worth no more than none. */
const headOf = (body: string, instanceId: string): string =>
  JSON.stringify({ format: cacheFormat, instanceId, sha256: createHash('sha256').update(body).digest('hex') });

async function readSmall(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > largest) throw new Error('too large');
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

async function store(path: string, instanceId: string, entries: Entries): Promise<void> {
  const body = JSON.stringify([...entries]);
  makeFolder(path);
  await chmod(path, 0o700);
  await writeWholeFile(join(path, fileName), `${headOf(body, instanceId)}\n${body}`);
}
