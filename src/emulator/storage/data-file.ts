// A data file: a line that says what it is, and a line with the state. The first line has the length and the checksum of
// the second, so that a file that was cut short or changed is known for what it is.

import { createHash } from 'node:crypto';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import { DataFileError } from './data-error.ts';

const FORMAT = 'connect-sync emulator data';

/** Rises when older emulators could not read what is written. */
const VERSION = 1;

interface Header {
  readonly format: string;
  readonly version: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** The state in the file; undefined where there is no file. Throws DataFileError for anything but a whole data file. */
export async function readData(file: string): Promise<string | undefined> {
  const content = await contentOf(file);
  if (content === undefined) return undefined;
  const end = content.indexOf('\n');
  const header = headerOf(content.subarray(0, end < 0 ? content.length : end).toString());
  if (!header) throw refuse(file, 'is no data file of the emulator');
  if (header.version > VERSION)
    throw refuse(file, `was written by a newer emulator (version ${header.version}; this one knows ${VERSION})`);
  const body = content.subarray(end + 1, content.length - 1);
  if (end < 0 || body.length < header.bytes) throw refuse(file, 'was cut short');
  if (body.length > header.bytes || checksum(body) !== header.sha256) throw refuse(file, 'was damaged or edited');
  return body.toString();
}

/** The file is replaced as a whole: whatever happens, there is the old content or the new. */
export async function writeData(file: string, state: string): Promise<void> {
  const body = Buffer.from(state);
  const header: Header = { format: FORMAT, version: VERSION, bytes: body.length, sha256: checksum(body) };
  const temporary = `${file}.tmp`;
  try {
    // People's names and addresses are for their owner only.
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writev([Buffer.from(`${JSON.stringify(header)}\n`), body, Buffer.from('\n')]);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  await syncFolder(file);
}

/** Without it a new name might not outlive a power failure. Some systems cannot, and need not. */
async function syncFolder(file: string): Promise<void> {
  const slash = file.lastIndexOf('/');
  const folder = await open(slash < 0 ? '.' : file.slice(0, slash + 1), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new DataFileError(`Cannot read ${file}: ${message}`);
  }
}

function headerOf(line: string): Header | undefined {
  try {
    const header = JSON.parse(line) as Partial<Header> | null;
    return header?.format === FORMAT && typeof header.version === 'number' ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}

function refuse(file: string, what: string): DataFileError {
  return new DataFileError(`${file} ${what}. It was left as it is; choose another file, or move it away.`);
}

function checksum(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
