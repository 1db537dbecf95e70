import { makeAbort } from '../../src/app/host/abort.ts';
import { systemClock } from '../../src/app/machine/system-clock.ts';
import { run } from '../../src/cli/program/program.ts';
import type { World } from '../../src/cli/world.ts';
import { type Finished, kept, type RunOptions } from './binary.ts';

/**
 * Runs a command line in this process, without a terminal: for what needs no process of its own, which takes a good part of a
 * second to start. One at a time, since the folder and the environment are those of the process.
 */
export async function runHere(
  argv: readonly string[],
  { cwd = process.cwd(), env: given = {} }: Pick<RunOptions, 'cwd' | 'env'> = {},
): Promise<Finished> {
  const env = { HOME: cwd, XDG_STATE_HOME: kept, XDG_CACHE_HOME: kept, AWS_EC2_METADATA_DISABLED: 'true', ...given };
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const world: World = {
    ...{ env, cwd, clock: systemClock, signal: makeAbort().signal, halt: () => {} },
    ...{ out: (text) => void stdout.push(text), err: (text) => void stderr.push(text), status: () => {} },
    ...{ columns: () => 80, interactive: false },
    ...{ colour: { out: false, err: false }, terminal: { out: false, err: false } },
    ...{ ask: async () => '', flush: async () => {}, onSignal: () => () => {} },
  };
  const before = { cwd: process.cwd(), env: { ...process.env } };
  process.chdir(cwd);
  // The AWS SDK looks for itself.
  Object.assign(process.env, env);
  try {
    const code = await run(argv, world);
    return { code, stdout: stdout.join(''), stderr: stderr.join('') };
  } finally {
    process.chdir(before.cwd);
    for (const name of Object.keys(env)) if (!Object.hasOwn(before.env, name)) delete process.env[name];
    Object.assign(process.env, before.env);
  }
}
