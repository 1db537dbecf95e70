import { Failed, InvalidInput } from '../base/errors.ts';

/** The disk is full, a quota is, a file may not grow so large, or the disk is broken. */
const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']);

/**
 * Why a file could not be written, as `writeWholeFile` says it: a path that cannot be written to is wrong input, a disk that
 * is full is not. `advice` ends the sentence.
 */
export function unwritable(path: string, error: Error, advice = '.'): Failed {
  const { message, cause } = error;
  const why = `Cannot write ${path}: ${message}${advice}`;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return full.has(code)
    ? new Failed(why, { code: 'output', ending: 'unexpected', cause })
    : new InvalidInput('cannot-write', why);
}
