import type { World } from './world.ts';

/** Milliseconds between two looks at the status line, and between two lines where there is no terminal. */
const redraw = 200;
const heartbeat = 10_000;

/** Shows how work goes: a line that replaces itself in a terminal, a line every ten seconds in a log. */
export function whileWorking(world: World, line: (columns?: number) => string): { stop(): void } {
  const stopped = new AbortController();
  const signal = AbortSignal.any([stopped.signal, world.signal]);
  const show = async (): Promise<void> => {
    while (!signal.aborted) {
      await world.clock.sleep(world.terminal.err ? redraw : heartbeat, signal);
      if (world.terminal.err) world.status(line(world.columns()));
      else world.err(`${line()}\n`);
    }
  };
  // Ends by the abort that stops it, which is no failure.
  show().catch(() => {});
  return {
    stop() {
      stopped.abort();
      world.status('');
    },
  };
}
