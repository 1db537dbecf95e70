/** The files that a command writes beside its output: private, whole or not at all, and none in the place of another. */
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { unwritable } from '../app/unwritable.ts';
import { WrongUsage } from '../base/errors.ts';
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

/** Writes a file for its owner alone. A path that cannot be written to is wrong input; a disk that is full is not. */
export async function writeOutput(path: string, text: string, placing: Placing = 'replace'): Promise<void> {
  try {
    await writeWholeFile(path, text, placing);
  } catch (error) {
    const { cause } = error as Error;
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw unwritable(path, error as Error, exists ? '; name another file, or replace it with --force.' : '.');
  }
}
