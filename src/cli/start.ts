/** The command in a process of its own: its signals, its arguments, its exit code. */
import { setMaxListeners } from 'node:events';
import { Interrupted } from '../base/errors.ts';
import { type ExitCode, exit } from '../report/exit-codes.ts';
import { run } from './program/program.ts';
import { systemWorld } from './world.ts';

export async function start(argv: readonly string[]): Promise<ExitCode> {
  const stop = new AbortController();
  // Every call that waits for its turn listens; there is no leak to be warned of.
  setMaxListeners(0, stop.signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Asked twice, it does not wait for the calls in flight.
      if (stop.signal.aborted) process.exit(exit[signal]);
      stop.abort(new Interrupted(signal));
    });
  }
  return await run(argv, systemWorld(stop, argv));
}
