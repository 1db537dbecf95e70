/** How runs are named, and where their records are. */
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attemptToRead, instanceFolder, type LineFile, newLineFile, StoreError } from './files.ts';

const recordName = /^(\d{8}T\d{6}Z-[0-9a-f]{4})\.ndjson$/;

export const runsFolder = (stateFolder: string, instanceId: string): string =>
  join(instanceFolder(stateFolder, instanceId), 'runs');

export const recordPath = (folder: string, id: string): string => join(folder, `${id}.ndjson`);

/** Ids of the runs that a folder has records of, newest first. A folder that does not exist has none. */
export function runIds(folder: string): readonly string[] {
  const entries = attemptToRead(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries
    .flatMap((entry) => (entry.isFile() ? (recordName.exec(entry.name)?.[1] ?? []) : []))
    .sort()
    .reverse();
}

/** When a run began, in milliseconds since the epoch. */
export function startOf(id: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(id) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Begins the record of a run that begins now; its id comes after all others. Throws a StoreError. */
export function newRecord(folder: string, now: number): { readonly id: string; readonly file: LineFile } {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  for (;;) {
    const digits = digitsAfter(runIds(folder).find((id) => id.startsWith(time)));
    if (digits > 0xffff) throw new StoreError(`Cannot write to ${folder}: it has too many records of this second`);
    const id = `${time}-${digits.toString(16).padStart(4, '0')}`;
    const file = newLineFile(recordPath(folder, id));
    if (file) return { id, file };
  }
}

/** By chance, but greater than those of an earlier run of the same second, so that ids sort by time there too. */
function digitsAfter(latest: string | undefined): number {
  const random = randomBytes(2).readUInt16BE();
  return latest === undefined ? random >> 1 : Number.parseInt(latest.slice(-4), 16) + 1 + (random & 0xff);
}
