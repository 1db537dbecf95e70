import { makeAbort } from '../../src/app/host/abort.ts';
import { systemClock } from '../../src/app/machine/system-clock.ts';
import { run } from '../../src/cli/program/program.ts';
import type { World } from '../../src/cli/world.ts';
import type { Finished } from './binary.ts';

/**
 * Runs a command line in this process, without a terminal: for what needs no process of its own, which takes a good part of a
 * second to start. Files are found from the folder of this process.
 */
export async function runHere(argv: readonly string[], env: World['env'] = {}): Promise<Finished> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const world: World = {
    ...{ env, cwd: process.cwd(), clock: systemClock, signal: makeAbort().signal, halt: () => {} },
    ...{ out: (text) => void stdout.push(text), err: (text) => void stderr.push(text), status: () => {} },
    ...{ columns: () => 80, interactive: false },
    ...{ colour: { out: false, err: false }, terminal: { out: false, err: false } },
    ...{ ask: async () => '', flush: async () => {}, onSignal: () => () => {} },
  };
  const code = await run(argv, world);
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}
