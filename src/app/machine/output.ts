/** The process's own output, to the last byte or not without an error. */
import { fstatSync, writeSync } from 'node:fs';

export type Output = typeof process.stdout | typeof process.stderr;

/**
 * Writes texts to a stream, which emits an error where that fails. Of a text for a file the system may take a part, as where
 * the disk becomes full, and Node's own stream for files takes that for the whole (`writeSync` in
 * lib/internal/fs/sync_write_stream.js); so it is written here until all of it is.
 */
export function writerTo(stream: Output): (text: string) => void {
  if (!isFile(stream.fd)) return (text) => void stream.write(text);
  let failed = false;
  return (text) => {
    const bytes = Buffer.from(text);
    try {
      for (let at = 0; at < bytes.length && !failed; ) at += writeSync(stream.fd, bytes, at);
    } catch (error) {
      failed = true;
      stream.emit('error', error);
    }
  };
}

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}
