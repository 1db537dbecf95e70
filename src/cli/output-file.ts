/** The files that a command writes beside its output: private, whole or not at all, and none in the place of another. */
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failed, InvalidInput, WrongUsage } from '../base/errors.ts';
import { type Placing, writeWholeFile } from '../keep/whole-file.ts';

/** The place that a path leads to, also where there is nothing yet. */
export async function outputPathOf(path: string, cwd: string): Promise<string> {
  const whole = resolve(cwd, path);
  return realpath(whole).catch(() => whole);
}

/** Options that name files, each with its file; throws where two name one, or one names `configuration`, or stdout. */
export async function mustBeApart(
  options: readonly (readonly [option: string, path: string])[],
  { cwd, configuration }: { readonly cwd: string; readonly configuration: string },
): Promise<void> {
  const taken = new Map<string, string>();
  const source = await outputPathOf(configuration, cwd);
  for (const [option, path] of options) {
    if (path === '-') throw new WrongUsage(`${option} takes the name of a file; what goes to stdout is --format's.`);
    const place = await outputPathOf(path, cwd);
    if (place === source) throw new WrongUsage(`${option} would replace the configuration ${path}; name another file.`);
    const other = taken.get(place);
    if (other !== undefined) throw new WrongUsage(`${other} and ${option} name the same file, ${path}.`);
    taken.set(place, option);
  }
}

/** The disk is full, a quota is, a file may not grow so large, or the disk is broken. */
const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']);

/** Writes a file for its owner alone. A path that cannot be written to is wrong input; a disk that is full is not. */
export async function writeOutput(path: string, text: string, placing: Placing = 'replace'): Promise<void> {
  try {
    await writeWholeFile(path, text, placing);
  } catch (error) {
    const { message, cause } = error as Error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (full.has(code)) {
      throw new Failed(`Cannot write ${path}: ${message}.`, { code: 'output', ending: 'unexpected', cause });
    }
    const advice = code === 'EEXIST' ? '; name another file, or replace it with --force' : '';
    throw new InvalidInput('cannot-write', `Cannot write ${path}: ${message}${advice}.`);
  }
}
