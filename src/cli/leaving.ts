/** How a watch leaves: it is told to, it finishes what it has begun, and it does not wait for ever. */
import { makeAbort } from '../app/host/abort.ts';
import type { Log } from '../app/host/host.ts';
import type { World } from './world.ts';

/** Milliseconds in which a watch that was told to leave has left, answers or not. */
const maxShutdown = 9000;

/** Aborted with the world, and where a terminal hangs up. */
export function leaving({ signal }: World): AbortController {
  const stop = makeAbort();
  const leave = (): void => stop.abort(signal.reason);
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return stop;
}

/** Waits for the end of the watch; once it was told to leave, not for ever. */
export async function untilGone(
  end: Promise<void>,
  stop: AbortSignal,
  { world, log }: { readonly world: World; readonly log: Log },
): Promise<void> {
  const gone = new AbortController();
  const shutdown = async (): Promise<void> => {
    if (!stop.aborted)
      await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
    await world.clock.sleep(maxShutdown, gone.signal);
    log('warn', 'Calls in flight were not answered in time; what became of them is seen at the next start.');
  };
  try {
    await Promise.race([end, shutdown()]);
  } finally {
    gone.abort();
  }
}
